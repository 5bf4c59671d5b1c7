"""Keys cannot leave, move or confuse the kiosk: every key with every modifier, and everything a scanner could type."""

from itertools import combinations

import pytest

from kiosk.core.events import Scanned
from kiosk.scan.wedge import WedgeAssembler
from kiosk.ui.samples import samples

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtQml import QQmlExpression, qmlContext

SAMPLES = samples()
MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
HELD = [chosen for n in range(len(MODIFIERS) + 1) for chosen in combinations(MODIFIERS, n)]
HOSTILE = {
    "control characters": "GSP2:\x00\x01\x08\x1b[2JAB\x7f\x9b",
    "commands": "\x0f\x10\x13\x11\x17",
    "newlines": "GSP2:AB\nCD\rEF\x0b\x0c\x85\u2028",
    "right to left": "\u202eGSP2:\u2066AB\u200f",
    "format strings": "%s%n%1 {0} ${HOME} `id`",
    "sql": "'; DROP TABLE journal; --",
    "html": "<b>GSP2</b><img src='file:///etc/passwd'><script>alert(1)</script>",
    "wide": "绿芽码🌱",
    "four thousand": "A" * 4096,
}


class Locked:
    def __init__(self, open_kiosk):
        self.posted = []
        self.kiosk = open_kiosk(full_screen=True)
        self.kiosk.window.attach_wedge(WedgeAssembler(), self.posted.append)

    def key(self, key, text="", held=()):
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(self.kiosk.view, QKeyEvent(kind, key, modifiers, text))

    def type(self, text):
        for character in text:
            self.key(Qt.Key.Key_unknown, character)


@pytest.fixture
def locked(open_kiosk):
    return Locked(open_kiosk)


@pytest.mark.parametrize("screen", ["attract", "confirm", "enter_pin", "staff_menu"])
def test_no_key_with_no_modifier_does_anything(locked, screen):
    kiosk = locked.kiosk
    kiosk.window.show_state(SAMPLES[screen])
    kiosk.clock.advance(1000)
    before = kiosk.view.grabWindow()
    for key in Qt.Key:
        for held in HELD:
            locked.key(key, "", held)
    for code in range(1, 128):
        for held in HELD:
            locked.key(Qt.Key.Key_A, chr(code), held)
            kiosk.clock.advance(1000)  # nobody types a code at this pace
    assert kiosk.touches == []
    assert locked.posted == []
    assert kiosk.view.isVisible()
    assert kiosk.view.grabWindow() == before


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_scanner_types_becomes_at_most_plain_text(locked, name):
    kiosk = locked.kiosk
    kiosk.window.show_state(SAMPLES["identify"])
    kiosk.clock.advance(1000)
    before = kiosk.view.grabWindow()
    locked.type(HOSTILE[name] + "\r")
    for event in locked.posted:
        assert isinstance(event, Scanned)
        assert all(char.isprintable() and (char.isascii() or char == "…") for char in event.text)
        assert len(event.text) <= 1025
    assert kiosk.touches == []
    assert kiosk.view.grabWindow() == before


def test_a_command_does_not_end_a_code(locked):
    for key, text in ((Qt.Key.Key_M, "\r"), (Qt.Key.Key_J, "\n"), (Qt.Key.Key_I, "\t")):
        locked.type("GSP2:ABCD")
        locked.key(key, text, (Qt.KeyboardModifier.ControlModifier,))
        assert locked.posted == []
        locked.kiosk.clock.advance(1000)


def test_digits_of_a_keyboard_are_no_pin(locked):
    kiosk = locked.kiosk
    kiosk.window.show_state(SAMPLES["enter_pin"])
    kiosk.clock.advance(1000)
    for digit in "123456":
        locked.key(getattr(Qt.Key, f"Key_{digit}"), digit)
        kiosk.clock.advance(300)
    assert kiosk.touches == []
    assert kiosk.item("dots").property("filled") == 0


def test_an_input_method_finds_nobody_to_speak_to(locked, qtbot):
    view = locked.kiosk.view
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is not None)
    for target in (view, view.contentItem(), QGuiApplication.focusObject()):
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QGuiApplication.sendEvent(target, query)
        assert not query.value(Qt.InputMethodQuery.ImEnabled)
        composed = QInputMethodEvent("lv", [])
        composed.setCommitString("绿芽")
        QGuiApplication.sendEvent(target, composed)
        assert composed.isAccepted(), "it went past the filter to an item, which ignored it"
    assert locked.posted == []
    assert locked.kiosk.touches == []


def test_every_text_is_plain_text(open_kiosk):
    kiosk = open_kiosk()
    pending = []
    for state in SAMPLES.values():
        kiosk.window.show_state(state)
        pending.append(kiosk.view.rootObject())
        while pending:
            item = pending.pop()
            pending.extend(item.childItems())
            if item.inherits("QQuickText"):
                plain, _ = QQmlExpression(qmlContext(item), item, "textFormat === Text.PlainText").evaluate()
                assert plain is True, item.property("text")
