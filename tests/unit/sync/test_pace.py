import random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.pace import LONGEST_WAIT_S, Pace

KIOSKS = 100


@given(st.lists(st.booleans(), max_size=200), st.integers(1, 5000), st.integers(0, 2**32))
def test_the_batch_stays_between_one_and_its_limit(outcomes: list[bool], largest: int, seed: int) -> None:
    pace = Pace(largest, random.Random(seed))
    for good in outcomes:
        pace.succeeded() if good else pace.failed()
        assert 1 <= pace.batch <= largest
        assert 0 <= pace.wait_s() <= LONGEST_WAIT_S


def test_a_month_of_failures_gives_up_nothing() -> None:
    pace = Pace(500, random.Random(1))
    for _ in range(30 * 24 * 60):
        pace.failed()
    assert pace.batch == 1
    pace.succeeded()
    assert pace.wait_s() == 0


def test_waits_differ_between_kiosks() -> None:
    waits = set()
    for seed in range(50):
        pace = Pace(500, random.Random(seed))
        pace.failures = 8
        waits.add(round(pace.wait_s()))
    assert len(waits) > 25


@given(st.integers(1, 3600), st.integers(0, 40), st.integers(0, 2**32))
def test_no_kiosk_comes_before_it_was_asked_to(asked: int, failures: int, seed: int) -> None:
    pace = Pace(500, random.Random(seed), failures=failures)
    assert asked <= pace.wait_s(asked) <= asked + max(LONGEST_WAIT_S, asked / 2)


def _busiest_second(moments: list[float]) -> int:
    ordered, first, most = sorted(moments), 0, 0
    for count, moment in enumerate(ordered, 1):
        while ordered[first] <= moment - 1:
            first += 1
        most = max(most, count - first)
    return most


def _calls(fleet: list[Pace], recovers_at: float, retry_after_s: int | None) -> list[float]:
    """When each kiosk calls a platform that went away at second 0 and takes calls again at ``recovers_at``."""
    calls = []
    for pace in fleet:
        moment = 0.0
        while moment < recovers_at:
            pace.failed()
            moment += pace.wait_s(retry_after_s)
            calls.append(moment)
    return calls


def test_a_hundred_kiosks_do_not_come_back_together() -> None:
    """All lost the platform in the same second. Calls of kiosks that knew nothing of each other: a few in a second."""
    fleet = [Pace(500, random.Random(seed)) for seed in range(KIOSKS)]
    calls = _calls(fleet, recovers_at=3600, retry_after_s=None)
    late = [moment for moment in calls if moment > 300]
    assert len(late) < KIOSKS * (3600 + 2 * LONGEST_WAIT_S) / (LONGEST_WAIT_S / 2) * 1.1  # capped: not more than that
    assert _busiest_second(late) <= 10  # evenly 1.7


def test_a_hundred_kiosks_that_were_all_told_a_minute_do_not_come_in_that_minute() -> None:
    fleet = [Pace(500, random.Random(seed)) for seed in range(KIOSKS)]
    calls = _calls(fleet, recovers_at=1, retry_after_s=60)
    assert len(calls) == KIOSKS
    assert min(calls) >= 60
    assert _busiest_second(calls) <= 12  # evenly 3.3


def test_kiosks_that_got_their_power_together_drift_apart_when_idle() -> None:
    moments = []
    for seed in range(KIOSKS):
        pace = Pace(500, random.Random(seed))
        moments.append(sum(pace.idle_s(60) for _ in range(10)))
    assert _busiest_second(moments) <= 10
    assert abs(sum(moments) / KIOSKS - 600) < 20


def test_the_batch_follows_the_weather() -> None:
    pace = Pace(500, random.Random(1))
    sizes = []
    for good in [False] * 4 + [True] * 5:
        pace.succeeded() if good else pace.failed()
        sizes.append(pace.batch)
    assert sizes == [250, 125, 62, 31, 62, 124, 248, 496, 500]
