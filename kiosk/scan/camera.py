"""The thread that looks at a camera's pictures: newest only, fewer while nothing moves, each code told once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageStat

from kiosk.core.clock import Clock
from kiosk.core.events import CameraView, Post, Scanned
from kiosk.scan.aim import Aim
from kiosk.scan.decode import LiveDecoder
from kiosk.scan.frames import Frame, FrameSource
from kiosk.scan.showings import Showings
from kiosk.scan.stillness import Stillness

SILENT_MS = 3000
"""A camera that delivers nothing for so long is as good as gone."""
PREVIEW_PX = 640
_PATIENCE_S = 0.25
_SPOTS = (32, 18)
_MIDDLE = (8, 4, 24, 14)  # of the spots: where a code is held

OfferPreview = Callable[[Frame], None]
"""Takes a picture for the screen, mirrored and at most ``PREVIEW_PX`` wide and high. Called on the camera's thread."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """What lies in the slot when the camera has gone."""


class NewestFrame:
    """A slot, never a queue: what is not looked at in time is replaced by what is there now."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._content: Frame | _Missing | None = None

    def put(self, frame: Frame | None) -> None:
        """Offer a frame, or None: the camera is missing."""
        with self._changed:
            self._content = frame if frame is not None else _Missing()
            self._changed.notify()

    def take(self, timeout_s: float) -> Frame | _Missing | None:
        """What came since the last call; None when nothing came within ``timeout_s``."""
        with self._changed:
            self._changed.wait_for(lambda: self._content is not None, timeout_s)
            content, self._content = self._content, None
            return content


class CameraReader:
    """Posts ``Scanned`` once for each showing of a code, and ``CameraView`` whenever its word changes.

    ``offer_preview`` receives the newest picture before it is decoded.
    """

    def __init__(
        self, source: FrameSource, post: Post, clock: Clock, offer_preview: OfferPreview | None = None
    ) -> None:
        self._source = source
        self._post = post
        self._clock = clock
        self._offer_preview = offer_preview
        self._slot = NewestFrame()
        self._decoder = LiveDecoder()
        self._showings = Showings()
        self._aim = Aim()
        self._stillness = Stillness()
        self._said: str | None = None
        self._last_frame_ms = clock.monotonic_ms()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera-reader")

    def start(self) -> None:
        """Begin looking. A missing camera is posted as such, and used when it comes."""
        self._thread.start()
        self._source.start(self._slot.put)

    def stop(self) -> None:
        """Stop the camera and join the thread."""
        self._source.stop()
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            stopping = self._stopping.is_set()  # the source stopped before; what it brought last is still looked at
            content = self._slot.take(0 if stopping else _PATIENCE_S)
            if isinstance(content, Frame):
                self._last_frame_ms = self._clock.monotonic_ms()
                self._look(content)
            elif content is not None or self._clock.monotonic_ms() - self._last_frame_ms >= SILENT_MS:
                self._say(self._aim.missing())

    def _look(self, frame: Frame) -> None:
        image = frame.image()
        if self._offer_preview is not None:
            self._offer_preview(preview(image))
        spots = image.resize(_SPOTS, Image.Resampling.BOX)
        if not self._stillness.is_worth_a_look(spots.tobytes(), self._clock.monotonic_ms()):
            return
        sight = self._decoder.look(image)
        now_ms = self._clock.monotonic_ms()
        if sight.text is not None and self._showings.is_new(sight.text, now_ms):
            self._post(Scanned(sight.text, "camera"))
        self._say(self._aim.judge(sight, luminance(spots), min(image.size), now_ms))

    def _say(self, word: str) -> None:
        if word != self._said:
            self._said = word
            self._post(CameraView(word))


def preview(image: Image.Image) -> Frame:
    """``image`` as in a mirror, at most ``PREVIEW_PX`` wide and high."""
    factor = max(1, -(-max(image.size) // PREVIEW_PX))
    small = image.reduce(factor).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Frame(small.width, small.height, small.tobytes())


def luminance(spots: Image.Image) -> int:
    """Mean of the middle of the coarse picture, 0 (black) to 255."""
    return round(ImageStat.Stat(spots.crop(_MIDDLE)).mean[0])
