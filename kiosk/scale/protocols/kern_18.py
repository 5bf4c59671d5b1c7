"""``kern-18``: Kern DE, FKB and KDE, lines of 18 characters with CR LF. Asked with ``w``.

``M`` or blank, sign, ten columns of weight, blank, three of unit. The minus stands in its own column or directly before
the digits. The unit *is* the stable flag: while it is blank, the reading is unstable. ``gn`` is grain, not gram.
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_LINE = re.compile(
    rb"[M ](?=[-+ ][-0-9. ]{10} [A-Za-z%. ]{3}\Z)(?:[+ ] *+(-?)|(-) *+)([0-9]++(?:\.[0-9]++)?) ++"
    rb"([A-Za-z%][A-Za-z.%]*+)? *+"
)
_ERROR = re.compile(rb" *+Error *+")
_WIDTH = 10


def _parse(line: bytes) -> Frame | None:
    raw = line + b"\r\n"
    if _ERROR.fullmatch(line) is not None:
        return Frame(FrameKind.ERROR, raw=raw)
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    inner_sign, outer_sign, digits, unit_field = match.groups()
    unit = wire.unit(unit_field) if unit_field else None
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    value = wire.number(inner_sign or outer_sign or b"", digits)
    return Frame(FrameKind.WEIGHT, value, unit, unit is not None, raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.ERROR:
        return b"Error\r\n"
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.unit is None:
        return b""
    shown = wire.digits(frame.value)  # the minus directly before the digits, as a KDE has it
    unit = frame.unit if frame.stable else ""
    return f"  {shown:>{_WIDTH}} {unit:<3}\r\n".encode("ascii") if len(shown) <= _WIDTH else b""


PROTOCOL = ScaleProtocol(
    name="kern-18",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the balance's interface to remote control commands, and the same baud rate on both "
    "sides; the cable must carry both directions",
    poll=Poll(b"w", 200),
    tare=b"t",
)
