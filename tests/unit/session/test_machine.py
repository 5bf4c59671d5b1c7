"""The conversation, told as a person would live it."""

from dataclasses import replace

import pytest

from kiosk.core.acts import Guest, Resident
from kiosk.core.errors import RefusalReason
from kiosk.core.events import (
    CommitFailed,
    Interrupted,
    LinkStatus,
    PassRefused,
    Receipt,
    ScaleStatus,
    ScaleView,
    StoreBroken,
    StoreHealed,
)
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import CloseVisit, NudgeSync, OpenVisit, RequireZero
from kiosk.session.machine import STILL_THERE_MS
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, EMPTY, FAULT, LI, MOVING, UNSTEADY, WANG, Conversation


def test_a_resident_with_two_bags(talk: Conversation) -> None:
    talk.take(LI)
    assert talk.screen == "choose_material"
    talk.take(on.Choose("clothing"))
    assert talk.screen == "weigh"
    talk.weigh(settled(3250))
    assert isinstance(talk.phase, at.Confirm)
    assert (talk.phase.quote.reduction_g, talk.phase.quote.points) == (4160, 97)
    talk.take(on.ConfirmTouched())
    assert talk.screen == "saving"
    talk.commit()
    assert talk.screen == "credited"
    talk.take(EMPTY, on.Another(), on.Choose("books")).weigh(settled(1840)).take(on.ConfirmTouched()).commit()
    assert isinstance(talk.phase, at.Credited)
    assert [r.points for r in talk.phase.visit.receipts] == [97, 14]
    talk.take(on.Finish())
    assert talk.screen == "finished"
    talk.take(on.Finish())
    assert talk.screen == "attract"
    lines = [(a.drop_off.session, a.drop_off.line) for a in talk.appended()]
    assert len(set(lines)) == 2
    assert {s for s, _ in lines} == {lines[0][0]}
    assert talk.effects.count(NudgeSync()) == 2
    assert isinstance(talk.effects[0], OpenVisit)
    assert CloseVisit() in talk.effects


def test_a_guest_gets_a_claim_code_and_time_to_note_it(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit()
    talk.take(on.Finish())
    assert isinstance(talk.phase, at.Finished)
    assert talk.phase.visit.who == Guest("2345678923456789")
    talk.wait(IDLE_MS)
    assert talk.screen == "still_there"
    talk.take(on.StillHere())
    assert talk.screen == "finished"
    assert talk.take(on.Tick()).screen == "finished"


def test_credited_comes_only_from_the_ledger(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    for nudge in (on.ConfirmTouched(), on.Finish(), on.Another(), EMPTY, on.Tick(), LI, WANG):
        talk.take(nudge)
        assert talk.screen == "saving"
    talk.commit()
    assert talk.screen == "credited"


def test_a_double_touch_is_one_drop_off(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched(), on.ConfirmTouched())
    talk.commit().commit()
    assert len(talk.appended()) == 1
    assert isinstance(talk.phase, at.Credited)
    assert len(talk.phase.visit.receipts) == 1


def test_the_same_bag_left_on_the_scale_is_not_a_second_bag(talk: Conversation) -> None:
    bag = settled()
    talk.take(LI, on.Choose("clothing")).weigh(bag).take(on.ConfirmTouched()).commit()
    talk.take(on.Another(), on.Choose("clothing"))
    assert isinstance(talk.phase, at.Weigh)
    assert talk.phase.hint is at.WeighHint.CLEAR_FIRST
    talk.weigh(bag)
    assert talk.screen == "weigh"
    talk.take(EMPTY).weigh(settled())
    assert talk.screen == "confirm"


def test_a_bag_put_down_before_choosing_counts(talk: Conversation) -> None:
    talk.take(LI).weigh(settled()).take(on.Choose("clothing"))
    assert talk.screen == "confirm"


def test_a_bag_left_by_the_one_before_belongs_to_nobody(talk: Conversation) -> None:
    bag = settled()
    talk.take(LI, on.Choose("clothing")).weigh(bag).take(on.Cancel())
    assert talk.screen == "attract"
    assert RequireZero() in talk.effects
    talk.take(WANG, on.Choose("clothing")).weigh(bag)
    assert isinstance(talk.phase, at.Weigh)
    assert talk.phase.hint is at.WeighHint.CLEAR_FIRST


def test_wrong_material_is_mended_without_weighing_again(talk: Conversation) -> None:
    talk.take(LI, on.Choose("books")).weigh(settled()).take(on.Back(), on.Choose("clothing"))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.material == "clothing"


def test_weighing_again_needs_an_empty_scale(talk: Conversation) -> None:
    bag = settled()
    talk.take(LI, on.Choose("clothing")).weigh(bag).take(on.WeighAgain()).weigh(bag)
    assert talk.screen == "weigh"
    assert RequireZero() in talk.effects


@pytest.mark.parametrize(
    ("view", "hint"),
    [
        (ScaleView(ScaleStatus.STARTING, None), at.WeighHint.STARTING),
        (EMPTY, at.WeighHint.PLACE),
        (MOVING, at.WeighHint.MOVING),
        (ScaleView(ScaleStatus.CLEAR_FIRST, 500), at.WeighHint.CLEAR_FIRST),
        (ScaleView(ScaleStatus.TOO_LIGHT, 100), at.WeighHint.TOO_LIGHT),
        (ScaleView(ScaleStatus.TOO_HEAVY, None), at.WeighHint.TOO_HEAVY),
        (ScaleView(ScaleStatus.BELOW_ZERO, -300), at.WeighHint.BELOW_ZERO),
        (UNSTEADY, at.WeighHint.STEP_BACK),
        (ScaleView(ScaleStatus.TAKEN_OUT, -300), at.WeighHint.TAKEN_OUT),
        (ScaleView(ScaleStatus.SETTLED, 199, settled(199)), at.WeighHint.TOO_LIGHT),
        (ScaleView(ScaleStatus.SETTLED, 20_001, settled(20_001)), at.WeighHint.OVER_DROP_CAP),
    ],
)
def test_every_no_has_its_reason(talk: Conversation, view: ScaleView, hint: at.WeighHint) -> None:
    talk.take(LI, on.Choose("clothing"), view)
    assert isinstance(talk.phase, at.Weigh)
    assert talk.phase.hint is hint
    assert not talk.appended()


def test_the_weight_is_frozen_while_it_is_confirmed(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled(3250)).take(EMPTY, MOVING, on.ConfirmTouched())
    assert talk.appended()[0].drop_off.weight.net_g == 3250


def test_a_scale_fault_while_weighing_heals_by_itself(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"), FAULT)
    assert talk.screen == "scale_trouble"
    talk.take(ScaleView(ScaleStatus.STARTING, None))
    assert talk.screen == "scale_trouble"
    talk.take(EMPTY)
    assert isinstance(talk.phase, at.Weigh)
    assert talk.phase.material == "clothing"


def test_a_guest_who_finds_the_phone_becomes_a_resident(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing"), LI).weigh(settled()).take(on.ConfirmTouched())
    assert talk.appended()[0].drop_off.who == Resident(LI.resident, LI.pass_id)


def test_somebody_else_cannot_take_over_a_weighed_bag(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(WANG)
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.BUSY
    talk.take(on.ConfirmTouched())
    assert talk.appended()[0].drop_off.who == Resident(LI.resident, LI.pass_id)


def test_the_next_person_closes_a_finished_visit(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit().take(WANG)
    assert isinstance(talk.phase, at.ChooseMaterial)
    assert talk.phase.visit.who == Resident(WANG.resident, WANG.pass_id)
    assert not talk.phase.visit.receipts


def test_a_refused_code_says_why_and_goes_away(talk: Conversation) -> None:
    talk.take(PassRefused(RefusalReason.EXPIRED))
    assert talk.state.notice is not None
    assert talk.state.notice.reason is RefusalReason.EXPIRED
    assert talk.wait(10_000).state.notice is None


def test_nobody_is_sent_away_without_being_asked(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"))
    assert talk.wait(IDLE_MS - 1).screen == "weigh"
    assert talk.wait(1).screen == "still_there"
    assert talk.wait(STILL_THERE_MS - 1).screen == "still_there"
    talk.take(on.StillHere())
    assert talk.screen == "weigh"
    assert talk.wait(IDLE_MS - 1).screen == "weigh"
    talk.wait(IDLE_MS).wait(STILL_THERE_MS)
    assert talk.screen == "attract"
    assert not talk.appended()


def test_putting_the_bag_down_answers_still_there(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).wait(IDLE_MS)
    talk.take(MOVING)
    assert talk.screen == "weigh"


def test_who_moves_on_the_scale_is_not_asked_whether_they_are_there(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"))
    for weight_g in (900, 1300, 1100):
        talk.wait(IDLE_MS - 1).take(ScaleView(ScaleStatus.MOVING, weight_g))
    assert talk.wait(IDLE_MS - 1).screen == "weigh"


@pytest.mark.parametrize("status", [ScaleStatus.TAKEN_OUT, ScaleStatus.UNSTEADY])
def test_what_stands_still_is_nobody_and_neither_is_the_wind(talk: Conversation, status: ScaleStatus) -> None:
    talk.take(LI, on.Choose("clothing"), ScaleView(status, -300))
    for weight_g in (-310, -320):
        talk.wait(IDLE_MS // 2).take(ScaleView(status, weight_g))
    assert talk.wait(0).screen == "still_there"


def test_an_unfinished_credited_screen_finishes_itself(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit()
    assert talk.wait(IDLE_MS).wait(STILL_THERE_MS).screen == "finished"


def test_a_full_disk_credits_nothing_and_comes_back(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    act = talk.appended()[0].drop_off
    talk.take(CommitFailed(act.session, act.line, DISK_FULL))
    assert talk.screen == "out_of_service"
    talk.take(StoreHealed())
    assert talk.screen == "choose_material"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.SAVE_FAILED


def test_a_commit_that_only_seemed_to_fail_is_told_and_not_repeated(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    act = talk.appended()[0].drop_off
    receipt = Receipt(act.session, act.line, 3, "clothing", 3250, 4160, 97)
    talk.take(CommitFailed(act.session, act.line, DISK_FULL), StoreHealed((receipt,)))
    assert isinstance(talk.phase, at.Finished)
    assert talk.phase.visit.receipts == (receipt,)


def test_who_has_left_meanwhile_does_not_come_back(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"), StoreBroken(DISK_FULL)).wait(IDLE_MS)
    assert talk.screen == "out_of_service"
    talk.take(StoreHealed())
    assert talk.screen == "attract"
    assert CloseVisit() in talk.effects


def test_what_was_recorded_of_who_has_left_is_told_and_nobody_goes_on_in_their_name(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    act = talk.appended()[0].drop_off
    receipt = Receipt(act.session, act.line, 3, "clothing", 3250, 4160, 97)
    talk.take(CommitFailed(act.session, act.line, DISK_FULL)).wait(IDLE_MS).take(StoreHealed((receipt,)))
    assert isinstance(talk.phase, at.Recovered)
    assert talk.phase.receipts == (receipt,)
    assert talk.phase.claim_code is not None


def test_a_second_fault_gives_nobody_more_time(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"), StoreBroken(DISK_FULL)).wait(IDLE_MS // 2)
    talk.take(StoreBroken(DISK_FULL)).wait(IDLE_MS // 2).take(StoreHealed())
    assert talk.screen == "attract"


def test_out_of_service_takes_nobody(talk: Conversation) -> None:
    talk.take(StoreBroken(DISK_FULL), LI, on.Start(), on.GoAsGuest(), on.Choose("clothing"))
    assert talk.screen == "out_of_service"
    assert talk.take(StoreHealed()).screen == "attract"


def test_after_a_power_cut_the_person_is_told(talk: Conversation) -> None:
    receipt = Receipt("s", 1, 3, "clothing", 1200, 1536, 36)
    talk.take(Interrupted((receipt,)))
    assert isinstance(talk.phase, at.Recovered)
    assert CloseVisit() not in talk.effects  # a second power cut now must not silence it
    assert talk.take(on.Start()).screen == "identify"
    assert CloseVisit() in talk.effects


def test_after_a_power_cut_a_guest_still_gets_the_claim_code(talk: Conversation) -> None:
    receipt = Receipt("s", 1, 3, "clothing", 1200, 1536, 36)
    for answer in (on.Finish(), on.Start(), LI):
        talk.take(Interrupted((receipt,), "7777888899992222"), answer)
        assert isinstance(talk.phase, at.Finished)
        assert talk.phase.visit.who == Guest("7777888899992222")
    talk.take(Interrupted((receipt,), "7777888899992222")).wait(IDLE_MS).wait(STILL_THERE_MS)
    assert talk.screen == "finished"


def test_a_pass_cannot_push_a_guests_claim_code_away(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit()
    assert talk.take(WANG).screen == "credited"
    assert talk.take(on.Finish(), WANG).screen == "finished"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.BUSY


def test_a_weight_that_waits_is_void_when_the_scale_goes_away(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(FAULT, on.ConfirmTouched())
    assert talk.screen == "scale_trouble"
    assert not talk.appended()


def test_the_status_line_counts_what_waits(talk: Conversation) -> None:
    talk.take(LinkStatus(online=False, enrolled=True, pending=4), LI, on.Choose("clothing")).weigh(settled())
    talk.take(on.ConfirmTouched()).commit()
    assert talk.state.link.pending == 5


def test_a_material_without_a_rule_cannot_be_chosen(talk: Conversation) -> None:
    talk.take(LI, on.Choose("glass"))
    assert talk.screen == "choose_material"
    assert talk.state.notice is not None
    assert talk.state.notice.reason is RefusalReason.NO_RULE


def test_a_rule_that_ends_over_night_stops_the_weighing(rules: Rulebook) -> None:
    talk = Conversation(rules, EMPTY).take(LI, on.Choose("books"))
    talk.rules = replace(rules, rules=tuple(r for r in rules.rules if r.material != "books"))
    talk.weigh(settled())
    assert talk.screen == "choose_material"
