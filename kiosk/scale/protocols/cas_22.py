"""``cas-22``: CAS CI-200A, CI-400, CI-600D, CI-6000A and NT-200, 22-byte form.

``ST,GS,`` device id, lamp, ``,`` eight characters of weight, blank, two of unit, CR LF. The device id is any byte, also
a comma or the end of a line, so frames are found by position and never by commas or lines. The lamp byte repeats what
the two words say, and the words decide.
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import ScaleProtocol

_FRAME = re.compile(
    rb"(?:(ST|US),(GS|NT),[\x00-\xff]{2},"
    rb"(?=[-+0-9. ]{8} [A-Za-z%. ]{2}\r\n) *+([+-]?) *+([0-9]++(?:\.[0-9]++)?) ++([A-Za-z%][A-Za-z%.]?) ?"
    rb"|(OL),(?:GS|NT),[\x00-\xff]{2},[ -~]{8} [ -~]{2}"
    rb"|ERR[ -~]{1,12})\r\n"
)
_LENGTH = 22
_WIDTH = 8

_DEVICE = 1
_LAMP_ALWAYS, _LAMP_STABLE, _LAMP_GROSS, _LAMP_TARE = 0x80, 0x40, 0x04, 0x02


def _parse(match: re.Match[bytes]) -> Frame | None:
    status, mode, sign, digits, unit_field, overload = match.groups()
    raw = match.group()
    if overload:
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if not status:
        return Frame(FrameKind.ERROR, raw=raw)
    unit = wire.unit(unit_field)
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    return Frame(FrameKind.WEIGHT, wire.number(sign, digits), unit, status == b"ST", mode == b"NT", raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return b"OL,GS," + _lamp(frame) + b",           \r\n"
    if frame.kind is FrameKind.ERROR:
        return b"ERR 01\r\n"
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.unit is None:
        return b""
    shown = wire.digits(frame.value)
    if len(shown) > _WIDTH or len(frame.unit) > 2:
        return b""
    words = f"{'ST' if frame.stable else 'US'},{'NT' if frame.net else 'GS'},".encode("ascii")
    return words + _lamp(frame) + f",{shown:>{_WIDTH}} {frame.unit:<2}\r\n".encode("ascii")


def _lamp(frame: Frame) -> bytes:
    """Device id and lamp byte."""
    lamp = _LAMP_ALWAYS | (_LAMP_TARE if frame.net else _LAMP_GROSS) | (_LAMP_STABLE if frame.stable else 0)
    return bytes([_DEVICE, lamp])


PROTOCOL = ScaleProtocol(
    name="cas-22",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="set the indicator's serial output to continuous ('stream'), 22-byte format, and the same baud rate "
    "and parity on both sides",
)
