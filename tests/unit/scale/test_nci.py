"""``nci`` against the manuals' answers; every status bit."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def answer(field: bytes, status: bytes) -> bytes:
    return b"\n" + field + b"\r\n" + status + b"\r\x03"


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("nci").decoder()
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
    (bytes.fromhex("0A202031322E33346C620D0A30300D03"), weight("12.34", "lb", True, None)),
    (answer(b"  12.34lb", b"S00"), weight("12.34", "lb", True, None)),
    (answer(b"  12.34 kg", b"10"), weight("12.34", "kg", False, None)),
    (answer(b"  12.34kg", b"20"), weight("12.34", "kg", True, None)),
    (answer(b"- 12.34kg", b"00"), weight("-12.34", "kg", True, None)),
    (answer(b" -12.34kg", b"00"), weight("-12.34", "kg", True, None)),
    (answer(b"  12.34kg", b"0p4"), weight("12.34", "kg", True, True)),
    (answer(b"  12.34kg", b"0p0"), weight("12.34", "kg", True, False)),
    (answer(b"  12.34kg", b"0pt0"), weight("12.34", "kg", True, True)),
    (answer(b"  12.34kg", b"\xb0\xb0"), weight("12.34", "kg", True, None)),
    (answer(b"  12.34kg", b"02"), bare("overload")),
    (answer(b"  12.34kg", b"01"), bare("underload")),
    (answer(b"  12.34kg", b"40"), bare("error")),
    (answer(b"  12.34kg", b"80"), bare("error")),
    (answer(b"  12.34kg", b"04"), bare("error")),
    (answer(b"  12.34kg", b"08"), bare("error")),
    (answer(b"^^^^^^^kg", b"02"), bare("overload")),
    (answer(b"^^^^^^^", b"00"), bare("overload")),
    (answer(b"_______kg", b"01"), bare("underload")),
    (answer(b"-------", b"00"), bare("error")),
    (answer(b"     12pc", b"00"), bare("status")),
    (b"\n00\r\x03", bare("status")),
    (b"\n0p4\r\x03", bare("status")),
    (b"\n?\r\x03", bare("error")),
]

NOISE = [
    answer(b"  12.34lb", b"00")[:-1],
    answer(b"  12.34lb", b"00")[1:],
    answer(b"  12.34lb", b"0"),
    answer(b"  12.34lb", b"0p"),
    answer(b"  12.34lb", b"000"),
    answer(b"  12.34lb", b"@0"),
    answer(b"  12.34", b"00"),
    answer(b"  1.2.34lb", b"00"),
    answer(b"        ", b"00"),
    answer(b"  12.34lb", b"X00"),
    b"\n?\r",
    answer(b" " * 20 + b"1lb", b"00"),
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


def test_the_rest_of_a_damaged_answer_is_not_a_status() -> None:
    good = answer(b"  12.34lb", b"00")
    frames, noise = decode(answer(b"  1?.34lb", b"00") + good + b"\n00\r\x03")
    assert [frame.kind for frame in frames] == [FrameKind.WEIGHT, FrameKind.STATUS]
    assert noise == len(good)


def test_seven_bits_with_even_parity() -> None:
    line = protocols.load("nci").line
    assert (line.bytesize, line.parity) == (7, "E")
