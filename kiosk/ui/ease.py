"""What makes the screen easier for whoever is there, and how the screen looks because of it."""

from dataclasses import dataclass

from kiosk.core.events import ScaleStatus
from kiosk.session.states import Attract, OutOfService, SessionState
from kiosk.ui.rest import Rest

FOR_STAFF = frozenset({"enter_pin", "staff_menu", "check_scale", "correct", "round", "collect", "console"})
"""Screens behind a badge, or for a test weight in both hands: their keys and lists need the whole height."""

_NO_LOAD = frozenset({ScaleStatus.STARTING, ScaleStatus.EMPTY, ScaleStatus.FAULT})


@dataclass(frozen=True, slots=True)
class Ease:
    """What somebody has chosen on the bar: gone when nobody is there. ``lowered``: all that is touched, low down.
    ``more``: the bar's drawer is open.
    """

    language: str
    large: bool = False
    lowered: bool = False
    contrast: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class LookView:
    """How the screen looks now. ``for_staff``: no resident touches this screen, and it is not brought down. Shifts are
    design pixels, places thousandths of the room.
    """

    scheme: str = "light"  # light, night or contrast
    lowered: bool = False
    for_staff: bool = False
    contrast: bool = False
    more: bool = False
    dimmed: bool = False
    asleep: bool = False
    shift_x: int = 0
    shift_y: int = 0
    place_x: int = 500
    place_y: int = 500


def look_view(state: SessionState, ease: Ease, rest: Rest, *, night: bool) -> LookView:
    """The look of ``state``. Who wants the high contrast has it at night too."""
    return LookView(
        scheme="contrast" if ease.contrast else "night" if night else "light",
        lowered=ease.lowered,
        for_staff=state.screen in FOR_STAFF,
        contrast=ease.contrast,
        more=ease.more,
        dimmed=rest.dimmed,
        asleep=rest.asleep,
        shift_x=rest.shift[0],
        shift_y=rest.shift[1],
        place_x=rest.place[0],
        place_y=rest.place[1],
    )


def is_resting(state: SessionState) -> bool:
    """Nobody is here, whose language it might be."""
    return isinstance(state.phase, Attract) or (isinstance(state.phase, OutOfService) and state.phase.fault is None)


def may_sleep(state: SessionState) -> bool:
    """Nobody is here, and nothing has to be told: a kiosk out of service says so day and night."""
    return isinstance(state.phase, Attract) and state.notice is None


def stirs(before: SessionState, after: SessionState) -> bool:
    """Somebody shows: another screen, a word to somebody, or a load on the scale."""
    load = after.scale.status != before.scale.status and after.scale.status not in _NO_LOAD
    return load or after.screen != before.screen or after.notice != before.notice
