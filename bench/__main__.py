"""``./dev bench``: measure, compare, print a table or one JSON object."""

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.children import ROOT
from bench.machine import describe
from bench.result import Result

NAMES = (
    "touch",
    "frames",
    "idle",
    "cold_start",
    "commit",
    "sync",
    "memory",
    "verify",
    "growth",
    "decode",
    "scale_reader",
    "settling",
    "qr_decode",
    "fleet",
    "backlog",
)
LONG = ("sessions", "growth_million", "fleet_thousand", "central_growth", "central_growth_ten_million")
"""Only with ``--full``, or by name."""
_MET = {True: "met", False: "MISSED", None: ""}


def main(argv: Sequence[str]) -> int:
    """Returns the exit code: 0 when everything could be measured, whether or not the goals were met."""
    arguments = _parser().parse_args(argv)
    out = ROOT / "out"  # beside the program and not in /tmp, which may live in memory
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=out) as name:
        scratch = Path(name)
        machine = describe(scratch)
        names = arguments.only or (NAMES + LONG if arguments.full else NAMES)
        results = [result for name in names for result in _measure(name, scratch / name)]
    if arguments.json:
        print(json.dumps({"machine": machine, "results": [result.as_table() for result in results]}))
    else:
        _print_table(machine, results)
    return 0


def _measure(name: str, scratch: Path) -> list[Result]:
    scratch.mkdir()
    start = time.monotonic()
    print(f"bench: {name} …", end="", file=sys.stderr, flush=True)
    results: list[Result] = importlib.import_module(f"bench.{name}").measure(scratch)
    print(f" {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return results


def _print_table(machine: dict[str, object], results: Sequence[Result]) -> None:
    for name, value in machine.items():
        print(f"{name:12} {value}")
    width = max(len(result.name) for result in results)
    print(f"\n{'':{width}} {'ours':>11} {'peer':>11} {'unit':9} {'cost':>8} {'goal':>8}")
    for result in results:
        goal = "" if result.goal is None else f"≤ {result.goal:.3g}×"
        figures = f"{_short(result.ours):>11} {_short(result.peer):>11} {result.unit:9} {result.ratio:>7.3g}×"
        print(f"{result.name:{width}} {figures} {goal:>8} {_MET[result.met]:6} {result.what}")


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--full",
        action="store_true",
        help="also what takes long: 10,000 visits, a million entries, a thousand kiosks, a platform of ten million",
    )
    every = NAMES + LONG
    parser.add_argument("--only", action="append", choices=every, metavar="NAME", help=f"one of: {', '.join(every)}")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
