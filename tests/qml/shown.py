"""The kiosk's window in a process of its own, for a real display: ``python -m tests.qml.shown``.

Each line on stdin names a sample to show. On stdout: ``visible NAME`` when it has been drawn, and each thing that was
touched or read. The end of stdin ends it.
"""

import sys
from collections.abc import Callable
from typing import Any

from kiosk.core.clock import SystemClock
from kiosk.scan.wedge import WedgeAssembler
from kiosk.session.inputs import StillHere
from kiosk.ui.application import make_application
from kiosk.ui.samples import samples
from kiosk.ui.window import KioskWindow, ScreenSettings

from PySide6.QtCore import QSocketNotifier

SIZE = (540, 960)


def say(*words: object) -> None:
    """One line, at once."""
    print(*words, flush=True)


def main() -> int:
    """Show what is asked for until nothing more is."""
    application = make_application(["kiosk"])

    def on_touch(touch: Any) -> None:
        if not isinstance(touch, StillHere):  # which only tells that somebody is there
            say("touched", touch)

    settings = ScreenSettings(width=SIZE[0], height=SIZE[1], motion=False)
    window = KioskWindow(settings, on_touch, clock=SystemClock())
    window.attach_wedge(WedgeAssembler(), lambda scanned: say("read", scanned.text))
    window.on_visible = lambda screen, _state: say("visible", screen)
    show_what_is_asked(window, lambda: application.exit(0))
    code = application.exec()
    window.close()
    return code


def show_what_is_asked(window: KioskWindow, end: Callable[[], None]) -> None:
    """Read stdin on the GUI thread."""
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
    known = samples()

    def read() -> None:
        name = sys.stdin.readline().strip()
        if name:
            window.show_state(known[name])
        else:
            end()

    asked.activated.connect(read)


if __name__ == "__main__":
    sys.exit(main())
