"""``yaohua-text``: lines such as ``ww00015.000kg`` of A12, A12E, A12ESS, LIDEN LUW2001 and clones. No flag, no check.

``ww`` gross, ``wn`` net or ``wt`` tare, the number, ``kg`` or ``lb``, CR LF. Seven and nine characters of weight are
both in use, so the line is matched by its pattern and not by its width.
"""

import re

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import ScaleProtocol

_LINE = re.compile(rb"w([wnt]) *+([+-]?) *+([0-9]++(?:\.[0-9]*+)?|\.[0-9]++) *+([Kk][Gg]|[Ll][Bb]) *+")
_WIDTH = 9


def _parse(line: bytes) -> Frame | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    mode, sign, digits, unit_field = match.groups()
    value, unit, raw = wire.number(sign, digits), wire.unit(unit_field), line + b"\r\n"
    if mode == b"t":
        return Frame(FrameKind.TARE, value, unit, raw=raw)
    return Frame(FrameKind.WEIGHT, value, unit, net=mode == b"n", raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.value is None or frame.unit not in {"kg", "lb"}:
        return b""
    mode = "t" if frame.kind is FrameKind.TARE else "n" if frame.net else "w"
    digits = wire.digits(abs(frame.value))
    shown = "-" + digits.rjust(_WIDTH - 1, "0") if frame.value < 0 else digits.rjust(_WIDTH, "0")
    return f"w{mode}{shown}{frame.unit}\r\n".encode("ascii") if len(shown) == _WIDTH else b""


PROTOCOL = ScaleProtocol(
    name="yaohua-text",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's serial output to continuous, text lines (ww, wn, wt), and the same baud rate "
    "on both sides",
    zero=b"Z",
    tare=b"T",
)
