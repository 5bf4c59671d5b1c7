from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.clock import BUILD_TIME, ClockTrust, SystemClock, local_day, rfc3339


def test_a_fresh_clock_is_plausible_but_not_confirmed() -> None:
    assert SystemClock().trust() is ClockTrust.HOLDOVER


def test_agreeing_with_the_platform_makes_it_trusted() -> None:
    clock = SystemClock()
    clock.confirm(clock.now())
    assert clock.trust() is ClockTrust.TRUSTED


def test_a_trusted_clock_that_leaps_is_not_trusted_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    clock.confirm(clock.now())
    leapt = clock.now() + timedelta(days=3650)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: leapt)
    assert clock.trust() is ClockTrust.HOLDOVER


def test_a_clock_far_from_the_platform_is_not_trusted() -> None:
    clock = SystemClock()
    clock.confirm(clock.now() - timedelta(hours=2))
    assert clock.trust() is ClockTrust.HOLDOVER


def test_a_clock_behind_a_signed_moment_is_unknown_and_expiry_uses_that_moment() -> None:
    clock = SystemClock()
    later = clock.now() + timedelta(days=400)
    clock.raise_floor(later)
    assert clock.trust() is ClockTrust.UNKNOWN
    assert clock.latest_known() == later


def test_the_floor_never_sinks() -> None:
    clock = SystemClock()
    clock.raise_floor(datetime(1970, 1, 1, tzinfo=UTC))
    assert clock.latest_known() >= BUILD_TIME


def test_what_is_certain_follows_signed_time_and_no_wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, signed = SystemClock(), datetime(2027, 1, 1, tzinfo=UTC)
    assert clock.certain() == BUILD_TIME
    monkeypatch.setattr(SystemClock, "monotonic_ms", lambda _clock: 5000)
    clock.confirm(signed)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: signed + timedelta(days=3650))
    monkeypatch.setattr(SystemClock, "monotonic_ms", lambda _clock: 65_000)
    assert clock.certain() == signed + timedelta(minutes=1)


def test_the_day_turns_at_midnight_in_china() -> None:
    assert local_day(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)).isoformat() == "2026-11-21"
    assert local_day(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)).isoformat() == "2026-11-22"


def test_times_have_one_form() -> None:
    assert rfc3339(datetime(2026, 11, 22, 9, 0, 0, 123_999, tzinfo=UTC)) == "2026-11-22T09:00:00.123Z"


def test_a_signed_time_is_carried_on_whatever_the_wall_clock_says() -> None:
    clock = SystemClock()
    assert clock.signed_now() is None
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    clock.confirm(moment)
    signed = clock.signed_now()
    assert signed is not None
    assert timedelta(0) <= signed - moment < timedelta(seconds=30)
