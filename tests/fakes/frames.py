"""Frames for tests of what comes after a camera."""

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from kiosk.scan.frames import Deliver, Frame, frame_of

WIDTH, HEIGHT = 1280, 720


def code_frame(text: str, module_px: int = 4, *, paper: int = 215, surroundings: int = 120) -> Frame:
    """A code in the middle of an otherwise empty picture."""
    code = qrcode.QRCode(box_size=module_px, border=4, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    drawn = code.make_image().get_image().convert("L").point(lambda value: value * paper // 255)
    picture = Image.new("L", (WIDTH, HEIGHT), surroundings)
    picture.paste(drawn, ((WIDTH - drawn.width) // 2, (HEIGHT - drawn.height) // 2))
    return frame_of(picture)


def even_frame(luminance: int = 120) -> Frame:
    """Nothing but one grey."""
    return Frame(WIDTH, HEIGHT, bytes([luminance]) * (WIDTH * HEIGHT))


class HandFed:
    """A camera whose pictures the test shows one by one."""

    def __init__(self) -> None:
        self._deliver: Deliver | None = None
        self.stopped = False

    def start(self, deliver: Deliver) -> None:
        """Remember where pictures go."""
        self._deliver = deliver

    def stop(self) -> None:
        """As a camera does."""
        self.stopped = True

    def show(self, frame: Frame | None) -> None:
        """Deliver ``frame``; None: the camera has gone."""
        assert self._deliver is not None
        self._deliver(frame)
