"""How far a backlog has drained, and how long it will take. Pure: counts and the time come in."""

from collections import deque

from kiosk.core.events import UploadProgress

WINDOW_MS = 20_000
"""Long enough to even out single batches, short enough to notice within a look that the line has become slow."""
LEAST_MS = 500
"""Between two looks: a screen needs no more than two a second, and a shorter while gives no rate."""


class Progress:
    """One drain, from its first look to its end."""

    def __init__(self) -> None:
        self._begun_at: int | None = None  # entries acknowledged when it began
        self._looks: deque[tuple[int, int]] = deque()  # (monotonic ms, entries acknowledged)

    def may_look(self, now_ms: int) -> bool:
        """Whether it is time for another look."""
        return not self._looks or now_ms - self._looks[-1][0] >= LEAST_MS

    def look(self, now_ms: int, acked: int, pending: int) -> UploadProgress:
        """``acked`` entries are acknowledged and ``pending`` are not, at ``now_ms`` of the monotonic clock."""
        if self._begun_at is None:
            self._begun_at = acked
        elif acked < self._looks[-1][1]:  # the platform had lost some: the rate so far says nothing
            self._begun_at = min(self._begun_at, acked)
            self._looks.clear()
        self._looks.append((now_ms, acked))
        while len(self._looks) > 2 and now_ms - self._looks[1][0] >= WINDOW_MS:
            self._looks.popleft()
        done = acked - self._begun_at
        return UploadProgress(done, done + pending, *self._rate(pending))

    def _rate(self, pending: int) -> tuple[int | None, int | None]:
        """Entries a second, and the seconds that ``pending`` will take."""
        first_ms, first = self._looks[0]
        last_ms, last = self._looks[-1]
        spent_ms, sent = last_ms - first_ms, last - first
        if spent_ms < LEAST_MS or sent == 0:
            return None, None
        return sent * 1000 // spent_ms, -(-pending * spent_ms // (sent * 1000))
