"""``kiosk enrol``: make this kiosk known to a platform."""

import argparse
import json

from kiosk import config
from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock
from kiosk.ledger import open_ledger
from kiosk.sync import Client, enrol


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "enrol", summary)
    parser.add_argument("--central", required=True, metavar="URL", help="the platform's address")
    parser.add_argument("--code", required=True, metavar="CODE", help="the one-time code from `central invite`")
    parser.add_argument(
        "--leave-waiting", action="store_true", help="also where entries wait for the platform that is left"
    )
    add_data(parser)
    add_json(parser)
    parser.set_defaults(handler=_enrol)


def _enrol(arguments: argparse.Namespace) -> int:
    clock = SystemClock()
    authorities = config.load(arguments.data).sync.authorities(arguments.data)
    client = Client(arguments.central, clock=clock, ca_file=authorities)
    try:
        ledger = open_ledger(arguments.data, clock, create=True)
        try:
            enrolment = enrol(ledger, ledger.device, client, arguments.code, leave_waiting=arguments.leave_waiting)
        finally:
            ledger.close()
    finally:
        client.close()
    if arguments.json:
        print(json.dumps({"kiosk": ledger.device.kiosk, "platform": enrolment.platform, "central": enrolment.central}))
    else:
        print(f"enrolled as {ledger.device.kiosk} with {enrolment.platform} at {enrolment.central}")
    return 0
