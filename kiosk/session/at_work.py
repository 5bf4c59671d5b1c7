"""Who of the staff is at work, and how the kiosk locks when one of them is not any more what they were."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from kiosk.core.events import StaffRole
from kiosk.session.check import end_check
from kiosk.session.collect_states import Collect
from kiosk.session.collecting import end_collecting
from kiosk.session.console_states import Console
from kiosk.session.correct_states import Correct
from kiosk.session.effects import CloseVisit, Step
from kiosk.session.round_states import Round
from kiosk.session.states import CheckScale, EnterPin, OutOfService, Phase, SessionState, StaffMenu
from kiosk.session.visit import end, visit_of

Member = tuple[str, StaffRole | None]
"""A badge, and the role in which somebody is at work with it, where that is known."""


def badges_at_work(phase: Phase) -> tuple[Member, ...]:
    """Everybody in whose name something is under way in ``phase``."""
    return tuple(_members(phase))


def _members(phase: Phase) -> Iterator[Member]:
    match phase:
        case EnterPin(badge=badge, role=role, then=then):
            yield badge, role
            if then is not None:
                yield from _members(then)
        case Correct(badge=badge, role=role, second=second):
            yield badge, role
            if second is not None:
                yield second, StaffRole.SUPERVISOR
        case StaffMenu() | Collect() | Round() | Console():
            yield phase.badge, phase.role
        case CheckScale(staff=str(staff), role=role):
            yield staff, role
        case _:
            visit = visit_of(phase)
            if visit is not None and visit.errand is not None:
                yield visit.errand.badge, visit.errand.role


def lock_out(state: SessionState, good: Collection[tuple[str, StaffRole]]) -> Step:
    """Lock at once where anybody at work is not among the ``good``, or with another role. What was begun is kept, and
    what is being recorded comes to its end with nobody watching.
    """
    badges = {badge for badge, _ in good}
    members = badges_at_work(state.phase)
    if all(badge in badges if role is None else (badge, role) in good for badge, role in members):
        return state, ()
    match state.phase:
        case OutOfService():
            # A store that is broken stays so, whoever has gone.
            return replace(state, phase=replace(state.phase, visit=None)), (CloseVisit(),)
        case CheckScale():
            return end_check(state)
        case Collect():
            return end_collecting(state)
        case _:
            return end(state)
