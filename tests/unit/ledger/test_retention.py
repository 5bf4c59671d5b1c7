"""Old entries shrink; the chain, the sums and everything not yet acknowledged stay whole."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from kiosk.core.acts import Resident
from kiosk.core.clock import ClockTrust, ManualClock
from kiosk.ledger import Ledger, verify
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.retention import STEP_ENTRIES, shrink
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check

KEEP = timedelta(days=30)
DAY_MS = 86_400_000
LI = Resident("r-" + "5" * 20, "6" * 32)


@pytest.fixture
def old(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> Ledger:
    """Ten drop-offs of Li's, one a day from 40 days ago, a consent and a scale check; nothing acknowledged."""
    ledger.append_consent(LI.resident)
    ledger.append_scale_check(scale_check())
    for _ in range(10):
        ledger.append_drop_off(drop_off(rules, 3250, who=LI))
        clock.advance(DAY_MS)
    clock.advance(30 * DAY_MS)
    return ledger


def acknowledge(ledger: Ledger, seq: int) -> None:
    epoch = ledger.backlog().epoch
    head_hash = ledger.hash_at(epoch, seq)
    assert head_hash is not None
    ledger.acknowledge(epoch, seq, head_hash, ())


def test_nothing_shrinks_before_it_is_acknowledged(old: Ledger, clock: ManualClock) -> None:
    assert shrink(old, clock.now(), KEEP) == 0
    acknowledge(old, 5)
    assert shrink(old, clock.now(), KEEP) == 5
    assert [bool(stored.entry) for stored in old.all_entries()] == [False] * 5 + [True] * 8


def test_what_is_young_stays(old: Ledger, clock: ManualClock) -> None:
    acknowledge(old, 12)
    assert shrink(old, clock.now(), timedelta(days=35)) == 7
    assert shrink(old, clock.now(), timedelta(days=35)) == 0


def test_sums_head_and_soundness_survive(old: Ledger, clock: ManualClock) -> None:
    before = old.totals()
    acknowledge(old, 12)
    shrink(old, clock.now(), KEEP)
    after = old.totals()
    assert (after.drop_offs, after.weight_g, after.reduction_g, after.points) == (10, 32_500, 41_600, 970)
    assert (after.entries, after.pending) == (before.entries + 1, 1)
    assert (verify(old).problems, check_end(old)) == ([], [])
    assert verify(old).points == 970
    assert old.agreed() == [LI.resident], "nobody is asked again"
    assert old.last_scale_check().day is not None


def test_no_trace_of_the_person_is_left_in_the_rows(old: Ledger, clock: ManualClock) -> None:
    acknowledge(old, 12)
    shrink(old, clock.now(), KEEP)
    assert old.history(LI.resident, 20) == []
    assert all(LI.pass_id.encode() not in stored.entry for stored in old.all_entries())


def test_it_goes_on_where_it_stopped(old: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    acknowledge(old, 5)
    shrink(old, clock.now(), KEEP)
    old.append_drop_off(drop_off(rules, 1000))
    acknowledge(old, 13)
    assert shrink(old, clock.now(), KEEP) == 7
    clock.advance(31 * DAY_MS)
    acknowledge(old, old.totals().entries)
    assert shrink(old, clock.now(), KEEP) == 3
    assert old.totals().drop_offs == 11
    assert verify(old).problems == []


def test_an_entry_of_a_lost_clock_is_no_evidence_of_age(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    clock.trusted = ClockTrust.UNKNOWN
    clock.wall -= timedelta(days=365)
    ledger.append_drop_off(drop_off(rules))
    clock.wall += timedelta(days=365)
    clock.trusted = ClockTrust.TRUSTED
    acknowledge(ledger, 1)
    assert shrink(ledger, clock.now(), KEEP) == 0


def test_one_entry_dated_far_ahead_holds_up_nothing(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    clock.wall += timedelta(days=3650)
    ledger.append_drop_off(drop_off(rules))
    clock.wall -= timedelta(days=3650)
    ledger.append_drop_off(drop_off(rules))
    clock.advance(31 * DAY_MS)
    acknowledge(ledger, 2)
    assert shrink(ledger, clock.now(), KEEP) == 2
    assert verify(ledger).problems == []


def test_one_step_is_bounded(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    ledger.append_drop_offs([drop_off(rules) for _ in range(STEP_ENTRIES + 5)])
    clock.advance(31 * DAY_MS)
    acknowledge(ledger, STEP_ENTRIES + 5)
    assert [shrink(ledger, clock.now(), KEEP) for _ in range(3)] == [STEP_ENTRIES, 5, 0]
    assert verify(ledger, signatures=False).problems == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET entry = x'' WHERE seq = 6",  # not acknowledged
        "UPDATE journal SET entry = x'00' WHERE seq = 2",
        "UPDATE journal SET entry = x'', hash = zeroblob(32) WHERE seq = 2",
        "UPDATE journal SET entry = x'', signature = zeroblob(64) WHERE seq = 2",
        "UPDATE journal SET entry = x'', kind = 'boot' WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 2",
    ],
)
def test_the_store_itself_allows_nothing_else(old: Ledger, statement: str) -> None:
    acknowledge(old, 5)
    with pytest.raises(DBAPIError, match="append-only"), old.store.writing() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE total SET points = points + 1 WHERE day = ''", "what was shrunk"),
        ("UPDATE shrunk SET points = points + 1", "shrunk: the row"),
        ("DELETE FROM shrunk", "shrunk: the row"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 12", "another number"),
        ("UPDATE journal SET signature = zeroblob(64) WHERE seq = 12", "entry 12: not signed"),
    ],
)
def test_damage_in_what_was_shrunk_is_found(old: Ledger, clock: ManualClock, statement: str, said: str) -> None:
    acknowledge(old, 12)
    shrink(old, clock.now(), KEEP)
    with old.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_update")
        connection.exec_driver_sql(statement)
    for signatures in (True, False):
        assert any(said in problem for problem in verify(old, signatures=signatures).problems)


def test_a_new_epoch_continues_the_story(old: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    epoch = open_epoch(old, EpochReason.RESTORED)
    receipt = old.append_drop_off(drop_off(rules))
    assert (receipt.seq, old.totals().entries) == (2, 14)
    assert verify(old).problems == []
    assert old.backlog().epoch != epoch, "what the old epoch still has is shipped first"
    acknowledge(old, 12)
    assert old.backlog().epoch == epoch
    acknowledge(old, 2)
    shrink(old, clock.now(), KEEP)
    clock.advance(31 * DAY_MS)
    assert shrink(old, clock.now(), KEEP) == 2
    assert (verify(old).problems, check_end(old)) == ([], [])


def test_an_epoch_that_does_not_say_where_the_last_one_ended_is_damage(old: Ledger, rules: Rulebook) -> None:
    open_epoch(old, EpochReason.REPAIRED)
    with old.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_delete")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("DELETE FROM journal WHERE position = 13")
        connection.exec_driver_sql("DROP TRIGGER journal_has_no_gaps")
    old.append_drop_off(drop_off(rules))
    assert any("does not say where the one before it ended" in problem for problem in verify(old).problems)


def test_a_tail_that_was_cut_off_is_noticed_by_what_was_acknowledged(old: Ledger) -> None:
    acknowledge(old, 12)
    with old.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_delete")
        connection.exec_driver_sql("DELETE FROM drop_off WHERE position > 10")
        connection.exec_driver_sql("DELETE FROM journal WHERE position > 10")
    for problems in (check_end(old), verify(old).problems):
        assert any("has acknowledged entry 12" in problem for problem in problems)
