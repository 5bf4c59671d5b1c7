"""What the screen of the staff's scale check shows: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass, replace

from kiosk.core.acts import ScaleCheck
from kiosk.session import states as at
from kiosk.ui.numbers import MINUS, exact_kilograms_text, thousandths_text, whole_text


@dataclass(frozen=True, slots=True)
class CheckView:
    """A scale check. ``step`` is a CheckStep; kilograms and grams are text; what is not known yet is empty."""

    step: str = ""
    stage: int = 0  # which of the three numbered steps is to be done now, from 0; 3: all are done
    reading_text: str = ""  # kilograms, live
    test_text: str = ""  # kilograms
    tolerance_text: str = ""  # grams
    measured_text: str = ""  # kilograms
    error_text: str = ""  # grams, with its sign
    error_good: bool = False
    return_text: str = ""  # grams, with its sign
    return_good: bool = False
    return_tolerance_text: str = ""  # grams


_STAGES = {at.CheckStep.EMPTY: 0, at.CheckStep.PLACE: 1, at.CheckStep.NOT_THE_WEIGHT: 1, at.CheckStep.REMOVE: 2}
_ALL_DONE = 3


def check_view(state: at.SessionState) -> CheckView:
    """The check as it stands; the resting view on every other screen."""
    phase, reading_g = state.phase, state.scale.weight_g
    if not isinstance(phase, at.CheckScale):
        return CheckView()
    view = CheckView(
        step=phase.step.value,
        stage=_STAGES.get(phase.step, _ALL_DONE),
        reading_text="" if reading_g is None else exact_kilograms_text(reading_g),
        test_text=thousandths_text(phase.test_weight_g),
        tolerance_text=whole_text(phase.tolerance_g),
    )
    return view if phase.check is None else _with_result(view, phase.check)


def _with_result(view: CheckView, check: ScaleCheck) -> CheckView:
    return replace(
        view,
        measured_text=exact_kilograms_text(check.measured_g),
        error_text=signed_text(check.error_g),
        error_good=abs(check.error_g) <= check.tolerance_g,
        return_text=signed_text(check.return_g),
        return_good=abs(check.return_g) <= check.return_tolerance_g,
        return_tolerance_text=whole_text(check.return_tolerance_g),
    )


def signed_text(error_g: int) -> str:
    """Grams of an error with its sign; nothing is plain ``0``."""
    sign = "+" if error_g > 0 else MINUS if error_g < 0 else ""
    return sign + whole_text(abs(error_g))
