"""``kern-18`` against the manual's lines; the unit is the stable flag."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("kern-18").decoder()
    frames = decoder.feed(data) + decoder.finish()
    return frames, decoder.noise


def plain(frame: Frame) -> Decoded:
    value = None if frame.value is None else digits(frame.value)
    return frame.kind.value, value, frame.unit, frame.stable, frame.net


def weight(value: str, unit: str | None, stable: bool | None, net: bool | None) -> Decoded:
    return "weight", value, unit, stable, net


def bare(kind: str) -> Decoded:
    return kind, None, None, None, None


FRAMES = [
    (bytes.fromhex("20202020202020302E303030206720200D0A"), weight("0.000", "g", True, None)),
    (bytes.fromhex("2020202020202020302E303120676E200D0A"), weight("0.01", "gr", True, None)),
    (b"M     12.345 kg \r\n", weight("12.345", "kg", True, None)),
    (b"      -1.234 kg \r\n", weight("-1.234", "kg", True, None)),
    (b" -     1.234 kg \r\n", weight("-1.234", "kg", True, None)),
    (b"M+     1.234 kg \r\n", weight("1.234", "kg", True, None)),
    (b"       1.234    \r\n", weight("1.234", None, False, None)),
    (b" -      0.00 g  \r\n", weight("0.00", "g", True, None)),
    (b"          12 PCS\r\n", bare("status")),
    (b"        12.5 %  \r\n", bare("status")),
    (b"Error\r\n", bare("error")),
    (b"     Error      \r\n", bare("error")),
]

NOISE = [
    b"      1.234 kg \r\n",
    b"        1.234 kg \r\n",
    b" -    -1.234 kg \r\n",
    b"     - 1.2341kg \r\n",
    b"N      1.234 kg \r\n",
    b"             kg \r\n",
    b"      1.2.34 kg \r\n",
    b"Error 3\r\n",
    b"       1.234kg  \r\n",
    b"  " + b"1.234".rjust(10) + b" kg ",
]


@pytest.mark.parametrize(("raw", "expected"), FRAMES)
def test_frame(raw: bytes, expected: Decoded) -> None:
    (frame,), noise = decode(raw)
    assert plain(frame) == expected
    assert frame.raw == raw
    assert noise == 0


@pytest.mark.parametrize("raw", NOISE)
def test_anything_else_is_noise(raw: bytes) -> None:
    assert decode(raw) == ([], len(raw))


def test_commands_have_no_line_end() -> None:
    protocol = protocols.load("kern-18")
    assert protocol.poll is not None
    assert (protocol.poll.command, protocol.tare) == (b"w", b"t")
