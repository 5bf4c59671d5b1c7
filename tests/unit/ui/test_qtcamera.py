"""The camera through QtMultimedia, as far as a machine without one can try it."""

import importlib.util
import queue
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.core.errors import UsageFault
from kiosk.scan.frames import Frame
from kiosk.ui.qtcamera import QtCamera, best_format, from_plane, require_multimedia, to_frame, to_image

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, qGray

INSTALLED = importlib.util.find_spec("PySide6.QtMultimedia") is not None
needs_multimedia = pytest.mark.skipif(not INSTALLED, reason="QtMultimedia is not installed (requirements-camera.lock)")


@pytest.mark.skipif(INSTALLED, reason="QtMultimedia is installed")
def test_without_the_package_there_is_advice() -> None:
    with pytest.raises(UsageFault, match=r"requirements-camera\.lock"):
        require_multimedia()


def test_rows_are_freed_of_their_padding() -> None:
    assert from_plane(b"abc..def..ghi", 3, 3, 5, None) == Frame(3, 3, b"abcdefghi")


def test_luminance_is_every_other_byte_of_packed_formats() -> None:
    assert from_plane(b"aUbVcUdV", 2, 2, 4, 0) == Frame(2, 2, b"abcd")
    assert from_plane(b"UaVbUcVd", 2, 2, 4, 1) == Frame(2, 2, b"abcd")


def test_a_plane_that_is_too_short_is_no_picture() -> None:
    assert from_plane(b"abc", 2, 2, 2, None) is None


@pytest.mark.parametrize(
    ("formats", "best"),
    [
        ([(640, 480, 30.0), (1280, 720, 30.0), (1920, 1080, 30.0)], (1280, 720, 30.0)),
        ([(640, 480, 30.0), (1280, 720, 5.0), (1920, 1080, 30.0)], (1920, 1080, 30.0)),
        ([(320, 240, 30.0), (640, 480, 30.0), (3840, 2160, 30.0)], (640, 480, 30.0)),
        ([(1280, 720, 15.0), (1280, 720, 60.0)], (1280, 720, 60.0)),
        ([(1280, 720, 5.0)], (1280, 720, 5.0)),
    ],
)
def test_the_format_is_quick_and_large_enough(
    formats: list[tuple[int, int, float]], best: tuple[int, int, float]
) -> None:
    assert formats[best_format(formats)] == best


def test_a_frame_for_the_screen() -> None:
    image = to_image(Frame(3, 2, bytes([0, 50, 100, 150, 200, 250])))
    assert [qGray(image.pixel(x, y)) for y in range(2) for x in range(3)] == [0, 50, 100, 150, 200, 250]


@pytest.fixture
def deliveries(qtbot: QtBot) -> Iterator[tuple[QtCamera, "queue.Queue[Frame | None]"]]:
    delivered: queue.Queue[Frame | None] = queue.Queue()
    camera = QtCamera("no camera has this name")
    camera.start(delivered.put)
    yield camera, delivered
    camera.stop()


@needs_multimedia
@pytest.mark.qt_log_ignore("No RHI backend", "[Pp]ulse")
def test_no_such_camera_is_delivered_as_missing_again_and_again(
    deliveries: tuple[QtCamera, "queue.Queue[Frame | None]"], qtbot: QtBot
) -> None:
    _camera, delivered = deliveries
    qtbot.waitUntil(lambda: delivered.qsize() >= 2, timeout=10_000)
    assert delivered.get_nowait() is None


@needs_multimedia
@pytest.mark.qt_log_ignore("No RHI backend", "[Pp]ulse")
def test_a_picture_of_the_sink_is_delivered_and_none_after_stopping(
    deliveries: tuple[QtCamera, "queue.Queue[Frame | None]"],
) -> None:
    from PySide6.QtMultimedia import QVideoFrame  # noqa: PLC0415 - optional

    camera, delivered = deliveries
    delivered.get_nowait()
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(0x646464)
    camera.sink.setVideoFrame(QVideoFrame(image))
    assert delivered.get_nowait() == Frame(64, 32, bytes([0x64]) * 64 * 32)
    camera.stop()
    camera.sink.setVideoFrame(QVideoFrame(image))
    assert delivered.empty()


@needs_multimedia
@pytest.mark.parametrize("name", ["NV12", "YUV420P", "YUYV", "UYVY", "Y8"])
def test_luminance_is_taken_as_the_camera_gave_it(name: str) -> None:
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat  # noqa: PLC0415 - optional

    require_multimedia()
    pixel_format = QVideoFrameFormat.PixelFormat[f"Format_{name}"]
    frame = QVideoFrame(QVideoFrameFormat(QSize(6, 4), pixel_format))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    plane, stride = frame.bits(0), frame.bytesPerLine(0)
    first, step = {"YUYV": (0, 2), "UYVY": (1, 2)}.get(name, (0, 1))
    for y in range(4):
        for x in range(6):
            plane[y * stride + first + x * step] = 10 * y + x
    frame.unmap()
    assert to_frame(frame) == Frame(6, 4, bytes(10 * y + x for y in range(4) for x in range(6)))
