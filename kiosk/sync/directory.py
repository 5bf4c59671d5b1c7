"""What comes down: the signed directory and the signed time. Nothing unsigned is believed, nothing older adopted."""

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from kiosk.core.containers import Point
from kiosk.core.errors import LinkFault
from kiosk.core.events import DirectoryAdopted, StaffMember
from kiosk.sync.client import Client
from kiosk.sync.enrolment import DIRECTORY_DOCUMENT, Enrolment
from kiosk.sync.ports import Journal
from kiosk.sync.roster import load_roster, members
from kiosk.sync.signed import check, not_signed
from kiosk.sync.wire import DirectoryPayload, Envelope, PointRecord, TimeAnswer, from_base64

_log = logging.getLogger(__name__)
_DIRECTORY_PREFIX = b"greensprout-directory-v1\x00"
_TIME_PREFIX = b"greensprout-time-v1\x00"


@dataclass(frozen=True, slots=True)
class _Held:
    envelope: Envelope
    payload: DirectoryPayload


def load_directory(journal: Journal, enrolment: Enrolment) -> DirectoryAdopted | None:
    """The directory adopted last, checked again; None when there was none yet or it is not this platform's."""
    held = _held(journal, enrolment)
    return None if held is None else _adopted(held.payload, load_roster(journal, enrolment))


def _held(journal: Journal, enrolment: Enrolment) -> _Held | None:
    raw = journal.read_document(DIRECTORY_DOCUMENT)
    if raw is None:
        return None
    try:
        envelope = msgspec.json.decode(raw, type=Envelope)
        held = _Held(envelope, _payload(envelope, enrolment))
        _adopted(held.payload, ())
    except (LinkFault, msgspec.DecodeError) as fault:
        _log.warning("the stored directory is not believed: %s", fault)
        return None
    return held


def refresh_directory(client: Client, journal: Journal, enrolment: Enrolment) -> DirectoryAdopted | None:
    """Fetch the directory unless the one held is still in force; keep and return it when it is newer, otherwise return
    None. It is read as a whole before it is kept, and kept in one step: a bad one leaves the old in force.
    """
    held = _held(journal, enrolment)
    if held is None:
        envelope: Envelope | None = client.get("/v1/directory", Envelope)
    else:
        envelope = client.get_changed("/v1/directory", Envelope, f'"{held.payload.version}"')
    if envelope is None:
        return None
    payload = _payload(envelope, enrolment)
    if held is not None and payload.version <= held.payload.version:
        _tell_if_strange(payload, envelope, held)
        return None
    adopted = _adopted(payload, load_roster(journal, enrolment))
    journal.write_document(DIRECTORY_DOCUMENT, msgspec.json.encode(envelope))
    return adopted


def _tell_if_strange(payload: DirectoryPayload, envelope: Envelope, held: _Held) -> None:
    """A platform that counts anew (its database was restored) has kiosks ignore what it says, revocations too: its
    operator must publish a higher version.
    """
    ours = held.payload.version
    if payload.version < ours:
        _log.warning("the platform offers directory %d, which is older than %d; kept ours", payload.version, ours)
    elif envelope.payload != held.envelope.payload:
        _log.warning("the platform offers directory %d with other content; kept ours", payload.version)


def platform_time(client: Client, enrolment: Enrolment) -> datetime:
    """The platform's signed time, fresh (it answers our nonce). UTC."""
    nonce = secrets.token_hex(16)
    answer = client.get("/v1/time", TimeAnswer, {"nonce": nonce}, proves_itself=True)
    if answer.nonce != nonce:
        raise not_signed("time")
    message = _TIME_PREFIX + nonce.encode("ascii") + b"\x00" + answer.time.encode("utf-8")
    check(message, answer.kid, answer.signature, enrolment.directory_keys, "time")
    try:
        return datetime.fromisoformat(answer.time).astimezone(UTC)
    except ValueError as error:
        raise not_signed("time") from error


def _payload(envelope: Envelope, enrolment: Enrolment) -> DirectoryPayload:
    try:
        raw = from_base64(envelope.payload)
        check(_DIRECTORY_PREFIX + raw, envelope.kid, envelope.signature, enrolment.directory_keys, "directory")
        return msgspec.json.decode(raw, type=DirectoryPayload)
    except (ValueError, msgspec.DecodeError) as error:
        raise not_signed("directory") from error


def _point(record: PointRecord) -> Point:
    names = (record.name_zh, record.name_en)
    room = tuple((each.id, each.material) for each in record.containers)
    return Point(record.kiosk, *names, record.latitude_e6, record.longitude_e6, record.free, room)


def _adopted(payload: DirectoryPayload, roster: tuple[StaffMember, ...] | None) -> DirectoryAdopted:
    """``roster`` of the kiosk's own briefing; None: a platform that knows of none lists the staff in its directory."""
    try:
        keys = tuple((bytes.fromhex(key.kid), from_base64(key.public_key)) for key in payload.pass_keys)
    except ValueError as error:
        raise not_signed("directory") from error
    return DirectoryAdopted(
        payload.version,
        payload.platform,
        keys,
        payload.resident_page,
        frozenset(payload.revoked),
        members(payload.staff) if roster is None else roster,
        tuple(_point(record) for record in payload.points),
    )
