"""What one process counts about its own work, for ``/metrics``.

With several workers the counts of all are added up: ``workers`` names a folder in ``PROMETHEUS_MULTIPROC_DIR`` before
they load the library, each keeps its counts in a file there, and whichever is asked reads them all. A worker that died
goes on counting by what it had written.
"""

import os
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Meters:
    """The counters of one platform. Thread-safe."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._entries = Counter(
            "greensprout_entries_judged", "Entries stored and judged.", ["verdict"], registry=self._registry
        )
        self._ingest = Histogram(
            "greensprout_ingest_seconds",
            "The transaction of an accepted journal call.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Histogram(
            "greensprout_request_seconds",
            "Whole requests, slow lines included.",
            ["route", "status"],
            buckets=_SECONDS,
            registry=self._registry,
        )

    def ingested(self, verdicts: Mapping[str, int], seconds: float) -> None:
        """A range was taken in, with so many fresh entries of each verdict."""
        for verdict, count in verdicts.items():
            self._entries.labels(verdict).inc(count)
        self._ingest.observe(seconds)

    def requested(self, route: str, status: int, seconds: float) -> None:
        """A request to ``route``, one of few words, was answered."""
        self._requests.labels(route, str(status)).observe(seconds)

    def registry(self) -> CollectorRegistry:
        """The counts of this process, or of all that serve together."""
        if SHARED not in os.environ:
            return self._registry
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library has not annotated it
        return together
