"""Somebody in HR, signed in, and what is stored of what they choose."""

from __future__ import annotations

from tests.integration.certificates.conftest import learner, no_documents, person, set_to
from tests.integration.people.conftest import hr, office

__all__ = ["hr", "learner", "no_documents", "office", "person", "set_to"]  # fixtures
