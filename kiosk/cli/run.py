"""``kiosk run``: open the kiosk's screen and serve residents."""

import argparse
import faulthandler
import os
import sys

from kiosk import config
from kiosk.cli.options import Subparsers, add_command, add_data
from kiosk.core.errors import UsageFault
from kiosk.heartbeat import Heartbeat
from kiosk.process import run


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "run", summary)
    add_data(parser)
    parser.add_argument("--heartbeat", type=int, metavar="FD", help=argparse.SUPPRESS)  # given by ``kiosk supervise``
    parser.add_argument("--safe", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(handler=_run)


def _run(arguments: argparse.Namespace) -> int:
    settings = config.load(arguments.data)
    _need_a_screen()
    if sys.stderr is not None:
        faulthandler.enable()  # a fault in a library is named, too
    heartbeat = None if arguments.heartbeat is None else Heartbeat(arguments.heartbeat)
    return run(arguments.data, settings, heartbeat=heartbeat, safe=arguments.safe)


def _need_a_screen() -> None:
    """Qt ends the process without a word that helps; say it before."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in chosen):
        raise UsageFault(
            "there is no screen here: start it inside a desktop or cage, set QT_QPA_PLATFORM=eglfs for a bare screen, "
            "or play it without one: ./dev run --headless"
        )
