"""The privacy notice before the first credit, and passes that are shown again."""

from dataclasses import replace

import pytest

from kiosk.core.acts import Guest, Resident
from kiosk.core.errors import RefusalReason
from kiosk.core.events import (
    Interrupted,
    PassKind,
    PassRefused,
    Receipt,
    ResidentSeen,
    ScaleStatus,
    ScaleView,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.plate import ScaleMode
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import CloseVisit, OpenVisit, RecordConsent, RequireZero
from kiosk.session.machine import STILL_THERE_MS
from kiosk.session.who import GONE_MS
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, EMPTY, LI, MOVING, PLATE, WANG, Conversation

NEW_LI = replace(LI, digest="aa" * 16, agreed=False)
NEW_WANG = replace(WANG, agreed=False)
CLAIM = "2345678923456789"


def consents(talk: Conversation) -> list[str]:
    return [e.resident for e in talk.effects if isinstance(e, RecordConsent)]


def opened(talk: Conversation) -> list[str | None]:
    return [e.claim_code for e in talk.effects if isinstance(e, OpenVisit)]


def who(talk: Conversation) -> Guest | Resident:
    assert isinstance(talk.phase, at.ChooseMaterial)
    return talk.phase.visit.who


def test_whoever_agreed_before_is_not_asked(talk: Conversation) -> None:
    assert talk.take(LI).screen == "choose_material"
    assert consents(talk) == []


@pytest.mark.parametrize("kind", PassKind)
def test_who_agrees_is_served_and_remembered(talk: Conversation, kind: PassKind) -> None:
    talk.take(replace(NEW_LI, kind=kind))
    assert talk.screen == "privacy_notice"
    assert talk.effects == []
    talk.take(on.Agree())
    assert who(talk) == Resident("r-li", LI.pass_id, kind, "aa" * 16)
    assert consents(talk) == ["r-li"]
    assert opened(talk) == [None]


def test_who_declines_is_served_as_a_guest_and_nothing_is_kept_of_the_pass(talk: Conversation) -> None:
    talk.take(NEW_LI, on.Decline())
    assert who(talk) == Guest(CLAIM)
    talk.take(on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    assert "r-li" not in repr(talk.effects)
    assert LI.pass_id not in repr(talk.effects)
    assert consents(talk) == []
    assert opened(talk) == [CLAIM]


def test_a_phone_that_lies_there_does_not_ask_again_who_has_declined(talk: Conversation) -> None:
    talk.take(NEW_LI, on.Decline())
    before = talk.state
    again = PassRefused(RefusalReason.REPLAYED, LI.pass_id)
    assert talk.take(NEW_LI, again).state == before
    talk.take(on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched(), NEW_LI, again).commit()
    assert talk.take(NEW_LI, again).screen == "credited"
    assert talk.take(on.Finish(), NEW_LI, again).screen == "finished"
    assert talk.state.notice is None
    talk.take(on.Finish(), NEW_LI)  # but the next visit begins with the question
    assert talk.screen == "privacy_notice"


def test_nobody_answers(talk: Conversation) -> None:
    talk.take(NEW_LI).wait(IDLE_MS - 1).take(on.StillHere())
    assert talk.wait(IDLE_MS - 1).screen == "privacy_notice"
    assert talk.wait(1).screen == "still_there"
    assert talk.wait(STILL_THERE_MS).screen == "attract"
    assert talk.effects == []


@pytest.mark.parametrize("touch", [on.Back(), on.Cancel()])
def test_the_question_may_be_left(talk: Conversation, touch: on.Touch) -> None:
    assert talk.take(NEW_LI, touch).screen == "attract"
    assert talk.effects == []


def test_nobody_agrees_for_somebody_else(talk: Conversation) -> None:
    talk.take(NEW_LI, NEW_WANG, WANG, NEW_LI)
    assert isinstance(talk.phase, at.PrivacyNotice)
    assert talk.phase.resident.resident == "r-li"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.BUSY


def test_a_guest_who_finds_the_phone_is_asked_and_keeps_the_bag(talk: Conversation) -> None:
    bag = settled()
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing")).weigh(bag).take(NEW_LI)
    assert talk.screen == "privacy_notice"
    talk.take(on.Agree(), on.Choose("clothing"))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.weight == bag
    assert isinstance(talk.phase.visit.who, Resident)
    assert consents(talk) == ["r-li"]
    assert opened(talk) == [CLAIM, None]  # there is nothing to claim any more
    assert len({e.session for e in talk.effects if isinstance(e, OpenVisit)}) == 1


@pytest.mark.parametrize("touch", [on.Decline(), on.Back()])
def test_a_guest_who_declines_goes_on_as_before(talk: Conversation, touch: on.Touch) -> None:
    talk.take(on.Start(), on.GoAsGuest(), NEW_LI, touch)
    assert who(talk) == Guest(CLAIM)
    assert talk.take(NEW_LI).screen == "choose_material"
    assert talk.take(NEW_WANG).screen == "privacy_notice"


def test_a_guest_who_does_not_answer_has_left(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest()).weigh(settled()).take(NEW_LI).wait(IDLE_MS)
    assert talk.wait(STILL_THERE_MS).screen == "attract"
    assert talk.effects[-2:] == [CloseVisit(), RequireZero()]


def test_an_agreed_guest_is_no_guest_after_a_power_cut(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), LI)
    assert opened(talk) == [CLAIM, None]


def test_a_store_that_breaks_keeps_the_guest_who_is_asked(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), NEW_LI, StoreBroken(DISK_FULL), StoreHealed())
    assert who(talk) == Guest(CLAIM)


def test_an_interrupted_visit_is_closed_before_the_question(talk: Conversation) -> None:
    talk.take(Interrupted(()), NEW_LI)
    assert talk.screen == "privacy_notice"
    assert CloseVisit() in talk.effects


def test_in_a_container_what_falls_in_during_the_question_belongs_to_nobody(rules: Rulebook) -> None:
    talk = Conversation(rules, EMPTY, plate=replace(PLATE, mode=ScaleMode.CONTAINER))
    talk.take(NEW_LI, MOVING, on.Agree())
    assert talk.effects[-1] == RequireZero()


# --- one after the other -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("next_one", [WANG, NEW_WANG])
def test_the_first_visit_is_closed_and_the_scale_cleared_before_the_next(
    talk: Conversation, next_one: ResidentSeen
) -> None:
    """Somebody leaves without a word, a second bag still on the scale, and the next one shows a pass."""
    talk.take(LI, on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit()
    left = settled(5000)
    talk.take(EMPTY, on.Another()).weigh(left)
    so_far = len(talk.effects)
    talk.take(next_one, on.Agree())
    kept = [e for e in talk.effects[so_far:] if isinstance(e, CloseVisit | RequireZero | OpenVisit)]
    assert [type(e) for e in kept] == [CloseVisit, RequireZero, OpenVisit]
    talk.take(on.Choose("clothing"))
    for view in (ScaleView(ScaleStatus.SETTLED, 5000, left), ScaleView(ScaleStatus.CLEAR_FIRST, 5000)):
        assert talk.take(view).screen == "weigh"
        assert isinstance(talk.phase, at.Weigh)
        assert talk.phase.hint is at.WeighHint.CLEAR_FIRST
    talk.take(EMPTY).weigh(settled(1000)).take(on.ConfirmTouched())
    first, second = talk.drop_offs()
    assert [(d.who.resident, d.weight.net_g) for d in (first, second) if isinstance(d.who, Resident)] == [
        ("r-li", 3250),
        ("r-wang", 1000),
    ]
    assert (second.line, first.session != second.session) == (1, True)


def test_the_pass_of_whoever_is_served_may_be_read_again(talk: Conversation) -> None:
    again = PassRefused(RefusalReason.REPLAYED, LI.pass_id)
    talk.take(LI, again, on.Choose("clothing"), again)
    assert talk.state.notice is None
    talk.take(PassRefused(RefusalReason.REPLAYED, WANG.pass_id))
    assert talk.state.notice is not None
    assert talk.state.notice.reason is RefusalReason.REPLAYED


@pytest.mark.parametrize(
    ("before", "refused"),
    [
        ((), PassRefused(RefusalReason.REPLAYED, LI.pass_id)),
        ((LI,), PassRefused(RefusalReason.REPLAYED)),
        ((LI,), PassRefused(RefusalReason.REVOKED, LI.pass_id)),
    ],
)
def test_any_other_refusal_is_said(talk: Conversation, before: tuple[ResidentSeen, ...], refused: PassRefused) -> None:
    talk.take(*before, refused)
    assert talk.state.notice is not None
    assert talk.state.notice.reason is refused.reason


def test_whoever_is_asked_is_not_told_that_the_pass_was_read_again(talk: Conversation) -> None:
    assert talk.take(NEW_LI, PassRefused(RefusalReason.REPLAYED, LI.pass_id)).state.notice is None


def test_a_resident_revoked_in_the_middle_of_a_visit_ends_it_in_peace(talk: Conversation) -> None:
    """What was weighed is recorded; the platform holds it."""
    talk.take(LI, on.Choose("clothing"), PassRefused(RefusalReason.REVOKED, LI.pass_id)).weigh(settled())
    assert talk.take(on.ConfirmTouched()).commit().screen == "credited"


def test_what_was_shown_last_is_recorded(talk: Conversation) -> None:
    """The newest showing stands for the bag."""
    talk.take(LI, replace(LI, digest="bb" * 16), on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched())
    assert talk.drop_offs()[0].who == Resident("r-li", LI.pass_id, PassKind.PHONE, "bb" * 16)


def test_a_guest_with_credits_keeps_the_claim_code(talk: Conversation) -> None:
    talk.take(on.Start(), on.GoAsGuest(), on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit()
    assert talk.take(NEW_LI).screen == "credited"
    receipts = talk.phase.visit.receipts if isinstance(talk.phase, at.Credited) else ()
    assert [type(r) for r in receipts] == [Receipt]


def test_a_card_left_before_the_scanner_begins_no_visit_for_the_next_person(talk: Conversation) -> None:
    talk.take(LI, on.Cancel())
    for _ in range(20):
        assert talk.wait(GONE_MS).take(LI).screen == "attract"
    assert talk.take(WANG).screen == "choose_material"


def test_a_phone_left_there_is_as_good_as_gone_only_when_it_is_not_read_any_more(talk: Conversation) -> None:
    talk.take(LI, on.Cancel()).wait(GONE_MS - 1)
    assert talk.take(PassRefused(RefusalReason.REPLAYED, LI.pass_id)).screen == "attract"
    assert talk.wait(GONE_MS).take(LI).screen == "attract"
    assert talk.wait(GONE_MS + 1).take(LI).screen == "choose_material"


@pytest.mark.parametrize("shown", [LI, PassRefused(RefusalReason.REPLAYED, LI.pass_id)], ids=["fresh", "same"])
def test_who_comes_back_at_once_is_told_to_touch_the_screen(
    talk: Conversation, shown: ResidentSeen | PassRefused
) -> None:
    notice = talk.take(LI, on.Cancel(), shown).state.notice
    assert notice is not None
    assert notice.kind is at.NoticeKind.ENDED


def test_who_comes_back_at_once_touches_the_screen(talk: Conversation) -> None:
    assert talk.take(LI, on.Cancel(), on.Start(), LI).screen == "choose_material"


def test_who_puts_the_bag_on_first_is_asked_who_they_are(talk: Conversation) -> None:
    assert talk.take(EMPTY, MOVING).screen == "identify"
    assert talk.take(LI, on.Choose("clothing")).weigh(settled()).screen == "confirm"


def test_the_next_persons_bag_begins_no_visit_of_a_phone_left_behind(talk: Conversation) -> None:
    talk.take(LI, on.Cancel(), EMPTY).wait(15_000).take(LI)
    assert talk.wait(10_000).take(MOVING, LI).screen == "attract"
    assert talk.take(EMPTY).wait(GONE_MS + 1).take(MOVING).screen == "identify"


def test_a_load_that_stood_there_before_invites_nobody(talk: Conversation) -> None:
    assert talk.take(ScaleView(ScaleStatus.CLEAR_FIRST, 3250), MOVING).screen == "attract"


def test_what_falls_into_the_container_invites_nobody(rules: Rulebook) -> None:
    talk = Conversation(rules, plate=replace(PLATE, mode=ScaleMode.CONTAINER))
    assert talk.take(EMPTY, MOVING).screen == "attract"
