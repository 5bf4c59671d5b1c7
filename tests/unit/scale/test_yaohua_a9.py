"""``yaohua-a9`` against frames of real indicators and damaged ones."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.wire import digits

GOOD = b"\x02+00123431C\x03"


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("yaohua-a9").decoder()
    frames = decoder.feed(data) + decoder.finish()
    return frames, decoder.noise


def checked(body: bytes) -> bytes:
    check = 0
    for byte in body:
        check ^= byte
    return b"\x02" + body + b"%02X" % check + b"\x03"


@pytest.mark.parametrize(
    ("wire", "value"),
    [
        ("02 2B 30 30 30 30 30 30 30 31 42 03", "0"),
        ("02 2B 30 30 31 35 36 30 30 31 39 03", "1560"),
        ("02 2B 30 30 30 30 33 32 32 31 38 03", "0.32"),
        ("02 2B 30 30 31 32 33 34 33 31 43 03", "1.234"),
        (checked(b"-0012343").hex(), "-1.234"),
        (checked(b"-0000002").hex(), "0.00"),
        (checked(b"+0100003").hex(), "10.000"),
        (checked(b"+9999994").hex(), "99.9999"),
    ],
)
def test_frame(wire: str, value: str) -> None:
    raw = bytes.fromhex(wire)
    (frame,), noise = decode(raw)
    assert (frame.kind, frame.unit, frame.stable, frame.net) == (FrameKind.WEIGHT, None, None, None)
    assert frame.value is not None
    assert digits(frame.value) == value
    assert frame.raw == raw
    assert noise == 0


@pytest.mark.parametrize(
    "damaged",
    [
        GOOD.replace(b"4", b"5", 1),  # the check is wrong
        GOOD.replace(b"1C", b"1c"),
        checked(b"+0012345"),  # five decimals
        checked(b" 0012343"),
        checked(b"+00A2343"),
        checked(b"+012343"),
        GOOD[:-1] + b"\x0d",
        GOOD[:-1],
        GOOD[1:],
        checked(b"AB+0012343"),  # an answer of the command mode
    ],
)
def test_damaged_frame_is_noise_and_the_next_one_is_found(damaged: bytes) -> None:
    frames, noise = decode(damaged + GOOD)
    assert [frame.raw for frame in frames] == [GOOD]
    assert noise == len(damaged)


def test_a_frame_cut_by_the_next_one() -> None:
    for cut in range(len(GOOD)):
        frames, noise = decode(GOOD[:cut] + GOOD + b"\x02\x02" + GOOD + GOOD[:cut])
        assert [frame.raw for frame in frames] == [GOOD, GOOD]
        assert noise == 2 * cut + 2
