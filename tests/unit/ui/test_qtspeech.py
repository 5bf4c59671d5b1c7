"""The speech of what the ring stands on. Where the package is not installed, only that it says so can be tried."""

import importlib.util

import pytest
from pytestqt.qtbot import QtBot

from kiosk.config import parse
from kiosk.core.errors import UsageFault
from kiosk.ui.qtspeech import QtSpeech, require_speech

INSTALLED = importlib.util.find_spec("PySide6.QtTextToSpeech") is not None
needs_speech = pytest.mark.skipif(not INSTALLED, reason="QtTextToSpeech is not installed (requirements-camera.lock)")


def test_nothing_speaks_unless_it_is_asked_for() -> None:
    assert not parse(b"", "kiosk.toml").access.speak_focus
    assert parse(b"[access]\nspeak_focus = true", "kiosk.toml").access.speak_focus


@pytest.mark.skipif(INSTALLED, reason="QtTextToSpeech is installed")
def test_without_the_package_there_is_advice() -> None:
    with pytest.raises(UsageFault, match=r"requirements-camera\.lock"):
        require_speech()


@needs_speech
def test_the_newest_name_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    speech = QtSpeech("mock")
    states = []
    speech.speech.stateChanged.connect(lambda state: states.append(state.name))
    speech.say("Record it", "en")
    speech.say("Weigh again", "en")
    qtbot.waitUntil(lambda: states[-1:] == ["Ready"] and len(states) > 2)
    assert states.count("Speaking") == 2


@needs_speech
@pytest.mark.qt_log_ignore("Text-to-speech plug-in")
@pytest.mark.expects_log("kiosk.ui.qtspeech")
def test_an_engine_that_fails_is_silent_and_the_log_says_so(caplog: pytest.LogCaptureFixture, qtbot: QtBot) -> None:
    speech = QtSpeech("none such")
    speech.say("确认记账", "zh")
    assert "nothing is said" in caplog.text
