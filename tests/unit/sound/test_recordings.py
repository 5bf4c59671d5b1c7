"""What ships in ``assets/sounds``: complete, what it says it is, and none louder than it should be."""

import struct
import tomllib
import unicodedata
from array import array
from pathlib import Path

import numpy as np
import pytest

from kiosk.assets import SOUNDS
from kiosk.core.sounds import Earcon, Prompt
from kiosk.sound.shelf import RATE, first_missing, read

MANIFEST = tomllib.loads((SOUNDS / "prompts.toml").read_text("utf-8"))
LANGUAGES = ("zh", "en")
MOST_BYTES = 3_000_000
FULL = 32_767
EARCON_PEAK = FULL * 10 ** (-12 / 20)


def said_in(path: Path) -> str:
    """The title of an Ogg Vorbis file: the second packet lists its comments."""
    data = path.read_bytes()
    at = data.index(b"\x03vorbis") + 7
    at += 4 + struct.unpack_from("<I", data, at)[0]
    (count,), at = struct.unpack_from("<I", data, at), at + 4
    for _ in range(count):
        (length,), at = struct.unpack_from("<I", data, at), at + 4
        key, _, value = data[at : at + length].decode().partition("=")
        at += length
        if key.lower() == "title":
            return value
    raise AssertionError(f"{path} does not say what it says")


def peak(samples: "array[int]") -> int:
    return max(map(abs, samples))


def test_every_prompt_has_its_sentences_and_no_other_has() -> None:
    assert set(MANIFEST) == {prompt.value for prompt in Prompt}


def test_no_recording_is_missing_and_none_is_left_over() -> None:
    assert first_missing(SOUNDS) is None
    shipped = {str(path.relative_to(SOUNDS).with_suffix("")) for path in SOUNDS.rglob("*.ogg")}
    assert shipped == {*Earcon, *(f"{language}/{prompt}" for language in LANGUAGES for prompt in Prompt)}


def test_a_recording_that_is_missing_is_named(tmp_path: Path) -> None:
    assert first_missing(tmp_path) == "credited"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recording_says_what_the_manifest_says(language: str) -> None:
    spoken = {prompt: said_in(SOUNDS / language / f"{prompt}.ogg") for prompt in Prompt}
    assert spoken == {prompt: " ".join(MANIFEST[prompt][language]) for prompt in Prompt}


def test_every_hanzi_has_its_syllable() -> None:
    for name, prompt in MANIFEST.items():
        for sentence, pinyin in zip(prompt["zh"], prompt["pinyin"], strict=True):
            hanzi = [one for one in sentence if unicodedata.category(one) == "Lo"]
            assert len(hanzi) == len(pinyin.split()), f"{name}: {sentence} is read as {pinyin}"


@pytest.mark.parametrize("name", Earcon)
def test_an_earcon_is_soft_short_and_clicks_at_neither_end(name: Earcon) -> None:
    samples = read(SOUNDS, name)
    assert 0.95 * EARCON_PEAK < peak(samples) < 1.05 * EARCON_PEAK
    assert 0.3 < len(samples) / RATE < 1.6
    assert max(peak(samples[:100]), peak(samples[-100:])) < FULL // 100


def test_the_spoken_ones_are_loud_enough_and_not_clipped() -> None:
    for language in LANGUAGES:
        for prompt in Prompt:
            samples = np.frombuffer(read(SOUNDS, f"{language}/{prompt}"), np.int16)
            assert 0.6 * FULL < np.abs(samples.astype(int)).max() < FULL, f"{language}/{prompt}"
            assert len(samples) > RATE // 2


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in SOUNDS.rglob("*")) < MOST_BYTES
