"""Where bars and points are drawn: inside the picture, and in proportion."""

from hypothesis import given
from hypothesis import strategies as st

from central.balance import Contents, Emptied, PeriodBalance
from central.ops import charts, route
from central.ops.charts import HEIGHT, WIDTH
from tests.unit.central.ops.fleets import point


def period(number: int, put_in_g: int, weighed_g: int | None = None, received_g: int | None = None) -> PeriodBalance:
    emptied = None
    if weighed_g is not None:
        said = (1, put_in_g, weighed_g, None, "accepted", None, "0a" * 16, None, received_g)
        emptied = Emptied("e", number, "h", "2026-11-22T10:00:00.000Z", *said)
    return PeriodBalance("k", "clothing-1", "clothing", number, Contents(1, accepted_g=put_in_g), emptied)


def test_bars_stand_beside_each_other_in_proportion() -> None:
    first, second = charts.balance_chart([period(1, 10_000, 5_000, 4_000), period(2, 2_500)])
    assert [bar.kind for bar in first.bars] == ["in", "out", "received"]
    assert [bar.kind for bar in second.bars] == ["in"]
    put_in, out, received = first.bars
    assert round(put_in.height / out.height, 1) == 2.0
    assert round(out.height / received.height, 2) == 1.25
    assert put_in.y + put_in.height == out.y + out.height
    assert round(out.x - put_in.x, 1) == put_in.width
    assert (first.unexplained, second.unexplained) == (True, False)


def test_nothing_is_drawn_of_nothing() -> None:
    assert charts.balance_chart([]) == []
    assert charts.balance_chart([period(1, 0, 0)]) == []


grams = st.integers(-(10**6), 10**12)


@given(st.lists(st.tuples(grams, st.none() | grams, st.none() | grams), max_size=12))
def test_every_bar_lies_in_the_picture(figures: list[tuple[int, int | None, int | None]]) -> None:
    for group in charts.balance_chart([period(number, *each) for number, each in enumerate(figures, 1)]):
        for bar in group.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
            assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT


positions = st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))


@given(st.lists(positions, max_size=8), st.lists(positions, max_size=4))
def test_every_point_lies_on_the_map(due: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    stops = route.plan([point(f"k-{number}", where, 90) for number, where in enumerate(due)], 1)
    places = charts.route_map(stops, [(f"o-{number}", where) for number, where in enumerate(others)])
    assert len(places) == len(due) + len(others)
    assert all(0 <= place.x <= WIDTH and 0 <= place.y <= WIDTH for place in places)


def test_north_is_up_and_east_is_right() -> None:
    stops = route.plan(
        [point("south", (28_000_000, 105_000_000), 99), point("north", (29_000_000, 106_000_000), 90)], 1
    )
    south, north = charts.route_map(stops, [("south", (28_000_000, 105_000_000))])
    assert (south.number, north.number) == (1, 2)
    assert south.y > north.y
    assert south.x < north.x
