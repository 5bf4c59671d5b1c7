"""``yaohua-reversed``: Yaohua 耀华 XK3190 A26, A23p, DS3, ``=`` format, lowest digit first. No flag, no unit.

``=``, seven characters from the lowest digit to the highest with the point among them, then the sign (``0`` or ``-``):
nine bytes. ``=06.52000`` is 25.60. Most readings can be read in the other direction too, so it is never guessed.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import ScaleProtocol

WIDTH = 7
_HEAD = b"="
_LENGTH = 9

_FRAME = re.compile(rb"=([0-9.]{7})([0-])")
_NUMBER = re.compile(rb"[0-9]*+\.?[0-9]*+")


class EqualsDecoder:
    """Pieces of a stream that begin with ``=`` and end where the next ``=`` begins, or with the stream.

    A piece that is not exactly nine bytes long has lost or gained some, so it is dropped whole. The price: a frame is
    known to be whole only when the next one begins.
    """

    def __init__(self, parse: Callable[[bytes], Frame | None]) -> None:
        self.noise = 0
        self._parse = parse
        self._piece = b""  # the last piece, with its head

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        before, *pieces = (self._piece + data).split(_HEAD)
        self.noise += len(before)
        *whole, last = [_HEAD + piece for piece in pieces] or [b""]
        frames = [frame for piece in whole for frame in self._read(piece)]
        self._piece = last[: _LENGTH + 1]  # one byte too many is enough to know that it is no frame
        self.noise += len(last) - len(self._piece)
        return frames

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``: at the end a piece counts when all its nine bytes are there."""
        frames = self._read(self._piece)
        self._piece = b""
        return frames

    def _read(self, piece: bytes) -> list[Frame]:
        frame = self._parse(piece)
        if frame is None:
            self.noise += len(piece)
            return []
        return [frame]


def reading(sign: bytes, characters: bytes, raw: bytes) -> Frame | None:
    """The frame of seven characters, highest digit first; None when they are not digits with at most one point."""
    if _NUMBER.fullmatch(characters) is None:
        return None
    return Frame(FrameKind.WEIGHT, wire.number(sign, characters), raw=raw)


def seven_characters(value: Decimal) -> str | None:
    """The digits of ``value`` without its sign as these indicators show them; None when they are too many."""
    if not value.is_finite():
        return None
    shown = wire.digits(abs(value))
    return shown.rjust(WIDTH, "0") if len(shown) <= WIDTH else None


def _parse(piece: bytes) -> Frame | None:
    match = _FRAME.fullmatch(piece)
    return match and reading(match[2], match[1][::-1], piece)


def _encode(frame: Frame) -> bytes:
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or (shown := seven_characters(frame.value)) is None:
        return b""
    return f"={shown[::-1]}{'-' if frame.value < 0 else '0'}".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="yaohua-reversed",
    decoder=lambda: EqualsDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's menu item tF to its '=' format, lowest digit first, and the same baud rate on "
    "both sides",
)
