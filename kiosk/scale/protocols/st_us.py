"""``st-us``: lines such as ``ST,GS,+  1.234kg`` of Excell 英展, T-Scale, A&D, Kern, Dini Argeo, Gram and CAS "AND 18".

One tolerant grammar for all of them::

    line  = [two-digit instrument number] status [separator mode] separator field CR LF
    field = [sign] digits [","] unit, with blanks before, between and after them
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import ScaleProtocol

# Possessive repeats: without them a line of blanks would be tried in every possible split.
_MEASURED = re.compile(
    rb"(?:[0-9]{2})?(ST|US|QT)(?:[, ](GS|G |NT|N |TR|HI|OK|LO))?[, ]"
    rb" *+([+-]?) *+([0-9]++(?:\.[0-9]++)?) *+(?:, *+)?(" + wire.UNIT_PATTERN + rb") *+"
)
_OUT_OF_RANGE = re.compile(rb"(?:[0-9]{2})?(OL|UL)(?:[, ](?:GS|G |NT|N |TR|HI|OK|LO))?[, ] *+(-?)[ -~]*+")

_NET = {b"GS": False, b"G ": False, b"NT": True, b"N ": True}


def _parse(line: bytes) -> Frame | None:
    measured = _MEASURED.fullmatch(line)
    if measured is not None:
        return _measured(measured, line + b"\r\n")
    out = _OUT_OF_RANGE.fullmatch(line)
    if out is None:
        return None
    # The header alone decides; the field may look like a load. Its minus tells which end of the range was left.
    below = out[1] == b"UL" or out[2] == b"-"
    return Frame(FrameKind.UNDERLOAD if below else FrameKind.OVERLOAD, raw=line + b"\r\n")


def _measured(match: re.Match[bytes], raw: bytes) -> Frame:
    status, mode, sign, digits, unit_field = match.groups()
    unit = wire.unit(unit_field)
    if status == b"QT" or unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    kind = FrameKind.TARE if mode == b"TR" else FrameKind.WEIGHT
    return Frame(kind, wire.number(sign, digits), unit, status == b"ST", _NET.get(mode), raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return b"OL,GS,+  9.999kg\r\n"  # digits like those of a load, as some makers have it; others leave them blank
    if frame.kind is FrameKind.UNDERLOAD:
        return b"OL,GS,-            \r\n"
    if frame.value is None or frame.unit is None:
        return b""
    status = "ST" if frame.stable else "US"
    mode = "TR" if frame.kind is FrameKind.TARE else "NT" if frame.net else "GS"
    sign = "-" if frame.value < 0 else "+"
    return f"{status},{mode},{sign}{wire.digits(abs(frame.value)):>7}{frame.unit}\r\n".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="st-us",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's serial output to continuous (often called 'stream' or 'Cont') "
    "and the same baud rate and parity on both sides",
    zero=b"ZERO\r\n",
    tare=b"TARE\r\n",
)
