"""``nci``: NCI, Weigh-Tronix, Salter Brecknell, CAS CI-100A and Adam MDW. Asked with ``W`` CR; 7E1.

LF, weight field with its unit, CR LF, optional ``S``, two to four status bytes, CR ETX. Other answers: LF, status
bytes, CR ETX alone; LF ``?`` CR ETX to a command that is not known.
"""

import re

from kiosk.core.line import LineSettings
from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
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
# Behind CR the status is the rest of an answer whose weight could not be read: noise, and not a status of its own.
_ANSWER = re.compile(
    rb"\n" + _FIELD + rb"S?" + _STATUS + rb"\r\x03|\n(?:" + _STATUS + rb"|(\?))\r\x03|\r\nS?" + _STATUS + rb"\r\x03"
)
_LENGTH = len(b"\n\r\nS\r\x03") + _MAX_FIELD + 4

_MOTION, _MEMORY_FAULT = 0x01, 0x0C  # first status byte; RAM, EEPROM
_UNDER, _OVER, _DEVICE_FAULT, _ANOTHER = 0x01, 0x02, 0x0C, 0x40  # second; ROM, calibration
_NET = 0x04  # third
_ALWAYS = 0x30


class _Decoder:
    """Answers from LF to ETX. The rest of a damaged one is let go whole, so that it is not taken for another answer."""

    def __init__(self) -> None:
        self.noise = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        buffer = self._rest + data
        frames = []
        done = 0
        for match in _ANSWER.finditer(buffer):
            frame = _parse(match)
            if frame is None:
                self.noise += len(match.group())
            else:
                frames.append(frame)
            self.noise += match.start() - done
            done = match.end()
        kept_from = max(done, len(buffer) - _LENGTH + 1)
        self.noise += kept_from - done
        self._rest = buffer[kept_from:]
        return frames

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``."""
        self.noise += len(self._rest)
        self._rest = b""
        return []


def _parse(match: re.Match[bytes]) -> Frame | None:
    sign, digits, unit_field, filled, status, own_status, refused, _ = match.groups()
    raw = match.group()
    if status is None:
        return Frame(FrameKind.ERROR if refused else FrameKind.STATUS, raw=raw) if refused or own_status else None
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
    decoder=_Decoder,
    encode=_encode,
    silence_advice="set the indicator's protocol to NCI, 9600 baud, and parity alike on "
    "both sides (usually 7 data bits, even); the cable must carry both directions",
    line=LineSettings(bytesize=7, parity="E"),
    poll=Poll(b"W\r", 150),
    zero=b"Z\r",
)
