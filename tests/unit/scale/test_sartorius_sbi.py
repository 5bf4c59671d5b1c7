"""``sartorius-sbi`` against the manual's lines; the unit is the stable flag."""

from decimal import Decimal

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("sartorius-sbi").decoder()
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
        bytes.fromhex("4E20202020202B202020302E31323334206720200D0A"),
        weight("0.1234", "g", True, True),
    ),
    (bytes.fromhex("2B202020313235352E37206720200D0A"), weight("1255.7", "g", True, None)),
    (b"+   1255.7    \r\n", weight("1255.7", None, False, None)),
    (b"G     +   1255.7    \r\n", weight("1255.7", None, False, False)),
    (b"G     -     12.5 kg \r\n", weight("-12.5", "kg", True, False)),
    (b"-      0.0 g  \r\n", weight("0.0", "g", True, None)),
    (b"    1255.7 g  \r\n", weight("1255.7", "g", True, None)),
    (b"T     +    100.0 g  \r\n", ("tare", "100.0", "g", True, None)),
    (b"+       12 pcs\r\n", bare("status")),
    (b"+     12.5 %  \r\n", bare("status")),
    (b"      H       \r\n", bare("overload")),
    (b"      L       \r\n", bare("underload")),
    (b"     Err 54   \r\n", bare("error")),
    (b"      C       \r\n", bare("status")),
    (b"Stat        H       \r\n", bare("overload")),
    (b"N           L       \r\n", bare("underload")),
]

NOISE = [
    b"   1255.7 g  \r\n",
    b"+  1255.7 g  \r\n",
    b"+   12a5.7 g  \r\n",
    b"+   1255.7g   \r\n",
    b"X     +   1255.7 g  \r\n",
    b"+          g  \r\n",
    b"H\r\n",
    b"+   1255.7 g  \r",
    b"+   1255.7\r\n",
    b"+ -  1255.7 g  \r\n",
    b"+12  55.7 g   \r\n",
    b"+   1255.7 g  +   1255.7 g  \r\n",
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


def test_it_is_asked_with_odd_parity() -> None:
    protocol = protocols.load("sartorius-sbi")
    assert protocol.line.parity == "O"
    assert protocol.poll is not None
    assert protocol.poll.command.startswith(b"\x1bP")


def test_an_unstable_reading_is_written_without_its_unit() -> None:
    encode = protocols.load("sartorius-sbi").encode
    moving = Frame(FrameKind.WEIGHT, Decimal("12.5"), "kg", stable=False, net=False)
    assert encode(moving) == b"G     +     12.5    \r\n"
