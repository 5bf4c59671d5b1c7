"""``yaohua-text`` against the manual's lines."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("yaohua-text").decoder()
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
    (bytes.fromhex("777730303031352E3030306B670D0A"), weight("15.000", "kg", None, False)),
    (bytes.fromhex("776E3030312E3137316B670D0A"), weight("1.171", "kg", None, True)),
    (bytes.fromhex("776E2D303030302E316B670D0A"), weight("-0.1", "kg", None, True)),
    (b"wt0000.500kg\r\n", ("tare", "0.500", "kg", None, None)),
    (b"ww0015000lb\r\n", weight("15000", "lb", None, False)),
    (b"ww-001.171KG\r\n", weight("-1.171", "kg", None, False)),
    (b"ww.1234567kg\r\n", weight("0.1234567", "kg", None, False)),
    (b"ww0001234.kg\r\n", weight("1234", "kg", None, False)),
    (b"wn-0000.00kg\r\n", weight("0.00", "kg", None, True)),
]

NOISE = [
    b"ww00015.000\r\n",
    b"wx00015.000kg\r\n",
    b"w00015.000kg\r\n",
    b"00015.000kg\r\n",
    b"ww00.15.00kg\r\n",
    b"wwkg\r\n",
    b"ww.kg\r\n",
    b"ww00015.000kgs\r\n",
    b"WW00015.000kg\r\n",
    b"ww000-5.000kg\r\n",
    b"ww00015.000kg",
    b"ww00015.000kg\n",
    b"ww00015.000ww00015.000kg\r\n",
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
