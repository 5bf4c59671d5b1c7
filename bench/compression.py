"""How a range is compressed on the wire: bytes and time an entry, for gzip and zstd at levels that could be chosen."""

import gzip
from collections.abc import Callable, Sequence
from functools import partial

import zstandard

from bench.result import Result, cost
from bench.rounds import cpu_seconds, interleaved
from kiosk.core.journal import StoredEntry
from kiosk.sync.wire import COMPRESSION_LEVEL, journal_lines

SIZES = (50, 500, 2000)
ROUNDS = 5
_PEER = "gzip 6"
_Compress = Callable[[bytes], bytes]


def candidates() -> dict[str, _Compress]:
    """Name and function of each."""
    found: dict[str, _Compress] = {f"gzip {n}": partial(gzip.compress, compresslevel=n) for n in (1, 6, 9)}
    return found | {f"zstd {n}": zstandard.ZstdCompressor(level=n).compress for n in (1, 3, 9, 19)}


def compare(entries: Sequence[StoredEntry]) -> list[Result]:
    """Bytes on the wire and microseconds, an entry, against gzip at its usual level. The product's own is named so."""
    return [result for size in SIZES for result in _compare(size, journal_lines(entries[:size]))]


def _compare(size: int, raw: bytes) -> list[Result]:
    functions = candidates()
    lengths = {name: len(compress(raw)) / size for name, compress in functions.items()}
    spent = interleaved(ROUNDS, {name: partial(_microseconds, f, raw, size) for name, f in functions.items()})
    results = []
    for name in functions:
        own = " (the product's)" if name == f"zstd {COMPRESSION_LEVEL}" else ""
        what = f"a range of {size}, {len(raw) / size:.0f} bytes an entry before, {name}{own} against {_PEER}"
        key = f"sync.{name.replace(' ', '-')}.{size}"
        results.append(cost(f"{key}.bytes", what, lengths[name], lengths[_PEER], "bytes"))
        results.append(cost(f"{key}.time", what, spent[name], spent[_PEER], "µs"))
    return results


def _microseconds(compress: _Compress, raw: bytes, size: int) -> float:
    return cpu_seconds(lambda: compress(raw)) * 1e6 / size
