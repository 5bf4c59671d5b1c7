"""What staff read about the clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.clock import ClockTrust, ManualClock, SystemClock
from kiosk.core.clockwords import clock_words


@dataclass
class _Told(ManualClock):
    """Has heard the platform's signed time."""

    signed: datetime | None = None

    def signed_now(self) -> datetime | None:
        return self.signed


NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("trust", "ahead_s", "words"),
    [
        (ClockTrust.TRUSTED, 3, "trusted: it agrees with the platform's signed time; 3 s ahead of the platform"),
        (ClockTrust.TRUSTED, -2, "trusted: it agrees with the platform's signed time; 2 s behind the platform"),
        (
            ClockTrust.HOLDOVER,
            7200,
            "holdover: the platform's signed time says otherwise, set it; 7200 s ahead of the platform",
        ),
        (ClockTrust.HOLDOVER, None, "holdover: plausible, not confirmed since this start"),
        (ClockTrust.UNKNOWN, None, "unknown: certainly wrong, set it or connect the platform"),
    ],
)
def test_the_words(trust: ClockTrust, ahead_s: int | None, words: str) -> None:
    signed = None if ahead_s is None else NOW - timedelta(seconds=ahead_s)
    assert clock_words(_Told(wall=NOW, trusted=trust, signed=signed)) == f"2026-11-22T09:00:00.000Z, {words}"


def test_the_machine_s_clock() -> None:
    clock = SystemClock()
    assert "holdover: plausible" in clock_words(clock)
    clock.confirm(clock.now())
    assert "trusted" in clock_words(clock)
