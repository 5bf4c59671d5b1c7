"""Taking trust back: once revoked, for ever. Kiosks learn it from the next directory, the platform knows at once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, select

from central import directory
from central.clock import rfc3339
from central.context import Platform
from central.problems import CentralError, Problem
from central.schema import Kiosk, Resident, Revocation
from central.store import insert_unless_known, where_in

Kind = Literal["certificate", "card", "badge", "resident", "kiosk"]

REMEMBERED = timedelta(days=90)
"""So long after its own end a revoked thing stays in the directory, for kiosks that have lost the time."""


def revoke(
    connection: Connection, platform: Platform, kind: Kind, subjects: Collection[str], ends_at: str | None = None
) -> None:
    """Revoke and publish in the caller's transaction. ``ends_at``: when the subjects end by themselves, None: never."""
    until = None if ends_at is None else rfc3339(datetime.fromisoformat(ends_at) + REMEMBERED)
    row = {"kind": kind, "revoked_at": rfc3339(platform.now()), "until": until}
    for subject in sorted(subjects):
        insert_unless_known(connection, Revocation, {"subject": subject, **row})
    directory.renew(connection, platform.keys, platform.now)


def revoked_among(connection: Connection, subjects: Collection[str]) -> frozenset[str]:
    """Those of ``subjects`` that are revoked, of whatever kind."""
    rows = where_in(connection, [Revocation.subject], Revocation.subject, sorted(subjects))
    return frozenset(row.subject for row in rows)


def require_unrevoked(connection: Connection, subject: str) -> None:
    """Raises ``Problem`` ``revoked``."""
    if revoked_among(connection, [subject]):
        raise Problem("revoked")


def revoke_resident(platform: Platform, resident: str) -> None:
    """No pass or card of this resident is accepted any more; what is uploaded from now on is held."""
    with platform.store.writing() as connection:
        if connection.scalar(select(Resident.id).where(Resident.id == resident)) is None:
            raise CentralError(f"no resident {resident}; a resident's id is r- and 20 hex digits")
        revoke(connection, platform, "resident", [resident])


def revoke_kiosk(platform: Platform, kiosk: str) -> None:
    """Nothing that this kiosk sends is taken any more; what was taken stands."""
    with platform.store.writing() as connection:
        if connection.scalar(select(Kiosk.id).where(Kiosk.id == kiosk)) is None:
            raise CentralError(f"no kiosk {kiosk}; a kiosk's id is k- and 20 hex digits, its own screen shows it")
        revoke(connection, platform, "kiosk", [kiosk])
