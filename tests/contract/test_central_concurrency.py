"""Many at once: the sums stay exact on both databases, and on PostgreSQL nobody misses another's unfinished work."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import DBAPIError

from central import cards
from central.keys import load_or_make_keys
from central.problems import CentralError
from central.schema import Entry, Journal, Kiosk, Resident, Verdict
from central.store import TRIES, open_store
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.postgres import Postgres
from tests.fakes.virtual_kiosk import (
    VirtualKiosk,
    VirtualPhone,
    claim_hash,
    drop_off_body,
    scale_check_body,
    shown_by,
)

CODE = "23456789ABCDEFGH"
WITHIN_S = 30


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture(scope="module")
def on_postgres(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database("postgresql")) as running:
        yield running


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as executor:
        yield executor


def at_once(pool: ThreadPoolExecutor, acts: Sequence[Callable[[], requests.Response]]) -> list[requests.Response]:
    """All ``acts`` let go together; their answers."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], requests.Response]) -> requests.Response:
        gate.wait(WITHIN_S)
        return act()

    return [future.result(WITHIN_S) for future in [pool.submit(run, act) for act in acts]]


def twins(kiosk: VirtualKiosk, count: int) -> list[VirtualKiosk]:
    """The same kiosk ``count`` times, each with a connection of its own."""
    return [VirtualKiosk(kiosk.url, kiosk.key, kiosk.epoch, kiosk.entries) for _ in range(count)]


def stored(central: RunningCentral, kiosk: VirtualKiosk) -> tuple[int, int]:
    """How many entries and verdicts of this epoch there are."""
    with central.store.reading() as connection:
        mine = select(Journal.id).where(Journal.kiosk == kiosk.id, Journal.epoch == kiosk.epoch)
        counts = [
            connection.scalar(select(func.count()).where(table.journal.in_(mine))) or 0 for table in (Entry, Verdict)
        ]
    return counts[0], counts[1]


def test_the_first_range_of_an_epoch_comes_eight_times_at_once(
    central: RunningCentral, pool: ThreadPoolExecutor
) -> None:
    for _ in range(3):
        epoch, phone = central.kiosk(), VirtualPhone.register(central.url)
        for _ in range(20):
            epoch.drop_off(1000, resident=phone.resident)
        answers = at_once(pool, [twin.send for twin in twins(epoch, 8)])
        assert [body_of(answer, 200, "journal_answer")["acked_seq"] for answer in answers] == [20] * 8
        assert stored(central, epoch) == (20, 20)
        assert phone.me()["points"] == 20 * 30


def test_overlapping_ranges_at_once(central: RunningCentral, pool: ThreadPoolExecutor) -> None:
    kiosk, phone = central.kiosk(), VirtualPhone.register(central.url)
    for _ in range(40):
        kiosk.drop_off(500, resident=phone.resident)
    ranges = [(1, 10), (1, 20), (5, 15), (11, 30), (1, 40), (21, 40), (10, 11), (1, 1)]
    acts = [lambda twin=twin, part=part: twin.send(*part) for twin, part in zip(twins(kiosk, 8), ranges, strict=True)]
    for answer in at_once(pool, acts):
        assert answer.status_code == 200 or problem_of(answer, 409, "gap")
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 40
    assert stored(central, kiosk) == (40, 40)
    assert phone.me()["points"] == 40 * 15


def test_epochs_of_one_kiosk_and_other_kiosks_at_once(central: RunningCentral, pool: ThreadPoolExecutor) -> None:
    kiosks, people = [central.kiosk() for _ in range(4)], [VirtualPhone.register(central.url) for _ in range(4)]
    journals = [VirtualKiosk(kiosk.url, kiosk.key) for kiosk in kiosks for _ in range(2)]
    for number, journal in enumerate(journals):
        phone = people[number // 2]
        journal.append("scale_check", scale_check_body())
        journal.append("device_state", {"device": "scale", "state": "silent"})
        journal.drop_off(1000, resident=phone.resident, pass_digest=secrets.token_hex(16))
    answers = at_once(pool, [journal.send for journal in journals])
    assert [body_of(answer, 200, "journal_answer")["acked_seq"] for answer in answers] == [3] * 8
    assert [phone.me()["points"] for phone in people] == [2 * 30] * 4
    assert [need["device"] for need in central.needs(kiosks[0].id) if need["need"] == "device_fault"] == ["scale"]


def test_two_kiosks_with_the_same_cards_in_another_order(central: RunningCentral, pool: ThreadPoolExecutor) -> None:
    ids = {card.id for card in cards.issue(central.platform, 6, "忠山社区")}
    lines = [line.split() for line, _ in cards.everything(central.platform)]
    people = [(resident, card) for _, card, resident, *_ in lines if card in ids]
    for turn in range(3):
        kiosks = [central.kiosk() for _ in range(8)]
        for number, kiosk in enumerate(kiosks):
            moment = f"2026-11-22T{number + 1:02}:{10 * turn:02}:00.000Z"  # nobody is at two kiosks at once
            for resident, card in people if number % 2 else people[::-1]:
                kiosk.append("drop_off", drop_off_body(200, **shown_by("card", resident, card)), occurred_at=moment)
        for answer in at_once(pool, [kiosk.send for kiosk in kiosks]):
            body_of(answer, 200, "journal_answer")
    with central.store.reading() as connection:
        query = select(Resident.points).where(Resident.id.in_([resident for resident, _ in people]))
        assert list(connection.scalars(query)) == [3 * 8 * 6] * 6


def test_cards_that_are_printed_at_once_have_numbers_of_their_own(
    central: RunningCentral, pool: ThreadPoolExecutor
) -> None:
    printing = [pool.submit(cards.issue, central.platform, 3, "忠山社区") for _ in range(8)]
    assert len({card.number for each in printing for card in each.result(WITHIN_S)}) == 24


def test_a_card_is_replaced_once(central: RunningCentral, pool: ThreadPoolExecutor) -> None:
    (card,) = cards.issue(central.platform, 1, "忠山社区")
    replacing = [pool.submit(cards.replace, central.platform, card.id) for _ in range(8)]
    refused = [each.exception(WITHIN_S) for each in replacing]
    assert refused.count(None) == 1
    assert all(isinstance(each, CentralError) for each in refused if each is not None)


def test_a_certificate_that_is_asked_for_at_once_is_one(central: RunningCentral, pool: ThreadPoolExecutor) -> None:
    phone = VirtualPhone.register(central.url)
    answers = at_once(pool, [lambda: phone.certify(bytes(32))] * 8)
    assert len({body_of(answer, 201, "certificate_answer")["pass_id"] for answer in answers}) == 1


# what only a database with many writers needs


def waiting(central: RunningCentral, count: int, done: Callable[[], bool] = lambda: False) -> None:
    """Return when ``count`` sessions wait for a lock, or ``done``."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + WITHIN_S
    while not done():
        with central.store.reading() as connection:
            if connection.scalar(query) == count:
                return
        assert time.monotonic() < deadline


def test_a_claim_waits_for_the_drop_off_that_is_on_its_way(
    on_postgres: RunningCentral, pool: ThreadPoolExecutor
) -> None:
    central = on_postgres
    kiosk = central.kiosk()
    owner, guest = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    kiosk.drop_off(3250, claim=claim_hash(CODE))
    kiosk.drop_off(1000, resident=owner.resident)
    with central.store.writing() as connection:
        # Its balance is the last thing that a range writes: with this lock it stops short of its end.
        connection.execute(select(Resident.id).where(Resident.id == owner.resident).with_for_update())
        sent = pool.submit(kiosk.send)
        waiting(central, 1)
        claimed = pool.submit(guest.claim, CODE)
        waiting(central, 2, claimed.done)
    body_of(sent.result(WITHIN_S), 200, "journal_answer")
    assert body_of(claimed.result(WITHIN_S), 200, "claim_answer")["state"] == "credited"
    assert guest.me()["points"] == 97


def test_two_transactions_that_block_each_other_both_end_well(on_postgres: RunningCentral) -> None:
    central = on_postgres
    people = [VirtualPhone.register(central.url).resident for _ in range(2)]
    met, tries = threading.Barrier(2), []

    def crossing(order: list[str]) -> Callable[[Connection], str]:
        def act(connection: Connection) -> str:
            tries.append(order[0])
            for step, resident in enumerate(order):
                where = Resident.id == resident
                connection.execute(update(Resident).where(where).values(points=Resident.points + 1))
                if step == 0 and tries.count(order[0]) == 1 and len(tries) <= 2:
                    met.wait(WITHIN_S)
            return order[0]

        return act

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(central.store.transact, crossing(order)) for order in (people, people[::-1])]
        assert [future.result(WITHIN_S) for future in both] == people
    assert len(tries) > 2, "they did block each other, once or, as PostgreSQL promises no order, oftener"
    with central.store.reading() as connection:
        assert list(connection.scalars(select(Resident.points).where(Resident.id.in_(people)))) == [2, 2]


def test_a_transaction_that_always_collides_is_given_up(on_postgres: RunningCentral) -> None:
    tries: list[None] = []

    def act(connection: Connection) -> None:
        tries.append(None)
        connection.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$")

    with pytest.raises(DBAPIError, match="40P01"):
        on_postgres.store.transact(act)
    assert len(tries) == TRIES


def test_workers_that_start_at_once_have_the_same_keys(on_postgres: RunningCentral, database: str) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        stores = [open_store(database) for _ in range(4)]
        for store in stores:
            stack.callback(store.close)
        found = list(pool.map(lambda store: load_or_make_keys(store, on_postgres.clock), stores))
        assert len({(keys.platform, keys.passes.kid) for keys in found}) == 1


# a database that goes away


def cut_off(central: RunningCentral, server: Postgres) -> None:
    """End every session of the platform."""
    with server.connect() as connection:
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(query, [name_of(central)])


def name_of(central: RunningCentral) -> str:
    with central.store.reading() as connection:
        return str(connection.scalar(text("SELECT current_database()")))


def assert_told_to_wait(answer: requests.Response) -> None:
    problem_of(answer, 503, "store-unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_sessions_that_were_cut_off_at_rest_are_exchanged(on_postgres: RunningCentral, postgres: Postgres) -> None:
    kiosk = on_postgres.kiosk()
    kiosk.drop_off(3250)
    cut_off(on_postgres, postgres)
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 1
    assert stored(on_postgres, kiosk) == (1, 1)


@pytest.mark.expects_log("central.problems")
def test_a_session_that_is_cut_off_half_way_leaves_nothing(
    on_postgres: RunningCentral, postgres: Postgres, pool: ThreadPoolExecutor
) -> None:
    central, phone = on_postgres, VirtualPhone.register(on_postgres.url)
    kiosk = central.kiosk()
    kiosk.drop_off(3250, resident=phone.resident)
    name = name_of(central)
    with postgres.connect(name) as other, other.transaction():
        other.execute("SELECT id FROM residents WHERE id = %s FOR UPDATE", [phone.resident])
        sent = pool.submit(kiosk.send)
        waiting(central, 1)
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        other.execute(query)
        assert_told_to_wait(sent.result(WITHIN_S))
    assert stored(central, kiosk) == (0, 0)
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 1
    assert phone.me()["points"] == 97


@pytest.mark.expects_log("central.problems")
def test_a_database_that_takes_no_writes_is_a_503(on_postgres: RunningCentral, postgres: Postgres) -> None:
    kiosk, name = on_postgres.kiosk(), name_of(on_postgres)
    kiosk.drop_off(3250)
    with postgres.connect() as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        try:
            cut_off(on_postgres, postgres)
            kiosk.send()  # finds the old session gone
            assert_told_to_wait(kiosk.send())
        finally:
            connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
            cut_off(on_postgres, postgres)
            kiosk.send()
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 1


@pytest.mark.expects_log("central.problems")
def test_a_lock_that_is_not_given_up_is_a_503(
    on_postgres: RunningCentral, pool: ThreadPoolExecutor, postgres: Postgres
) -> None:
    central = on_postgres
    kiosk = central.kiosk()
    kiosk.drop_off(3250)
    with central.store.writing() as connection:
        connection.execute(select(Kiosk.id).where(Kiosk.id == kiosk.id).with_for_update())
        sent: Future[Any] = pool.submit(kiosk.send)
        waiting(central, 1)
        with postgres.connect() as other:  # as the timeout would do it after ten seconds
            other.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        assert_told_to_wait(sent.result(WITHIN_S))
    assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 1
