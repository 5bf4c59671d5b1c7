"""``toledo-8217`` against the manual's answers; every status bit."""

from decimal import Decimal

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("toledo-8217").decoder()
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
    (bytes.fromhex("0231322E33340D"), weight("12.34", None, True, None)),
    (b"\x0212.345\r", weight("12.345", None, True, None)),
    (b"\x02012345\r", weight("12345", None, True, None)),
    (b"\x0212.34N\r", weight("12.34", None, True, True)),
    (b"\x0200.00\r", weight("0.00", None, True, None)),
    (b"\x02?\x41\r", bare("status")),
    (b"\x02?\x42\r", bare("overload")),
    (b"\x02?\x43\r", bare("overload")),
    (b"\x02?\x44\r", bare("underload")),
    (b"\x02?\x46\r", bare("overload")),
    (b"\x02?\x48\r", bare("status")),
    (b"\x02?\x50\r", bare("status")),
    (b"\x02?\x60\r", bare("status")),
    (b"\x02?\xd0\r", bare("status")),
    (b"\x02?\xc2\r", bare("overload")),
]

NOISE = [
    b"\x0212.34",
    b"12.34\r",
    b"\x0212.34\r\n"[1:],
    b"\x021.2.3\r",
    b"\x02-1.23\r",
    b"\x0212.34G\r",
    b"\x02?\r",
    b"\x02?\x12\r",
    b"\x02\r",
    b"\x02N\r",
    bytes(byte | 0x80 for byte in b"\x0212.34\r"),
    b"\x02123456.78\r",
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


def test_seven_bits_with_even_parity() -> None:
    line = protocols.load("toledo-8217").line
    assert (line.baud, line.bytesize, line.parity) == (9600, 7, "E")


def test_a_moving_load_is_written_as_a_status() -> None:
    encode = protocols.load("toledo-8217").encode
    assert encode(Frame(FrameKind.WEIGHT, Decimal("12.34"), "kg", stable=False, net=False)) == b"\x02?A\r"
