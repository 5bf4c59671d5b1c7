"""Something to read: the visit waits behind it and is taken up again as the scale says then."""

from dataclasses import replace

import pytest

from kiosk.core.condition import ServiceSeen
from kiosk.core.errors import RefusalReason
from kiosk.core.events import BadgeSeen, PassRefused, ResidentSeen, StaffRole, StoreBroken
from kiosk.core.plate import ScaleMode
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.machine import STILL_THERE_MS
from kiosk.session.reading_states import ReadingPage
from tests.fakes.acts import settled
from tests.unit.session.conversation import (
    DISK_FULL,
    EMPTY,
    FAULT,
    LI,
    MOVING,
    PLATE,
    WANG,
    Conversation,
    thrown_in,
)

HELP = on.Read(ReadingPage.HELP)
SUM = on.Read(ReadingPage.METHODOLOGY)
ACCOUNT = on.Read(ReadingPage.ACCOUNT)


def weighed(talk: Conversation) -> Conversation:
    return talk.take(LI, on.Choose("clothing")).weigh(settled(3250))


def credited(talk: Conversation) -> Conversation:
    return weighed(talk).take(on.ConfirmTouched()).commit()


WAYS = {
    "attract": [],
    "identify": [on.Start()],
    "privacy_notice": [ResidentSeen("r-zhao", "22" * 16, agreed=False)],
    "choose_material": [LI],
    "weigh": [LI, on.Choose("clothing")],
    "scale_trouble": [LI, on.Choose("clothing"), FAULT],
}


@pytest.mark.parametrize("page", [ReadingPage.HELP, ReadingPage.ACCEPTED, ReadingPage.PRIVACY])
@pytest.mark.parametrize("screen", WAYS)
def test_back_leads_to_exactly_where_one_was(talk: Conversation, screen: str, page: ReadingPage) -> None:
    talk.take(*WAYS[screen])
    before = talk.phase
    assert talk.screen == screen
    talk.take(on.Read(page))
    assert talk.screen == "reading"
    assert isinstance(talk.phase, at.Reading)
    assert talk.phase.page is page
    assert talk.take(on.Back()).phase == before


def test_a_weight_waits_and_is_credited_once(talk: Conversation) -> None:
    weighed(talk)
    before = talk.phase
    talk.take(SUM)
    assert talk.screen == "reading"
    assert talk.take(on.ConfirmTouched()).drop_offs() == []
    assert talk.take(on.Back()).phase == before
    talk.take(on.ConfirmTouched()).commit().take(SUM, on.Back())
    assert talk.screen == "credited"
    talk.take(on.Finish(), HELP, on.Back())
    assert talk.screen == "finished"
    assert len(talk.drop_offs()) == 1


def test_only_a_bag_at_hand_has_a_sum(talk: Conversation) -> None:
    assert talk.take(SUM).screen == "attract"
    assert talk.take(LI, SUM).screen == "choose_material"
    talk.take(HELP, SUM)
    assert isinstance(talk.phase, at.Reading)
    assert talk.phase.page is ReadingPage.HELP


def test_the_account_is_that_of_a_resident(talk: Conversation) -> None:
    assert talk.take(on.Start(), ACCOUNT).screen == "identify"
    assert talk.take(on.GoAsGuest(), ACCOUNT).screen == "choose_material"
    assert talk.take(LI, ACCOUNT).screen == "reading"


def test_a_page_leads_to_another_and_back_to_the_start(talk: Conversation) -> None:
    talk.take(LI, HELP, on.Read(ReadingPage.PRIVACY))
    assert isinstance(talk.phase, at.Reading)
    assert talk.phase.page is ReadingPage.PRIVACY
    assert talk.take(on.Back()).screen == "choose_material"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_reads_for_ever(talk: Conversation, way: str) -> None:
    talk.take(*WAYS[way], HELP)
    assert talk.wait(IDLE_MS - 1).screen == "reading"
    talk.take(on.StillHere())
    assert talk.wait(IDLE_MS - 1).screen == "reading"
    assert talk.wait(1).screen == "still_there"
    assert talk.take(on.StillHere()).screen == "reading"
    talk.wait(IDLE_MS).wait(STILL_THERE_MS)
    assert talk.screen == "attract"


def test_what_is_credited_is_shown_when_a_reader_has_gone(talk: Conversation) -> None:
    credited(talk).take(SUM).wait(IDLE_MS)
    talk.wait(STILL_THERE_MS)
    assert talk.screen == "finished"


def test_a_bag_on_the_empty_scale_ends_the_reading(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"), HELP, EMPTY)
    assert talk.screen == "reading"
    assert talk.take(MOVING).screen == "weigh"
    assert talk.weigh(settled(3250)).screen == "confirm"


def test_who_asks_why_the_scale_moves_may_read_on(talk: Conversation) -> None:
    talk.take(LI, on.Choose("clothing"), MOVING, HELP, MOVING)
    assert talk.screen == "reading"
    talk.weigh(settled(3250))
    assert talk.screen == "reading"
    assert talk.take(on.Back()).screen == "confirm"


@pytest.mark.parametrize("asked", [False, True])
def test_a_weight_is_void_when_the_scale_goes_away_meanwhile(talk: Conversation, asked: bool) -> None:
    weighed(talk).take(SUM)
    if asked:
        talk.wait(IDLE_MS)
        assert talk.screen == "still_there"
    assert talk.take(FAULT).screen == "scale_trouble"


def test_a_weight_behind_the_question_is_void_when_the_scale_goes_away(talk: Conversation) -> None:
    weighed(talk).wait(IDLE_MS)
    assert talk.take(FAULT, EMPTY, on.StillHere()).screen == "weigh"


def test_taking_the_bag_off_ends_no_reading(talk: Conversation) -> None:
    weighed(talk).take(SUM, MOVING, EMPTY)
    assert talk.screen == "reading"
    assert talk.take(on.Back()).screen == "confirm"


def test_the_phone_that_lies_there_turns_no_page(talk: Conversation) -> None:
    talk.take(LI, ACCOUNT, ResidentSeen("r-li", "33" * 16))
    assert talk.screen == "reading"
    talk.take(PassRefused(RefusalReason.REPLAYED, "00" * 16))
    assert talk.state.notice is None


@pytest.mark.parametrize("page", [SUM, ACCOUNT, HELP])
def test_a_phone_left_behind_keeps_no_page_open_for_the_next_person(talk: Conversation, page: on.Read) -> None:
    credited(talk).take(page)
    screens = []
    for _ in range(20):  # a phone makes a new code every fifteen seconds
        talk.wait(15_000).take(LI)
        screens.append(talk.screen)
    assert "still_there" in screens
    assert talk.screen == "attract"


def test_a_phone_left_behind_keeps_nothing_open_that_a_passer_by_read(talk: Conversation) -> None:
    talk.take(LI, on.Cancel(), HELP)
    for _ in range(6):
        talk.wait(15_000).take(LI)
    assert talk.screen == "attract"


def test_a_code_is_an_answer_to_how_it_works(talk: Conversation) -> None:
    assert talk.take(HELP, LI).screen == "choose_material"


def test_the_phone_of_who_has_left_begins_nothing(talk: Conversation) -> None:
    talk.take(LI, on.Cancel(), HELP, LI)
    assert talk.screen == "reading"
    talk.take(PassRefused(RefusalReason.REPLAYED, "00" * 16))
    assert talk.state.notice is None


def test_the_next_person_takes_over_when_all_is_recorded(talk: Conversation) -> None:
    credited(talk).take(SUM, WANG)
    assert talk.screen == "choose_material"
    weighed(talk.take(on.Cancel())).take(SUM, WANG)
    assert talk.screen == "reading"
    assert talk.state.notice is not None
    assert talk.state.notice.kind is at.NoticeKind.BUSY


def test_staff_are_let_in_where_nobody_is_served(talk: Conversation) -> None:
    assert talk.take(HELP, BadgeSeen("aa", StaffRole.OPERATOR)).screen == "enter_pin"
    talk.take(on.Cancel(), LI, HELP, BadgeSeen("aa", StaffRole.OPERATOR))
    assert talk.screen == "reading"


def test_out_of_service_is_said_to_readers_too(talk: Conversation) -> None:
    assert talk.take(HELP, ServiceSeen(out=True)).screen == "out_of_service"


def test_a_broken_store_keeps_the_visit_of_a_reader(talk: Conversation) -> None:
    credited(talk).take(SUM, StoreBroken(DISK_FULL))
    assert isinstance(talk.phase, at.OutOfService)
    assert talk.phase.visit is not None
    assert len(talk.phase.visit.receipts) == 1


def test_leaving_ends_the_visit_from_a_page(talk: Conversation) -> None:
    assert talk.take(LI, HELP, on.Cancel()).screen == "attract"
    assert talk.take(HELP, on.Cancel()).screen == "attract"


def test_what_more_falls_into_the_container_voids_the_sum_that_is_read(rules: Rulebook) -> None:
    talk = Conversation(rules, EMPTY, plate=replace(PLATE, mode=ScaleMode.CONTAINER))
    talk.take(LI, EMPTY, on.Choose("clothing")).weigh(thrown_in(3000, 40_000)).take(SUM)
    assert talk.screen == "reading"
    assert talk.take(MOVING).screen == "weigh"
    assert talk.weigh(thrown_in(4000, 40_000)).take(SUM, on.Back()).screen == "confirm"
