"""A PIN is typed digit by digit, sent once, and then it is nowhere in the model any more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.core.clock import ManualClock
from kiosk.session import inputs as on
from kiosk.ui.models import StaffModel
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.models.staff import PIN_DIGITS
from kiosk.ui.staffing import StaffView

ASKING = StaffView(badge="0f" * 16, role="operator", asking=True)


class Bench:
    def __init__(self):
        self.sent, self.typed, self.clock = [], [], ManualClock()
        self.model = StaffModel(self.sent.append, self.clock)
        self.model.typedChanged.connect(lambda: self.typed.append(self.model.property("typed")))
        self.model.apply(ASKING)

    def press(self, digits):
        for digit in digits:
            self.model.press(int(digit))


@pytest.fixture
def bench(qapp):
    return Bench()


def test_the_last_digit_sends_the_pin_and_forgets_it(bench):
    bench.press("01234")
    assert bench.sent == []
    bench.press("5")
    assert bench.sent == [on.PinEntered("012345")]
    assert bench.typed == [1, 2, 3, 4, 5, 6, 0]
    assert "012345" not in repr(vars(bench.model))
    assert "012345" not in repr(bench.sent)


def test_digits_may_come_as_fast_as_fingers_are(bench):
    bench.press("123456")  # the clock stands still
    assert bench.sent == [on.PinEntered("123456")]


def test_a_finger_on_its_way_types_nothing_on_the_new_screen(bench):
    bench.model.hold_touches()
    bench.press("1")
    bench.clock.advance(GUARD_MS - 1)
    bench.press("2")
    assert bench.model.property("typed") == 0
    bench.clock.advance(1)
    bench.press("3")
    assert bench.model.property("typed") == 1


def test_the_last_digit_can_be_taken_back(bench):
    bench.model.erase()
    bench.press("19")
    bench.model.erase()
    bench.press("23456")
    assert bench.sent == [on.PinEntered("123456")]


@pytest.mark.parametrize(
    "after",
    [
        replace(ASKING, asking=False, judging=True),
        replace(ASKING, asking=False, wait_text="0:30"),
        replace(ASKING, badge="f0" * 16),
        StaffView(),
    ],
    ids=["judging", "waiting", "another badge", "another screen"],
)
def test_digits_outlast_neither_the_question_nor_the_badge(bench, after):
    bench.press("12345")
    bench.model.apply(after)
    assert bench.model.property("typed") == 0
    bench.model.apply(ASKING)
    bench.press("6")
    assert bench.sent == []


def test_what_else_changes_leaves_the_digits_alone(bench):
    bench.press("12")
    bench.model.apply(replace(ASKING, wrong=True, tries_left=4))
    assert bench.model.property("typed") == 2


@pytest.mark.parametrize("closed", [replace(ASKING, asking=False, judging=True), StaffView()])
def test_where_no_pin_is_asked_for_none_is_taken(bench, closed):
    bench.model.apply(closed)
    bench.press("123456")
    assert bench.sent == []


@given(some.lists(some.sampled_from([*range(10), "erase", -1, 10, 123]), max_size=60))
def test_only_whole_pins_of_digits_leave(qapp, keys):
    bench, expected, digits = Bench(), [], ""
    for key in keys:
        if key == "erase":
            bench.model.erase()
            digits = digits[:-1]
            continue
        bench.model.press(key)
        if key in range(10):
            digits += str(key)
        if len(digits) == PIN_DIGITS:
            expected.append(on.PinEntered(digits))
            digits = ""
        assert bench.model.property("typed") == len(digits)
    assert bench.sent == expected
