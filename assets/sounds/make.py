"""Make the sounds that the kiosk ships: four earcons from a few sines, and a spoken recording of every prompt.

Input: ``prompts.toml`` beside this file, and Debian's ``espeak-ng``, ``flite``, ``sox`` and ``vorbis-tools``. Output:
``NAME.ogg`` (earcons), ``zh/ID.ogg`` and ``en/ID.ogg``. The same input gives the same bytes. The voices stand in for a
recorded one: README.md tells how a recording takes the place of a file. What was recorded is never made again.

    python assets/sounds/make.py [--only NAME …]
"""

import argparse
import math
import subprocess
import sys
import tempfile
import tomllib
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
RATE = 22_050
EARCON_PEAK = 10 ** (-12 / 20)
LEVEL = {"zh": ["gain", "-n", "-3", "gain", "-l", "3", "gain", "-n", "-3"], "en": ["gain", "-n", "-3"]}
"""The two voices sound equally loud: the Chinese one has higher peaks."""
MADE_BY = "made by make.py"
ESPEAK = ["espeak-ng", "-v", "cmn-latn-pinyin+f2", "-s", "150", "-p", "45", "-g", "1"]
FLITE = ["flite", "-voice", "slt", "--setf", "duration_stretch=1.1"]
SPELLED = {"CO2": "C O 2"}
"""What the English voice would read as a word."""

WOOD = ((1.0, 1.0, 0.16), (3.93, 0.28, 0.05), (9.2, 0.06, 0.02))
"""The bars of a marimba: partial, share, and the seconds in which it falls to a third."""
BELL = ((1.0, 1.0, 0.45), (2.0, 0.3, 0.3), (3.01, 0.12, 0.2), (5.4, 0.05, 0.08))


@dataclass(frozen=True)
class Note:
    """A note that is struck ``at`` seconds."""

    at: float
    hertz: float
    share: float = 1.0
    partials: tuple[tuple[float, float, float], ...] = WOOD


EARCONS = {
    "seen": (Note(0.0, 659.3),),  # one tap
    "settled": (Note(0.0, 784.0, 0.8), Note(0.13, 523.3)),  # comes down to rest
    "credited": (  # opens upwards and rings
        Note(0.0, 523.3, 0.7, BELL),
        Note(0.12, 659.3, 0.8, BELL),
        Note(0.24, 784.0, 0.9, BELL),
        Note(0.38, 1046.5, 1.0, BELL),
    ),
    "please_look": (Note(0.0, 440.0), Note(0.2, 440.0)),  # knocks twice
}
LEAD_S, ATTACK_S, RING_S, FADE_S = 0.01, 0.004, 0.55, 0.08


def earcon(notes: Sequence[Note]) -> "array[int]":
    """The samples of ``notes``, faded in and out, so that nothing clicks."""
    length = LEAD_S + max(note.at + RING_S * (2 if note.partials is BELL else 1) for note in notes)
    wanted = [0.0] * round(length * RATE)
    for note in notes:
        begin = round((LEAD_S + note.at) * RATE)
        for index in range(begin, len(wanted)):
            wanted[index] += struck(note, (index - begin) / RATE)
    for index in range(round(FADE_S * RATE)):
        wanted[-1 - index] *= index / (FADE_S * RATE)
    loudest = max(abs(one) for one in wanted)
    return array("h", (round(one / loudest * EARCON_PEAK * 32_767) for one in wanted))


def struck(note: Note, seconds: float) -> float:
    """How far the air is moved by ``note`` so long after it was struck."""
    rise = min(1.0, seconds / ATTACK_S)
    return (
        note.share
        * rise
        * sum(
            share * math.exp(-seconds / fall) * math.sin(2 * math.pi * note.hertz * ratio * seconds)
            for ratio, share, fall in note.partials
        )
    )


def write_wave(path: Path, samples: "array[int]") -> None:
    """16 bits, one channel."""
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(samples.tobytes())


def speak(prompt: dict[str, list[str]], language: str, path: Path) -> None:
    """Let the language's voice say ``prompt``, without silence around it and at one loudness."""
    raw = path.with_suffix(".raw.wav")
    if language == "zh":
        run(*ESPEAK, "-w", raw, ". ".join(prompt["pinyin"]))
    else:
        run(*FLITE, "-t", spelled(". ".join(prompt["en"])), "-o", raw)
    begin = ["silence", "1", "0.02", "0.3%", "fade", "t", "0.015", "reverse"]  # twice: at the other end, too
    run(
        "sox",
        "-D",
        "-v",
        0.5,
        raw,
        "-c",
        1,
        "-r",
        RATE,
        path,
        "highpass",
        120,
        *begin,
        *begin,
        *LEVEL[language],
        "pad",
        0.05,
        0.1,
    )


def spelled(text: str) -> str:
    """``text`` as it is read aloud."""
    for written, read in SPELLED.items():
        text = text.replace(written, read)
    return text


def encode(source: Path, target: Path, title: str, voice: str) -> None:
    """Ogg Vorbis, with what is said in it and whose voice it is."""
    target.parent.mkdir(exist_ok=True)
    tags = ["-t", title, "-a", voice, "-c", f"comment={MADE_BY}"]
    run("oggenc", "-Q", "-q", 1, "--serial", 1, "--utf8", *tags, "-o", target, source)


def run(*command: object) -> None:
    """Raises ``CalledProcessError`` when it fails."""
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def is_recorded(target: Path) -> bool:
    """A person has spoken this one."""
    return target.exists() and MADE_BY.encode() not in target.read_bytes()


def main() -> None:
    """Make what ``--only`` names, or everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these earcons and prompts")
    only: list[str] | None = parser.parse_args().only
    prompts = tomllib.loads((FOLDER / "prompts.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.wav"
        for name, notes in EARCONS.items():
            if (only is None or name in only) and not is_recorded(FOLDER / f"{name}.ogg"):
                write_wave(draft, earcon(notes))
                encode(draft, FOLDER / f"{name}.ogg", name, "synthesis")
        for name, prompt in prompts.items():
            for language, voice in (("zh", "espeak-ng cmn"), ("en", "flite slt")):
                target = FOLDER / language / f"{name}.ogg"
                if (only is not None and name not in only) or is_recorded(target):
                    continue
                speak(prompt, language, draft)
                encode(draft, target, " ".join(prompt[language]), voice)
                print(target.relative_to(FOLDER), file=sys.stderr)


if __name__ == "__main__":
    main()
