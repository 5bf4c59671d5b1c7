"""The platform's word for a phone's key: with it the phone makes its own passes, also without a network.

The bytes are those of contract/README.md: kid 8, resident 10, phone key 32, issued 4, expires 4, signature 64.
"""

import hashlib
import re
import struct
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, func, select

from central import revocation
from central.clock import rfc3339
from central.context import Platform
from central.encoding import base64url, from_base64url
from central.keys import SigningKey
from central.problems import Problem
from central.schema import Certificate
from central.store import insert_unless_known

VALID_FOR = timedelta(days=14)
_CONTEXT = "greensprout-certificate-v1"
_TIMES = struct.Struct(">II")
_PASS_ID = re.compile(r"[0-9a-f]{32}\Z")


class CertificateRequest(msgspec.Struct, frozen=True):
    """Body of ``POST /v1/me/certificates``. ``public_key``: raw Ed25519 key, 32 bytes as base64url."""

    public_key: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]


def certify(platform: Platform, resident: str, request: CertificateRequest) -> dict[str, Any]:
    """201 of ``POST /v1/me/certificates``. Raises ``Problem`` ``revoked`` for a key that was revoked.

    Older certificates stay good. ``server_time`` tells a phone how wrong its clock is.
    """
    now = platform.now()
    issued_at = now.replace(microsecond=0)
    expires_at = rfc3339(issued_at + VALID_FOR)
    public_key = from_base64url(request.public_key)
    seconds = int(issued_at.timestamp())
    certificate = sign_certificate(
        platform.keys.passes, resident, public_key, seconds, seconds + int(VALID_FOR.total_seconds())
    )
    pass_id = pass_id_of(certificate)
    with platform.store.writing() as connection:
        if revocation.revoked_among(connection, _of_key(connection, resident, public_key)):
            raise Problem("revoked", "this phone's key was revoked; a phone that is used again makes a new key")
        row = {"pass_id": pass_id, "resident": resident, "public_key": public_key}
        # Asked twice within one second, the certificate is the same to the byte.
        insert_unless_known(connection, Certificate, row | {"created_at": rfc3339(now), "expires_at": expires_at})
    return {
        "certificate": base64url(certificate),
        "pass_id": pass_id,
        "expires_at": expires_at,
        "valid_seconds": int(VALID_FOR.total_seconds()),
        "server_time": rfc3339(now),
    }


def sign_certificate(key: SigningKey, resident: str, public_key: bytes, issued_at: int, expires_at: int) -> bytes:
    """The 122 bytes. Times are Unix seconds."""
    content = b"".join(
        [
            bytes.fromhex(key.kid),
            bytes.fromhex(resident.removeprefix("r-")),
            public_key,
            _TIMES.pack(issued_at, expires_at),
        ]
    )
    return content + key.sign(_CONTEXT, content)


def pass_id_of(certificate: bytes) -> str:
    """What is revoked: the first 16 bytes of the SHA-256 of the certificate, in hex."""
    return hashlib.sha256(certificate).hexdigest()[:32]


def revoke(platform: Platform, resident: str, pass_id: str) -> None:
    """``DELETE /v1/me/certificates/{pass_id}``: this phone is lost. Raises ``Problem`` ``not-found``.

    All certificates of the phone's key go: a renewal overlaps with the certificate before it.
    """
    if not _PASS_ID.match(pass_id):
        raise Problem("not-found", "a pass id has 32 hex digits")
    with platform.store.writing() as connection:
        query = select(Certificate.public_key).where(Certificate.pass_id == pass_id, Certificate.resident == resident)
        public_key = connection.scalar(query)
        if public_key is None:
            raise Problem("not-found", "this resident has no such certificate")
        pass_ids = _of_key(connection, resident, public_key)
        ends_at = connection.scalar(select(func.max(Certificate.expires_at)).where(Certificate.pass_id.in_(pass_ids)))
        revocation.revoke(connection, platform, "certificate", pass_ids, ends_at)


def _of_key(connection: Connection, resident: str, public_key: bytes) -> list[str]:
    query = select(Certificate.pass_id).where(Certificate.resident == resident, Certificate.public_key == public_key)
    return list(connection.scalars(query))


def list_of(connection: Connection, platform: Platform, resident: str) -> list[dict[str, Any]]:
    """The resident's phones, newest first: the newest certificate of each key that has not expired."""
    columns = (Certificate.pass_id, Certificate.public_key, Certificate.created_at, Certificate.expires_at)
    current = (Certificate.resident == resident, Certificate.expires_at > rfc3339(platform.now()))
    rows = connection.execute(
        select(*columns).where(*current).order_by(Certificate.created_at, Certificate.expires_at, Certificate.pass_id)
    )
    newest = {row.public_key: row for row in rows}
    revoked = revocation.revoked_among(connection, [row.pass_id for row in newest.values()])
    return [
        {
            "pass_id": row.pass_id,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "revoked": row.pass_id in revoked,
        }
        for row in sorted(newest.values(), key=lambda row: (row.created_at, row.pass_id), reverse=True)
    ]
