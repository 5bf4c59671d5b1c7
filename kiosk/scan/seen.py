"""Replay memory: one picture of a pass works once. Bounded, survives restarts, and never forgets early."""

import logging
from collections.abc import Callable, Iterable

from kiosk.core.clock import Clock

_log = logging.getLogger(__name__)

CAPACITY = 50_000
"""About 3 500 showings a day for the fourteen days of a phone's certificate; some 10 MB when full."""
HOLD_MS = 3_600_000
"""No entry goes before this time has passed on the monotonic clock, whatever the wall clock says meanwhile."""

LOOK_AGAIN_MS = 60_000
"""A full memory is looked through (some 20 ms) and complained about once a minute, not once a code."""


class SeenPasses:
    """The digests of accepted showings, each with the wall time (Unix seconds) until which it must be known.

    An entry is forgotten only for want of room, and only when both clocks agree that its pass is past: a wall clock
    that leaps ahead and comes back opens nothing. When there is no such entry, new passes are refused instead.
    """

    def __init__(
        self,
        clock: Clock,
        entries: Iterable[tuple[str, int]] = (),
        on_seen: Callable[[str, int], None] = lambda _digest, _until: None,
        *,
        capacity: int = CAPACITY,
    ) -> None:
        """``entries``: what an earlier run remembered. ``on_seen(digest, until)`` is called once for each new entry."""
        self._clock = clock
        self._on_seen = on_seen
        self._capacity = capacity
        self._look_again_ms = 0
        started_ms = clock.monotonic_ms()
        longest_lived = sorted(entries, key=lambda entry: entry[1])[-capacity:]
        self._entries = {digest: (until, started_ms) for digest, until in longest_lived}

    @property
    def count(self) -> int:
        """How many showings are remembered."""
        return len(self._entries)

    def admit(self, digest: str, until: int) -> bool:
        """True exactly once for each digest; from then on it is known at least until ``until``."""
        if digest in self._entries:
            return False
        now_ms = self._clock.monotonic_ms()
        if len(self._entries) >= self._capacity and now_ms >= self._look_again_ms:
            self._forget_past(now_ms)
        if len(self._entries) >= self._capacity:
            return False
        self._entries[digest] = (until, now_ms)
        self._on_seen(digest, until)
        return True

    def _forget_past(self, now_ms: int) -> None:
        wall_s = self._clock.latest_known().timestamp()
        self._entries = {
            digest: (until, since_ms)
            for digest, (until, since_ms) in self._entries.items()
            if until >= wall_s or now_ms - since_ms < HOLD_MS
        }
        if len(self._entries) >= self._capacity:
            self._look_again_ms = now_ms + LOOK_AGAIN_MS
            _log.warning("the replay memory is full (%d passes): no further pass is accepted", self._capacity)
