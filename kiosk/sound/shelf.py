"""Recordings on the disk, as samples: 16 bits, one channel, ``RATE`` a second."""

from array import array
from pathlib import Path

from kiosk.core.errors import WorldFault
from kiosk.core.sounds import Earcon, Prompt, recording

RATE = 22_050
ENDING = ".ogg"
LANGUAGES = ("zh", "en")


class RecordingMissing(WorldFault):
    """A recording is not there, or is no sound. ``name``: which."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"the recording {name} cannot be played ({cause}): put the folder assets/sounds back")
        self.name = name


def first_missing(folder: Path) -> str | None:
    """The first recording that ``folder`` lacks, of every sound in every language; None: it lacks none."""
    names = sorted({recording(cue, language) for cue in (*Earcon, *Prompt) for language in LANGUAGES})
    return next((name for name in names if not (folder / f"{name}{ENDING}").is_file()), None)


def read(folder: Path, name: str) -> "array[int]":
    """The samples of ``name`` in ``folder``. Raises ``RecordingMissing``."""
    from miniaudio import MiniaudioError, SampleFormat, decode  # noqa: PLC0415 - a kiosk that is silent needs it not

    try:
        data = (folder / f"{name}{ENDING}").read_bytes()
        samples: array[int] = decode(data, SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE).samples
    except OSError as fault:
        raise RecordingMissing(name, fault.strerror or type(fault).__name__) from fault
    except MiniaudioError as fault:
        raise RecordingMissing(name, "it is damaged") from fault
    return samples
