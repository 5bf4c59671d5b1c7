"""``keli`` against the manual's answer."""

import pytest

from kiosk.scale import protocols
from kiosk.scale.frames import Frame
from kiosk.scale.wire import digits

Decoded = tuple[str, str | None, str | None, bool | None, bool | None]


def decode(data: bytes) -> tuple[list[Frame], int]:
    decoder = protocols.load("keli").decoder()
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
    (bytes.fromhex("0247573A303032332E3435286B672903"), weight("23.45", "kg", None, False)),
    (b"\x02NW:-0023.45(kg)\x03", weight("-23.45", "kg", None, True)),
    (b"\x02TW:0001.50(kg)\x03", ("tare", "1.50", "kg", None, None)),
    (b"\x02GW:0002345(LB)\x03", weight("2345", "lb", None, False)),
    (b"\x02GW:-000.00(kg)\x03", weight("0.00", "kg", None, False)),
    (b"\x02GW:     12(pcs)\x03", bare("status")),
]

NOISE = [
    b"\x02GW:0023.45kg\x03",
    b"\x02GW:0023.45[kg]\x03",
    b"\x02GW:0023.45(kg)",
    b"GW:0023.45(kg)\x03",
    b"\x02PW:0023.45(kg)\x03",
    b"\x02GW:00.3.45(kg)\x03",
    b"\x02GW:(kg)\x03",
    b"\x02GW:0023.45()\x03",
    b"\x02GW:0000000023.45(kg)\x03",
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


def test_an_answer_behind_a_cut_one_is_found() -> None:
    raw = b"\x02GW:0023.45(kg)\x03"
    for cut in range(len(raw)):
        frames, noise = decode(raw[:cut] + raw)
        assert [frame.raw for frame in frames] == [raw]
        assert noise == cut
