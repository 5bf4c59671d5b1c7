"""The keyboard wedge: keys are swallowed, codes come out, and no key can leave the kiosk."""

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import Scanned
from kiosk.scan.wedge import GAP_MS
from kiosk.ui.keyfocus import KeyFocus
from kiosk.ui.keypace import FINGER_MS
from kiosk.ui.wedge import WedgeFilter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickView


class Lines:
    """The simplest assembler that can be: everything up to Enter is a code."""

    def __init__(self):
        self.keys = []

    def key(self, text, now_ms):
        self.keys.append((text, now_ms))
        if text != "\r":
            return None
        return "".join(t for t, _ in self.keys[:-1])


class Screen(QObject):
    """Counts the keys that get past the filter."""

    def __init__(self):
        super().__init__()
        self.reached = []

    def event(self, event):
        self.reached.append(event.key() if isinstance(event, QKeyEvent) else event.type())
        return True


def press(screen, key, text="", modifiers=Qt.KeyboardModifier.NoModifier, kind=QEvent.Type.KeyPress):
    return QGuiApplication.sendEvent(screen, QKeyEvent(kind, key, modifiers, text))


@pytest.fixture
def wedge(qapp):
    class Bench:
        def __init__(self, *, locked):
            self.lines, self.posted, self.clock, self.screen = Lines(), [], ManualClock(), Screen()
            self.view = QQuickView()
            page = QQmlComponent(self.view.engine())
            page.setData(b"import QtQuick; Item {}", "")  # nothing that a ring could stand on
            self.view.setContent("", page, page.create())
            self.persons = 0
            self.filter = WedgeFilter(
                self.lines, self.posted.append, self.clock, KeyFocus(self.view), self.notice, locked=locked
            )
            self.screen.installEventFilter(self.filter)

        def notice(self):
            self.persons += 1

    return Bench


def test_typed_characters_become_one_scan(wedge):
    bench = wedge(locked=True)
    for character in "NCF:7T":
        press(bench.screen, Qt.Key.Key_A, character)
        press(bench.screen, Qt.Key.Key_A, character, kind=QEvent.Type.KeyRelease)
        bench.clock.advance(3)
    press(bench.screen, Qt.Key.Key_Return, "\r")
    assert bench.posted == [Scanned("NCF:7T", "wedge")]
    assert [now for _, now in bench.lines.keys] == [0, 3, 6, 9, 12, 15, 18]
    assert bench.screen.reached == []
    assert bench.persons == 0


def test_keys_without_text_are_swallowed_and_are_no_characters(wedge):
    bench = wedge(locked=True)
    press(bench.screen, Qt.Key.Key_Shift)
    assert bench.lines.keys == []
    assert bench.screen.reached == []


@pytest.mark.parametrize(
    "modifier",
    [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier],
)
def test_a_command_is_part_of_no_code_and_ends_none(wedge, modifier):
    bench = wedge(locked=True)
    for character in "NCF:":
        press(bench.screen, Qt.Key.Key_A, character)
    for key, text in ((Qt.Key.Key_P, "\x10"), (Qt.Key.Key_O, "o"), (Qt.Key.Key_M, "\r"), (Qt.Key.Key_I, "\t")):
        press(bench.screen, key, text, modifier)
    assert [text for text, _ in bench.lines.keys] == list("NCF:")
    assert bench.posted == []
    assert bench.screen.reached == []


def test_capitals_and_the_number_block_are_typed(wedge):
    bench = wedge(locked=True)
    press(bench.screen, Qt.Key.Key_N, "N", Qt.KeyboardModifier.ShiftModifier)
    press(bench.screen, Qt.Key.Key_7, "7", Qt.KeyboardModifier.KeypadModifier)
    press(bench.screen, Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier)
    assert bench.posted == [Scanned("N7", "wedge")]


def test_a_key_that_is_held_down_types_once(wedge):
    bench = wedge(locked=True)
    press(bench.screen, Qt.Key.Key_7, "7")
    for _ in range(20):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7", True)
        QGuiApplication.sendEvent(bench.screen, held)
    assert len(bench.lines.keys) == 1


def test_an_input_method_and_the_menu_key_reach_nothing(wedge):
    bench = wedge(locked=True)
    composed = QInputMethodEvent("", [])
    composed.setCommitString("绿芽")
    events = [composed, QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled), QEvent(QEvent.Type.ContextMenu)]
    for event in events:
        QGuiApplication.sendEvent(bench.screen, event)
    assert bench.screen.reached == []
    assert bench.lines.keys == []
    assert not events[1].value(Qt.InputMethodQuery.ImEnabled)


LEAVING = [
    (Qt.Key.Key_Escape, "\x1b", Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F4, "", Qt.KeyboardModifier.AltModifier),
]


@pytest.mark.parametrize(("key", "text", "modifiers"), LEAVING)
def test_a_locked_kiosk_lets_no_key_through(wedge, key, text, modifiers):
    bench = wedge(locked=True)
    press(bench.screen, key, text, modifiers)
    assert bench.screen.reached == []


@pytest.mark.parametrize(("key", "text", "modifiers"), LEAVING)
def test_a_development_window_can_be_left(wedge, key, text, modifiers):
    bench = wedge(locked=False)
    press(bench.screen, key, text, modifiers)
    assert bench.screen.reached == [key]
    assert bench.lines.keys == []
    press(bench.screen, Qt.Key.Key_F4, "", Qt.KeyboardModifier.NoModifier)
    assert bench.screen.reached == [key]


def hold(bench, key, text, held_ms):
    bench.clock.advance(2000)
    press(bench.screen, key, text)
    bench.clock.advance(held_ms)
    press(bench.screen, key, text, kind=QEvent.Type.KeyRelease)


def test_a_key_that_moves_the_ring_is_a_person_s_and_so_is_one_held_as_a_finger_holds_it(wedge, qtbot):
    bench = wedge(locked=True)
    hold(bench, Qt.Key.Key_Tab, "\t", 5)
    assert bench.persons == 1
    hold(bench, Qt.Key.Key_Return, "\r", FINGER_MS)
    qtbot.waitUntil(lambda: bench.persons == 2)
    hold(bench, Qt.Key.Key_Return, "\r", FINGER_MS - 1)
    hold(bench, Qt.Key.Key_F5, "", FINGER_MS)
    hold(bench, Qt.Key.Key_7, "7", FINGER_MS)
    qtbot.wait(GAP_MS + 20)  # that nothing is pressed can only be waited for
    assert bench.persons == 2
    assert bench.screen.reached == []
