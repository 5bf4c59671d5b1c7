"""``mt-sics`` against the reference manual's answers."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None]

ERROR: Decoded = ("error", None, None, None)
STATUS: Decoded = ("status", None, None, None)


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("mt-sics").decoder()
    frames = decoder.feed(data) + decoder.finish()
    return frames, decoder.noise


def plain(frame: Frame) -> Decoded:
    assert frame.net is None, "the protocol does not say"
    value = None if frame.value is None else digits(frame.value)
    return frame.kind.value, value, frame.unit, frame.stable


ANSWERS = [
    ("S S      0.360 Kg", ("weight", "0.360", "kg", True)),
    ("S D 1.234 g", ("weight", "1.234", "g", False)),
    ("S D 12:07.50 lb:oz", ("weight", "199.5", "oz", False)),
    ("S S  1:00 lb:oz", ("weight", "16", "oz", True)),
    ("S S 10:00.00 lb:oz", ("weight", "160", "oz", True)),
    ("S S -0:08.25 LB:OZ", ("weight", "-8.25", "oz", True)),
    ("S S     -0.360 kg", ("weight", "-0.360", "kg", True)),
    ("S S      0.000 kg", ("weight", "0.000", "kg", True)),
    ("S D     -0.000 kg", ("weight", "0.000", "kg", False)),
    ("S S  000100.50 g", ("weight", "100.50", "g", True)),
    ("S S        100 ct", ("weight", "100", "ct", True)),
    ("S S         12 PCS", STATUS),
    ("S S      99.50 %", STATUS),
    ("S +", ("overload", None, None, None)),
    ("S -", ("underload", None, None, None)),
    ("S I", ERROR),
    ("S L", ERROR),
    ("ES", ERROR),
    ("ET", ERROR),
    ("EL", ERROR),
    ("Z I", ERROR),
    ("T +", ERROR),
    ("S S Error 10b", ERROR),
    ("S D     Error 2", ERROR),
    ("TA A      0.250 kg", ("tare", "0.250", "kg", None)),
    ("T S      0.250 kg", ("tare", "0.250", "kg", None)),
    ("Z A", STATUS),
    ("ZI S", STATUS),
    ("TAC A", STATUS),
    ('I4 A "0123456789"', STATUS),
    ('I0 B 1 "S"', STATUS),
]


@pytest.mark.parametrize(("line", "expected"), ANSWERS)
def test_answer(line: str, expected: Decoded) -> None:
    raw = line.encode("ascii") + b"\r\n"
    (frame,), noise = decode(raw)
    assert plain(frame) == expected
    assert frame.raw == raw
    assert noise == 0


NOISE = [
    "",
    "S",
    "S S",
    "S X 1.234 g",
    "S S 1.234",
    "S S 1.234g",
    "S S 1,234 g",
    "S S ------ kg",
    "S S 1.2.3 g",
    "S S 12:07.50 kg",
    "S S 12.50 lb:oz",
    "S S 1:2:3 lb:oz",
    "s s 1.234 g",
    "TA A Error",
    "TA A 1.234",
    "ESC",
    "1.234 g",
]


@pytest.mark.parametrize("line", NOISE)
def test_anything_else_is_noise(line: str) -> None:
    raw = line.encode("ascii") + b"\r\n"
    assert decode(raw) == ([], len(raw))


def test_it_is_asked_not_faster_than_it_bears() -> None:
    poll = protocols.load("mt-sics").poll
    assert poll is not None
    assert poll.command == b"SI\r\n"
    assert poll.interval_ms > 100
