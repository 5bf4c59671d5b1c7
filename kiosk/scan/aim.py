"""What people should do with the camera's picture, as one word that does not flicker."""

from dataclasses import dataclass

from kiosk.scan.decode import Sight

READY, BRIGHTER, DARKER, CLOSER, MISSING = "ready", "brighter", "darker", "closer", "missing"
"""The words of ``CameraView``."""

HOLD_MS = 600
"""A hint must hold this long before it is said: people move, and words that blink help nobody."""
TOO_DARK, TOO_BRIGHT = 28, 232
"""Mean luminance (0–255) of the middle of the picture."""
CLOSE_ENOUGH = 0.42
"""A share of the shorter side. A code larger than that and yet unreadable does not get better by coming closer."""


@dataclass
class Aim:
    """Feed it what each frame showed; ``word`` is what to say now."""

    word: str | None = None
    _wanted: str | None = None
    _since_ms: int = 0

    def missing(self) -> str:
        """The camera is gone; said at once."""
        self.word = self._wanted = MISSING
        return MISSING

    def judge(self, sight: Sight, luminance: int, shorter_side: int, now_ms: int) -> str:
        """The word after a frame with this mean ``luminance`` and ``shorter_side`` in pixels."""
        wanted = _wanted(sight, luminance, shorter_side)
        if wanted != self._wanted:
            self._wanted, self._since_ms = wanted, now_ms
        held = now_ms - self._since_ms >= HOLD_MS
        if held or sight.text is not None or self.word in {None, MISSING}:
            self.word = wanted if held or sight.text is not None else READY
        return self.word or READY


def _wanted(sight: Sight, luminance: int, shorter_side: int) -> str:
    if sight.text is not None:
        return READY
    if sight.located_px is not None and sight.located_px < CLOSE_ENOUGH * shorter_side:
        return CLOSER
    if luminance < TOO_DARK:
        return BRIGHTER
    return DARKER if luminance > TOO_BRIGHT else READY
