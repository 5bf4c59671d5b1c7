"""``sartorius-sbi``: Sartorius, lines of 16 or 22 characters with CR LF. Asked with ESC P.

The longer form has a word of six columns in front (``N`` net, ``G`` gross, ``T`` tare). Then sign, blank, eight columns
of weight, blank, three of unit. The unit *is* the stable flag: while it is blank, the reading is unstable.
"""

import re

from kiosk.core.line import LineSettings
from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.framing import LineDecoder
from kiosk.scale.protocol import Poll, ScaleProtocol

_MEASURED = re.compile(
    rb"(?:([GNT])     )?([ +-]) (?=[0-9. ]{8} [A-Za-z%. ]{3}\Z) *+([0-9]++(?:\.[0-9]++)?) ++([A-Za-z%][A-Za-z.%]*+)? *+"
)
_TEXT = re.compile(rb"(?:[GNT]     |Stat  )?(?=[ -~]{14}\Z) *+(H|L|C|Err)[ 0-9]*+")
_KINDS = {
    b"H": FrameKind.OVERLOAD,
    b"L": FrameKind.UNDERLOAD,
    b"C": FrameKind.STATUS,
    b"Err": FrameKind.ERROR,
}
_NET = {b"G": False, b"N": True}
_WIDTH = 8


def _parse(line: bytes) -> Frame | None:
    raw = line + b"\r\n"
    if (text := _TEXT.fullmatch(line)) is not None:
        return Frame(_KINDS[text[1]], raw=raw)
    match = _MEASURED.fullmatch(line)
    if match is None:
        return None
    word, sign, digits, unit_field = match.groups()
    unit = wire.unit(unit_field) if unit_field else None
    if unit in wire.COUNTS:
        return Frame(FrameKind.STATUS, raw=raw)
    kind = FrameKind.TARE if word == b"T" else FrameKind.WEIGHT
    return Frame(kind, wire.number(sign, digits), unit, unit is not None, _NET.get(word), raw)


def _encode(frame: Frame) -> bytes:
    text = next((word for word, kind in _KINDS.items() if kind is frame.kind), None)
    if text and frame.kind is not FrameKind.STATUS:
        return b"Stat  %14b\r\n" % text.ljust(9)
    if frame.value is None or frame.unit is None:
        return b""
    word = "T" if frame.kind is FrameKind.TARE else "N" if frame.net else "G"
    sign = "-" if frame.value < 0 else "+"
    shown = wire.digits(abs(frame.value))
    unit = frame.unit if frame.stable else ""
    return f"{word:<6}{sign} {shown:>{_WIDTH}} {unit:<3}\r\n".encode("ascii") if len(shown) <= _WIDTH else b""


PROTOCOL = ScaleProtocol(
    name="sartorius-sbi",
    decoder=lambda: LineDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's interface to SBI, and baud rate and odd parity alike on both sides (1200 baud "
    "7O1, or 9600 baud 8O1); the cable must carry both directions",
    line=LineSettings(baud=1200, bytesize=7, parity="O"),
    poll=Poll(b"\x1bP\r\n", 400),
    zero=b"\x1bV\r\n",
    tare=b"\x1bU\r\n",
)
