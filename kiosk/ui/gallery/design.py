"""The design system on one board, for those who make screens. The kiosk never shows it."""

from pathlib import Path

from kiosk.ui.gallery.page import Picture
from kiosk.ui.gallery.studio import application, wait_until
from kiosk.ui.resources import QML

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView

SAMPLE = "design-system"
BOARD_QML = QML / "Kiosk" / "design" / "DesignSystem.qml"
_WIDTH = 1920


def draw_design(theme: str, folder: Path) -> Picture:
    """Draw the board in the colours of ``theme``. ``OSError`` when it cannot be written."""
    application()
    view = QQuickView()
    view.engine().addImportPath(str(QML))
    view.setInitialProperties({"scheme": theme, "width": _WIDTH})
    view.setSource(QUrl.fromLocalFile(str(BOARD_QML)))
    if view.status() is not QQuickView.Status.Ready:
        raise RuntimeError("; ".join(error.toString() for error in view.errors()))
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.resize(_WIDTH, round(view.rootObject().implicitHeight()))
    frames: list[bool] = []
    view.frameSwapped.connect(lambda: frames.append(True))
    view.show()
    wait_until(lambda: bool(frames))
    path = folder / f"{SAMPLE}-{theme}.png"
    if not view.grabWindow().save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
        raise OSError(f"picture {path} cannot be written: does the folder exist, and is there space?")
    view.close()
    return Picture(path.name, SAMPLE, SAMPLE, theme=theme)
