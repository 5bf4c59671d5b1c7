"""``cas-enq``: counter scales of CAS, Aclas 顶尖 OS2, Gram ZFOC and Ohaus Aviator. Asked in two steps: ENQ, then DC1.

SOH STX, flag (``S`` stable, ``U`` unstable, ``F`` abnormal), sign, six characters of weight, two of unit, check byte,
ETX EOT; the ACK of the first step may still stand in front. Gram has shorter fields, so the check byte is found from
the end. A NAK in place of an answer is an error.
"""

import re
from functools import reduce
from operator import xor

from kiosk.scale import wire
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import Poll, ScaleProtocol

_ANSWER = re.compile(rb"\x06?\x01\x02(([SUF])([ F-])([ -~]{6,8}))([\x00-\xff])\x03\x04")
_LENGTH = 16
_WEIGHT = re.compile(rb"(?=[ 0-9.]{5,6}[A-Za-z]) *+([0-9]++(?:\.[0-9]++)?)([A-Za-z]{1,2}) ?")
_WIDTH = 6

_NAK = b"\x15"
_HEAD = 0x01 ^ 0x02  # one manual takes SOH and STX into the check value as well


class _Decoder:
    """Answers, and NAKs where an answer can begin: at the start of the stream and directly behind an answer."""

    def __init__(self) -> None:
        self.noise = 0
        self._rest = b""
        self._may_begin = True

    def feed(self, data: bytes) -> list[Frame]:
        """See ``Decoder.feed``."""
        buffer = self._rest + data
        done, frames = self._refusals(buffer, 0)
        search_from = done
        while (match := _ANSWER.search(buffer, search_from)) is not None:
            frame = _parse(match)
            if frame is None:
                search_from = match.start() + 1
                continue
            self.noise += match.start() - done
            self._may_begin = True
            done, refusals = self._refusals(buffer, match.end())
            frames += [frame, *refusals]
            search_from = done
        kept_from = max(done, len(buffer) - _LENGTH + 1)
        if kept_from > done:
            self._may_begin = False
            self.noise += kept_from - done
        self._rest = buffer[kept_from:]
        return frames

    def finish(self) -> list[Frame]:
        """See ``Decoder.finish``."""
        self.noise += len(self._rest)
        self._rest = b""
        self._may_begin = True
        return []

    def _refusals(self, buffer: bytes, start: int) -> tuple[int, list[Frame]]:
        """The NAKs at ``start``, if an answer may begin there, and where they end."""
        end = start
        while self._may_begin and buffer.startswith(_NAK, end):
            end += 1
        return end, [Frame(FrameKind.ERROR, raw=_NAK)] * (end - start)


def _parse(match: re.Match[bytes]) -> Frame | None:
    checked, flag, sign, field, check = match.groups()
    expected = reduce(xor, checked)
    if check[0] not in {expected, expected ^ _HEAD}:
        return None
    raw = match.group()
    if b"F" in {flag, sign}:
        return Frame(FrameKind.OVERLOAD, raw=raw)
    weight = _WEIGHT.fullmatch(field)
    if weight is None:
        return None
    digits, unit_field = weight.groups()
    return Frame(FrameKind.WEIGHT, wire.number(sign, digits), wire.unit(unit_field), flag == b"S", raw=raw)


def _encode(frame: Frame) -> bytes:
    if frame.kind is FrameKind.OVERLOAD:
        return _message("F       kg")
    if frame.kind is FrameKind.ERROR:
        return _NAK
    if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.unit is None:
        return b""
    shown = wire.digits(abs(frame.value)).rjust(_WIDTH, "0")
    if len(shown) > _WIDTH or len(frame.unit) > 2:
        return b""
    return _message(f"{'S' if frame.stable else 'U'}{'-' if frame.value < 0 else ' '}{shown}{frame.unit:<2}")


def _message(checked: str) -> bytes:
    body = checked.encode("ascii")
    return b"\x01\x02" + body + bytes([reduce(xor, body)]) + b"\x03\x04"


PROTOCOL = ScaleProtocol(
    name="cas-enq",
    decoder=_Decoder,
    encode=_encode,
    silence_advice="set the scale's serial protocol to ENQ/ACK (on Aclas it is called OS2), 9600 8N1; the "
    "cable must carry both directions",
    poll=Poll(b"\x05", 150, ready=b"\x06", request=b"\x11"),
    zero=b"<ZK>\t",
    tare=b"<TK>\t",
)
