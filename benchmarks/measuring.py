"""What a page costs: statements, time on the server, and bytes."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

import sqlalchemy as sa

from benchmarks.pages import Page, Visitor
from tests.statements import statements

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Visit = tuple[Visitor, Page]


@dataclass(frozen=True)
class Time:
    """How long one request took, in milliseconds: by the clock, and of this process's CPU."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Cost:
    """What a page costs. Times are in milliseconds."""

    page: Page
    statements: int
    median: float
    p95: float
    cpu: float
    size: int  # bytes of the body, not compressed


class Stopwatch:
    """Times the app as a server would see it, without what the test client does around it."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self.last = Time(0, 0)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        wall, cpu = time.perf_counter(), time.process_time()
        response = self._app(environ, start_response)
        self.last = Time((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)
        return response


def measure(
    stopwatch: Stopwatch, engine: sa.Engine, warm_up: Sequence[Visit], visits: Sequence[Visit]
) -> Cost:
    """Open a page once for each visit. Statements are counted, and the page weighed, in the warm-up."""
    counts, sizes = [], []
    for visitor, page in warm_up:
        with statements(engine) as sent:
            response = visitor.open(page)
        counts.append(len(sent))
        sizes.append(len(response.data))
    times = []
    for visitor, page in visits:
        visitor.open(page)
        times.append(stopwatch.last)
    walls = [each.wall for each in times]
    return Cost(
        page=visits[0][1],
        statements=max(counts),
        median=median(walls),
        p95=quantiles(walls, n=20)[-1],
        cpu=median(each.cpu for each in times),
        size=max(sizes),
    )
