"""``digi-ds781``: DIGI DS-781, Type B (standard command). Asked with ENQ; kilograms, no unit on the wire.

Status, condition, CR, ``0`` net weight, CR, ``4`` tare, CR, ``U`` unit price, CR, ``T`` total price, CR LF: 37 bytes,
and one of parity when the status says so. Only the net weight is read. Grossly overloaded, the device answers nothing
at all.
"""

import re
from decimal import Decimal

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_FIXED, _NET = 0x40, 0x02
_OVERFLOW, _UNDERFLOW, _STABLE = 0x08, 0x10, 0x02

_BARE = b"[" + re.escape(bytes(range(_FIXED, _FIXED * 2, 2))) + b"]"
_WITH_PARITY = b"([" + re.escape(bytes(range(_FIXED + 1, _FIXED * 2, 2))) + b"])"
# How the parity is reckoned is not published: the byte belongs to the frame, and nothing is concluded from it.
_FRAME = re.compile(
    b"(?:" + _BARE + b"|" + _WITH_PARITY + b")"
    rb"([\x40-\x7f])\r"
    rb"0(?=[^\r]{6}\r)(?: *+(-?) *+([0-9]++(?:\.[0-9]++)?) *+|(OF|UF)? *+)\r"
    rb"4[ -~]{6}\rU[ -~]{6}\rT[ -~]{7}\r\n(?(1)[\x00-\xff])"
)
_LENGTH = 38
_WIDTH = 6


def _parse(match: re.Match[bytes]) -> Frame:
    _, condition, sign, digits, beyond = match.groups()
    raw = match.group()
    state = condition[0]
    if beyond == b"OF" or state & _OVERFLOW:
        return Frame(FrameKind.OVERLOAD, raw=raw)
    if beyond == b"UF" or state & _UNDERFLOW:
        return Frame(FrameKind.UNDERLOAD, raw=raw)
    if digits is None:
        return Frame(FrameKind.ERROR, raw=raw)
    value = wire.number(sign, digits)
    return Frame(FrameKind.WEIGHT, value, stable=bool(state & _STABLE), net=bool(raw[0] & _NET), raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.UNDERLOAD:
        return _message(_FIXED, _FIXED | _UNDERFLOW, "UF    ")
    if frame.kind is FrameKind.ERROR:
        return _message(_FIXED, _FIXED, "      ")
    if frame.kind is not FrameKind.WEIGHT or frame.value is None:
        return b""  # an overload too: the device is silent then
    shown = _six_characters(frame.value)
    status = _FIXED | (_NET if frame.net else 0)
    condition = _FIXED | (_STABLE if frame.stable else 0)
    return _message(status, condition, shown) if len(shown) == _WIDTH else b""


def _six_characters(value: Decimal) -> str:
    sign = "-" if value < 0 else ""
    return sign + wire.digits(abs(value)).rjust(_WIDTH - len(sign), "0")


def _message(status: int, condition: int, net: str) -> bytes:
    return bytes([status, condition]) + f"\r0{net}\r400.000\rU000.00\rT0000.00\r\n".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="digi-ds781",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="take off what is too heavy (a grossly overloaded DS-781 is silent); set the data transmission "
    "standard to Type B and flow control to none; the cable must carry both directions",
    poll=Poll(b"\x05", 150),
)
