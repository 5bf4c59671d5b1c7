"""The latest-value slot between the reader thread and the screen.

Guarantee: every change of status, every new settled weighing and every new fault is posted at once and in order; only
views that differ from the last posted one in nothing but the live weight may be skipped, and the newest of them is
posted after at most ``interval_ms`` and one ``flush``. So what is posted is bounded by time, not by the frame rate.
"""

from kiosk.core.clock import Clock
from kiosk.core.events import Post, ScaleStatus, ScaleView

INTERVAL_MS = 50


class LatestView:
    """Thins out views on their way to ``post``. Not thread-safe: the reader thread owns it."""

    def __init__(self, post: Post, clock: Clock, interval_ms: int = INTERVAL_MS) -> None:
        self._post = post
        self._clock = clock
        self._interval_ms = interval_ms
        self._posted: ScaleView | None = None
        self._posted_ms = 0
        self._pending: ScaleView | None = None

    def put(self, view: ScaleView) -> None:
        """Offer a view: posted now, kept as the newest live value, or dropped when it equals what was posted last."""
        if self._posted is None or _matter(view) != _matter(self._posted):
            self._send(view)
        elif view.weight_g == self._posted.weight_g:
            self._pending = None
        else:
            self._pending = view
            self.flush()

    def flush(self) -> None:
        """Post the kept live value if the interval has passed. Call it regularly."""
        if self._pending is not None and self._clock.monotonic_ms() - self._posted_ms >= self._interval_ms:
            self._send(self._pending)

    def _send(self, view: ScaleView) -> None:
        self._posted = view
        self._posted_ms = self._clock.monotonic_ms()
        self._pending = None
        self._post(view)


def _matter(view: ScaleView) -> tuple[ScaleStatus, str | None, str | None]:
    """What may never be skipped: the status, the weighing, the fault."""
    return (
        view.status,
        view.settled.weighing if view.settled else None,
        str(view.fault) if view.fault else None,
    )
