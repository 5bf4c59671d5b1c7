"""Windows to measure with: the bare peer, and the frames of any of them."""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView

WIDTH, HEIGHT = 1080, 1920


def bare_view(qml: str) -> QQuickView:
    """The least PySide6 window that shows ``bench/QML``, in the size of the real screen."""
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name(qml))))
    view.resize(WIDTH, HEIGHT)
    view.show()
    return view


def the_view() -> QQuickView:
    """The only QML window of this process."""
    (view,) = (window for window in QGuiApplication.allWindows() if isinstance(window, QQuickView))
    return view


def named(view: QQuickView, name: str) -> QQuickItem:
    """The visible item with this object name."""
    return next(item for item in _walk(view.rootObject()) if item.objectName() == name and item.isVisible())


def _walk(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _walk(child)


class FrameMeter(QObject):
    """Times the frames of ``view`` in which ``item``'s ``moved`` differs; ``view`` draws on this thread.

    ``drawn_ms``: from the order to draw until the picture is there, by the clock. ``busy_ms``: all that this thread did
    from one such picture to the next, in processor time: animations, bindings, Python, drawing, and the empty frame
    that Qt orders after each one in which a shape changed. That one is not counted: it would flatter the others.
    """

    def __init__(self, view: QQuickView, item: QQuickItem, moved: str) -> None:
        super().__init__()
        self._item = item
        self._moved = moved
        self._last: object = None
        self.drawn_ms: list[float] = []
        self.busy_ms: list[float] = []
        self._ordered_ns = time.perf_counter_ns()
        self._busy_ns = time.thread_time_ns()
        view.installEventFilter(self)
        view.frameSwapped.connect(self._on_frame)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Notes when a frame is ordered."""
        if event.type() is QEvent.Type.UpdateRequest:
            self._ordered_ns = time.perf_counter_ns()
        return False

    @Slot()
    def _on_frame(self) -> None:
        now = self._item.property(self._moved)
        if now == self._last:
            return
        self._last = now
        busy_ns = time.thread_time_ns()
        self.drawn_ms.append((time.perf_counter_ns() - self._ordered_ns) / 1e6)
        self.busy_ms.append((busy_ns - self._busy_ns) / 1e6)
        self._busy_ns = busy_ns
