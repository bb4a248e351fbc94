"""A run in a process of its own, to be killed: `python -m tests.integration.reminders.killed MOMENT`."""

from __future__ import annotations

import sys
from datetime import datetime

from elearning import create_app
from elearning.clock import pretend
from elearning.reminders import service


def main() -> None:
    """Run as if it were the moment given; the settings come from the environment."""
    moment = datetime.fromisoformat(sys.argv[1])
    with create_app().app_context(), pretend(moment):
        service.send_due(moment.date())


if __name__ == "__main__":
    main()
