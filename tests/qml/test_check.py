"""The staff's scale check: opened by a long hold, led in numbered steps, and its result told in grams."""

from dataclasses import replace

import pytest

from kiosk.core.errors import DeviceFaultKind
from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import CONTAINER_PLATE, container_samples, samples

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

SAMPLES = samples()
HOLD_MS = 3000
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def kiosk(open_kiosk):
    opened = open_kiosk(language="en")
    opened.clock.advance(GUARD_MS)
    opened.view.grabWindow()
    return opened


def place_of_hold(kiosk):
    area = kiosk.item("holdArea")
    return area.mapToScene(QPointF(area.width() / 2, area.height() / 2)).toPoint()


def test_the_status_line_held_for_three_seconds_opens_the_check(kiosk, qtbot):
    area = kiosk.item("holdArea")
    assert area.property("holdMs") == HOLD_MS
    QTest.mousePress(kiosk.view, LEFT, PLAIN, place_of_hold(kiosk))
    qtbot.waitUntil(lambda: 0 < area.property("progress") < 1)
    assert kiosk.item("holdProgress").width() > 0
    assert kiosk.touches == []
    qtbot.waitUntil(lambda: bool(kiosk.touches))
    QTest.mouseRelease(kiosk.view, LEFT, PLAIN, place_of_hold(kiosk))
    assert kiosk.touches == [on.StartScaleCheck()]


def test_a_hold_that_is_given_up_does_nothing(kiosk, qtbot):
    area = kiosk.item("holdArea")
    QTest.mousePress(kiosk.view, LEFT, PLAIN, place_of_hold(kiosk))
    qtbot.waitUntil(lambda: area.property("progress") > 0)
    QTest.mouseRelease(kiosk.view, LEFT, PLAIN, place_of_hold(kiosk))
    assert area.property("progress") == 0
    assert kiosk.touches == []


def test_a_short_touch_there_starts_a_visit_like_everywhere_on_that_screen(kiosk):
    QTest.mouseClick(kiosk.view, LEFT, PLAIN, place_of_hold(kiosk))
    assert kiosk.touches == [on.Start()]


def test_the_status_line_can_be_held_on_the_attract_screen_only(kiosk):
    for name, state in SAMPLES.items():
        kiosk.window.show_state(state)
        assert kiosk.item("holdArea").isEnabled() is (state.screen == "attract"), name


def test_the_switches_are_not_held(kiosk):
    area, switch = kiosk.item("holdArea"), kiosk.item("languageSwitch")
    assert area.mapToScene(QPointF(0, area.height())).y() <= switch.mapToScene(QPointF(0, 0)).y()


@pytest.mark.parametrize(
    ("name", "current", "reading", "said"),
    [
        ("check_scale", 0, "0.00", "Permitted error: ±20 g"),
        ("check_scale-place", 1, "6.43", "Permitted error: ±20 g"),
        ("check_scale-not-the-weight", 1, "5.01", "That is not the 10 kg test weight."),
        ("check_scale-remove", 2, "10.01", "Permitted error: ±20 g"),
        ("check_scale-saving", 3, "0.00", "Recording. One moment"),
    ],
)
def test_three_numbered_steps_with_the_live_reading(kiosk, name, current, reading, said):
    kiosk.window.show_state(SAMPLES[name])
    texts = kiosk.texts()
    assert kiosk.item("steps").property("current") == current
    assert kiosk.item("reading").property("value") == reading
    for step in ("Empty the scale", "Put the 10 kg test weight on the scale", "Take the test weight off again"):
        assert step in texts
    assert [text for text in texts if text.startswith(said)]


def test_on_a_bin_the_steps_are_those_of_a_bin(open_kiosk):
    kiosk = open_kiosk(language="en", plate=CONTAINER_PLATE)
    kiosk.window.show_state(container_samples()["check_scale-container-place"])
    assert {"Hands off the bin", "Lay the 10 kg test weight on the bin"} <= set(kiosk.texts())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("check_scale-passed", {"Check passed", "+10", "10 kg weighed as 10.01 kg, permitted ±20 g"}),
        ("check_scale-failed", {"Check failed", "−60", "10 kg weighed as 9.94 kg, permitted ±20 g"}),
        ("check_scale-failed-return", {"Check failed", "+30", "Empty again: +20 g, permitted ±10 g"}),
    ],
)
def test_the_result_is_told_in_grams(kiosk, name, said):
    kiosk.window.show_state(SAMPLES[name])
    texts = kiosk.texts()
    assert said <= set(texts)
    failed = "Check failed" in texts
    assert bool([text for text in texts if text.startswith("Please call for repair")]) is failed
    assert ("Scale ready" in texts) is not failed
    assert ("Scale check failed" in texts) is failed


def test_a_fault_inside_the_check_is_told_with_its_cause(kiosk):
    kiosk.window.show_state(SAMPLES["check_scale-fault"])
    texts = kiosk.texts()
    assert {"The scale is not answering", "Cause: nothing arrives from the indicator", "- - -"} <= set(texts)
    assert "Empty the scale" not in texts, "no step can be done without a scale"


def test_a_fault_after_the_result_does_not_cover_it(kiosk):
    kiosk.window.show_state(replace(SAMPLES["check_scale-passed"], scale=SAMPLES["check_scale-fault"].scale))
    texts = kiosk.texts()
    assert "Check passed" in texts
    assert not [text for text in texts if "not answering" in text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_has_words_for_the_staff(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    causes = set()
    for kind in DeviceFaultKind:
        kiosk.window.show_state(SAMPLES[f"scale_trouble-{kind.value}"])
        kiosk.view.grabWindow()
        cause = kiosk.item("cause").property("text")
        assert not cause.strip().endswith((":", "："))
        causes.add(cause)
    assert len(causes) == len(DeviceFaultKind)


@pytest.mark.parametrize("screen", ["scale_trouble", "attract-scale-fault"])
def test_staff_have_been_told_only_where_the_platform_can_know(kiosk, screen):
    online, offline = SAMPLES["attract"].link, SAMPLES["attract-offline"].link
    for link, reported, told in [
        (online, DeviceFaultKind.SILENT, True),
        (online, None, False),
        (offline, DeviceFaultKind.SILENT, False),
    ]:
        kiosk.window.show_state(replace(SAMPLES[screen], link=link, reported=reported))
        texts = kiosk.texts()
        assert ("It has been reported" in texts) is told
        assert ("Please tell the staff" in texts) is not told
