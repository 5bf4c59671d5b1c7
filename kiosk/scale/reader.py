"""The thread that owns the scale's port: open → read → decode → settle → post, and again after every fault."""

import contextlib
import threading

import serial

from kiosk.core.clock import Clock
from kiosk.core.errors import DeviceFault
from kiosk.core.events import Post
from kiosk.core.plate import ScaleMode
from kiosk.scale import protocols
from kiosk.scale.container import ContainerSettler
from kiosk.scale.frames import Frame
from kiosk.scale.latest import LatestView
from kiosk.scale.liveness import Liveness, Poller
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler
from kiosk.scale.weigher import Weigher
from kiosk.serialport import PORT_ERRORS, Listing, open_port, read_available, system_ports, unplugged

FIRST_RETRY_S = 0.25
LAST_RETRY_S = 2.0


class ScaleReader:
    """Reads one scale until it is stopped, and posts ``ScaleView`` events (see ``LatestView`` for what may be skipped).

    A fault is posted as a view with status FAULT; the reader closes the port, tries again after 0.25 s, then after
    twice as long each time up to 2 s, and heals by itself. After any fault zero must be seen before a weight settles.
    ``listing`` tells which serial ports there are, for a port given by its USB id.
    ``credited_total_g``: in container mode, the highest total that an earlier credit was based on.
    Raises ``UsageFault`` at once when the configured protocol does not exist.
    """

    def __init__(
        self,
        settings: ScaleSettings,
        clock: Clock,
        post: Post,
        credited_total_g: int | None = None,
        *,
        listing: Listing = system_ports,
    ) -> None:
        self._settings = settings
        self._listing = listing
        self._protocol = protocols.load(settings.protocol, settings.profile)
        self._clock = clock
        self._weigher = _weigher(settings, credited_total_g)
        self._weigher_lock = threading.Lock()
        self._post = post
        self._latest = LatestView(post, clock)
        self._retry_s = FIRST_RETRY_S
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scale-reader")

    def start(self) -> None:
        """Begin reading. A missing port is no error here: it is posted as a fault and tried again."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and wait until the thread has ended; nothing is posted afterwards. Harmless when repeated."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def require_zero(self) -> None:
        """Nothing settles any more until the scale has stood at zero. May be called from any thread.

        A view that was posted before this call may still arrive after it, with the old weighing's id.
        """
        with self._weigher_lock:
            self._weigher.require_zero()

    def credited(self, weighing: str) -> None:
        """This weighing has become a credit. May be called from any thread."""
        with self._weigher_lock:
            self._weigher.credited(weighing)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except DeviceFault as fault:
                with self._weigher_lock:
                    view = self._weigher.void(fault)
                self._latest.put(view)
                self._stopping.wait(self._retry_s)
                self._retry_s = min(self._retry_s * 2, LAST_RETRY_S)

    def _listen(self) -> None:
        port = open_port("scale", self._settings.port, self._settings.line(self._protocol.line), self._listing)
        try:
            self._read_until_stopped(port)
        except PORT_ERRORS as error:
            raise unplugged("scale", self._settings.port) from error
        finally:
            with contextlib.suppress(*PORT_ERRORS):  # the device may be gone, and the handle with it
                port.close()

    def _read_until_stopped(self, port: serial.Serial) -> None:
        decoder = self._protocol.decoder()
        poller = Poller(self._protocol.poll) if self._protocol.poll else None
        liveness = Liveness(self._settings.port, self._protocol.silence_advice, self._clock.monotonic_ms())
        while not self._stopping.is_set():
            if poller and poller.due(self._clock.monotonic_ms()):
                port.write(poller.command)
            data = read_available(port)
            now_ms = self._clock.monotonic_ms()
            frames = decoder.feed(data)
            for frame in frames:
                with self._weigher_lock:
                    view = self._weigher.feed(frame, now_ms)
                    emptied = self._weigher.pop_emptied()
                self._latest.put(view)
                if emptied is not None:
                    self._post(emptied)
            if poller:
                self._go_on_asking(port, poller, data, frames)
            if liveness.heard(data, frames, now_ms):
                self._retry_s = FIRST_RETRY_S
            liveness.check(now_ms)
            self._latest.flush()

    @staticmethod
    def _go_on_asking(port: serial.Serial, poller: Poller, data: bytes, frames: list[Frame]) -> None:
        if frames:
            poller.answered()
        elif request := poller.second_step(data):
            port.write(request)


def _weigher(settings: ScaleSettings, credited_total_g: int | None) -> Weigher:
    if settings.mode is ScaleMode.CONTAINER:
        return ContainerSettler(settings, credited_total_g)
    return Settler(settings)
