"""A store that cannot be used: residents get calm words, staff a code, nobody the words of an exception."""

import pytest

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.session.states import OutOfService, SessionState


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
