"""Residents are pseudonyms. Nothing about a person is asked or kept; the phone holds the only secret."""

import hashlib
import secrets

from sqlalchemy import Connection, insert, select

from central.clock import rfc3339
from central.context import Platform
from central.problems import Problem
from central.revocation import require_unrevoked
from central.schema import Resident

_SCHEME = "bearer"


def register(platform: Platform) -> dict[str, str]:
    """201 of ``POST /v1/residents``. The token is shown this once and kept as a hash."""
    with platform.store.writing() as connection:
        resident, token = add(connection, platform)
    return {"resident": resident, "token": token}


def add(connection: Connection, platform: Platform) -> tuple[str, str]:
    """A new resident: pseudonym and token."""
    resident = "r-" + secrets.token_hex(10)
    token = secrets.token_urlsafe(32)
    row = {"id": resident, "token_hash": _token_hash(token), "created_at": rfc3339(platform.now())}
    connection.execute(insert(Resident).values(**row))
    return resident, token


def resident_of(platform: Platform, authorization: str) -> str:
    """The resident whose token an ``Authorization`` header bears. Raises ``Problem`` ``token-unknown``."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != _SCHEME:
        raise Problem("token-unknown")
    with platform.store.reading() as connection:
        query = select(Resident.id).where(Resident.token_hash == _token_hash(token.strip()))
        resident = connection.scalar(query)
    if resident is None:
        raise Problem("token-unknown")
    return resident


def unrevoked_resident_of(platform: Platform, authorization: str) -> str:
    """The same, for calls that a revoked resident may not make. Raises ``Problem`` ``revoked`` too."""
    resident = resident_of(platform, authorization)
    with platform.store.reading() as connection:
        require_unrevoked(connection, resident)
    return resident


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
