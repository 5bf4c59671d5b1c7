"""The container stands on the scale: what is weighed lies in it already, and more may fall in at any moment."""

from dataclasses import replace

import pytest

from kiosk.core.acts import HoldReason
from kiosk.core.events import CommitFailed, ContainerEmptied, ScaleStatus, ScaleView, StoreHealed
from kiosk.core.plate import ScaleMode
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import Append, AppendEmptied, KeepCredited, NudgeSync, RequireZero
from kiosk.session.who import GONE_MS
from tests.unit.session.conversation import DISK_FULL, EMPTY, LI, MOVING, PLATE, WANG, Conversation, thrown_in


@pytest.fixture
def talk(rules: Rulebook) -> Conversation:
    """Nobody is here; the container's weight is known."""
    return Conversation(rules, EMPTY, plate=replace(PLATE, mode=ScaleMode.CONTAINER))


def weigh(talk: Conversation, net_g: int = 3000, before_g: int = 40_000) -> Conversation:
    return talk.take(LI, EMPTY, on.Choose("clothing")).weigh(thrown_in(net_g, before_g))


def test_a_bag_is_credited_and_its_total_must_stay(talk: Conversation) -> None:
    weigh(talk).take(on.ConfirmTouched())
    weight = talk.drop_offs()[0].weight
    assert (weight.gross_g, weight.tare_g, weight.net_g) == (43_000, 40_000, 3000)
    assert talk.effects[-1] == Append(talk.drop_offs()[0])
    assert talk.commit().screen == "credited"
    assert KeepCredited(weight.weighing) in talk.effects


def test_a_bag_that_falls_in_right_after_the_pass_is_the_residents(talk: Conversation) -> None:
    talk.take(LI)
    assert RequireZero() not in talk.effects
    assert talk.take(on.Choose("clothing")).weigh(thrown_in(3000, 40_000)).screen == "confirm"


def test_a_bag_that_could_not_be_saved_may_be_confirmed_again(talk: Conversation) -> None:
    weigh(talk).take(on.ConfirmTouched())
    act = talk.drop_offs()[0]
    talk.take(CommitFailed(act.session, act.line, DISK_FULL), StoreHealed())
    assert RequireZero() not in talk.effects
    talk.take(on.Choose("clothing"), on.ConfirmTouched())
    assert [again.weight for again in talk.drop_offs()] == [act.weight, act.weight]


def test_an_emptied_container_is_written_down_and_told(talk: Conversation) -> None:
    emptied = ContainerEmptied(72_000, 40_150)
    talk.take(emptied)
    assert talk.effects[-2:] == [AppendEmptied(emptied), NudgeSync()]


def test_on_a_platform_nothing_has_to_stay(rules: Rulebook) -> None:
    platform = Conversation(rules, EMPTY)
    weigh(platform).take(on.ConfirmTouched())
    assert not [e for e in platform.effects if isinstance(e, KeepCredited | RequireZero)]


def test_what_fell_in_before_anybody_came_belongs_to_nobody(talk: Conversation) -> None:
    early = thrown_in(3000, 40_000)
    talk.weigh(early).take(LI)
    assert RequireZero() in talk.effects
    talk.take(on.Choose("clothing"))
    assert talk.screen == "weigh"
    # the scale had already posted the next one, weighed from the same reference: it contains the early bag
    assert talk.weigh(thrown_in(5000, 40_000)).screen == "weigh"
    assert talk.take(EMPTY).weigh(thrown_in(2000, 43_000)).screen == "confirm"


def test_a_number_that_is_no_longer_true_cannot_be_confirmed(talk: Conversation) -> None:
    weigh(talk).take(ScaleView(ScaleStatus.MOVING, 4100))
    assert isinstance(talk.phase, at.Weigh)
    assert talk.phase.hint is at.WeighHint.MOVING
    talk.take(on.ConfirmTouched())
    assert not talk.appended()
    talk.weigh(thrown_in(5000, 40_000))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.quote.points == 150
    talk.take(on.ConfirmTouched())
    assert [a.weight.net_g for a in talk.drop_offs()] == [5000]


def test_a_second_bag_that_settles_at_once_is_shown_in_the_sum(talk: Conversation) -> None:
    weigh(talk)
    total = thrown_in(5000, 40_000)
    talk.take(ScaleView(ScaleStatus.SETTLED, 5000, total))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.weight == total


def test_a_bag_pulled_out_again_leaves_nothing_to_confirm(talk: Conversation) -> None:
    weigh(talk).take(EMPTY, on.ConfirmTouched())
    assert talk.screen == "weigh"
    assert not talk.appended()


def test_a_sum_that_arrives_after_the_touch_credits_nobody_twice(talk: Conversation) -> None:
    weigh(talk).take(on.ConfirmTouched(), ScaleView(ScaleStatus.SETTLED, 5000, thrown_in(5000, 40_000))).commit()
    talk.take(on.Another(), on.Choose("clothing"))
    assert talk.screen == "weigh"
    assert talk.take(EMPTY).weigh(thrown_in(2000, 43_000)).screen == "confirm"


def test_the_same_reading_after_the_container_was_emptied_is_a_new_reference(talk: Conversation) -> None:
    weigh(talk, before_g=8000).take(on.ConfirmTouched()).commit().take(on.Finish(), on.Finish())
    talk.wait(GONE_MS + 1)
    assert weigh(talk, before_g=8000).screen == "confirm"


def test_a_bag_thrown_in_before_another_is_touched_counts(talk: Conversation) -> None:
    weigh(talk).take(on.ConfirmTouched()).commit().take(EMPTY).weigh(thrown_in(2000, 43_000))
    assert talk.take(on.Another(), on.Choose("books")).screen == "confirm"


def test_the_material_is_mended_although_the_bag_cannot_be_weighed_again(talk: Conversation) -> None:
    weigh(talk).take(on.Back(), on.Choose("books"))
    assert isinstance(talk.phase, at.Confirm)
    assert (talk.phase.material, talk.phase.weight.net_g) == ("books", 3000)


@pytest.mark.parametrize(("touch", "screen"), [(on.WeighAgain(), "weigh"), (on.Cancel(), "attract")])
def test_what_is_given_up_is_the_new_reference(talk: Conversation, touch: on.Touch, screen: str) -> None:
    weigh(talk)
    before = talk.effects.count(RequireZero())
    assert talk.take(touch).screen == screen
    assert talk.effects.count(RequireZero()) > before
    stale = thrown_in(5000, 40_000)
    talk.take(WANG, on.Choose("clothing"), ScaleView(ScaleStatus.SETTLED, 5000, stale))
    assert talk.screen == "weigh"


def test_a_bag_on_top_answers_still_there_and_voids_the_number(talk: Conversation) -> None:
    weigh(talk).wait(IDLE_MS)
    assert talk.screen == "still_there"
    assert talk.take(MOVING).screen == "weigh"


def test_a_touch_on_still_there_shows_the_number_of_now(talk: Conversation) -> None:
    weigh(talk).wait(IDLE_MS)
    talk.take(ScaleView(ScaleStatus.SETTLED, 5000, thrown_in(5000, 40_000)), on.StillHere())
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.weight.net_g == 5000


def test_a_rule_that_ended_voids_an_untrue_number_all_the_same(talk: Conversation, rules: Rulebook) -> None:
    weigh(talk)
    talk.rules = replace(rules, rules=())
    assert talk.take(MOVING).screen == "choose_material"


def test_what_is_missing_holds_the_points(talk: Conversation) -> None:
    talk.take(LI, EMPTY, on.Choose("clothing")).weigh(thrown_in(3000, 40_000, taken_out_g=2500))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.hold is HoldReason.TAKEN_OUT
    talk.take(on.ConfirmTouched())
    assert talk.drop_offs()[0].hold is HoldReason.TAKEN_OUT
