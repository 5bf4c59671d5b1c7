"""``st-us`` against the makers' example lines and the known traps."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]

OVER: Decoded = ("overload", None, None, None, None)
UNDER: Decoded = ("underload", None, None, None, None)
STATUS: Decoded = ("status", None, None, None, None)


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("st-us").decoder()
    frames = decoder.feed(data) + decoder.finish()
    return frames, decoder.noise


def plain(frame: Frame) -> Decoded:
    value = None if frame.value is None else digits(frame.value)
    return frame.kind.value, value, frame.unit, frame.stable, frame.net


MAKERS = [
    ("53 54 2C 47 53 2C 30 30 30 30 31 33 2E 35 6B 67 0D 0A", ("weight", "13.5", "kg", True, False)),
    ("53 54 2C 47 53 20 20 20 20 32 30 2E 37 67 20 20 0D 0A", ("weight", "20.7", "g", True, False)),
    ("55 53 2C 47 53 20 20 20 31 30 36 2E 32 67 20 20 0D 0A", ("weight", "106.2", "g", False, False)),
    ("53 54 2C 47 53 2C 20 20 20 32 34 35 2E 36 20 67 0D 0A", ("weight", "245.6", "g", True, False)),
    ("55 53 2C 47 53 2C 20 20 20 32 34 35 2E 33 20 67 0D 0A", ("weight", "245.3", "g", False, False)),
    ("53 54 2C 4E 54 2C 2B 20 20 31 2E 32 33 34 6B 67 0D 0A", ("weight", "1.234", "kg", True, True)),
    ("53 54 2C 47 53 2C 2B 30 30 30 2E 38 37 36 6B 67 0D 0A", ("weight", "0.876", "kg", True, False)),
    ("4F 4C 2C 47 53 2C 2B 20 20 20 20 20 20 20 20 20 20 20 20 0D 0A", OVER),
    ("53 54 2C 47 20 2C 2B 30 31 32 33 34 2E 35 6B 67 0D 0A", ("weight", "1234.5", "kg", True, False)),
    ("53 54 2C 2B 30 30 30 31 2E 32 33 34 20 6B 67 0D 0A", ("weight", "1.234", "kg", True, None)),
    ("4F 4C 2C 2B 30 30 30 30 2E 32 33 34 20 50 43 0D 0A", OVER),
    ("4F 4C 2C 2B 39 39 39 39 39 39 39 45 2B 31 39 0D 0A", OVER),
]


@pytest.mark.parametrize(("wire", "expected"), MAKERS)
def test_makers_example(wire: str, expected: Decoded) -> None:
    raw = bytes.fromhex(wire)
    (frame,), noise = decode(raw)
    assert plain(frame) == expected
    assert frame.raw == raw
    assert noise == 0


VARIANTS = [
    ("US,NT,- 0.500kg", ("weight", "-0.500", "kg", False, True)),  # the minus is the digits' own, over any blanks
    ("US,NT,-    0.500kg", ("weight", "-0.500", "kg", False, True)),
    ("ST,GS,   -0.49,kg", ("weight", "-0.49", "kg", True, False)),  # right-aligned together with its sign
    ("ST,GS,-000.000kg", ("weight", "0.000", "kg", True, False)),
    ("ST,GS,+00000kg", ("weight", "0", "kg", True, False)),
    ("ST,GS,   123 , KG  ", ("weight", "123", "kg", True, False)),
    ("ST,NT 1.50lb", ("weight", "1.50", "lb", True, True)),
    ("ST GS 1.50 OZ", ("weight", "1.50", "oz", True, False)),
    ("ST,N ,+0.5kg", ("weight", "0.5", "kg", True, True)),
    ("01ST,GS,    12.40,kg", ("weight", "12.40", "kg", True, False)),  # RS-485 instrument number
    ("ST,HI,+0001.234 kg", ("weight", "1.234", "kg", True, None)),
    ("US,OK,+0001.234 kg", ("weight", "1.234", "kg", False, None)),
    ("ST,LO,+0001.234 kg", ("weight", "1.234", "kg", True, None)),
    ("ST,TR,+  0.250kg", ("tare", "0.250", "kg", True, None)),
    ("ST,GS,+ 12.34hkg", ("weight", "12.34", "hkg", True, False)),
    ("ST,GS,+ 12.34tl.", ("weight", "12.34", "tl.", True, False)),
    ("ST,GS,+ 12.34SJ", ("weight", "12.34", "jin", True, False)),
    ("ST,GS,+ 12.34TJ", ("weight", "12.34", "tj", True, False)),
    ("ST,GS,+ 12.34GN", ("weight", "12.34", "gr", True, False)),
    ("QT,+00000123 PC", STATUS),
    ("QT,+0001.234 kg", STATUS),
    ("ST,GS,+00000123 PC", STATUS),  # a count is not a weight, whatever the header says
    ("ST,GS,+ 12.3%", STATUS),
    ("OL,GS,-            ", UNDER),
    ("OL,GS,  -0.1kg", UNDER),
    ("OL,NT,+0000.500kg", OVER),
    ("OL,", OVER),
    ("UL,GS,    0.00,kg", UNDER),
    ("UL,GS,-  99.99,kg", UNDER),
]


@pytest.mark.parametrize(("line", "expected"), VARIANTS)
def test_variant(line: str, expected: Decoded) -> None:
    (frame,), noise = decode(line.encode("ascii") + b"\r\n")
    assert plain(frame) == expected
    assert noise == 0


NOISE = [
    "",
    "T,GS,+  1.234kg",  # the beginning is cut
    "S    20.7g",
    "XX,GS,+  1.234kg",
    "st,gs,+  1.234kg",
    "ST,GS,+  1.234",  # the unit is cut
    "ST,XX,+  1.234kg",
    "ST,GS,+  1.2.4kg",
    "ST,GS,+  1.kg",
    "ST,GS,+     kg",
    "ST,GS,+-  1.234kg",
    "ST,GS,1 234kg",
    "ST,GS,+  1.234kg,",
    "ST,GS,+  1.234kg\r",
    "ST,GS,+  1.234kgST,GS,+  1.234kg",
    " ST,GS,+  1.234kg",
    "1ST,GS,+  1.234kg",
    "OLGS,+",
    "OL",
]


@pytest.mark.parametrize("line", NOISE)
def test_anything_else_is_noise(line: str) -> None:
    raw = line.encode("ascii") + b"\r\n"
    assert decode(raw) == ([], len(raw))


def test_a_line_without_its_end_is_not_a_frame() -> None:
    assert decode(b"ST,GS,+  1.234kg") == ([], 16)
    assert decode(b"ST,GS,+  1.234kg\r") == ([], 17)
    assert decode(b"ST,GS,+  1.234kg\n") == ([], 17)


def test_an_endless_line_is_dropped_and_the_next_one_found() -> None:
    good = b"ST,GS,+  1.234kg\r\n"
    frames, noise = decode(b"ST,GS," + b" " * 100_000 + b"1kg\r\n" + good)
    assert [frame.raw for frame in frames] == [good]
    assert noise == 100_011


def test_units_in_chinese_characters_are_jin() -> None:
    for encoding in ("utf-8", "gbk"):
        (frame,), _ = decode(b"ST,GS,+  2.50" + "市斤".encode(encoding) + b"\r\n")
        assert plain(frame) == ("weight", "2.50", "jin", True, False)


def test_digits_beyond_any_precision_are_kept() -> None:
    (frame,), _ = decode(b"ST,GS,-" + b"1234567890" * 4 + b".0kg\r\n")
    assert plain(frame)[1] == "-" + "1234567890" * 4 + ".0"


def test_the_simulated_overload_shows_digits_and_the_underload_blanks() -> None:
    encode = protocols.load("st-us").encode
    for kind, shown in ((FrameKind.OVERLOAD, b"9.999kg"), (FrameKind.UNDERLOAD, b"-      ")):
        raw = encode(Frame(kind))
        assert shown in raw
        ((frame,), noise) = decode(raw)
        assert (frame.kind, frame.value, noise) == (kind, None, 0)
