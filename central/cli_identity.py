"""The commands about who may do what: ``central cards | staff | residents | kiosks``."""

import argparse
import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from central import cards, checkpoint, kiosks, revocation, roster
from central.clock import local_day, utc_now
from central.context import Platform
from central.kiosks import Epoch, KnownKiosk
from central.pins import random_pin
from central.problems import CentralError
from central.server import platform_upon
from central.store import Store

AddDatabase = Callable[[argparse.ArgumentParser], None]
_ENTRY = re.compile(r"([0-9a-f]{32}):([0-9]{1,18})\Z")
_PIN_PROMPT = "PIN, six digits: "
Command = Callable[[argparse.Namespace, Platform], None]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_database: AddDatabase) -> None:
    """Add the four groups to ``commands``; ``add_database`` adds the options that say where the database is."""

    def group(name: str, text: str) -> Callable[[str, str, Command], argparse.ArgumentParser]:
        acts = commands.add_parser(name, help=text).add_subparsers(required=True, metavar="ACTION")

        def act(action: str, help_text: str, command: Command) -> argparse.ArgumentParser:
            parser = acts.add_parser(action, help=help_text)
            add_database(parser)
            parser.set_defaults(run=runner(command))
            return parser

        return act

    _add_cards(group("cards", "printed cards for residents without a phone"))
    _add_staff(group("staff", "badges of operators and supervisors"))
    residents = group("residents", "residents' pseudonyms")
    residents("revoke", "accept no pass or card of a resident any more", _revoke_resident).add_argument("id")
    machines = group("kiosks", "enrolled kiosks")
    machines("list", "every kiosk: its epochs, why each was begun, forks, revocation", _list_kiosks)
    revoking = machines(
        "revoke", "take nothing from a kiosk any more, or hold what comes behind an entry", _revoke_kiosk
    )
    revoking.add_argument("id")
    revoking.add_argument(
        "--after", type=_entry, metavar="EPOCH:SEQ", help="the last entry that stands: later ones are held for review"
    )


def _add_cards(act: Callable[[str, str, Command], argparse.ArgumentParser]) -> None:
    printing = act("print", "make residents with cards and write the sheet to print", _print_cards)
    printing.add_argument("--count", type=_count, required=True, help=f"how many, 1 to {cards.MAX_AT_ONCE}")
    printing.add_argument("--place", type=_place, required=True, help="the community's name, as it stands on the cards")
    _add_sheet_options(printing)
    replacing = act("replace", "print a new card for the same resident and revoke the old one", _replace_card)
    replacing.add_argument("id", help="number or id of the old card")
    _add_sheet_options(replacing)
    act("revoke", "accept a card no more", _revoke_card).add_argument("id", help="number or id of the card")
    act("list", "all cards: number, id, resident, last day, place, state", _list_cards)


def _add_staff(act: Callable[[str, str, Command], argparse.ArgumentParser]) -> None:
    adding = act("add", "put somebody on the roster and write the badge to print", _add_badge)
    adding.add_argument("--role", choices=("operator", "supervisor"), required=True)
    adding.add_argument("--pin", choices=("generate", "ask"), default="generate", help="(default: %(default)s)")
    adding.add_argument("--pin-stdin", action="store_true", help="read six digits from standard input")
    _add_sheet_options(adding)
    removing = act("remove", "take a badge off the roster", _remove_badge)
    removing.add_argument("badge", help="its id, or the eight digits on it")
    act("list", "the roster: badge, role, last day", _list_staff)


def _add_sheet_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the PDF to write; it must not exist")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the large text (default: zh)")


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= cards.MAX_AT_ONCE:
        raise argparse.ArgumentTypeError(f"a count is 1 to {cards.MAX_AT_ONCE}")
    return count


def _entry(text: str) -> tuple[str, int]:
    found = _ENTRY.match(text)
    if found is None:
        raise argparse.ArgumentTypeError("an entry is EPOCH:SEQ, 32 hex digits and a number (0: none of the epoch)")
    return found[1], int(found[2])


def _place(text: str) -> str:
    place = " ".join(text.split())
    if not 1 <= len(place) <= cards.MAX_PLACE:
        raise argparse.ArgumentTypeError(f"a place has 1 to {cards.MAX_PLACE} characters")
    return place


def runner(command: Command) -> Callable[[argparse.Namespace, Store], int]:
    """``command`` as the command line runs it, on the platform of the open database."""

    def run(options: argparse.Namespace, store: Store) -> int:
        command(options, platform_upon(store, utc_now, options.contacts_key))
        return 0

    return run


@contextmanager
def _new_private_file(path: Path) -> Iterator[BinaryIO]:
    """A file that did not exist, for its owner alone: who has the sheet has the cards. Removed again if it fails."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CentralError(f"{path} exists; choose another --out, or move it away") from error
    except OSError as error:
        raise CentralError(f"cannot write {path}: {error.strerror}; choose another --out") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _print_cards(options: argparse.Namespace, platform: Platform) -> None:
    from central import sheet  # noqa: PLC0415 - the PDF library is slow to load, and nothing else needs it

    sheet.check_place(options.place)
    with _new_private_file(options.out) as file:
        made = cards.issue(platform, options.count, options.place)
        file.write(sheet.card_sheet(made, options.language, platform.now()))
    print(f"{cards.named(made[0].number)} to {made[-1].number:04} written to {options.out}; print at actual size")


def _replace_card(options: argparse.Namespace, platform: Platform) -> None:
    from central import sheet  # noqa: PLC0415 - as above

    with _new_private_file(options.out) as file:
        made = cards.replace(platform, options.id)
        file.write(sheet.card_sheet([made], options.language, platform.now()))
    print(f"{cards.named(made.number)} written to {options.out}; the old card is revoked")


def _revoke_card(options: argparse.Namespace, platform: Platform) -> None:
    print(f"{cards.revoke(platform, options.id)} is revoked; kiosks refuse it from their next contact on")


def _list_cards(_options: argparse.Namespace, platform: Platform) -> None:
    for line, state in cards.everything(platform):
        print(f"{line}  {state}")


def _add_badge(options: argparse.Namespace, platform: Platform) -> None:
    from central import sheet  # noqa: PLC0415 - as above

    shown = options.pin == "generate" and not options.pin_stdin
    pin = random_pin() if shown else pin_of(options) if options.pin_stdin else _asked_pin()
    with _new_private_file(options.out) as file:
        badge = roster.add(platform, options.role, pin)
        file.write(sheet.badge_sheet(badge, options.language, platform.now()))
    print(f"badge {badge.id} ({badge.role}) written to {options.out}")
    if shown:
        print(f"its PIN, shown this once: {pin}")


def pin_of(options: argparse.Namespace) -> str:
    """A PIN that was piped in or is typed unseen; never an argument, which every account of the machine can read."""
    return sys.stdin.readline().strip() if options.pin_stdin else getpass.getpass(_PIN_PROMPT)


def _asked_pin() -> str:
    pin = getpass.getpass(_PIN_PROMPT)
    if getpass.getpass("once more: ") != pin:
        raise CentralError("the two PINs differ; nothing was done")
    return pin


def _remove_badge(options: argparse.Namespace, platform: Platform) -> None:
    print(f"badge {roster.remove(platform, options.badge)} is off the roster; kiosks learn it at their next contact")


def _list_staff(_options: argparse.Namespace, platform: Platform) -> None:
    for member in roster.members(platform):
        print(f"{member['badge']}  {member['role']:<10}  {member['until']}")


def _revoke_resident(options: argparse.Namespace, platform: Platform) -> None:
    revocation.revoke_resident(platform, options.id)
    print(f"resident {options.id} is revoked; kiosks refuse every pass and card of theirs from their next contact on")


def _list_kiosks(_options: argparse.Namespace, platform: Platform) -> None:
    for kiosk in kiosks.everything(platform):
        print(f"{kiosk.id}  {local_day(kiosk.enrolled_at)}  {_trust(kiosk)}{_newer_key(kiosk)}")
        for epoch in kiosk.epochs:
            print(f"  {epoch.id}  {epoch.acked_seq} entries{_beginning(epoch)}{_contradiction(epoch)}")


def _trust(kiosk: KnownKiosk) -> str:
    if kiosk.checkpoint is not None:
        return "revoked behind entry {1} of {0}".format(*kiosk.checkpoint)
    return "revoked" if kiosk.revoked else "good"


def _newer_key(kiosk: KnownKiosk) -> str:
    """Of a kiosk that still has the key that it was enrolled with there is nothing to say."""
    return "" if kiosk.key_no == 1 else f"  key {kiosk.key_no} since {kiosk.key_since}"


def _beginning(epoch: Epoch) -> str:
    return "" if epoch.reason is None else f"  begun because {epoch.reason}"


def _contradiction(epoch: Epoch) -> str:
    fork = epoch.fork
    return "" if fork is None else f"  FORK since {fork.since}: {fork.lines} other entries from {fork.first_seq} on"


def _revoke_kiosk(options: argparse.Namespace, platform: Platform) -> None:
    if options.after is not None:
        held = checkpoint.revoke_after(platform, options.id, *options.after)
        print(f"kiosk {options.id} is revoked; {held} entries are held behind that one, and all that it sends")
        return
    revocation.revoke_kiosk(platform, options.id)
    print(f"kiosk {options.id} is revoked; nothing that it sends is taken any more")
