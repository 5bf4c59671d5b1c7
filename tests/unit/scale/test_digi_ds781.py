"""``digi-ds781`` against captured answers."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def answer(
    status: int = 0x40, condition: int = 0x42, net: str = "03.456", tare: str = "00.000", total: str = "0000.00"
) -> bytes:
    return bytes([status, condition]) + f"\r0{net}\r4{tare}\rU000.00\rT{total}\r\n".encode()


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("digi-ds781").decoder()
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
    (
        bytes.fromhex("42420D3030332E3435360D3430312E3230300D5530312E3530300D543030352E3138340D0A"),
        weight("3.456", None, True, True),
    ),
    (
        bytes.fromhex("42470D302D302E3037360D3430302E3037360D553638332E33330D54303030302E30300D0A"),
        weight("-0.076", None, True, True),
    ),
    (
        bytes.fromhex("42440D302D302E3034320D3430302E3037360D553638332E33330D54303030302E30300D0A"),
        weight("-0.042", None, False, True),
    ),
    (
        bytes.fromhex("40420D3030302E3335340D3430302E3030300D553030302E30300D54303030302E30300D0A"),
        weight("0.354", None, True, False),
    ),
    (answer(0x41) + b"\x55", weight("3.456", None, True, False)),
    (answer(0x43) + b"\xff", weight("3.456", None, True, True)),
    (answer(0x5C), weight("3.456", None, True, False)),
    (answer(net="OF    "), bare("overload")),
    (answer(net="UF    "), bare("underload")),
    (answer(net="      "), bare("error")),
    (answer(condition=0x4A), bare("overload")),
    (answer(condition=0x52), bare("underload")),
    (answer(condition=0x48, net="      "), bare("overload")),
    (answer(net="  3.45"), weight("3.45", None, True, False)),
    (answer(tare="OF    ", total="       "), weight("3.456", None, True, False)),
]

NOISE = [
    answer()[:-1],
    answer()[1:],
    answer(0x41),
    answer(0x02),
    answer(condition=0x02),
    answer(net="3.4.56"),
    answer(net="03.45"),
    answer(net="003.456"),
    answer(net="ABCDEF"),
    answer().replace(b"U", b"P"),
    answer().replace(b"\r4", b"\r5"),
    answer(0xC2),
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


def test_the_parity_byte_may_look_like_anything() -> None:
    for parity in range(256):
        frames, noise = decode((answer(0x41) + bytes([parity])) * 2)
        assert len(frames) == 2
        assert noise == 0


def test_a_grossly_overloaded_device_is_silent() -> None:
    assert protocols.load("digi-ds781").encode(Frame(FrameKind.OVERLOAD)) == b""
