"""Time comes from an injected callable; only ``utc_now`` reads the machine."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Now = Callable[[], datetime]
"""Wall time, aware, UTC."""


def utc_now() -> datetime:
    """The machine's wall time, aware, UTC."""
    return datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    """``2026-11-22T09:00:00.123Z``: the one form of a moment on the wire and in the database (it sorts as text)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


LOCAL_TIME = timezone(timedelta(hours=8), "CST")
"""China has one civil time; certificates end and checks fall due on its days."""


def local_day(moment: str) -> date:
    """The civil day of an RFC 3339 moment. Raises ``ValueError`` or ``OverflowError`` for one that does not exist."""
    return datetime.fromisoformat(moment).astimezone(LOCAL_TIME).date()
