"""The thread that owns the loudspeaker. It takes one request at a time, the newest only, and nobody waits for it."""

import logging
import threading
from array import array
from collections.abc import Callable
from pathlib import Path

from kiosk.core.events import Post
from kiosk.core.sounds import SoundStatus, SoundView, Volume
from kiosk.sound.loudspeaker import Device, NoLoudspeaker, open_loudspeaker
from kiosk.sound.shelf import RATE, RecordingMissing, read
from kiosk.sound.tape import Tape

STALLED_S = 2.0
"""A loudspeaker that has drawn nothing for so long is unplugged."""
TAIL_S = 0.3
"""What was drawn last is still on its way to the air for so long."""
STOP_S = 5.0
_NOTHING_TO_PLAY_ON = {SoundStatus.NONE, SoundStatus.GONE}
_log = logging.getLogger(__name__)


class SoundWorker:
    """A ``Sound``. Posts a ``SoundView`` whenever that changes, and logs a line then; no fault reaches anybody else.

    ``folder`` holds the recordings. The loudspeaker is opened at the start, and where there is none it is looked for
    again with every request; it draws only while something sounds.
    """

    def __init__(
        self,
        folder: Path,
        post: Post,
        *,
        on_bug: Callable[[BaseException], None],
        open_device: Callable[[], Device] = open_loudspeaker,
        stalled_s: float = STALLED_S,
    ) -> None:
        self._folder = folder
        self._post = post
        self._on_bug = on_bug
        self._open_device = open_device
        self._stalled_s = stalled_s
        self._tape = Tape()
        self._volume = Volume.LOUD
        self._device: Device | None = None
        self._drawing = False
        self._found = False
        self._missing: dict[str, RecordingMissing] = {}
        self._view = SoundView()
        self._turn = threading.Condition()
        self._request: tuple[str, ...] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what sounds is broken off."""
        with self._turn:
            self._stopping = True
            self._turn.notify()
        self._thread.join(STOP_S)

    def play(self, *names: str) -> None:
        """Let these recordings sound one after the other, and nothing else any more."""
        with self._turn:
            if self._volume is not Volume.OFF:
                self._request = names
                self._turn.notify()

    def hush(self) -> None:
        """Whatever sounds now ends."""
        self.play()

    def set_volume(self, volume: Volume) -> None:
        """Be so loud from now on. What is cut off by ``OFF`` does not go on later."""
        if volume is Volume.OFF:
            self.hush()
        self._tape.turn(volume)
        with self._turn:
            self._volume = volume

    # --- the thread ---

    def _run(self) -> None:
        try:
            self._guarded(self._look)
            while (request := self._next()) is not None:
                self._tape.lay(self._take(request))
                self._guarded(self._sound)
        except Exception as bug:  # noqa: BLE001 - the boundary of the thread
            _log.critical("the sound's thread failed", exc_info=bug)
            self._on_bug(bug)
        finally:
            self._give_back()

    def _next(self) -> tuple[str, ...] | None:
        """The newest request, or None when it is time to stop."""
        with self._turn:
            self._turn.wait_for(lambda: self._stopping or self._request is not None)
            request, self._request = self._request, None
            return None if self._stopping else request

    def _take(self, names: tuple[str, ...]) -> "array[int]":
        samples: array[int] = array("h")
        for name in names:
            try:
                samples += read(self._folder, name)
            except RecordingMissing as fault:
                if name not in self._missing:
                    _log.info("%s", fault)
                self._missing[name] = fault
        return samples

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do something with the loudspeaker, and tell how it is afterwards."""
        try:
            act()
        except NoLoudspeaker as fault:
            if self._view.status not in _NOTHING_TO_PLAY_ON:
                _log.info("%s", fault)
            self._give_back()
        self._tell()

    def _look(self) -> None:
        if self._device is None:
            self._device = self._open_device()

    def _sound(self) -> None:
        """Play until the tape has run out, or something else is asked for: then without a break. Raises
        ``NoLoudspeaker``.
        """
        if self._tape.left == 0 and not self._drawing:
            return
        self._look()
        assert self._device is not None, "it has just been opened"
        if not self._drawing:
            self._device.start(self._tape.source())
            self._drawing = True
        if self._runs_out():
            self._device.stop()
            self._drawing = False

    def _runs_out(self) -> bool:
        """Wait until the tape has been heard to its end; False: there is another request. Raises ``NoLoudspeaker``."""
        stalled_s = 0.0
        while self._tape.left:
            drawn, wait_s = self._tape.drawn, min(self._stalled_s, self._tape.left / RATE + 0.1)
            if self._is_wanted(wait_s):
                return False
            stalled_s = stalled_s + wait_s if self._tape.drawn == drawn else 0.0
            if stalled_s >= self._stalled_s:
                raise NoLoudspeaker("the loudspeaker takes nothing any more: was it unplugged?")
        return not self._is_wanted(TAIL_S)

    def _is_wanted(self, wait_s: float) -> bool:
        """Something else is asked for, or will be within ``wait_s``."""
        with self._turn:
            return self._turn.wait_for(lambda: self._stopping or self._request is not None, wait_s)

    def _give_back(self) -> None:
        self._drawing = False
        if self._device is not None:
            self._device.close()
            self._device = None

    def _tell(self) -> None:
        self._found = self._found or self._device is not None
        if self._device is None:
            view = SoundView(SoundStatus.GONE if self._found else SoundStatus.NONE)
        elif self._missing:
            view = SoundView(SoundStatus.NO_FILE, next(iter(self._missing)))
        else:
            view = SoundView(SoundStatus.READY)
        if view != self._view:
            self._view = view
            self._post(view)
