"""A stretch of every day: over midnight too, and nothing that is none."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.errors import UsageFault
from kiosk.core.hours import Hours, parse_hours

MINUTES = st.integers(0, 1439)


def at(minute):
    return datetime(2026, 11, 22, minute // 60, minute % 60, tzinfo=LOCAL_TIME)


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("21:00-06:00", (1260, 1439, 0, 359), (360, 720, 1259)),
        ("12:30-14:00", (750, 839), (749, 840, 0)),
        ("00:00-24:00", (0, 720, 1439), ()),
        ("22:00-24:00", (1320, 1439), (0, 1319)),
    ],
)
def test_the_begin_belongs_to_it_and_the_end_does_not(text, within, without):
    hours = parse_hours(text)
    assert all(hours.hold(at(minute)) for minute in within)
    assert not any(hours.hold(at(minute)) for minute in without)


@given(MINUTES, MINUTES, MINUTES)
def test_a_stretch_and_the_rest_of_the_day_share_no_minute(begin, end, minute):
    if begin != end:
        assert Hours(begin, end).hold(at(minute)) is not Hours(end, begin).hold(at(minute))


def test_an_empty_text_is_no_stretch():
    assert parse_hours("") is None


@pytest.mark.parametrize(
    "text", ["21-6", "21:00", "24:00-06:00", "21:60-06:00", "21:00-24:01", "06:00-06:00", "night", "２1:00-06:00"]
)
def test_what_is_no_stretch_is_refused_with_an_example(text):
    with pytest.raises(UsageFault, match="stretch of a day"):
        parse_hours(text)
