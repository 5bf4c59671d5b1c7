"""What comes down: the signed directory and the signed time. Nothing unsigned is believed, nothing older adopted."""

import logging
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import DirectoryAdopted, StaffMember, StaffRole
from kiosk.sync.client import Client
from kiosk.sync.enrolment import DIRECTORY_DOCUMENT, Enrolment
from kiosk.sync.ports import Journal
from kiosk.sync.wire import DirectoryPayload, Envelope, KeyRecord, StaffRecord, TimeAnswer, from_base64

_log = logging.getLogger(__name__)
_DIRECTORY_PREFIX = b"greensprout-directory-v1\x00"
_PIN_HASH_PREFIX = "$argon2id$"
_TIME_PREFIX = b"greensprout-time-v1\x00"


def load_directory(journal: Journal, enrolment: Enrolment) -> DirectoryAdopted | None:
    """The directory adopted last, checked again; None when there was none yet or it is not this platform's."""
    raw = journal.read_document(DIRECTORY_DOCUMENT)
    if raw is None:
        return None
    try:
        return _adopted(_payload(msgspec.json.decode(raw, type=Envelope), enrolment))
    except LinkFault as fault:
        _log.warning("the stored directory is not believed: %s", fault)
        return None


def refresh_directory(client: Client, journal: Journal, enrolment: Enrolment) -> DirectoryAdopted | None:
    """Fetch the directory; keep and return it when it is newer than the one held, otherwise return None."""
    envelope = client.get("/v1/directory", Envelope)
    payload = _payload(envelope, enrolment)
    held = load_directory(journal, enrolment)
    if held is not None and payload.version <= held.version:
        return None
    journal.write_document(DIRECTORY_DOCUMENT, msgspec.json.encode(envelope))
    return _adopted(payload)


def platform_time(client: Client, enrolment: Enrolment) -> datetime:
    """The platform's signed time, fresh (it answers our nonce). UTC."""
    nonce = secrets.token_hex(16)
    answer = client.get("/v1/time", TimeAnswer, {"nonce": nonce})
    if answer.nonce != nonce:
        raise _not_signed("time")
    message = _TIME_PREFIX + nonce.encode("ascii") + b"\x00" + answer.time.encode("utf-8")
    _check(message, answer.kid, answer.signature, enrolment.directory_keys, "time")
    try:
        return datetime.fromisoformat(answer.time).astimezone(UTC)
    except ValueError as error:
        raise _not_signed("time") from error


def _payload(envelope: Envelope, enrolment: Enrolment) -> DirectoryPayload:
    try:
        raw = from_base64(envelope.payload)
        _check(_DIRECTORY_PREFIX + raw, envelope.kid, envelope.signature, enrolment.directory_keys, "directory")
        return msgspec.json.decode(raw, type=DirectoryPayload)
    except (ValueError, msgspec.DecodeError) as error:
        raise _not_signed("directory") from error


def _adopted(payload: DirectoryPayload) -> DirectoryAdopted:
    try:
        keys = tuple((bytes.fromhex(key.kid), from_base64(key.public_key)) for key in payload.pass_keys)
    except ValueError as error:
        raise _not_signed("directory") from error
    return DirectoryAdopted(
        payload.version,
        payload.platform,
        keys,
        payload.resident_page,
        frozenset(payload.revoked),
        tuple(_member(record) for record in payload.staff if _is_usable(record)),
    )


def _is_usable(record: StaffRecord) -> bool:
    """A role or a kind of hash that this version does not know unlocks nothing, and costs nobody else the badge."""
    usable = record.role in set(StaffRole) and record.pin.startswith(_PIN_HASH_PREFIX)
    if not usable:
        _log.warning("badge %s of the roster is not understood by this version", record.badge)
    return usable


def _member(record: StaffRecord) -> StaffMember:
    return StaffMember(record.badge, StaffRole(record.role), record.pin)


def _check(message: bytes, kid: str, signature: str, keys: Sequence[KeyRecord], what: str) -> None:
    for key in keys:
        if key.kid == kid:
            try:
                public = Ed25519PublicKey.from_public_bytes(from_base64(key.public_key))
                public.verify(from_base64(signature), message)
            except (InvalidSignature, ValueError) as error:
                raise _not_signed(what) from error
            return
    raise _not_signed(what)


def _not_signed(what: str) -> LinkFault:
    return LinkFault(
        LinkFaultKind.NOT_PLATFORM, f"the {what} is not signed by the platform this kiosk is enrolled with"
    )
