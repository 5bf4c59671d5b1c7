"""A platform announces in the answer to an upload which briefing is in force: who holds it does not ask."""

import random
import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert

from central import review, roster
from central.roster import Member
from central.schema import Badge
from kiosk.core.acts import Resident
from kiosk.core.clock import ManualClock
from kiosk.core.journal import Verdict
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, enrol, load_enrolment
from kiosk.sync.briefing import may_have_changed
from kiosk.sync.roster import load_held
from kiosk.sync.wire import JournalAnswer
from tests.fakes.acts import drop_off
from tests.fakes.bent_platform import BentPlatform, bent_platform
from tests.fakes.central_server import RunningCentral
from tests.unit.sync.conftest import Line

JOURNAL, BRIEFING = "/v1/journal", "/v1/briefing"
NUMBERS = ("briefing_version", "briefing_revision")
STRANGER = Resident("r-" + "0" * 20, "00" * 16)


@pytest.fixture
def front(central: RunningCentral) -> Iterator[BentPlatform]:
    with bent_platform(central.url) as running:
        yield running


@pytest.fixture
def told(line: Line, front: BentPlatform, central: RunningCentral, clock: ManualClock) -> Iterator[Line]:
    """An enrolled kiosk with an honest clock, which has looked once and holds everything."""
    clock.wall = central.clock.moment
    with closing(Client(front.url, clock=clock)) as client:
        enrol(line.ledger, line.ledger.device, client, central.invite())
        held = replace(line, client=client, pace=Pace(4, random.Random(1)))
        assert held.exchange().run().fault is None
        front.asked.clear()
        yield held


def upload(line: Line, rules: Rulebook, count: int = 1) -> None:
    """As a running kiosk does it: one exchange after another."""
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(count)])
    assert line.exchange().run().fault is None


def test_who_is_up_to_date_does_not_ask_after_an_upload(told: Line, front: BentPlatform, rules: Rulebook) -> None:
    exchange = told.exchange()
    for _ in range(5):
        told.ledger.append_drop_off(drop_off(rules))
        assert (exchange.run().sent, exchange.run().sent) == (1, 0)
    # an upload asks for nothing besides; what an idle kiosk asks stays as it was
    assert (front.asked.count(JOURNAL), front.asked.count(BRIEFING)) == (5, 5)


def test_an_announced_roster_is_fetched_once(
    told: Line, front: BentPlatform, central: RunningCentral, rules: Rulebook
) -> None:
    badge = roster.add(central.platform, "supervisor", "482913")
    upload(told, rules)
    assert front.asked.count(BRIEFING) == 1
    assert badge.id in {member.badge for member in told.adopted[-1].staff}
    upload(told, rules)
    assert front.asked.count(BRIEFING) == 1


def test_an_announced_revision_is_fetched_once(
    told: Line, front: BentPlatform, central: RunningCentral, rules: Rulebook
) -> None:
    told.ledger.append_drop_off(drop_off(rules, who=STRANGER))
    upload(told, rules)
    assert [verdict.seq for verdict in told.ledger.open_verdicts()] == [1]
    for person in staff(central):
        review.speak(central.platform, told.ledger.device.kiosk, told.ledger.backlog().epoch, 1, person, "decline")
    front.asked.clear()
    upload(told, rules)
    assert told.ledger.open_verdicts() == [Verdict(1, "refused", "declined")]
    upload(told, rules)
    assert front.asked.count(BRIEFING) == 1


@pytest.mark.parametrize("missing", [NUMBERS, NUMBERS[:1], NUMBERS[1:]])
def test_a_platform_that_announces_nothing_is_asked_every_time(
    told: Line, front: BentPlatform, rules: Rulebook, missing: tuple[str, ...]
) -> None:
    def silent(path: str, status: int, answer: Any) -> tuple[int, Any]:
        if path == JOURNAL:
            answer = {name: value for name, value in answer.items() if name not in missing}
        return status, answer

    front.bend = silent
    upload(told, rules)
    upload(told, rules)
    assert (front.asked.count(JOURNAL), front.asked.count(BRIEFING)) == (2, 2)


def test_only_what_is_held_is_not_asked_for(told: Line) -> None:
    enrolment = load_enrolment(told.ledger)
    assert enrolment is not None
    held = load_held(told.ledger, enrolment)
    assert held is not None
    versions, revisions = range(held.payload.version + 1), range(held.revision + 1)
    for version, revision in product([None, *versions, len(versions)], [None, *revisions, len(revisions)]):
        answer = JournalAnswer("k", "e", 1, 1, 1, "0" * 64, (), 1, version, revision)
        known = version in versions and revision in revisions
        assert may_have_changed(answer, told.ledger, enrolment) != known, (version, revision)


def staff(central: RunningCentral) -> list[Member]:
    """Two people who may decide together."""
    made = [Member(secrets.token_hex(16), role) for role in ("supervisor", "operator")]
    row = {"pin": "$argon2id$", "created_at": "2026-11-22T10:00:00.000Z", "expires_at": "2027-11-22T10:00:00.000Z"}
    with central.store.writing() as connection:
        connection.execute(insert(Badge), [{"id": one.badge, "role": one.role, **row} for one in made])
    return made
