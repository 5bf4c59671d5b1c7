"""Care and hold: what staff must see to, and what a bag's points wait for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.core.acts import HoldReason
from kiosk.core.events import DayTotal, ScaleChecked
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.care import care_of
from kiosk.session.states import CareWarning
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, LI, PLATE, TODAY, Conversation

DAY = timedelta(days=1)
FINE = ScaleChecked(TODAY)
BAD = ScaleChecked(TODAY, passed=False)


@pytest.mark.parametrize(
    ("certificate_until", "last_check", "care"),
    [
        (None, FINE, ()),
        (None, ScaleChecked(None), (CareWarning.CHECK_DUE,)),
        (None, ScaleChecked(TODAY - 29 * DAY), ()),
        (None, ScaleChecked(TODAY - 30 * DAY), (CareWarning.CHECK_DUE,)),
        (None, ScaleChecked(TODAY + DAY), ()),  # the clock was set back
        (None, BAD, (CareWarning.CHECK_FAILED,)),
        (TODAY + 31 * DAY, FINE, ()),
        (TODAY + 30 * DAY, FINE, (CareWarning.CERTIFICATE_SOON,)),
        (TODAY, FINE, (CareWarning.CERTIFICATE_SOON,)),  # the last day is still valid
        (TODAY - DAY, FINE, (CareWarning.CERTIFICATE_EXPIRED,)),
        (
            TODAY - DAY,
            ScaleChecked(TODAY - 30 * DAY, passed=False),
            (CareWarning.CHECK_FAILED, CareWarning.CERTIFICATE_EXPIRED, CareWarning.CHECK_DUE),
        ),
    ],
)
def test_care(certificate_until: date | None, last_check: ScaleChecked, care: tuple[CareWarning, ...]) -> None:
    assert care_of(replace(PLATE, certificate_until=certificate_until), last_check, TODAY) == care


def test_midnight_is_noticed(talk: Conversation) -> None:
    talk.plate = replace(PLATE, certificate_until=TODAY)
    talk.take(FINE)
    assert talk.state.care == (CareWarning.CERTIFICATE_SOON,)
    talk.today += DAY
    talk.take(DayTotal(0))
    assert talk.state.care == (CareWarning.CERTIFICATE_EXPIRED,)


def confirm(talk: Conversation) -> Conversation:
    return talk.take(LI, on.Choose("clothing")).weigh(settled())


@pytest.mark.parametrize(
    ("certificate_until", "last_check", "hold"),
    [
        (TODAY, FINE, None),
        (TODAY, ScaleChecked(None), None),  # due, but nothing speaks against the scale
        (TODAY - DAY, FINE, HoldReason.CERTIFICATE_EXPIRED),
        (TODAY, BAD, HoldReason.SCALE_CHECK_FAILED),
        (TODAY - DAY, BAD, HoldReason.CERTIFICATE_EXPIRED),
    ],
)
def test_a_hold_goes_from_the_screen_into_the_journal_and_back(
    rules: Rulebook, certificate_until: date, last_check: ScaleChecked, hold: HoldReason | None
) -> None:
    talk = Conversation(rules, EMPTY, plate=replace(PLATE, certificate_until=certificate_until))
    confirm(talk.take(last_check))
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.hold is hold
    assert talk.phase.quote.points == 97  # quoted as always
    talk.take(on.ConfirmTouched())
    assert isinstance(talk.phase, at.Saving)
    assert (talk.phase.hold, talk.drop_offs()[0].hold) == (hold, hold)
    talk.commit()
    assert isinstance(talk.phase, at.Credited)
    assert talk.phase.hold is hold


def test_the_day_may_change_before_the_touch(talk: Conversation) -> None:
    talk.plate = replace(PLATE, certificate_until=TODAY)
    confirm(talk)
    talk.today += DAY
    talk.take(on.ConfirmTouched())
    assert talk.drop_offs()[0].hold is HoldReason.CERTIFICATE_EXPIRED


def test_a_hold_is_said_as_soon_as_it_is_known(talk: Conversation) -> None:
    confirm(talk).take(BAD)
    assert isinstance(talk.phase, at.Confirm)
    assert talk.phase.hold is HoldReason.SCALE_CHECK_FAILED


def test_what_was_said_to_be_held_stays_held(talk: Conversation) -> None:
    confirm(talk.take(BAD)).take(FINE, on.ConfirmTouched())
    assert talk.drop_offs()[0].hold is HoldReason.SCALE_CHECK_FAILED
