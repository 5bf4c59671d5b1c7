"""The frame of every screen: the bar, bringing down, colours, and how the screen rests."""

from dataclasses import replace

import pytest

from kiosk.core.clock import ClockTrust
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.core.hours import Hours
from kiosk.session import inputs as on
from kiosk.session.states import Notice, NoticeKind
from kiosk.ui.ease import FOR_STAFF
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.rest import MINUTE_MS
from kiosk.ui.samples import RESIDENT_PAGE, samples
from tests.qml.test_layout import (
    buttons_apart,
    buttons_of,
    complaints,
    shrunk_words,
    small_targets,
    words_under_buttons,
)

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtTest import QTest

SAMPLES = samples()
SCREENS = {state.screen: state for state in SAMPLES.values()}  # one of each
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
REACH = 0.4  # of the height, from the top: nothing is to be touched above it where the page is brought down
ALWAYS = ("languageSwitch", "sizeSwitch", "more")
MOST = 5  # buttons side by side
LEAST_WORD = 36
LAYOUTS = {"portrait": (540, 960), "landscape": (960, 540)}


def top(item):
    return item.mapToScene(QPointF(0, 0)).y()


def has(kiosk, name):
    return any(i.objectName() == name and i.isVisible() for i in items(kiosk.view.rootObject()))


def items(item):
    yield item
    for child in item.childItems():
        yield from items(child)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_bar_stands_at_the_bottom_of_every_screen(open_kiosk, layout):
    width, height = LAYOUTS[layout]
    kiosk = open_kiosk(width=width, height=height)
    for name, state in SCREENS.items():
        kiosk.window.show_state(state)
        kiosk.view.grabWindow()
        for button in ALWAYS:
            assert top(kiosk.item(button)) > height - 136 * kiosk.item("stage").scale(), name


def test_staff_and_landscape_have_nothing_to_bring_down(open_kiosk):
    kiosk = open_kiosk()
    for name, state in SCREENS.items():
        kiosk.window.show_state(state)
        kiosk.window.prefer("zh", large=False, more=True)
        assert has(kiosk, "lowerSwitch") is (state.screen not in FOR_STAFF), name
    landscape = open_kiosk(width=960, height=540)
    landscape.window.prefer("zh", large=False, more=True)
    assert not has(landscape, "lowerSwitch")


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_bar_is_few_and_large_and_whole(open_kiosk, layout, language, large):
    width, height = LAYOUTS[layout]
    kiosk = open_kiosk(language=language, width=width, height=height)
    for screen in ("identify", "attract", "console", "staff_menu"):
        kiosk.window.show_state(SCREENS[screen])
        for more in (False, True):
            kiosk.window.prefer(language, large=large, more=more)
            kiosk.view.grabWindow()
            buttons = [i for i in items(kiosk.item("stage")) if i.metaObject().className().startswith("EaseButton")]
            row = [i for i in buttons if i.isVisible() and top(i) > height - 136 * kiosk.item("stage").scale()]
            assert len(row) <= MOST
            assert not list(small_targets(kiosk.view))
            for button in (i for i in buttons if i.isVisible()):
                (word,) = [i for i in items(button) if i.inherits("QQuickText")]
                assert word.property("contentWidth") <= button.width(), word.property("text")
                assert word.property("font").pixelSize() >= LEAST_WORD


def test_what_is_rarer_is_one_touch_further_and_put_away_again(open_kiosk):
    kiosk = open_kiosk()
    for close in ("more", "besideDrawer", "lowerSwitch", "contrastSwitch"):
        kiosk.click("more")
        assert has(kiosk, "drawer")
        kiosk.clock.advance(GUARD_MS)
        kiosk.click(close)
        assert not has(kiosk, "drawer"), close
        kiosk.clock.advance(GUARD_MS)
    kiosk.click("more")
    kiosk.window.show_state(SAMPLES["identify"])
    assert not has(kiosk, "drawer")
    assert kiosk.touches == []


def test_the_drawer_is_as_low_as_the_bar_and_the_page_waits_behind_it(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["confirm"])
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("more")
    for button in ("lowerSwitch", "contrastSwitch", "volume"):
        assert top(kiosk.item(button)) > 0.8 * kiosk.view.height()
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("read-methodology")
    assert kiosk.touches == []
    assert not has(kiosk, "drawer")


def test_a_trembling_hand_switches_once(open_kiosk):
    kiosk = open_kiosk()
    for name in ("sizeSwitch", "languageSwitch", "more"):
        before = kiosk.item(name).property("on"), kiosk.item(name).property("open"), kiosk.item(name).property("text")
        kiosk.click(name)
        after = kiosk.item(name).property("on"), kiosk.item(name).property("open"), kiosk.item(name).property("text")
        kiosk.click(name)
        now = kiosk.item(name).property("on"), kiosk.item(name).property("open"), kiosk.item(name).property("text")
        assert before != after == now, name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_touch_on_the_bar_is_none_on_the_page_under_it(open_kiosk, layout):
    width, height = LAYOUTS[layout]
    kiosk = open_kiosk(width=width, height=height)
    kiosk.clock.advance(GUARD_MS)
    kiosk.view.grabWindow()
    for x in range(4, width if layout == "portrait" else int(0.46 * width), 24):
        QTest.mouseClick(kiosk.view, LEFT, PLAIN, QPoint(x, height - 20))
    assert kiosk.touches == []


def ticks(kiosk, name):
    return [i for i in items(kiosk.item(name)) if i.property("name") == "check" and i.isVisible()]


def test_what_is_on_shows_by_more_than_its_colour(open_kiosk):
    kiosk = open_kiosk()
    for name, shows in (("sizeSwitch", "sizeSwitch"), ("contrastSwitch", "more"), ("lowerSwitch", "more")):
        assert not ticks(kiosk, shows)
        kiosk.click(name)
        kiosk.clock.advance(GUARD_MS)
        assert ticks(kiosk, shows), name
        if shows == "more":
            kiosk.click("more")
            assert ticks(kiosk, name)
        kiosk.click(name)
        kiosk.clock.advance(GUARD_MS)
        assert not ticks(kiosk, shows)


def test_the_next_person_finds_nothing_of_what_was_chosen(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["identify"])
    for name in ("contrastSwitch", "lowerSwitch", "sizeSwitch"):
        kiosk.click(name)
        kiosk.clock.advance(GUARD_MS)
    kiosk.window.show_state(SAMPLES["choose_material"])
    assert chosen(kiosk) == (True, True, True)
    kiosk.window.show_state(SAMPLES["attract"])
    assert chosen(kiosk) == (False, False, False)


def chosen(kiosk):
    return theme(kiosk, "scheme") == "contrast", theme(kiosk, "low") > 0, kiosk.item("sizeSwitch").property("on")


@pytest.mark.parametrize(("language", "large"), [("zh", False), ("en", True)])
def test_brought_down_all_that_is_touched_is_in_the_lower_part_and_nothing_is_cut(open_kiosk, qtbot, language, large):
    kiosk = open_kiosk(language=language)
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    found = []
    for name, state in SAMPLES.items():
        if state.screen in FOR_STAFF:
            continue
        kiosk.window.show_state(state)
        kiosk.window.prefer(language, large=large, lowered=True)
        qtbot.waitUntil(lambda: not kiosk.window.claim_pending)
        kiosk.view.grabWindow()
        high = [i.objectName() for i in buttons_of(kiosk.view) if top(i) < REACH * kiosk.view.height() - 1]
        checks = (complaints, small_targets, buttons_apart, words_under_buttons, shrunk_words)
        found.extend(f"{name}: {complaint}" for check in checks for complaint in check(kiosk.view))
        found.extend(f"{name}: {button} is too high up" for button in high)
    assert not found, "\n".join(found)


def test_brought_down_the_picture_comes_down_too(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    before = top(kiosk.item("plant"))
    kiosk.click("lowerSwitch")
    assert top(kiosk.item("plant")) >= REACH * kiosk.view.height() > before
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("lowerSwitch")
    assert top(kiosk.item("plant")) == before


def colour(kiosk):
    return kiosk.view.rootObject().property("color")


def theme(kiosk, name):
    root = kiosk.view.rootObject()
    value, _ = QQmlExpression(qmlContext(root), root, f"Theme.{name}").evaluate()
    return value


def alone(kiosk, minutes, name="attract"):
    """Nobody stirs for so long at the resting screen."""
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(minutes * MINUTE_MS)


def test_the_night_has_colours_of_its_own_by_the_local_hour(open_kiosk, qtbot):
    kiosk = open_kiosk(night=Hours(21 * 60, 6 * 60))  # it is 17:00
    assert colour(kiosk) == theme(kiosk, "light.paper")
    kiosk.clock.advance(4 * 60 * MINUTE_MS)
    qtbot.waitUntil(lambda: colour(kiosk) == theme(kiosk, "night.paper"))
    kiosk.click("contrastSwitch")
    assert colour(kiosk) == theme(kiosk, "contrast.paper")
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("contrastSwitch")
    kiosk.clock.advance(9 * 60 * MINUTE_MS)
    qtbot.waitUntil(lambda: colour(kiosk) == theme(kiosk, "light.paper"))


def test_a_clock_that_cannot_be_trusted_makes_no_night(open_kiosk, qtbot):
    kiosk = open_kiosk(night=Hours(0, 24 * 60))
    assert colour(kiosk) == theme(kiosk, "night.paper")
    kiosk.clock.trusted = ClockTrust.UNKNOWN
    qtbot.waitUntil(lambda: colour(kiosk) == theme(kiosk, "light.paper"))


def test_at_night_an_empty_place_is_dim_and_whoever_comes_has_light(open_kiosk, qtbot):
    kiosk = open_kiosk(night=Hours(0, 24 * 60))
    assert not has(kiosk, "dimmer")
    alone(kiosk, minutes=1)
    qtbot.waitUntil(lambda: has(kiosk, "dimmer"))
    kiosk.click("start")
    assert kiosk.touches == [on.Start()], "what is dim can be touched"
    kiosk.window.show_state(SAMPLES["identify"])
    assert not has(kiosk, "dimmer")


def test_after_long_it_sleeps_and_a_touch_anywhere_starts_as_attract_does(open_kiosk, qtbot):
    kiosk = open_kiosk(saver_minutes=20)
    alone(kiosk, minutes=19)
    kiosk.window.show_state(replace(SAMPLES["attract"], today_g=1))
    assert not has(kiosk, "sleeping")
    alone(kiosk, minutes=1)
    qtbot.waitUntil(lambda: has(kiosk, "sleeping"))
    assert not has(kiosk, "stage")
    switch = QPoint(60, kiosk.view.height() - 30)  # where the language's switch was
    QTest.mouseClick(kiosk.view, LEFT, PLAIN, switch)
    assert kiosk.touches == [on.Start()]
    assert not has(kiosk, "sleeping")
    assert has(kiosk, "start")
    assert kiosk.item("languageSwitch").property("text") == "English"


WAKING = {
    "a scan": SAMPLES["identify"],
    "a scan that is refused": replace(SAMPLES["attract"], notice=Notice(NoticeKind.BUSY, 9)),
    "a load": replace(SAMPLES["attract"], scale=ScaleView(ScaleStatus.MOVING, 900)),
}


@pytest.mark.parametrize("waking", WAKING)
def test_it_wakes_for(open_kiosk, qtbot, waking):
    kiosk = open_kiosk(saver_minutes=20)
    alone(kiosk, minutes=20)
    qtbot.waitUntil(lambda: has(kiosk, "sleeping"))
    kiosk.window.show_state(WAKING[waking])
    assert not has(kiosk, "sleeping")
    assert has(kiosk, "stage")


def test_a_kiosk_out_of_service_says_so_all_night(open_kiosk, qtbot):
    kiosk = open_kiosk(saver_minutes=20, night=Hours(0, 24 * 60))
    alone(kiosk, minutes=60, name="out_of_service-staff")
    qtbot.waitUntil(lambda: has(kiosk, "dimmer"))
    assert has(kiosk, "screen")
    assert not has(kiosk, "sleeping")


def test_asleep_it_draws_once_a_minute_with_its_light_elsewhere(open_kiosk, qtbot):
    kiosk = open_kiosk(saver_minutes=20, motion=True)
    alone(kiosk, minutes=20)
    qtbot.waitUntil(lambda: has(kiosk, "sleeping"))
    kiosk.view.grabWindow()
    frames, places = [], set()
    kiosk.view.frameSwapped.connect(lambda: frames.append(1))
    for _ in range(2):
        place = kiosk.item("nightLight").position()
        places.add(place.toTuple())
        kiosk.clock.advance(MINUTE_MS)
        qtbot.waitUntil(lambda place=place: kiosk.item("nightLight").position() != place)
    assert len(places) == 2
    assert len(frames) <= 4


def test_the_picture_shifts_while_nobody_is_there_and_never_under_a_finger(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True)
    stage = kiosk.item("stage")
    alone(kiosk, minutes=3)
    qtbot.waitUntil(lambda: stage.position() != QPointF(0, 0))
    before = stage.position()
    kiosk.window.show_state(SAMPLES["identify"])
    kiosk.clock.advance(5 * MINUTE_MS)
    kiosk.window.show_state(SAMPLES["choose_material"])
    assert stage.position() == before
    kiosk.window.show_state(SAMPLES["attract"])
    assert stage.position() == before, "somebody is still leaving"


def test_without_motion_nothing_shifts(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=False, night=Hours(0, 24 * 60))
    alone(kiosk, minutes=3)
    qtbot.waitUntil(lambda: has(kiosk, "dimmer"))
    assert kiosk.item("stage").position() == QPointF(0, 0)
