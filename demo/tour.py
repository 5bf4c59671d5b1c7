"""Puts the pieces together: headless with a scripted person, or windowed for a real one."""

import json
import sys
from contextlib import ExitStack
from pathlib import Path

from demo import operations
from demo.control_page import ControlPage
from demo.person import Person, plans
from demo.place import alone, furnish, make_known
from demo.platform import Phones, Platform, PlatformError
from kiosk.app import Kiosk
from kiosk.core.journal import Totals
from kiosk.core.plate import ScaleMode
from kiosk.exits import Exit
from kiosk.process import install_crash_handler, quit_on_signals
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

__all__ = ["PlatformError", "headless", "windowed"]

PORTRAIT = (1080, 1920)
WINDOW = (540, 960)
SYNC_PATIENCE_MS = 30_000
LOOK_MS = 100
PATIENCE_S = 60
PATIENCE_PER_DROP_OFF_S = 30
OUT_OF_SERVICE_MS = 5_000
PICTURED_VISITS = 2


def headless(
    data: Path, mode: ScaleMode, *, drop_offs: int, offline: bool, pictured: bool, events: bool, as_json: bool
) -> int:
    """Play ``drop_offs`` bags and compare the sums. 0 only when the platform's sums equal the kiosk's (or offline)."""
    with ExitStack() as parts:
        parts.enter_context(alone(data))
        place = furnish(data, parts, mode, size=PORTRAIT, motion=False)  # pictures catch things at rest
        platform = None if offline else parts.enter_context(Platform(data / "central"))
        if platform is not None:
            make_known(data, platform)
        application = make_application(["kiosk"])
        crashed = install_crash_handler(data, application)
        pictures = Pictures(data / "screenshots")
        phones = Phones(platform)
        with Kiosk(data, place.config) as kiosk, quit_on_signals() as told_to_stop:
            place.bags.begin(kiosk.ledger.container_total_g())
            done = _Ending(kiosk, application, wait_for_sync=platform is not None)
            person = Person(place, phones.next, plans(drop_offs), done.begin)

            def on_visible(screen: str, state: SessionState) -> None:
                person.see(screen, state)
                if events:
                    print(json.dumps(event_line(screen, state)), flush=True)
                if pictured:
                    QTimer.singleShot(0, lambda: pictures.take(kiosk, screen))

            kiosk.window.on_visible = on_visible
            kiosk.on_state = person.notice
            patience = _Patience(kiosk, application, drop_offs)
            code = 0 if told_to_stop.is_set() else application.exec()
            totals = kiosk.ledger.totals()
        if crashed or code:
            if patience.lost_at:
                print(f"run: the drop-offs did not get past the screen {patience.lost_at}", file=sys.stderr)
            return code or Exit.BUG
        return _report(totals, platform, pictures.taken, as_json=as_json)


def windowed(data: Path, mode: ScaleMode, *, offline: bool) -> int:
    """Open the kiosk's window; a person plays with the control page and a phone's browser."""
    with ExitStack() as parts:
        parts.enter_context(alone(data))
        place = furnish(data, parts, mode, size=WINDOW, motion=True)
        platform = None if offline else parts.enter_context(Platform(data / "central"))
        if platform is not None:
            make_known(data, platform)
        phones = Phones(platform)
        page = parts.enter_context(ControlPage(place, phones))
        application = make_application(["kiosk"])
        crashed = install_crash_handler(data, application)
        print(f"scale and scanner to play with: {page.url}")
        if platform is not None:
            print(f"resident page (the phone):      {platform.url}/me")
            print(
                f"operations pages:               {platform.url}/ops ({operations.login(platform, data / 'central')})"
            )
        print(f"files:                          {data}")
        with Kiosk(data, place.config) as kiosk, quit_on_signals() as told_to_stop:
            place.bags.begin(kiosk.ledger.container_total_g())
            code = 0 if told_to_stop.is_set() else application.exec()
    return Exit.BUG if crashed else code


class Pictures:
    """Saves each screen of the first visits once per showing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._attracts = 0
        self.taken: list[str] = []

    def take(self, kiosk: Kiosk, screen: str) -> None:
        """Save what is visible, while the tour is young. A screen that has gone already is not pictured."""
        self._attracts += screen == "attract"
        if self._attracts > PICTURED_VISITS or kiosk.controller.state.screen != screen:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{len(self.taken) + 1:02d}-{screen}.png"
        kiosk.window.grab(path)
        self.taken.append(str(path))


class _Patience:
    """Ends a tour that cannot succeed: the kiosk is out of service, or nothing has moved for too long."""

    def __init__(self, kiosk: Kiosk, application: QGuiApplication, drop_offs: int) -> None:
        self._kiosk = kiosk
        self._application = application
        self._left_ms = (PATIENCE_S + PATIENCE_PER_DROP_OFF_S * drop_offs) * 1000
        self.lost_at = ""
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._left_ms -= LOOK_MS
        screen = self._kiosk.controller.state.screen
        if screen == "out_of_service":
            self._left_ms = min(self._left_ms, OUT_OF_SERVICE_MS)
        if self._left_ms <= 0:
            self._timer.stop()
            self.lost_at = screen
            self._application.exit(1)


class _Ending:
    """When the person has left: wait until nothing is left to upload, then end the event loop."""

    def __init__(self, kiosk: Kiosk, application: QGuiApplication, *, wait_for_sync: bool) -> None:
        self._kiosk = kiosk
        self._application = application
        self._wait_for_sync = wait_for_sync
        self._waited_ms = 0
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """The person has left."""
        self._timer.start()

    def _look(self) -> None:
        link = self._kiosk.controller.state.link
        self._waited_ms += LOOK_MS
        uploaded = link.online and link.pending == 0
        if not self._wait_for_sync or uploaded or self._waited_ms >= SYNC_PATIENCE_MS:
            self._timer.stop()
            self._application.exit(0)


def event_line(screen: str, state: SessionState) -> dict[str, object]:
    """One line of ``--events``: the screen, and the drop-off it speaks of when it is ``credited``."""
    visit = getattr(state.phase, "visit", None)
    receipt = visit.receipts[-1] if screen == "credited" and visit is not None else None
    return {
        "screen": screen,
        "session": visit.session if visit is not None else None,
        "seq": receipt.seq if receipt else None,
        "weight_g": receipt.net_g if receipt else None,
        "reduction_g": receipt.reduction_g if receipt else None,
        "points": receipt.points if receipt else None,
    }


def _report(totals: Totals, platform: Platform | None, screenshots: list[str], *, as_json: bool) -> int:
    try:
        stats = platform.stats() if platform is not None else None
    except PlatformError as error:
        print(f"run: {error}", file=sys.stderr)
        stats, gone = None, True
    else:
        gone = False
    result = {
        "drop_offs": totals.drop_offs,
        "weight_g": totals.weight_g,
        "reduction_g": totals.reduction_g,
        "points": totals.points,
        "journal_head": totals.head,
        "acked_seq": totals.acked_seq,
        "central_reduction_g": stats["reduction_g"] if stats else None,
        "central_points": stats["points"] if stats else None,
        "screenshots": screenshots,
    }
    if as_json:
        print(json.dumps(result), flush=True)
    else:
        for name, value in result.items():
            print(f"{name:20} {', '.join(value) if isinstance(value, list) else value}")
    if stats is None:
        return 1 if gone else 0
    equal = (stats["reduction_g"], stats["points"]) == (totals.reduction_g, totals.points)
    if not equal:
        print("run: the platform's sums differ from the kiosk's", file=sys.stderr)
    return 0 if equal else 1
