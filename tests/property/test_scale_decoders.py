"""What holds for every protocol and any bytes at all."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import ScaleProtocol
from kiosk.scale.wire import digits
from tests.depth import examples
from tests.fakes.serial_line import received, with_even_parity

NAMES = [
    f"{name}/{profile}" if profile else name
    for name in protocols.names()
    for profile in ("", *protocols.load(name).profiles)
]
CHECKED = ["yaohua-a9", "yaohua-a12e", "cas-enq"]
"""Formats with a check value in every frame."""

each_format = settings(max_examples=examples(15))
"""For what is tried on every format: with all of them some 280 inputs a promise. ``tests/fuzz`` goes deeper."""

BAUDS = [600, 1200, 2400, 4800, 9600, 19_200]

weights = st.builds(
    lambda number, decimals, stable, net: Frame(FrameKind.WEIGHT, Decimal(number).scaleb(-decimals), "kg", stable, net),
    st.integers(-999_999, 999_999),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
)
STX = b"\x02"


@cache
def protocol_of(name: str) -> ScaleProtocol:
    return protocols.load(*name.split("/"))


def decode(name: str, *reads: bytes) -> tuple[list[Frame], int]:
    decoder = protocol_of(name).decoder()
    frames = [frame for read in reads for frame in decoder.feed(read)]
    frames += decoder.finish()
    return frames, decoder.noise


def written(name: str, frames: list[Frame]) -> list[bytes]:
    return [protocol_of(name).encode(frame) for frame in frames]


def values(frames: list[Frame]) -> set[tuple[Decimal | None, str | None, bool | None]]:
    """Everything that these frames say about a load."""
    return {(frame.value, frame.unit, frame.net) for frame in frames if frame.kind is FrameKind.WEIGHT}


@st.composite
def damaged_streams(draw: st.DrawFn, name: str) -> bytes:
    """Real frames, spliced with cuts of frames, characters of the protocol and any bytes, some bits flipped."""
    raw = written(name, draw(st.lists(weights, max_size=8)))
    pieces: list[bytes] = []
    for frame in raw:
        alphabet = sorted(set(frame) | {0x0D, 0x0A, 0x02, 0x03, 0x20})
        noise = st.one_of(st.just(b""), st.binary(max_size=12), st.lists(st.sampled_from(alphabet)).map(bytes))
        pieces += [draw(noise), frame[: draw(st.integers(0, len(frame)))], frame]
    stream = bytearray(b"".join(pieces))
    for _ in range(draw(st.integers(0, 3)) if stream else 0):
        stream[draw(st.integers(0, len(stream) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(stream)


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(frames=st.lists(weights, max_size=10))
def test_what_is_written_is_read(name: str, frames: list[Frame]) -> None:
    sayable = [(frame, raw) for frame, raw in zip(frames, written(name, frames), strict=True) if raw]
    decoded, noise = decode(name, b"".join(raw for _, raw in sayable))
    assert [frame.raw for frame in decoded] == [raw for _, raw in sayable]
    assert noise == 0
    for was, (shown, _) in zip(decoded, sayable, strict=True):
        if was.kind is FrameKind.WEIGHT:
            assert was.value is not None
            assert shown.value is not None
            assert digits(was.value) == digits(abs(shown.value) if shown.value == 0 else shown.value)
            assert was.unit in {None, shown.unit}
            assert was.stable in {None, shown.stable}
            assert was.net in {None, shown.net}
        else:  # where a format shows only stable loads, it says why there is none
            assert not shown.stable or (shown.value or 0) < 0


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(number=st.integers(0, 9999), stable=st.booleans(), net=st.booleans())
def test_a_load_of_four_digits_can_be_written_in_every_format(name: str, number: int, stable: bool, net: bool) -> None:
    assert written(name, [Frame(FrameKind.WEIGHT, Decimal(number).scaleb(-2), "kg", stable, net)])[0]


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(data=st.data())
def test_every_byte_is_a_frames_or_noise_and_reads_may_be_cut_anywhere(name: str, data: st.DataObject) -> None:
    stream = data.draw(damaged_streams(name))
    frames, noise = decode(name, stream)
    assert sum(len(frame.raw) for frame in frames) + noise == len(stream)

    position = 0
    for frame in frames:  # in order, not overlapping, as they were on the wire
        position = stream.index(frame.raw, position) + len(frame.raw)

    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    reads = [stream[start:end] for start, end in pairwise([0, *cuts, len(stream)])]
    assert decode(name, *reads) == (frames, noise)
    assert decode(name, *(bytes([byte]) for byte in stream)) == (frames, noise)


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(stream=st.binary(max_size=2000))
def test_any_bytes_are_survived(name: str, stream: bytes) -> None:
    frames, noise = decode(name, stream)
    assert sum(len(frame.raw) for frame in frames) + noise == len(stream)


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(data=st.data())
def test_only_a_load_has_a_value(name: str, data: st.DataObject) -> None:
    for frame in decode(name, data.draw(damaged_streams(name)))[0]:
        has_value = frame.kind in {FrameKind.WEIGHT, FrameKind.TARE}
        assert (frame.value is not None) == has_value
        assert has_value or (frame.unit, frame.stable, frame.net) == (None, None, None)
        assert frame.value is None or frame.value.is_finite()
        assert frame.value is None or frame.value != 0 or not frame.value.is_signed()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("byte", [0x00, 0x02, 0x0D, 0x0A, 0x20, 0x30, 0x53, 0x2C, 0xFF])
def test_memory_stays_bounded_in_an_endless_run_of_one_byte(name: str, byte: int) -> None:
    decoder = protocol_of(name).decoder()
    for _ in range(200):
        decoder.feed(bytes([byte]) * 1000)
    assert decoder.noise >= 199_000, "all but a short rest has been let go"
    decoder.finish()
    assert decoder.noise == 200_000


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(data=st.data())
def test_every_frame_stands_by_itself(name: str, data: st.DataObject) -> None:
    """No part of what a frame says was taken from the bytes around it, whatever was damaged."""
    for frame in decode(name, data.draw(damaged_streams(name)))[0]:
        (alone,), noise = decode(name, frame.raw)
        assert replace(alone, raw=b"") == replace(frame, raw=b"")
        assert noise == 0 or frame.raw[-1:] == STX, "a check value that looks like the next frame's beginning"


@pytest.mark.parametrize("name", CHECKED)
@given(frames=st.lists(weights, min_size=1, max_size=6), data=st.data())
def test_a_flipped_bit_never_makes_another_weight_where_there_is_a_check_value(
    name: str, frames: list[Frame], data: st.DataObject
) -> None:
    sent = written(name, frames)
    damaged = [bytearray(raw) for raw in sent if raw]
    for raw in damaged:
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert values(decode(name, b"".join(damaged))[0]) <= values(decode(name, b"".join(sent))[0])


@given(frames=st.lists(weights, min_size=1, max_size=6), data=st.data())
def test_a_flipped_bit_never_makes_another_weight_where_toledo_sends_its_sum(
    frames: list[Frame], data: st.DataObject
) -> None:
    sent = [raw + bytes([-sum(raw) & 0x7F]) for raw in written("toledo-continuous", frames) if raw]
    assume(all(raw[-1:] != STX for raw in sent))  # such a check value looks like the next frame's beginning
    damaged = [bytearray(raw) for raw in sent]
    for raw in damaged:
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    read = decode("toledo-continuous", b"".join(damaged))[0]
    assert values(read) <= values(decode("toledo-continuous", b"".join(sent))[0])


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(data=st.data())
def test_two_indicators_on_one_line(name: str, data: st.DataObject) -> None:
    """Frames of two formats, some of them cut: whatever is read is a whole frame of this one."""
    other = data.draw(st.sampled_from(NAMES))
    raws = written(name, data.draw(st.lists(weights, max_size=6))) + written(
        other, data.draw(st.lists(weights, max_size=6))
    )
    pieces = [raw[: data.draw(st.integers(0, len(raw)))] if data.draw(st.booleans()) else raw for raw in raws]
    stream = b"".join(data.draw(st.permutations(pieces)))
    frames, noise = decode(name, stream)
    assert sum(len(frame.raw) for frame in frames) + noise == len(stream)
    for frame in frames:
        assert decode(name, frame.raw) == ([frame], 0)
    if name in CHECKED and other not in CHECKED:
        assert values(frames) <= values(decode(name, b"".join(raws))[0])


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(frames=st.lists(weights, max_size=8), bauds=st.permutations(BAUDS), gap=st.integers(0, 30))
def test_the_wrong_baud_rate_never_makes_a_weight(name: str, frames: list[Frame], bauds: list[int], gap: int) -> None:
    stream = received(b"".join(written(name, frames)), bauds[0], bauds[1], gap)
    assert values(decode(name, stream)[0]) == set()


@pytest.mark.parametrize("name", NAMES)
@each_format
@given(frames=st.lists(weights, max_size=8))
def test_parity_read_as_an_eighth_bit_never_makes_another_weight(name: str, frames: list[Frame]) -> None:
    sent = b"".join(written(name, frames))
    read = values(decode(name, with_even_parity(sent))[0])
    assert read <= values(decode(name, sent)[0])


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("toledo-continuous")])
@each_format
@given(frames=st.lists(weights.filter(lambda frame: frame.stable), max_size=8))
def test_parity_read_as_an_eighth_bit_is_noise_where_bit_seven_is_not_masked(name: str, frames: list[Frame]) -> None:
    """So it shows, instead of working by luck: only a frame without a single odd byte would look the same."""
    raws = [raw for raw in written(name, frames) if with_even_parity(raw) != raw]
    assert values(decode(name, with_even_parity(b"".join(raws)))[0]) == set()
