"""What a file with everybody costs: 45,000 new people with leaders and units, and the same file again."""

import csv
import io
import resource
import time
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.people import importing

AREAS, UNITS_IN_AN_AREA = 12, 40
LED = 12  # people to a leader
HEADINGS = ("Medarbejdernummer", "Navn", "E-mail", "Rolle", "Enhed", "Leder", "Startdato")


def print_costs(app: Flask, people: int) -> None:
    """Import everybody twice, the second time with other names for a tenth; they stay."""
    for title, renamed in (("Import: everybody is new", 0), ("Import: a tenth has another name", 10)):
        with app.app_context(), TemporaryFile() as file:
            _write(file, people, renamed)
            started, cpu = time.perf_counter(), time.process_time()
            kept = importing.keep(file, "alle.csv", None)
            plan = importing.apply(kept, None, shown=None, allows_many=True)
            db.session.commit()
            seconds, spent = time.perf_counter() - started, time.process_time() - cpu
            there = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
        print(
            f"{title:<34} {seconds:6.1f} s, {spent:6.1f} s of CPU here; {len(plan.new):,} new, "
            f"{len(plan.changes):,} changed, {there:,} people; peak {_peak()} MB",
            flush=True,
        )


def _write(file: IO[bytes], people: int, renamed: int) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    csv.writer(text, delimiter=";").writerows(_rows(people, renamed))
    text.detach()  # which writes all of it, and leaves the file open
    file.seek(0)


def _rows(people: int, renamed: int) -> Iterator[tuple[str, ...]]:
    yield HEADINGS
    for number in range(people, 0, -1):  # leaders last, as the order in a file means nothing
        leader = number // LED
        name = f"Person {number}" + (" Ny" if renamed and number % renamed == 0 else "")
        yield (
            f"B{number}",
            name,
            f"import-{number}@example.dk",
            "leder" if number <= people // LED else "medarbejder",
            f"Område {number % AREAS} / Enhed {number % (AREAS * UNITS_IN_AN_AREA)}",
            f"import-{leader}@example.dk" if leader else "",
            f"{1 + number % 28:02d}-{1 + number % 12:02d}-2026",
        )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
