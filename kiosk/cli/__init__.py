"""The command line of the kiosk. Exit 0 done, 1 failed, 2 used wrongly. Kept stable: scripts depend on it."""

import argparse
import errno
import importlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence

from kiosk import __version__
from kiosk.core.errors import KioskError, UsageFault
from kiosk.exits import Exit

_COMMANDS = {
    "run": "open the kiosk's screen and serve residents",
    "supervise": "the same, and start it again when it crashes or hangs",
    "enrol": "make this kiosk known to a platform",
    "doctor": "look at everything and say what is wrong",
    "scale": "find, watch, decode and simulate scales",
    "scan": "read codes from pictures",
    "paper": "print a trial page, or a manifest again",
    "ledger": "verify, count, export and fill the ledger",
    "sync": "upload now, or say how uploading stands",
}


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code. Errors become one sentence on stderr."""
    arguments = _parser(argv).parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    handler: Callable[[argparse.Namespace], int] = arguments.handler
    if sys.stdout is None:
        sys.stdout = io.StringIO()  # started without one, as from a service
    try:
        code = handler(arguments)
        sys.stdout.flush()
    except UsageFault as fault:
        print(f"kiosk: {fault}", file=sys.stderr)
        return Exit.MISUSED
    except KioskError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return Exit.FAILED
    except OSError as error:
        return _output_lost(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return code


def _output_lost(error: OSError) -> int:
    """Nobody reads what we print (``kiosk ledger export | head``), or its disk is full. Anything else is a bug."""
    if not isinstance(error, BrokenPipeError) and error.errno not in {errno.ENOSPC, errno.EBADF, errno.EIO}:
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer goes nowhere
    if not isinstance(error, BrokenPipeError):
        print(f"kiosk: the output cannot be written: {error.strerror}", file=sys.stderr)
    return Exit.FAILED


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """All commands for ``--help``; otherwise only the one asked for, because some import much and one must be quick."""
    parser = argparse.ArgumentParser(prog="kiosk", description="Greensprout Kiosk (绿芽回收亭)")
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    asked = [argv[0]] if argv and argv[0] in _COMMANDS else list(_COMMANDS)
    for name in asked:
        importlib.import_module(f"kiosk.cli.{name}").register(subparsers, _COMMANDS[name])
    return parser
