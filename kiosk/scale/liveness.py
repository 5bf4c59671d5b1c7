"""Is the indicator still talking sense? Judged by time alone, so a silent cable is noticed like a pulled one."""

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import Poll

SILENT_MS = 2000
GARBLED_MS = 3000
NO_READING_MS = 30_000
"""So long may an indicator that answers have no weight to tell: while the load moves, some send nothing but status."""
ANSWER_MS = 1000
"""An answer that has not come by then will not come: ask again."""

_READINGS = frozenset({FrameKind.WEIGHT, FrameKind.OVERLOAD, FrameKind.UNDERLOAD})


class Liveness:
    """Watches one opened port. Times are milliseconds of the monotonic clock. Not thread-safe."""

    def __init__(self, port: str, silence_advice: str, now_ms: int) -> None:
        self._port = port
        self._silence_advice = silence_advice
        self._byte_ms = self._frame_ms = self._reading_ms = now_ms

    def heard(self, data: bytes, frames: list[Frame], now_ms: int) -> bool:
        """Note what one read brought; tells whether a reading was among it."""
        if data:
            self._byte_ms = now_ms
        if frames:
            self._frame_ms = now_ms
        has_reading = any(frame.kind in _READINGS for frame in frames)
        if has_reading:
            self._reading_ms = now_ms
        return has_reading

    def check(self, now_ms: int) -> None:
        """Raise ``DeviceFault`` when the line is of no use.

        SILENT after 2 s without a byte. GARBLED after 3 s of bytes without a whole frame, and after 30 s of whole
        frames without a reading among them.
        """
        if now_ms - self._byte_ms >= SILENT_MS:
            advice = (
                f"nothing arrives at {self._port}: switch the indicator on, check the cable; {self._silence_advice}"
            )
            raise DeviceFault("scale", DeviceFaultKind.SILENT, advice)
        if now_ms - self._frame_ms >= GARBLED_MS:
            advice = (
                f"what arrives at {self._port} cannot be read: check the protocol, the baud rate and the parity; "
                f"{self._silence_advice}"
            )
            raise DeviceFault("scale", DeviceFaultKind.GARBLED, advice)
        if now_ms - self._reading_ms >= NO_READING_MS:
            advice = (
                "the indicator answers, but not with a weight: look at its display for an error, and leave counting or "
                "percent mode"
            )
            raise DeviceFault("scale", DeviceFaultKind.GARBLED, advice)


class Poller:
    """Paces the questions to an indicator that must be asked: one at a time, never faster than it bears."""

    def __init__(self, poll: Poll) -> None:
        self.command = poll.command
        self._ready = poll.ready
        self._request = poll.request
        self._interval_ms = poll.interval_ms
        self._asked_ms: int | None = None
        self._answered = True
        self._awaits_ready = False

    def due(self, now_ms: int) -> bool:
        """Whether to ask now; a True counts as asked."""
        if self._asked_ms is not None:
            wait_ms = self._interval_ms if self._answered else max(self._interval_ms, ANSWER_MS)
            if now_ms - self._asked_ms < wait_ms:
                return False
        self._asked_ms = now_ms
        self._answered = False
        self._awaits_ready = bool(self._ready)
        return True

    def second_step(self, data: bytes) -> bytes:
        """What to send now that ``data`` has arrived: the request, once, when the indicator is ready; else nothing."""
        if not (self._awaits_ready and self._ready in data):
            return b""
        self._awaits_ready = False
        return self._request

    def answered(self) -> None:
        """An answer of any kind has arrived."""
        self._answered = True
        self._awaits_ready = False
