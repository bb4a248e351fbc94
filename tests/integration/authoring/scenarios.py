"""Dilemmas for tests of the editor: one with two boards and one with three, published."""

from __future__ import annotations

from tests.integration.quizzes.weighing import THREE, TWO, text_of

DILEMMA = TWO
TEXT = text_of(TWO)
MANY = text_of(THREE)
LIST = "/hr/scenarios"
EDIT = f"{LIST}/{DILEMMA}/edit"
PUBLISH = f"{LIST}/{DILEMMA}/publish"
HISTORY = f"{LIST}/{DILEMMA}/history"
