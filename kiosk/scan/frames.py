"""Where pictures come from: the port that a camera fulfils, and a folder of pictures that stands in for one."""

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image, ImageSequence

from kiosk.scan.decode import FORMATS, MAX_PIXELS, on_white

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
DEFAULT_FPS = 15.0
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)
"""What Pillow raises on pictures that are none."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a camera: ``width`` × ``height`` bytes of luminance, row after row. Colour is never taken."""

    width: int
    height: int
    luminance: bytes

    def image(self) -> Image.Image:
        """As a picture of mode ``L`` that shares the bytes."""
        return Image.frombuffer("L", (self.width, self.height), self.luminance, "raw", "L", 0, 1)


def frame_of(image: Image.Image) -> Frame:
    """A frame that shows ``image``."""
    grey = on_white(image).convert("L")
    return Frame(grey.width, grey.height, grey.tobytes())


Deliver = Callable[[Frame | None], None]
"""How a source hands over a picture, or None: the camera is missing. Never blocks, may be called from any thread."""


class FrameSource(Protocol):
    """A camera: delivers pictures as they come, None when it is found missing, and pictures again when it is back."""

    def start(self, deliver: Deliver) -> None:
        """Begin to deliver. Returns at once; a missing camera is no error."""

    def stop(self) -> None:
        """Deliver nothing more. Harmless when it was never started."""


class FolderSource:
    """Shows the pictures of a folder in the order of their names, ``fps`` a second, again and again unless ``once``.

    The pictures of an animation are shown one by one. A folder that is missing or holds no picture is a camera that is
    unplugged; the folder is looked at anew every round, so pictures may come and go.
    """

    def __init__(self, folder: Path, fps: float = DEFAULT_FPS, *, once: bool = False) -> None:
        self._folder = folder
        self._period_s = 1 / fps
        self._once = once
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, deliver: Deliver) -> None:
        """Begin to show."""
        self._thread = threading.Thread(target=self._run, args=(deliver,), name="camera-folder")
        self._thread.start()

    def stop(self) -> None:
        """Show nothing more and join the thread."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def wait_shown(self, timeout_s: float | None = None) -> bool:
        """With ``once``: wait until the last picture has been shown. False when that took longer than ``timeout_s``."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    def _run(self, deliver: Deliver) -> None:
        while not self._stopping.is_set():
            shown = False
            for frame in self._frames():
                deliver(frame)
                shown = True
                if self._stopping.wait(self._period_s):
                    return
            if not shown:
                deliver(None)
                self._stopping.wait(self._period_s)
            if self._once:
                return

    def _frames(self) -> Iterator[Frame]:
        for path in _pictures(self._folder):
            yield from _frames_in(path)


def _pictures(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError:  # gone, or not a folder: the camera is unplugged
        return []


def _frames_in(path: Path) -> Iterator[Frame]:
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height <= MAX_PIXELS:
                for each in ImageSequence.Iterator(image):
                    yield frame_of(each)
    except _UNREADABLE:  # half written, damaged or deleted meanwhile: this picture shows nothing
        return
