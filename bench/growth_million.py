"""The same as ``growth`` with a million entries, which take some minutes to make."""

from pathlib import Path

from bench.growth import SMALL, compare
from bench.result import Result
from bench.stores import filled

LARGE = 1_000_000


def measure(scratch: Path) -> list[Result]:
    """A ledger of ``LARGE`` entries against one of ``SMALL``."""
    return compare(filled(scratch / "small", SMALL), filled(scratch / "large", LARGE), LARGE)
