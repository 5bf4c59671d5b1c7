"""A weighing indicator on a real pseudo-terminal, for trials, demonstrations and tests without hardware."""

import contextlib
import os
import random
import threading
import tty
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk import portlink
from kiosk.scale import protocols
from kiosk.scale.physics import Indicator
from kiosk.scale.protocol import Poll
from kiosk.scale.scene import Scenario, Scene, Trouble

_COMMAND_BYTES = 64


class ScaleSimulator:
    """An indicator that one can put weights on. Use it as a context manager, or ``start`` and ``close`` it.

    ``link`` is a path that always points to the present port, like ``/dev/serial/by-id``. A frame is made every
    ``frame_ms`` of the simulated time, which runs ``speed`` times as fast as the real one; the display changes with
    every ``repeats``-th. What sends by itself is plugged in amid a frame, and sends garbage when it is switched on.
    POSIX only. Raises ``UsageFault`` for an unknown protocol, profile or unit.
    """

    def __init__(
        self,
        protocol: str = "st-us",
        interval_g: int = 10,
        max_g: int = 60_000,
        seed: int = 1,
        *,
        profile: str = "",
        unit: str = "kg",
        link: Path | None = None,
        frame_ms: int = 80,
        repeats: int = 1,
        speed: float = 1.0,
    ) -> None:
        self._protocol = protocols.load(protocol, profile)
        self._indicator = Indicator(interval_g, max_g, unit, seed, frame_ms, repeats)
        self._seed = seed
        self._garbage = random.Random(seed)  # noqa: S311 - repeatable, not a secret
        self._scene: Scene | None = None
        self._record: deque[bytes] | None = None
        self._played = threading.Event()
        self._link = link
        self._period_s = frame_ms / 1000 / speed
        self._lock = threading.Lock()  # guards the terminal and the platform
        self._terminal: tuple[int, int] | None = None
        self._path = ""
        self._heard = b""
        self._in_mid_frame = False
        self._has_power = True
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

    def stand(self, weight_g: float) -> None:
        """Have something on the platform that has lain there for hours: it does not swing any more."""
        with self._lock:
            self._indicator.stand(weight_g)

    def take_off(self) -> None:
        """Take everything off the platform."""
        self.put(0)

    def play(self, scenario: Scenario) -> None:
        """Begin a scenario; the seed of the simulator chooses its details. ``wait_played`` tells when it is over."""
        with self._lock:
            self._scene = Scene(scenario, self._indicator, self._seed)
            self._played.clear()

    def replay(self, record: bytes) -> None:
        """Send recorded bytes, and nothing else, as fast as the protocol's usual line would carry them."""
        line = self._protocol.line
        at_once = max(1, line.baud * self._indicator.frame_ms // 10_000)  # start and stop bit: ten bits to a byte
        with self._lock:
            self._record = deque(record[start : start + at_once] for start in range(0, len(record), at_once))
            self._played.clear()

    def wait_played(self, seconds: float | None = None) -> bool:
        """Wait until the scenario or the recording is over, at most ``seconds``; tells whether it is."""
        return self._played.wait(seconds)

    def unplug(self) -> None:
        """Pull the cable: the port vanishes under whoever reads it, and the link with it."""
        with self._lock:
            self._pull()

    def replug(self) -> None:
        """Plug in again; the port is a new one, behind the same link."""
        with self._lock:
            self._pull()
            self._push()

    def _pull(self) -> None:
        if self._terminal is None:
            return
        for descriptor in self._terminal:
            os.close(descriptor)
        self._terminal = None
        if self._link:
            portlink.remove(self._link)

    def _push(self) -> None:
        indicator_side, port_side = os.openpty()
        tty.setraw(port_side)
        os.set_blocking(indicator_side, False)
        self._terminal = (indicator_side, port_side)
        self._path = os.ttyname(port_side)
        self._heard = b""
        self._in_mid_frame = self._protocol.poll is None
        if self._link:
            portlink.point(self._link, self._path)

    def _run(self) -> None:
        while not self._closing.wait(self._period_s):
            with self._lock:
                if self._record is not None:
                    self._go_on_replaying(self._record)
                elif self._scene is not None:
                    self._go_on_playing(self._scene)
                else:
                    self._say(self._protocol.encode(self._indicator.advance()))

    def _go_on_replaying(self, record: deque[bytes]) -> None:
        if record:
            self._send(record.popleft())
        else:
            self._played.set()

    def _go_on_playing(self, scene: Scene) -> None:
        arriving = scene.deliver()
        plugged = scene.now.trouble is not Trouble.UNPLUGGED
        if plugged and self._terminal is None:
            self._push()
        elif not plugged and self._terminal is not None:
            cut = self._protocol.encode(scene.shown)
            self._send(cut[: len(cut) // 2])
            self._pull()
        had_power, self._has_power = self._has_power, scene.now.trouble is not Trouble.OFF
        if self._has_power and not had_power:
            self._send(self._garbage.randbytes(self._garbage.choice((7, 8))))
        for frame in arriving:
            self._say(self._protocol.encode(frame))
        if scene.over:
            self._scene = None
            self._played.set()

    def _say(self, frame: bytes) -> None:
        if self._terminal is not None:
            self._talk(self._terminal[0], frame)

    def _send(self, data: bytes) -> None:
        if self._terminal is not None:
            with contextlib.suppress(BlockingIOError):  # nobody reads: the bytes are lost, as on a real line
                os.write(self._terminal[0], data)

    def _talk(self, descriptor: int, frame: bytes) -> None:
        self._obey(descriptor)
        sent = self._answers(self._protocol.poll, frame) if self._protocol.poll else frame
        self._heard = self._heard[-_COMMAND_BYTES:]
        if self._in_mid_frame and sent:
            sent, self._in_mid_frame = sent[len(sent) // 2 :], False
        self._send(sent)

    def _obey(self, descriptor: int) -> None:
        """Read what the kiosk has sent, and press the zero key when told to."""
        with contextlib.suppress(BlockingIOError):
            self._heard += os.read(descriptor, 1024)
        zero = self._protocol.zero
        if zero and zero in self._heard:
            self._indicator.zero()
            self._heard = self._heard.replace(zero, b"")

    def _answers(self, poll: Poll, frame: bytes) -> bytes:
        """What the kiosk is to hear for all it has asked: readiness for a first step, ``frame`` for the last one."""
        readiness = b""
        last_step = poll.command
        if poll.request:
            readiness = poll.ready * self._heard.count(poll.command)
            self._heard = self._heard.replace(poll.command, b"")
            last_step = poll.request
        *asked, self._heard = self._heard.split(last_step)
        return readiness + frame * len(asked)
