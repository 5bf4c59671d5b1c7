"""``yaohua-a9``: Yaohua 耀华 XK3190 A9 and its relatives, continuous output (menu tF = 0). No flag, no unit.

STX, sign, six digits, number of decimals, XOR of these eight bytes as two characters, ETX: twelve bytes.
"""

import re
from decimal import Decimal
from functools import reduce
from operator import xor

from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import PatternDecoder
from kiosk.scale.protocol import ScaleProtocol

_FRAME = re.compile(rb"\x02(([+-])([0-9]{6})([0-4]))([0-9A-F]{2})\x03")
_LENGTH = 12
_MAX_DIGITS = 6
_MAX_DECIMALS = 4


def _check(body: bytes) -> bytes:
    return b"%02X" % reduce(xor, body)


def _parse(match: re.Match[bytes]) -> Frame | None:
    body, sign, digits, decimals, check = match.groups()
    if check != _check(body):
        return None
    value = Decimal(int(digits)).scaleb(-int(decimals))
    if sign == b"-" and value:
        value = value.copy_negate()
    return Frame(FrameKind.WEIGHT, value, raw=match.group())


def _encode(frame: Frame) -> bytes:
    if frame.kind is not FrameKind.WEIGHT or frame.value is None:
        return b""
    _, digits, exponent = frame.value.as_tuple()
    if not isinstance(exponent, int) or not -_MAX_DECIMALS <= exponent <= 0 or len(digits) > _MAX_DIGITS:
        return b""
    sign = b"-" if frame.value < 0 else b"+"
    body = sign + b"%06d" % int("".join(map(str, digits))) + b"%d" % -exponent
    return b"\x02" + body + _check(body) + b"\x03"


PROTOCOL = ScaleProtocol(
    name="yaohua-a9",
    decoder=lambda: PatternDecoder(_FRAME, _LENGTH, _parse),
    encode=_encode,
    silence_advice="set the indicator's menu item tF to 0 (continuous output) and the same baud rate on both sides",
)
