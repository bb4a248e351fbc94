"""The sums of a team: at a glance, over time and for each unit, they are what one would count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import Tag
from flask import Flask

from elearning.clock import pretend
from elearning.progress import summaries as reading
from elearning.progress.models import ProgressSummary
from tests.integration.teams.crowd import NOON, TODAY, UNITS, Crowd, summaries
from tests.pages import Page, PageClient

ALL = "/team?scope=all"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with pretend(NOON):
        yield


def numbers(row: Tag) -> list[int]:
    """Read a row of the units' table: people, completed, under way, overdue, not begun, starting."""
    return [int(cell.get_text()) for cell in row.select("td")[:-1]]


class TestSums:
    def test_of_each_unit_are_what_one_counts(self, app: Flask, at_work: PageClient, crowd: Crowd) -> None:
        rows = summaries(app, crowd, below=True)
        parents = {name: UNITS[above][0] if above is not None else None for name, above in UNITS}
        for name, unit_id in crowd.units.items():
            inside = {each for each in parents if name in _up(each, parents)}
            ids = {crowd.units[each] for each in inside}
            page = at_work.get(f"{ALL}&unit={unit_id}")
            assert _total(page) == _counted([row for row in rows if row.unit_id in ids]), name
        assert _total(at_work.get(ALL)) == _counted(rows)
        assert _total(at_work.get(f"{ALL}&unit=0")) == _counted([r for r in rows if r.unit_id is None])

    def test_of_the_parts_add_up_to_the_whole(self, at_work: PageClient, crowd: Crowd) -> None:
        for unit in ("", *crowd.units.values()):
            page = at_work.get(f"{ALL}&unit={unit}")
            parts = [numbers(row) for row in page.soup.select(".team-units tbody tr")]
            if parts:
                assert [sum(column) for column in zip(*parts, strict=True)] == _total(page)

    def test_at_a_glance_they_are_those_of_the_chosen_people(
        self, app: Flask, at_work: PageClient, crowd: Crowd
    ) -> None:
        page = at_work.get("/team")
        counted = _counted(summaries(app, crowd, below=False))
        assert _tiles(page) == counted
        share = 100 * counted[1] // counted[0]
        assert f"{share} % {counted[1]} af {counted[0]} har gennemført" in page.text

    def test_one_walks_down_to_the_person(self, at_work: PageClient) -> None:
        page = at_work.get(ALL).follow("Skoler").follow("Østre Skole")
        assert [each.get_text() for each in page.soup.select(".team-path li")] == [
            "Hele teamet", "Kommunen", "Skoler", "Østre Skole",
        ]  # fmt: skip
        name = page.soup.select(".team-people tbody th a")[0].get_text()
        assert page.follow(name).heading == name

    def test_over_time_they_are_what_one_counts(self, app: Flask, at_work: PageClient, crowd: Crowd) -> None:
        days = [row.completed_on for row in summaries(app, crowd, below=True) if row.completed_on]
        cells = at_work.get(ALL).soup.select(".team-over-time td")
        assert int(cells[-1].get_text()) == sum(day <= TODAY for day in days)
        assert int(cells[-2].get_text()) == sum(day <= date(2026, 10, 31) for day in days)
        assert int(cells[0].get_text()) == sum(day <= date(2025, 12, 31) for day in days)
        assert len(cells) == 12


def _up(name: str | None, parents: dict[str, str | None]) -> list[str]:
    return [] if name is None else [name, *_up(parents[name], parents)]


def _counted(rows: list[ProgressSummary]) -> list[int]:
    found = Counter(reading.status_of(row, TODAY).value for row in rows)
    found["completed"] = found.pop("done", 0) + found.pop("done_late", 0)
    groups = ("completed", "under_way", "overdue", "not_started", "upcoming", "expired")
    return [len(rows), *(found[group] for group in groups)]


def _total(page: Page) -> list[int]:
    """Read the last line of the table of units; where a unit has no parts, the tiles are all there is."""
    if row := page.soup.select_one(".team-units tfoot tr"):
        return numbers(row)
    assert "Der er ingen enheder herunder." in page.text
    return _tiles(page)


def _tiles(page: Page) -> list[int]:
    """Read the tiles: people, completed, under way, overdue, not begun, starting."""
    first, *others = page.soup.select(".team-tiles a")
    completed, people = re.findall(r"\d+", first.get_text().split("%")[1])
    return [int(people), int(completed), *(int(each.get_text().split()[0]) for each in others)]
