"""The ring that goes from control to control for whoever uses keys: a keypad for people who cannot see, or for staff.

What can be reached is what asks for it (``activeFocusOnTab``), in the order in which it is read. The ring first stands
on the thing to do. It comes with the first key and goes with the next touch.
"""

from collections.abc import Callable, Iterator

from kiosk.ui.keypace import KeyAct

import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtQuick import QQuickItem, QQuickView

_ASIDE = 3
"""A control aside of the way counts as so many times as far."""


class KeyFocus:
    """Moves the ring over ``view`` and presses what it stands on. ``on_focus`` hears the name of each new control."""

    def __init__(self, view: QQuickView) -> None:
        self.on_focus: Callable[[str], None] = lambda _name: None
        self._view = view
        self._shown = False
        self._at: QQuickItem | None = None

    @property
    def item(self) -> QQuickItem | None:
        """The control with the ring; None while there is none, or it has gone."""
        at = self._at
        return at if at is not None and shiboken6.isValid(at) and _can_be_reached(at) and at.hasActiveFocus() else None

    def move(self, act: KeyAct) -> None:
        """One step. The first one only shows where the ring is."""
        here = self.item
        if here is None:
            self._show()
            return
        controls = self._controls()
        if act in {KeyAct.NEXT, KeyAct.PREVIOUS}:
            step = 1 if act is KeyAct.NEXT else -1
            self._focus(controls[(controls.index(here) + step) % len(controls)])
        else:
            self._focus(_nearest(here, controls, act) or here)

    def press(self) -> None:
        """Press what the ring stands on; where there is none yet, show it."""
        here = self.item
        if here is None:
            self._show()
            return
        action = QAccessible.queryAccessibleInterface(here).actionInterface()
        action.doAction(QAccessibleActionInterface.pressAction())

    def hold(self, *, down: bool) -> None:
        """Show that the key is down."""
        here = self.item
        if here is not None:
            ring = here.findChild(QQuickItem, "focusRing", Qt.FindChildOption.FindDirectChildrenOnly)
            if ring is not None:
                ring.setProperty("down", down)

    def hide(self) -> None:
        """Somebody has touched the screen, or nobody is there."""
        here, self._at, self._shown = self.item, None, False
        if here is not None:
            here.setFocus(False)

    def follow(self) -> None:
        """A frame has been drawn: where the control with the ring has gone, the ring stands on the thing to do."""
        if self._shown and self.item is None:
            self._show()

    def _show(self) -> None:
        self._shown = True
        controls = self._controls()
        screen = self._view.rootObject().findChild(QQuickItem, "screen")
        on_screen = [item for item in controls if screen is not None and screen.isAncestorOf(item)]
        first = _first(on_screen or controls)
        if first is not None:
            self._focus(first)

    def _focus(self, item: QQuickItem) -> None:
        self._at = item
        item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.on_focus(QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name))

    def _controls(self) -> list[QQuickItem]:
        return reading_order([item for item in _walk(self._view.contentItem()) if _can_be_reached(item)])


def reading_order(items: list[QQuickItem]) -> list[QQuickItem]:
    """Line by line from the top, each line from the left. A line is what stands beside its highest item."""
    left, ordered = sorted(items, key=lambda item: _place(item).top()), []
    while left:
        top = _place(left[0])
        line = [item for item in left if item is left[0] or _place(item).center().y() < top.bottom()]
        ordered.extend(sorted(line, key=lambda item: _place(item).left()))
        left = [item for item in left if item not in line]
    return ordered


def _walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """What is shown, and all that is shown in it."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from _walk(child)


def _can_be_reached(item: QQuickItem) -> bool:
    return item.activeFocusOnTab() and item.isVisible() and item.isEnabled() and item.width() > 0


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _first(controls: list[QQuickItem]) -> QQuickItem | None:
    """The thing to do: the lowest primary act, else the biggest control, of equal ones the first."""
    primary = [item for item in controls if item.property("primary") is True]
    return primary[-1] if primary else max(controls, key=lambda item: item.width() * item.height(), default=None)


def _nearest(here: QQuickItem, controls: list[QQuickItem], act: KeyAct) -> QQuickItem | None:
    """The next control that way."""
    place = _place(here)

    def way(item: QQuickItem) -> tuple[float, float]:
        other = _place(item)
        gap = QPointF(
            _apart(place.left(), place.right(), other.left(), other.right()),
            _apart(place.top(), place.bottom(), other.top(), other.bottom()),
        )
        match act:
            case KeyAct.UP | KeyAct.DOWN:
                ahead = other.center().y() - place.center().y()
                return (ahead if act is KeyAct.DOWN else -ahead), gap.x()
            case _:
                ahead = other.center().x() - place.center().x()
                return (ahead if act is KeyAct.RIGHT else -ahead), gap.y()

    ahead = [(way(item), item) for item in controls if item is not here]
    found = [(along + _ASIDE * aside, item) for (along, aside), item in ahead if along > 1]
    return min(found, key=lambda each: each[0])[1] if found else None


def _apart(begin: float, end: float, other_begin: float, other_end: float) -> float:
    """How far two spans are apart; 0 where they overlap."""
    return max(0.0, other_begin - end, begin - other_end)
