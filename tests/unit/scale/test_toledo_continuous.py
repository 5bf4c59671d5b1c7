"""``toledo-continuous`` against the manuals' frames, with and without the check value."""

from decimal import Decimal
from itertools import product

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocols.toledo_continuous import LIDEN, decoder
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def message(swa: int = 0x2C, swb: int = 0x30, swc: int = 0x20, digits: str = "  3862", tare: str = "   000") -> bytes:
    return b"\x02" + bytes([swa, swb, swc]) + digits.encode() + tare.encode() + b"\r"


def with_check(frame: bytes) -> bytes:
    return frame + bytes([-sum(frame) & 0x7F])


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("toledo-continuous").decoder()
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
    (bytes.fromhex("022C30202020333836322020203030300D"), weight("38.62", "kg", True, False)),
    (bytes.fromhex("022C30203030333836323030303030300D22"), weight("38.62", "kg", True, False)),
    (message(swa=0x28 | 0), weight("386200", "kg", True, False)),
    (message(swa=0x28 | 1), weight("38620", "kg", True, False)),
    (message(swa=0x28 | 2), weight("3862", "kg", True, False)),
    (message(swa=0x28 | 3), weight("386.2", "kg", True, False)),
    (message(swa=0x28 | 4), weight("38.62", "kg", True, False)),
    (message(swa=0x28 | 5), weight("3.862", "kg", True, False)),
    (message(swa=0x28 | 6), weight("0.3862", "kg", True, False)),
    (message(swa=0x2C | 0x08), weight("38.62", "kg", True, False)),
    (message(swa=0x2C | 0x10), weight("38.62", "kg", True, False)),
    (message(swa=0x2C | 0x18), weight("38.62", "kg", True, False)),
    (message(swa=0x2C | 0x40), weight("38.62", "kg", True, False)),
    (message(swb=0x31), weight("38.62", "kg", True, True)),
    (message(swb=0x32), weight("-38.62", "kg", True, False)),
    (message(swb=0x32, digits="000000"), weight("0.00", "kg", True, False)),
    (message(swb=0x38), weight("38.62", "kg", False, False)),
    (message(swb=0x20), weight("38.62", "lb", True, False)),
    (message(swb=0x10), weight("38.62", "kg", True, False)),
    (message(swb=0x70), weight("38.62", "kg", True, False)),
    (message(swb=0x34), bare("overload")),
    (message(swb=0x34, digits="------"), bare("overload")),
    (message(swb=0x36), bare("underload")),
    (message(swc=0x21), weight("38.62", "g", True, False)),
    (message(swc=0x28), weight("38.62", "kg", True, False)),
    (message(swc=0x30), weight("3.862", "kg", True, False)),
    (bytes(byte | 0x80 for byte in message()), weight("38.62", "kg", True, False)),
    (with_check(message()), weight("38.62", "kg", True, False)),
    (with_check(message(swb=0x38)), weight("38.62", "kg", False, False)),
    (bytes(byte | 0x80 for byte in with_check(message())), weight("38.62", "kg", True, False)),
]

NOISE = [
    message()[:-1],
    message()[1:],
    message() + b"\x00",
    message(swa=0x2F),
    message(swa=0x0C),
    message(digits="38 620"),
    message(digits="38.620"),
    message(digits="      "),
    message(digits="------"),
    message(tare="0a0000"),
    message(swc=0x23),
    message(digits="03862"),
    message(digits="0003862"),
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


def test_whether_there_is_a_check_value_shows_behind_the_cr() -> None:
    bare, checked = message(), with_check(message())
    assert [frame.raw for frame in decode(bare * 3)[0]] == [bare] * 3
    assert [frame.raw for frame in decode(checked * 3)[0]] == [checked] * 3
    tares = [f"{10**6 - 10 ** (6 - nines) + last:06}" for nines in range(6) for last in range(10)]
    every = [with_check(message(swb=swb, tare=tare)) for swb in (0x30, 0x70) for tare in tares]
    ends_in_stx = next(raw for raw in every if raw[-1] == 2)
    assert [frame.raw for frame in decode(ends_in_stx + bare)[0]] == [ends_in_stx, bare]
    assert decode(bare + b"\x02") == (decode(bare)[0], 1)
    assert [len(frame.raw) for frame in decode(ends_in_stx)[0]] == [17], "nothing behind the STX tells what it is"


def test_a_wrong_check_value_drops_the_frame_and_the_next_one_is_found() -> None:
    wrong = message() + bytes([with_check(message())[-1] ^ 1])
    frames, noise = decode(wrong + with_check(message(swb=0x38)))
    assert [frame.raw for frame in frames] == [with_check(message(swb=0x38))]
    assert noise == len(wrong)


def test_stx_among_the_status_bytes_is_no_new_frame() -> None:
    (frame,), noise = decode(message(swb=0x02))  # negative pounds on a device that leaves bit 5 out
    assert plain(frame) == weight("-38.62", "lb", True, False)
    assert noise == 0


def test_a_clones_bits_are_another_map() -> None:
    clone = message(swa=0x54, swb=0x20, swc=0x21)
    assert decode(clone) == ([], len(clone)), "never read with the standard map"
    for swc, unit in ((0x20, "kg"), (0x21, "lb")):
        reader = decoder(LIDEN)
        reader.feed(message(swa=0x54, swb=0x20, swc=swc))
        assert [plain(frame) for frame in reader.finish()] == [weight("38.62", unit, True, False)]


@pytest.mark.parametrize("profile", ["", "liden"])
@pytest.mark.parametrize("unit", ["kg", "lb"])
@pytest.mark.parametrize("value", ["38.62", "-38.62", "0.000", "3862"])
def test_every_profile_reads_what_it_writes(profile: str, unit: str, value: str) -> None:
    protocol = protocols.load("toledo-continuous", profile)
    for stable, net in product((True, False), repeat=2):
        reader = protocol.decoder()
        reader.feed(protocol.encode(Frame(FrameKind.WEIGHT, Decimal(value), unit, stable, net)))
        assert [plain(frame) for frame in reader.finish()] == [weight(value, unit, stable, net)]


@pytest.mark.parametrize("profile", ["", "liden"])
@pytest.mark.parametrize("kind", [FrameKind.OVERLOAD, FrameKind.UNDERLOAD])
def test_every_profile_says_out_of_range(profile: str, kind: FrameKind) -> None:
    protocol = protocols.load("toledo-continuous", profile)
    reader = protocol.decoder()
    reader.feed(protocol.encode(Frame(kind)))
    assert [frame.kind for frame in reader.finish()] == [kind]


def test_a_unit_without_a_code_is_not_written() -> None:
    for profile in ("", "liden"):
        encode = protocols.load("toledo-continuous", profile).encode
        assert encode(Frame(FrameKind.WEIGHT, Decimal(1), "oz", stable=True, net=False)) == b""
