"""``adam`` against the manuals' lines."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("adam").decoder()
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
    (bytes.fromhex("47202B20322E3030206B670D0A"), weight("2.00", "kg", None, False)),
    (b"N -   1.250 kg\r\n", weight("-1.250", "kg", None, True)),
    (b"N   1.250 lb\r\n", weight("1.250", "lb", None, True)),
    (b"T +   0.250 kg\r\n", ("tare", "0.250", "kg", None, None)),
    (b"G - 0.00 kg\r\n", weight("0.00", "kg", None, False)),
    (b"G +     12 PCS\r\n", bare("status")),
    (b"      12.345 kg \r\n", weight("12.345", "kg", None, None)),
    (b"-     12.345 g  \r\n", weight("-12.345", "g", None, None)),
    (b"-         0.0kg \r\n", weight("0.0", "kg", None, None)),
    (b"         150 PCS\r\n", bare("status")),
]

NOISE = [
    b"GROSS      12.345 kg\r\n",
    b"GROSS  12.345 kg\r\n",
    b"No.            3\r\n",
    b"Total     1.5 kg\r\n",
    b"    12.345 kg \r\n",
    b"       12.345 kg \r\n",
    b"+     12.345 kg \r\n",
    b"X + 2.00 kg\r\n",
    b"G + 2.00\r\n",
    b"G + 2.0.0 kg\r\n",
    b"G +-2.00 kg\r\n",
    b"G + 2.00 kg",
    b"G+ 2.00 kg\r\n",
    b"\r\n",
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
