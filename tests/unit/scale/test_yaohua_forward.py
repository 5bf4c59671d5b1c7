"""``yaohua-forward`` against the manual's frames."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("yaohua-forward").decoder()
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
    (bytes.fromhex("3D2D303030312E3030"), weight("-1.00", None, None, None)),
    (b"=00025.60", weight("25.60", None, None, None)),
    (b"=00000450", weight("450", None, None, None)),
    (b"=-0000.00", weight("0.00", None, None, None)),
    (b"=0000450.", weight("450", None, None, None)),
]

NOISE = [
    b"=0025.60",
    b"00025.60",
    b"=+0025.60",
    b"=0002.5.6",
    b"=00 25.60",
    b"=000025.60",
    b"=0.......",
    b"=00.1000-",
    b"=00025.60;1.5",
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


def test_the_two_directions_differ_on_the_same_bytes() -> None:
    raw = b"=06.52000"
    ((forward,), _), reverse = decode(raw), protocols.load("yaohua-reversed").decoder()
    reverse.feed(raw)
    (reversed_frame,) = reverse.finish()
    assert (plain(forward)[1], plain(reversed_frame)[1]) == ("6.52000", "25.60")
