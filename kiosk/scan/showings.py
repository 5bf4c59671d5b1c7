"""One showing of a code is one scan, however many pictures of it the camera takes."""

AWAY_MS = 2000
"""So long out of view, a code that comes back is shown anew."""


class Showings:
    """Remembers the code in view."""

    def __init__(self) -> None:
        self._text: str | None = None
        self._seen_ms = 0

    def is_new(self, text: str | None, now_ms: int) -> bool:
        """Whether this frame begins a showing. ``text`` is None for a frame in which nothing could be read."""
        if text is None:
            return False
        new = text != self._text or now_ms - self._seen_ms > AWAY_MS
        self._text, self._seen_ms = text, now_ms
        return new
