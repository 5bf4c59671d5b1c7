"""The whole kiosk by keys alone: a ring that is seen, in reading order, that a finger presses and a scanner cannot."""

import pytest

from kiosk.core.events import Committed, Receipt, ScaleStatus, ScaleView, Scanned
from kiosk.scan.wedge import GAP_MS, WedgeAssembler
from kiosk.session import inputs as on
from kiosk.ui.keyfocus import reading_order
from kiosk.ui.keypace import FINGER_MS, TYPED_MS
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples
from tests.fakes.acts import settled
from tests.qml.test_touch import ACTS
from tests.unit.session.conversation import EMPTY, Conversation

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

SAMPLES = samples()
TEXTS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Space: " "}


class Keypad:
    """A kiosk in full screen, and the keys of somebody who sees or hears the ring."""

    def __init__(self, open_kiosk, qtbot, **look):
        self.kiosk = open_kiosk(full_screen=True, **look)
        self.qtbot = qtbot
        self.posted = []
        self.kiosk.window.attach_wedge(WedgeAssembler(), self.posted.append)

    def show(self, sample):
        self.kiosk.window.show_state(SAMPLES[sample])
        self.kiosk.view.grabWindow()  # lays the new screen out
        self.kiosk.clock.advance(GUARD_MS)

    def event(self, kind, key, text="", modifiers=Qt.KeyboardModifier.NoModifier):
        QGuiApplication.sendEvent(self.kiosk.view, QKeyEvent(kind, key, modifiers, text))

    def tap(self, key, held_ms=FINGER_MS + 20):
        """One key, alone and as slowly as a finger."""
        self.kiosk.clock.advance(TYPED_MS + 1)
        self.event(QEvent.Type.KeyPress, key, TEXTS.get(key, ""))
        self.kiosk.clock.advance(held_ms)
        self.event(QEvent.Type.KeyRelease, key, TEXTS.get(key, ""))

    def press(self, key=Qt.Key.Key_Return):
        """Press what the ring stands on, and wait until that has been understood."""
        before = len(self.kiosk.touches)
        self.tap(key)
        self.qtbot.waitUntil(lambda: len(self.kiosk.touches) > before)

    def scan(self, *keys, held_ms=5, gap_ms=8):
        """Keys as a scanner sends them."""
        for key, text in keys:
            self.event(QEvent.Type.KeyPress, key, text)
            self.kiosk.clock.advance(held_ms)
            self.event(QEvent.Type.KeyRelease, key, text)
            self.kiosk.clock.advance(gap_ms)
        self.qtbot.wait(GAP_MS + 20)  # that nothing happens can only be waited for

    @property
    def at(self):
        """The objectName of the control with the ring; empty without one."""
        item = self.kiosk.window.keys.item
        return "" if item is None else item.objectName()

    def acts(self):
        """What was touched; that somebody is there does not count."""
        return [touch for touch in self.kiosk.touches if touch != on.StillHere()]


@pytest.fixture
def keypad(open_kiosk, qtbot):
    return Keypad(open_kiosk, qtbot)


def controls(item):
    """What can be pressed."""
    if item.isVisible() and item.isEnabled():
        closed = item.metaObject().className().startswith("ChoiceRow") and item.property("open") is False
        if item.metaObject().indexOfSignal("clicked()") >= 0 and not closed:
            yield item
        for child in item.childItems():
            yield from controls(child)


def middle(item):
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


@pytest.mark.parametrize(
    ("width", "height", "names"),
    [(540, 960, list(SAMPLES)), (960, 540, list(SAMPLES)[::5])],
    ids=["portrait", "landscape"],
)
def test_tab_reaches_every_control_of_every_screen_in_reading_order_and_the_ring_is_seen(
    open_kiosk, qtbot, width, height, names
):
    keypad = Keypad(open_kiosk, qtbot, width=width, height=height)
    keys, view, known = keypad.kiosk.window.keys, keypad.kiosk.view, set()
    for name in names:
        keypad.show(name)
        keys.hide()
        found = {item.objectName(): middle(item).toPoint().toTuple() for item in controls(view.rootObject())}
        layout = frozenset(found.items())
        if layout in known:
            continue
        known.add(layout)
        wanted = set(found)
        keypad.tap(Qt.Key.Key_Tab)
        first, walked = keypad.at, []
        while keypad.at not in walked:
            ring = keys.item.findChild(type(keys.item), "focusRing")
            assert ring is not None, f"{name}: {keypad.at}"
            assert ring.isVisible(), f"{name}: {keypad.at}"
            walked.append(keypad.at)
            keypad.tap(Qt.Key.Key_Tab)
        assert keypad.at == first
        assert set(walked) == wanted, name
        places = [middle(keypad.kiosk.item(each)) for each in walked]
        up_again = [later.y() < sooner.y() - 60 for sooner, later in zip(places, places[1:] + places[:1], strict=True)]
        assert sum(up_again) <= 1, f"{name}: {walked}"
        keypad.tap(Qt.Key.Key_Backtab)
        assert keypad.at == walked[-1], name
    assert keypad.acts() == []


@pytest.mark.parametrize(
    ("sample", "first"),
    [
        ("attract", "start"),
        ("identify", "goAsGuest"),
        ("choose_material", "clothing"),
        ("weigh", "back"),
        ("confirm", "confirm"),
        ("still_there", "stillHere"),
        ("enter_pin", "key1"),
        ("staff_menu", "lock"),
    ],
)
def test_the_ring_first_stands_on_the_thing_to_do(keypad, sample, first):
    keypad.show(sample)
    keypad.tap(Qt.Key.Key_Right)
    assert keypad.at == first


def test_the_ring_changes_the_picture(keypad):
    keypad.show("confirm")
    before = keypad.kiosk.view.grabWindow()
    keypad.tap(Qt.Key.Key_Tab)
    ringed = keypad.kiosk.view.grabWindow()
    assert ringed != before
    keypad.kiosk.clock.advance(TYPED_MS + 1)
    keypad.event(QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r")
    assert keypad.kiosk.view.grabWindow() != ringed, "a key that goes down answers in the next frame"


def test_arrows_go_where_they_point(keypad):
    keypad.show("enter_pin")
    keypad.tap(Qt.Key.Key_Down)
    for key, there in (
        (Qt.Key.Key_Right, "key2"),
        (Qt.Key.Key_Down, "key5"),
        (Qt.Key.Key_Left, "key4"),
        (Qt.Key.Key_Up, "key1"),
        (Qt.Key.Key_Up, "key1"),
    ):
        keypad.tap(key)
        assert keypad.at == there


def test_the_first_key_only_shows_where_the_ring_is(keypad, qtbot):
    keypad.show("confirm")
    keypad.press()
    assert keypad.acts() == []
    assert keypad.at == "confirm"
    keypad.press(Qt.Key.Key_Space)
    assert keypad.acts() == [on.ConfirmTouched()]


def test_a_touch_takes_the_ring_away_and_the_end_of_a_visit_too(keypad):
    keypad.show("confirm")
    keypad.tap(Qt.Key.Key_Tab)
    spot = QPointF(20, 400).toPoint()
    QTest.mouseClick(keypad.kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert keypad.at == ""
    keypad.tap(Qt.Key.Key_Tab)
    keypad.kiosk.window.show_state(SAMPLES["attract"])
    keypad.kiosk.view.grabWindow()
    assert keypad.at == ""


def test_the_ring_goes_along_to_the_next_screen(keypad, qtbot):
    keypad.show("identify")
    keypad.tap(Qt.Key.Key_Tab)
    keypad.kiosk.window.show_state(SAMPLES["confirm"])
    qtbot.waitUntil(lambda: keypad.at == "confirm")


def test_a_key_does_what_a_finger_does(keypad):
    for sample, name, touch in ACTS:
        keypad.show(sample)
        keypad.tap(Qt.Key.Key_Tab)
        for _ in range(20):
            if keypad.at == name:
                break
            keypad.tap(Qt.Key.Key_Tab)
        keypad.kiosk.touches.clear()
        keypad.kiosk.window.keys.press()
        keypad.kiosk.window.keys.press()
        assert keypad.kiosk.touches == [touch], f"{sample}: {name}, and once only"


def test_any_key_wakes_a_screen_that_sleeps_and_does_nothing_more(open_kiosk, qtbot):
    keypad = Keypad(open_kiosk, qtbot, saver_minutes=20)
    stage = keypad.kiosk.view.rootObject().findChild(QQuickItem, "stage")
    keypad.kiosk.clock.advance(20 * 60_000)
    qtbot.waitUntil(lambda: not stage.isVisible())
    keypad.press()
    assert stage.isVisible()
    assert keypad.acts() == []
    qtbot.waitUntil(lambda: keypad.at == "start")


def test_a_ring_that_somebody_left_behind_goes(keypad, qtbot):
    keypad.show("attract")
    keypad.tap(Qt.Key.Key_Tab)
    assert keypad.at == "start"
    keypad.kiosk.clock.advance(10 * 60_000)
    qtbot.waitUntil(lambda: keypad.at == "")


def test_who_has_read_something_finds_the_ring_again(keypad, qtbot):
    keypad.show("reading-accepted")
    keypad.tap(Qt.Key.Key_Tab)
    keypad.kiosk.window.show_state(SAMPLES["attract"])
    qtbot.waitUntil(lambda: keypad.at == "start")


def test_a_voice_says_what_the_ring_comes_to_in_the_language_of_the_screen(open_kiosk, qtbot):
    class Voice:
        def __init__(self):
            self.said = []

        def say(self, text, language):
            self.said.append((text, language))

    keypad, voice = Keypad(open_kiosk, qtbot, language="en"), Voice()
    keypad.kiosk.window.attach_speech(voice)
    keypad.show("confirm")
    keypad.tap(Qt.Key.Key_Tab)
    keypad.kiosk.window.prefer("zh", large=False)
    keypad.tap(Qt.Key.Key_Backtab)
    (first, english), (second, chinese) = voice.said
    assert (english, chinese) == ("en", "zh")
    assert first.isascii()
    assert not second.isascii()


def test_what_cannot_be_pressed_is_passed_over(keypad):
    keypad.show("enter_pin-wait")
    keypad.tap(Qt.Key.Key_Tab)
    assert keypad.at == "back"


RETURN, TAB, SPACE = (Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Tab, "\t"), (Qt.Key.Key_Space, " ")
CODE = [(Qt.Key.Key_A, character) for character in "GSP2:ABCD"]


@pytest.mark.parametrize(
    "keys",
    [
        [*CODE, RETURN],
        [*CODE, TAB],
        [RETURN, *CODE, RETURN],
        [*CODE, RETURN, RETURN],
        [RETURN],
        [TAB, RETURN],
        [SPACE, SPACE, SPACE, RETURN],
        [(Qt.Key.Key_Right, ""), (Qt.Key.Key_Return, "\r")],
        [(Qt.Key.Key_M, "\x0d"), (Qt.Key.Key_J, "\x0a"), RETURN],
    ],
    ids=["enter", "tab", "prefix", "two", "lone enter", "tab enter", "spaces", "arrow", "control"],
)
@pytest.mark.parametrize("ring", [True, False], ids=["ring", "no ring"])
def test_no_scan_presses_anything(keypad, keys, ring):
    keypad.show("confirm")
    if ring:
        keypad.tap(Qt.Key.Key_Tab)
        keypad.kiosk.clock.advance(2000)
    keypad.scan(*keys)
    keypad.kiosk.clock.advance(2000)
    keypad.scan(*keys, held_ms=60, gap_ms=20) if len(keys) > 1 else keypad.scan(*keys)
    assert keypad.acts() == []
    coded = [event for event in keypad.posted if event.text == "GSP2:ABCD"]
    assert len(coded) == (2 if CODE[0] in keys else 0)
    assert all(isinstance(event, Scanned) for event in keypad.posted)


class Served(Keypad):
    """The conversation behind the window is the real one."""

    def __init__(self, open_kiosk, qtbot, talk):
        super().__init__(open_kiosk, qtbot)
        self.talk = talk

    def serve(self):
        """Take what was touched, and show what follows."""
        for touch in self.kiosk.touches:
            self.talk.take(touch)
        self.kiosk.touches.clear()
        self.kiosk.window.show_state(self.talk.state)
        self.qtbot.waitUntil(lambda: self.kiosk.visible[-1][0] == self.talk.screen)
        self.kiosk.clock.advance(GUARD_MS)

    def go_to(self, name):
        """Tab until the ring stands there."""
        for _ in range(20):
            if self.at == name:
                return
            self.tap(Qt.Key.Key_Tab)
            self.serve()
        raise AssertionError(f"{name} cannot be reached on {self.talk.screen}")

    def do(self, name, screen):
        self.go_to(name)
        self.press()
        self.serve()
        assert self.talk.screen == screen

    def hear(self, *events):
        self.talk.take(*events)
        self.serve()


def test_a_whole_drop_off_by_keys_alone(open_kiosk, qtbot, rules):
    one = Served(open_kiosk, qtbot, Conversation(rules, EMPTY))
    one.serve()
    one.do("start", "identify")
    one.do("goAsGuest", "choose_material")
    one.do("books", "weigh")
    weight = settled(3250)
    one.hear(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))
    one.do("confirm", "saving")
    (draft,) = [effect.drop_off for effect in one.talk.effects if hasattr(effect, "drop_off")]
    assert (draft.material, draft.weight.net_g) == ("books", 3250)
    one.hear(Committed(Receipt(draft.session, 1, 1, "books", 3250, draft.reduction_g, draft.points)))
    one.do("finish", "finished")
    one.do("finish", "attract")
    assert one.at == ""


def test_somebody_who_only_moves_the_ring_is_there(open_kiosk, qtbot, rules):
    one = Served(open_kiosk, qtbot, Conversation(rules, EMPTY))
    one.hear(on.Start())
    one.talk.wait(60_000).take(on.Tick())
    one.serve()
    assert one.talk.screen == "still_there"
    one.tap(Qt.Key.Key_Tab)
    one.serve()
    assert one.talk.screen == "identify"


@pytest.mark.timeout(20)
def test_a_control_that_is_still_without_height_has_its_place_too(qapp):
    places = [(300, 0, 120), (0, 200, 0), (0, 0, 120)]
    items = []
    for x, y, height in places:
        item = QQuickItem()
        item.setX(x)
        item.setY(y)
        item.setSize(QSizeF(120, height))
        items.append(item)
    high, flat, first = items
    assert reading_order(items) == [first, high, flat]
