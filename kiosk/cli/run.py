"""``kiosk run``: open the kiosk's screen and serve residents."""

import argparse

from kiosk import config
from kiosk.app import run
from kiosk.cli.options import Subparsers, add_command, add_data


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "run", summary)
    add_data(parser)
    parser.set_defaults(handler=_run)


def _run(arguments: argparse.Namespace) -> int:
    return run(arguments.data, config.load(arguments.data))
