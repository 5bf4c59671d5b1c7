"""``adam``: Adam Highland (format 2) and CPWplus. No flag.

Highland: sixteen columns with sign, number and unit. CPWplus, asked with ``G``: a letter (``G`` gross, ``N`` net, ``T``
tare), sign, number, unit, as in ``G + 2.00 kg``. Ticket lines (``GROSS``, ``No.``, ``Total``) are not readings.
"""

import re

from kiosk.core.line import LineSettings
from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_LINE = re.compile(
    rb"(?:([GNT]) ++|(?=[ -].{15}\Z))([+-]?) *+([0-9]++(?:\.[0-9]++)?) *+(" + wire.UNIT_PATTERN + rb") *+"
)
_NET = {b"G": False, b"N": True}


def _parse(line: bytes) -> Frame | None:
    raw = line + b"\r\n"
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    letter, sign, digits, unit_field = match.groups()
    unit = wire.unit(unit_field)
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    value = wire.number(sign, digits)
    if letter == b"T":
        return Frame(FrameKind.TARE, value, unit, raw=raw)
    return Frame(FrameKind.WEIGHT, value, unit, net=_NET.get(letter), raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.value is None or frame.unit is None:
        return b""
    letter = "T" if frame.kind is FrameKind.TARE else "N" if frame.net else "G"
    sign = "-" if frame.value < 0 else "+"
    return f"{letter} {sign} {wire.digits(abs(frame.value))} {frame.unit}\r\n".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="adam",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the scale's serial output to data format 2 (Highland) or to command (CPWplus), and the same "
    "baud rate on both sides (Highland: 4800); the cable must carry both directions",
    line=LineSettings(baud=4800),
    poll=Poll(b"G\r\n", 200),
    zero=b"Z\r\n",
    tare=b"T\r\n",
)
