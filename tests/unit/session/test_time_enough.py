"""No time limit that cannot be extended: a resident is asked before anything goes away, and an answer gives all the
time again.
"""

from typing import get_args

import pytest

from kiosk.core.events import Interrupted, Receipt, ResidentSeen
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import CloseVisit
from kiosk.session.machine import STILL_THERE_MS
from kiosk.session.reading_states import ReadingPage
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, FAULT, LI, Conversation

STRANGER = ResidentSeen("r-new", "22" * 16, agreed=False)
RECEIPT = Receipt("s", 1, 3, "clothing", 1200, 1536, 36)


def weighed(talk: Conversation) -> Conversation:
    return talk.take(on.Choose("clothing")).weigh(settled())


def credited(talk: Conversation) -> Conversation:
    return weighed(talk).take(on.ConfirmTouched()).commit()


WAYS = {
    "identify": lambda talk: talk.take(on.Start()),
    "privacy_notice": lambda talk: talk.take(STRANGER),
    "privacy_notice of a guest": lambda talk: talk.take(on.Start(), on.GoAsGuest(), STRANGER),
    "choose_material": lambda talk: talk.take(LI),
    "weigh": lambda talk: talk.take(LI, on.Choose("books")),
    "confirm": lambda talk: weighed(talk.take(LI)),
    "credited": lambda talk: credited(talk.take(LI)),
    "credited of a guest": lambda talk: credited(talk.take(on.Start(), on.GoAsGuest())),
    "finished": lambda talk: credited(talk.take(LI)).take(on.Finish()),
    "finished of a guest": lambda talk: credited(talk.take(on.Start(), on.GoAsGuest())).take(on.Finish()),
    "scale_trouble": lambda talk: talk.take(LI, on.Choose("books"), FAULT),
    "recovered": lambda talk: talk.take(Interrupted((RECEIPT,))),
    "recovered of a guest": lambda talk: talk.take(Interrupted((RECEIPT,), "7777888899992222")),
    "reading": lambda talk: talk.take(LI, on.Read(ReadingPage.ACCEPTED)),
    "reading after a credit": lambda talk: credited(talk.take(LI)).take(on.Read(ReadingPage.METHODOLOGY)),
}


def test_every_screen_of_a_resident_is_walked(rules: Rulebook) -> None:
    walked = {type(way(Conversation(rules, EMPTY)).phase) for way in WAYS.values()}
    assert walked == set(get_args(at.Resumable))


@pytest.fixture(params=WAYS)
def there(request: pytest.FixtureRequest, rules: Rulebook) -> Conversation:
    """Somebody is there, and does nothing."""
    talk: Conversation = WAYS[request.param](Conversation(rules, EMPTY))
    assert talk.screen == request.param.split()[0]
    return talk


def test_a_minute_then_the_question_then_twenty_seconds(there: Conversation) -> None:
    screen = there.screen
    assert there.wait(IDLE_MS - 1).screen == screen
    assert there.wait(1).screen == "still_there"
    assert there.wait(STILL_THERE_MS - 1).screen == "still_there"
    there.wait(1)
    assert there.screen in {"attract", "finished", "choose_material"}, "what is recorded is shown before it goes"


def test_it_can_be_extended_again_and_again(there: Conversation) -> None:
    before = there.phase
    for _ in range(20):
        assert there.wait(IDLE_MS).screen == "still_there"
        there.wait(STILL_THERE_MS - 1).take(on.StillHere())
        assert type(there.phase) is type(before)
    assert CloseVisit() not in there.effects


def test_whoever_moves_the_ring_is_not_even_asked(there: Conversation) -> None:
    screen = there.screen
    for _ in range(5):
        assert there.wait(IDLE_MS - 1).take(on.StillHere()).screen == screen


def test_left_alone_every_screen_comes_to_its_end(there: Conversation) -> None:
    for _ in range(8):
        there.wait(IDLE_MS).wait(STILL_THERE_MS)
    assert there.screen == "attract"
    assert there.state.notice is None


def test_a_phone_that_was_left_behind_keeps_no_farewell_on_the_screen(rules: Rulebook) -> None:
    talk = credited(Conversation(rules, EMPTY).take(LI)).take(on.Finish())
    for _ in range(16):
        talk.wait(5_000).take(LI)
    assert talk.screen == "attract"
