"""The zero reference in software: it follows an empty scale that drifts, slowly and never past its limits.

An indicator tracks its own zero while it shows zero. What is left for us is dust, rain and temperature on a scale that
does not, or that has reached the end of its own range. OIML R 76 allows half an interval a second. The limit is half of
Min at most, so that nothing the reference did can ever be large enough to be credited by itself.
"""

from kiosk.scale.hold import GAP_MS

LIMIT_INTERVALS = 10
LIMIT_SHARE = 50  # one fiftieth of Max, 2 %: half of the range that R 76 gives zero-setting


class ZeroTracker:
    """Not thread-safe. Masses in grams, times in milliseconds of one monotonic clock."""

    def __init__(self, interval_g: int, min_g: int, max_g: int) -> None:
        self.limit_g = min(LIMIT_INTERVALS * interval_g, min_g // 2, max_g // LIMIT_SHARE)
        self._interval_g = interval_g
        self._origin_g = 0
        self._offset_mg = 0
        self._followed_ms: int | None = None

    def adopt(self, value_g: int, origin_g: int = 0) -> None:
        """Take ``value_g`` for zero at once. From here on it may follow within ``limit_g`` of ``origin_g``."""
        self._origin_g = origin_g
        self._offset_mg = 1000 * (value_g - origin_g)
        self._followed_ms = None

    @property
    def zero_g(self) -> int:
        """The reference, in whole intervals from its origin, so that a weight keeps the steps of the display."""
        return self._origin_g + self._interval_g * round(self._offset_mg / (1000 * self._interval_g))

    def follow(self, value_g: int, now_ms: int) -> None:
        """The scale stands at rest at ``value_g`` and carries nothing: move towards it, at most e/2 a second."""
        before_ms, self._followed_ms = self._followed_ms, now_ms
        if before_ms is None or now_ms - before_ms > GAP_MS:
            return  # what happened meanwhile is not known
        step_mg = self._interval_g * (now_ms - before_ms) // 2
        wanted_mg = 1000 * min(self.limit_g, max(-self.limit_g, value_g - self._origin_g))
        self._offset_mg += min(step_mg, max(-step_mg, wanted_mg - self._offset_mg))
