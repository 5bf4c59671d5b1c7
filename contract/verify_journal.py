"""Check a journal that ``kiosk ledger export`` has printed, with nothing but the kiosk's first public key.

    python verify_journal.py --key KEY journal.ndjson
    kiosk ledger export | python verify_journal.py --key KEY -

Needs Python 3.11 and the package ``cryptography``; it shares no code with the kiosk or the platform, and the format is
in README.md beside it. KEY is hex or base64url: ``kiosk ledger public-key``, or better the platform's own record of it.
It is the key that the kiosk's id follows from; to later ones the journal itself leads.

Exit code 0: everything in the file is as the kiosk signed it, without a gap. 1: it is not, or the file cannot be read.
Whether entries were cut off at the end no file can say by itself: compare the last hash with the one that the platform
has acknowledged, or give it with ``--expect-head``.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("the Python package `cryptography` is missing: install it and try again")

GENESIS = "0" * 64
LONGEST_LINE = 1024 * 1024
SHOWN = 20
_TAIL = re.compile(rb',"hash":"([0-9a-f]{64})","signature":"([A-Za-z0-9_-]{86})"}')
_TAIL_LENGTH = 176
_HEX = re.compile(r"[0-9a-f]{64}")
_SUMMED = ("drop_offs", "weight_g", "reduction_g", "points")


@dataclass
class Sums:
    """Entries, and what the drop-offs among them come to: grams, grams of reduction, points."""

    entries: int = 0
    drop_offs: int = 0
    weight_g: int = 0
    reduction_g: int = 0
    points: int = 0

    def add(self, other: "Sums") -> None:
        """Add ``other`` to these."""
        for name in ("entries", *_SUMMED):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        return (
            f"{self.entries} entries, {self.drop_offs} drop-offs, {self.weight_g} g, "
            f"{self.reduction_g} g reduction, {self.points} points"
        )


@dataclass(frozen=True)
class Line:
    """One line of the export. ``table`` None: the entry was shrunk, and ``seq`` is all that is said about it."""

    number: int
    seq: int
    table: dict[str, Any] | None
    computed: str
    hash: str
    signature: bytes


class Unreadable(Exception):
    """A line is not one of an export; the message says how."""


@dataclass
class Journal:
    """Feed it every line with ``take``, then ``finish``. ``problems`` holds the first ones, ``found`` counts all."""

    public_key: bytes
    problems: list[str] = field(default_factory=list)
    found: int = 0
    head: str = GENESIS
    epochs: dict[str, Sums] = field(default_factory=dict)
    shrunk: Sums = field(default_factory=Sums)
    signed: int = 0
    foreign: str | None = None
    changes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._key = self.public_key
        self._all_shrunk = True  # so far, but for entries that change the key
        self._lines = self._shrunk_lines = 0
        self._kiosk = kiosk_id(self.public_key)
        self._last: Line | None = None
        self._epoch: str | None = None
        self._told: dict[str, Any] = {}
        self._last_shrunk = GENESIS

    @property
    def kiosk(self) -> str:
        """The kiosk that the key belongs to."""
        return self._kiosk

    @property
    def total(self) -> Sums:
        """Everything together."""
        total = Sums()
        for sums in (self.shrunk, *self.epochs.values()):
            total.add(sums)
        return total

    def say(self, problem: str, *, foremost: bool = False) -> None:
        """Note a problem; one that explains the others is ``foremost``."""
        self.found += 1
        if foremost:
            self.problems.insert(0, problem)
        elif len(self.problems) < SHOWN:
            self.problems.append(problem)

    def take(self, line: Line) -> None:
        """The next line."""
        authentic = self._check_authentic(line)
        self._lines += 1
        if line.table is None:
            self._take_shrunk(line)
        else:
            self._take_whole(line, line.table, authentic=authentic)
        if authentic and line.table is not None and line.table.get("kind") == "key_changed":
            self._change_key(line, line.table)
        self._last, self.head = line, line.hash

    def finish(self) -> None:
        """There are no more."""
        if self._last is None:
            self.say("there are no entries in it")
            return
        if not self.signed:
            whose = f"; it says that it is of kiosk {self.foreign}" if self.foreign else ""
            said = f"nothing in it was signed with this key, which is that of kiosk {self._kiosk}{whose}"
            self.say(said, foremost=True)
        self._check_shrunk()

    def _check_authentic(self, line: Line) -> bool:
        changed = line.table is not None and line.computed != line.hash
        if changed:
            self.say(f"{_name(line)} was changed: its bytes do not have the hash beside them")
        try:
            message = b"greensprout-entry-sig-v1\x00" + bytes.fromhex(line.hash)
            Ed25519PublicKey.from_public_bytes(self._key).verify(line.signature, message)
        except InvalidSignature:
            self.say(f"{_name(line)} was not signed by this kiosk")
            return False
        self.signed += 1
        return not changed

    def _change_key(self, line: Line, table: dict[str, Any]) -> None:
        """This entry is the last one that the old key signs. The new one proves that it was meant for this place."""
        body = _object(table.get("body"))
        place = [_plain(table.get(name)).encode() for name in ("kiosk", "epoch", "seq")]
        try:
            new, proof = (_from_base64url(str(body.get(name))) for name in ("public_key", "proof"))
            message = b"\x00".join([b"greensprout-key-change-v1", *place, self._key])
            Ed25519PublicKey.from_public_bytes(new).verify(proof, message)
        except (ValueError, InvalidSignature):
            self.say(f"{_name(line)} changes the key, and the new one does not prove that")
            return
        self._key = new
        self.changes.append(f"{_name(line)} changes the key to {new.hex()}")

    def _take_shrunk(self, line: Line) -> None:
        if not self._all_shrunk:
            self.say(f"{_name(line)} is shrunk, though an older one is not")
        if line.seq != self._seq + 1 and (line.seq != 1 or self._last is None):
            self._say_order(line)
        self.shrunk.entries += 1
        self._epoch, self._last_shrunk, self._shrunk_lines = None, line.hash, self._lines

    def _take_whole(self, line: Line, table: dict[str, Any], *, authentic: bool) -> None:
        self._all_shrunk &= table.get("kind") == "key_changed"
        if table.get("kiosk") != self._kiosk:
            self.foreign = self.foreign or _plain(table.get("kiosk"))
            self.say(f"{_name(line)} is of kiosk {_plain(table.get('kiosk'))}, not of {self._kiosk}")
        epoch = _plain(table.get("epoch"))
        begins = epoch != self._epoch if self._epoch is not None else line.seq == 1
        if begins:
            self._begin(line, table, epoch)
        elif line.seq != self._seq + 1:
            self._say_order(line)
        elif table.get("prev_hash") != self.head:
            self.say(f"{_name(line)} does not continue the one before it")
        self._epoch = epoch
        if authentic:  # what anybody could have written is not counted
            self._count(line, table, self.epochs.setdefault(epoch, Sums()))

    def _begin(self, line: Line, table: dict[str, Any], epoch: str) -> None:
        """An epoch begins at 1, is new, and says where the one before it ended."""
        if epoch in self.epochs:
            self.say(f"{_name(line)} goes back to an epoch that was over")
            return
        if line.seq != 1 or table.get("prev_hash") != GENESIS:
            self.say(f"{_name(line)} is not the beginning of its epoch: entries before it are missing")
        body = _object(table.get("body"))
        before = _object(body.get("before")) if table.get("kind") == "epoch_opened" else {}
        if self._last is None:
            if before.get("seq"):
                self.say(f"{_name(line)} continues an epoch that is missing")
            return
        ended = (before.get("seq"), before.get("hash")) == (self._seq, self.head)
        if not ended or (self._epoch is not None and before.get("epoch") != self._epoch):
            self.say(f"{_name(line)} begins an epoch that does not say where the one before it ended")

    def _count(self, line: Line, table: dict[str, Any], sums: Sums) -> None:
        sums.entries += 1
        body = _object(table.get("body"))
        if table.get("kind") == "drop_off":
            drop_off = _drop_off(body)
            if drop_off is None:
                self.say(f"{_name(line)} is a drop-off whose grams and points do not follow from its rule")
            else:
                sums.add(drop_off)
        if table.get("kind") == "correction":
            correction = _correction(body)
            if correction is None:
                self.say(f"{_name(line)} is a correction whose numbers do not fit each other")
            else:
                sums.add(correction)
        if table.get("kind") == "entries_shrunk":
            if any(not _is_count(body.get(name)) for name in ("entries", *_SUMMED)):
                self.say(f"{_name(line)} does not say what was shrunk")
            elif body["entries"] < self._told.get("entries", 0):
                self.say(f"{_name(line)} tells of less that was shrunk than an earlier one")
            else:
                self._told = body

    def _check_shrunk(self) -> None:
        """What was shrunk is vouched for by the newest entry that tells of it."""
        told = self._told or {"entries": 0, "hash": GENESIS}
        if (told["entries"], told.get("hash")) != (self._shrunk_lines, self._last_shrunk):
            self.say(
                f"{self._shrunk_lines} entries at its beginning are shrunk, "
                f"but the journal tells of {told['entries']} or of others"
            )
        for name in _SUMMED:
            setattr(self.shrunk, name, told.get(name, 0))

    @property
    def _seq(self) -> int:
        return self._last.seq if self._last else 0

    def _say_order(self, line: Line) -> None:
        expected = self._seq + 1
        if line.seq > expected:
            missing = f"entries {expected} to {line.seq - 1} are" if line.seq > expected + 1 else f"entry {expected} is"
            self.say(f"{missing} missing before {_name(line)}, or in another place")
        else:
            self.say(f"{_name(line)} stands there again or in the wrong place: {expected} was expected")


def kiosk_id(public_key: bytes) -> str:
    """The id follows from the key."""
    return "k-" + hashlib.sha256(public_key).hexdigest()[:20]


def _name(line: Line) -> str:
    return f"line {line.number} (entry {line.seq})"


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _from_base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _plain(value: object) -> str:
    """What a stranger may have written, fit for a terminal."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in str(value)[:40])


def _drop_off(body: dict[str, Any]) -> Sums | None:
    """What a drop-off comes to, or None when its numbers do not follow from weights and rule."""
    rule = _object(body.get("rule"))
    names = ("gross_g", "tare_g", "net_g", "reduction_mg", "reduction_g", "points")
    values: list[Any] = [*(body.get(name) for name in names), rule.get("g_per_kg"), rule.get("points_per_kg")]
    if not all(_is_count(value) for value in values):
        return None
    gross_g, tare_g, net_g, reduction_mg, reduction_g, points, g_per_kg, points_per_kg = values
    right = (gross_g - tare_g, net_g * g_per_kg, reduction_mg // 1000, net_g * points_per_kg // 1000)
    if (net_g, reduction_mg, reduction_g, points) != right:
        return None
    return Sums(0, 1, net_g, reduction_g, points)


def _correction(body: dict[str, Any]) -> Sums | None:
    """What a correction changes, or None when it says more than it may: what is void counts for nothing."""
    names = ("net_g", "reduction_g", "points")
    after: list[Any] = [body.get(name) for name in names]
    deltas: list[Any] = [body.get(name) for name in ("delta_g", "delta_reduction_g", "delta_points")]
    before = [
        count - delta for count, delta in zip(after, deltas, strict=True) if _is_count(count) and _is_integer(delta)
    ]
    void = body.get("action") == "void"
    if len(before) != len(names) or min(before) < 0 or (void and any(after)):
        return None
    return Sums(0, -int(void), *deltas)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of an export, one by one. Raises ``Unreadable`` at the first that is none, and ``OSError``."""
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise Unreadable(f"line {number} is longer than any entry: this is no export")
        yield _line(number, raw.rstrip(b"\r\n"), whole=raw.endswith(b"\n"))


def _line(number: int, raw: bytes, *, whole: bool) -> Line:
    tail = _TAIL.fullmatch(raw, max(0, len(raw) - _TAIL_LENGTH))
    try:
        table = json.loads(raw)
    except (ValueError, RecursionError):
        table = None
    if tail is None or not isinstance(table, dict) or not _is_count(table.get("seq")):
        how = "is no entry of an export" if whole else "is cut off"
        raise Unreadable(f"line {number} {how}; what follows cannot be checked")
    entry = raw[:-_TAIL_LENGTH] + b"}"
    shrunk = entry == b'{"seq":%d,"shrunk":true}' % table["seq"]
    computed = hashlib.sha256(b"greensprout-entry-v1\x00" + entry).hexdigest()
    signature = base64.urlsafe_b64decode(tail[2] + b"==")
    return Line(number, table["seq"], None if shrunk else table, computed, tail[1].decode(), signature)


def check(stream: BinaryIO, public_key: bytes, expect_head: str | None = None) -> Journal:
    """Read everything in ``stream``. Memory does not grow with its length. Raises ``OSError``."""
    journal = Journal(public_key)
    try:
        for line in read_lines(stream):
            journal.take(line)
    except Unreadable as error:
        journal.say(str(error))
    journal.finish()
    if expect_head is not None and journal.head != expect_head:
        said = f"its last hash is {journal.head}, not the expected one: entries were cut off, or others are there"
        journal.say(said, foremost=True)
    return journal


def report(journal: Journal, *, head_expected: bool) -> Iterator[str]:
    """What a person needs to know, line by line."""
    yield f"kiosk {journal.kiosk}"
    if journal.shrunk.entries:
        yield f"shrunk, as the journal tells: {journal.shrunk}"
    for epoch, sums in journal.epochs.items():
        yield f"epoch {epoch}: {sums}"
    yield from journal.changes
    yield f"in all: {journal.total}"
    yield f"last hash: {journal.head}"
    yield from journal.problems
    if journal.found > len(journal.problems):
        yield f"and {journal.found - len(journal.problems)} more"
    if journal.found:
        yield "NOT SOUND: this is not the journal that the kiosk has signed"
    elif head_expected:
        yield "SOUND, and it ends where it was expected to end"
    else:
        yield (
            "SOUND as far as it goes. No file can show whether entries were cut off at its end: "
            "compare the last hash with the platform's (--expect-head)"
        )


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text) if len(text) == 64 else base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != 32:
        raise argparse.ArgumentTypeError("a public key is 64 hex digits, or 43 characters of base64url")
    return key


def _hash(text: str) -> str:
    if not _HEX.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError("a hash is 64 hex digits")
    return text.lower()


def main(argv: Sequence[str]) -> int:
    """The command line; see the top of this file."""
    parser = argparse.ArgumentParser(description="Check a journal that `kiosk ledger export` has printed.")
    parser.add_argument("journal", nargs="?", default="-", metavar="FILE", help="the export; - or nothing: stdin")
    parser.add_argument("--key", type=_key, required=True, help="the kiosk's public key, hex or base64url")
    parser.add_argument("--expect-head", type=_hash, metavar="HASH", help="the hash that the last entry must have")
    arguments = parser.parse_args(argv)
    try:
        if arguments.journal == "-":
            journal = check(sys.stdin.buffer, arguments.key, arguments.expect_head)
        else:
            with open(arguments.journal, "rb") as stream:  # noqa: PTH123 - a plain name from the command line
                journal = check(stream, arguments.key, arguments.expect_head)
        for sentence in report(journal, head_expected=arguments.expect_head is not None):
            print(sentence)
        sys.stdout.flush()
    except OSError as error:
        print(f"it cannot be read or the result not written: {error.strerror}", file=sys.stderr)
        return 1
    return 1 if journal.found else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
