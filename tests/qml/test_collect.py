"""Emptying a container on the real window: what is touched, what is typed, and what is said."""

from dataclasses import replace

import pytest

from kiosk.core.collection import AbandonReason, DifferenceReason, Into, VehicleReason
from kiosk.session import inputs as on
from kiosk.session.collect_states import CollectTrouble
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import CONTAINER_PLATE, container_samples, samples

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

SAMPLES = samples()
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
THERE = Into("k-" + "1" * 20, "clothing-1")

CLICKS = [
    ("staff_menu-containers", "collect", on.StartCollection()),
    ("collect", "books-1", on.ChooseContainer("books-1")),
    ("collect", "last", on.ShowManifest()),
    ("collect", "back", on.Back()),
    ("collect-resume", "goOn", on.GoOn()),
    ("collect-resume", "giveUp", on.GiveUp()),
    ("collect-resume-stale", "giveUp", on.GiveUp()),
    ("collect-give-up", "vehicle_gone", on.Abandon(AbandonReason.VEHICLE_GONE)),
    ("collect-give-up", "back", on.Back()),
    ("collect-seal", "missing", on.SealMissing()),
    ("collect-intact", "intact", on.SealFound(intact=True)),
    ("collect-intact-other", "broken", on.SealFound(intact=False)),
    ("collect-weigh-counted", "remove", on.RemoveBag()),
    ("collect-weigh", "vehicle", on.WeighVehicle()),
    ("collect-weigh", "all", on.AllWeighed()),
    ("collect-vehicle-reason", "whole_container", on.VehicleBecause(VehicleReason.WHOLE_CONTAINER)),
    ("collect-compare", "agreed", on.Explain(None)),
    ("collect-compare-came", "weighAgain", on.Back()),
    ("collect-compare-came", "agreed", on.Explain(None)),
    ("collect-compare-less", "missing", on.Explain(DifferenceReason.MISSING)),
    ("collect-destination", "place0", on.SendTo(None)),
    ("collect-destination", "place1", on.SendTo(THERE)),
    ("collect-new-seal", "make", on.MakeSeal()),
    ("collect-sign", "print", on.PrintIt()),
    ("collect-manifest", "print", on.PrintIt()),
    ("collect-manifest", "finish", on.Finish()),
]


@pytest.fixture
def kiosk(open_kiosk):
    return open_kiosk(language="en")


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


@pytest.mark.parametrize(("name", "target", "touch"), CLICKS, ids=lambda value: str(value)[:24])
def test_each_answer_is_one_touch(kiosk, name, target, touch):
    show(kiosk, name)
    kiosk.click(target)
    kiosk.click(target)
    assert kiosk.touches == [touch]


def test_a_menu_without_containers_has_nothing_to_empty(kiosk):
    show(kiosk, "staff_menu")
    with pytest.raises(AssertionError):
        kiosk.item("collect")


def test_a_seal_is_typed_sign_by_sign_and_forgotten_with_the_question(kiosk):
    show(kiosk, "collect-seal")
    kiosk.click("enter")
    assert kiosk.touches == [], "nothing has been typed yet"
    for sign in "LZ-07":
        kiosk.click(f"key{sign}")
    kiosk.click("erase")
    assert kiosk.item("typed").property("text") == "LZ-0"
    kiosk.click("enter")
    assert kiosk.touches == [on.SealEntered("LZ-0")]
    show(kiosk, "collect-new-seal")
    assert kiosk.item("typed").property("text") == ""


def test_a_vehicles_weight_is_typed_in_kilograms_and_stays_when_it_is_refused(kiosk):
    show(kiosk, "collect-vehicle")
    kiosk.click("enter")
    kiosk.click("key0")
    kiosk.click("enter")
    assert kiosk.touches == [], "nothing has been typed yet"
    kiosk.click("erase")
    for key in "9300":
        kiosk.click(f"key{key}")
    kiosk.click("enter")
    assert kiosk.touches == [on.VehicleWeighed(9_300_000)]
    show(kiosk, "collect-vehicle-absurd")
    assert kiosk.item("weight").property("value") == "9300"


@pytest.mark.parametrize(
    ("name", "primary", "other"),
    [
        ("collect-weigh", "all", "vehicle"),
        ("collect-weigh-not-at-rest", None, "all"),
        ("collect-weigh-fault", "vehicle", "all"),
        ("collect-compare-came", "weighAgain", "agreed"),
        ("collect-resume-stale", "giveUp", None),
        ("collect-resume", "goOn", "giveUp"),
    ],
)
def test_what_is_to_be_done_is_the_main_act(kiosk, name, primary, other):
    show(kiosk, name)
    kiosk.view.grabWindow()
    assert primary is None or kiosk.item(primary).property("primary")
    assert other is None or not kiosk.item(other).property("primary")


def test_what_came_after_the_weighing_is_told_even_where_nothing_was_weighed(kiosk):
    state = SAMPLES["collect-compare-nothing"]
    kiosk.window.show_state(
        replace(state, phase=replace(state.phase, draft=replace(state.phase.draft, weighed_at_g=0)))
    )
    kiosk.view.grabWindow()
    assert "Dropped off since the weighing: 40.00 kg" in kiosk.texts()
    assert kiosk.item("agreed").property("text") == "Go on"


@pytest.mark.parametrize("name", ["collect-compare-changed", "collect-resume-stale", "collect-weigh-not-at-rest"])
def test_why_it_does_not_go_on_is_the_headline(kiosk, name):
    show(kiosk, name)
    kiosk.view.grabWindow()
    trouble = kiosk.item("trouble")
    assert trouble.y() == 0
    assert trouble.property("size") >= 64


def test_a_finger_signs_when_it_is_held(kiosk, qtbot):
    show(kiosk, "collect-sign")
    kiosk.view.grabWindow()
    area = kiosk.item("sign")
    assert area.property("holdMs") == 1500
    middle = area.mapToScene(QPointF(area.width() / 2, area.height() / 2)).toPoint()
    QTest.mouseClick(kiosk.view, LEFT, PLAIN, middle)
    assert kiosk.touches == []
    QTest.mousePress(kiosk.view, LEFT, PLAIN, middle)
    qtbot.waitUntil(lambda: bool(kiosk.touches))
    QTest.mouseRelease(kiosk.view, LEFT, PLAIN, middle)
    assert kiosk.touches == [on.Sign()]


def test_the_codes_of_seal_and_manifest_are_drawn(kiosk, qtbot):
    sizes = []
    for name in ("collect-sign", "collect-manifest"):
        show(kiosk, name)
        qtbot.waitUntil(lambda: not kiosk.window.claim_pending)
        kiosk.view.grabWindow()
        sizes.append(kiosk.item("qr").property("modules"))
    assert 20 < sizes[0] < sizes[1]
    show(kiosk, "collect")
    assert not kiosk.window.claim_pending


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("collect", {"92.00 kg, 61%", "Seal LZ-3F2A-3-9C41C2 since 16 Nov", "Never sealed"}),
        ("collect-seal", {"Put on last time: LZ-3F2A-3-9C41C2"}),
        ("collect-intact-other", {"That is another seal", "LZ-77-0192"}),
        ("collect-weigh-counted", {"Counted. Take the bag off", "Bags counted: 3, the last 21.06 kg", "52.30"}),
        ("collect-weigh-fault", {"The scale is not answering", "Cause: nothing arrives from the indicator"}),
        ("collect-compare", {"92.00 kg in 41 bags", "91.45 kg", "−0.55 kg, permitted ±1.84 kg"}),
        ("collect-compare-less", {"Why does it differ?", "−23.45 kg, permitted ±1.84 kg"}),
        ("collect-manifest", {"Manifest 812", "Check code: 9C419C419C419C41"}),
    ],
)
def test_the_figures_are_said(kiosk, name, said):
    show(kiosk, name)
    assert said <= set(kiosk.texts())


def test_nothing_can_be_struck_or_left_where_that_would_be_wrong(open_kiosk):
    kiosk = open_kiosk(language="en", plate=CONTAINER_PLATE)
    kiosk.window.show_state(container_samples()["collect-container-weigh"])
    with pytest.raises(AssertionError):
        kiosk.item("remove")
    kiosk.window.show_state(container_samples()["collect-container-put-back"])
    assert kiosk.item("trouble").property("text") == "Something was put into the bin. Please take it out again"
    assert not kiosk.item("all").property("primary")
    put_back = container_samples()["collect-container-put-back"]
    kiosk.window.show_state(replace(put_back, phase=replace(put_back.phase, trouble=CollectTrouble.BIN_OFF)))
    assert kiosk.item("trouble").property("text") == "The bin is off the scale. Empty it and put it back"
    assert not kiosk.item("all").property("primary")
    kiosk.window.show_state(container_samples()["collect-container"])
    assert "Its own scale says 88.45 kg" in kiosk.texts()
    show(kiosk, "collect-saving")
    with pytest.raises(AssertionError):
        kiosk.item("back")


def test_what_lies_flat_does_so_behind_the_drawer_too(kiosk):
    show(kiosk, "collect-vehicle")
    for lit in (False, True):
        assert kiosk.item("enter").property("lit") is lit
        for touched in ("more", "more", "key9"):
            kiosk.click(touched)
            assert kiosk.item("enter").property("lit") is (lit or touched == "key9")
            kiosk.clock.advance(GUARD_MS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_trouble_and_every_reason_has_words(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    troubles = set()
    for trouble in CollectTrouble:
        state = SAMPLES["collect-compare"]
        kiosk.window.show_state(replace(state, phase=replace(state.phase, trouble=trouble)))
        kiosk.view.grabWindow()
        troubles.add(kiosk.item("trouble").property("text"))
    assert len(troubles) == len(CollectTrouble)
    reasons = set()
    for name in ("collect-compare-less", "collect-compare-more"):
        show(kiosk, name)
        kiosk.view.grabWindow()
        shown = SAMPLES[name]
        assert shown.screen == "collect"
        for reason in DifferenceReason:
            try:
                reasons.add(kiosk.item(reason.value).property("text"))
            except AssertionError:
                continue
    assert len(reasons) == len(DifferenceReason)
