"""The replay memory: bounded, and never forgetting early."""

import pytest

from kiosk.core.clock import ManualClock
from kiosk.scan.seen import HOLD_MS, LOOK_AGAIN_MS, SeenPasses

DAY_S = 86_400


@pytest.fixture
def now_s(clock: ManualClock) -> int:
    return int(clock.wall.timestamp())


def test_everything_is_admitted_once(clock: ManualClock, now_s: int) -> None:
    told: list[tuple[str, int]] = []
    seen = SeenPasses(clock, [("old", now_s)], lambda digest, until: told.append((digest, until)))
    assert [seen.admit(digest, now_s + 5) for digest in ("a", "b", "a", "old")] == [True, True, False, False]
    assert told == [("a", now_s + 5), ("b", now_s + 5)]


def test_nothing_is_forgotten_while_there_is_room(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, capacity=10)
    seen.admit("a", now_s - 1)
    clock.advance(100 * DAY_S * 1000)
    assert not seen.admit("a", now_s - 1)


def test_what_is_past_by_both_clocks_makes_room(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, capacity=2)
    seen.admit("past", now_s + 10)
    seen.admit("lasting", now_s + DAY_S)
    clock.advance(HOLD_MS)
    assert seen.admit("new", now_s + DAY_S)
    assert not seen.admit("lasting", now_s + DAY_S)
    assert seen.count == 2


@pytest.mark.expects_log("kiosk.scan.seen")
def test_a_wall_clock_that_leaps_ahead_and_back_opens_nothing(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, capacity=1)
    seen.admit("a", now_s + 90)
    before, clock.wall = clock.wall, clock.wall.replace(year=2036)
    assert not seen.admit("b", now_s + 90)
    clock.wall = before
    assert not seen.admit("a", now_s + 90)


@pytest.mark.expects_log("kiosk.scan.seen")
def test_a_wall_clock_that_goes_back_keeps_everything(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, capacity=1)
    seen.admit("a", now_s + 90)
    clock.advance(10 * HOLD_MS)
    clock.wall = clock.wall.replace(year=2020)
    assert not seen.admit("b", now_s + 90)
    assert not seen.admit("a", now_s + 90)


@pytest.mark.expects_log("kiosk.scan.seen")
def test_a_flood_is_bounded_and_pushes_nothing_out(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, capacity=100)
    admitted = [seen.admit(f"{n}", now_s + DAY_S) for n in range(1000)]
    assert (sum(admitted), seen.count) == (100, 100)
    assert not seen.admit("0", now_s + DAY_S)


@pytest.mark.expects_log("kiosk.scan.seen")
def test_a_full_memory_complains_once_a_minute_and_heals(
    clock: ManualClock, now_s: int, caplog: pytest.LogCaptureFixture
) -> None:
    seen = SeenPasses(clock, capacity=1)
    seen.admit("a", now_s + 90)
    clock.advance(HOLD_MS - 1)
    for _ in range(100):
        assert not seen.admit("b", now_s + DAY_S)
    assert len(caplog.records) == 1
    clock.advance(LOOK_AGAIN_MS - 1)
    assert not seen.admit("b", now_s + DAY_S)
    clock.advance(1)
    assert seen.admit("b", now_s + DAY_S)


def test_after_a_restart_the_longest_lived_are_kept(clock: ManualClock, now_s: int) -> None:
    seen = SeenPasses(clock, [("a", now_s + 3), ("b", now_s + 1), ("c", now_s + 2)], capacity=2)
    assert seen.count == 2
    assert not seen.admit("a", now_s)
    assert not seen.admit("c", now_s)
