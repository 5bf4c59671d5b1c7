"""``mt-sics``: Mettler Toledo, Kern KCP, and Ohaus after ``PSI``. Asked with ``SI``, answers one line.

The lines carry no word about gross or net. ``S S``/``S D`` is the flag of a weight; a tare answer has none.
"""

import re
from decimal import Decimal

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_NUMBER = rb" ++([+-]?) *+([0-9]++(?:\.[0-9]++)?) ++(" + wire.UNIT_PATTERN + rb") *+"
_POUNDS = rb" ++(-?)([0-9]{1,9}):([0-9]{1,9}(?:\.[0-9]{1,9})?) ++[Ll][Bb]:[Oo][Zz] *+"

_WEIGHT = re.compile(rb"S ([SD])" + _NUMBER)
_WEIGHT_IN_POUNDS = re.compile(rb"S ([SD])" + _POUNDS)
_TARE = re.compile(rb"(?:TA A|TI? [SD])" + _NUMBER)
_ERROR = re.compile(
    rb"E[STL]"
    rb"|S [IL]"
    rb"|S [SD] ++[Ee][Rr][Rr][ -~]*+"  # an error text in place of the weight
    rb"|(?:SIR?|SR|ZI?|TI?|TAC?|D|I[0-9]++) [IL+-]"  # a command that was understood and could not be done
)
_ACKNOWLEDGED = re.compile(
    rb"(?:ZI?|TI?|TAC?|SR|SIR|DW?|K|@) A"
    rb"|ZI [SD]"
    rb"|I[0-9]++ [AB](?: [ -~]*+)?"  # what the indicator says about itself
)
_OUNCES_PER_POUND = 16


def _parse(line: bytes) -> Frame | None:
    raw = line + b"\r\n"
    if (match := _WEIGHT.fullmatch(line)) is not None:
        flag, sign, digits, unit_field = match.groups()
        return _measured(FrameKind.WEIGHT, wire.number(sign, digits), unit_field, flag == b"S", raw)
    if line == b"S +":
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if line == b"S -":
        return Frame(FrameKind.UNDERLOAD, raw=raw)
    if (match := _WEIGHT_IN_POUNDS.fullmatch(line)) is not None:
        flag, sign, pounds, ounces = match.groups()
        return Frame(FrameKind.WEIGHT, _ounces(sign, pounds, ounces), "oz", flag == b"S", raw=raw)
    if (match := _TARE.fullmatch(line)) is not None:
        sign, digits, unit_field = match.groups()
        return _measured(FrameKind.TARE, wire.number(sign, digits), unit_field, None, raw)
    if _ERROR.fullmatch(line) is not None:
        return Frame(FrameKind.ERROR, raw=raw)
    if _ACKNOWLEDGED.fullmatch(line) is not None:
        return Frame(FrameKind.STATUS, raw=raw)
    return None


def _measured(kind: FrameKind, value: Decimal, unit_field: bytes, stable: bool | None, raw: bytes) -> Frame:
    unit = wire.unit(unit_field)
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    return Frame(kind, value, unit, stable, raw=raw)


def _ounces(sign: bytes, pounds: bytes, ounces: bytes) -> Decimal:
    """A sum, not digits of the wire: written as short as it can be (12 lb 7.50 oz is 199.5 oz)."""
    total = int(pounds) * _OUNCES_PER_POUND + Decimal(ounces.decode("ascii"))
    text = wire.digits(total)
    shortest = text.rstrip("0").rstrip(".") if "." in text else text
    return wire.number(sign, shortest.encode("ascii"))


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return b"S +\r\n"
    if frame.kind is FrameKind.UNDERLOAD:
        return b"S -\r\n"
    if frame.kind is FrameKind.ERROR:
        return b"S I\r\n"
    if frame.value is None or frame.unit is None:
        return b""
    head = "TA A" if frame.kind is FrameKind.TARE else "S S" if frame.stable else "S D"
    return f"{head} {wire.digits(frame.value):>10} {frame.unit}\r\n".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="mt-sics",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's interface to MT-SICS (on Ohaus send PSI once), 9600 8N1, and check that "
    "the cable carries both directions",
    poll=Poll(b"SI\r\n", 120),
    zero=b"Z\r\n",
    tare=b"T\r\n",
)
