"""The staff: badges with a role and a PIN. Kiosks know them from the directory; nobody's name is kept."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Connection, insert, select

from central import directory, revocation, tokens
from central.clock import local_day, rfc3339
from central.context import Platform
from central.pins import pin_hash
from central.problems import CentralError
from central.schema import Badge

Role = Literal["operator", "supervisor"]

VALID_FOR = timedelta(days=365)
_START_OF_ID = re.compile(r"[0-9a-f]{8,32}\Z")


@dataclass(frozen=True, slots=True)
class NewBadge:
    """A badge to be printed. ``code`` is what the QR holds, and exists nowhere else; ``last_day`` is local."""

    id: str
    role: Role
    code: str
    last_day: date


def add(platform: Platform, role: Role, pin: str) -> NewBadge:
    """A new badge on the roster, published at once. Raises ``CentralError`` for a bad PIN."""
    hashed = pin_hash(pin)  # before the transaction: it takes long on purpose
    identity = secrets.token_bytes(16)
    issued_at = platform.now().replace(microsecond=0)
    expires_at = rfc3339(issued_at + VALID_FOR)
    row = {"id": identity.hex(), "role": role, "pin": hashed, "created_at": rfc3339(issued_at)}
    with platform.store.writing() as connection:
        connection.execute(insert(Badge).values(**row, expires_at=expires_at))
        directory.renew(connection, platform.keys, platform.now)
    code = tokens.signed_code(platform.keys, tokens.BADGE, identity.hex(), identity, issued_at, VALID_FOR)
    return NewBadge(identity.hex(), role, code, local_day(expires_at))


def remove(platform: Platform, badge: str) -> str:
    """Take a badge (its id or the first eight digits) off the roster and revoke it; its id. Raises ``CentralError``."""
    with platform.store.writing() as connection:
        whole, expires_at = _find(connection, badge.lower())
        revocation.revoke(connection, platform, "badge", [whole], expires_at)
        return whole


def members(platform: Platform) -> list[dict[str, str]]:
    """The roster as kiosks see it, without the PINs: ``badge``, ``role``, ``until`` (the last local day)."""
    with platform.store.reading() as connection:
        rows = connection.execute(select(Badge.id, Badge.role, Badge.expires_at).order_by(Badge.role, Badge.id)).all()
        gone = revocation.revoked_among(connection, [row.id for row in rows])
    moment = rfc3339(platform.now())
    return [
        {"badge": row.id, "role": row.role, "until": local_day(row.expires_at).isoformat()}
        for row in rows
        if row.id not in gone and row.expires_at > moment
    ]


def _find(connection: Connection, badge: str) -> tuple[str, str]:
    rows: list[tuple[str, str]] = []
    if _START_OF_ID.match(badge):
        query = select(Badge.id, Badge.expires_at).where(Badge.id.startswith(badge))
        rows = [(row.id, row.expires_at) for row in connection.execute(query)]
    if len(rows) != 1:
        raise CentralError(
            f"{len(rows)} badges begin with {badge}; give the id or its first 8 digits (central staff list)"
        )
    return rows[0]
