"""The journal call as bytes."""

import io
import tracemalloc

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from central import wire
from central.encoding import base64url, from_base64url
from central.problems import Problem
from tests.fakes.virtual_kiosk import VirtualKiosk

NDJSON = "application/x-ndjson"


def kiosk_with(count: int) -> VirtualKiosk:
    kiosk = VirtualKiosk("unused")
    for index in range(count):
        kiosk.append("boot", {"n": index})
    return kiosk


def whole_range(kiosk: VirtualKiosk) -> wire.Range:
    return wire.Range(kiosk.id, kiosk.epoch, 1, len(kiosk.entries))


@given(st.integers(1, 20), st.booleans())
def test_lines_come_back_as_they_were_written(count: int, last_newline: bool) -> None:
    kiosk = kiosk_with(count)
    body = b"\n".join(entry.line for entry in kiosk.entries) + (b"\n" if last_newline else b"")
    lines = wire.parse_lines(body, whole_range(kiosk))
    assert [line.canonical for line in lines] == [entry.content for entry in kiosk.entries]
    assert [line.hash for line in lines] == [entry.hash for entry in kiosk.entries]
    assert [line.raw for line in lines] == [entry.line for entry in kiosk.entries]


@given(st.binary(max_size=300))
def test_noise_is_a_problem_never_a_stumble(noise: bytes) -> None:
    with pytest.raises(Problem):
        wire.parse_lines(noise, wire.Range("k-" + "0" * 20, "0" * 32, 1, 1))


@given(st.data())
def test_one_changed_byte_is_a_problem_or_another_hash(data: st.DataObject) -> None:
    kiosk = kiosk_with(1)
    line = bytearray(kiosk.entries[0].line)
    position = data.draw(st.integers(0, len(line) - 1))
    line[position] ^= data.draw(st.integers(1, 255))
    try:
        (parsed,) = wire.parse_lines(bytes(line), whole_range(kiosk))
    except Problem:
        return
    signature = base64url(parsed.signature)
    assert parsed.hash != kiosk.entries[0].hash or signature != kiosk.entries[0].signature


def test_a_bomb_is_stopped_early() -> None:
    bomb = zstandard.compress(b"\0" * wire.MAX_DECODED) * 8
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(Problem, match="too-large"):
            wire.decode_body(bomb, NDJSON, "zstd")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * wire.MAX_DECODED


def test_a_frame_that_wants_too_much_memory_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    out = io.BytesIO()
    with zstandard.ZstdCompressor(compression_params=parameters).stream_writer(out, closefd=False) as writer:
        writer.write(b"x" * 100)
    with pytest.raises(Problem, match="malformed"):
        wire.decode_body(out.getvalue(), NDJSON, "zstd")


@pytest.mark.parametrize(("content_type", "encoding"), [("text/html", ""), ("", ""), (NDJSON, "gzip"), (NDJSON, "br")])
def test_another_content_type_or_encoding_is_malformed(content_type: str, encoding: str) -> None:
    with pytest.raises(Problem, match="malformed"):
        wire.decode_body(b"{}", content_type, encoding)


@given(st.binary(max_size=100))
def test_zstd_round_trip_and_noise(content: bytes) -> None:
    assert wire.decode_body(zstandard.compress(content), NDJSON + "; charset=utf-8", "ZSTD") == content
    assert wire.decode_body(content, NDJSON, "identity") == content
    with pytest.raises(Problem, match="malformed"):
        wire.decode_body(b"\x01" + content, NDJSON, "zstd")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"first": "0", "last": "1"},
        {"first": "2", "last": "1"},
        {"first": "1", "last": "99999999999999999999"},
        {"first": "1.0", "last": "1"},
        {"first": "one", "last": "1"},
        {"first": "9" * 5000, "last": "1"},
        {"kiosk": "k-XYZ", "first": "1", "last": "1"},
        {"epoch": "e" * 31, "first": "1", "last": "1"},
    ],
)
def test_a_wrong_query_is_malformed(query: dict[str, str]) -> None:
    right = {"kiosk": "k-" + "0" * 20, "epoch": "e" * 32}
    with pytest.raises(Problem, match="malformed"):
        wire.parse_range({**right, **query} if query else {})


@given(st.binary(max_size=80))
def test_base64url_round_trip(value: bytes) -> None:
    assert from_base64url(base64url(value)) == value


@pytest.mark.parametrize("text", ["=", "QQ==", "a b", "a+b/", "é", "A", "QUJD\n"])
def test_what_is_not_base64url(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        from_base64url(text)
