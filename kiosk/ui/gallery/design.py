"""The design system on one board, for those who make screens. The kiosk never shows it."""

from pathlib import Path

from kiosk.ui.gallery.page import Picture
from kiosk.ui.gallery.studio import application, wait_until, walk
from kiosk.ui.numbers import growth
from kiosk.ui.resources import QML

from PySide6.QtCore import QPointF, QUrl
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

SAMPLE = "design-system"
BOARD = Path(__file__).with_name("board")
_BOARD_QML = BOARD / "DesignSystem.qml"
_WIDTH = 1920
_BAGS_G = (0, 200, 500, 1000, 2000, 5000, 10_000)


def draw_design(theme: str, folder: Path) -> Picture:
    """Draw the board in the colours of ``theme``. ``OSError`` when it cannot be written."""
    application()
    view = QQuickView()
    view.engine().addImportPath(str(QML))
    plants = [f"{bag_g / 1000:g} kg|{growth(bag_g)}" for bag_g in _BAGS_G]
    view.setInitialProperties({"scheme": theme, "width": _WIDTH, "plants": plants})
    view.setSource(QUrl.fromLocalFile(str(_BOARD_QML)))
    if view.status() is not QQuickView.Status.Ready:
        raise RuntimeError("; ".join(error.toString() for error in view.errors()))
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.resize(_WIDTH, round(view.rootObject().implicitHeight()))
    frames: list[bool] = []
    view.frameSwapped.connect(lambda: frames.append(True))
    view.show()
    wait_until(lambda: bool(frames))
    _hold(view)
    path = folder / f"{SAMPLE}-{theme}.png"
    if not view.grabWindow().save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
        raise OSError(f"picture {path} cannot be written: does the folder exist, and is there space?")
    view.close()
    return Picture(path.name, SAMPLE, SAMPLE, theme=theme)


def _hold(view: QQuickView) -> None:
    """Put a finger on everything that is shown as pressed."""
    fingers = QTest.touchEvent(view, QTest.createTouchDevice())
    for number, item in enumerate(i for i in walk(view.rootObject()) if i.objectName() == "pressed"):
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        fingers.press(number, middle.toPoint(), view)
    fingers.commit()
