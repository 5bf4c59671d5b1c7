"""``yaohua-reversed`` against the manual's frames, and what tells a whole piece from a damaged one."""

from decimal import Decimal

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("yaohua-reversed").decoder()
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
    (bytes.fromhex("3D30302E313030302D"), weight("-1.00", None, None, None)),
    (b"=06.52000", weight("25.60", None, None, None)),
    (b"=05400000", weight("450", None, None, None)),
    (b"=00.0000-", weight("0.00", None, None, None)),
    (b"=.4321000", weight("1234", None, None, None)),
    (b"=654321.0", weight("0.123456", None, None, None)),
]

NOISE = [
    b"=06.5200",
    b"06.52000",
    b"=06.5200+",
    b"=0.6.5200",
    b"=06 52000",
    b"=06.520000",
    b"=......00",
    b"==06.5200",
    b"=06,52000",
    b"=06.52000\r\n",
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


def test_the_next_frame_begins_where_the_next_head_is() -> None:
    frames, noise = decode(b"52000=06.52000=06.5200=05400000=06.520005=00.1000-=06.52")
    assert [frame.raw for frame in frames] == [b"=06.52000", b"=05400000", b"=00.1000-"]
    assert noise == len(b"52000=06.5200=06.520005=06.52")


def test_a_frame_is_known_when_the_next_one_begins_or_the_data_ends() -> None:
    decoder = protocols.load("yaohua-reversed").decoder()
    assert decoder.feed(b"=06.52000") == []
    assert [frame.raw for frame in decoder.feed(b"=")] == [b"=06.52000"]
    assert decoder.feed(b"05400000") == []
    assert [frame.raw for frame in decoder.finish()] == [b"=05400000"]
    assert decoder.noise == 0


def test_what_is_too_long_to_be_shown_is_not_written() -> None:
    encode = protocols.load("yaohua-reversed").encode
    for value in ("12345678", "12345.67", "NaN"):
        assert encode(Frame(FrameKind.WEIGHT, Decimal(value))) == b""
