"""The machine's camera through QtMultimedia, as a ``FrameSource``. That package is optional (docs/adr/0012)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PIL import Image

from kiosk.core.errors import UsageFault
from kiosk.scan.frames import Deliver, Frame

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QCameraDevice, QCameraFormat, QVideoFrame

RETRY_MS = 2000
WANTED_PX = (1280, 720)
"""Fine enough for a pass at arm's length, and decoded in a few milliseconds."""
WANTED_FPS = 15
_PLANAR = ("YUV420P", "YUV422P", "YV12", "NV12", "NV21", "IMC1", "IMC2", "IMC3", "IMC4", "Y8")
"""Formats whose first plane is luminance, one byte a pixel."""
_PACKED = {"YUYV": 0, "UYVY": 1}
"""Formats where every other byte is luminance, from this one on."""


def require_multimedia() -> None:
    """Raises ``UsageFault`` with advice when QtMultimedia is not installed or a library it needs is not."""
    # FFmpeg can do without these libraries; it names every one of them that a machine lacks.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false")
    try:
        import PySide6.QtMultimedia  # noqa: F401, PLC0415 - optional
    except ImportError as error:
        raise UsageFault(
            "a camera needs QtMultimedia: .venv/bin/pip install --require-hashes -r requirements-camera.lock, "
            f"and on Debian also the package libpulse0 ({error})"
        ) from error


class QtCamera(QObject):
    """Delivers the pictures of the camera called ``name`` (or the first). Make, start and stop it on the GUI thread.

    A camera that is missing, fails or is unplugged is delivered as None and tried again, at once when the system
    announces a camera and every ``RETRY_MS`` otherwise. Raises ``UsageFault`` when QtMultimedia is not installed.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        require_multimedia()
        from PySide6.QtMultimedia import QMediaCaptureSession, QMediaDevices, QVideoSink  # noqa: PLC0415 - optional

        self._name = name
        self._deliver: Deliver | None = None
        self._camera: QCamera | None = None
        self.sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        # Directly: the copy of a picture is made on the thread that brings it, and no picture waits for the GUI thread.
        self.sink.videoFrameChanged.connect(self._on_frame, Qt.ConnectionType.DirectConnection)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._open)
        self._retry = QTimer(self, interval=RETRY_MS, timerType=Qt.TimerType.CoarseTimer)
        self._retry.timeout.connect(self._open_if_needed)

    def start(self, deliver: Deliver) -> None:
        """Begin to deliver."""
        self._deliver = deliver
        self._open()
        self._retry.start()

    def stop(self) -> None:
        """Switch the camera off."""
        self._retry.stop()
        self._deliver = None
        self._close()

    @Slot()
    def _open_if_needed(self) -> None:
        if self._camera is None or not self._camera.isActive():
            self._open()

    @Slot()
    def _open(self) -> None:
        from PySide6.QtMultimedia import QCamera  # noqa: PLC0415 - optional

        if self._deliver is None:
            return
        device = self._device()
        if self._camera is not None and self._camera.isActive() and self._camera.cameraDevice() == device:
            return
        self._close()
        if device is None:
            self._deliver(None)
            return
        self._camera = QCamera(device, self)
        formats = device.videoFormats()
        if formats:
            self._camera.setCameraFormat(formats[best_format([facts(each) for each in formats])])
        self._camera.errorOccurred.connect(self._on_error)
        self._session.setCamera(self._camera)
        self._camera.start()

    def _device(self) -> "QCameraDevice | None":
        devices = self._devices.videoInputs()
        return next((device for device in devices if not self._name or device.description() == self._name), None)

    def _close(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()  # which takes it out of the session, too
            self._camera = None

    @Slot()
    def _on_error(self) -> None:
        if self._deliver is not None:
            self._deliver(None)

    @Slot("QVideoFrame")
    def _on_frame(self, frame: "QVideoFrame") -> None:
        deliver = self._deliver
        if deliver is None:
            return
        seen = to_frame(frame)
        if seen is not None:
            deliver(seen)


def to_image(frame: Frame) -> QImage:
    """``frame`` for the screen. It shares the bytes, so copy it before the frame goes."""
    return QImage(frame.luminance, frame.width, frame.height, frame.width, QImage.Format.Format_Grayscale8)


def facts(each: "QCameraFormat") -> tuple[int, int, float]:
    """Width, height and pictures a second of a camera's format."""
    size = each.resolution()
    return size.width(), size.height(), each.maxFrameRate()


def best_format(formats: Sequence[tuple[int, int, float]]) -> int:
    """Index of the format (width, height, frames/s) to use: quick enough, then nearest to the wanted size."""
    wanted = WANTED_PX[0] * WANTED_PX[1]

    def distance(index: int) -> tuple[bool, float, float]:
        width, height, fps = formats[index]
        pixels = max(1, width * height)
        return fps < WANTED_FPS, max(pixels / wanted, wanted / pixels), -fps

    return min(range(len(formats)), key=distance)


def to_frame(frame: "QVideoFrame") -> Frame | None:
    """The luminance of a picture; None when it cannot be read."""
    from PySide6.QtMultimedia import QVideoFrame  # noqa: PLC0415 - optional

    name = frame.pixelFormat().name.removeprefix("Format_")
    if name not in _PLANAR and name not in _PACKED:
        return _from_image(frame.toImage())
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        return from_plane(bytes(frame.bits(0)), frame.width(), frame.height(), frame.bytesPerLine(0), _PACKED.get(name))
    finally:
        frame.unmap()


def from_plane(plane: bytes, width: int, height: int, stride: int, packed_from: int | None) -> Frame | None:
    """Luminance without the padding at the end of each row of ``stride`` bytes; None when the plane is too short.

    ``packed_from``: only every other byte is luminance, from this one on.
    """
    if packed_from is not None:
        plane, stride = plane[packed_from::2], stride // 2
    if len(plane) < stride * (height - 1) + width:
        return None
    rows = Image.frombuffer("L", (width, height), plane.ljust(stride * height, b"\0"), "raw", "L", stride, 1)
    return Frame(width, height, rows.tobytes())


def _from_image(image: QImage) -> Frame | None:
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return from_plane(bytes(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine(), None)
