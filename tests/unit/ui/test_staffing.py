"""The PIN and the staff's menu as facts for the screen: a pure function of the state and the time."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.core.errors import LinkFaultKind
from kiosk.core.events import LinkStatus, Upkeep, UploadProgress
from kiosk.ui.samples import samples
from kiosk.ui.staffing import StaffView, ledger_words, platform_word, staff_view, uploaded, wait_text

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


def test_the_menu_names_the_fault_of_the_reader():
    assert staff_view(SAMPLES["staff_menu"], 0).scanner == ""
    troubled = SAMPLES["staff_menu-troubles"]
    assert staff_view(troubled, 0).scanner == troubled.scanner_fault.kind.value
    assert staff_view(replace(troubled, scanner_fault=None), 0).scanner == ""


@pytest.mark.parametrize(
    ("upkeep", "said"),
    [
        (Upkeep(0, 0), ("checking", "0")),
        (Upkeep(999, 1000, backup_wanted=True), ("checking", "99")),
        (Upkeep(1000, 1000), ("checked", "")),
        (Upkeep(1000, 1000, backup_wanted=True), ("no_backup", "")),
        (Upkeep(10, 10, backup_wanted=True, backup=date(2026, 11, 21)), ("backed_up", "2026-11-21")),
        (Upkeep(0, 1000, backup_wanted=True, backup_failed=True), ("backup_failed", "")),
    ],
)
def test_the_records_tell_what_to_see_to_first(upkeep, said):
    assert ledger_words(upkeep) == said


def test_the_way_to_the_platform_is_told_as_exactly_as_it_is_known():
    link = LinkStatus(online=False, enrolled=True, pending=3)
    assert platform_word(link) == "offline"
    for kind in LinkFaultKind:
        assert platform_word(replace(link, fault=kind)) == kind.value
    assert platform_word(replace(link, enrolled=False)) == "not_enrolled"
    assert platform_word(LinkStatus(online=True, enrolled=True, pending=0)) == "online"


def test_a_backlog_is_told_only_while_it_drains():
    link = LinkStatus(online=True, enrolled=True, pending=3)
    assert uploaded(link) == ("", "")
    assert uploaded(replace(link, progress=UploadProgress(4120, 12_480))) == ("4120", "12,480")
