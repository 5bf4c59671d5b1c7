"""Who of the staff did it: was the badge that an entry names ever issued, and did it still count then?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import Connection

from central.bodies import (
    CollectionAbandonedBody,
    CollectionBody,
    CorrectionBody,
    DropOffBody,
    PickupClosedBody,
    ReadEntry,
)
from central.schema import Badge, Revocation
from central.store import where_in


@dataclass(frozen=True, slots=True)
class Attendance:
    """The badges that a range of entries names. ``removed``: when each was taken off the roster, RFC 3339."""

    issued: frozenset[str] = frozenset()
    removed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection, entries: Iterable[ReadEntry | None]) -> Self:
        """What is known of the badges in ``entries`` now."""
        named = sorted({badge for entry in entries if entry is not None for badge in badges_of(entry)})
        if not named:
            return cls()
        issued = where_in(connection, [Badge.id], Badge.id, named)
        removed = where_in(connection, [Revocation.subject, Revocation.revoked_at], Revocation.subject, named)
        return cls(frozenset(row.id for row in issued), {row.subject: row.revoked_at for row in removed})

    def doubt(self, entry: ReadEntry | None, at: str) -> str | None:
        """Why it must be looked at who did it; ``at``: when it was done, as well as the platform knows.

        A kiosk without a network goes on believing a badge that was removed; what was done before stands.
        """
        badges = () if entry is None else badges_of(entry)
        if any(badge not in self.issued for badge in badges):
            return "unknown_staff"
        removed = any(self.removed.get(badge, at) < at for badge in badges)
        # Of a drop-off "revoked" would tell its resident that the code which they had shown was.
        return ("unknown_staff" if entry is not None and entry.drop_off else "revoked") if removed else None


def badges_of(entry: ReadEntry) -> tuple[str, ...]:
    """The badges of those who answer for a piece of work."""
    match entry.body:
        case DropOffBody(staff=str(badge)):
            return (badge,)
        case CollectionBody(badge=badge) | CollectionAbandonedBody(badge=badge) | PickupClosedBody(badge=badge):
            return (badge,)
        case CorrectionBody(badge=badge, second=second):
            return (badge,) if second is None else (badge, second)
    return ()
