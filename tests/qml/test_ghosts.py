"""Touches that nobody means: ghosts, many fingers, long presses, drags, a stuck finger. Nothing opens, nothing is done
twice, nothing is left behind.
"""

import pytest

from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest

SAMPLES = samples()
PLACES = ("confirm", "weighAgain")


class Fingers:
    """A touch screen with ten fingers over the kiosk's window."""

    def __init__(self, kiosk):
        self.kiosk = kiosk
        self.device = QTest.createTouchDevice()

    def show(self, sample):
        self.kiosk.window.show_state(SAMPLES[sample])
        self.kiosk.view.grabWindow()  # lays the new screen out
        self.kiosk.clock.advance(GUARD_MS)

    def middle(self, name):
        item = self.kiosk.item(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def down(self, **fingers):
        self._each("press", fingers)

    def move(self, **fingers):
        self._each("move", fingers)

    def up(self, **fingers):
        self._each("release", fingers)

    def _each(self, what, fingers):
        sequence = QTest.touchEvent(self.kiosk.view, self.device, False)
        for finger, place in fingers.items():
            getattr(sequence, what)(int(finger.removeprefix("f")), place, self.kiosk.view)
        sequence.commit()

    def tap_together(self, places):
        every = {f"f{number}": place for number, place in enumerate(places)}
        self.down(**every)
        self.up(**every)


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def fingers(request, open_kiosk):
    width, height = request.param
    return Fingers(open_kiosk(width=width, height=height, full_screen=True))


def test_one_finger_on_the_glass_is_one_act(fingers):
    fingers.show("confirm")
    fingers.tap_together([fingers.middle("confirm")])
    assert fingers.kiosk.touches == [on.ConfirmTouched()]


@pytest.mark.parametrize("count", range(2, 11))
def test_many_fingers_at_once_are_at_most_one_act(fingers, count):
    fingers.show("confirm")
    places = [fingers.middle(PLACES[number % 2]) + QPoint(3 * number, number) for number in range(count)]
    fingers.tap_together(places)
    assert len(fingers.kiosk.touches) <= 1
    fingers.kiosk.clock.advance(GUARD_MS)
    fingers.kiosk.touches.clear()
    fingers.tap_together([fingers.middle("confirm")])
    assert fingers.kiosk.touches == [on.ConfirmTouched()], "the screen still answers to one finger"


@pytest.mark.parametrize("lift_first", ["f1", "f2"])
def test_two_fingers_on_two_buttons_are_one_act_however_they_are_lifted(fingers, lift_first):
    fingers.show("confirm")
    places = {"f1": fingers.middle("confirm"), "f2": fingers.middle("weighAgain")}
    fingers.down(f1=places["f1"])
    fingers.down(f2=places["f2"])
    other = "f2" if lift_first == "f1" else "f1"
    fingers.up(**{lift_first: places[lift_first]})
    fingers.up(**{other: places[other]})
    assert len(fingers.kiosk.touches) <= 1


def test_ten_fingers_that_come_and_go_like_ghosts_do_no_two_acts_within_the_guard(fingers):
    fingers.show("staff_menu")
    spots = [QPoint(40 + 47 * number, 300 + 61 * number % 600) for number in range(10)]
    for turn in range(30):
        fingers.tap_together([spots[(turn + number) % 10] for number in range(1 + turn % 10)])
    assert len(fingers.kiosk.touches) <= 1
    assert fingers.kiosk.view.isVisible()


def test_a_long_press_is_a_press_and_opens_nothing(fingers, qtbot):
    fingers.show("confirm")
    middle = fingers.middle("confirm")
    fingers.down(f1=middle)
    windows = set(QGuiApplication.allWindows())
    hold_ms = QGuiApplication.styleHints().mousePressAndHoldInterval()
    qtbot.wait(hold_ms + 100)  # that nothing opens can only be waited for
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, fingers.kiosk.view.mapToGlobal(middle))
    QGuiApplication.sendEvent(fingers.kiosk.view, menu)
    assert set(QGuiApplication.allWindows()) == windows
    assert QGuiApplication.focusObject() is None or not QGuiApplication.focusObject().inherits("QQuickTextInput")
    fingers.up(f1=middle)
    assert len(fingers.kiosk.touches) <= 1
    fingers.kiosk.clock.advance(GUARD_MS)
    fingers.kiosk.touches.clear()
    fingers.tap_together([middle])
    assert fingers.kiosk.touches == [on.ConfirmTouched()]


@pytest.mark.parametrize(("first", "last"), [PLACES, PLACES[::-1]])
def test_a_drag_across_the_buttons_is_no_act_and_drags_nothing(fingers, first, last):
    fingers.show("confirm")
    begin, end = fingers.middle(first), fingers.middle(last)
    before = fingers.kiosk.view.grabWindow()
    fingers.down(f1=begin)
    for step in range(1, 11):
        fingers.move(f1=begin + (end - begin) * step / 10)
    fingers.up(f1=end)
    assert fingers.kiosk.touches == []
    assert fingers.kiosk.view.grabWindow() == before


def test_a_stuck_finger_does_nothing_and_the_other_hand_is_still_served(fingers):
    fingers.show("confirm")
    corner = QPoint(8, fingers.kiosk.view.height() // 2)
    fingers.down(f9=corner)
    fingers.tap_together([fingers.middle("confirm")])
    assert fingers.kiosk.touches == [on.ConfirmTouched()]
    fingers.up(f9=corner)
    assert fingers.kiosk.touches == [on.ConfirmTouched()]


def test_a_finger_stuck_on_a_button_does_not_press_it_again_and_again(fingers):
    fingers.show("confirm")
    middle = fingers.middle("confirm")
    fingers.down(f1=middle)
    for _ in range(20):
        fingers.move(f1=middle + QPoint(1, 0))
        fingers.move(f1=middle)
        fingers.kiosk.clock.advance(1000)
    assert fingers.kiosk.touches == []


def test_touches_beside_the_window_and_beside_every_button_do_nothing(fingers):
    fingers.show("confirm")
    view = fingers.kiosk.view
    for place in (QPoint(-50, -50), QPoint(view.width() + 40, 10), QPoint(10, view.height() + 40)):
        fingers.tap_together([place])
    assert fingers.kiosk.touches == []


def test_a_screen_that_goes_beneath_a_finger_leaves_no_button_down(fingers):
    fingers.show("confirm")
    fingers.down(f1=fingers.middle("confirm"))
    assert fingers.kiosk.item("confirm").property("pressed") is True
    fingers.show("identify")
    fingers.up(f1=QPoint(10, 400))
    fingers.show("confirm")
    assert fingers.kiosk.touches == []
    assert fingers.kiosk.item("confirm").property("pressed") is False
