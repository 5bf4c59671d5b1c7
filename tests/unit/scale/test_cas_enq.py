"""``cas-enq`` against quoted frames: two check values, the leading ACK, shorter fields, NAK."""

import pytest
import serial

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.liveness import Poller
from kiosk.scale.simulator import ScaleSimulator
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def framed(checked: bytes, differs_by: int = 0) -> bytes:
    check = differs_by
    for byte in checked:
        check ^= byte
    return b"\x01\x02" + checked + bytes([check]) + b"\x03\x04"


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("cas-enq").decoder()
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
    (bytes.fromhex("060102532030302E3438386B67650304"), weight("0.488", "kg", True, None)),
    (bytes.fromhex("0102532030302E3030306B67610304"), weight("0.000", "kg", True, None)),
    (bytes.fromhex("0102532020302E3632356B67700304"), weight("0.625", "kg", True, None)),
    (framed(b"S 00.488kg", 0x03), weight("0.488", "kg", True, None)),
    (framed(b"U 00.488kg"), weight("0.488", "kg", False, None)),
    (framed(b"S-00.488kg"), weight("-0.488", "kg", True, None)),
    (framed(b"S-00.000kg"), weight("0.000", "kg", True, None)),
    (framed(b"S  488.0g "), weight("488.0", "g", True, None)),
    (framed(b"S 01.000KG"), weight("1.000", "kg", True, None)),
    (framed(b"S 01.000SJ"), weight("1.000", "jin", True, None)),
    (framed(b"S 01.000TJ"), weight("1.000", "tj", True, None)),
    (framed(b"S 01.000TL"), weight("1.000", "tl", True, None)),
    (framed(b"S 01.000lb"), weight("1.000", "lb", True, None)),
    (framed(b"S 0.488kg"), weight("0.488", "kg", True, None)),
    (framed(b"S 0.488g"), weight("0.488", "g", True, None)),
    (framed(b"F 00.488kg"), bare("overload")),
    (framed(b"F       kg"), bare("overload")),
    (framed(b"SF99.999kg"), bare("overload")),
    (b"\x15", bare("error")),
]

NOISE = [
    framed(b"S 00.488kg", 0x01),
    framed(b"S 00.488kg", 0x02),
    framed(b"X 00.488kg"),
    framed(b"S+00.488kg"),
    framed(b"S 00.4.8kg"),
    framed(b"S       kg"),
    framed(b"S 00.488  "),
    framed(b"S 00.488kg")[1:],
    framed(b"S 00.488kg")[:-1],
    framed(b"S 000.488kg"),
    b"\x06",
    b"x\x15",
    b"\x06\x06",
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


def test_the_check_byte_is_never_part_of_the_unit() -> None:
    (frame,), _ = decode(framed(b"S 00.488kg"))
    assert (framed(b"S 00.488kg")[-3:-2], frame.unit) == (b"e", "kg")


def test_one_more_byte_behind_a_frame_is_noise_and_a_nak_an_answer() -> None:
    good = framed(b"S 00.488kg")
    frames, noise = decode(b"\x15" + good + b"\x00" + b"\x06" + good + b"\x15\x15" + good[:9] + b"\x15" + good)
    assert [frame.raw for frame in frames] == [b"\x15", good, b"\x06" + good, b"\x15", b"\x15", good]
    assert noise == 1 + 9 + 1


def test_it_is_asked_in_two_steps() -> None:
    poll = protocols.load("cas-enq").poll
    assert poll is not None
    poller = Poller(poll)
    assert poller.second_step(b"\x06") == b"", "nothing has been asked yet"
    assert poller.due(0)
    assert poller.second_step(b"\x00") == b""
    assert poller.second_step(b"\x06") == b"\x11"
    assert poller.second_step(b"\x06") == b"", "once for each question"
    poller.answered()
    assert not poller.due(poll.interval_ms - 1)
    assert poller.due(poll.interval_ms)
    poller.answered()
    assert poller.second_step(b"\x06") == b"", "it has answered already"


def test_the_simulated_scale_answers_the_second_step_only() -> None:
    with ScaleSimulator("cas-enq", speed=20) as simulator, serial.Serial(simulator.port, timeout=5) as port:
        port.write(b"\x05")
        assert port.read(1) == b"\x06"
        port.timeout = 0.1
        assert port.read(1) == b"", "it waits for the second step"
        port.timeout = 5
        port.write(b"\x11")
        assert port.read_until(b"\x03\x04").startswith(b"\x01\x02")


def test_a_nak_amid_noise_is_noise() -> None:
    decoder = protocols.load("cas-enq").decoder()
    stream = b"xxx\x15" + b"x" * 30
    assert [decoder.feed(bytes([byte])) for byte in stream] == [[]] * len(stream)
    decoder.finish()
    assert decoder.noise == len(stream)
