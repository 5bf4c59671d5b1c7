"""``kiosk scale probe``: its options. What it does is in ``kiosk.cli.finding``."""

import argparse
from decimal import Decimal, InvalidOperation

from kiosk.cli.options import add_data, add_json
from kiosk.scale import protocols

MAX_KILOGRAMS = 10_000
MAX_SECONDS = 600


def add_probe(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to ``parser``."""
    parser.description = (
        "Find the scale: list the serial ports, try line settings and protocols on each, and say what reads best. It "
        "listens first. Where nothing arrives it asks for a reading in every known way; that never zeroes, tares or "
        "switches a healthy indicator, but bytes on a wrong line setting can be misunderstood: use --quiet-only where "
        "a scale is in use. A built-in port, which may be a console, is asked only when --port names it."
    )
    parser.add_argument("--port", action="append", metavar="P", help="only this port or URL (may be repeated)")
    parser.add_argument(
        "--protocol",
        action="append",
        metavar="NAME",
        choices=protocols.names(),
        help="only this protocol (may be repeated); decides where several read the same",
    )
    parser.add_argument(
        "--seconds", type=_seconds, default=2.0, metavar="S", help="how long to listen to each line setting (2)"
    )
    parser.add_argument(
        "--weight", type=grams_of, metavar="KG", help="a known weight to be put on: keep only what reads exactly that"
    )
    parser.add_argument(
        "--wait", type=_seconds, default=60.0, metavar="S", help="how long to wait for the known weight (60)"
    )
    parser.add_argument(
        "--write", action="store_true", help="write port, protocol and line settings into DATA/kiosk.toml"
    )
    parser.add_argument("--quiet-only", action="store_true", help="only listen: never send a byte")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(handler=_probe)


def _probe(args: argparse.Namespace) -> int:
    from kiosk.cli.finding import probe  # noqa: PLC0415 - decode starts without pyserial and the configuration

    return probe(args)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"seconds lie above 0 and are at most {MAX_SECONDS}")
    return seconds


def grams_of(text: str) -> int:
    """Whole grams of a weight given in kilograms. Raises ``ArgumentTypeError`` for anything else."""
    try:
        weight_g = Decimal(text) * 1000
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a weight in kilograms such as 5") from error
    if not (weight_g.is_finite() and 0 < weight_g <= MAX_KILOGRAMS * 1000 and weight_g == int(weight_g)):
        raise argparse.ArgumentTypeError(f"a weight is whole grams, above 0 and at most {MAX_KILOGRAMS} kg")
    return int(weight_g)
