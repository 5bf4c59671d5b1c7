"""The camera's preview: the newest picture on its way to the screen, and nothing older anywhere."""

from threading import Lock

from kiosk.scan.frames import Frame
from kiosk.ui.models.camera import CameraModel

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

PROVIDER = "camera"


class CameraPicture(QObject):
    """Takes the camera's pictures as they are to be seen (mirrored, small) and shows the newest.

    ``offer`` and ``offer_frame`` may be called from any thread; ``want`` and ``set_image`` only on the GUI thread.
    Pictures that arrive faster than the screen draws replace each other. Shown or not, at most one is held, and in
    memory only.
    """

    _offered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = CameraModel()
        self._lock = Lock()
        self._waiting: QImage | None = None
        self._shown: QImage | None = None
        self._wanted = False
        self._count = 0
        self._offered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def wanted(self) -> bool:
        """True while a screen shows the preview; pictures are dropped otherwise. May be read from any thread."""
        return self._wanted

    def want(self, wanted: bool) -> None:
        """Whether a screen shows the preview now. When none does, the picture is forgotten."""
        self._wanted = wanted
        if not wanted:
            with self._lock:
                self._waiting = None
            self._forget()

    def offer(self, image: QImage) -> None:
        """Hand over a picture from any thread; the pixels are copied, and the call never waits for the screen."""
        if not self._wanted:
            return
        picture = image.copy()
        with self._lock:
            first = self._waiting is None
            self._waiting = picture
        if first:  # otherwise the GUI thread has been called already, and will find this one
            self._offered.emit()

    def offer_frame(self, frame: Frame) -> None:
        """The same for a frame of the camera's reader."""
        if self._wanted:
            grey = QImage.Format.Format_Grayscale8
            self.offer(QImage(frame.luminance, frame.width, frame.height, frame.width, grey))

    def set_image(self, image: QImage | None) -> None:
        """Show ``image`` now, or none. It must own its pixels, as the copy of a mapped frame does."""
        if image is None or image.isNull() or not self._wanted:
            self._forget()
            return
        self._shown = image
        self._count += 1
        self.model.show(f"image://{PROVIDER}/{self._count}")

    def provider(self) -> QQuickImageProvider:
        """What the QML engine asks for pictures; the engine takes it over."""
        return _Provider(self)

    def picture(self) -> QImage:
        """The picture that is shown; an empty one while there is none."""
        return self._shown or QImage()

    @Slot()
    def _take(self) -> None:
        with self._lock:
            image, self._waiting = self._waiting, None
        if image is not None:
            self.set_image(image)

    def _forget(self) -> None:
        self._shown = None
        self.model.show("")


class _Provider(QQuickImageProvider):
    """Asked on the GUI thread: the preview loads its pictures synchronously."""

    def __init__(self, pictures: CameraPicture) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pictures = pictures

    def requestImage(self, name: str, size: QSize, wanted: QSize) -> QImage:  # noqa: ARG002, N802 - Qt's signature
        """The newest picture, whatever its name."""
        return self._pictures.picture()
