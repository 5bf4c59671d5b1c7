"""The staff: badges with a role and a PIN. Kiosks know them from their briefings; nobody's name is kept."""

import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, insert, select, update

from central import revocation, tokens
from central.audit import Witness, unwitnessed
from central.clock import local_day, rfc3339
from central.context import Platform
from central.pins import is_pin, pin_hash
from central.problems import CentralError
from central.schema import Badge, Revocation, Setting
from central.store import insert_unless_known

Role = Literal["operator", "supervisor"]

VALID_FOR = timedelta(days=365)
_VERSION = "roster"
_START_OF_ID = re.compile(r"[0-9a-f]{8,32}\Z")


@dataclass(frozen=True, slots=True)
class NewBadge:
    """A badge to be printed. ``code`` is what the QR holds, and exists nowhere else; ``last_day`` is local."""

    id: str
    role: Role
    code: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff who may act now."""

    badge: str
    role: str


def add(platform: Platform, role: Role, pin: str, witness: Callable[[Connection, str], None] | None = None) -> NewBadge:
    """A new badge on the roster. Raises ``CentralError`` for a bad PIN.

    ``witness`` writes in the same transaction, and is told the id of the badge.
    """
    hashed = pin_hash(pin)  # before the transaction: it takes long on purpose
    identity = secrets.token_bytes(16)
    issued_at = platform.now().replace(microsecond=0)
    expires_at = rfc3339(issued_at + VALID_FOR)
    row = {"id": identity.hex(), "role": role, "pin": hashed, "created_at": rfc3339(issued_at)}
    with platform.store.writing() as connection:
        connection.execute(insert(Badge).values(**row, expires_at=expires_at))
        _count_change(connection)
        if witness is not None:
            witness(connection, identity.hex())
    code = tokens.signed_code(platform.keys, tokens.BADGE, identity.hex(), identity, issued_at, VALID_FOR)
    return NewBadge(identity.hex(), role, code, local_day(expires_at))


def remove(platform: Platform, badge: str, witness: Witness = unwitnessed) -> str:
    """Take a badge (its id or the first eight digits) off the roster and revoke it; its id. Raises ``CentralError``.

    ``witness`` writes in the same transaction.
    """
    with platform.store.writing() as connection:
        whole, expires_at = _find(connection, badge.lower())
        revocation.revoke(connection, platform, "badge", [whole], expires_at)
        _count_change(connection)
        witness(connection)
        return whole


def identify(platform: Platform, badge: str, pin: str) -> Member:
    """Who shows ``badge`` (its id or the first eight digits) and knows its PIN. Raises ``CentralError``."""
    with platform.store.reading() as connection:
        whole, _ = _find(connection, badge.lower())
        row = connection.execute(select(Badge.role, Badge.pin).where(Badge.id == whole, _may_act(platform))).first()
    if row is None:
        raise CentralError(f"badge {whole} is not on the roster any more")
    if not is_pin(row.pin, pin):
        raise CentralError("that is not the PIN of this badge")
    return Member(whole, row.role)


def may_act(connection: Connection, platform: Platform, badges: Collection[str]) -> Mapping[str, str]:
    """The roles of those of ``badges`` that are on the roster now."""
    rows = connection.execute(select(Badge.id, Badge.role).where(Badge.id.in_(badges), _may_act(platform)))
    return {row.id: row.role for row in rows}


def published(connection: Connection, platform: Platform) -> tuple[int, list[dict[str, str]]]:
    """The roster for a kiosk, PIN hashes included, and its version, which rises with every change from 1."""
    rows = connection.execute(select(Badge.id, Badge.role, Badge.pin).where(_may_act(platform)).order_by(Badge.id))
    return newest_version(connection), [{"badge": row.id, "role": row.role, "pin": row.pin} for row in rows]


def newest_version(connection: Connection) -> int:
    """The version of the roster, 1 before the first change."""
    return 1 + int(connection.scalar(select(Setting.value).where(Setting.name == _VERSION)) or 0)


def _may_act(platform: Platform) -> ColumnElement[bool]:
    removed = select(Revocation.subject).where(Revocation.kind == "badge")
    return Badge.id.not_in(removed) & (Badge.expires_at > rfc3339(platform.now()))


def _count_change(connection: Connection) -> None:
    insert_unless_known(connection, Setting, {"name": _VERSION, "value": "0"})
    query = select(Setting.value).where(Setting.name == _VERSION).with_for_update()
    version = int(connection.execute(query).scalar_one()) + 1
    connection.execute(update(Setting).where(Setting.name == _VERSION).values(value=str(version)))


def members(platform: Platform) -> list[dict[str, str]]:
    """The roster as kiosks see it, without the PINs: ``badge``, ``role``, ``until`` (the last local day)."""
    query = select(Badge.id, Badge.role, Badge.expires_at).where(_may_act(platform)).order_by(Badge.role, Badge.id)
    with platform.store.reading() as connection:
        rows = connection.execute(query).all()
    return [{"badge": row.id, "role": row.role, "until": local_day(row.expires_at).isoformat()} for row in rows]


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
