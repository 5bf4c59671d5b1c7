"""``toledo-8217``: Mettler 8217 and 8213, CAS PD-II type 2, Magellan. Asked with ``W``; seven bits, even parity.

STX, weight, optional ``N`` for net, CR; or, instead of a weight, STX ``?``, status byte, CR. A weight is sent only when
it is stable, and without a unit.
"""

import re

from kiosk.core.line import LineSettings
from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

# The status byte alone may bring its parity bit along. Text with a high bit is a wrong setting, and stays noise.
_FRAME = re.compile(rb"\x02(?:(?=[0-9.]{1,7}[N\r])([0-9]++(?:\.[0-9]++)?)(N?)|\?([\x40-\x7f\xc0-\xff]))\r")
_LENGTH = 10
_WIDTH = 5
_MAX_WIDTH = 7

_MOTION, _OVER_CAPACITY, _UNDER_ZERO, _ALWAYS = 0x01, 0x02, 0x04, 0x40


def _parse(match: re.Match[bytes]) -> Frame:
    digits, net, status = match.groups()
    raw = match.group()
    if digits is not None:
        return Frame(FrameKind.WEIGHT, wire.number(b"", digits), stable=True, net=True if net else None, raw=raw)
    if status[0] & _OVER_CAPACITY:
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if status[0] & _UNDER_ZERO:
        return Frame(FrameKind.UNDERLOAD, raw=raw)
    return Frame(FrameKind.STATUS, raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return _no_weight(_OVER_CAPACITY)
    if frame.kind is FrameKind.UNDERLOAD:
        return _no_weight(_UNDER_ZERO)
    if frame.kind is not FrameKind.WEIGHT or frame.value is None:
        return b""
    if not frame.stable:
        return _no_weight(_MOTION)
    if frame.value < 0:
        return _no_weight(_UNDER_ZERO)
    shown = wire.digits(frame.value).rjust(_WIDTH, "0")
    return f"\x02{shown}{'N' if frame.net else ''}\r".encode("ascii") if len(shown) <= _MAX_WIDTH else b""


def _no_weight(bits: int) -> bytes:
    return b"\x02?" + bytes([_ALWAYS | bits]) + b"\r"


PROTOCOL = ScaleProtocol(
    name="toledo-8217",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="set the scale's protocol to 8217, 9600 baud, 7 data bits, even parity on both sides; the cable "
    "must carry both directions",
    line=LineSettings(bytesize=7, parity="E"),
    poll=Poll(b"W", 120),
    zero=b"Z",
    tare=b"T",
)
