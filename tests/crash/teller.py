"""A kiosk without a screen and without a scale, to be killed by the hundred: real controller, recorder, ledger thread
and ledger; what a screen would show is printed instead.

``python -m tests.crash.teller SOCKET`` waits at SOCKET. Whoever connects says a data folder in the first line and gets
a new process (forked, so it starts in milliseconds), whose id comes back as the first line. After that each line asked
for is one of

    open       make or open the store and begin
    confirm    touch "confirm" on the screen that waits for it
    serve MS   from now on touch it by yourself after MS milliseconds each time
    save_key   write a new device.key over the one that is there
    new_key    go over to a new signing key
    end        stop in good order; so does the end of the lines

Up to the screen "confirm" it goes by itself: visit after visit of a guest with two bags. ``ready`` is said when the
ledger has done everything that was asked for before that screen.
"""

import os
import queue
import selectors
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, TextIO

from kiosk import __version__
from kiosk.assets import METHODOLOGY
from kiosk.core.clock import SystemClock
from kiosk.core.errors import StoreFault
from kiosk.core.events import Interrupted, ScaleStatus, ScaleView
from kiosk.core.plate import ScalePlate
from kiosk.ledger import Device, LedgerWorker, Recorder, open_ledger, sole_writer
from kiosk.ledger.newkey import change_key
from kiosk.methodology import Rulebook, load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.controller import Controller
from tests.crash.telling import screen_line, tell
from tests.fakes.acts import settled

BAGS = 2
"""Bags in a visit."""
BAG_G = 3250
_EMPTY = ScaleView(ScaleStatus.EMPTY, 0)
_PLATE = ScalePlate(interval_g=10, max_g=30_000, min_g=200)


class _Nobody:
    """The scale, the way to the platform and the staff, of whom nothing is wanted here."""

    staff_known = False

    def require_zero(self) -> None:
        """Every bag is put on an empty scale."""

    def credited(self, weighing: str) -> None:
        """A platform has no total to keep."""

    def nudge(self) -> None:
        """Nothing is sent."""

    def look_up(self, badge: str) -> None:
        """There are no badges."""

    def check(self, badge: str, pin: str) -> None:
        """There are no badges."""


class Teller:
    """One conversation after the other. ``out`` gets a line for each screen."""

    def __init__(self, data: Path, rules: Rulebook, out: TextIO) -> None:
        self._out = out
        self._screen = ""
        self._pace_s: float | None = None
        self._asked_to_confirm = False
        self.inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        clock = SystemClock()
        self._ledger = open_ledger(data, clock, create=True)
        self._ledger.append_boot(__version__)
        self._ledger.adopt_rules(rules)
        self._worker = LedgerWorker(self.inbox.put)
        recorder = Recorder(self._ledger, self._worker, self.inbox.put)
        nobody = _Nobody()
        self._controller = Controller(rules, clock, recorder, nobody, nobody, nobody, nobody, self._show, _PLATE)
        self._worker.start()

    def begin(self) -> None:
        """The first screen: of a visit that was interrupted, or attract."""
        visit = self._ledger.interrupted_visit()
        if visit is None:
            self._show(self._controller.state)
        else:
            receipts = self._ledger.receipts(visit.session)
            self._controller.dispatch(Interrupted(receipts, visit.claim_code if receipts else None))
        self._go_on()

    def take(self, event: object) -> None:
        """One answer of the ledger, or one line that was asked for."""
        match event:
            case str() as asked if asked.startswith("serve "):
                self._pace_s = int(asked.removeprefix("serve ")) / 1000
            case "confirm":
                self._asked_to_confirm = True
            case "quiet":
                tell(self._out, {"event": "ready"})
            case BaseException():
                raise event
            case _:
                self._controller.dispatch(event)  # type: ignore[arg-type]  # the inbox carries nothing else
        self._go_on()

    def patience_s(self) -> float | None:
        """How long to wait for the next event before ``confirm`` is touched; None: for ever."""
        return self._pace_s if self._screen == "confirm" else None

    def stop(self) -> None:
        """Finish what was asked for."""
        self._worker.stop()
        self._ledger.close()

    def _show(self, state: at.SessionState) -> None:
        if state.screen != self._screen:
            self._screen = state.screen
            tell(self._out, screen_line(state.screen, state))
            if state.screen == "confirm":
                # A visit is remembered on the ledger thread while the screens go on: wait until that is done.
                self._worker.submit(lambda: self.inbox.put("quiet"))

    def _go_on(self) -> None:
        while (acts := self._next_acts()) is not None:
            for act in acts:
                self._controller.dispatch(act)

    def _next_acts(self) -> tuple[on.Input, ...] | None:
        match self._controller.state.phase:
            case at.Attract():
                return (_EMPTY, on.Start())
            case at.Identify():
                return (on.GoAsGuest(),)
            case at.ChooseMaterial(visit=visit):
                return (_EMPTY, on.Choose("clothing")) if len(visit.receipts) < BAGS else (on.Finish(),)
            case at.Weigh():
                return (ScaleView(ScaleStatus.SETTLED, BAG_G, settled(BAG_G)),)
            case at.Confirm() if self._asked_to_confirm:
                self._asked_to_confirm = False
                return (on.ConfirmTouched(),)
            case at.Credited():
                return (on.Another(),)
            case at.Finished() | at.Recovered():
                return (on.Finish(),)
            case _:
                return None


def attend(data: Path, lines: TextIO, out: TextIO) -> None:
    """Do what the lines ask for."""
    rules = load_rulebook(METHODOLOGY)
    for line in lines:
        match line.strip():
            case "open":
                return _attend_open(data, rules, lines, out)
            case "save_key":
                Device.generate().save(data)
                tell(out, {"event": "saved"})
            case "new_key":
                _change_key(data)
                tell(out, {"event": "changed"})
            case "end":
                break
    return tell(out, {"event": "ended"})


def _change_key(data: Path) -> None:
    with sole_writer(data):
        ledger = open_ledger(data, SystemClock(), create=False)
        change_key(ledger)
        ledger.close()


def _attend_open(data: Path, rules: Rulebook, lines: TextIO, out: TextIO) -> None:
    try:
        with sole_writer(data):
            teller = Teller(data, rules, out)
            threading.Thread(target=_hear, args=(lines, teller.inbox), daemon=True).start()
            teller.begin()
            _attend_events(teller)
            teller.stop()
    except StoreFault as fault:
        tell(out, {"event": "declined", "fault": fault.kind.value, "advice": fault.advice})
    else:
        tell(out, {"event": "ended"})


def _hear(lines: TextIO, inbox: "queue.SimpleQueue[Any]") -> None:
    for line in lines:
        inbox.put(line.strip())
    inbox.put("end")


def _attend_events(teller: Teller) -> None:
    while True:
        try:
            event = teller.inbox.get(timeout=teller.patience_s())
        except queue.Empty:
            event = "confirm"
        if event == "end":
            return
        teller.take(event)


def main(address: str) -> None:
    """Fork a teller for each connection until the lines on stdin end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        listener.bind(address)
        listener.listen()
        for source in (listener, sys.stdin):
            selector.register(source, selectors.EVENT_READ)
        print("ready", flush=True)
        while all(key.fileobj is listener for key, _ in selector.select()):
            _fork(listener)


def _fork(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    if os.fork():
        connection.close()
        return
    code = 70
    try:
        # Never closed: a thread may be reading from it, and the end of the process closes it anyway.
        lines, out = connection.makefile("r", encoding="utf-8"), connection.makefile("w", encoding="utf-8")
        tell(out, {"pid": os.getpid()})
        attend(Path(lines.readline().strip()), lines, out)
        code = 0
    except BaseException:  # noqa: BLE001 - the boundary of the process
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
