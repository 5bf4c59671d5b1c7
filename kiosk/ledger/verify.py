"""Does the ledger still say what it said? Sequence, chain, signatures, and projections against the journal."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.clock import local_day
from kiosk.core.journal import StoredEntry
from kiosk.core.plate import ScaleMode
from kiosk.ledger.entry import GENESIS, entry_hash, signed_message
from kiosk.ledger.ledger import Ledger

_SUMMED = ("drop_offs", "weight_g", "reduction_g", "points")


@dataclass
class Report:
    """What was checked and what was found. Sound when ``problems`` is empty."""

    entries: int = 0
    drop_offs: int = 0
    weight_g: int = 0
    reduction_g: int = 0
    points: int = 0
    last_check_day: str | None = None
    last_check_passed: bool = True
    container_total_g: int | None = None
    agreed: str = ""  # a hash over those who have agreed to the privacy notice, in the journal's order
    head: str = GENESIS
    problems: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def verify(ledger: Ledger, *, signatures: bool = True, on_entry: Callable[[int], None] = lambda _seq: None) -> Report:
    """Read the whole journal and recompute everything that can be recomputed.

    ``signatures=False`` skips the Ed25519 check of each entry (0.16 ms an entry) but never that of the last one, which
    commits to all before it. ``on_entry`` hears each ``seq`` as it is read, for progress; what it raises ends it all.
    """

    totals = ledger.totals()  # first: what is appended meanwhile must not look like a difference

    def heard() -> Iterator[StoredEntry]:
        for stored in ledger.all_entries(totals.entries):
            on_entry(stored.seq)
            yield stored

    report = verify_entries(heard(), ledger.device.kiosk, ledger.device.public_key, signatures=signatures)
    report.problems.extend(f"the file is damaged: {said}" for said in ledger.damaged_pages())
    _compare(report, {name: getattr(totals, name) for name in ("entries", *_SUMMED, "head")})
    _compare(report, _newest(ledger, totals.entries))
    return report


def _newest(ledger: Ledger, count: int) -> dict[str, object]:
    """What the projections say about the newest of their kind among the first ``count`` entries."""
    check = ledger.last_scale_check(count)
    return {
        "last_check_day": None if check.day is None else check.day.isoformat(),
        "last_check_passed": check.passed,
        "container_total_g": ledger.container_total_g(count),
        "agreed": functools.reduce(_and_agreed, ledger.agreed(count), ""),
    }


def _compare(report: Report, projected: dict[str, object]) -> None:
    for name, said in projected.items():
        if said != getattr(report, name):
            report.problems.append(f"the projections say {name} = {said}, the journal says {getattr(report, name)}")


def verify_entries(entries: Iterable[StoredEntry], kiosk: str, public_key: bytes, *, signatures: bool = True) -> Report:
    """Check entries in the order they were appended, from the first. Needs nothing but the public key."""
    report, key = Report(), Ed25519PublicKey.from_public_bytes(public_key)
    epoch, previous, expected_seq = "", GENESIS, 1
    last: StoredEntry | None = None
    for stored in entries:
        table = _read(stored)
        if table.get("epoch", epoch) != epoch:
            epoch, previous, expected_seq = table["epoch"], GENESIS, 1
        _check_place(report, table, stored, kiosk, previous, expected_seq)
        if signatures:
            _check_signature(report, key, stored)
        previous, expected_seq, last = stored.hash.hex(), stored.seq + 1, stored
        report.entries += 1
        _add(report, table)
    if last is not None:
        report.head = last.hash.hex()
        if not signatures:
            _check_signature(report, key, last)
    return report


def _read(stored: StoredEntry) -> dict[str, Any]:
    """The entry as a table; empty when its bytes are no entry any more, which the hash then tells."""
    try:
        table = json.loads(stored.entry)
    except ValueError:
        return {}
    return table if isinstance(table, dict) else {}


def _check_place(
    report: Report, table: dict[str, Any], stored: StoredEntry, kiosk: str, previous: str, expected_seq: int
) -> None:
    if table.get("seq") != stored.seq or stored.seq != expected_seq:
        report.problems.append(f"entry {stored.seq}: expected number {expected_seq}, its bytes say {table.get('seq')}")
    if table.get("kiosk") != kiosk:
        report.problems.append(f"entry {stored.seq}: belongs to kiosk {table.get('kiosk')}")
    if table.get("prev_hash") != previous:
        report.problems.append(f"entry {stored.seq}: does not continue the entry before it")
    if entry_hash(stored.entry) != stored.hash:
        report.problems.append(f"entry {stored.seq}: its bytes were changed (hash differs)")


def _check_signature(report: Report, key: Ed25519PublicKey, stored: StoredEntry) -> None:
    try:
        key.verify(stored.signature, signed_message(stored.hash))
    except InvalidSignature:
        report.problems.append(f"entry {stored.seq}: not signed by this kiosk")


def _add(report: Report, table: dict[str, Any]) -> None:
    body = table.get("body")
    fields = body if isinstance(body, dict) else {}  # nothing will fit then, and that is told
    match table.get("kind"):
        case "drop_off":
            _add_drop_off(report, fields)
        case "container_emptied":
            report.container_total_g = fields.get("after_g")
        case "scale_check":
            report.last_check_day = _day(table.get("occurred_at"))
            report.last_check_passed = fields.get("passed") is True
        case "consent":
            report.agreed = _and_agreed(report.agreed, str(fields.get("resident")))


def _and_agreed(before: str, resident: str) -> str:
    return hashlib.sha256(f"{before}/{resident}".encode()).hexdigest()


def _add_drop_off(report: Report, body: dict[str, Any]) -> None:
    report.drop_offs += 1
    report.weight_g += body.get("net_g", 0)
    report.reduction_g += body.get("reduction_g", 0)
    report.points += body.get("points", 0)
    weighing = body.get("weighing")
    if isinstance(weighing, dict) and weighing.get("mode") == ScaleMode.CONTAINER:
        missing_g = weighing.get("taken_out_g", 0)
        report.container_total_g = max(body.get("gross_g", 0), body.get("tare_g", 0) + missing_g)


def _day(occurred_at: object) -> str | None:
    try:
        return local_day(datetime.fromisoformat(str(occurred_at))).isoformat()
    except (ValueError, OverflowError):
        return None
