"""``[sound]`` in the configuration."""

import pytest

from kiosk.config import parse
from kiosk.core.errors import UsageFault
from kiosk.core.sounds import Volume


def test_without_a_word_it_is_loud_and_speaks() -> None:
    sound = parse(b"", "kiosk.toml").sound
    assert (sound.volume, sound.voice) == (Volume.LOUD, True)


@pytest.mark.parametrize("volume", Volume)
def test_a_place_is_as_loud_as_it_says(volume: Volume) -> None:
    sound = parse(f'[sound]\nvolume = "{volume}"\nvoice = false\n'.encode(), "kiosk.toml").sound
    assert (sound.volume, sound.voice) == (volume, False)


@pytest.mark.parametrize("text", ['volume = "deafening"', "volume = 11", 'voice = "low"', "tone = true"])
def test_what_cannot_be_heard_stops_the_start(text: str) -> None:
    with pytest.raises(UsageFault, match="sound"):
        parse(f"[sound]\n{text}\n".encode(), "kiosk.toml")
