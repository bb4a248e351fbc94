"""An import in a process of its own, to be killed: `python -m tests.integration.people.killed FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from elearning import create_app
from elearning.database import db
from elearning.people import importing


def main() -> None:
    """Say so when writing begins; the settings come from the environment."""
    with create_app().app_context(), Path(sys.argv[1]).open("rb") as file:
        kept = importing.keep(file, "folk.csv", None)
        sys.stdout.write("writing\n")
        sys.stdout.flush()
        importing.apply(kept, None, shown=None, allows_many=False)
        db.session.commit()


if __name__ == "__main__":
    main()
