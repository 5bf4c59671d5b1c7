"""Orders in the ledger: open until they are closed, counted by the journal, and wiped so that nothing finds them."""

import json
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock
from kiosk.core.correction import CorrectionAction, CorrectionReason, Standing, corrected
from kiosk.core.events import StaffRole
from kiosk.core.pickup import Gathered, Order, OrdersSeen, Outcome, PickupClosed
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.backup import back_up
from kiosk.ledger.corrections import append_correction, standings
from kiosk.ledger.engine import SQLCIPHER, Driver
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.export import export_lines
from kiosk.ledger.orders import OVERDUE, close_order, forget_orders, orders_seen, replace_orders
from kiosk.ledger.projections import rebuild
from kiosk.methodology import Rulebook
from tests.crash.apsw_driver import driver as plain_driver
from tests.depth import examples
from tests.fakes.acts import drop_off
from tests.fakes.pickups import ADDRESS, CODE, LI_ORDER, NOTE, PHONE, WANG_ORDER, order, wangs_order
from tests.fakes.staffwork import SECOND, SUPERVISOR

BADGE = "ab" * 16
SECRETS = (ADDRESS, PHONE, NOTE, CODE)


def end_of(one: str = LI_ORDER, outcome: Outcome = Outcome.COLLECTED) -> PickupClosed:
    return PickupClosed(one, outcome, 0, 0, (), True, BADGE, StaffRole.OPERATOR)


def bag(ledger: Ledger, rules: Rulebook, one: str = LI_ORDER, net_g: int = 3250) -> None:
    ledger.append_drop_off(replace(drop_off(rules, net_g), order=one, staff=BADGE))


def put_right(ledger: Ledger, of: Standing, net_g: int) -> bool:
    how = CorrectionAction.ADJUST if net_g else CorrectionAction.VOID
    roles = {"badge": SUPERVISOR, "role": StaffRole.SUPERVISOR, "second": SECOND}
    right = corrected(of, net_g, how, CorrectionReason.LEANED_ON, **roles)  # type: ignore[arg-type]  # by name
    return append_correction(ledger, right) is not None


def acknowledge(ledger: Ledger) -> None:
    backlog = ledger.backlogs()[-1]
    head = ledger.hash_at(backlog.epoch, backlog.head_seq)
    assert head is not None
    ledger.acknowledge(backlog.epoch, backlog.head_seq, head, ())


def ends(ledger: Ledger) -> list[tuple[str, int, int]]:
    bodies = [json.loads(stored.entry) for stored in ledger.all_entries()]
    told = [entry["body"] for entry in bodies if entry["kind"] == "pickup_closed"]
    return [(body["order"], body["drop_offs"], body["net_g"]) for body in told]


def test_the_list_is_kept_by_building_and_time(ledger: Ledger, make_ledger: Callable[[], Ledger]) -> None:
    late = order(id="03" * 16, window_from="2026-11-23T06:00:00.000Z")
    assert replace_orders(ledger, [wangs_order(), late, order()])
    assert not replace_orders(ledger, [late, order(), wangs_order()]), "nothing is another now"
    ledger.close()
    again = make_ledger()
    assert orders_seen(again, {"r-li"}) == OrdersSeen((order(), late, wangs_order()), agreed=frozenset({"r-li"}))


def test_a_newer_list_replaces_the_whole(ledger: Ledger) -> None:
    replace_orders(ledger, [order(), wangs_order()])
    moved = order(window_from="2026-11-24T01:00:00.000Z")
    assert replace_orders(ledger, [moved])
    assert orders_seen(ledger).orders == (moved,)
    assert replace_orders(ledger, [])
    assert orders_seen(ledger).orders == ()


def test_the_end_counts_what_was_put_right(ledger: Ledger, rules: Rulebook) -> None:
    replace_orders(ledger, [order()])
    bag(ledger, rules)
    bag(ledger, rules, net_g=2000)
    bag(ledger, rules, WANG_ORDER)
    for row, net_g in ((1, 1500), (1, 1600), (0, 0)):
        assert put_right(ledger, standings(ledger)[row], net_g)
    right = (Gathered(LI_ORDER, 2, 4850),)
    assert orders_seen(ledger).gathered == right, "and nothing is left of what was voided for Wang"
    with ledger.store.writing() as connection:
        rebuild(connection)
    assert orders_seen(ledger).gathered == right
    close_order(ledger, end_of())
    assert put_right(ledger, standings(ledger)[1], 1000)
    assert ends(ledger) == [(LI_ORDER, 2, 4850)]
    assert orders_seen(ledger).gathered == ()


def test_what_is_long_over_is_wiped(ledger: Ledger, rules: Rulebook) -> None:
    later = wangs_order(window_to="2026-11-29T04:00:00.000Z")
    replace_orders(ledger, [order(), later])
    bag(ledger, rules)
    last = datetime.fromisoformat(order().window_to) + OVERDUE
    assert forget_orders(ledger, last) == 0
    assert forget_orders(ledger, last + timedelta(milliseconds=1)) == 1
    assert orders_seen(ledger) == OrdersSeen((later,), gathered=(Gathered(LI_ORDER, 1, 3250),))


def test_the_end_counts_what_the_journal_has(ledger: Ledger, rules: Rulebook) -> None:
    replace_orders(ledger, [order(), wangs_order()])
    bag(ledger, rules)
    bag(ledger, rules, net_g=2000)
    bag(ledger, rules, WANG_ORDER)
    assert orders_seen(ledger).gathered == (Gathered(LI_ORDER, 2, 5250), Gathered(WANG_ORDER, 1, 3250))
    close_order(ledger, replace(end_of(), drop_offs=1, net_g=1))
    assert ends(ledger) == [(LI_ORDER, 2, 5250)]
    assert orders_seen(ledger) == OrdersSeen((wangs_order(),), closed=1, gathered=(Gathered(WANG_ORDER, 1, 3250),))


def test_an_end_is_recorded_once(ledger: Ledger) -> None:
    replace_orders(ledger, [order()])
    close_order(ledger, end_of())
    close_order(ledger, end_of())
    assert ends(ledger) == [(LI_ORDER, 0, 0)]


def test_what_was_put_off_and_comes_back_has_another_end(ledger: Ledger, rules: Rulebook) -> None:
    replace_orders(ledger, [order()])
    close_order(ledger, end_of(outcome=Outcome.RESCHEDULED))
    acknowledge(ledger)
    assert replace_orders(ledger, [order()])
    bag(ledger, rules)
    close_order(ledger, end_of())
    assert ends(ledger) == [(LI_ORDER, 0, 0), (LI_ORDER, 1, 3250)]


def test_bags_of_an_order_that_left_the_list_are_closed(ledger: Ledger, rules: Rulebook) -> None:
    replace_orders(ledger, [order()])
    bag(ledger, rules)
    replace_orders(ledger, [])
    assert orders_seen(ledger).gathered_for(LI_ORDER).drop_offs == 1
    close_order(ledger, end_of())
    assert ends(ledger) == [(LI_ORDER, 1, 3250)]


def test_what_is_closed_here_does_not_come_back_before_the_platform_knows(ledger: Ledger) -> None:
    replace_orders(ledger, [order(), wangs_order()])
    close_order(ledger, end_of())
    assert not replace_orders(ledger, [order(), wangs_order()])
    open_epoch(ledger, EpochReason.FORKED)
    assert not replace_orders(ledger, [order(), wangs_order()])
    assert (len(orders_seen(ledger).orders), orders_seen(ledger).closed) == (1, 1)
    for backlog in ledger.backlogs():
        head = ledger.hash_at(backlog.epoch, backlog.head_seq)
        assert head is not None
        ledger.acknowledge(backlog.epoch, backlog.head_seq, head, ())
    assert orders_seen(ledger).closed == 0
    assert replace_orders(ledger, [order()]), "the platform has decided otherwise"


def test_the_rows_are_made_anew_from_the_journal(ledger: Ledger, rules: Rulebook) -> None:
    replace_orders(ledger, [order()])
    bag(ledger, rules)
    close_order(ledger, end_of())
    bag(ledger, rules, WANG_ORDER)
    before = orders_seen(ledger)
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("UPDATE pickup_act SET net_g = net_g + 1, closed = 0")
    assert any("pickup_act" in problem for problem in verify(ledger).problems)
    with ledger.store.writing() as connection:
        rebuild(connection)
    assert (orders_seen(ledger), verify(ledger).problems) == (before, [])


# --- wiped -----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["encrypted", "plain"])
def any_ledger(request: pytest.FixtureRequest, data: Path, clock: ManualClock) -> Iterator[Ledger]:
    """A ledger as every kiosk has it, and one whose bytes can be read, to see what is really in the file."""
    kinds: dict[str, Driver] = {"encrypted": SQLCIPHER, "plain": plain_driver("unix")}
    ledger = open_ledger(data, clock, create=True, driver=kinds[request.param])
    yield ledger
    ledger.close()


def found_in(folder: Path) -> set[str]:
    """Which of the secrets stand in any file below ``folder``."""
    everything = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {secret for secret in SECRETS if any(secret.encode("utf-8") in content for content in everything)}


def is_plain(ledger: Ledger) -> bool:
    return ledger.store.driver is not SQLCIPHER


@pytest.mark.parametrize("way", ["closed", "left the list", "changed"])
def test_nothing_of_an_order_is_left_in_any_file(
    any_ledger: Ledger, rules: Rulebook, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    caplog.set_level(logging.DEBUG)
    long = "x" * 3000  # more than one page
    replace_orders(any_ledger, [order(note=NOTE + long), wangs_order(address="elsewhere", phone="1", note="")])
    any_ledger.store.fold()
    assert found_in(any_ledger.folder) == (set(SECRETS) if is_plain(any_ledger) else set())
    bag(any_ledger, rules)
    match way:
        case "closed":
            close_order(any_ledger, end_of())
        case "left the list":
            replace_orders(any_ledger, [])
        case "changed":
            replace_orders(any_ledger, [order(address="moved", phone="2", note="", code="ZZZZZZZZ")])
    assert any_ledger.store.fold()
    assert found_in(any_ledger.folder) == set()
    assert not any(secret in caplog.text for secret in SECRETS)


def test_no_backup_and_no_export_holds_an_open_order(
    any_ledger: Ledger, clock: ManualClock, rules: Rulebook, tmp_path: Path
) -> None:
    replace_orders(any_ledger, [order()])
    bag(any_ledger, rules)
    stick = tmp_path / "stick"
    stick.mkdir()
    made = back_up(any_ledger, stick, clock, 1)
    assert made is not None
    exported = b"".join(export_lines(any_ledger))
    assert found_in(stick) == set()
    assert not any(secret.encode("utf-8") in exported for secret in SECRETS)
    assert orders_seen(any_ledger).orders == (order(),), "the ledger itself keeps it"
    copy = open_ledger(_beside_its_key(made.path, any_ledger), clock, create=False, driver=any_ledger.store.driver)
    assert (orders_seen(copy).orders, orders_seen(copy).gathered) == ((), (Gathered(LI_ORDER, 1, 3250),))
    copy.close()


def _beside_its_key(backup: Path, ledger: Ledger) -> Path:
    folder = backup.parent.parent / "restored"
    folder.mkdir()
    (folder / ledger.store.path.name).write_bytes(backup.read_bytes())
    ledger.device.save(folder)
    return folder


def test_no_repr_shows_where_somebody_lives() -> None:
    shown = repr((order(), OrdersSeen((order(),))))
    assert not any(secret in shown for secret in SECRETS)


# --- whatever happens ------------------------------------------------------------------------------------------------

NAMES = tuple(f"{number:02x}" * 16 for number in range(3))
act = st.one_of(
    st.tuples(st.just("list"), st.sets(st.sampled_from(NAMES))),
    st.tuples(st.just("bag"), st.sampled_from(NAMES)),
    st.tuples(st.just("end"), st.sampled_from(NAMES)),
    st.tuples(st.just("heard"), st.none()),
)


@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(act, max_size=14))
def test_every_bag_is_in_exactly_one_end_or_in_none_yet(
    rules: Rulebook, acts: list[tuple[str, set[str] | str | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "kiosk", ManualClock(), create=True)
        try:
            _follow(ledger, rules, acts)
        finally:
            ledger.close()


def _follow(ledger: Ledger, rules: Rulebook, acts: list[tuple[str, set[str] | str | None]]) -> None:
    open_, unheard, bags, closed = set[str](), set[str](), dict.fromkeys(NAMES, 0), dict.fromkeys(NAMES, 0)
    ended = dict.fromkeys(NAMES, False)
    for kind, of in acts:
        if kind == "list":
            assert isinstance(of, set)
            replace_orders(ledger, [_named(name) for name in of])
            open_ = of - unheard
        elif kind == "heard":
            if ledger.totals().entries:
                acknowledge(ledger)
            unheard = set()
        elif kind == "bag":
            assert isinstance(of, str)
            bag(ledger, rules, of)
            bags[of] += 1
            ended[of] = False
        else:
            assert isinstance(of, str)
            close_order(ledger, end_of(of))
            if of in open_ or not ended[of]:
                closed[of], bags[of], ended[of] = closed[of] + bags[of], 0, True
                unheard |= {of}
            open_ -= {of}
    seen = orders_seen(ledger)
    assert {one.id for one in seen.orders} == open_
    assert {one.order: one.drop_offs for one in seen.gathered} == {name: count for name, count in bags.items() if count}
    assert {name: sum(count for of, count, _ in ends(ledger) if of == name) for name in NAMES} == closed
    assert verify(ledger, signatures=False).problems == []


def _named(name: str) -> Order:
    return order(id=name, resident=f"r-{name[:2]}")
