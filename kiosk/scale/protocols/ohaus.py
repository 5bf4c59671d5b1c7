"""``ohaus``: lines such as ``   0.360 kg   ?G`` of Ohaus Defender and clones.

Polarity, number, unit, ``?`` while unstable, then ``G``, ``N``, ``NET`` or ``T``. Columns differ from model to model
and the tail may be missing, so a line counts by its pattern; only CR LF shows that a ``?`` was not cut off.
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import ScaleProtocol

_LINE = re.compile(rb" *+([+-]?) *+([0-9]++(?:\.[0-9]++)?) ++(" + wire.UNIT_PATTERN + rb") *+(\??) *+(G|NET|N|T)? *+")
_NET = {b"G": False, b"N": True, b"NET": True}


def _parse(line: bytes) -> Frame | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    sign, digits, unit_field, unstable, mark = match.groups()
    unit, raw = wire.unit(unit_field), line + b"\r\n"
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    kind = FrameKind.TARE if mark == b"T" else FrameKind.WEIGHT
    return Frame(kind, wire.number(sign, digits), unit, not unstable, _NET.get(mark), raw)


def _encode(frame: Frame) -> bytes:
    if frame.value is None or frame.unit is None:
        return b""
    sign = "-" if frame.value < 0 else " "
    mark = "T" if frame.kind is FrameKind.TARE else "N" if frame.net else "G"
    flag = " " if frame.stable else "?"
    return f"{sign}{wire.digits(abs(frame.value)):>7} {frame.unit:<2}   {flag}{mark}\r\n".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="ohaus",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator to print continuously (command CP) and the same baud rate on both sides",
    zero=b"Z\r\n",
    tare=b"T\r\n",
)
