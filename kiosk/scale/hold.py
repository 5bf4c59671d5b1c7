"""How long has the shown value been held? The question that comes before every settled weight and every zero."""

from collections import Counter, deque

EVIDENCE_FRAMES = 24
"""At most so many raw frames of a window are kept for the record."""

DECIDING_READINGS = 6
"""Of a window's readings the latest decide what it says: the first ones may still be on their way by one step."""

GAP_MS = 1000
"""Readings further apart than this are not one window: what happened between them is not known."""


class Hold:
    """The current run of readings that stay within ``spread_g`` of each other, none of them flagged unstable."""

    def __init__(self, spread_g: int) -> None:
        self._spread_g = spread_g
        self._frames: deque[bytes] = deque(maxlen=EVIDENCE_FRAMES)
        self._count = 0
        self._latest: deque[int] = deque(maxlen=DECIDING_READINGS)
        self._low_g = self._high_g = 0
        self._since_ms = self._last_ms = 0

    def clear(self) -> None:
        """Forget the run; the next reading begins a new one."""
        self._count = 0
        self._latest.clear()
        self._frames.clear()

    def add(self, value_g: int, now_ms: int, raw: bytes) -> None:
        """Take a reading. One that leaves the band, or comes after a gap, begins a new run."""
        low, high = min(self._low_g, value_g), max(self._high_g, value_g)
        if self._count == 0 or high - low > self._spread_g or now_ms - self._last_ms > GAP_MS:
            self.clear()
            self._since_ms = now_ms
            low = high = value_g
        self._low_g, self._high_g, self._last_ms = low, high, now_ms
        self._count += 1
        self._latest.append(value_g)
        self._frames.append(raw)

    def lasted(self, milliseconds: int, readings: int) -> bool:
        """Whether the run covers at least this time *and* this many readings."""
        return self._count >= readings and self._last_ms - self._since_ms >= milliseconds

    def value_g(self) -> int:
        """What the latest readings have said most often, and of equals the least: one last flicker decides nothing."""
        seen = Counter(self._latest)
        return max(seen, key=lambda value_g: (seen[value_g], -value_g))

    def frames_hex(self) -> tuple[str, ...]:
        """The last raw frames of the run, oldest first, in hex."""
        return tuple(frame.hex() for frame in self._frames)
