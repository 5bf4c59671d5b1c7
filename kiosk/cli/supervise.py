"""``kiosk supervise``: serve residents, and start again whatever happens."""

import argparse
import logging
import sys
from pathlib import Path

from kiosk.cli.options import Subparsers, add_command, add_data
from kiosk.supervisor import Supervisor


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "supervise", summary)
    add_data(parser)
    parser.set_defaults(handler=_supervise)


def _supervise(arguments: argparse.Namespace) -> int:
    logging.getLogger("kiosk").setLevel(logging.INFO)
    return Supervisor(lambda beat, safe: kiosk_command(arguments.data, beat, safe=safe)).run()


def kiosk_command(data: Path, beat: int, *, safe: bool) -> list[str]:
    """How a kiosk is started that is watched over."""
    command = [sys.executable, "-m", "kiosk", "run", "--data", str(data), "--heartbeat", str(beat)]
    return [*command, "--safe"] if safe else command
