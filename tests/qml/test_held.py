"""Points that wait for a check are said to wait, with the reason, and never said to be credited."""

import re
from dataclasses import replace

import pytest

from kiosk.core.acts import HoldReason
from kiosk.session import inputs as on
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import CONTAINER_PLATE, container_samples, samples

SAMPLES = samples()
WAITING = re.compile(r"to be credited|to be checked|credited after a check|待核对|核对后入账", re.IGNORECASE)
PROMISED = re.compile(r"credited|Recorded!|入账|记好了！", re.IGNORECASE)


def held(name, reason):
    state = SAMPLES[name]
    return replace(state, phase=replace(state.phase, hold=reason))


def sentence(kiosk):
    kiosk.view.grabWindow()
    return kiosk.item("hold").property("text")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["confirm", "credited"])
def test_each_reason_has_its_own_words_and_nothing_is_promised(open_kiosk, name, language):
    kiosk = open_kiosk(language=language)
    said = set()
    for reason in HoldReason:
        kiosk.window.show_state(held(name, reason))
        said.add(sentence(kiosk))
        texts = kiosk.texts()
        assert any(WAITING.search(text) for text in texts)
        assert not [text for text in texts if PROMISED.search(WAITING.sub("", text))]
    assert len(said) == len(HoldReason)
    assert all(said)


def test_what_does_not_wait_says_nothing_of_waiting(open_kiosk):
    kiosk = open_kiosk(language="en")
    for name in ("confirm", "credited", "finished", "finished-guest", "choose_material-second"):
        kiosk.window.show_state(SAMPLES[name])
        assert not [text for text in kiosk.texts() if WAITING.search(text)]


def test_nothing_blooms_before_the_check(open_kiosk):
    kiosk = open_kiosk()
    kiosk.window.show_state(SAMPLES["credited-held"])
    assert kiosk.item("plant").property("openness") == 0
    kiosk.window.show_state(SAMPLES["credited"])
    assert kiosk.item("plant").property("openness") == 1


def test_the_end_of_the_visit_remembers_which_bags_wait(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["credited-held"])
    for name, waiting in [
        ("choose_material-held", "Recorded so far: 3.25 kg, to be checked"),
        ("finished-held", "Grams and points will be credited after a check"),
        ("finished-held", "points, to be checked"),
        ("finished-held-guest", "To be checked: 4160 g CO2, 97 points"),
        ("finished-held-one-of-two", "Bags to be checked: 1 (4160 g, 97 points)"),
    ]:
        kiosk.window.show_state(SAMPLES[name])
        assert waiting in kiosk.texts()


def test_in_the_bin_a_bag_cannot_be_weighed_again_and_going_back_says_what_it_costs(open_kiosk):
    kiosk = open_kiosk(language="en", plate=CONTAINER_PLATE)
    kiosk.window.show_state(container_samples()["confirm-container"])
    kiosk.clock.advance(GUARD_MS)
    texts = kiosk.texts()
    assert "Weigh again" not in texts
    assert 'Recorded only when you touch "Record it"' in texts
    kiosk.click("back")
    assert kiosk.touches == [on.Back()]


def test_on_the_platform_going_back_costs_nothing(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["confirm"])
    texts = kiosk.texts()
    assert "Weigh again" in texts
    assert not [text for text in texts if "not recorded" in text]
