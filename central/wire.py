"""``POST /v1/journal`` as bytes: the query, the bounded body, and its lines. Pure, but for reading the request.

A line is placed by few fields (identity, order, chain); everything else in it is judged only after it is stored, so a
strange entry never blocks the ones behind it.
"""

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import msgspec
import zstandard
from msgspec import Meta

from central.bodies import BOOT
from central.chain import entry_hash
from central.encoding import from_base64url
from central.moments import Reading
from central.problems import Problem

MAX_BODY = 32 * 1024 * 1024
MAX_DECODED = 64 * 1024 * 1024
MAX_ENTRY = 1024 * 1024
_MAX_WINDOW = 8 * 1024 * 1024  # what zstd levels up to 19 use; bounds the memory that a hostile frame can ask for
BODY_WITHIN_S = 30.0
_SLOWEST_BYTES_PER_S = 10_000  # half of what a kiosk gives up at
_MAX_SEQ = 2**63 - 1

_Seq = Annotated[int, Meta(ge=1, le=_MAX_SEQ)]
_Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


@dataclass(frozen=True, slots=True)
class Range:
    """Which entries a request carries; both ends included."""

    kiosk: str
    epoch: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """One received entry. ``canonical`` and ``raw`` are the bytes as they came."""

    seq: int
    kind: str
    hash: str
    prev_hash: str
    canonical: bytes
    signature: bytes
    raw: bytes


class _Query(msgspec.Struct, frozen=True):
    kiosk: Annotated[str, Meta(pattern=r"^k-[0-9a-f]{20}\Z")]
    epoch: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
    first: Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,17}\Z")]
    last: Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,17}\Z")]


class _Told(msgspec.Struct, frozen=True):
    boot: Annotated[str, Meta(pattern=BOOT)] | None = None
    monotonic_ms: Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,11})\Z")] | None = None


class _WireLine(msgspec.Struct, frozen=True):
    entry: msgspec.Raw
    signature: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{86}\Z")]


class _Placement(msgspec.Struct, frozen=True):
    v: Literal[1]
    kiosk: str
    epoch: str
    seq: _Seq
    kind: str
    prev_hash: _Hash
    body: msgspec.Raw = msgspec.Raw()


_BODY_FIRST = b'{"body":'
_BEHIND_BODY = re.compile(
    rb',"boot":"[^"\\]*","clock":"[^"\\]*","epoch":"[^"\\]*","kind":"[^"\\]*","kiosk":"[^"\\]*"'
    rb',"monotonic_ms":\d+,"occurred_at":"[^"\\]*","prev_hash":"[^"\\]*","seq":\d+,"v":1}'
)
"""An entry of version 1 behind its body, as the contract has it written: no name is there twice."""
_lines = msgspec.json.Decoder(_WireLine)
_placements = msgspec.json.Decoder(_Placement)


def parse_range(query: Mapping[str, str]) -> Range:
    """The query of the call. Raises ``Problem`` ``malformed``."""
    try:
        given = msgspec.convert(dict(query), _Query)
    except msgspec.ValidationError as error:
        raise Problem("malformed", f"query: {error}") from error
    found = Range(given.kiosk, given.epoch, int(given.first), int(given.last))
    if found.last < found.first:
        raise Problem("malformed", "query: last is before first")
    return found


def parse_reading(query: Mapping[str, str], arrived: datetime) -> Reading | None:
    """What the query tells of the kiosk's boot, None: nothing. Raises ``Problem`` ``malformed``."""
    try:
        told = msgspec.convert(dict(query), _Told)
    except msgspec.ValidationError as error:
        raise Problem("malformed", f"query: {error}") from error
    if told.boot is None or told.monotonic_ms is None:
        return None
    return Reading(told.boot, int(told.monotonic_ms), arrived)


async def in_time(stream: AsyncIterator[bytes], seconds: float) -> AsyncIterator[bytes]:
    """What ``stream`` yields. Raises ``Problem`` ``too-slow`` once ``seconds`` are over, and one more for every 10 kB.

    So a line that hangs, or drips, holds no connection for ever.
    """
    until = asyncio.get_running_loop().time() + seconds
    while True:
        try:
            async with asyncio.timeout_at(until):
                chunk = await anext(stream, None)
        except TimeoutError as error:
            raise Problem("too-slow", "the body did not arrive in the time that its size allows") from error
        if chunk is None:
            return
        until += len(chunk) / _SLOWEST_BYTES_PER_S
        yield chunk


async def read_bounded(stream: AsyncIterator[bytes], limit: int) -> bytes:
    """The request body. Raises ``Problem`` ``too-large`` above ``limit`` bytes.

    Twice the limit is read and dropped before the answer, so that an honest client finishes sending and can read it.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size > 2 * limit:
            break
        if size > limit:
            chunks.clear()
        else:
            chunks.append(chunk)
    if size > limit:
        raise Problem("too-large", f"the body may have {limit} bytes")
    return b"".join(chunks)


def decode_body(body: bytes, content_type: str, content_encoding: str) -> bytes:
    """Undo the content encoding within ``MAX_DECODED`` bytes. Raises ``Problem``."""
    if content_type.partition(";")[0].strip().lower() != "application/x-ndjson":
        raise Problem("malformed", "content-type must be application/x-ndjson")
    match content_encoding.strip().lower():
        case "" | "identity":
            decoded = body
        case "zstd":
            decoded = _decompress(body)
        case _:
            raise Problem("malformed", "content-encoding must be zstd or absent")
    if len(decoded) > MAX_DECODED:
        raise Problem("too-large", f"the decoded body may have {MAX_DECODED} bytes")
    return decoded


def _decompress(body: bytes) -> bytes:
    reader = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(
        io.BytesIO(body), read_across_frames=True
    )
    chunks: list[bytes] = []
    size = 0
    try:
        while size <= MAX_DECODED and (chunk := reader.read(1024 * 1024)):
            chunks.append(chunk)
            size += len(chunk)
    except zstandard.ZstdError as error:
        raise Problem("malformed", "the body is not zstd") from error
    return b"".join(chunks)


def parse_lines(decoded: bytes, wanted: Range) -> list[Line]:
    """The lines of the body, exactly those of ``wanted`` and in order. Raises ``Problem``."""
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("malformed", f"the body is not UTF-8 at byte {error.start}") from error
    raw_lines = decoded.removesuffix(b"\n").split(b"\n")
    expected = wanted.last - wanted.first + 1
    if len(raw_lines) != expected:
        raise Problem("malformed", f"the body has {len(raw_lines)} lines, the query names {expected}")
    return [_parse_line(raw, wanted, wanted.first + index) for index, raw in enumerate(raw_lines)]


def _parse_line(raw: bytes, wanted: Range, seq: int) -> Line:
    try:
        line = _lines.decode(raw)
        canonical = bytes(line.entry)
        if len(canonical) > MAX_ENTRY:
            raise Problem("too-large", f"entry {seq}: an entry may have {MAX_ENTRY} bytes")
        place = _placements.decode(canonical)
        if raw != b'{"entry":%b,"signature":"%b"}' % (canonical, line.signature.encode()) and _is_twofold(raw):
            raise ValueError("a name that comes twice says two things")
        if _may_be_twofold(canonical, bytes(place.body)) and _is_twofold(canonical):
            raise ValueError("a name that comes twice says two things")
        signature = from_base64url(line.signature)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise Problem("malformed", f"line of entry {seq} does not follow the contract") from error
    if (place.kiosk, place.epoch, place.seq) != (wanted.kiosk, wanted.epoch, seq):
        raise Problem("malformed", f"line of entry {seq} has another kiosk, epoch or seq than the query says")
    return Line(seq, place.kind, entry_hash(canonical), place.prev_hash, canonical, signature, raw)


def _may_be_twofold(canonical: bytes, body: bytes) -> bool:
    """False: the entry is written in the usual way, as nearly every one; that needs no second parsing."""
    usual = canonical.startswith(_BODY_FIRST) and canonical.startswith(body, len(_BODY_FIRST))
    return not usual or _BEHIND_BODY.fullmatch(canonical, len(_BODY_FIRST) + len(body)) is None


def _is_twofold(text: bytes) -> bool:
    """Whether the JSON object ``text`` has a name twice: one reader takes the first and another one the last."""
    names = json.loads(text, object_pairs_hook=lambda pairs: [name for name, _ in pairs])
    return len(set(names)) < len(names)
