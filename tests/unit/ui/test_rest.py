"""How the screen rests: shifts by a pixel, dims at night, sleeps; and does nothing of it while somebody is there."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.rest import ALONE_MS, MINUTE_MS, SHIFT, Rest, place_at, rest_of, shift_at

MOMENTS = st.integers(0, 10 * 366 * 24 * 60)  # minutes
BEFORE = Rest(dimmed=True, asleep=True, shift=(3, -2), place=(0, 1000))


def rest(still_ms, now_ms=0, *, night=False, saver_ms=None, motion=True):
    return rest_of(BEFORE, still_ms=still_ms, now_ms=now_ms, night=night, saver_ms=saver_ms, motion=motion)


@given(MOMENTS)
def test_the_shift_goes_one_pixel_a_minute_and_never_far(minute):
    (x, y), (next_x, next_y) = shift_at(minute), shift_at(minute + 1)
    assert max(abs(x), abs(y)) <= SHIFT
    assert max(abs(next_x - x), abs(next_y - y)) <= 1


def test_within_a_day_every_pixel_of_the_way_was_left():
    day = {shift_at(minute) for minute in range(24 * 60)}
    assert {x for x, _ in day} == {y for _, y in day} == set(range(-SHIFT, SHIFT + 1))
    assert len(day) > SHIFT**2


@given(MOMENTS)
def test_the_light_is_elsewhere_every_minute_and_within_the_room(minute):
    assert place_at(minute) != place_at(minute + 1)
    assert all(0 <= part <= 1000 for part in place_at(minute))


def test_the_light_comes_all_over_the_room():
    assert len({place_at(minute) for minute in range(49)}) == 49


@given(st.none() | st.integers(0, ALONE_MS - 1), MOMENTS, st.booleans(), st.booleans())
def test_while_somebody_is_there_there_is_light_and_nothing_shifts(still_ms, minute, night, motion):
    seen = rest(still_ms, minute * MINUTE_MS, night=night, saver_ms=ALONE_MS, motion=motion)
    assert seen == Rest(shift=BEFORE.shift, place=BEFORE.place)


def test_alone_it_dims_at_night_only():
    assert rest(ALONE_MS, night=True).dimmed
    assert not rest(ALONE_MS, night=False).dimmed


def test_it_sleeps_after_its_time_and_not_where_it_never_does():
    assert not rest(20 * MINUTE_MS - 1, saver_ms=20 * MINUTE_MS).asleep
    assert rest(20 * MINUTE_MS, saver_ms=20 * MINUTE_MS).asleep
    assert not rest(20 * MINUTE_MS, saver_ms=None).asleep


@given(MOMENTS)
def test_without_motion_everything_stays_where_it_is(minute):
    seen = rest(ALONE_MS, minute * MINUTE_MS, motion=False)
    assert (seen.shift, seen.place) == ((0, 0), (500, 500))
