"""Programs of this package that need a process of their own: to be started cold, or to have a memory of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 180
# Drawn into memory, without a graphics card: the same on every machine. And compiled modules are kept, as on a kiosk,
# also where the one who measures keeps none: without them a start takes a quarter longer.
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONDONTWRITEBYTECODE": ""}


class Shown(msgspec.Struct, frozen=True):
    """What a program with a window reports: when it was visible (monotonic clock) and how much memory was resident."""

    visible_ns: int
    resident_bytes: int


_Report = TypeVar("_Report", bound=msgspec.Struct)


def report(found: msgspec.Struct) -> None:
    """Say it to the program that measures; for the child."""
    print(msgspec.json.encode(found).decode("utf-8"), flush=True)


def run_to_end(module: str, *arguments: str) -> tuple[int, list[Shown]]:
    """Run ``bench.MODULE`` to its end. Returns when it was started (monotonic ns) and all it reported."""
    start_ns = time.monotonic_ns()
    return start_ns, reports(Shown, module, *arguments)


def reports(kind: type[_Report], module: str, *arguments: str, patience_s: float = _PATIENCE_S) -> list[_Report]:
    """Run ``bench.MODULE`` with a window, to its end. Returns all it reported, each of ``kind``."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    environment = {**os.environ, **_OFFSCREEN}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=patience_s, check=True)
    return [msgspec.json.decode(line, type=kind) for line in done.stdout.splitlines()]


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[int]:
    """Run ``bench.MODULE`` while the block lasts. Gives the port that it prints first."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def resident_bytes() -> int:
    """Resident memory of this process. Linux only; elsewhere 0."""
    if not sys.platform.startswith("linux"):
        return 0
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
