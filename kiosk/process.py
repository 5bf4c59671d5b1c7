"""One life of the kiosk's process: how it begins, gives signs of life, and ends, whatever ends it."""

import logging
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kiosk import __version__
from kiosk.app import Kiosk, screen_settings
from kiosk.condition import kept_log
from kiosk.config import Config
from kiosk.core.clock import SystemClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.exits import Exit
from kiosk.heartbeat import Heartbeat
from kiosk.session.states import OutOfService, SessionState
from kiosk.ui.application import make_application
from kiosk.ui.window import KioskWindow

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication

OUT_OF_SERVICE_MS = 20_000
BEAT_MS = 1_000
SAFE_MS = 600_000
"""A kiosk that kept crashing is tried again after this long, when nobody of the staff is at it."""
_log = logging.getLogger(__name__)


def run(data: Path, config: Config, *, heartbeat: Heartbeat | None = None, safe: bool = False) -> int:
    """Serve residents until the window is closed or the process is told to stop. Returns the exit code.

    A bug leaves a file in ``DATA/crashes`` and ends the process with 70; the supervisor starts it again, and the next
    start tells the person what was recorded. A store that cannot be opened is told on the screen for a while before the
    process ends with its ``StoreFault``, so that the supervisor's next try finds it healed or tells it again.

    ``heartbeat``: the supervisor's, beaten by the GUI thread. ``safe``: the screen after crashes in a row; the process
    ends with ``Exit.AGAIN`` when staff, or enough time, want another try.
    """
    application = make_application(sys.argv[:1])
    crashed = install_crash_handler(data, application)
    with kept_log(data), quit_on_signals() as told_to_stop, beating(heartbeat, application):
        try:
            kiosk = Kiosk(data, config, safe=safe)
        except StoreFault as fault:
            if fault.kind is not StoreFaultKind.IN_USE:
                _show_out_of_service(application, config, fault)
            raise
        with kiosk, trying_again(kiosk, application) if safe else nullcontext():
            ended = told_to_stop.is_set() or bool(crashed)
            code = Exit.DONE if ended else application.exec()  # which forgets an earlier exit
    return Exit.BUG if crashed else code


def _show_out_of_service(application: QGuiApplication, config: Config, fault: StoreFault) -> None:
    _log.error("%s", fault)
    window = KioskWindow(screen_settings(config), lambda _touch: None, clock=SystemClock())
    window.show_state(SessionState(phase=OutOfService(fault)))
    QTimer.singleShot(OUT_OF_SERVICE_MS, lambda: application.exit(Exit.DONE))
    application.exec()
    window.close()


@contextmanager
def beating(heartbeat: Heartbeat | None, application: QGuiApplication) -> Iterator[None]:
    """While the event loop turns, tell whoever watches over this process. Without them nobody would start it again
    after a crash: where they are gone, it ends in good order.
    """
    beat = QTimer(interval=BEAT_MS)

    def tell() -> None:
        if heartbeat is not None and not heartbeat.beat():
            _log.error("nobody watches over this kiosk any more: it ends")
            application.exit(Exit.DONE)

    beat.timeout.connect(tell)
    if heartbeat is not None:
        beat.start()
    yield
    beat.stop()


@contextmanager
def trying_again(kiosk: Kiosk, application: QGuiApplication) -> Iterator[None]:
    """A safe screen ends when staff have put the kiosk back in service, or when it has stood long enough."""
    patience = QTimer(interval=SAFE_MS)

    def look(state: SessionState) -> None:
        if not state.failing:
            application.exit(Exit.AGAIN)

    def try_again() -> None:
        if kiosk.controller.state.screen == "out_of_service":
            application.exit(Exit.AGAIN)

    patience.timeout.connect(try_again)
    patience.start()
    kiosk.on_state = look
    yield
    patience.stop()


@contextmanager
def quit_on_signals() -> Iterator[threading.Event]:
    """SIGTERM and SIGINT end the event loop in good order while the block lasts.

    Yields an event that is set by then: a signal before the event loop runs finds no loop to end.
    """
    told_to_stop = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        told_to_stop.set()
        QCoreApplication.exit(Exit.DONE)

    # exit, not quit: quit asks the windows first, and a kiosk in full screen declines to be closed.
    # Python handles a signal only when it runs, and an idle Qt loop does not; the wake-up socket makes it run.
    waker, sleeper = socket.socketpair()
    for end in (waker, sleeper):
        end.setblocking(False)
    notifier = QSocketNotifier(sleeper.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: sleeper.recv(64))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, stop)
    previous = signal.set_wakeup_fd(waker.fileno())
    try:
        yield told_to_stop
    finally:
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        waker.close()
        sleeper.close()


def install_crash_handler(data: Path, application: QGuiApplication) -> list[BaseException]:
    """Let every unexpected exception end the event loop after writing a crash file. Returns the list they go to."""
    crashed: list[BaseException] = []

    def on_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        crashed.append(error)
        application.exit(Exit.BUG)
        _log.critical("crash", exc_info=(kind, error, trace))
        folder = data / "crashes"
        name = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f.txt")
        text = "".join(traceback.format_exception(kind, error, trace))
        try:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(f"kiosk {__version__}\n{text}", "utf-8")
        except OSError as fault:  # the log has it all; a full disk must not keep a broken kiosk running
            _log.error("no crash file: %s", fault)

    sys.excepthook = on_crash
    return crashed
