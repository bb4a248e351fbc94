"""Work that is done in a thread of its own, mostly when the answer has gone out."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor

from flask import Flask, Response, after_this_request, current_app

from elearning.database import db
from elearning.logs import log

#: Mail and other short work; several at once.
USUAL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")
#: Work that takes much of a core: one at a time, so that pages keep theirs.
HEAVY = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heavy")
#: What somebody waits for: it stands in no other line.
AWAITED = ThreadPoolExecutor(max_workers=1, thread_name_prefix="awaited")
_under_way: set[Future[None]] = set()


def after_response(work: Callable[[], None], *, lane: Executor = USUAL) -> None:
    """Do `work` in a thread and a transaction of its own once this request is answered.

    So its time tells the visitor nothing. What fails is logged and not tried again: only for what the visitor
    can ask for once more.
    """
    app = _app()

    @after_this_request
    def _arrange(response: Response) -> Response:
        response.call_on_close(lambda: _submit(app, work, lane) and None)
        return response


def start(work: Callable[[], None]) -> Future[None]:
    """Do `work` in a thread and a transaction of its own, now; what is given is done when that is.

    It waits for other awaited work only. What fails is logged.
    """
    return _submit(_app(), work, AWAITED)


def wait_for_all() -> None:
    """Wait until nothing is under way any more; tests and a stopping server need it."""
    for future in list(_under_way):
        future.result()


def _app() -> Flask:
    """Give the app itself, for a thread in which there is no current one."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    return app


def _submit(app: Flask, work: Callable[[], None], lane: Executor) -> Future[None]:
    future = lane.submit(_run, app, work)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)
    return future


def _run(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context():
        try:
            work()
            db.session.commit()
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            log.error("background work failed", extra={"reason": type(error).__name__})
