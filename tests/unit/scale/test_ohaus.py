"""``ohaus`` against captured lines and the manual's variants."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("ohaus").decoder()
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
    (bytes.fromhex("202020302E333630206B6720202020470D0A"), weight("0.360", "kg", True, False)),
    (bytes.fromhex("2D2020312E363430206B67202020204E0D0A"), weight("-1.640", "kg", True, True)),
    (bytes.fromhex("202020302E333630206B672020203F470D0A"), weight("0.360", "kg", False, False)),
    (bytes.fromhex("2020202032302E30206B6720202020470D0A"), weight("20.0", "kg", True, False)),
    (bytes.fromhex("2020202020202020302E3030206720202020200D0A"), weight("0.00", "g", True, None)),
    (
        bytes.fromhex("2020202020202031322E37332067202020203F0D0A"),
        weight("12.73", "g", False, None),
    ),
    (bytes.fromhex("20202020202020203331312067203F0D0A"), weight("311", "g", False, None)),
    (b"   0.360 kg\r\n", weight("0.360", "kg", True, None)),
    (b"   0.360 kg ? NET\r\n", weight("0.360", "kg", False, True)),
    (b"   0.360 kg    NET\r\n", weight("0.360", "kg", True, True)),
    (b"   0.250 kg    T\r\n", ("tare", "0.250", "kg", True, None)),
    (b"-  0.000 kg    N \r\n", weight("0.000", "kg", True, True)),
    (b"     12 PCS   ?\r\n", bare("status")),
    (b"   12.5 %\r\n", bare("status")),
    (b"   0.793 LB    G\r\n", weight("0.793", "lb", True, False)),
]

NOISE = [
    b"   0.360 kg   ?",
    b"   0.360 kg   ?\n",
    b"   0.360\r\n",
    b"   0.360kg    G\r\n",
    b"   0.360 kg    X\r\n",
    b"   0.360 kg   G?\r\n",
    b"   0.3.60 kg\r\n",
    b"   ----- kg    G\r\n",
    b"kg    G\r\n",
    b" - -0.360 kg\r\n",
    b"\r\n",
    b"   0.360 kg   ?G   0.360 kg    G\r\n",
    b"   0. kg\r\n",
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
