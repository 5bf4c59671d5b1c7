"""``central review list | show | release | decline``: what is held, and the two people who let it through or not."""

import argparse
import json
import re
import textwrap
from collections.abc import Callable
from typing import Any

from central import review, roster
from central.cli_identity import AddDatabase, Command, pin_of, runner
from central.context import Platform
from central.review import Word

_EPOCH = re.compile(r"[0-9a-f]{1,32}\Z")
_SEQ = re.compile(r"[0-9]{1,18}\Z")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add_database: AddDatabase) -> None:
    """Add the group to ``commands``; ``add_database`` adds the options that say where the database is."""
    acts = commands.add_parser("review", help="what is held, and who lets it through").add_subparsers(
        required=True, metavar="ACTION"
    )

    def act(action: str, help_text: str, command: Command) -> argparse.ArgumentParser:
        parser = acts.add_parser(action, help=help_text)
        add_database(parser)
        parser.set_defaults(run=runner(command))
        return parser

    listing = act("list", "what waits, the oldest first", _list)
    listing.add_argument("--kiosk", metavar="ID", help="of this kiosk only")
    listing.add_argument("--limit", type=_limit, default=200, help="at most so many (default: %(default)s)")
    listing.add_argument("--json", action="store_true", help="print JSON instead of lines")
    showing = act("show", "one entry with its evidence", _show)
    _add_entry(showing)
    showing.add_argument("--json", action="store_true", help="print JSON instead of text")
    for word, text in (("release", "it counts"), ("decline", "it never counts")):
        speaking = act(word, f"say that {text}; done when two people say so, one of them a supervisor", _speak(word))
        _add_entry(speaking)
        speaking.add_argument("--badge", required=True, help="whose word this is: the id, or the eight digits on it")
        speaking.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input, do not ask")
        speaking.add_argument("--note", default="", help=f"why; at most {review.MAX_NOTE} characters")


def _add_entry(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kiosk", help="its id")
    parser.add_argument("epoch", type=_epoch, help="its id, or the first digits of it")
    parser.add_argument("seq", type=_seq, help="number of the entry")


def _epoch(text: str) -> str:
    if not _EPOCH.match(text):
        raise argparse.ArgumentTypeError("an epoch is hex digits, 32 at most")
    return text


def _seq(text: str) -> int:
    if not _SEQ.match(text):
        raise argparse.ArgumentTypeError("an entry has a number")
    return int(text)


def _limit(text: str) -> int:
    limit = int(text)
    if limit < 1:
        raise argparse.ArgumentTypeError("a limit is 1 or more")
    return limit


def _list(options: argparse.Namespace, platform: Platform) -> None:
    found = review.queue(platform, options.kiosk, options.limit)
    if options.json:
        print(json.dumps(found))
        return
    for one in found:
        much = "" if one["net_g"] is None else f"  {one['occurred_at']}  {one['net_g']} g {one['material']}"
        if one["manifest"] is not None:
            much = f"  {one['occurred_at']}  {one['weighed_g']} g collected, manifest {one['manifest'][:16]}"
        said = "".join(f"  [{person[:8]}: {word}]" for person, word in one["words"].items())
        print(f"{one['kiosk']} {one['epoch']} {one['seq']}  {one['reason']}{much}{said}")


def _show(options: argparse.Namespace, platform: Platform) -> None:
    found = review.show(platform, options.kiosk, options.epoch, options.seq)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"{found['kiosk']} {found['epoch']} {found['seq']}  received {found['received_at']}")
    print(f"{found['verdict']}: {found['in_words'] or found['reason'] or 'nothing against it'}")
    print(f"credited to {found['credited_to'] or 'nobody'}")
    for one in found["reviews"]:
        print(f"{one['at']}  {one['person']}  {one['word']}  (held: {one['reason']})  {one['note']}".rstrip())
    if "balance" in found:
        _tell_balance(found)
    for line in _frames(found["entry"]):
        print(line)
    print(textwrap.indent(json.dumps(found["entry"], ensure_ascii=False, indent=2), "  "))


def _tell_balance(found: dict[str, Any]) -> None:
    sums = found["balance"]
    print(
        f"put in {sums['put_in_g']} g, collected {sums['emptied']['weighed_g']} g, difference {sums['difference_g']} g"
    )
    for one in found["suspects"]:
        alike = f"  and {one['alike']} more of the same weight" if one["alike"] else ""
        place = f"{one['at']}  {one['epoch'][:8]} {one['seq']}  {one['net_g']} g  {one['verdict']}"
        print(f"suspect  {place}  {one['resident'] or 'nobody'}{alike}")


def _frames(entry: Any) -> list[str]:
    """What the scale sent, readable where it is text."""
    body = entry.get("body") if isinstance(entry, dict) else None
    weighing = body.get("weighing") if isinstance(body, dict) else None
    frames = weighing.get("frames") if isinstance(weighing, dict) else None
    if not isinstance(frames, list):
        return []
    return [f"frame  {frame}  {_text(frame)}" for frame in frames if isinstance(frame, str)]


def _text(frame: str) -> str:
    try:
        return ascii(bytes.fromhex(frame).decode("latin-1"))
    except ValueError:
        return "not hex"


def _speak(word: str) -> Callable[[argparse.Namespace, Platform], None]:
    said: Word = "release" if word == "release" else "decline"

    def speak(options: argparse.Namespace, platform: Platform) -> None:
        member = roster.identify(platform, options.badge, pin_of(options))
        outcome = review.speak(platform, options.kiosk, options.epoch, options.seq, member, said, options.note)
        print(f"{outcome.state}{f': {outcome.text}' if outcome.text else ''}")

    return speak
