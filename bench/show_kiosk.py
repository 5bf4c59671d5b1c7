"""The whole kiosk on an existing data folder, until its attract screen is visible. No scale is connected."""

import sys
import time
from pathlib import Path

from bench.children import Shown, report, resident_bytes
from kiosk.app import Kiosk
from kiosk.config import Config, ScreenConfig
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application

from PySide6.QtCore import QTimer


def portrait(width: int = 1080) -> Config:
    """As delivered, in a window of the size of the real screen, or of its shape and less wide."""
    return Config(screen=ScreenConfig(full_screen=False, width=width, height=width * 16 // 9))


def main(data: Path) -> None:
    """Show, report, end."""
    application = make_application(sys.argv[:1])
    shown: list[Shown] = []

    def on_visible(screen: str, _state: SessionState) -> None:
        if screen == "attract":
            shown.append(Shown(time.monotonic_ns(), resident_bytes()))
            QTimer.singleShot(0, application.quit)  # quitting closes the window, which is being drawn now

    with Kiosk(data, portrait()) as kiosk:
        kiosk.window.on_visible = on_visible
        application.exec()
    report(shown[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
