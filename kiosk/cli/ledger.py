"""``kiosk ledger``: stats, fill, and what ``kiosk.cli.verify`` and ``kiosk.cli.backup`` add."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from kiosk import config
from kiosk.assets import METHODOLOGY
from kiosk.cli.backup import add_backup
from kiosk.cli.newkey import add_new_key
from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.cli.verify import add_verify
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UsageFault
from kiosk.ledger import Ledger, open_ledger, sole_writer
from kiosk.ledger.fill import demo_clock, fill
from kiosk.methodology import load_rulebook


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "ledger", summary)
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")

    add_verify(actions)

    stats = add_command(actions, "stats", "print the sums of the ledger")
    add_data(stats)
    add_json(stats)
    stats.set_defaults(handler=_stats)

    add_backup(actions)
    add_new_key(actions)

    filler = add_command(actions, "fill", "append realistic demo drop-offs, for benchmarks and trials")
    add_data(filler)
    add_json(filler)
    filler.add_argument("--count", type=_positive, required=True, metavar="N", help="how many drop-offs")
    filler.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same drop-offs")
    filler.set_defaults(handler=_fill)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def _stats(arguments: argparse.Namespace) -> int:
    ledger = _open(arguments.data)
    try:
        totals = ledger.totals()
    finally:
        ledger.close()
    _print_totals(asdict(totals), as_json=arguments.json)
    return 0


def _fill(arguments: argparse.Namespace) -> int:
    if config.load(arguments.data).production:
        raise UsageFault("this kiosk is in production (production = true in kiosk.toml): demo drop-offs are refused")
    clock = demo_clock(SystemClock().now(), arguments.count)
    with sole_writer(arguments.data):
        ledger = open_ledger(arguments.data, clock, create=True)
        try:
            fill(ledger, clock, load_rulebook(METHODOLOGY), arguments.count, arguments.seed)
            totals = ledger.totals()
        finally:
            ledger.close()
    _print_totals(asdict(totals), as_json=arguments.json)
    return 0


def _open(folder: Path) -> Ledger:
    return open_ledger(folder, SystemClock(), create=False)


def _print_totals(table: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(table))
        return
    for name, value in table.items():
        print(f"{name:12} {value}")
