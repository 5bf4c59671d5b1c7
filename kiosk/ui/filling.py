"""What the screens say of the containers: full ones to residents, the fullest to staff. Like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.core.containers import ContainerFill, nearest_free
from kiosk.session import states as at
from kiosk.session.visit import visit_of
from kiosk.ui.numbers import thousandths_text

KILOMETRE = 1000
_STEP_M = 50


@dataclass(frozen=True, slots=True)
class ContainersView:
    """The materials that nothing more of goes in, and for each, in the same order, the nearest point that takes it:
    its name, how far it is, and ``m`` or ``km``; what is not known is empty.
    """

    full: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    distances: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def containers_view(state: at.SessionState, here: tuple[int, int] | None, language: str) -> ContainersView:
    """Where to go with what does not go in here any more, for somebody who stands at ``here``."""
    visit = visit_of(state.phase)
    at_a_door = visit is not None and visit.errand is not None
    full = () if at_a_door else state.containers.full_materials
    rows = [_elsewhere(state, material, here, language) for material in full]
    names, distances, units = zip(*rows, strict=True) if rows else ((), (), ())
    return ContainersView(full, names, distances, units)


def _elsewhere(
    state: at.SessionState, material: str, here: tuple[int, int] | None, language: str
) -> tuple[str, str, str]:
    found = nearest_free(state.points, material, here)
    if found is None:
        return "", "", ""
    point, metres = found
    return point.name_zh if language == "zh" else point.name_en, *distance_text(metres)


def distance_text(metres: int | None) -> tuple[str, str]:
    """A distance as people say it, and its unit: ``("350", "m")``, ``("1.2", "km")``; empty when it is not known."""
    if metres is None:
        return "", ""
    if metres < KILOMETRE:
        return str(max(_STEP_M, round(metres / _STEP_M) * _STEP_M)), "m"
    return thousandths_text(round(metres, -2)), "km"


def alarm(state: at.SessionState) -> ContainerFill | None:
    """The fullest container, once somebody has to be told, and only where staff look: nobody else can do anything."""
    if not isinstance(state.phase, at.Attract | at.StaffMenu):
        return None
    due = [fill for fill in state.containers.fills if fill.level]
    return max(due, key=lambda fill: fill.percent or 0, default=None)
