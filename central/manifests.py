"""Manifests (交接单): what goes along with a load, found by the code on it, and what the sorter says of its weight.

A load may be at the sorter before its kiosk had a network; so an intake needs only the code that was scanned.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, insert, select

from central import balance
from central.audit import Witness, unwitnessed
from central.balance import Emptied, PeriodBalance
from central.clock import rfc3339
from central.context import Platform
from central.problems import CentralError
from central.schema import Collection, Intake, Site

MAX_G = 10**9
MAX_BY, MAX_NOTE = 64, 500
_CODE = re.compile(r"GSM1:(k-[0-9a-f]{20}):([0-9a-f]{32}):([1-9][0-9]{0,18}):([0-9a-f]{64})\Z", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_START_OF_HASH = re.compile(r"[0-9a-f]{8,64}\Z")


class ContradictoryCode(CentralError):
    """The code names an entry of another kiosk, epoch or number than the one with this hash."""


@dataclass(frozen=True, slots=True)
class Code:
    """What was scanned or typed. ``place``: kiosk, epoch and number, None where only the hash is known."""

    hash: str
    place: tuple[str, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One word of the sorter."""

    received_g: int
    at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ManifestView:
    """Everything that a manifest says and has become, without anybody's name or badge.

    ``site``: the place's names, Chinese and English, None: the kiosk has told of none. ``received``: the oldest first.
    """

    code: str
    site: tuple[str, str] | None
    balance: PeriodBalance
    emptied: Emptied
    bags: int
    vehicle_reason: str | None
    old_seal: tuple[str | None, str | None, str]
    new_seal: str
    received: tuple[Received, ...]


def parse(text: str) -> Code | None:
    """The code of a manifest, or its hash; None: neither."""
    text = text.strip()
    found = _CODE.match(text)
    if found is not None:
        kiosk, epoch, seq, entry_hash = found.groups()
        return Code(entry_hash.lower(), (kiosk.lower(), epoch.lower(), int(seq)))
    return Code(text.lower()) if _HASH.match(text.lower()) else None


def find(platform: Platform, text: str) -> Code:
    """The same, also by the first digits of the hash, eight or more, of a manifest that is here.

    Raises ``CentralError``.
    """
    code = parse(text)
    if code is not None:
        return code
    rows: Sequence[str] = ()
    if _START_OF_HASH.match(text):
        with platform.store.reading() as connection:
            rows = connection.scalars(select(Collection.hash).where(Collection.hash.startswith(text)).limit(2)).all()
    if len(rows) != 1:
        raise CentralError(f"not one manifest begins with {text!r}; give the code on it, or see central manifests list")
    return Code(rows[0])


def view(platform: Platform, code: Code) -> ManifestView | None:
    """The manifest; None: its kiosk has not sent it. Raises ``ContradictoryCode``."""
    found = balance.of_manifest(platform, code.hash)
    if found is None or found.emptied is None:
        return None
    place = (found.kiosk, found.emptied.epoch, found.emptied.seq)
    if code.place is not None and code.place != place:
        raise ContradictoryCode("the code does not name the place of the entry with this hash")
    seals = (Collection.old_seal_expected, Collection.old_seal_found, Collection.old_seal_state)
    query = select(Collection.bags, Collection.vehicle_reason, *seals, Collection.new_seal)
    with platform.store.reading() as connection:
        row = connection.execute(query.where(Collection.hash == code.hash)).one()
        where = select(Site.name_zh, Site.name_en).where(Site.kiosk == found.kiosk)
        site = connection.execute(where).one_or_none()
        said = select(Intake.received_g, Intake.at, Intake.by, Intake.note).where(Intake.hash == code.hash)
        received = connection.execute(said.order_by(Intake.id)).all()
    return ManifestView(
        f"GSM1:{found.kiosk}:{place[1]}:{place[2]}:{code.hash}",
        None if site is None else (site.name_zh, site.name_en),
        found,
        found.emptied,
        row.bags,
        row.vehicle_reason,
        (row.old_seal_expected, row.old_seal_found, row.old_seal_state),
        row.new_seal,
        tuple(Received(*each) for each in received),
    )


def receive(
    platform: Platform, text: str, received_g: int, by: str, note: str = "", witness: Witness = unwitnessed
) -> Code:
    """Write down that the sorter weighed ``received_g`` of the load with this code. Raises ``CentralError``.

    The same word again adds nothing; another one is added, and the newest counts. ``witness`` writes in the
    same transaction.
    """
    code = find(platform, text)
    if not 0 <= received_g <= MAX_G:
        raise CentralError(f"a load has 0 to {MAX_G} g")
    if not 1 <= len(by) <= MAX_BY or len(note) > MAX_NOTE or "\0" in by + note:
        raise CentralError(f"who has received it has 1 to {MAX_BY} characters, a note at most {MAX_NOTE}")
    found = view(platform, code)
    into = None if found is None else found.emptied.into
    if into is not None:
        raise CentralError(f"this load was put into container {into[1]} of {into[0]}; it goes to the sorter with that")
    said = {"received_g": received_g, "by": by, "note": note}
    with platform.store.writing() as connection:
        query = select(Intake.received_g, Intake.by, Intake.note).where(Intake.hash == code.hash)
        newest = connection.execute(query.order_by(Intake.id.desc()).limit(1)).first()
        if newest is None or newest._asdict() != said:
            connection.execute(insert(Intake).values(hash=code.hash, at=rfc3339(platform.now()), **said))
            witness(connection)
    return code


def unmatched(platform: Platform) -> list[dict[str, Any]]:
    """What sorters have received of manifests that no kiosk has told of yet, the oldest first."""
    known = exists().where(Collection.hash == Intake.hash)
    columns = (Intake.hash, Intake.received_g, Intake.at, Intake.by)
    with platform.store.reading() as connection:
        rows = connection.execute(select(*columns).where(~known).order_by(Intake.id)).all()
    return [dict(row._mapping) for row in rows]
