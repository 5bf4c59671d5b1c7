"""Somebody in front of the kiosk: shows codes, puts bags on the scale, and touches what the screen offers.

Acts only through what a person has: the scanner, the scale and real touches on visible items of the real window.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import requests

from demo.place import Place
from demo.platform import Phone
from kiosk.session.states import Credited, SessionState, Visit, Weigh, WeighHint

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PAUSE_MS = 250
"""Between two looks at the screen: a practised person."""
SHOW_EVERY_LOOKS = 8
"""A kiosk that has just been made known may not have the platform's keys yet: the phone is held up again."""
PATIENCE_LOOKS = 24


@dataclass(frozen=True)
class Plan:
    """One visit: with a phone or without, and its bags as (material, grams)."""

    phone: bool
    bags: tuple[tuple[str, int], ...]


_WEIGHTS_G = (3250, 1840, 5120, 780, 12_460, 2310, 940, 7630, 4480, 1270)


def plans(drop_offs: int) -> Iterator[Plan]:
    """Visits with one or two bags, with and without a phone, until ``drop_offs`` bags are planned."""
    bag = 0
    visit = 0
    while bag < drop_offs:
        count = min(2 if visit % 2 == 0 else 1, drop_offs - bag)
        bags = []
        for _ in range(count):
            material = "clothing" if bag % 3 != 1 else "books"
            bags.append((material, _WEIGHTS_G[bag % len(_WEIGHTS_G)]))
            bag += 1
        yield Plan(phone=visit % 3 != 1, bags=tuple(bags))
        visit += 1


class Person(QObject):
    """Carries out plans one after the other; ``on_done`` is called when all are done and the kiosk is free again."""

    def __init__(
        self, place: Place, phone: Callable[[], Phone | None], todo: Iterator[Plan], on_done: Callable[[], None]
    ) -> None:
        super().__init__()
        self._place = place
        self._phone = phone
        self._todo = todo
        self._on_done = on_done
        self._plan = next(todo, None)
        self._state = SessionState()
        self._screen = ""
        self._begun = False
        self._loaded = False
        self._looks = 0
        self._showing: threading.Thread | None = None
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def see(self, screen: str, state: SessionState) -> None:
        """A screen has become visible."""
        if screen == "choose_material":
            self._begun = True
        elif screen == "finished" and self._begun:  # and not the end of a visit from before a power cut
            self._plan, self._begun = next(self._todo, None), False
        self._screen, self._state, self._looks = screen, state, 0

    def notice(self, state: SessionState) -> None:
        """The screen shows something new without changing."""
        self._state = state

    def _look(self) -> None:
        self._looks += 1
        act = getattr(self, f"_at_{self._screen}", None)
        if act is not None:
            act()

    def _at_attract(self) -> None:
        self._unload()
        if self._plan is None:
            self._timer.stop()
            self._on_done()
        elif self._showing is not None and self._showing.is_alive():
            self._looks -= 1  # the phone is still at it
        elif self._plan.phone and self._looks <= PATIENCE_LOOKS:
            if self._looks % SHOW_EVERY_LOOKS == 1:
                self._showing = threading.Thread(target=self._show_pass, name="phone", daemon=True)
                self._showing.start()
        else:
            touch("start")  # no phone, or the phone has no network today

    def _show_pass(self) -> None:
        try:
            phone = self._phone()
            if phone is not None and self._place.scanner is not None:
                self._place.scanner.show(phone.new_pass())
        except requests.RequestException:
            return  # no network: this visit goes on as a guest

    def _at_identify(self) -> None:
        touch("goAsGuest")

    def _at_privacy_notice(self) -> None:
        touch("agree")

    def _at_choose_material(self) -> None:
        visit = getattr(self._state.phase, "visit", None)
        if self._plan is None or not isinstance(visit, Visit) or len(visit.receipts) >= len(self._plan.bags):
            touch("back")
            return
        touch(self._plan.bags[len(visit.receipts)][0])

    def _at_weigh(self) -> None:
        phase = self._state.phase
        if not isinstance(phase, Weigh) or self._plan is None:
            return
        if phase.hint is WeighHint.CLEAR_FIRST:
            self._unload()
        elif not self._loaded and phase.hint is WeighHint.PLACE:
            self._loaded = True
            self._place.bags.put(self._plan.bags[len(phase.visit.receipts)][1])

    def _at_confirm(self) -> None:
        touch("confirm")

    def _at_credited(self) -> None:
        self._unload()
        phase = self._state.phase
        if not isinstance(phase, Credited) or self._plan is None:
            return
        if len(phase.visit.receipts) < len(self._plan.bags):
            touch("another")
        else:
            touch("finish")

    def _at_finished(self) -> None:
        touch("finish")

    def _at_recovered(self) -> None:
        self._unload()
        touch("finish") or touch("start")

    def _at_still_there(self) -> None:
        touch("stillHere")

    def _unload(self) -> None:
        self._place.bags.put_away()
        self._loaded = False


def touch(name: str) -> bool:
    """Press and release on the visible item called ``name``. False when there is none to be touched."""
    for window in QGuiApplication.topLevelWindows():
        if not isinstance(window, QQuickWindow):
            continue
        for item in window.contentItem().findChildren(QQuickItem, name):
            if item.isVisible() and item.isEnabled():
                centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
                QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre.toPoint())
                return True
    return False
