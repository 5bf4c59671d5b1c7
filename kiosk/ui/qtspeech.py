"""Says the name of what the ring stands on, through QtTextToSpeech. That package is optional (docs/adr/0012)."""

import logging
from typing import Protocol

from kiosk.core.errors import UsageFault

from PySide6.QtCore import QLocale, QLoggingCategory, QObject, Slot

_LOCALES = {
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_log = logging.getLogger(__name__)


class Speech(Protocol):
    """Something that reads aloud."""

    def say(self, text: str, language: str) -> None:
        """Say ``text`` in ``language`` ("zh" or "en"), instead of what is being said. Returns at once."""


def require_speech() -> None:
    """Raises ``UsageFault`` with advice when QtTextToSpeech is not installed or a library it needs is not."""
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false")  # as for the camera
    try:
        import PySide6.QtTextToSpeech  # noqa: F401, PLC0415 - optional
    except ImportError as error:
        raise UsageFault(
            "access.speak_focus needs QtTextToSpeech: .venv/bin/pip install --require-hashes -r "
            f"requirements-camera.lock, and on Debian also libpulse0 and speech-dispatcher ({error})"
        ) from error


class QtSpeech(QObject):
    """Speaks through the machine's engine, or the one called ``engine``. Make and use it on the GUI thread.

    Without an engine that works it is silent, and the log says so once. Raises ``UsageFault`` when QtTextToSpeech is
    not installed.
    """

    def __init__(self, engine: str = "") -> None:
        super().__init__()
        require_speech()
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - optional

        self._failed = QTextToSpeech.State.Error
        self.speech = QTextToSpeech(engine, self) if engine else QTextToSpeech(self)
        self.speech.stateChanged.connect(self._on_state)
        self._on_state()

    def say(self, text: str, language: str) -> None:
        """See ``Speech``."""
        if self.speech.state() == self._failed or not text:
            return
        self.speech.stop()
        self.speech.setLocale(_LOCALES[language])
        self.speech.say(text)

    @Slot()
    def _on_state(self) -> None:
        if self.speech.state() == self._failed:
            _log.warning("nothing is said of what the ring stands on: %s", self.speech.errorString())
