"""Every reason not to accept a weight has its own words and its own picture, in both languages and ways of weighing."""

from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.session.states import WeighHint
from kiosk.ui.samples import CONTAINER_PLATE, PLATE, samples

WEIGH = samples()["weigh"]
WAYS = {PLATE: set(WeighHint) - {WeighHint.TAKEN_OUT}, CONTAINER_PLATE: set(WeighHint)}


def hinted(hint):
    return replace(WEIGH, phase=replace(WEIGH.phase, hint=hint))


def said(kiosk, hint):
    kiosk.window.show_state(hinted(hint))
    kiosk.view.grabWindow()
    return kiosk.item("hint").property("text").replace("\u00a0", " ")


def picture(kiosk, hint):
    """What is drawn above the weight."""
    kiosk.window.show_state(hinted(hint))
    shown = kiosk.view.grabWindow()
    weight = kiosk.item("weight")
    return shown.copy(0, 0, shown.width(), int(weight.mapToScene(weight.position() * 0).y()))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("plate", WAYS, ids=lambda plate: plate.mode.value)
def test_each_hint_has_its_own_sentence(open_kiosk, plate, language):
    kiosk = open_kiosk(plate=plate)
    kiosk.window.show_state(WEIGH)
    kiosk.window.prefer(language, large=False)
    sentences = {hint: said(kiosk, hint) for hint in WAYS[plate]}
    assert all(sentences.values()), sentences
    assert len(set(sentences.values())) == len(sentences), sentences


@pytest.mark.parametrize("plate", WAYS, ids=lambda plate: plate.mode.value)
def test_each_hint_has_its_own_picture(open_kiosk, plate):
    kiosk = open_kiosk(plate=plate)
    pictures = {}
    for hint in WAYS[plate]:
        pictures[hint] = picture(kiosk, hint)
        if hint is not WeighHint.MOVING:  # that is the sprout's
            assert kiosk.item("hintPicture").property("scene").toVariant(), hint
    for one, other in combinations(pictures, 2):
        height = min(pictures[one].height(), pictures[other].height())
        width = pictures[one].width()
        assert pictures[one].copy(0, 0, width, height) != pictures[other].copy(0, 0, width, height), (one, other)


def test_the_limits_are_those_of_this_scale_and_rule(open_kiosk):
    kiosk = open_kiosk(language="en", plate=ScalePlate(interval_g=20, max_g=150_000, min_g=400))
    assert "Over 150 kg" in said(kiosk, WeighHint.TOO_HEAVY)
    assert "at least 0.4 kg" in said(kiosk, WeighHint.TOO_LIGHT)  # Min of the scale: more than the rule's 0.2
    assert "At most 20 kg" in said(kiosk, WeighHint.OVER_DROP_CAP)


def test_the_least_weight_is_the_rules_where_the_scale_could_weigh_less(open_kiosk):
    kiosk = open_kiosk(language="en", plate=ScalePlate(interval_g=5, max_g=15_000, min_g=100))
    assert "at least 0.2 kg" in said(kiosk, WeighHint.TOO_LIGHT)


def test_where_the_bin_is_weighed_nobody_is_sent_to_a_scale_to_put_a_bag_on(open_kiosk):
    kiosk = open_kiosk(language="en", plate=CONTAINER_PLATE)
    assert CONTAINER_PLATE.mode is ScaleMode.CONTAINER
    for hint in (WeighHint.PLACE, WeighHint.STEP_BACK, WeighHint.TOO_HEAVY):
        assert "bin" in said(kiosk, hint)
    assert "empty the scale" not in said(kiosk, WeighHint.CLEAR_FIRST).lower()
