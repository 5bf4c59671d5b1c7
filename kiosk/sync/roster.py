"""The kiosk's newest briefing as it is kept: the roster of the staff, and how far its revisions have come."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from kiosk.core.errors import LinkFault
from kiosk.core.events import StaffMember, StaffRole
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.ports import Journal
from kiosk.sync.signed import check, not_signed
from kiosk.sync.wire import Envelope, StaffRecord, from_base64

DOCUMENT = "briefing"
_PREFIX = b"greensprout-briefing-v1\x00"
_PIN_HASH_PREFIX = "$argon2id$"
_log = logging.getLogger(__name__)
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class RevisionRecord(msgspec.Struct, frozen=True):
    """A verdict that was changed after it had been answered. ``revision`` counts for this kiosk from 1 without gaps."""

    revision: _Number
    epoch: str
    seq: _Number
    verdict: str
    reason: str | None = None


class BriefingPayload(msgspec.Struct, frozen=True):
    """What the platform tells one kiosk alone. ``revision``: the newest there is, so more may wait than are here."""

    kiosk: str
    version: _Number
    issued_at: str
    staff: tuple[StaffRecord, ...]
    revision: _Number
    revisions: tuple[RevisionRecord, ...] = ()


class Kept(msgspec.Struct, frozen=True):
    """The document. ``revision``: the last one that was applied."""

    platform: str
    revision: int
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Held:
    """What is in force."""

    payload: BriefingPayload
    revision: int


def load_held(journal: Journal, enrolment: Enrolment) -> Held | None:
    """The briefing adopted last, checked again; None when there was none yet or it is not this platform's."""
    raw = journal.read_document(DOCUMENT)
    if raw is None:
        return None
    try:
        kept = msgspec.json.decode(raw, type=Kept)
        if kept.platform != enrolment.platform:
            return None
        return Held(read_payload(kept.envelope, enrolment), kept.revision)
    except (LinkFault, msgspec.DecodeError, UnicodeDecodeError) as fault:
        _log.warning("the stored briefing is not believed: %s", fault)
        return None


def load_roster(journal: Journal, enrolment: Enrolment) -> tuple[StaffMember, ...] | None:
    """The staff of the briefing adopted last; None when there is none."""
    held = load_held(journal, enrolment)
    return None if held is None else members(held.payload.staff)


def read_payload(envelope: Envelope, enrolment: Enrolment) -> BriefingPayload:
    """What is signed. Raises ``LinkFault``."""
    try:
        raw = from_base64(envelope.payload)
        check(_PREFIX + raw, envelope.kid, envelope.signature, enrolment.directory_keys, "briefing")
        return msgspec.json.decode(raw, type=BriefingPayload)
    except (ValueError, msgspec.DecodeError) as error:
        raise not_signed("briefing") from error


def members(records: Sequence[StaffRecord]) -> tuple[StaffMember, ...]:
    """Those of the roster that this version understands."""
    return tuple(StaffMember(one.badge, StaffRole(one.role), one.pin) for one in records if _is_usable(one))


def _is_usable(record: StaffRecord) -> bool:
    """A role or a kind of hash that this version does not know unlocks nothing, and costs nobody else the badge."""
    usable = record.role in set(StaffRole) and record.pin.startswith(_PIN_HASH_PREFIX)
    if not usable:
        _log.warning("badge %s of the roster is not understood by this version", record.badge)
    return usable
