"""Whoever is not of the staff any more, or in another role, has the kiosk locked at once: whatever they were doing."""

from collections.abc import Callable

import pytest

from kiosk.core.correction import Corrected, CorrectionAction, CorrectionReason
from kiosk.core.events import (
    BadgeSeen,
    CommitFailed,
    DirectoryAdopted,
    StaffChanged,
    StaffMember,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.correct_states import CorrectStep
from kiosk.session.effects import CloseVisit, NudgeSync
from kiosk.session.round_states import RoundStep
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, EMPTY, Conversation
from tests.unit.session.test_correcting import FIRST, PIN, SECOND, corrections, judged, listed, step_of
from tests.unit.session.test_rounds import BADGE, a_bag, at_door, at_work, here

__all__ = ["at_door", "at_work"]

Roster = Callable[[dict[str, StaffRole]], on.Input]
SUPERVISOR, OPERATOR = StaffRole.SUPERVISOR, StaffRole.OPERATOR


def as_roster(members: dict[str, StaffRole]) -> on.Input:
    return StaffChanged(frozenset(members.items()))


def as_directory(members: dict[str, StaffRole]) -> on.Input:
    staff = tuple(StaffMember(badge, role, "a verifier") for badge, role in members.items())
    return DirectoryAdopted(1, "zhongshan", (), "", staff=staff)


def as_revocation(members: dict[str, StaffRole]) -> on.Input:
    everybody = {FIRST: SUPERVISOR, SECOND: SUPERVISOR, BADGE: OPERATOR, **members}
    staff = tuple(StaffMember(badge, role, "a verifier") for badge, role in everybody.items())
    return DirectoryAdopted(1, "zhongshan", (), "", frozenset(everybody.keys() - members.keys()), staff)


@pytest.fixture(params=[as_roster, as_directory, as_revocation])
def roster(request: pytest.FixtureRequest) -> Roster:
    """A newer roster, told in each of the ways that there are."""
    told: Roster = request.param
    return told


def with_second(talk: Conversation) -> Conversation:
    """The PIN of the second supervisor is asked for."""
    listed(talk).take(on.ChooseDropOff(2), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.WEIGHED_TWICE), BadgeSeen(SECOND, SUPERVISOR))
    return talk.take(judged(SECOND, right=False), PIN)


def test_the_first_of_two_may_be_gone_while_the_second_gives_the_pin(talk: Conversation, roster: Roster) -> None:
    with_second(talk).take(roster({SECOND: SUPERVISOR}))
    assert talk.screen == "attract"
    talk.take(judged(SECOND, right=True), on.ConfirmTouched())
    assert (talk.screen, corrections(talk)) == ("attract", [])


@pytest.mark.parametrize("left", [{FIRST: SUPERVISOR}, {SECOND: SUPERVISOR}, {FIRST: SUPERVISOR, SECOND: OPERATOR}])
def test_either_of_two_may_be_gone_before_it_is_confirmed(
    talk: Conversation, roster: Roster, left: dict[str, StaffRole]
) -> None:
    with_second(talk).take(judged(SECOND, right=True))
    assert step_of(talk.take(roster({FIRST: SUPERVISOR, SECOND: SUPERVISOR}))) is CorrectStep.CHECK
    talk.take(roster(left), on.ConfirmTouched())
    assert (talk.screen, corrections(talk)) == ("attract", [])


@pytest.mark.parametrize("done", [True, False])
def test_what_is_being_recorded_leads_no_further(talk: Conversation, roster: Roster, *, done: bool) -> None:
    with_second(talk).take(judged(SECOND, right=True), on.ConfirmTouched(), roster({}))
    assert (talk.screen, len(corrections(talk))) == ("attract", 1)
    talk.effects.clear()
    talk.take(Corrected(done), on.Back())
    assert (talk.screen, NudgeSync() in talk.effects) == ("attract", done)


def test_another_role_locks_a_round_at_the_door(at_door: Conversation, roster: Roster) -> None:
    a_bag(at_door).take(on.Finish())
    assert here(at_door.take(roster({BADGE: OPERATOR}))).step is RoundStep.DOOR
    assert at_door.take(roster({BADGE: SUPERVISOR})).screen == "attract"


def test_a_round_of_somebody_who_is_gone_ends_in_the_middle_of_a_bag(at_door: Conversation, roster: Roster) -> None:
    at_door.take(on.Choose("clothing"), roster({}))
    assert (at_door.screen, CloseVisit() in at_door.effects) == ("attract", True)


def test_a_broken_store_stays_so_whoever_is_gone(at_door: Conversation, roster: Roster) -> None:
    at_door.take(StoreBroken(DISK_FULL), roster({}))
    phase = at_door.phase
    assert isinstance(phase, at.OutOfService)
    assert (phase.fault, phase.visit) == (DISK_FULL, None)
    assert at_door.take(on.Start(), on.GoAsGuest()).screen == "out_of_service"
    assert at_door.take(StoreHealed()).screen == "attract"


def test_a_store_that_fails_for_somebody_who_is_gone_has_failed(at_door: Conversation, roster: Roster) -> None:
    at_door.take(on.Choose("clothing"), EMPTY).weigh(settled(3250)).take(on.ConfirmTouched())
    act = at_door.drop_offs()[-1]
    assert at_door.take(roster({})).screen == "attract"
    assert at_door.take(CommitFailed(act.session, act.line, DISK_FULL)).screen == "out_of_service"
