"""Time comes from here, so tests move it and nothing else reads the machine's clock.

Three different questions, three answers: *when* (``now``: UTC, a label that may be wrong), *how long*
(``monotonic_ms``: only for differences within one boot), and *how far can the label be trusted* (``trust``).
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from kiosk.core.ids import new_id

BUILD_TIME = datetime(2026, 11, 1, tzinfo=UTC)
"""No honest clock can be earlier than the software itself."""


AGREEMENT = timedelta(seconds=30)
"""A clock may be so far from the platform's and still be trusted."""


class ClockTrust(StrEnum):
    """How far ``now`` can be trusted; stored with every journal entry."""

    TRUSTED = "trusted"  # agrees with the platform's signed time of this boot
    HOLDOVER = "holdover"  # plausible, not confirmed during this boot
    UNKNOWN = "unknown"  # earlier than a moment that is known to have passed


class Clock(Protocol):
    """The port. ``SystemClock`` is the machine's; ``ManualClock`` is moved by hand."""

    @property
    def boot(self) -> str:
        """Id of this run of the machine's monotonic clock."""

    def now(self) -> datetime:
        """Wall time, aware, UTC."""

    def latest_known(self) -> datetime:
        """Wall time, but never before a moment that has certainly passed; what expiry is judged by."""

    def monotonic_ms(self) -> int:
        """Milliseconds since an arbitrary start; never goes back within one boot."""

    def trust(self) -> ClockTrust:
        """How far ``now`` can be trusted at this moment."""

    def signed_now(self) -> datetime | None:
        """The platform's signed time of this boot, carried on by the monotonic clock; None: it was never heard."""


@dataclass
class SystemClock:
    """The machine's clocks. ``floor`` rises with every *signed* time seen; the wall clock below it is unknown."""

    boot: str = field(default_factory=new_id)
    _floor: datetime = BUILD_TIME
    _heard: tuple[datetime, int] | None = None

    def now(self) -> datetime:
        return datetime.now(UTC)

    def latest_known(self) -> datetime:
        return max(self.now(), self._floor)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def trust(self) -> ClockTrust:
        if self.now() < self._floor:
            return ClockTrust.UNKNOWN
        signed = self.signed_now()
        agrees = signed is not None and abs(self.now() - signed) <= AGREEMENT
        return ClockTrust.TRUSTED if agrees else ClockTrust.HOLDOVER

    def signed_now(self) -> datetime | None:
        if self._heard is None:
            return None
        moment, heard_ms = self._heard
        return moment + timedelta(milliseconds=self.monotonic_ms() - heard_ms)

    def certain(self) -> datetime:
        """The latest moment that has certainly passed; a wall clock that runs ahead does not move it."""
        return max(self._floor, self.signed_now() or self._floor)

    def raise_floor(self, moment: datetime) -> None:
        """Remember a moment that has certainly passed: the last journal entry, or a signed time."""
        self._floor = max(self._floor, moment)

    def confirm(self, platform_time: datetime) -> None:
        """Hear the platform's signed time; as long as the clock agrees with it, it is trusted, until the next boot."""
        self.raise_floor(platform_time)
        self._heard = (platform_time, self.monotonic_ms())


@dataclass
class ManualClock:
    """A clock that stands still until it is moved: for tests, simulations and screenshots."""

    wall: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    elapsed_ms: int = 0
    boot: str = "boot-manual"
    trusted: ClockTrust = ClockTrust.TRUSTED

    def now(self) -> datetime:
        return self.wall

    def latest_known(self) -> datetime:
        return max(self.wall, BUILD_TIME)

    def monotonic_ms(self) -> int:
        return self.elapsed_ms

    def trust(self) -> ClockTrust:
        return self.trusted

    def signed_now(self) -> datetime | None:
        return None

    def advance(self, milliseconds: int) -> None:
        """Let ``milliseconds`` pass on both clocks."""
        self.elapsed_ms += milliseconds
        self.wall += timedelta(milliseconds=milliseconds)


LOCAL_TIME = timezone(timedelta(hours=8), "CST")
"""China has one civil time; a kiosk's "today", its rules and its day totals are counted in it."""


def local_day(moment: datetime) -> date:
    """The civil day of ``moment``."""
    return moment.astimezone(LOCAL_TIME).date()


def rfc3339(moment: datetime) -> str:
    """``2026-11-22T09:00:00.123Z``: UTC with milliseconds, the one form on the wire and in the journal."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
