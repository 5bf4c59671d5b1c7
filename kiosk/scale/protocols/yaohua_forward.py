"""``yaohua-forward``: Yaohua 耀华 XK3190 A26, A23p, DS3, ``=`` format, highest digit first. No flag, no unit.

``=``, the sign (``0`` or ``-``), then seven characters with the point among them: nine bytes. ``=00025.60`` is 25.60.
The pieces of the stream are those of ``yaohua-reversed``; only the direction differs.
"""

import re

from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import ScaleProtocol
from kiosk.scale.protocols.yaohua_reversed import EqualsDecoder, reading, seven_characters

_FRAME = re.compile(rb"=([0-])([0-9.]{7})")


def _parse(piece: bytes) -> Frame | None:
    match = _FRAME.fullmatch(piece)
    return match and reading(match[1], match[2], piece)


def _encode(frame: Frame) -> bytes:
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or (shown := seven_characters(frame.value)) is None:
        return b""
    return f"={'-' if frame.value < 0 else '0'}{shown}".encode("ascii")


PROTOCOL = ScaleProtocol(
    name="yaohua-forward",
    decoder=lambda: EqualsDecoder(_parse),
    encode=_encode,
    silence_advice="set the indicator's menu item tF to its '=' format, highest digit first, and the same baud rate on "
    "both sides",
)
