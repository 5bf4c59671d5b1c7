"""``yaohua-a12e`` against the manual's frames and wrong check values."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def checked(body: bytes) -> bytes:
    check = 0
    for byte in body:
        check ^= byte
    return body + b"%02X\r\n" % check


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("yaohua-a12e").decoder()
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
    (bytes.fromhex("57473030342E3133396B6733440D0A"), weight("4.139", "kg", None, False)),
    (bytes.fromhex("2020202020202020204F4C32330D0A"), bare("overload")),
    (checked(b"         LO"), bare("underload")),
    (checked(b"WN004.139kg"), weight("4.139", "kg", None, True)),
    (checked(b"WN-04.139kg"), weight("-4.139", "kg", None, True)),
    (checked(b"WG-00.000kg"), weight("0.000", "kg", None, False)),
    (checked(b"WG004139 kg"), weight("4139", "kg", None, False)),
    (checked(b"WG-04139 kg"), weight("-4139", "kg", None, False)),
    (b"WG004.139kg3d\r\n", weight("4.139", "kg", None, False)),
]

NOISE = [
    b"WG004.139kg3E\r\n",
    b"WG004.138kg3D\r\n",
    b"WG004.139kg3D\r",
    b"WG004.139kg\r\n",
    b"         OL24\r\n",
    b"OL23\r\n",
    checked(b"WT004.139kg"),
    checked(b"WG004.139lb"),
    checked(b"WG04.139kg"),
    checked(b"WG00.4.39kg"),
    checked(b"WG004-139kg"),
    checked(b"WG       kg"),
    checked(b"        OL "),
    b"x" + checked(b"WG004.139kg"),
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


def test_both_ends_of_the_range_have_the_same_check_value() -> None:
    assert checked(b"         OL")[-4:] == checked(b"         LO")[-4:] == b"23\r\n"
