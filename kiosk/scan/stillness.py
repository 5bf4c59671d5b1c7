"""Which frames are worth a look. Most of the day nothing moves before the camera, and then few of them are."""

STILL_MS = 2000
"""So long without a change, nobody is just holding something up."""
LOOK_EVERY = 15
"""While nothing moves: a look a second, so that what lies there motionless or is too faint to notice is found too."""
TOLERANCE = 6
"""Grey levels that a spot may differ by and still be the same: noise, flicker, the edge of a shadow."""


class Stillness:
    """Compares coarse pictures: one grey level for each spot."""

    def __init__(self) -> None:
        self._before = b""
        self._since_ms = 0
        self._idle_frames = 0

    def is_worth_a_look(self, spots: bytes, now_ms: int) -> bool:
        """Every frame until no spot has left its tolerance for ``STILL_MS``; then every one of ``LOOK_EVERY``."""
        if not self._same(spots):
            self._before, self._since_ms = spots, now_ms
        still = now_ms - self._since_ms >= STILL_MS
        self._idle_frames = self._idle_frames + 1 if still else 0
        return self._idle_frames % LOOK_EVERY == 0

    def _same(self, spots: bytes) -> bool:
        return len(spots) == len(self._before) and all(
            abs(now - before) <= TOLERANCE for now, before in zip(spots, self._before, strict=True)
        )
