"""A drop-off is put right by a supervisor, step by step, with a second one where much is at stake."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.correction import (
    SECOND_PERSON_G,
    Corrected,
    Correction,
    CorrectionAction,
    CorrectionReason,
    DropOffsSeen,
    Standing,
)
from kiosk.core.events import BadgeSeen, PinJudged, StaffRole, StoreBroken
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.correct_states import Correct, CorrectStep
from kiosk.session.correcting import SECOND_MS
from kiosk.session.effects import AppendCorrection, ListDropOffs, NudgeSync
from tests.depth import examples
from tests.unit.session.conversation import DISK_FULL, Conversation

FIRST, SECOND, OPERATOR = "5a" * 16, "5b" * 16, "0a" * 16
PIN = on.PinEntered("271828")


def standing(seq: int, net_g: int, *, voided: bool = False) -> Standing:
    return Standing(
        epoch="e0" * 16,
        seq=seq,
        session=f"{seq:032x}",
        line=1,
        day="2026-11-22",
        time="14:05",
        material="clothing",
        container="clothing-1",
        weighed_g=net_g,
        net_g=net_g,
        reduction_g=net_g * 1280 // 1000,
        points=net_g * 30 // 1000,
        g_per_kg=1280,
        points_per_kg=30,
        voided=voided,
        corrected=voided,
    )


LIST = DropOffsSeen((standing(9, 3250), standing(8, 0, voided=True), standing(7, 19_900)))


def unlocked(talk: Conversation, badge: str = FIRST, role: StaffRole = StaffRole.SUPERVISOR) -> Conversation:
    return talk.take(BadgeSeen(badge, role), judged(badge, right=False), PIN, judged(badge, right=True))


def judged(badge: str, *, right: bool) -> PinJudged:
    return PinJudged(badge, right=right, tries_left=5, wait_ms=0)


def listed(talk: Conversation) -> Conversation:
    return unlocked(talk).take(on.StartCorrections(), LIST)


def step_of(talk: Conversation) -> CorrectStep:
    assert isinstance(talk.phase, Correct)
    return talk.phase.step


def corrections(talk: Conversation) -> list[Correction]:
    return [effect.correction for effect in talk.effects if isinstance(effect, AppendCorrection)]


def test_a_weight_is_put_right_by_the_rule_it_was_credited_under(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(0), on.CorrectBy(CorrectionAction.ADJUST), on.WeightTyped(2250))
    talk.take(on.CorrectBecause(CorrectionReason.LEANED_ON))
    assert step_of(talk) is CorrectStep.CHECK, "one kilogram takes no second person"
    assert corrections(talk) == [], "nothing happens before it is confirmed"
    talk.take(on.ConfirmTouched())
    (done,) = corrections(talk)
    assert (done.net_g, done.reduction_g, done.points, done.delta_g) == (2250, 2880, 67, -1000)
    assert (done.badge, done.second) == (FIRST, None)
    talk.take(Corrected(done=True))
    assert step_of(talk) is CorrectStep.DONE
    assert talk.effects[-1] == NudgeSync()
    talk.take(on.Another())
    assert talk.effects[-1] == ListDropOffs(), "the list is asked for anew"


def test_much_takes_another_supervisor_with_a_pin_of_their_own(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(2), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.WEIGHED_TWICE))
    assert step_of(talk) is CorrectStep.SECOND
    talk.take(on.ConfirmTouched())
    assert step_of(talk) is CorrectStep.SECOND, "no way past it"
    for badge, role in ((FIRST, StaffRole.SUPERVISOR), (OPERATOR, StaffRole.OPERATOR)):
        talk.take(BadgeSeen(badge, role))
        assert step_of(talk) is CorrectStep.SECOND
        assert talk.state.notice is not None
        assert talk.state.notice.kind is at.NoticeKind.SUPERVISOR
    talk.take(BadgeSeen(SECOND, StaffRole.SUPERVISOR), judged(SECOND, right=False), PIN)
    assert talk.screen == "enter_pin"
    talk.take(judged(SECOND, right=True))
    assert step_of(talk) is CorrectStep.CHECK
    talk.take(on.ConfirmTouched())
    (done,) = corrections(talk)
    assert (done.net_g, done.points, done.second) == (0, 0, SECOND)


def test_whoever_gives_up_the_second_pin_is_back_where_it_was_asked_for(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(2), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.WEIGHED_TWICE), BadgeSeen(SECOND, StaffRole.SUPERVISOR), on.Back())
    assert step_of(talk) is CorrectStep.SECOND
    talk.take(BadgeSeen(SECOND, StaffRole.SUPERVISOR)).wait(IDLE_MS)
    assert talk.screen == "attract", "nobody is here any more"
    assert corrections(talk) == []


def test_an_operator_is_told_that_it_takes_a_supervisor(talk: Conversation) -> None:
    unlocked(talk, OPERATOR, StaffRole.OPERATOR).take(on.StartCorrections())
    assert talk.screen == "staff_menu"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.SUPERVISOR


def test_what_is_void_and_what_changes_nothing_cannot_be_chosen(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(1), on.ChooseDropOff(99))
    assert step_of(talk) is CorrectStep.LIST
    talk.take(on.ChooseDropOff(0), on.CorrectBy(CorrectionAction.ADJUST))
    for net_g in (0, -10, 3250, 10**9):
        talk.take(on.WeightTyped(net_g))
        assert step_of(talk) is CorrectStep.WEIGHT


def test_somebody_who_was_faster_is_said(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(0), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.TAKEN_BACK), on.ConfirmTouched(), Corrected(done=False))
    assert step_of(talk) is CorrectStep.CHANGED


def test_it_locks_itself_and_a_broken_store_ends_it(talk: Conversation) -> None:
    listed(talk).wait(IDLE_MS)
    assert talk.screen == "attract"
    listed(talk).take(on.ChooseDropOff(0), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.TAKEN_BACK), on.ConfirmTouched()).wait(IDLE_MS)
    assert step_of(talk) is CorrectStep.SAVING, "the answer is still to come"
    talk.take(StoreBroken(DISK_FULL))
    assert talk.screen == "out_of_service"


TOUCHES = st.sampled_from(
    [
        on.StartCorrections(),
        LIST,
        on.ChooseDropOff(0),
        on.ChooseDropOff(2),
        on.CorrectBy(CorrectionAction.VOID),
        on.CorrectBy(CorrectionAction.ADJUST),
        on.WeightTyped(1000),
        on.WeightTyped(18_000),
        on.CorrectBecause(CorrectionReason.WRONG_PERSON),
        on.ConfirmTouched(),
        on.Back(),
        on.Another(),
        on.TurnPage(1),
        Corrected(done=True),
        BadgeSeen(FIRST, StaffRole.SUPERVISOR),
        BadgeSeen(SECOND, StaffRole.SUPERVISOR),
        BadgeSeen(OPERATOR, StaffRole.OPERATOR),
        PIN,
        judged(SECOND, right=True),
        judged(SECOND, right=False),
        judged(FIRST, right=True),
    ]
)


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(TOUCHES, max_size=40))
def test_whatever_is_touched_nothing_is_done_alone_that_takes_two(rules: Rulebook, touches: list[on.Input]) -> None:
    talk = listed(Conversation(rules)).take(*touches)
    for done in corrections(talk):
        assert not done.of.voided
        assert done.role is StaffRole.SUPERVISOR
        assert done.second != done.badge
        assert abs(done.delta_g) <= SECOND_PERSON_G or done.second is not None
        assert (done.net_g == 0) == (done.action is CorrectionAction.VOID)
        assert done.reduction_g == done.net_g * 1280 // 1000
    assert replace(talk.state, notice=None).screen in {"attract", "enter_pin", "staff_menu", "correct"}


def test_small_steps_come_as_far_as_one_large_one(talk: Conversation) -> None:
    small = replace(standing(9, 6000), weighed_g=10_000, corrected=True)
    unlocked(talk).take(on.StartCorrections(), DropOffsSeen((small,)))
    talk.take(on.ChooseDropOff(0), on.CorrectBy(CorrectionAction.ADJUST), on.WeightTyped(4999))
    talk.take(on.CorrectBecause(CorrectionReason.LEANED_ON))
    assert step_of(talk) is CorrectStep.SECOND
    talk.take(on.Back(), on.Back(), on.WeightTyped(5000), on.CorrectBecause(CorrectionReason.LEANED_ON))
    assert step_of(talk) is CorrectStep.CHECK


def test_there_is_time_to_fetch_a_second_person(talk: Conversation) -> None:
    listed(talk).take(on.ChooseDropOff(2), on.CorrectBy(CorrectionAction.VOID))
    talk.take(on.CorrectBecause(CorrectionReason.WEIGHED_TWICE)).wait(SECOND_MS - 1)
    assert step_of(talk) is CorrectStep.SECOND
    talk.take(BadgeSeen(SECOND, StaffRole.SUPERVISOR), on.Back()).wait(SECOND_MS - 1)
    assert step_of(talk) is CorrectStep.SECOND
    assert talk.wait(1).screen == "attract"
