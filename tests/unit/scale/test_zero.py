"""The software zero: it follows a drifting empty scale, slowly, and stops at its limit."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scale.zero import ZeroTracker

E, MAX = 10, 30_000


def followed(values: list[tuple[int, int]]) -> ZeroTracker:
    zero, now_ms = ZeroTracker(E, 20 * E, MAX), 0
    for value_g, wait_ms in values:
        now_ms += wait_ms
        zero.follow(value_g, now_ms)
    return zero


def test_half_an_interval_a_second_and_no_faster() -> None:
    assert followed([(20, 100)] * 20).zero_g == E  # 1.9 s: 9.5 g of the 20 g
    assert followed([(20, 100)] * 45).zero_g == 2 * E


def test_the_limit_lies_below_min_and_within_two_percent_of_max() -> None:
    assert ZeroTracker(10, 200, 30_000).limit_g == 100
    assert ZeroTracker(50, 1000, 6_000).limit_g == 120


def test_what_happened_in_a_gap_is_not_followed() -> None:
    assert followed([(20, 100), (20, 60_000), (20, 60_000)]).zero_g == 0


@given(st.lists(st.tuples(st.integers(-40_000, 40_000), st.integers(0, 3000)), max_size=60), st.integers(-500, 500))
def test_never_past_the_limit_and_never_faster_than_the_rate(values: list[tuple[int, int]], origin_g: int) -> None:
    zero, now_ms = ZeroTracker(E, 20 * E, MAX), 0
    zero.adopt(origin_g, origin_g)
    for value_g, wait_ms in values:
        now_ms += wait_ms
        before_g = zero.zero_g
        zero.follow(value_g, now_ms)
        assert abs(zero.zero_g - origin_g) <= zero.limit_g
        assert abs(zero.zero_g - before_g) <= E * wait_ms / 2000 + E, "rounding to whole intervals may add one"
        assert (zero.zero_g - origin_g) % E == 0
