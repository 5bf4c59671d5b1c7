"""What the scale's tests share: a real pseudo-terminal as cable, and an inbox that waits for views with a deadline."""

import os
import queue
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.core.events import ScaleView
from kiosk.scale.settings import ScaleSettings

PATIENCE_S = 20.0


class Cable:
    """A pseudo-terminal behind a link that stays the same, so that re-plugging gives another port behind it."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._descriptors: tuple[int, int] | None = None
        self.plug()

    def plug(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        self._descriptors = (master, slave)
        self.link.symlink_to(os.ttyname(slave))

    def send(self, data: bytes) -> None:
        assert self._descriptors
        os.write(self._descriptors[0], data)

    def received(self) -> bytes:
        assert self._descriptors
        return os.read(self._descriptors[0], 1024)

    def unplug(self) -> None:
        if self._descriptors:
            self.link.unlink()
            for descriptor in self._descriptors:
                os.close(descriptor)
            self._descriptors = None


class Inbox:
    """Collects what is posted; ``until`` waits for a view and fails with the whole history when it does not come."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[ScaleView] = queue.SimpleQueue()
        self.views: list[ScaleView] = []

    def post(self, event: object) -> None:
        assert isinstance(event, ScaleView)
        self._queue.put(event)

    def until(
        self, wanted: Callable[[ScaleView], bool], send: Callable[[], object] | None = None, seconds: float = PATIENCE_S
    ) -> ScaleView:
        """``send`` is called every 20 ms meanwhile: what is sent before the reader has the port open is lost."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if send:
                send()
            try:
                view = self._queue.get(timeout=0.02)
            except queue.Empty:
                continue
            self.views.append(view)
            if wanted(view):
                return view
        pytest.fail(f"did not come within {seconds} s; came: {self.views}")

    def drain(self) -> list[ScaleView]:
        while not self._queue.empty():
            self.views.append(self._queue.get())
        return self.views


class Feeder:
    """Sends the present bytes again and again, as an indicator in continuous output does."""

    def __init__(self, cable: Cable, period_s: float = 0.02) -> None:
        self.data = b""
        self._cable = cable
        self._period_s = period_s
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(self._period_s):
            with self._lock:
                if self.data:
                    self._cable.send(self.data)

    def unplug(self) -> None:
        with self._lock:
            self.data = b""
            self._cable.unplug()

    def plug(self) -> None:
        with self._lock:
            self._cable.plug()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    cable = Cable(tmp_path / "scale")
    yield cable
    cable.unplug()


@pytest.fixture
def feeder(cable: Cable) -> Iterator[Feeder]:
    feeder = Feeder(cable)
    yield feeder
    feeder.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def settings(tmp_path: Path) -> ScaleSettings:
    """A 30 kg / 10 g scale that settles quickly, behind ``cable``."""
    return ScaleSettings(str(tmp_path / "scale"), "st-us", 10, 30_000, settle_ms=200, scale_id="s1")
