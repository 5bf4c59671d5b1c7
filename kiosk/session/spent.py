"""One weighing, one use: which settled weights have been used up, by a credit, a scale check or a refusal."""

from dataclasses import replace

from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight
from kiosk.core.plate import ScaleMode
from kiosk.session.states import SessionState


def spend(state: SessionState, weight: SettledWeight) -> SessionState:
    """From now on neither this weighing counts, nor another one that would contain the same load again.

    In a container a later weighing from the same reference is the sum of both loads.
    """
    contained = weight.evidence.mode is ScaleMode.CONTAINER
    reference_g = weight.evidence.zero_g if contained else None
    return replace(state, spent_weighing=weight.weighing, spent_reference_g=reference_g)


def spend_load(state: SessionState) -> SessionState:
    """Whatever the scale's present picture says is used up.

    The scale's thread hears ``RequireZero`` a moment later; a view that it has already posted must not count either.
    """
    return state if state.scale.settled is None else spend(state, state.scale.settled)


def unspend(state: SessionState) -> SessionState:
    """The weighing that was used last has come to nothing, and may be used once more."""
    return replace(state, spent_weighing=None, spent_reference_g=None)


def is_spent(state: SessionState, weight: SettledWeight) -> bool:
    """This weighing, or the load in it, has been used."""
    return weight.weighing == state.spent_weighing or weight.evidence.zero_g == state.spent_reference_g


def look_at(state: SessionState, view: ScaleView) -> SessionState:
    """The scale's newest picture. EMPTY tells of a reference that was taken after the last use."""
    if view.status is ScaleStatus.EMPTY and state.spent_reference_g is not None:
        return replace(state, scale=view, spent_reference_g=None)
    return replace(state, scale=view)
