"""``yaohua-a12e``: Yaohua 耀华 XK3190-A12E, 15-byte form. No flag; gross or net, kilograms and a check value.

``WG`` or ``WN``, seven characters of weight, ``kg``, XOR of these eleven bytes as two hex digits, CR LF. Out of range
the eleven bytes are nine blanks and ``OL`` or ``LO``.
"""

import re
from functools import reduce
from operator import xor

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import ScaleProtocol

_LINE = re.compile(rb"([ -~]{11})([0-9A-Fa-f]{2})")
_WEIGHT = re.compile(rb"W([GN])(?=[-0-9. ]{7}kg)(-?) *+([0-9]++(?:\.[0-9]*+)?|\.[0-9]++) ?kg")
_WIDTH = 7

_OVERLOAD = b"         OL"
_UNDERLOAD = b"         LO"


def _check(body: bytes) -> int:
    return reduce(xor, body)


def _parse(line: bytes) -> Frame | None:
    whole = _LINE.fullmatch(line)
    if whole is None or int(whole[2], 16) != _check(whole[1]):
        return None
    raw = line + b"\r\n"
    if whole[1] == _OVERLOAD:
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if whole[1] == _UNDERLOAD:
        return Frame(FrameKind.UNDERLOAD, raw=raw)
    weight = _WEIGHT.fullmatch(whole[1])
    if weight is None:
        return None
    mode, sign, digits = weight.groups()
    return Frame(FrameKind.WEIGHT, wire.number(sign, digits), "kg", net=mode == b"N", raw=raw)


def _body(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return _OVERLOAD
    if frame.kind is FrameKind.UNDERLOAD:
        return _UNDERLOAD
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.unit != "kg":
        return b""
    shown = wire.digits(abs(frame.value)) if "." in wire.digits(frame.value) else f"{abs(frame.value)} "
    filled = "-" + shown.rjust(_WIDTH - 1, "0") if frame.value < 0 else shown.rjust(_WIDTH, "0")
    return f"W{'N' if frame.net else 'G'}{filled}kg".encode("ascii") if len(filled) == _WIDTH else b""


def _encode(frame: Frame) -> bytes:
    body = _body(frame)
    return body + b"%02X\r\n" % _check(body) if body else b""


PROTOCOL = ScaleProtocol(
    name="yaohua-a12e",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's serial output to continuous, 15-byte format, and the same baud rate on both "
    "sides",
)
