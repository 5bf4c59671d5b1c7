"""A scanner that types: its keys are swallowed here and become one event per code.

Nothing else that a keyboard can do reaches the screen: no shortcut, no function key, no input method, no menu. A code
may carry control characters, which such a scanner types as Ctrl and a letter; they are swallowed and are never part of
a code, not even where Ctrl and a letter make an Enter.
"""

from collections.abc import Callable
from typing import Protocol

from kiosk.core.clock import Clock
from kiosk.core.events import Scanned

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_KEYBOARD = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.Shortcut,
    QEvent.Type.InputMethod,
    QEvent.Type.InputMethodQuery,  # unanswered: whoever asks learns that no text is wanted here
    QEvent.Type.ContextMenu,
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Assembler(Protocol):
    """Puts typed characters together to codes, judged by their pace."""

    def key(self, text: str, now_ms: int) -> str | None:
        """Take the text of one key press (Enter is ``"\\r"``); the whole code when this key completed one."""


class WedgeFilter(QObject):
    """Event filter for the kiosk's window and its content. No key reaches the screen, so none can move or leave it.

    ``locked=False`` (a development window) lets Escape and Alt+F4 through; they are never part of a code.
    """

    def __init__(
        self, assembler: Assembler, post: Callable[[Scanned], None], clock: Clock, *, locked: bool = True
    ) -> None:
        super().__init__()
        self._assembler = assembler
        self._post = post
        self._clock = clock
        self._locked = locked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """True for everything that comes from a keyboard, which ends its way here."""
        if event.type() not in _KEYBOARD:
            return False
        if isinstance(event, QKeyEvent):
            if not self._locked and _leaves(event):
                return False
            if event.type() is QEvent.Type.KeyPress and _types(event):
                self._feed(event)
        return True

    def _feed(self, event: QKeyEvent) -> None:
        code = self._assembler.key(event.text(), self._clock.monotonic_ms())
        if code is not None:
            self._post(Scanned(code, "wedge"))


def _types(event: QKeyEvent) -> bool:
    """A character or Enter, typed once; not a command, not Shift and its like, not a key that is held down."""
    return bool(event.text()) and not event.modifiers() & _COMMANDS and not event.isAutoRepeat()


def _leaves(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_Escape or (alt and event.key() == Qt.Key.Key_F4)
