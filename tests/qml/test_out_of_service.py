"""A store that cannot be used: residents get calm words, staff a code, nobody the words of an exception."""

import pytest

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.session.states import OutOfService, SessionState
from kiosk.ui.samples import samples


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "请告诉工作人员 · 代码 {}"), ("en", "Please tell the staff · code {}")]
)
def test_each_fault_shows_its_code_and_nothing_of_its_words(open_kiosk, language, words):
    kiosk = open_kiosk(language=language)
    for kind in StoreFaultKind:
        fault = StoreFault(kind, "the words for staff")
        kiosk.window.show_state(SessionState(phase=OutOfService(fault)))
        texts = kiosk.texts()
        assert words.format(fault.code) in texts
        assert not [text for text in texts if "words for staff" in text or kind.value in text.split()]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", {"这台机器出了点问题，请先留着袋子，稍后再来", "之前记好的都不会丢", "请告诉工作人员"}),
        (
            "en",
            {
                "Something is wrong with this kiosk. Please keep your bag and come again later",
                "What was recorded before stays recorded",
                "Please tell the staff",
            },
        ),
    ],
)
def test_a_kiosk_that_keeps_crashing_says_what_is_true(open_kiosk, language, words):
    kiosk = open_kiosk(language=language)
    kiosk.window.show_state(samples()["out_of_service-failing"])
    assert words <= set(kiosk.texts())
    assert "Staff are at work on this kiosk. Please come again later" not in kiosk.texts()
    kiosk.window.show_state(samples()["out_of_service-staff"])
    assert not words & set(kiosk.texts())
