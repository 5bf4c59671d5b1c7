"""How a kiosk becomes known: a one-time code from the operator, and proof that the kiosk holds its key."""

import hashlib
import logging
import secrets
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Meta
from sqlalchemy import Connection, insert, select, update

from central.clock import Now, rfc3339
from central.context import Platform
from central.directory import public_names
from central.encoding import from_base64url
from central.problems import Problem
from central.revocation import require_unrevoked
from central.schema import Invitation, Kiosk, KioskKey
from central.store import Store, insert_unless_known

log = logging.getLogger(__name__)

CODE_LENGTH = 8
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed by hand
_PROOF_CONTEXT = b"greensprout-enrolment-v1"


class EnrolmentRequest(msgspec.Struct, frozen=True):
    """Body of ``POST /v1/enrolments``. ``public_key`` (32 bytes) and ``proof`` (64 bytes) are base64url."""

    code: Annotated[str, Meta(max_length=64)]
    kiosk: Annotated[str, Meta(pattern=r"^k-[0-9a-f]{20}\Z")]
    public_key: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]
    proof: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+\Z", max_length=128)]
    software: Annotated[str, Meta(pattern=r"\A[^\x00]*\Z", max_length=200)]  # PostgreSQL stores no NUL in text


def invite(store: Store, now: Now, valid_for: timedelta) -> tuple[str, str]:
    """A fresh one-time code and the moment it expires (RFC 3339). Only the hash of the code is kept."""
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = rfc3339(now() + valid_for)
    with store.writing() as connection:
        connection.execute(insert(Invitation).values(code_hash=_code_hash(code), expires_at=expires_at))
    return code, expires_at


def enrol(platform: Platform, request: EnrolmentRequest) -> dict[str, Any]:
    """Make the kiosk known. The same code with the same key again gives the same answer. Raises ``Problem``."""
    public_key = _proven_key(request)
    with platform.store.writing() as connection:
        require_unrevoked(connection, request.kiosk)
        moment = rfc3339(platform.now())
        if _invitation_is_fresh(connection, request, moment):
            _admit(connection, request, public_key, moment)
            log.info("enrolled: kiosk %s", request.kiosk)
    keys = platform.keys
    return {
        "kiosk": request.kiosk,
        "platform": keys.platform,
        "directory_keys": [public_names(keys.directory)],
    }


def _code_hash(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode("utf-8")).hexdigest()


def _proven_key(request: EnrolmentRequest) -> bytes:
    """The raw device key, once its id and the proof of possession agree with it."""
    try:
        public_key = from_base64url(request.public_key)
        named = "k-" + hashlib.sha256(public_key).hexdigest()[:20]
        if named != request.kiosk:
            raise Problem("proof-invalid", "the kiosk id does not belong to the public key")
        message = b"\x00".join([_PROOF_CONTEXT, request.code.encode("utf-8"), request.kiosk.encode("ascii")])
        Ed25519PublicKey.from_public_bytes(public_key).verify(from_base64url(request.proof), message)
    except (ValueError, InvalidSignature) as error:
        raise Problem("proof-invalid") from error
    return public_key


def _invitation_is_fresh(connection: Connection, request: EnrolmentRequest, moment: str) -> bool:
    """True: unused and in time. False: used before by this same kiosk. Raises ``Problem`` otherwise."""
    query = select(Invitation.expires_at, Invitation.kiosk).where(Invitation.code_hash == _code_hash(request.code))
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        raise Problem("invitation-unknown")
    if row.kiosk is not None:
        if row.kiosk != request.kiosk:
            raise Problem("invitation-used")
        return False
    if row.expires_at <= moment:
        raise Problem("invitation-expired")
    return True


def _admit(connection: Connection, request: EnrolmentRequest, public_key: bytes, moment: str) -> None:
    insert_unless_known(
        connection,
        Kiosk,
        {"id": request.kiosk, "public_key": public_key, "software": request.software, "enrolled_at": moment},
    )
    first = {"kiosk": request.kiosk, "no": 1, "public_key": public_key, "since": moment}
    insert_unless_known(connection, KioskKey, first)
    connection.execute(
        update(Invitation)
        .where(Invitation.code_hash == _code_hash(request.code))
        .values(kiosk=request.kiosk, used_at=moment)
    )
