"""``kiosk scan``: codes from pictures."""

import argparse
import json
import sys
from pathlib import Path

from kiosk.cli.options import Subparsers, add_command, add_data
from kiosk.core.errors import UsageFault
from kiosk.scan.decode import decode_file


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "scan", summary)
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")
    decode = add_command(actions, "decode", "print the text of the QR code in each picture, one JSON object a picture")
    decode.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    add_data(decode)  # pictures need no data folder; every command takes the option all the same
    decode.set_defaults(handler=_decode)


def _decode(arguments: argparse.Namespace) -> int:
    unreadable = 0
    for path in arguments.images:
        try:
            text = decode_file(path)
        except UsageFault as fault:
            print(f"kiosk: {fault}", file=sys.stderr)
            text, unreadable = None, unreadable + 1
        print(json.dumps({"file": str(path), "text": text}, ensure_ascii=False))
    return 1 if unreadable else 0
