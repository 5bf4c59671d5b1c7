"""From a visit under an order back to the round it belongs to. What was credited is in the journal, under the order."""

from dataclasses import replace

from kiosk.core.acts import Resident
from kiosk.session.context import Context
from kiosk.session.effects import CloseVisit, RequireZero, Step
from kiosk.session.round_states import Errand, Round, RoundStep
from kiosk.session.spent import spend_load
from kiosk.session.states import SessionState, Visit

WALK_MS = 300_000
"""Between two doors there are stairs."""
DOOR_MS = 120_000
"""At a door people fetch one more bag."""


def to_door(state: SessionState, visit: Visit, errand: Errand, context: Context) -> Step:
    """Weigh another bag, leave something there, or finish. What still lies on the scale belongs to nobody."""
    who = visit.who if isinstance(visit.who, Resident) else None
    phase = Round(
        RoundStep.DOOR,
        errand.badge,
        errand.role,
        context.now_ms + DOOR_MS,
        order=errand.order,
        who=who,
        refused=errand.refused,
    )
    return replace(spend_load(state), phase=phase, notice=None), (CloseVisit(), RequireZero())


def to_list(state: SessionState, errand: Errand, context: Context) -> Step:
    """Nobody goes on here: the order stays open, with what was recorded for it."""
    phase = Round(RoundStep.LIST, errand.badge, errand.role, context.now_ms + WALK_MS)
    return replace(spend_load(state), phase=phase, notice=None), (CloseVisit(), RequireZero())


def to_card(state: SessionState, errand: Errand, context: Context) -> Step:
    """The resident does not agree to the privacy notice: nothing is recorded about them, and the order is open."""
    phase = Round(RoundStep.ORDER, errand.badge, errand.role, context.now_ms + WALK_MS, order=errand.order)
    return replace(spend_load(state), phase=phase, notice=None), (CloseVisit(), RequireZero())
