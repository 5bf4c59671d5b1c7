"""What the screen of a correction shows: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass, replace

from kiosk.core.correction import CorrectionAction, Standing
from kiosk.core.units import kilograms_text
from kiosk.session import states as at
from kiosk.session.correct_states import Correct, CorrectStep
from kiosk.ui.numbers import whole_text


@dataclass(frozen=True, slots=True)
class CorrectView:
    """One step of a correction. Lists have one item a row; words are keys; what does not apply is empty."""

    step: str = ""  # a CorrectStep
    times: tuple[str, ...] = ()  # 2026-11-22 14:05
    materials: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # void, corrected, or empty
    page: int = 0
    pages: int = 1
    chosen_time: str = ""
    chosen_material: str = ""
    before_text: str = ""  # kilograms
    before_points: str = ""
    after_text: str = ""
    after_points: str = ""
    action: str = ""  # a CorrectionAction
    reason: str = ""  # a CorrectionReason
    second: bool = False  # a second person has agreed


def correct_view(state: at.SessionState) -> CorrectView:
    """The correction as it stands; the resting view on every other screen."""
    phase = state.phase
    if not isinstance(phase, Correct):
        return CorrectView()
    rows = phase.shown if phase.step is CorrectStep.LIST else ()
    view = CorrectView(
        step=phase.step.value,
        times=tuple(_time(row) for row in rows),
        materials=tuple(row.material for row in rows),
        weights=tuple(kilograms_text(row.net_g) for row in rows),
        states=tuple(_word(row) for row in rows),
        page=phase.page,
        pages=phase.pages,
    )
    return view if phase.chosen is None else _with_choice(view, phase, phase.chosen)


def _with_choice(view: CorrectView, phase: Correct, of: Standing) -> CorrectView:
    after = _after(phase, of)
    return replace(
        view,
        chosen_time=_time(of),
        chosen_material=of.material,
        before_text=kilograms_text(of.net_g),
        before_points=whole_text(of.points),
        after_text=kilograms_text(after[0]) if after else "",
        after_points=whole_text(after[1]) if after else "",
        action=phase.action.value if phase.action else "",
        reason=phase.reason.value if phase.reason else "",
        second=phase.second is not None,
    )


def _after(phase: Correct, of: Standing) -> tuple[int, int] | None:
    """Grams and points that the drop-off will count for, once both are known."""
    if phase.action is None or (phase.action is CorrectionAction.ADJUST and phase.net_g == 0):
        return None
    net_g = 0 if phase.action is CorrectionAction.VOID else phase.net_g
    return net_g, net_g * of.points_per_kg // 1000


def _time(row: Standing) -> str:
    return f"{row.day} {row.time}"


def _word(row: Standing) -> str:
    return "void" if row.voided else "corrected" if row.corrected else ""
