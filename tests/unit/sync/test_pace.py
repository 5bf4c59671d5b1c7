import random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.pace import LONGEST_WAIT_S, Pace


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
