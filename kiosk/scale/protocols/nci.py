"""``nci``: NCI, Weigh-Tronix, Salter Brecknell, CAS CI-100A and Adam MDW. Asked with ``W`` CR; 7E1.

LF, weight field with its unit, CR LF, optional ``S``, two to four status bytes, CR ETX. Other answers: LF, status
bytes, CR ETX alone; LF ``?`` CR ETX to a command that is not known.
"""

import re

from kiosk.core.line import LineSettings
from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_MAX_FIELD = 20
_FIELD = (
    rb"(?=[^\r]{1,%d}\r\n)(?:" % _MAX_FIELD
    + rb" *+(-?) *+([0-9]++(?:\.[0-9]++)?) *+("
    + wire.UNIT_PATTERN
    + rb") *+"
    + rb"| *+(\^++|_++|--++) *+(?:[A-Za-z%.]++ *+)?"
    + rb")\r\n"
)
# Bits 4 and 5 are always set, bit 7 is parity, and from the second byte on bit 6 announces another byte.
_STATUS = rb"([\x30-\x3f\x70-\x7f\xb0-\xbf\xf0-\xff][\x70-\x7f\xf0-\xff]{0,2}[\x30-\x3f\xb0-\xbf])"
# A status alone begins an answer; behind CR it would be the rest of an answer whose weight could not be read.
_FRAME = re.compile(rb"\n" + _FIELD + rb"S?" + _STATUS + rb"\r\x03|(?<!\r)\n(?:" + _STATUS + rb"|(\?))\r\x03")
_LENGTH = len(b"\n\r\nS\r\x03") + _MAX_FIELD + 4

_MOTION, _MEMORY_FAULT = 0x01, 0x0C  # first status byte; RAM, EEPROM
_UNDER, _OVER, _DEVICE_FAULT, _ANOTHER = 0x01, 0x02, 0x0C, 0x40  # second; ROM, calibration
_NET = 0x04  # third
_ALWAYS = 0x30


def _parse(match: re.Match[bytes]) -> Frame:
    sign, digits, unit_field, filled, status, _, refused = match.groups()
    raw = match.group()
    if status is None:
        return Frame(FrameKind.ERROR if refused else FrameKind.STATUS, raw=raw)
    first, second, *more = status
    if first & _MEMORY_FAULT or second & _DEVICE_FAULT or (filled and filled.startswith(b"-")):
        return Frame(FrameKind.ERROR, raw=raw)
    if second & _OVER or (filled and filled.startswith(b"^")):
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if second & _UNDER or filled:
        return Frame(FrameKind.UNDERLOAD, raw=raw)
    unit = wire.unit(unit_field)
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    net = bool(more[0] & _NET) if more else None
    return Frame(FrameKind.WEIGHT, wire.number(sign, digits), unit, not first & _MOTION, net, raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return b"\n^^^^^^^^kg\r\n" + bytes([_ALWAYS, _ALWAYS | _OVER]) + b"\r\x03"
    if frame.kind is FrameKind.UNDERLOAD:
        return b"\n________kg\r\n" + bytes([_ALWAYS, _ALWAYS | _UNDER]) + b"\r\x03"
    if frame.kind is FrameKind.ERROR:
        return b"\n?\r\x03"
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.unit is None:
        return b""
    field = f"\n{wire.digits(frame.value):>8}{frame.unit}\r\n"
    first = _ALWAYS | (0 if frame.stable else _MOTION)
    return field.encode("ascii") + bytes([first, _ALWAYS | _ANOTHER, _ALWAYS | (_NET if frame.net else 0)]) + b"\r\x03"


PROTOCOL = ScaleProtocol(
    name="nci",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="set the indicator's protocol to NCI (also called SCP-01 or ECR), 9600 baud, and parity alike on "
    "both sides (usually 7 data bits, even); the cable must carry both directions",
    line=LineSettings(bytesize=7, parity="E"),
    poll=Poll(b"W\r", 150),
    zero=b"Z\r",
)
