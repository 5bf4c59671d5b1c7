"""A weighing indicator on a real pseudo-terminal, for trials, demonstrations and tests without hardware."""

import contextlib
import os
import threading
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.scale import protocols
from kiosk.scale.physics import Indicator

_COMMAND_BYTES = 64


class ScaleSimulator:
    """An indicator that one can put weights on. Use it as a context manager, or ``start`` and ``close`` it.

    ``link`` is a path that always points to the present port, like ``/dev/serial/by-id``. A frame is made every
    ``frame_ms`` of the simulated time, which runs ``speed`` times as fast as the real one. POSIX only.
    Raises ``UsageFault`` for an unknown protocol or unit.
    """

    def __init__(
        self,
        protocol: str = "st-us",
        interval_g: int = 10,
        max_g: int = 60_000,
        seed: int = 1,
        *,
        unit: str = "kg",
        link: Path | None = None,
        frame_ms: int = 80,
        speed: float = 1.0,
    ) -> None:
        self._protocol = protocols.load(protocol)
        self._indicator = Indicator(interval_g, max_g, unit, seed, frame_ms)
        self._link = link
        self._period_s = frame_ms / 1000 / speed
        self._lock = threading.Lock()  # guards the terminal and the platform
        self._terminal: tuple[int, int] | None = None
        self._path = ""
        self._heard = b""
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scale-simulator")

    @property
    def port(self) -> str:
        """Where to connect: the link if there is one, otherwise the present pseudo-terminal."""
        return str(self._link) if self._link else self._path

    def start(self) -> None:
        """Plug in and switch on."""
        self.replug()
        self._thread.start()

    def close(self) -> None:
        """Switch off and unplug; waits for the thread. Harmless when repeated."""
        self._closing.set()
        if self._thread.ident is not None:
            self._thread.join()
        self.unplug()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, weight_g: float) -> None:
        """Drop something on the platform so that ``weight_g`` grams lie there in all."""
        with self._lock:
            self._indicator.platform.put(weight_g)

    def take_off(self) -> None:
        """Take everything off the platform."""
        self.put(0)

    def unplug(self) -> None:
        """Pull the cable: the port vanishes under whoever reads it, and the link with it."""
        with self._lock:
            if self._terminal is None:
                return
            for descriptor in self._terminal:
                os.close(descriptor)
            self._terminal = None
            if self._link:
                self._link.unlink(missing_ok=True)

    def replug(self) -> None:
        """Plug in again; the port is a new one, behind the same link."""
        self.unplug()
        with self._lock:
            indicator_side, port_side = os.openpty()
            tty.setraw(port_side)
            os.set_blocking(indicator_side, False)
            self._terminal = (indicator_side, port_side)
            self._path = os.ttyname(port_side)
            self._heard = b""
            if self._link:
                _point(self._link, self._path)

    def _run(self) -> None:
        while not self._closing.wait(self._period_s):
            with self._lock:
                frame = self._protocol.encode(self._indicator.advance())
                if self._terminal is not None:
                    self._talk(self._terminal[0], frame)

    def _talk(self, descriptor: int, frame: bytes) -> None:
        questions = self._obey(descriptor)
        sent = frame * questions if self._protocol.poll else frame
        with contextlib.suppress(BlockingIOError):  # nobody reads: the bytes are lost, as on a real line
            os.write(descriptor, sent)

    def _obey(self, descriptor: int) -> int:
        """Read what the kiosk has sent; press the zero key when told to; return how often the weight was asked for."""
        with contextlib.suppress(BlockingIOError):
            self._heard += os.read(descriptor, 1024)
        protocol = self._protocol
        if protocol.zero and protocol.zero in self._heard:
            self._indicator.zero()
            self._heard = self._heard.replace(protocol.zero, b"")
        questions = 0
        if protocol.poll:
            *asked, self._heard = self._heard.split(protocol.poll.command)
            questions = len(asked)
        self._heard = self._heard[-_COMMAND_BYTES:]
        return questions


def _point(link: Path, target: str) -> None:
    """Make ``link`` point to ``target`` in one step, so no reader ever finds it half made."""
    fresh = link.with_name(link.name + ".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
