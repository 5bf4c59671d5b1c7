"""The ledger thread and home pickups: every change is told, and every end is durable before it is told."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.core.containers import Container, ContainersSeen
from kiosk.core.correction import Corrected, Correction, CorrectionAction, CorrectionReason, Standing, corrected
from kiosk.core.errors import StoreFaultKind
from kiosk.core.events import Committed, StaffRole, StoreBroken, StoreHealed
from kiosk.core.pickup import Gathered, OrdersSeen, Outcome, PickupClosed, PickupDone
from kiosk.ledger import Ledger, LedgerWorker, Recorder, store_fault
from kiosk.ledger.corrections import standings
from kiosk.ledger.orders import OVERDUE, orders_seen
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.fakes.pickups import LI_ORDER, order, wangs_order
from tests.fakes.staffwork import SECOND, SUPERVISOR
from tests.unit.ledger.test_recorder import PATIENCE_S, Desk

END = PickupClosed(LI_ORDER, Outcome.COLLECTED, 1, 3250, (), True, "ab" * 16, StaffRole.OPERATOR)


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[Desk]:
    at_work = Desk(ledger)
    yield at_work
    at_work.worker.stop()
    assert at_work.bugs == []


def correction_of(of: Standing) -> Correction:
    reason, role = CorrectionReason.TAKEN_BACK, StaffRole.SUPERVISOR
    return corrected(of, 0, CorrectionAction.VOID, reason, badge=SUPERVISOR, role=role, second=SECOND)


def kinds(answers: list[object]) -> list[type]:
    return [type(answer) for answer in answers]


def test_orders_are_told_at_the_start_and_after_every_change(desk: Desk, rules: Rulebook) -> None:
    desk.recorder.tell_orders()
    assert desk.answer() == OrdersSeen(())
    desk.recorder.keep_orders([order(), wangs_order()])
    assert desk.answer() == OrdersSeen((order(), wangs_order()))
    desk.recorder.record_consent("r-li")
    assert desk.answer() == OrdersSeen((order(), wangs_order()), agreed=frozenset({"r-li"}))
    desk.recorder.record(replace(drop_off(rules), order=LI_ORDER, staff="ab" * 16))
    seen = desk.answer()
    assert isinstance(seen, OrdersSeen)
    assert seen.gathered == (Gathered(LI_ORDER, 1, 3250),), "who is told of the credit may finish the order at once"
    assert isinstance(desk.answer(), Committed)
    desk.recorder.close_pickup(END)
    assert desk.answer() == OrdersSeen((wangs_order(),), closed=1)
    assert desk.answer() == PickupDone(LI_ORDER, Outcome.COLLECTED)


def test_where_nobody_goes_on_rounds_nobody_hears_of_orders(desk: Desk, rules: Rulebook) -> None:
    desk.recorder.record_consent("r-li")
    desk.recorder.record(drop_off(rules))
    desk.done()
    assert kinds([desk.answer()]) == [Committed]
    assert desk.answers.empty()


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_an_end_waits_for_a_store_that_is_broken(desk: Desk) -> None:
    desk.recorder.tell_orders()
    desk.recorder.keep_orders([order()])
    desk.answers_until(OrdersSeen)

    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    asked = threading.Event()
    desk.worker.submit(lambda: asked.wait(PATIENCE_S))  # type: ignore[arg-type,return-value]  # no probe in between
    desk.recorder.submit(fail)
    desk.recorder.keep_orders([order(), wangs_order()])  # dropped: it comes again
    desk.recorder.close_pickup(END)
    asked.set()
    heard = desk.answers_until(StoreHealed)
    assert StoreBroken in kinds(heard)
    assert PickupDone(LI_ORDER, Outcome.COLLECTED) in heard
    assert orders_seen(desk.ledger).orders == ()


def test_what_somebody_was_reading_is_wiped_when_they_have_finished(desk: Desk) -> None:
    wal = desk.ledger.store.path.with_name(desk.ledger.store.path.name + "-wal")
    desk.recorder.keep_orders([order()])
    with desk.ledger.store.reading() as connection:
        connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar_one()
        desk.recorder.close_pickup(END)
        assert desk.answer() == PickupDone(LI_ORDER, Outcome.COLLECTED)
        desk.done()
        assert wal.stat().st_size > 0
    until = time.monotonic() + PATIENCE_S
    while wal.stat().st_size > 0 and time.monotonic() < until:
        threading.Event().wait(0.05)
    assert wal.stat().st_size == 0


def test_a_drop_off_at_a_door_fills_the_load_of_the_round(ledger: Ledger, rules: Rulebook) -> None:
    answers: list[object] = []
    worker = LedgerWorker(answers.append)
    load = Container("round-clothing", "clothing")
    recorder = Recorder(ledger, worker, answers.append, (load,))
    recorder.record(replace(drop_off(rules), order=LI_ORDER, container=load.id))
    worker.start()
    worker.stop()
    fills = [seen.fills[0].fill_g for seen in answers if isinstance(seen, ContainersSeen)]
    assert fills == [0, 3250]


def test_what_is_long_over_is_wiped_and_told(desk: Desk) -> None:
    wal = desk.ledger.store.path.with_name(desk.ledger.store.path.name + "-wal")
    desk.recorder.tell_orders()
    desk.recorder.keep_orders([order()])
    desk.answers_until(OrdersSeen)
    desk.recorder.forget_orders(datetime.fromisoformat(order().window_to))
    desk.recorder.forget_orders(datetime.fromisoformat(order().window_to) + 2 * OVERDUE)
    heard = [desk.answer(), desk.answer()]
    assert heard == [OrdersSeen((order(),)), OrdersSeen(())]
    desk.done()
    assert wal.stat().st_size == 0


def test_a_bag_that_is_put_right_is_told(desk: Desk, rules: Rulebook) -> None:
    desk.recorder.tell_orders()
    desk.recorder.record(replace(drop_off(rules, 3250), order=LI_ORDER, staff="ab" * 16))
    desk.answers_until(Committed)
    desk.recorder.record_correction(correction_of(standings(desk.ledger)[0]))
    assert desk.answer() == Corrected(done=True)
    assert desk.answer() == OrdersSeen(())
