"""The one way into the GUI thread. Workers hold ``Inbox.post`` as a plain callable and know nothing of Qt."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

Handler = Callable[[object], None]


class Inbox(QObject):
    """Delivers events, one by one and in the order they were posted, to ``handler`` on the thread that made the inbox.

    ``post`` may be called from any thread and never blocks. Nothing is dropped and nothing is merged; whoever produces
    faster than the screen can follow must thin out its own events before posting. After ``close`` events are ignored.
    """

    _posted = Signal(object)

    def __init__(self, handler: Handler) -> None:
        super().__init__()
        self._handler: Handler | None = handler
        # Queued also for posts from the GUI thread itself: an event must never overtake an earlier one.
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, event: object) -> None:
        """Hand over ``event``; returns at once."""
        self._posted.emit(event)

    def close(self) -> None:
        """Deliver nothing more; events already posted are dropped. Call it on the GUI thread."""
        self._handler = None

    @Slot(object)
    def _deliver(self, event: object) -> None:
        if self._handler is not None:
            self._handler(event)
