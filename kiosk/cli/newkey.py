"""``kiosk ledger new-key``: the kiosk signs with another key from now on."""

import argparse
import json

from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock
from kiosk.ledger import check_end, condemn, condemned, open_ledger, sole_writer
from kiosk.ledger.newkey import change_key


def add_new_key(actions: Subparsers) -> None:
    """Add the action to ``kiosk ledger``."""
    key = add_command(actions, "new-key", "sign with a new key from now on; the kiosk keeps its id")
    add_data(key)
    add_json(key)
    key.set_defaults(handler=_new_key)


def _new_key(arguments: argparse.Namespace) -> int:
    with sole_writer(arguments.data):
        fault = condemned(arguments.data)
        if fault is not None:
            raise fault
        ledger = open_ledger(arguments.data, SystemClock(), create=False)
        try:
            problems = check_end(ledger)
            if problems:
                raise condemn(arguments.data, problems, SystemClock().now())
            done = change_key(ledger)
            kiosk = ledger.device.kiosk
        finally:
            ledger.close()
    if arguments.json:
        print(json.dumps({"kiosk": kiosk, "public_key": done.public_key.hex(), "seq": done.seq}))
        return 0
    print(f"kiosk {kiosk} signs with a new key behind entry {done.seq}: start the kiosk")
    print("the platform takes the old key no more once that entry is uploaded")
    print(f"copy {arguments.data / 'device.key'} again to where you keep it: a copy from before cannot upload any more")
    return 0
