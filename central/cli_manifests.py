"""``central balance`` and ``central manifests list | show | receive``: what was put in, carried away and received."""

import argparse
import json
import re

from central import balance, manifests
from central.balance import PeriodBalance
from central.cli_identity import AddDatabase, Command, runner
from central.context import Platform
from central.problems import CentralError

_GRAMS = re.compile(r"[0-9]{1,10}\Z")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_database: AddDatabase) -> None:
    """Add both to ``commands``; ``add_database`` adds the options that say where the database is."""
    weighing = commands.add_parser("balance", help="what went into each container, what was carried away and received")
    add_database(weighing)
    _add_which(weighing)
    weighing.set_defaults(run=runner(_balance))
    acts = commands.add_parser("manifests", help="loads that were carried away").add_subparsers(
        required=True, metavar="ACTION"
    )

    def act(action: str, help_text: str, command: Command) -> argparse.ArgumentParser:
        parser = acts.add_parser(action, help=help_text)
        add_database(parser)
        parser.set_defaults(run=runner(command))
        return parser

    listing = act("list", "the newest loads, and what was received that no kiosk has told of", _list)
    _add_which(listing)
    listing.add_argument("--on-the-way", action="store_true", help="only those that the sorter has not received")
    showing = act("show", "one manifest", _show)
    showing.add_argument("code", help="what its QR holds, or the hash on it, or the first digits of that")
    showing.add_argument("--json", action="store_true", help="print JSON instead of lines")
    receiving = act("receive", "write down what the sorter has weighed; the newest word counts", _receive)
    receiving.add_argument("code", help="what its QR holds, or the hash on it")
    receiving.add_argument("--grams", type=_grams, required=True, help="what was weighed, net")
    receiving.add_argument("--by", required=True, help=f"who says so; at most {manifests.MAX_BY} characters")
    receiving.add_argument("--note", default="", help=f"at most {manifests.MAX_NOTE} characters")


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kiosk", metavar="ID", help="of this kiosk only")
    parser.add_argument("--container", metavar="NAME", help="of the containers with this name only")
    parser.add_argument("--limit", type=_limit, default=100, help="at most so many that are closed (default: 100)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")


def _limit(text: str) -> int:
    limit = int(text)
    if limit < 1:
        raise argparse.ArgumentTypeError("a limit is 1 or more")
    return limit


def _grams(text: str) -> int:
    if not _GRAMS.match(text):
        raise argparse.ArgumentTypeError("grams are a whole number")
    return int(text)


def _balance(options: argparse.Namespace, platform: Platform) -> None:
    now = balance.present(platform, options.kiosk)
    if options.container is not None:
        now = [each for each in now if each.container == options.container]
    found = [*now, *balance.closed(platform, options.kiosk, options.container, options.limit)]
    if options.json:
        print(json.dumps([each.table() for each in found]))
        return
    for each in found:
        print(_line(each))


def _line(one: PeriodBalance) -> str:
    inside = one.contents
    line = f"{one.kiosk} {one.container} {one.period}  in {inside.put_in_g} g (credited {inside.credited_g}"
    line += "".join(
        f", {word} {grams}"
        for word, grams in (("held", inside.held_g), ("refused", inside.refused_g), ("handed in", inside.handed_g))
        if grams
    )
    if one.emptied is None:
        return f"{line})"
    line += f")  collected {one.emptied.weighed_g} g ({one.difference_g:+})"
    if one.on_the_way_g is not None:
        line += f"  received {one.emptied.received_g} g ({one.on_the_way_g:+})"
    return line + (f"  UNEXPLAINED {one.unexplained_g:+} g" if one.unexplained_g else "")


def _list(options: argparse.Namespace, platform: Platform) -> None:
    found = balance.closed(platform, options.kiosk, options.container, options.limit, on_the_way=options.on_the_way)
    early = manifests.unmatched(platform)
    if options.json:
        print(json.dumps({"manifests": [each.table() for each in found], "unmatched": early}))
        return
    for each in found:
        if each.emptied is not None:
            print(f"{each.emptied.hash}  {each.emptied.at}  {each.emptied.verdict}  {_line(each)}")
    for one in early:
        print(f"{one['hash']}  {one['at']}  received {one['received_g']} g by {one['by']}; no kiosk has told of it yet")


def _show(options: argparse.Namespace, platform: Platform) -> None:
    found = manifests.view(platform, manifests.find(platform, options.code))
    if found is None:
        raise CentralError("no kiosk has told of this manifest yet; what was received of it is kept")
    received = [
        {"received_g": each.received_g, "at": each.at, "by": each.by, "note": each.note} for each in found.received
    ]
    expected, put_on, state = found.old_seal
    seals = {"expected": expected, "found": put_on, "state": state, "new": found.new_seal}
    if options.json:
        facts = {"code": found.code, "site": found.site, "bags": found.bags, "vehicle_reason": found.vehicle_reason}
        print(
            json.dumps(
                {**facts, "seals": seals, "balance": found.balance.table(), "received": received}, ensure_ascii=False
            )
        )
        return
    print(found.code)
    print(_line(found.balance))
    print(f"{found.emptied.verdict}{f': {found.emptied.verdict_reason}' if found.emptied.verdict_reason else ''}")
    bags = f"{found.bags} bag{'' if found.bags == 1 else 's'}"
    how = bags if found.vehicle_reason is None else f"a vehicle ({found.vehicle_reason})"
    print(f"weighed as {how}; reason for a difference: {found.emptied.reason or 'none given'}")
    print(f"old seal {put_on or 'none'}: {state}; new seal {found.new_seal}")
    for one in received:
        print(f"{one['at']}  received {one['received_g']} g  {one['by']}  {one['note']}".rstrip())


def _receive(options: argparse.Namespace, platform: Platform) -> None:
    code = manifests.receive(platform, options.code, options.grams, options.by, options.note)
    found = manifests.view(platform, code)
    print("kept; no kiosk has told of this manifest yet" if found is None else _line(found.balance))
