"""``keli``: Keli 柯力 XK3118T1, mode 5. Asked with a letter; no flag.

STX, ``GW:`` gross, ``NW:`` net or ``TW:`` tare, the number, the unit in round brackets, ETX.
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_MAX_NUMBER = 12
_MAX_UNIT = 6
_FRAME = re.compile(
    rb"\x02([GNT])W:(?=[-+0-9. ]{1,%d}\() *+([+-]?) *+([0-9]++(?:\.[0-9]++)?) *+" % _MAX_NUMBER
    + rb"\((?=.{1,%d}\)\x03)(" % _MAX_UNIT
    + wire.UNIT_PATTERN
    + rb")\)\x03"
)
_LENGTH = len(b"\x02GW:()\x03") + _MAX_NUMBER + _MAX_UNIT
_WIDTH = 7


def _parse(match: re.Match[bytes]) -> Frame:
    head, sign, digits, unit_field = match.groups()
    unit, raw = wire.unit(unit_field), match.group()
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    if head == b"T":
        return Frame(FrameKind.TARE, wire.number(sign, digits), unit, raw=raw)
    return Frame(FrameKind.WEIGHT, wire.number(sign, digits), unit, net=head == b"N", raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.value is None or frame.unit is None:
        return b""
    head = "T" if frame.kind is FrameKind.TARE else "N" if frame.net else "G"
    sign = "-" if frame.value < 0 else ""
    shown = sign + wire.digits(abs(frame.value)).rjust(_WIDTH, "0")
    return f"\x02{head}W:{shown}({frame.unit})\x03".encode("ascii") if len(shown) <= _MAX_NUMBER else b""


PROTOCOL = ScaleProtocol(
    name="keli",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="set the indicator's communication mode to 5 (command mode) and the same baud rate on both sides; "
    "the cable must carry both directions",
    poll=Poll(b"A", 150),
    zero=b"D",
)
