"""``central orders list | show | assign | unassign | cancel | give-up-contacts``: home pickups, and who makes them."""

import argparse
import json
from dataclasses import asdict

from central import dispatch
from central.cli_identity import AddDatabase, Command, runner
from central.context import Platform
from central.dispatch import KnownOrder
from central.orders import ASSIGNED, CLOSED, OPEN


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_database: AddDatabase) -> None:
    """Add the group to ``commands``; ``add_database`` adds the options that say where the database is."""
    acts = commands.add_parser("orders", help="home pickups, and which device makes them").add_subparsers(
        required=True, metavar="ACTION"
    )

    def act(action: str, help_text: str, command: Command) -> argparse.ArgumentParser:
        parser = acts.add_parser(action, help=help_text)
        add_database(parser)
        parser.set_defaults(run=runner(command))
        return parser

    listing = act("list", "what waits, by window; addresses and phones stay sealed", _list)
    listing.add_argument(
        "--state",
        choices=(OPEN, ASSIGNED, CLOSED),
        help="only these (default: all but closed, and what a revoked device has closed)",
    )
    listing.add_argument("--kiosk", metavar="ID", help="of this device only")
    listing.add_argument("--json", action="store_true", help="print JSON instead of lines")
    showing = act("show", "one order, and what was done with it", _show)
    _add_order(showing)
    showing.add_argument("--json", action="store_true", help="print JSON instead of lines")
    assigning = act("assign", "give an order, or all of a building that nobody has, to a device", _assign)
    assigning.add_argument("--kiosk", metavar="ID", required=True, help="the device")
    which = assigning.add_mutually_exclusive_group(required=True)
    which.add_argument("--order", help="its code, its id or the first eight digits of it")
    which.add_argument("--building", metavar="NAME", help="as it stands in the list")
    _add_order(act("unassign", "take an order from its device", _unassign))
    _add_order(act("cancel", "nobody comes; the contact is wiped", _cancel))
    act("give-up-contacts", "the key of the contacts is lost: cancel all orders, and begin a new key", _give_up)


def _add_order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("order", help="its code, its id or the first eight digits of it")


def _list(options: argparse.Namespace, platform: Platform) -> None:
    found = dispatch.everything(platform, options.state, options.kiosk)
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        print(_line(one))


def _line(one: KnownOrder) -> str:
    window = f"{one.window_from} to {one.window_to}"
    became = "".join(f"  {text}" for text in (one.kiosk, one.outcome) if text is not None)
    where = "" if one.building is None else f"  {one.building}"
    became += "  DOUBTED" if one.doubted else ""
    return f"{one.id}  {one.code or '-':8}  {window}  {one.state}{became}  {','.join(one.materials)}{where}"


def _show(options: argparse.Namespace, platform: Platform) -> None:
    found, events = dispatch.history(platform, options.order)
    if options.json:
        print(json.dumps({**asdict(found), "events": [asdict(each) for each in events]}, ensure_ascii=False))
        return
    print(_line(found))
    for each in events:
        print(f"{each.at}  {each.what}  by {each.by}{f'  {each.kiosk}' if each.kiosk else ''}")


def _assign(options: argparse.Namespace, platform: Platform) -> None:
    if options.building is None:
        found = [dispatch.assign(platform, options.order, options.kiosk)]
    else:
        found = dispatch.assign_building(platform, options.building, options.kiosk)
    for one in found:
        print(_line(one))


def _unassign(options: argparse.Namespace, platform: Platform) -> None:
    print(_line(dispatch.unassign(platform, options.order)))


def _cancel(options: argparse.Namespace, platform: Platform) -> None:
    print(_line(dispatch.cancel(platform, options.order)))


def _give_up(_options: argparse.Namespace, platform: Platform) -> None:
    print(f"{dispatch.give_up_contacts(platform)} orders are cancelled; the next one begins a new key")
