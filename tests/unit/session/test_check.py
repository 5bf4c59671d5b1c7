"""The scale check: empty, the test weight, empty again."""

from dataclasses import replace

import pytest

from kiosk.core.events import Interrupted, ScaleChecked, ScaleStatus, ScaleView, SettledWeight, StoreBroken, StoreHealed
from kiosk.core.plate import ScaleMode
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.check import RESULT_MS, STEP_MS
from kiosk.session.effects import NudgeSync, RequireZero
from kiosk.session.machine import next_deadline_ms
from kiosk.session.states import CheckStep
from tests.fakes.acts import settled
from tests.unit.session.conversation import (
    DISK_FULL,
    EMPTY,
    FAULT,
    LI,
    MOVING,
    PLATE,
    TODAY,
    Conversation,
    thrown_in,
)

FULL_KG = 10_000
TOLERANCE_G = 20  # 1000 e: 2 e
LOADED = ScaleView(ScaleStatus.CLEAR_FIRST, 500)


def step_of(talk: Conversation) -> CheckStep | None:
    return talk.phase.step if isinstance(talk.phase, at.CheckScale) else None


def place(talk: Conversation, net_g: int = FULL_KG) -> SettledWeight:
    weight = settled(net_g)
    talk.weigh(weight)
    return weight


def back_to(weight_g: int) -> ScaleView:
    return ScaleView(ScaleStatus.EMPTY, weight_g)


def recorded(talk: Conversation, passed: bool) -> Conversation:
    return talk.take(ScaleChecked(TODAY, passed))


def test_a_scale_that_weighs_true(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    assert step_of(talk) is CheckStep.PLACE
    weight = place(talk, FULL_KG + 10)
    assert isinstance(talk.phase, at.CheckScale)
    assert (talk.phase.step, talk.phase.measured) == (CheckStep.REMOVE, weight)
    talk.take(MOVING, back_to(-10))
    assert step_of(talk) is CheckStep.SAVING
    check = talk.checks()[0].check
    assert (check.test_weight_g, check.measured_g, check.error_g) == (FULL_KG, FULL_KG + 10, 10)
    assert (check.tolerance_g, check.return_g, check.return_tolerance_g) == (TOLERANCE_G, -10, PLATE.interval_g)
    assert check.evidence == weight.evidence
    assert check.passed
    recorded(talk, passed=True)
    assert step_of(talk) is CheckStep.PASSED
    assert NudgeSync() in talk.effects
    assert talk.state.last_check == ScaleChecked(TODAY)
    assert talk.take(on.Finish()).screen == "attract"


@pytest.mark.parametrize(
    ("measured_g", "after", "step"),
    [
        (FULL_KG + TOLERANCE_G, back_to(10), CheckStep.PASSED),
        (FULL_KG - TOLERANCE_G, back_to(0), CheckStep.PASSED),
        (FULL_KG + TOLERANCE_G + 10, back_to(0), CheckStep.FAILED),
        (FULL_KG - TOLERANCE_G - 10, back_to(0), CheckStep.FAILED),
        (FULL_KG, back_to(20), CheckStep.FAILED),
        (FULL_KG, ScaleView(ScaleStatus.BELOW_ZERO, -40), CheckStep.FAILED),
        (FULL_KG, ScaleView(ScaleStatus.CLEAR_FIRST, 30), CheckStep.FAILED),
        (FULL_KG, ScaleView(ScaleStatus.TOO_LIGHT, 40), CheckStep.FAILED),
    ],
)
def test_both_readings_must_lie_within_their_tolerance(
    talk: Conversation, measured_g: int, after: ScaleView, step: CheckStep
) -> None:
    talk.take(on.StartScaleCheck())
    place(talk, measured_g)
    talk.take(after)
    recorded(talk, talk.checks()[0].check.passed)
    assert step_of(talk) is step
    assert (at.CareWarning.CHECK_FAILED in talk.state.care) == (step is CheckStep.FAILED)


def test_what_lies_there_must_come_off_first(rules: Rulebook) -> None:
    talk = Conversation(rules, LOADED).take(on.StartScaleCheck(), LOADED)
    assert step_of(talk) is CheckStep.EMPTY
    assert RequireZero() in talk.effects
    assert step_of(talk.take(EMPTY)) is CheckStep.PLACE


@pytest.mark.parametrize(
    ("net_g", "step"),
    [
        (8999, CheckStep.NOT_THE_WEIGHT),
        (9000, CheckStep.REMOVE),
        (11_000, CheckStep.REMOVE),
        (11_001, CheckStep.NOT_THE_WEIGHT),
    ],
)
def test_what_is_far_from_the_test_weight_is_not_the_test_weight(
    talk: Conversation, net_g: int, step: CheckStep
) -> None:
    talk.take(on.StartScaleCheck())
    place(talk, net_g)
    assert step_of(talk) is step


def test_another_weight_may_follow_the_wrong_one(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    wrong = place(talk, 5000)
    assert step_of(talk.weigh(wrong)) is CheckStep.NOT_THE_WEIGHT
    assert step_of(talk.take(EMPTY)) is CheckStep.PLACE
    place(talk)
    assert step_of(talk.take(EMPTY)) is CheckStep.SAVING
    assert talk.checks()[0].check.measured_g == FULL_KG


def test_a_weight_far_off_that_is_put_on_twice_is_a_scale_that_weighs_wrong(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk, 8900)
    assert step_of(talk.take(EMPTY)) is CheckStep.PLACE
    place(talk, 8900)
    assert step_of(talk) is CheckStep.REMOVE
    talk.take(EMPTY)
    assert not talk.checks()[0].check.passed


def test_a_container_that_came_back_lighter_has_not_come_back(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    talk.take(ScaleView(ScaleStatus.TAKEN_OUT, -1000), back_to(0))
    assert talk.checks()[0].check.return_g == -1000


@pytest.mark.parametrize(
    "views", [(), (MOVING,), (ScaleView(ScaleStatus.CLEAR_FIRST, 4000),), (ScaleView(ScaleStatus.BELOW_ZERO, None),)]
)
def test_nothing_is_recorded_before_the_scale_is_empty_again(talk: Conversation, views: tuple[ScaleView, ...]) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    assert step_of(talk.take(*views)) is CheckStep.REMOVE
    assert not talk.checks()


@pytest.mark.parametrize("touch", [on.Cancel(), on.Back()])
@pytest.mark.parametrize("count", range(4))
def test_it_can_be_left_at_any_step(talk: Conversation, touch: on.Touch, count: int) -> None:
    wrong, right = settled(5000), settled(FULL_KG)
    talk.take(on.StartScaleCheck())
    for views in ((), (wrong,), (wrong, None), (wrong, None, right))[count]:
        talk.take(EMPTY) if views is None else talk.weigh(views)
    assert step_of(talk) is (CheckStep.PLACE, CheckStep.NOT_THE_WEIGHT, CheckStep.PLACE, CheckStep.REMOVE)[count]
    assert talk.take(touch, EMPTY).screen == "attract"
    assert talk.effects[-1] == RequireZero()
    assert not talk.checks()


@pytest.mark.parametrize("between", [(), (MOVING,)])
def test_the_test_weight_never_becomes_a_drop_off(talk: Conversation, between: tuple[ScaleView, ...]) -> None:
    talk.take(on.StartScaleCheck())
    weight = place(talk)
    talk.take(*between, on.Cancel(), LI, on.Choose("clothing")).weigh(weight)
    assert talk.screen == "weigh"
    assert not talk.appended()


def test_what_settles_before_the_scale_was_empty_belongs_to_nobody(rules: Rulebook) -> None:
    lying = settled()
    talk = Conversation(rules, LOADED).take(on.StartScaleCheck()).weigh(lying)
    assert step_of(talk) is CheckStep.EMPTY
    talk.take(on.Cancel(), LI, on.Choose("clothing")).weigh(lying)
    assert talk.screen == "weigh"


def test_what_lay_there_before_the_check_is_not_the_test_weight(rules: Rulebook) -> None:
    lying = settled(FULL_KG)
    talk = Conversation(rules, ScaleView(ScaleStatus.SETTLED, FULL_KG, lying))
    talk.take(on.StartScaleCheck(), EMPTY).weigh(lying)  # a picture that was on its way
    assert step_of(talk) is CheckStep.PLACE


def test_a_fault_voids_what_was_measured(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    talk.take(FAULT)
    assert isinstance(talk.phase, at.CheckScale)
    assert (talk.phase.step, talk.phase.measured) == (CheckStep.EMPTY, None)
    assert step_of(talk.take(EMPTY)) is CheckStep.PLACE
    assert not talk.checks()


def test_once_it_is_being_recorded_it_cannot_be_left(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    talk.take(EMPTY, on.Cancel(), on.Back(), on.Start(), FAULT)
    assert step_of(talk) is CheckStep.SAVING
    assert step_of(recorded(talk, passed=True)) is CheckStep.PASSED


def test_a_store_that_breaks_takes_the_check_with_it(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    assert talk.take(EMPTY, StoreBroken(DISK_FULL)).screen == "out_of_service"
    assert talk.take(StoreHealed()).screen == "attract"


def test_nobody_is_left_in_a_check(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck()).wait(STEP_MS - 1).take(on.StillHere())
    assert talk.wait(STEP_MS - 1).screen == "check_scale"
    assert talk.wait(1).screen == "attract"
    assert talk.effects[-1] == RequireZero()


def test_a_result_goes_away(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    place(talk)
    recorded(talk.take(EMPTY), passed=True)
    assert next_deadline_ms(talk.state) == talk.now_ms + RESULT_MS
    assert next_deadline_ms(talk.take(on.StillHere()).state) == talk.now_ms + RESULT_MS
    assert talk.wait(RESULT_MS).screen == "attract"


def test_a_pass_has_to_wait(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck(), LI)
    assert talk.screen == "check_scale"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.BUSY


def test_only_the_attract_screen_leads_here(talk: Conversation) -> None:
    assert talk.take(LI, on.StartScaleCheck()).screen == "choose_material"
    assert talk.take(Interrupted(()), on.StartScaleCheck()).screen == "recovered"


def test_news_of_a_check_outside_a_check_only_changes_what_is_known(talk: Conversation) -> None:
    talk.take(LI, ScaleChecked(TODAY, passed=False))
    assert talk.screen == "choose_material"
    assert not talk.state.last_check.passed


def test_a_weight_on_top_of_a_container(rules: Rulebook) -> None:
    talk = Conversation(rules, EMPTY, plate=replace(PLATE, mode=ScaleMode.CONTAINER)).take(on.StartScaleCheck())
    talk.weigh(thrown_in(FULL_KG, 40_000)).take(MOVING, EMPTY)
    assert talk.checks()[0].check.measured_g == FULL_KG
    assert step_of(recorded(talk, passed=True)) is CheckStep.PASSED
