"""A resident's own account: asked for when it is opened, shown to nobody else, and forgotten with its page."""

import logging
from dataclasses import replace

import pytest

from kiosk.core.account import Account, AccountSeen, Act, ActVerdict
from kiosk.core.events import Committed, ResidentSeen, StaffRole, StoreBroken
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import Effect, LookAtAccount
from kiosk.session.machine import STILL_THERE_MS
from kiosk.session.reading_states import AccountPart, ReadingPage
from kiosk.session.round_states import Errand
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, LI, TODAY, WANG, Conversation
from tests.unit.session.test_controller import House, house

__all__ = ["house"]

OPEN = on.Read(ReadingPage.ACCOUNT)
ACT = Act("2026-11-20", "books", 71_930, 1, 1, ActVerdict.HELD)
ACCOUNT = Account(drop_offs=3, net_g=71_940, acts=(ACT,))
LIS = AccountSeen(LI.resident, ACCOUNT)
WANGS = AccountSeen(WANG.resident, replace(ACCOUNT, drop_offs=4))


def reading(talk: Conversation) -> at.Reading:
    assert isinstance(talk.phase, at.Reading)
    return talk.phase


def asked(talk: Conversation) -> list[Effect]:
    return [effect for effect in talk.effects if isinstance(effect, LookAtAccount)]


def is_anywhere(talk: Conversation) -> bool:
    return "71930" in repr(talk.state) or "71940" in repr(talk.state)


def test_it_is_asked_for_whenever_it_is_opened_and_nothing_waits_for_it(talk: Conversation) -> None:
    talk.take(LI, OPEN)
    assert asked(talk) == [LookAtAccount(LI.resident, TODAY)]
    assert (reading(talk).page, reading(talk).part, reading(talk).account) == ("account", "sum", None)
    assert talk.take(LIS).phase == replace(reading(talk), account=ACCOUNT)
    talk.take(on.Back(), OPEN)
    assert len(asked(talk)) == 2
    assert reading(talk).account is None
    assert talk.take(on.Back()).screen == "choose_material", "one can go on before it has come"


def test_its_parts_are_turned_to_and_fro(talk: Conversation) -> None:
    talk.take(LI, OPEN, LIS)
    for part in (*AccountPart, AccountPart.SUM):
        assert reading(talk.take(on.ShowPart(part))) == replace(reading(talk), part=part, account=ACCOUNT)
    talk.take(on.Back(), on.Read(ReadingPage.HELP), on.ShowPart(AccountPart.ACTS))
    assert reading(talk).part is AccountPart.SUM, "no other page has parts"


@pytest.mark.parametrize(
    "way",
    [
        [],
        [on.Start()],
        [on.Start(), on.GoAsGuest()],
        [ResidentSeen("r-zhao", "22" * 16, agreed=False)],
    ],
    ids=["nobody", "unknown", "guest", "not_agreed"],
)
def test_who_is_not_known_has_none(talk: Conversation, way: list[on.Input]) -> None:
    before = talk.take(*way).phase
    assert talk.take(OPEN).phase == before
    assert asked(talk) == []


def test_nobody_reads_at_the_door_of_a_home_pickup(talk: Conversation) -> None:
    talk.take(LI)
    assert isinstance(talk.phase, at.ChooseMaterial)
    visit = replace(talk.phase.visit, errand=Errand("ab" * 16, "0f" * 16, StaffRole.OPERATOR))
    talk.state = replace(talk.state, phase=replace(talk.phase, visit=visit))
    assert talk.take(OPEN).screen == "choose_material"
    assert asked(talk) == []


def test_an_answer_for_somebody_who_has_left_is_shown_to_nobody(talk: Conversation) -> None:
    talk.take(LI, OPEN, WANG)
    assert talk.take(LIS).screen == "choose_material"
    assert not is_anywhere(talk)
    talk.take(OPEN, LIS)
    assert reading(talk).account is None
    assert reading(talk.take(WANGS)).account == WANGS.account


def test_it_comes_also_while_the_screen_asks_who_is_there(talk: Conversation) -> None:
    talk.take(LI, OPEN).wait(IDLE_MS)
    assert talk.screen == "still_there"
    talk.take(LIS, on.StillHere())
    assert reading(talk).account == ACCOUNT


ENDS: dict[str, list[on.Input]] = {
    "back": [on.Back()],
    "another page": [on.Read(ReadingPage.HELP)],
    "cancel": [on.Cancel()],
    "somebody else": [WANG],
    "the store breaks": [StoreBroken(DISK_FULL)],
}


@pytest.mark.parametrize("end", ENDS)
def test_nothing_of_it_is_left_when_its_page_is(talk: Conversation, end: str) -> None:
    talk.take(LI, OPEN, LIS)
    assert is_anywhere(talk)
    assert not is_anywhere(talk.take(*ENDS[end]))


def test_nothing_of_it_is_left_when_nobody_answers(talk: Conversation) -> None:
    talk.take(LI, OPEN, LIS).wait(IDLE_MS).wait(STILL_THERE_MS)
    assert talk.screen == "attract"
    assert not is_anywhere(talk)
    assert not is_anywhere(talk.take(LIS)), "an answer that comes late"


def test_the_ledger_tells_it_and_no_log_does(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house.take(LI, on.Choose("clothing")).settle(settled(3250)).take(on.ConfirmTouched())
    house.wait_for(Committed)
    house.take(OPEN).wait_for(AccountSeen)
    phase = house.controller.state.phase
    assert isinstance(phase, at.Reading)
    assert phase.account is not None
    assert (phase.account.net_g, phase.account.points, len(phase.account.acts)) == (3250, 97, 1)
    assert phase.account.months[-1].month == "2026-11"
    assert LI.resident not in caplog.text
    assert "3250" not in repr(AccountSeen(LI.resident, phase.account)), "whoever logs an event by mistake tells nothing"
