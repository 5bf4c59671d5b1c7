"""Run the town by hand: ``python -m tests.simulation.play SEED… [--events N] [--days N]``. One line per seed."""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.simulation.town import Course, Town, TownFault


def main() -> int:
    """Exit code 0: every promise held for every seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="+")
    parser.add_argument("--events", type=int, default=150)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--spare-nothing", action="store_true", help="also what the product is known not to bear")
    parser.add_argument("--counts", action="store_true", help="what happened how often")
    given = parser.parse_args()
    course = Course(given.events, given.days)
    if given.spare_nothing:
        course = replace(course, spared=frozenset())
    return max([_play(seed, course, counts=given.counts) for seed in given.seeds])


def _play(seed: int, course: Course, *, counts: bool) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        town = Town(seed, course, Path(folder))
        try:
            town.run()
        except TownFault as fault:
            sys.stdout.write(f"{fault}\n")
            return 1
        finally:
            town.close()
    sys.stdout.write(f"seed {seed}: {town.trace[:16]} {time.monotonic() - began:.1f} s\n")
    if counts:
        sys.stdout.write("".join(f"  {name}: {count}\n" for name, count in sorted(town.counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
