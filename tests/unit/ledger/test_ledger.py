"""The journal on a real, encrypted SQLite file."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from kiosk.core.acts import Guest, HoldReason, Resident
from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.events import ScaleChecked
from kiosk.core.ids import claim_hash
from kiosk.core.journal import OpenVisit, Verdict
from kiosk.ledger import Ledger, schema, verify
from kiosk.ledger.engine import make_engine
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check, settled, settled_in_container
from tests.fakes.contract_schemas import assert_follows


def test_a_drop_off_is_an_entry_and_its_projections(ledger: Ledger, rules: Rulebook) -> None:
    receipt = ledger.append_drop_off(drop_off(rules, 3250))
    assert (receipt.seq, receipt.net_g, receipt.reduction_g, receipt.points) == (1, 3250, 4160, 97)
    totals = ledger.totals()
    assert (totals.entries, totals.drop_offs, totals.weight_g, totals.reduction_g, totals.points) == (
        1,
        1,
        3250,
        4160,
        97,
    )
    assert verify(ledger).sound


def test_entries_are_numbered_and_chained(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_boot("0.1.0")
    for _ in range(3):
        ledger.append_drop_off(drop_off(rules))
    entries = [json.loads(e.entry) for e in ledger.all_entries()]
    assert [e["seq"] for e in entries] == [1, 2, 3, 4]
    assert entries[0]["prev_hash"] == "0" * 64
    hashes = [e.hash.hex() for e in ledger.all_entries()]
    assert [e["prev_hash"] for e in entries[1:]] == hashes[:-1]


def test_the_same_line_again_is_the_same_receipt(ledger: Ledger, rules: Rulebook) -> None:
    act = drop_off(rules)
    assert ledger.append_drop_off(act) == ledger.append_drop_off(act)
    assert ledger.totals().entries == 1


def test_one_weighing_cannot_be_credited_twice(ledger: Ledger, rules: Rulebook) -> None:
    weight = settled()
    ledger.append_drop_off(drop_off(rules, weight=weight))
    with pytest.raises(ValueError, match="already credited"):
        ledger.append_drop_off(drop_off(rules, weight=weight))
    assert ledger.totals().entries == 1


def test_a_batch_is_all_or_nothing(ledger: Ledger, rules: Rulebook) -> None:
    weight = settled()
    with pytest.raises(ValueError, match="already credited"):
        ledger.append_drop_offs([drop_off(rules, weight=weight), drop_off(rules, weight=weight)])
    assert ledger.totals().entries == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE journal SET kind = 'x'", "DELETE FROM journal", "UPDATE journal SET entry = x'00'"]
)
def test_the_journal_refuses_to_be_changed(ledger: Ledger, rules: Rulebook, statement: str) -> None:
    ledger.append_drop_off(drop_off(rules))
    engine = make_engine(ledger.folder / "ledger.db", ledger.device.store_key, writer=True)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert verify(ledger).sound


def test_the_journal_refuses_a_gap(ledger: Ledger) -> None:
    engine = make_engine(ledger.folder / "ledger.db", ledger.device.store_key, writer=True)
    with pytest.raises(DBAPIError, match="no gaps"), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO journal VALUES (1, 1, 2, 'boot', x'00', x'00', x'00')")
    engine.dispose()


def test_a_reader_cannot_write(ledger: Ledger) -> None:
    engine = make_engine(ledger.folder / "ledger.db", ledger.device.store_key, writer=False)
    with pytest.raises(DBAPIError, match="readonly"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM open_visit")
    engine.dispose()


@pytest.mark.parametrize("writer", [True, False])
def test_every_connection_is_durable_and_encrypted(ledger: Ledger, *, writer: bool) -> None:
    engine = make_engine(ledger.folder / "ledger.db", ledger.device.store_key, writer=writer)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "cipher_version")
        }
    engine.dispose()
    assert settings["journal_mode"] == "wal"
    assert (settings["synchronous"], settings["foreign_keys"]) == (2, 1)
    assert str(settings["cipher_version"]).startswith("4.")


def test_nothing_about_a_person_lies_on_the_disk_in_clear(
    ledger: Ledger, rules: Rulebook, data: Path, make_ledger: Callable[[], Ledger]
) -> None:
    ledger.append_drop_off(drop_off(rules, who=Resident("r-pseudonym-of-li", "00" * 16)))
    ledger.open_visit(OpenVisit("session-of-li", "2345678923456789"))
    stored = b"".join(p.read_bytes() for p in data.glob("ledger.db*"))
    assert b"r-pseudonym-of-li" not in stored
    assert b"session-of-li" not in stored
    assert b"2345678923456789" not in stored
    assert b"journal" not in stored
    for secret in (ledger.device.seed, ledger.device.store_key):
        assert secret not in stored
        assert secret.hex().encode() not in stored


def test_a_claim_code_is_kept_as_its_hash_only(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_off(drop_off(rules, who=Guest("2345678923456789")))
    entry = next(ledger.all_entries()).entry
    assert b"2345678923456789" not in entry
    assert json.loads(entry)["body"]["claim"] == claim_hash("2345678923456789")


def test_totals_of_the_day_follow_the_local_day(ledger: Ledger, rules: Rulebook, clock: ManualClock) -> None:
    ledger.append_drop_off(drop_off(rules, 1000))
    today = clock.now().date()
    assert ledger.day_weight_g(today) == 1000
    clock.advance(24 * 3600 * 1000)
    assert ledger.day_weight_g(clock.now().date()) == 0


def test_rules_are_recorded_once_until_they_change(ledger: Ledger, rules: Rulebook) -> None:
    assert ledger.adopt_rules(rules) == 1
    assert ledger.adopt_rules(rules) is None
    assert ledger.adopt_rules(Rulebook(rules.rules[:1])) == 2


def test_the_platforms_word_is_remembered(ledger: Ledger, rules: Rulebook) -> None:
    for _ in range(3):
        ledger.append_drop_off(drop_off(rules))
    backlog = ledger.backlog()
    assert (backlog.acked_seq, backlog.head_seq) == (0, 3)
    head = ledger.hash_at(backlog.epoch, 2)
    assert head is not None
    ledger.acknowledge(backlog.epoch, 2, head, [Verdict(1, "accepted", None), Verdict(2, "held", "over_drop_cap")])
    assert ledger.backlog().acked_seq == 2
    assert ledger.totals().pending == 1
    assert ledger.open_verdicts() == [Verdict(2, "held", "over_drop_cap")]


def test_a_visit_that_was_open_is_found_again(make_ledger: Callable[[], Ledger], rules: Rulebook) -> None:
    first = make_ledger()
    act = drop_off(rules, 1200)
    visit = OpenVisit(act.session, "2345678923456789")
    first.open_visit(visit)
    receipt = first.append_drop_off(act)
    first.close()
    again = make_ledger()
    assert again.interrupted_visit() == visit
    assert again.receipts(act.session) == (receipt,)
    again.close_visit()
    assert again.interrupted_visit() is None


def test_a_full_disk_is_said_and_nothing_is_half_written(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_off(drop_off(rules))
    with ledger.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFault) as caught:
        _append_many(ledger, rules)
    assert caught.value.kind is StoreFaultKind.FULL
    report = verify(ledger)
    assert report.sound
    ledger.reopen()
    ledger.append_drop_off(drop_off(rules))
    assert ledger.totals().drop_offs == report.drop_offs + 1


def _append_many(ledger: Ledger, rules: Rulebook) -> None:
    for _ in range(1000):
        ledger.append_drop_off(drop_off(rules))


def test_the_tables_the_code_believes_in_are_those_on_disk(ledger: Ledger) -> None:
    inspector = sa.inspect(ledger.store._reader)
    on_disk = {name: [c["name"] for c in inspector.get_columns(name)] for name in inspector.get_table_names()}
    believed = {table.name: [c.name for c in table.columns] for table in schema.metadata.sorted_tables}
    assert believed == on_disk


def test_a_hold_and_its_evidence_stand_in_the_entry(ledger: Ledger, rules: Rulebook) -> None:
    weight = settled_in_container(41_000, 3250, taken_out_g=5000)
    ledger.append_drop_off(drop_off(rules, weight=weight, hold=HoldReason.TAKEN_OUT))
    body = json.loads(next(ledger.all_entries()).entry)["body"]
    assert body["hold"] == "taken_out"
    assert (body["gross_g"], body["tare_g"], body["net_g"]) == (44_250, 41_000, 3250)
    assert (body["weighing"]["mode"], body["weighing"]["taken_out_g"]) == ("container", 5000)
    assert_follows("drop_off", body)


def test_an_ordinary_drop_off_waits_for_nobody(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_off(drop_off(rules))
    body = json.loads(next(ledger.all_entries()).entry)["body"]
    assert (body["hold"], body["weighing"]["mode"], body["weighing"]["taken_out_g"]) == (None, "platform", 0)


def test_a_scale_check_is_an_entry_and_the_last_one_is_remembered(
    make_ledger: Callable[[], Ledger], clock: ManualClock
) -> None:
    ledger = make_ledger()
    assert ledger.last_scale_check() == ScaleChecked(None)
    assert ledger.append_scale_check(scale_check(error_g=-30)) == 1
    assert ledger.last_scale_check() == ScaleChecked(date(2026, 11, 22), passed=False)
    clock.advance(24 * 3600 * 1000)
    ledger.append_scale_check(scale_check(error_g=20))
    ledger.close()
    again = make_ledger()
    assert again.last_scale_check() == ScaleChecked(date(2026, 11, 23))
    bodies = [json.loads(stored.entry)["body"] for stored in again.all_entries()]
    for body in bodies:
        assert_follows("scale_check", body)
    assert [(body["measured_g"], body["error_g"], body["passed"]) for body in bodies] == [
        (9_970, -30, False),
        (10_020, 20, True),
    ]


def test_a_check_belongs_to_the_local_day(ledger: Ledger, clock: ManualClock) -> None:
    clock.wall = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # half past midnight in China
    ledger.append_scale_check(scale_check())
    assert ledger.last_scale_check().day == date(2026, 11, 23)
    assert verify(ledger).sound


def test_what_a_device_has_come_to_is_an_entry(ledger: Ledger) -> None:
    assert [ledger.append_device_state("scale", state) for state in ("silent", "well")] == [1, 2]
    bodies = [json.loads(stored.entry)["body"] for stored in ledger.all_entries()]
    assert bodies == [{"device": "scale", "state": "silent"}, {"device": "scale", "state": "well"}]
    for body in bodies:
        assert_follows("device_state", body)


def test_the_container_total_is_that_of_the_newest_drop_off(ledger: Ledger, rules: Rulebook) -> None:
    assert ledger.container_total_g() is None
    ledger.append_drop_off(drop_off(rules))
    assert ledger.container_total_g() is None
    for before_g in (40_000, 43_250):
        ledger.append_drop_off(drop_off(rules, weight=settled_in_container(before_g, 3250)))
    ledger.append_drop_off(drop_off(rules))
    assert ledger.container_total_g() == 46_500


def test_what_is_missing_from_the_container_is_not_forgiven_by_a_restart(ledger: Ledger, rules: Rulebook) -> None:
    weight = settled_in_container(40_000, 2000, taken_out_g=10_000)
    ledger.append_drop_off(drop_off(rules, weight=weight, hold=HoldReason.TAKEN_OUT))
    assert ledger.container_total_g() == 50_000
    assert verify(ledger).sound
