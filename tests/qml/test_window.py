"""The window: says what is visible, tells the truth on its status line, and is taken down without a word."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kiosk.core.clock import LOCAL_TIME, ClockTrust
from kiosk.core.events import LinkStatus, Scanned
from kiosk.session.states import CareWarning
from kiosk.ui.attract import PANEL_MS, PANELS
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import RESIDENT_PAGE, samples
from kiosk.ui.window import ATTRACT_RESET_MS

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

SAMPLES = samples()


def walk(item):
    yield item
    for child in item.childItems():
        yield from walk(child)


def screens(kiosk):
    return [screen for screen, _ in kiosk.visible]


def test_each_screen_change_is_reported_once_after_it_was_drawn(open_kiosk, qtbot):
    kiosk = open_kiosk()
    for name in ("identify", "choose_material", "weigh", "confirm", "saving", "credited"):
        kiosk.window.show_state(SAMPLES[name])
        assert screens(kiosk)[-1] != name, "reported before any frame"
        qtbot.waitUntil(lambda name=name: screens(kiosk)[-1] == name)
        assert kiosk.visible[-1][1] is SAMPLES[name]
    assert screens(kiosk) == ["attract", "identify", "choose_material", "weigh", "confirm", "saving", "credited"]


def test_a_change_within_a_screen_is_not_a_screen_change(open_kiosk, qtbot):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["weigh"])
    qtbot.waitUntil(lambda: screens(kiosk)[-1] == "weigh")
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    kiosk.window.show_state(SAMPLES["credited"])
    qtbot.waitUntil(lambda: screens(kiosk)[-1] == "credited")
    assert screens(kiosk) == ["attract", "weigh", "credited"]


def test_a_screen_that_no_frame_showed_is_not_reported(open_kiosk, qtbot):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["saving"])
    kiosk.window.show_state(SAMPLES["credited"])
    qtbot.waitUntil(lambda: screens(kiosk)[-1] == "credited")
    assert "saving" not in screens(kiosk)


def test_what_is_reported_is_what_can_be_grabbed(open_kiosk, qtbot, tmp_path):
    kiosk = open_kiosk(width=1080, height=1920)
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    kiosk.window.show_state(SAMPLES["finished-guest"])
    qtbot.waitUntil(lambda: screens(kiosk)[-1] == "finished" and not kiosk.window.claim_pending)
    path = tmp_path / "finished.png"
    kiosk.window.grab(path)
    with Image.open(path) as picture:
        assert picture.size == (1080, 1920)
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 50
        (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == RESIDENT_PAGE + "#claim=7GKQ2MXYBR4TNW8D"
    code = kiosk.item("qr")
    module = (found.position.top_right.x - found.position.top_left.x) / code.property("modules")
    quiet = found.position.top_left.x - code.mapToScene(QPointF(0, 0)).x()
    assert module >= 8
    assert quiet >= 4 * module - 1


def test_without_a_resident_page_the_code_stands_alone(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["finished-guest"])
    kiosk.view.grabWindow()
    assert not kiosk.window.claim_pending
    figures = [i for i in texts(kiosk) if i == "7GKQ 2MXY BR4T NW8D"]
    assert len(figures) == 1


def texts(kiosk):
    def walk(item):
        if item.isVisible():
            if item.inherits("QQuickText"):
                yield item.property("text")
            for child in item.childItems():
                yield from walk(child)

    return list(walk(kiosk.view.rootObject()))


def test_the_status_line_tells_the_truth(open_kiosk):
    kiosk = open_kiosk(language="en")
    for link, said in [
        (LinkStatus(online=True, enrolled=True, pending=0), {"Online"}),
        (LinkStatus(online=False, enrolled=True, pending=12), {"Offline", "12 to upload"}),
        (LinkStatus(online=False, enrolled=False, pending=3), {"Not enrolled", "3 to upload"}),
    ]:
        kiosk.window.show_state(replace(SAMPLES["identify"], link=link))
        shown = set(texts(kiosk))
        assert said <= shown
        assert not (({"Online", "Offline", "Not enrolled"} - said) & shown)
    assert "Scale ready" in texts(kiosk)


def test_what_staff_must_see_to_is_said_on_every_screen_instead_of_scale_ready(open_kiosk):
    kiosk = open_kiosk(language="en")
    words = {
        CareWarning.CHECK_FAILED: "Scale check failed",
        CareWarning.CERTIFICATE_EXPIRED: "Scale certificate expired",
        CareWarning.CHECK_DUE: "Scale check due",
        CareWarning.CERTIFICATE_SOON: "Scale certificate expires soon",
    }
    for care, said in words.items():
        kiosk.window.show_state(replace(SAMPLES["identify"], care=(care, CareWarning.CERTIFICATE_SOON)))
        assert said in texts(kiosk)
        assert "Scale ready" not in texts(kiosk)
    for state in SAMPLES.values():
        kiosk.window.show_state(replace(state, care=(CareWarning.CHECK_DUE,)))
        kiosk.window.prefer("en", large=False)
        assert "Scale check due" in texts(kiosk)
    kiosk.window.show_state(replace(SAMPLES["scale_trouble"], care=(CareWarning.CHECK_DUE,)))
    assert {"Scale fault", "Scale check due"} <= set(texts(kiosk))


def test_the_clock_moves_and_is_silent_when_it_cannot_be_trusted(open_kiosk, qtbot):
    kiosk = open_kiosk()
    expected = kiosk.clock.now().astimezone(LOCAL_TIME).strftime("%H:%M")
    assert expected in texts(kiosk)
    kiosk.clock.advance(61_000)
    later = kiosk.clock.now().astimezone(LOCAL_TIME).strftime("%H:%M")
    qtbot.waitUntil(lambda: later in texts(kiosk))
    kiosk.clock.trusted = ClockTrust.UNKNOWN
    qtbot.waitUntil(lambda: "--:--" in texts(kiosk))


def test_the_seconds_run_on_the_screen_that_asks(open_kiosk, qtbot):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["still_there"])
    assert "18" in texts(kiosk)
    kiosk.clock.advance(1000)
    qtbot.waitUntil(lambda: "17" in texts(kiosk))


def test_language_and_size_can_be_switched_on_every_screen(open_kiosk):
    kiosk = open_kiosk()
    for state in SAMPLES.values():
        kiosk.window.show_state(state)
        before = texts(kiosk)
        kiosk.click("languageSwitch")
        assert texts(kiosk) != before
        kiosk.clock.advance(GUARD_MS)
        kiosk.click("languageSwitch")
        assert texts(kiosk) == before
        size = kiosk.item("clock").property("font").pixelSize()
        kiosk.click("sizeSwitch")
        assert kiosk.item("clock").property("font").pixelSize() > size
        kiosk.clock.advance(GUARD_MS)
        kiosk.click("sizeSwitch")
    assert kiosk.touches == []


def test_the_next_person_finds_the_configured_language(open_kiosk):
    kiosk = open_kiosk(language="zh")
    kiosk.window.show_state(SAMPLES["identify"])
    kiosk.click("languageSwitch")
    kiosk.click("sizeSwitch")
    kiosk.window.show_state(SAMPLES["choose_material"])
    assert "What is in this bag?" in texts(kiosk)
    kiosk.window.show_state(SAMPLES["attract"])
    assert "开始" in texts(kiosk)
    assert kiosk.item("clock").property("font").pixelSize() == 36


def test_a_language_chosen_on_attract_stays_for_a_minute(open_kiosk, qtbot):
    kiosk = open_kiosk(language="zh")
    kiosk.click("languageSwitch")
    kiosk.clock.advance(ATTRACT_RESET_MS - 1)
    kiosk.window.show_state(replace(SAMPLES["attract"], today_g=1))
    assert "Start" in texts(kiosk)
    kiosk.clock.advance(1)
    qtbot.waitUntil(lambda: "开始" in texts(kiosk))


def test_an_animated_kiosk_is_still_when_nobody_is_there(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True)
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    frames = []
    kiosk.view.frameSwapped.connect(lambda: frames.append(kiosk.visible[-1][0]))
    qtbot.waitUntil(lambda: len(frames) > 20)  # the sprout sways
    kiosk.window.show_state(SAMPLES["attract"])
    qtbot.waitUntil(lambda: screens(kiosk)[-1] == "attract")
    for shown in ("accepted", "steps"):
        frames.clear()
        minute = kiosk.clock.now().astimezone(LOCAL_TIME).strftime("%H:%M")
        kiosk.clock.advance(5 * len(PANELS) * PANEL_MS)  # two minutes later the same panel stands
        qtbot.waitUntil(lambda minute=minute: minute not in texts(kiosk))
        assert len(frames) <= 3, "the minute on the status line is all that changes"
        kiosk.clock.advance(PANEL_MS)
        qtbot.waitUntil(lambda shown=shown: kiosk.item(shown).parentItem().opacity() == 1)


def test_the_blossom_opens_once_and_then_stands_still(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True)
    kiosk.window.show_state(SAMPLES["credited"])
    plant = kiosk.item("plant")
    assert plant.property("openness") < 0.5
    qtbot.waitUntil(lambda: plant.property("openness") == 1)
    kiosk.window.show_state(replace(SAMPLES["credited"], today_g=1))
    assert plant.property("openness") == 1


def test_the_sprout_follows_the_weight_and_comes_to_rest(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True)
    kiosk.window.show_state(SAMPLES["weigh"])
    assert not [i for i in walk(kiosk.view.rootObject()) if i.objectName() == "plant" and i.isVisible()]
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    plant = kiosk.item("plant")
    assert plant.property("shown") < plant.property("growth")
    qtbot.waitUntil(lambda: plant.property("shown") == plant.property("growth") > 0.5)
    qtbot.waitUntil(lambda: abs(plant.property("sway")) > 0.5)
    kiosk.window.show_state(SAMPLES["weigh-over-cap"])
    qtbot.waitUntil(lambda: plant.property("sway") == 0)


@pytest.mark.parametrize("settled", ["confirm", "confirm-books"])
def test_the_sway_dies_down_on_the_next_screen_instead_of_stopping_dead(open_kiosk, qtbot, settled):
    kiosk = open_kiosk(motion=True)
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    plant = kiosk.item("plant")
    qtbot.waitUntil(lambda: abs(plant.property("sway")) > 0.5)
    kiosk.window.show_state(SAMPLES[settled])
    plant = kiosk.item("plant")
    assert plant.property("shown") == plant.property("growth")  # only the sway goes on
    leans = [plant.property("sway")]
    assert abs(leans[0]) > 0.5
    kiosk.view.frameSwapped.connect(lambda: leans.append(plant.property("sway")))
    qtbot.waitUntil(lambda: leans[-1] == 0)
    assert len({lean for lean in leans if lean}) > 5


def test_without_motion_the_plant_stands_still_while_the_scale_moves(open_kiosk):
    kiosk = open_kiosk(motion=False)
    kiosk.window.show_state(SAMPLES["weigh-moving"])
    plant = kiosk.item("plant")
    kiosk.texts()  # a whole frame
    assert plant.property("blown") is False
    assert plant.property("sway") == plant.property("flutter") == 0
    assert plant.property("shown") == plant.property("growth") > 0.5


def test_full_screen_cannot_be_closed_or_left_by_keys(open_kiosk):
    kiosk = open_kiosk(full_screen=True)
    QTest.keyClick(kiosk.view, Qt.Key.Key_Escape)
    QTest.keyClick(kiosk.view, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    assert kiosk.view.close() is False
    assert kiosk.view.isVisible()


def test_a_development_window_is_closed_by_escape(open_kiosk):
    kiosk = open_kiosk(full_screen=False)
    QTest.keyClick(kiosk.view, Qt.Key.Key_Escape)
    assert not kiosk.view.isVisible()


def test_a_keyboard_scanner_is_read_through_the_window(open_kiosk):
    class Lines:
        text = ""

        def key(self, text, _now_ms):
            self.text += text
            return self.text.rstrip("\r") if text == "\r" else None

    kiosk, posted = open_kiosk(full_screen=True), []
    kiosk.window.attach_wedge(Lines(), posted.append)
    for text in "NCFabc\r":
        kind, plain = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
        QGuiApplication.sendEvent(kiosk.view, QKeyEvent(kind, Qt.Key.Key_unknown, plain, text))
    assert posted == [Scanned("NCFabc", "wedge")]


def test_it_is_taken_down_twice_without_harm(open_kiosk):
    before = set(QGuiApplication.allWindows())
    kiosk = open_kiosk()
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    kiosk.window.show_state(SAMPLES["finished-guest"])
    kiosk.window.close()
    kiosk.window.close()
    assert not [w for w in QGuiApplication.allWindows() if w not in before and isinstance(w, QQuickView)]
