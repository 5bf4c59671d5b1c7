"""What sounds now, as the loudspeaker draws it: samples in order, at a volume that may change half-way."""

import threading
from array import array
from collections.abc import Generator

from kiosk.core.sounds import Volume
from kiosk.sound.shelf import RATE

FULL_GAIN = 256
GAINS = {Volume.LOUD: FULL_GAIN, Volume.SOFT: 72, Volume.OFF: 0}
"""Of ``FULL_GAIN``: soft is 11 dB less, about half as loud to the ear."""
FADE = RATE // 100
"""Samples over which a recording that is broken off fades away: nothing clicks."""

Source = Generator["bytes | array[int]", int, None]


class Tape:
    """``lay`` and ``turn`` from any thread; ``source`` is drawn from by the audio thread. ``drawn`` counts samples."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._samples: array[int] = array("h")
        self._at = 0
        self._gain = FULL_GAIN
        self.drawn = 0

    def lay(self, samples: "array[int]") -> None:
        """Let ``samples`` sound next; of what sounds now only a short fade remains."""
        with self._lock:
            rest = self._samples[self._at : self._at + FADE]
            fade = array("h", (sample * (FADE - index) // FADE for index, sample in enumerate(rest)))
            self._samples, self._at = fade + samples, 0

    def turn(self, volume: Volume) -> None:
        """Be so loud from now on."""
        with self._lock:
            self._gain = GAINS[volume]

    @property
    def left(self) -> int:
        """Samples that have not been drawn yet."""
        with self._lock:
            return len(self._samples) - self._at

    def source(self) -> Source:
        """What a device draws from: send it how many samples it wants. It never ends; silence follows the last."""
        wanted = yield b""
        while True:
            wanted = yield self._draw(wanted)

    def _draw(self, wanted: int) -> "array[int]":
        with self._lock:
            piece = self._samples[self._at : self._at + wanted]
            self._at += len(piece)
            self.drawn += wanted
            gain = self._gain
        if gain == FULL_GAIN:
            return piece
        return array("h", (sample * gain // FULL_GAIN for sample in piece))
