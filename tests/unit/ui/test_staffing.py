"""The PIN and the staff's menu as facts for the screen: a pure function of the state and the time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.core.events import LinkStatus, UploadProgress
from kiosk.ui.samples import samples
from kiosk.ui.staffing import StaffView, staff_view, uploaded, wait_text

SAMPLES = samples()


def test_other_screens_show_nothing_of_the_staff():
    shown = {state.screen for state in SAMPLES.values() if staff_view(state, 0) != StaffView()}
    assert shown == {"enter_pin", "staff_menu"}


def test_a_pin_is_asked_for():
    view = staff_view(SAMPLES["enter_pin-wrong"], 0)
    assert (view.asking, view.judging, view.wrong, view.tries_left, view.wait_text) == (True, False, True, 3, "")
    assert view.role == "operator"


def test_while_an_answer_is_judged_no_digit_is_taken():
    view = staff_view(SAMPLES["enter_pin-judging"], 0)
    assert (view.asking, view.judging, view.role) == (False, True, "supervisor")


@pytest.mark.parametrize(
    ("now_ms", "asking", "text"),
    [(0, False, "0:27"), (1, False, "0:27"), (26_999, False, "0:01"), (27_000, True, ""), (99_000, True, "")],
)
def test_a_wait_is_over_by_itself(now_ms, asking, text):
    view = staff_view(SAMPLES["enter_pin-wait"], now_ms)
    assert (view.asking, view.wait_text) == (asking, text)


@given(some.integers(1, 10**8))
def test_a_wait_is_never_told_shorter_than_it_is(wait_ms):
    minutes, seconds = wait_text(wait_ms).split(":")
    told_ms = (int(minutes) * 60 + int(seconds)) * 1000
    assert len(seconds) == 2
    assert wait_ms <= told_ms < wait_ms + 1000


def test_a_backlog_is_told_only_while_it_drains():
    link = LinkStatus(online=True, enrolled=True, pending=3)
    assert uploaded(link) == ("", "")
    assert uploaded(replace(link, progress=UploadProgress(4120, 12_480))) == ("4120", "12,480")
