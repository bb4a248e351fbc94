"""Sees to it that there is a Chromium for the browser tests: `python -m tests.e2e.chromium`.

The system's own is taken where there is one. Otherwise, as root on Debian, the distribution's package is
installed; anywhere else Playwright downloads its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = """\
There is no Chromium for the browser tests, and it could not be installed ({reason}).
Install one so that it is on the PATH as {names}, and run the tests again."""


class ChromiumMissingError(Exception):
    """There is no browser, and none could be installed; the message says what to do."""


def executable() -> str | None:
    """Find a Chromium to start: the system's, else the one Playwright has downloaded; None without either."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def ensure() -> str:
    """Find a Chromium, installing one if need be.

    Raises ChromiumMissingError.
    """
    found = executable()
    if found:
        return found
    try:
        _install()
    except (OSError, subprocess.CalledProcessError) as error:
        raise ChromiumMissingError(MISSING.format(reason=error, names=" or ".join(NAMES[:3]))) from error
    found = executable()
    if found is None:
        reason = "the installer ended without an error, but there is still none"
        raise ChromiumMissingError(MISSING.format(reason=reason, names=" or ".join(NAMES[:3])))
    return found


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's Chromium for the browser tests …", flush=True)  # noqa: T201 - a command
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        packages = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(packages, check=True, env=environment, stdout=subprocess.DEVNULL)
        return
    print("Downloading Chromium for the browser tests …", flush=True)  # noqa: T201 - a command
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _playwrights_own() -> str | None:
    """Look where Playwright puts its browsers; starting Playwright to ask it would take a second."""
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    cache = "Library/Caches" if sys.platform == "darwin" else ".cache"
    folder = Path(chosen) if chosen else Path.home() / cache / "ms-playwright"
    programs = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")
    found = sorted(path for each in programs for path in folder.glob(f"chromium-*/{each}"))
    return str(found[-1]) if found else None


if __name__ == "__main__":
    try:
        ensure()
    except ChromiumMissingError as failure:
        sys.exit(str(failure))
