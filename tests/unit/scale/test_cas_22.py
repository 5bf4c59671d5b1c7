"""``cas-22`` cut by position: the device id is any byte."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def framed(
    words: bytes = b"ST,GS", device: int = 1, lamp: int = 0xC4, field: bytes = b"000013.5", unit: bytes = b"kg"
) -> bytes:
    return words + b"," + bytes([device, lamp]) + b"," + field + b" " + unit + b"\r\n"


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("cas-22").decoder()
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
        bytes.fromhex("53542C47532C00C52C2020202020302E30206B670D0A"),
        weight("0.0", "kg", True, False),
    ),
    (
        bytes.fromhex("53542C47532C01802C3030303031332E35206B670D0A"),
        weight("13.5", "kg", True, False),
    ),
    (
        bytes.fromhex("53542C47532C0D812C3030303031332E35206B670D0A"),
        weight("13.5", "kg", True, False),
    ),
    (framed(device=0x2C), weight("13.5", "kg", True, False)),
    (framed(device=0x0A), weight("13.5", "kg", True, False)),
    (framed(device=0x0D), weight("13.5", "kg", True, False)),
    (framed(device=0xFF), weight("13.5", "kg", True, False)),
    (framed(device=0x53), weight("13.5", "kg", True, False)),
    (framed(device=0x00), weight("13.5", "kg", True, False)),
    (framed(device=0x0D, lamp=0x0A), weight("13.5", "kg", True, False)),
    # the lamp says unstable and tare: the words decide
    (framed(lamp=0x82), weight("13.5", "kg", True, False)),
    (framed(b"US,NT"), weight("13.5", "kg", False, True)),
    (framed(field=b"-00013.5"), weight("-13.5", "kg", True, False)),
    (framed(field=b"   -13.5"), weight("-13.5", "kg", True, False)),
    (framed(field=b"-   13.5"), weight("-13.5", "kg", True, False)),
    (framed(field=b"   -0.00"), weight("0.00", "kg", True, False)),
    (framed(field=b"     135", unit=b"g "), weight("135", "g", True, False)),
    (framed(field=b"    13.5", unit=b" g"), weight("13.5", "g", True, False)),
    (framed(field=b"      12", unit=b"PC"), bare("status")),
    (framed(b"OL,GS"), bare("overload")),
    (framed(b"OL,GS", field=b"        "), bare("overload")),
    (framed(b"OL,NT", field=b"-0000.02"), bare("overload")),
    (b"ERR 03\r\n", bare("error")),
]

NOISE = [
    framed(b"QT,GS"),
    framed(b"ST,TR"),
    framed(b"UL,GS"),
    framed(field=b"        "),
    framed(field=b"00.013.5"),
    framed(field=b"0001E3.5"),
    framed(field=b"------.-"),
    framed(unit=b"  "),
    framed()[:-1],
    framed()[1:],
    framed(field=b"00013.5"),
    framed(field=b"0000013.5"),
    framed().replace(b" kg", b"1kg"),
    b"ERR\r\n",
    b"ST,GS,+0013.5 kg\r\n",
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


def test_frames_are_found_behind_damaged_ones_and_commas_and_line_ends_in_the_id() -> None:
    good = [framed(device=0x2C), framed(b"US,GS", device=0x0A), framed(device=0x0D, lamp=0x0A)]
    frames, noise = decode(framed()[:13] + good[0] + b"13.5 kg\r\n" + good[1] + good[2] + framed()[:21])
    assert [frame.raw for frame in frames] == good
    assert noise == 13 + len(b"13.5 kg\r\n") + 21


def test_blanks_that_push_the_number_out_of_its_columns_are_no_frame() -> None:
    raw = b"ST,NT,\x01\xc2,               450  kg\r\n"
    assert decode(raw) == ([], len(raw))
