"""What the window says aloud, and what people may set on it."""

from dataclasses import replace

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.sounds import SoundStatus, SoundView, Volume
from kiosk.sound import RecordedSound
from kiosk.ui.samples import samples
from kiosk.ui.speaking import GUARD_MS, SoundControls, Speaking

SAMPLES = samples()


@pytest.fixture
def sound() -> RecordedSound:
    return RecordedSound()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def speaking(sound: RecordedSound, clock: ManualClock, *, voice: bool = True, volume: Volume = Volume.LOUD) -> Speaking:
    return Speaking(sound, clock, volume=volume, voice=voice, container=False)


def test_the_earcon_comes_first_and_the_sentence_in_the_language_of_the_screen(
    sound: RecordedSound, clock: ManualClock
) -> None:
    says = speaking(sound, clock)
    says.follow(SAMPLES["saving"], SAMPLES["credited"], "zh")
    says.follow(SAMPLES["saving"], SAMPLES["credited"], "en")
    assert sound.played == [("credited", "zh/credited"), ("credited", "en/credited")]


def test_a_sentence_that_does_not_stand_there_any_more_is_broken_off(sound: RecordedSound, clock: ManualClock) -> None:
    says = speaking(sound, clock)
    says.follow(SAMPLES["weigh"], SAMPLES["weigh-moving"], "zh")
    assert (sound.played, sound.hushed) == ([], 1)
    says.follow(SAMPLES["weigh-moving"], SAMPLES["weigh-moving"], "zh")
    assert sound.hushed == 1


def test_a_notice_may_be_said_to_its_end(sound: RecordedSound, clock: ManualClock) -> None:
    speaking(sound, clock).follow(SAMPLES["identify-replayed"], SAMPLES["identify"], "zh")
    assert (sound.played, sound.hushed) == ([], 0)


def test_without_a_voice_only_the_short_sounds_are_heard(sound: RecordedSound, clock: ManualClock) -> None:
    says = speaking(sound, clock, voice=False)
    says.follow(SAMPLES["attract"], SAMPLES["identify"], "zh")
    says.follow(SAMPLES["saving"], SAMPLES["credited"], "zh")
    assert sound.played == [("credited",)]
    assert not says.controls(SAMPLES["identify"]).repeatable


def test_what_the_screen_says_is_said_again(sound: RecordedSound, clock: ManualClock) -> None:
    says = speaking(sound, clock)
    clock.advance(GUARD_MS)
    says.again(SAMPLES["identify-replayed"], "en")
    clock.advance(GUARD_MS)
    says.again(SAMPLES["attract"], "en")
    assert sound.played == [("en/refused_replayed",)]


def test_a_touch_goes_from_loud_to_soft_to_off_and_back(sound: RecordedSound, clock: ManualClock) -> None:
    says, state = speaking(sound, clock), SAMPLES["weigh"]
    volumes = []
    for _ in range(3):
        clock.advance(GUARD_MS)
        says.step(state, "zh")
        volumes.append(sound.volume)
    assert volumes == [Volume.SOFT, Volume.OFF, Volume.LOUD]
    assert sound.played == [("zh/place",)], "who switches it on hears that it is on"
    clock.advance(GUARD_MS - 1)
    says.step(state, "zh")
    assert sound.volume is Volume.LOUD, "two touches of a trembling hand are one"


def test_who_leaves_leaves_the_loudness_of_the_place(sound: RecordedSound, clock: ManualClock) -> None:
    says = speaking(sound, clock, volume=Volume.SOFT)
    assert sound.volume is Volume.SOFT
    clock.advance(GUARD_MS)
    says.step(SAMPLES["attract"], "zh")
    assert sound.volume is Volume.OFF
    says.rest()
    assert sound.volume is Volume.SOFT


@pytest.mark.parametrize(
    ("place", "at_night"), [(Volume.LOUD, Volume.SOFT), (Volume.SOFT, Volume.SOFT), (Volume.OFF, Volume.OFF)]
)
def test_at_night_it_begins_softly(sound: RecordedSound, clock: ManualClock, place: Volume, at_night: Volume) -> None:
    says = speaking(sound, clock, volume=place)
    says.rest(night=True)
    assert sound.volume is at_night
    says.rest(night=False)
    assert sound.volume is place


def test_the_buttons_show_what_is(sound: RecordedSound, clock: ManualClock) -> None:
    says, weigh = speaking(sound, clock), SAMPLES["weigh"]
    assert says.controls(weigh) == SoundControls(heard=True, volume="loud", repeatable=True)
    assert says.controls(SAMPLES["attract"]) == SoundControls(heard=True, volume="loud", repeatable=False)
    for status in (SoundStatus.OFF, SoundStatus.NONE, SoundStatus.GONE):
        silent = replace(weigh, sound=SoundView(status))
        assert says.controls(silent) == SoundControls(heard=False, volume="loud", repeatable=False)
