"""The whole kiosk with people who never hesitate: every screen is drawn, every drop-off is in the real ledger.

What the scale would say is dispatched directly; a real one needs seconds to settle. Reports memory at the first attract
screen and after each of the given numbers of visits. Arguments: the data folder, the width of the window, the numbers.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.acts import settled
from bench.children import Shown, report, resident_bytes
from bench.show_kiosk import portrait
from kiosk.app import Kiosk
from kiosk.core.events import ResidentSeen, ScaleStatus, ScaleView
from kiosk.core.ids import new_id
from kiosk.session.inputs import Choose, ConfirmTouched, Finish, GoAsGuest, Start
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application

from PySide6.QtCore import QTimer

_STEPS_G = (400, 1_900, 2_700, 3_100, 3_240)
_RESIDENT_PAGE = "https://central.example.org/me"
_GUEST_EVERY = 3


class Visitors:
    """Answers each visible screen at once; ``on_done`` is called after ``visits`` visits."""

    def __init__(self, kiosk: Kiosk, marks: Sequence[int], on_done: Callable[[], None]) -> None:
        self._kiosk = kiosk
        self._marks = {0, *marks}
        self._last = max(marks)
        self._on_done = on_done
        self._visits = 0

    def see(self, screen: str, _state: SessionState) -> None:
        """A screen is visible: answer it, but not inside the drawing of it."""
        act = getattr(self, f"_at_{screen}", None)
        if act is not None:
            QTimer.singleShot(0, act)

    def _at_attract(self) -> None:
        if self._visits in self._marks:
            gc.collect()
            report(Shown(time.monotonic_ns(), resident_bytes()))
        if self._visits == self._last:
            self._on_done()
            return
        self._visits += 1
        if self._visits % _GUEST_EVERY:
            self._kiosk.controller.dispatch(ResidentSeen(f"r-{new_id()[:20]}", new_id()))
        else:
            self._kiosk.controller.dispatch(Start())

    def _at_identify(self) -> None:
        self._kiosk.controller.dispatch(GoAsGuest())

    def _at_choose_material(self) -> None:
        self._empty_scale()
        self._kiosk.controller.dispatch(Choose("clothing" if self._visits % 2 else "books"))

    def _at_weigh(self) -> None:
        for weight_g in _STEPS_G:
            self._kiosk.controller.dispatch(ScaleView(ScaleStatus.MOVING, weight_g))
        weight = settled()
        self._kiosk.controller.dispatch(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))

    def _at_scale_trouble(self) -> None:
        self._empty_scale()  # the real reader has just said again that no scale is connected

    def _at_confirm(self) -> None:
        self._kiosk.controller.dispatch(ConfirmTouched())

    def _at_credited(self) -> None:
        self._kiosk.controller.dispatch(Finish())

    def _at_finished(self) -> None:
        self._empty_scale()
        self._kiosk.controller.dispatch(Finish())

    def _empty_scale(self) -> None:
        self._kiosk.controller.dispatch(ScaleView(ScaleStatus.EMPTY, 0))


def main(data: Path, width: int, marks: Sequence[int]) -> None:
    """Play, report, end."""
    application = make_application(sys.argv[:1])
    with Kiosk(data, portrait(width)) as kiosk:
        kiosk.window.set_resident_page(_RESIDENT_PAGE)  # so that guests get their claim code as a picture too
        visitors = Visitors(kiosk, marks, application.quit)
        kiosk.window.on_visible = visitors.see
        application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [int(mark) for mark in sys.argv[3:]])
