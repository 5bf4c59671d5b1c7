"""What is known of a person for a home pickup: sealed while the order is open, and afterwards nowhere at all."""

import logging
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import MetaData, select, update

from central import dispatch
from central.contacts import Contact, ContactSafe
from central.orders import OrderRequest
from central.problems import CentralError
from central.schema import Order
from central.store import Store, open_store
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import ORDER, VirtualKiosk, VirtualPhone
from tests.fakes.virtual_staff import pickup_closed_body

PRIVATE = {"building": "QZXBUILDING", "address": "QZXADDRESS 502", "phone": "13899990000", "note": "QZXNOTE"}
ORDERED = 9
"""Orders in one test."""


@pytest.fixture(params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    kept = None if request.param == "sqlite" else new_database(request.param)
    with running_central(tmp_path, kept) as running:
        yield running


def traces(folder: Path, *others: bytes) -> list[str]:
    """Where in ``folder`` anything private stands, or one of ``others``."""
    words = [text.encode() for text in PRIVATE.values()] + [*others]
    return [file.name for file in folder.rglob("*") if file.is_file() and any(w in file.read_bytes() for w in words)]


def rows(store: Store) -> list[str]:
    """Every row of every table, as text."""
    with store.reading() as connection:
        tables = MetaData()
        tables.reflect(connection)
        return [repr(row) for table in tables.tables.values() for row in connection.execute(select(table))]


def sealed(store: Store) -> list[bytes]:
    with store.reading() as connection:
        return list(connection.scalars(select(Order.contact).where(Order.contact.is_not(None))))


def close_all(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    """A third is collected, a third cancelled by its resident, a third by an operator."""
    badge = new_member(central.store).badge
    for number in range(ORDERED):
        phone = VirtualPhone.register(central.url)
        order = body_of(phone.order(**PRIVATE), 201, "order_answer")["order"]
        dispatch.assign(central.platform, order, kiosk.id)
        if number % 3 == 0:
            kiosk.append("pickup_closed", pickup_closed_body(badge, order))
        elif number % 3 == 1:
            assert phone.cancel(order).status_code == 204
        else:
            dispatch.cancel(central.platform, order)
    assert PRIVATE["address"] not in kiosk.ask_orders().text, "the envelope is base64"
    assert len(sealed(central.store)) == 1 + len(kiosk.entries)
    body_of(kiosk.send(), 200, "journal_answer")


def test_after_the_end_it_is_nowhere(
    central: RunningCentral, tmp_path: Path, caplog: pytest.LogCaptureFixture, new_database: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    kiosk, phone = central.kiosk(), VirtualPhone.register(central.url)
    open_still = body_of(phone.order(**PRIVATE), 201, "order_answer")["order"]
    while_open = sealed(central.store)
    assert traces(tmp_path) == [], "sealed from the first byte on"
    close_all(central, kiosk)
    dispatch.cancel(central.platform, open_still)
    assert sealed(central.store) == []
    assert not any(text in row for row in rows(central.store) for text in PRIVATE.values())
    assert not any(text in caplog.text for text in (*PRIVATE.values(), "QZX"))
    if central.database.exists():
        with closing(sqlite3.connect(central.database)) as plain:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            plain.execute(f"VACUUM INTO '{tmp_path / 'backup.db'}'")
    assert traces(tmp_path, *while_open) == []


def test_a_wiped_contact_is_overwritten_without_a_vacuum(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        phones = [VirtualPhone.register(central.url) for _ in range(ORDERED)]
        for phone in phones:
            body_of(phone.order(**PRIVATE), 201, "order_answer")
        before = sealed(central.store)
        assert len(before) == ORDERED
        for phone in phones:
            assert phone.cancel(phone.orders()["orders"][0]["order"]).status_code == 204
        with closing(sqlite3.connect(central.database)) as plain:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces(tmp_path, *before) == []


def test_a_backup_of_the_database_alone_opens_nothing(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        body_of(VirtualPhone.register(central.url).order(**PRIVATE), 201, "order_answer")
        backup = tmp_path / "elsewhere" / "backup.db"
        backup.parent.mkdir()
        with closing(sqlite3.connect(central.database)) as plain:
            plain.execute(f"VACUUM INTO '{backup}'")
    assert traces(tmp_path) == []
    store = open_store(f"sqlite:///{backup}")
    with store.reading() as connection:
        row = connection.execute(select(Order.id, Order.contact)).one()
        assert row.contact is not None
        with pytest.raises(CentralError, match="if it is lost"):
            ContactSafe(backup.with_name("contacts.key")).open(connection, row.id, row.contact)
        assert ContactSafe(tmp_path / "contacts.key").open(connection, row.id, row.contact) == Contact(**PRIVATE)
    store.close()


# the key


@pytest.mark.expects_log("central.problems")
def test_without_its_key_the_platform_says_so_and_makes_no_other(central: RunningCentral, tmp_path: Path) -> None:
    phone, kiosk, key = VirtualPhone.register(central.url), central.kiosk(), tmp_path / "contacts.key"
    order = body_of(phone.order(), 201, "order_answer")["order"]
    dispatch.assign(central.platform, order, kiosk.id)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.rename(tmp_path / "away")
    problem_of(phone.order(), 503, "store-unavailable")
    problem_of(kiosk.ask_orders(), 503, "store-unavailable")
    kiosk.drop_off(3250)
    body_of(kiosk.send(), 200, "journal_answer")
    assert not key.exists()
    key.write_bytes(b"x" * 32)
    problem_of(phone.order(), 503, "store-unavailable")
    (tmp_path / "away").replace(key)
    body_of(phone.order(), 201, "order_answer")
    assert kiosk.ask_orders().status_code == 200


@pytest.mark.expects_log("central.problems")
def test_a_lost_key_costs_the_orders_and_nothing_else(central: RunningCentral, tmp_path: Path) -> None:
    phone = VirtualPhone.register(central.url)
    body_of(phone.order(), 201, "order_answer")
    (tmp_path / "contacts.key").unlink()
    problem_of(phone.order(), 503, "store-unavailable")
    assert dispatch.give_up_contacts(central.platform) == 1
    assert phone.orders()["orders"][0]["outcome"] == "cancelled"
    again = body_of(phone.order(), 201, "order_answer")["order"]
    assert dispatch.history(central.platform, again)[0].building == ORDER["building"]


def test_a_contact_opens_for_its_own_order_alone(central: RunningCentral) -> None:
    phone = VirtualPhone.register(central.url)
    for _ in range(2):
        body_of(phone.order(), 201, "order_answer")
    with central.store.writing() as connection:
        first, second = connection.execute(select(Order.id, Order.contact).where(Order.resident == phone.resident))
        connection.execute(update(Order).where(Order.id == first.id).values(contact=second.contact))
    with pytest.raises(CentralError, match="was changed"):
        dispatch.everything(central.platform)
    dispatch.cancel(central.platform, first.id)
    assert [one.id for one in dispatch.everything(central.platform)] == [second.id]


def test_two_that_make_the_key_at_once_have_the_same(tmp_path: Path, new_database: Callable[[str], str]) -> None:
    store, path = open_store(new_database("sqlite")), tmp_path / "contacts.key"
    contact = Contact("b", "a", "12345")
    with store.writing() as connection:
        made = ContactSafe(path).seal(connection, "0" * 32, contact)
    with store.reading() as connection:
        assert ContactSafe(path).open(connection, "0" * 32, made) == contact
    assert [file.name for file in tmp_path.iterdir()] == ["contacts.key"]
    with store.writing() as connection, pytest.raises(CentralError, match="without a key"):
        ContactSafe(None).seal(connection, "0" * 32, contact)
    store.close()


def test_nothing_of_it_is_shown_by_accident() -> None:
    request = msgspec.convert({**ORDER, "window_from": "", "window_to": ""}, OrderRequest)
    contact = Contact(ORDER["building"], ORDER["address"], ORDER["phone"], ORDER["note"])
    for shown in (repr(request), repr(contact), f"{[contact]}", f"{(request,)}"):
        assert not any(str(ORDER[name]) in shown for name in ("building", "address", "phone", "note"))
