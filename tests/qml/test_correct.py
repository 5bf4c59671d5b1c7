"""The screen on which a drop-off is put right, as fingers use it."""

import pytest

from kiosk.core.correction import CorrectionAction, CorrectionReason
from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

SAMPLES = samples()


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk):
    width, height = request.param
    return open_kiosk(language="en", width=width, height=height)


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


def test_a_weight_is_typed_as_on_a_till(kiosk):
    show(kiosk, "correct-weight")
    kiosk.click("enter")
    assert kiosk.touches == [], "there is nothing to enter yet"
    for key in ("key0", "key3", "key2", "key9", "erase", "key5", "key0"):
        kiosk.click(key)
    assert "32.50" in kiosk.texts()
    kiosk.click("erase")
    kiosk.click("enter")
    assert kiosk.touches == [on.WeightTyped(3250)]


def test_the_list_can_be_turned_and_a_void_row_not_chosen(kiosk):
    show(kiosk, "correct")
    for name in ("row2", "newer", "older", "row1"):
        kiosk.click(name)
    assert kiosk.touches == [on.TurnPage(1), on.ChooseDropOff(1)]


def test_each_answer_goes_out_once(kiosk):
    show(kiosk, "correct-action")
    kiosk.click("void")
    show(kiosk, "correct-reason")
    kiosk.click("weighed_twice")
    show(kiosk, "correct-check")
    kiosk.click("confirm")
    assert kiosk.touches == [
        on.CorrectBy(CorrectionAction.VOID),
        on.CorrectBecause(CorrectionReason.WEIGHED_TWICE),
        on.ConfirmTouched(),
    ]
