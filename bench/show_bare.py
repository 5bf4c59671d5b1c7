"""The peer of the cold start: the least PySide6 program that shows a QML window. Ends at its first frame."""

import sys
import time
from pathlib import Path

from bench.children import Shown, report, resident_bytes

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

BARE = Path(__file__).with_name("bare.qml")


def main() -> None:
    """Show, report, end."""
    application = QGuiApplication(sys.argv[:1])
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setSource(QUrl.fromLocalFile(str(BARE)))
    view.resize(1080, 1920)
    shown: list[Shown] = []

    def on_frame() -> None:
        if not shown:
            shown.append(Shown(time.monotonic_ns(), resident_bytes()))
            QTimer.singleShot(0, application.quit)  # quitting closes the window, which is being drawn now

    view.frameSwapped.connect(on_frame)
    view.show()
    if not shown:
        application.exec()
    report(shown[0])


if __name__ == "__main__":
    main()
