"""The two ways in which indicators mark their frames: lines that end in CR LF, and a fixed pattern of bytes."""

import re
from collections.abc import Callable

from kiosk.scale.frames import Frame

MAX_LINE = 256
"""Longest line, without CR LF, that can be a frame; real ones have at most 40 bytes."""


class LineDecoder:
    """Lines ended by CR LF. ``parse`` gets a line without its CR LF and returns its frame, or None for noise.

    Only CR LF ends a line: a line that was cut and runs into the next one spoils both, and a number inside it is never
    looked for. A line longer than ``MAX_LINE`` is noise and is not kept in memory.
    """

    def __init__(self, parse: Callable[[bytes], Frame | None]) -> None:
        self.noise = 0
        self._parse = parse
        self._rest = b""
        self._overlong = False  # the beginning of the current line has been dropped already

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        frames = []
        for line in lines:
            frame = None if self._overlong or len(line) > MAX_LINE else self._parse(line)
            self._overlong = False
            if frame is None:
                self.noise += len(line) + 2
            else:
                frames.append(frame)
        if len(self._rest) > MAX_LINE + 1:  # one more: the CR of a line of full length may be here already
            self.noise += len(self._rest) - 1
            self._rest = self._rest[-1:]
            self._overlong = True
        return frames

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``: a line without its end is never a frame."""
        self.noise += len(self._rest)
        self._rest = b""
        self._overlong = False
        return []


class PatternDecoder:
    """Frames of a fixed ``length`` that match ``pattern``, whose first byte occurs nowhere else in a frame.

    After bytes that do not match, the search goes on at the next possible first byte, so a frame behind a cut one is
    found. ``parse`` gets the match and returns the frame, or None when a check value is wrong.
    """

    def __init__(
        self, pattern: re.Pattern[bytes], length: int, parse: Callable[[re.Match[bytes]], Frame | None]
    ) -> None:
        self.noise = 0
        self._pattern = pattern
        self._keep = length - 1  # as much as the beginning of a frame can be
        self._parse = parse
        self._rest = b""

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        buffer = self._rest + data
        frames = []
        done = 0
        for match in self._pattern.finditer(buffer):
            frame = self._parse(match)
            if frame is not None:
                frames.append(frame)
                self.noise += match.start() - done
                done = match.end()
        kept_from = max(done, len(buffer) - self._keep)
        self.noise += kept_from - done
        self._rest = buffer[kept_from:]
        return frames

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``."""
        self.noise += len(self._rest)
        self._rest = b""
        return []
