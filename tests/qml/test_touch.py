"""Every act on every screen: a real click on the thing itself leaves as the right input, once."""

import pytest

from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

SAMPLES = samples()
ACTS = [
    ("attract", "start", on.Start()),
    ("identify", "goAsGuest", on.GoAsGuest()),
    ("identify", "back", on.Back()),
    ("choose_material", "clothing", on.Choose("clothing")),
    ("choose_material", "books", on.Choose("books")),
    ("choose_material-second", "back", on.Back()),
    ("weigh", "back", on.Back()),
    ("confirm", "confirm", on.ConfirmTouched()),
    ("confirm", "weighAgain", on.WeighAgain()),
    ("credited", "another", on.Another()),
    ("credited", "finish", on.Finish()),
    ("finished", "finish", on.Finish()),
    ("finished-guest", "finish", on.Finish()),
    ("still_there", "stillHere", on.StillHere()),
    ("scale_trouble", "cancel", on.Cancel()),
    ("recovered", "finish", on.Finish()),
    ("recovered-nothing", "start", on.Start()),
    ("check_scale", "back", on.Back()),
    ("check_scale-not-the-weight", "back", on.Back()),
    ("check_scale-fault", "back", on.Back()),
    ("check_scale-passed", "finish", on.Finish()),
    ("check_scale-failed", "finish", on.Finish()),
    ("identify-camera-ready", "goAsGuest", on.GoAsGuest()),
    ("privacy_notice", "agree", on.Agree()),
    ("privacy_notice", "decline", on.Decline()),
    ("enter_pin", "back", on.Back()),
    ("enter_pin-judging", "back", on.Back()),
    ("enter_pin-wait", "back", on.Back()),
    ("staff_menu", "scaleCheck", on.StartScaleCheck()),
    ("staff_menu", "lock", on.Lock()),
]


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk):
    width, height = request.param
    return open_kiosk(width=width, height=height)


@pytest.mark.parametrize(("sample", "name", "touch"), ACTS)
def test_a_click_is_one_input(kiosk, sample, name, touch):
    show(kiosk, sample)
    kiosk.click(name)
    assert kiosk.touches == [touch]
    kiosk.click(name)
    assert kiosk.touches == [touch], "the second tap of a double tap was sent too"


@pytest.mark.parametrize(("sample", "touch"), [("attract", on.Start()), ("still_there", on.StillHere())])
def test_the_whole_screen_answers_where_only_one_answer_is_possible(kiosk, sample, touch):
    show(kiosk, sample)
    kiosk.view.grabWindow()
    picture = kiosk.view.rootObject().mapToScene(QPointF(100, 300)).toPoint()
    QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, picture)
    assert kiosk.touches == [touch]


def test_a_screen_that_has_just_come_takes_no_touch(kiosk):
    kiosk.window.show_state(SAMPLES["confirm"])
    kiosk.click("confirm")
    assert kiosk.touches == []


@pytest.mark.parametrize("sample", ["saving", "out_of_service", "out_of_service-staff", "check_scale-saving"])
def test_where_nothing_can_be_done_nothing_can_be_touched(kiosk, sample):
    show(kiosk, sample)
    kiosk.view.grabWindow()
    for x in range(20, kiosk.view.width(), 60):
        for y in range(100, kiosk.view.height(), 60):
            QTest.mouseClick(
                kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPointF(x, y).toPoint()
            )
    assert kiosk.touches == []


def test_a_press_is_seen_in_the_next_frame(kiosk):
    show(kiosk, "confirm")
    before = kiosk.view.grabWindow()
    button = kiosk.item("confirm")
    middle = button.mapToScene(QPointF(button.width() / 2, button.height() / 2)).toPoint()
    QTest.mousePress(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert button.property("pressed") is True
    assert kiosk.view.grabWindow() != before
    QTest.mouseRelease(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert kiosk.view.grabWindow() == before
    assert kiosk.touches == [on.ConfirmTouched()]


def test_a_finger_that_slides_off_has_changed_its_mind(kiosk):
    show(kiosk, "confirm")
    kiosk.view.grabWindow()
    button = kiosk.item("confirm")
    middle = button.mapToScene(QPointF(button.width() / 2, button.height() / 2)).toPoint()
    away = QPointF(middle.x(), middle.y() - 200).toPoint()
    QTest.mousePress(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(kiosk.view, away)
    QTest.mouseRelease(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, away)
    assert kiosk.touches == []


def test_every_control_has_a_name_and_a_role_for_those_who_cannot_see_it(kiosk):
    for name, state in SAMPLES.items():
        kiosk.window.show_state(state)
        kiosk.view.grabWindow()
        for item in controls(kiosk.view.rootObject()):
            found = QAccessible.queryAccessibleInterface(item)
            assert found is not None, f"{name}: {item.objectName()}"
            assert found.text(QAccessible.Text.Name).strip(), f"{name}: {item.objectName()}"
            closed = item.metaObject().className().startswith("ChoiceRow") and item.property("open") is False
            role = QAccessible.Role.StaticText if closed else QAccessible.Role.Button
            assert found.role() == role, f"{name}: {item.objectName()}"
            assert item.objectName(), f"{name}: a control that no test can find"


def controls(item):
    if item.isVisible():
        if item.metaObject().indexOfSignal("clicked()") >= 0:
            yield item
        for child in item.childItems():
            yield from controls(child)
