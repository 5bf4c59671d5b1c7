"""Sound on the screen: what is spoken stands there word for word, and who cannot hear misses nothing."""

import re
import tomllib
from dataclasses import replace

import pytest

from kiosk.assets import SOUNDS
from kiosk.core.hours import Hours
from kiosk.core.sounds import Prompt, SoundStatus, SoundView, Volume
from kiosk.session import inputs as on
from kiosk.session.cues import asked
from kiosk.sound import RecordedSound
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import CONTAINER_PLATE, PLATE, container_samples, samples
from kiosk.ui.window import ATTRACT_RESET_MS

from PySide6.QtGui import QAccessible

MANIFEST = tomllib.loads((SOUNDS / "prompts.toml").read_text("utf-8"))
SAMPLES = samples()
BOOKS = replace(
    SAMPLES["recovered"],
    phase=replace(SAMPLES["recovered-two"].phase, receipts=SAMPLES["recovered-two"].phase.receipts[1:]),
)
WAYS = {
    "platform": (PLATE, SAMPLES | {"recovered-books": BOOKS}),
    "container": (CONTAINER_PLATE, container_samples()),
}
NUMBER = re.compile(r" \d[\d.]* 公斤|\d[\d.]* kg of ")
ENDS = tuple(" ,.:;?!，。：；？！")


def stands_in(sentence, text):
    """Word for word, from the beginning of a clause to the end of one; the number is not spoken."""
    return is_clause(sentence, text) or is_clause(sentence, NUMBER.sub("", text))


def is_clause(sentence, text):
    before, found, after = text.partition(sentence)
    begins = not before or before.endswith(ENDS)
    ends = not after or sentence.endswith(ENDS) or after.startswith(ENDS)
    return bool(found) and begins and ends


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_spoken_stands_on_the_screen_word_for_word(open_kiosk, language):
    said = set()
    for plate, states in WAYS.values():
        kiosk = open_kiosk(language=language, plate=plate)
        for name, state in states.items():
            prompt = asked(state, container=plate is CONTAINER_PLATE)
            if prompt is None:
                continue
            said.add(prompt)
            kiosk.window.show_state(state)
            texts = [text.replace("\n", "") for text in kiosk.texts(laid_out=False)]
            for sentence in MANIFEST[prompt][language]:
                assert any(stands_in(sentence, text) for text in texts), f"{name}: {sentence!r} is not among {texts}"
    assert said == set(Prompt), "a sample shows every sentence that is spoken"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_guest_is_told_stands_beside_the_code_to_scan_too(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    kiosk.window.set_resident_page("https://points.example.org/me")
    kiosk.window.show_state(SAMPLES["finished-guest"])
    kiosk.qtbot.waitUntil(lambda: kiosk.item("qr").property("modules") > 0)
    texts = [text.replace("\n", "") for text in kiosk.texts(laid_out=False)]
    for sentence in MANIFEST[Prompt.FINISHED_CLAIM][language]:
        assert any(stands_in(sentence, text) for text in texts), f"{sentence!r} is not among {texts}"


@pytest.fixture
def sound():
    return RecordedSound()


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk, sound):
    width, height = request.param
    return open_kiosk(sound=sound, width=width, height=height)


def show(kiosk, state):
    kiosk.window.show_state(SAMPLES[state] if isinstance(state, str) else state)
    kiosk.clock.advance(GUARD_MS)


def test_a_screen_is_heard_in_its_language(kiosk, sound):
    show(kiosk, "identify")
    kiosk.click("languageSwitch")
    show(kiosk, "privacy_notice")
    assert sound.played == [("zh/identify",), ("en/identify",), ("seen", "en/privacy_notice")]


def test_one_touch_steps_the_volume_and_one_says_it_again(kiosk, sound):
    show(kiosk, "weigh")
    kiosk.click("again")
    assert sound.played[1:] == [("zh/place",)]
    for volume, word in ((Volume.SOFT, "小声"), (Volume.OFF, "静音"), (Volume.LOUD, "大声")):
        kiosk.clock.advance(GUARD_MS)
        kiosk.click("volume")
        assert sound.volume is volume
        assert kiosk.item("volume").property("text") == f"声音：{word}"
        assert kiosk.item("again").isEnabled() == (volume is not Volume.OFF)
    assert QAccessible.queryAccessibleInterface(kiosk.item("volume")).text(QAccessible.Text.Name) == "声音：大声"
    assert kiosk.touches == []


def test_what_cannot_be_said_again_offers_no_touch(kiosk, sound):
    show(kiosk, "attract")
    kiosk.click("again")
    assert sound.played == []


def test_without_a_loudspeaker_there_is_nothing_to_switch(kiosk, sound):
    show(kiosk, replace(SAMPLES["weigh"], sound=SoundView(SoundStatus.NONE)))
    with pytest.raises(AssertionError, match="no visible item"):
        kiosk.item("volume")
    with pytest.raises(AssertionError, match="no visible item"):
        kiosk.item("again")


def test_who_leaves_leaves_the_loudness_of_the_place(kiosk, sound):
    show(kiosk, "weigh")
    kiosk.click("volume")
    show(kiosk, "attract")
    assert sound.volume is Volume.LOUD
    kiosk.click("volume")
    assert sound.volume is Volume.SOFT
    kiosk.clock.advance(ATTRACT_RESET_MS)
    kiosk.qtbot.waitUntil(lambda: sound.volume is Volume.LOUD)
    kiosk.click("more")
    assert kiosk.item("volume").property("text") == "声音：大声"


def test_at_night_it_is_soft_until_somebody_wants_it_louder(open_kiosk, sound):
    kiosk = open_kiosk(sound=sound, night=Hours(17 * 60, 18 * 60))  # it is 17:00
    kiosk.clock.advance(ATTRACT_RESET_MS)
    kiosk.qtbot.waitUntil(lambda: sound.volume is Volume.SOFT)
    show(kiosk, "weigh")
    for _ in range(2):
        kiosk.click("volume")
        kiosk.clock.advance(GUARD_MS)
    assert sound.volume is Volume.LOUD
    show(kiosk, "attract")
    assert sound.volume is Volume.SOFT
    kiosk.clock.advance(60 * 60_000)
    kiosk.qtbot.waitUntil(lambda: sound.volume is Volume.LOUD)


def test_staff_hear_how_loud_it_is(kiosk, sound):
    show(kiosk, "console-screen")
    kiosk.click("volume")
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("more")  # puts the drawer away
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("trySound")
    assert sound.played == [("credited", "zh/credited")]
    assert sound.volume is Volume.LOUD
    assert kiosk.touches == [on.StillHere()]
