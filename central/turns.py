"""Writers of one process in the order in which they came."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class Turns:
    """A lock that goes to whoever has waited longest.

    SQLite lets writers poll for its own lock, with pauses that grow, so that whoever has waited longest asks least
    often: under load some wait for seconds and time out while others are served at once.
    """

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Alone while the block lasts. Raises SQLAlchemy's ``TimeoutError``, as an exhausted pool does."""
        self._take()
        try:
            yield
        finally:
            self._give()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        with self._guard:
            return len(self._waiting)

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._within_s):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise PoolTimeoutError(f"no turn to write within {self._within_s:g} s")
        # It was given to us just now.

    def _give(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()  # still taken, by that one
            else:
                self._taken = False
