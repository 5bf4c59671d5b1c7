"""Which points are to be emptied, and in which order they are driven to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.ops import route
from central.ops.point_pages import days_left
from tests.unit.central.ops.fleets import point

HERE = (28_890_000, 105_440_000)
positions = st.tuples(st.integers(-89_000_000, 89_000_000), st.integers(-180_000_000, 180_000_000))


@pytest.mark.parametrize(
    ("percent", "day_g", "days", "due"),
    [
        (79, 0, 2.0, False),
        (80, 0, 2.0, True),
        (120, 0, 2.0, True),
        (50, 2_499, 2.0, False),
        (50, 2_500, 2.0, True),
        (50, 2_500, 1.9, False),
        (0, 0, 2.0, False),
        (None, 99_000, 2.0, False),
    ],
)
def test_what_is_due_today(percent: int | None, day_g: int, days: float, due: bool) -> None:
    assert bool(route.due(point("k", HERE, percent, day_g), days)) is due


def test_always_on_to_the_nearest() -> None:
    a, b, c = (
        point(name, (28_890_000, 105_440_000 + east), 90) for name, east in (("a", 0), ("b", 50_000), ("c", 9_000))
    )
    idle = point("idle", HERE, 10)
    nowhere = point("nowhere", None, 100)
    stops = route.plan([nowhere, b, a, idle, c], 1)
    assert [stop.point.kiosk for stop in stops] == ["b", "c", "a", "nowhere"], "it begins at the most urgent one"
    assert [stop.metres for stop in stops] == [0, 3992, 876, None]
    assert route.length_m(stops) == 4868
    from_a = route.plan([b, a, c], 1, start=(28_890_000, 105_439_000))
    assert [stop.point.kiosk for stop in from_a] == ["a", "c", "b"]
    assert from_a[0].metres == 97


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert route.distance_m((0, 0), (1_000_000, 0)) == 111_195
    assert route.distance_m((60_000_000, 0), (60_000_000, 1_000_000)) == 55_597
    assert route.distance_m((0, 180_000_000), (0, -180_000_000)) == 0


@given(positions, positions)
def test_distances_are_the_same_both_ways(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert route.distance_m(one, other) == route.distance_m(other, one)
    assert 0 <= route.distance_m(one, other) <= 20_015_087
    assert route.distance_m(one, one) == 0


@given(st.lists(st.tuples(positions | st.none(), st.integers(0, 120)), max_size=12), positions | st.none())
def test_every_point_that_is_due_is_a_stop_once(
    fleet: list[tuple[tuple[int, int] | None, int]], start: tuple[int, int] | None
) -> None:
    points = [point(f"k-{number}", where, percent) for number, (where, percent) in enumerate(fleet)]
    stops = route.plan(points, 1, start)
    assert sorted(stop.point.kiosk for stop in stops) == sorted(each.kiosk for each in points if each.percent >= 80)


def test_tomorrow_ends_at_midnight_here() -> None:
    assert days_left(datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) == 1.25
    assert days_left(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == 2.0
