"""How uploading stands, as a file for the textfile collector of Prometheus' node_exporter.

The kiosk opens no port for it: whoever watches the machine reads ``metrics.prom`` in the data folder.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.clock import Clock, ClockTrust

FILE_NAME = "metrics.prom"
EVERY_MS = 60_000
WELL = "well"


@dataclass(frozen=True, slots=True)
class Figures:
    """``entries``, ``pending``, ``acked_seq``: None while the ledger cannot be read. ``last_success_s``: when an
    exchange last ended well, since 1970, None: not since the start. ``fault``: what uploading fails by now, a word of
    ``LinkFaultKind`` or ``not_enrolled``. ``store``: how the ledger is, ``well`` or a fault's word.
    """

    entries: int | None
    pending: int | None
    acked_seq: int | None
    clock: ClockTrust
    uptime_s: int
    last_success_s: int | None = None
    fault: str | None = None
    store: str = WELL


def render(figures: Figures) -> str:
    """The figures in Prometheus' text format."""
    return "".join(f"{line}\n" for line in _lines(figures))


def _lines(figures: Figures) -> Iterator[str]:
    yield from _gauge("ledger_entries", "Entries in the journal.", figures.entries)
    yield from _gauge("pending_entries", "Entries that the platform has not acknowledged.", figures.pending)
    yield from _gauge("acked_seq", "Newest acknowledged entry of the epoch.", figures.acked_seq)
    yield from _gauge("uptime_seconds", "Since the program started.", figures.uptime_s)
    yield from _gauge("last_success_timestamp_seconds", "Last exchange that ended well.", figures.last_success_s)
    yield from _state("link", "How uploading goes: well, or its fault.", figures.fault or WELL)
    yield from _state("store", "How the ledger is: well, or its fault.", figures.store)
    yield from _state("clock", "How far the clock is trusted.", figures.clock.value)


def _gauge(name: str, words: str, value: int | None) -> Iterator[str]:
    if value is None:
        return
    yield f"# HELP greensprout_{name} {words}"
    yield f"# TYPE greensprout_{name} gauge"
    yield f"greensprout_{name} {value}"


def _state(name: str, words: str, state: str) -> Iterator[str]:
    yield f"# HELP greensprout_{name}_state {words}"
    yield f"# TYPE greensprout_{name}_state gauge"
    yield f'greensprout_{name}_state{{state="{state}"}} 1'


class MetricsFile:
    """Writes ``metrics.prom`` in ``folder``, at most once in ``EVERY_MS``. Use it from one thread."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / FILE_NAME
        self._clock = clock
        self._written_ms: int | None = None

    def is_due(self) -> bool:
        """Whether it is time to count again."""
        return self._written_ms is None or self._clock.monotonic_ms() - self._written_ms >= EVERY_MS

    def write(self, figures: Figures) -> None:
        """Replace the file whole. A reader never sees half of it; it is not flushed to disk, for it soon is old.

        A disk that is full or gone is told elsewhere: then the old file stays.
        """
        self._written_ms = self._clock.monotonic_ms()
        beside = self._path.with_suffix(".prom.new")
        with contextlib.suppress(OSError):
            beside.write_text(render(figures), "utf-8")
            beside.replace(self._path)
