"""All that comes from a keyboard, which is a scanner that types, or the keypad of somebody who goes by keys.

Every key ends its way here: no shortcut, no function key, no input method, no menu reaches the screen. Characters and
the Enter or Tab behind them become codes. A code may carry control characters, which such a scanner types as Ctrl and a
letter; they are swallowed and are never part of a code, not even where Ctrl and a letter make an Enter. Tab, arrows,
Enter and Space move a ring and press, when they come alone and as slowly as a finger (``keypace``).
"""

from collections.abc import Callable
from typing import Protocol

from kiosk.core.clock import Clock
from kiosk.core.events import Scanned
from kiosk.scan.wedge import GAP_MS
from kiosk.ui.keyfocus import KeyFocus
from kiosk.ui.keypace import KeyAct, KeyPace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
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
_TOUCHED = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ACTS: dict[int, KeyAct] = {
    Qt.Key.Key_Tab: KeyAct.NEXT,
    Qt.Key.Key_Backtab: KeyAct.PREVIOUS,
    Qt.Key.Key_Up: KeyAct.UP,
    Qt.Key.Key_Down: KeyAct.DOWN,
    Qt.Key.Key_Left: KeyAct.LEFT,
    Qt.Key.Key_Right: KeyAct.RIGHT,
    Qt.Key.Key_Return: KeyAct.PRESS,
    Qt.Key.Key_Enter: KeyAct.PRESS,
    Qt.Key.Key_Space: KeyAct.PRESS,
}
_HELD_WITH_OTHERS = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock}


class Assembler(Protocol):
    """Puts typed characters together to codes, judged by their pace."""

    def key(self, text: str, now_ms: int) -> str | None:
        """Take the text of one key press (Enter is ``"\\r"``); the whole code when this key completed one."""


class WedgeFilter(QObject):
    """Event filter for the kiosk's window and its content. No key reaches the screen, so none can leave it.

    ``on_person`` is called for each key that a person has used. ``locked=False`` (a development window) lets Escape and
    Alt+F4 through; they are never part of a code.
    """

    def __init__(
        self,
        assembler: Assembler,
        post: Callable[[Scanned], None],
        clock: Clock,
        focus: KeyFocus,
        on_person: Callable[[], None],
        *,
        locked: bool = True,
    ) -> None:
        super().__init__()
        self._assembler = assembler
        self._post = post
        self._clock = clock
        self._focus = focus
        self._on_person = on_person
        self._locked = locked
        self._pace = KeyPace()
        self._silence = QTimer(self, interval=GAP_MS, singleShot=True)
        self._silence.timeout.connect(self._on_silence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """True for everything that comes from a keyboard, which ends its way here."""
        if event.type() in _TOUCHED:
            self._focus.hide()
        if event.type() not in _KEYBOARD:
            return False
        if isinstance(event, QKeyEvent):
            if not self._locked and _leaves(event):
                return False
            if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._on_down(event)
            elif event.type() is QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._on_up(event)
        return True

    def _on_down(self, event: QKeyEvent) -> None:
        now_ms = self._clock.monotonic_ms()
        code = self._assembler.key(event.text(), now_ms) if _types(event) else None
        if code is not None:
            self._post(Scanned(code, "wedge"))
        if event.key() in _HELD_WITH_OTHERS:
            return
        self._silence.stop()
        act = self._pace.down(event.key(), _act(event), now_ms)
        self._focus.hold(down=act is KeyAct.PRESS)
        if act is not None and act is not KeyAct.PRESS:
            self._on_person()  # first, for a screen that sleeps has nothing to move to
            self._focus.move(act)

    def _on_up(self, event: QKeyEvent) -> None:
        if self._pace.up(event.key(), self._clock.monotonic_ms()):
            self._silence.start()
        elif event.key() not in _HELD_WITH_OTHERS:
            self._focus.hold(down=False)

    @Slot()
    def _on_silence(self) -> None:
        self._focus.hold(down=False)
        if self._pace.silence():
            self._on_person()
            self._focus.press()


def _types(event: QKeyEvent) -> bool:
    """A character or Enter; not a command, not Shift and its like."""
    return bool(event.text()) and not event.modifiers() & _COMMANDS


def _act(event: QKeyEvent) -> KeyAct | None:
    """What the key means to somebody who goes by keys; None: something else, and with a command nothing."""
    return None if event.modifiers() & _COMMANDS else _ACTS.get(event.key())


def _leaves(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_Escape or (alt and event.key() == Qt.Key.Key_F4)
