"""The whole kiosk, offscreen, with simulated scale and scanner and a person who waits before confirming.

``python -m tests.crash.booth DATA BAGS``: a guest brings BAGS bags. Each line ``confirm`` on stdin lets the person
touch "confirm" once; ``confirm all`` from now on. ``stumble`` raises where the person's next look begins. Each screen
that has been drawn is a line on stdout, so is a refusal, and ``ready`` when the person looks at "confirm". When the
person has left, the process ends. ``--heartbeat FD`` and ``--safe`` are a supervisor's, as ``kiosk run`` has them.
"""

import argparse
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

from msgspec import structs

from demo.person import Person, Plan, plans, touch
from demo.place import Place, alone, furnish
from kiosk.app import Kiosk
from kiosk.config import SoundConfig
from kiosk.core.plate import ScaleMode
from kiosk.exits import Exit
from kiosk.heartbeat import Heartbeat
from kiosk.process import beating, install_crash_handler, quit_on_signals, trying_again
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application
from tests.crash.telling import screen_line, tell

from PySide6.QtGui import QGuiApplication

SIZE = (540, 960)


class Asked:
    """What stdin has asked for: how many more times "confirm" may be touched."""

    def __init__(self) -> None:
        self.touches = 0
        self.stumble = False
        self._all = False
        threading.Thread(target=self._hear, daemon=True).start()

    def may_touch(self) -> bool:
        """Whether "confirm" may be touched now."""
        return self._all or self.touches > 0

    def _hear(self) -> None:
        for line in sys.stdin:
            self.stumble |= line.strip() == "stumble"
            self._all |= line.strip() == "confirm all"
            self.touches += line.startswith("confirm")


class PatientPerson(Person):
    """Touches "confirm" only when asked to, and then until it has worked."""

    def __init__(self, place: Place, asked: Asked, todo: Iterator[Plan], application: QGuiApplication) -> None:
        super().__init__(place, lambda: None, todo, lambda: application.exit(0))
        self._asked = asked
        self._touched = False
        self._looked = False

    def see(self, screen: str, state: SessionState) -> None:
        """A screen has become visible."""
        if self._touched and screen != "confirm":
            self._touched = False
            self._asked.touches -= 1
        self._looked = False
        super().see(screen, state)

    def _look(self) -> None:
        if self._asked.stumble:
            raise RuntimeError("the person stumbles, in a slot of the GUI thread")
        super()._look()

    def _at_confirm(self) -> None:
        if not self._looked:
            self._looked = True
            tell(sys.stdout, {"event": "ready"})
        if self._asked.may_touch():
            self._touched = touch("confirm")


def main(data: Path, bags: int, heartbeat: Heartbeat | None, *, safe: bool) -> int:
    """Serve the person. Returns the exit code."""
    todo = (Plan(phone=False, bags=plan.bags) for plan in plans(bags))
    with ExitStack() as parts:
        parts.enter_context(alone(data))
        place = furnish(data, parts, ScaleMode.PLATFORM, size=SIZE, motion=False)
        application = make_application(["kiosk"])
        crashed = install_crash_handler(data, application)
        config = structs.replace(place.config, sound=SoundConfig()) if safe else place.config  # it could be heard
        with Kiosk(data, config, safe=safe) as kiosk, quit_on_signals() as told_to_stop:
            parts.enter_context(beating(heartbeat, application))
            parts.enter_context(trying_again(kiosk, application) if safe else nullcontext())
            person = PatientPerson(place, Asked(), todo, application)

            def on_visible(screen: str, state: SessionState) -> None:
                tell(sys.stdout, screen_line(screen, state))
                person.see(screen, state)

            def hear(state: SessionState) -> None:
                if state.notice is not None and state.notice.reason is not None:
                    tell(sys.stdout, {"event": "refused", "reason": state.notice.reason.value})
                person.notice(state)

            kiosk.window.on_visible = on_visible
            kiosk.on_state = hear
            code = 0 if told_to_stop.is_set() else application.exec()
    return Exit.BUG if crashed else code


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("bags", type=int)
    parser.add_argument("--heartbeat", type=int)
    parser.add_argument("--safe", action="store_true")
    asked = parser.parse_args()
    if asked.heartbeat is not None:
        tell(sys.stdout, {"event": "up", "pid": os.getpid()})
    beat = None if asked.heartbeat is None else Heartbeat(asked.heartbeat)
    sys.exit(main(asked.data, asked.bags, beat, safe=asked.safe))
