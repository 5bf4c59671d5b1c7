"""Badge, PIN, menu, and the lock that nobody has to think of."""

import pytest

from kiosk.core.acts import ScaleCheck
from kiosk.core.errors import RefusalReason
from kiosk.core.events import BadgeSeen, PassRefused, PinJudged, ScaleChecked, StaffRole, StoreBroken, StoreHealed
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.check import RESULT_MS, STEP_MS
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import CheckPin, LookUpBadge, NudgeSync
from kiosk.session.machine import next_deadline_ms
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, EMPTY, LI, TODAY, Conversation

BADGE = "ab" * 16
OTHER = "cd" * 16
SHOWN = BadgeSeen(BADGE, StaffRole.OPERATOR)
PIN = on.PinEntered("271828")
FRESH = PinJudged(BADGE, right=False, tries_left=5, wait_ms=0)
RIGHT = PinJudged(BADGE, right=True, tries_left=5, wait_ms=0)


def wrong(tries_left: int, wait_ms: int = 0, badge: str = BADGE) -> PinJudged:
    return PinJudged(badge, right=False, tries_left=tries_left, wait_ms=wait_ms)


def asked(talk: Conversation) -> at.EnterPin:
    assert isinstance(talk.phase, at.EnterPin)
    return talk.phase


def notice_kind(talk: Conversation) -> at.NoticeKind | None:
    return talk.state.notice.kind if talk.state.notice else None


def unlocked(talk: Conversation) -> Conversation:
    return talk.take(SHOWN, FRESH, PIN, RIGHT)


def test_a_badge_and_its_pin_open_the_menu(talk: Conversation) -> None:
    talk.take(SHOWN)
    assert talk.screen == "enter_pin"
    assert talk.effects == [LookUpBadge(BADGE)]
    assert asked(talk.take(FRESH)).wrong is False
    talk.take(PIN)
    assert asked(talk).judging
    assert talk.effects[-1] == CheckPin(BADGE, "271828")
    talk.take(RIGHT)
    assert talk.phase == at.StaffMenu(BADGE, StaffRole.OPERATOR, talk.now_ms + IDLE_MS)
    assert talk.effects[-1] == NudgeSync()


def test_digits_stand_in_no_repr(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH, PIN)
    assert "271828" not in repr((PIN, talk.effects, talk.state))


def test_a_wrong_pin_says_how_many_tries_are_left(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH, PIN, wrong(4))
    assert (asked(talk).wrong, asked(talk).judging, asked(talk).tries_left) == (True, False, 4)
    talk.take(PIN)
    assert (asked(talk).wrong, asked(talk).judging) == (False, True)
    assert talk.take(RIGHT).screen == "staff_menu"


def test_one_pin_is_judged_at_a_time(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH, PIN, PIN, on.PinEntered("000000"), on.PinEntered(""))
    assert [e for e in talk.effects if isinstance(e, CheckPin)] == [CheckPin(BADGE, "271828")]


def test_a_pin_typed_before_the_first_answer_is_judged_by_the_second(talk: Conversation) -> None:
    talk.take(SHOWN, PIN, FRESH)
    assert asked(talk).judging
    assert talk.take(wrong(4)).screen == "enter_pin"
    assert (asked(talk).wrong, asked(talk).tries_left) == (True, 4)


def test_after_too_many_wrong_ones_nobody_may_try(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH, PIN, wrong(0, wait_ms=30_000))
    assert asked(talk).locked_until_ms == talk.now_ms + 30_000
    assert talk.effects[-1] == NudgeSync()  # the journal says so
    count = len(talk.effects)
    talk.take(PIN)
    assert len(talk.effects) == count
    assert next_deadline_ms(talk.state) == talk.now_ms + 30_000
    talk.wait(30_000)
    assert (asked(talk).locked_until_ms, asked(talk).wrong, asked(talk).tries_left) == (None, False, 1)
    assert talk.take(PIN, RIGHT).screen == "staff_menu"


def test_a_badge_that_has_to_wait_is_told_so_at_once(talk: Conversation) -> None:
    talk.take(SHOWN, wrong(0, wait_ms=3_600_000))
    assert (asked(talk).wrong, asked(talk).locked_until_ms) == (False, talk.now_ms + 3_600_000)
    assert talk.wait(IDLE_MS).screen == "attract"


@pytest.mark.parametrize("touch", [on.Back(), on.Cancel()])
def test_the_pin_may_be_left_and_a_late_answer_opens_nothing(talk: Conversation, touch: on.Touch) -> None:
    assert talk.take(SHOWN, FRESH, PIN, touch).screen == "attract"
    assert talk.take(RIGHT).screen == "attract"
    assert talk.take(SHOWN, RIGHT).screen == "enter_pin"  # the answer to a question of before
    assert talk.take(BadgeSeen(OTHER, StaffRole.OPERATOR), RIGHT).screen == "enter_pin"


def test_the_answer_for_another_badge_opens_nothing(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH, PIN, PinJudged(OTHER, right=True, tries_left=5, wait_ms=0))
    assert talk.screen == "enter_pin"
    assert asked(talk).judging


def test_touching_gives_time_and_stillness_ends_it(talk: Conversation) -> None:
    talk.take(SHOWN, FRESH).wait(IDLE_MS - 1).take(on.StillHere())
    assert talk.wait(IDLE_MS - 1).screen == "enter_pin"
    assert talk.wait(1).screen == "attract"


@pytest.mark.parametrize("touch", [on.Lock(), on.Back(), on.Cancel(), on.Finish()])
def test_the_menu_is_locked_by_hand(talk: Conversation, touch: on.Touch) -> None:
    assert unlocked(talk).take(touch).screen == "attract"


def test_the_menu_locks_itself(talk: Conversation) -> None:
    unlocked(talk).wait(IDLE_MS - 1).take(on.StillHere())
    assert talk.wait(IDLE_MS - 1).screen == "staff_menu"
    assert talk.wait(1).screen == "attract"


def record_check(talk: Conversation) -> ScaleCheck:
    talk.take(EMPTY).weigh(settled(10_000)).take(EMPTY)
    return talk.checks()[-1].check


def test_a_scale_check_names_who_did_it_and_returns_to_the_menu(talk: Conversation) -> None:
    unlocked(talk).take(on.StartScaleCheck())
    assert record_check(talk).staff == BADGE
    talk.take(ScaleChecked(TODAY, passed=True), on.Finish())
    assert talk.phase == at.StaffMenu(BADGE, StaffRole.OPERATOR, talk.now_ms + IDLE_MS)


def test_a_check_that_is_given_up_returns_to_the_menu_and_a_forgotten_one_locks(talk: Conversation) -> None:
    assert unlocked(talk).take(on.StartScaleCheck(), on.Cancel()).screen == "staff_menu"
    assert talk.take(on.StartScaleCheck()).wait(STEP_MS).screen == "attract"
    unlocked(talk).take(on.StartScaleCheck())
    record_check(talk)
    assert talk.take(ScaleChecked(TODAY, passed=True)).wait(RESULT_MS).screen == "attract"


def test_without_a_roster_anybody_may_check_the_scale_and_nobody_is_named(talk: Conversation) -> None:
    talk.take(on.StartScaleCheck())
    assert talk.screen == "check_scale"
    assert record_check(talk).staff is None
    assert talk.take(ScaleChecked(TODAY, passed=True), on.Finish()).screen == "attract"


def test_with_a_roster_a_badge_is_asked_for(talk: Conversation) -> None:
    talk.staff_known = True
    assert talk.take(on.StartScaleCheck()).screen == "attract"
    assert notice_kind(talk) is at.NoticeKind.BADGE
    assert unlocked(talk).take(on.StartScaleCheck()).screen == "check_scale"


@pytest.mark.parametrize("event", [LI, BadgeSeen(OTHER, StaffRole.SUPERVISOR)])
def test_whoever_comes_in_between_has_to_wait(talk: Conversation, event: on.Input) -> None:
    assert talk.take(SHOWN, FRESH, event).screen == "enter_pin"
    assert notice_kind(talk) is at.NoticeKind.BUSY
    talk.take(PIN, RIGHT)
    assert talk.state.notice is None
    assert talk.take(event).screen == "staff_menu"
    assert notice_kind(talk) is at.NoticeKind.BUSY


def test_the_same_badge_again_changes_nothing(talk: Conversation) -> None:
    before = talk.take(SHOWN, FRESH, PIN).state
    assert talk.take(SHOWN).state == before
    before = talk.take(RIGHT).state
    assert talk.take(SHOWN).state == before


def test_a_badge_interrupts_nobody(talk: Conversation) -> None:
    assert talk.take(LI, SHOWN).screen == "choose_material"
    assert notice_kind(talk) is at.NoticeKind.BUSY


def test_a_badge_interrupts_nobody_who_is_asked_whether_they_are_there(talk: Conversation) -> None:
    talk.take(LI).wait(IDLE_MS)
    assert talk.take(SHOWN).screen == "still_there"
    assert notice_kind(talk) is at.NoticeKind.BUSY


def test_a_badge_is_welcome_where_nobody_is_known(talk: Conversation) -> None:
    assert talk.take(on.Start(), SHOWN).screen == "enter_pin"
    talk.take(on.Cancel(), on.Start()).wait(IDLE_MS)
    assert talk.screen == "still_there"
    assert talk.take(SHOWN).screen == "enter_pin"


def test_a_revoked_badge_is_told(talk: Conversation) -> None:
    talk.take(PassRefused(RefusalReason.REVOKED, BADGE))
    assert talk.screen == "attract"
    assert notice_kind(talk) is at.NoticeKind.REFUSED


def test_a_broken_store_locks(talk: Conversation) -> None:
    assert unlocked(talk).take(StoreBroken(DISK_FULL), SHOWN).screen == "out_of_service"
    assert talk.take(StoreHealed()).screen == "attract"
