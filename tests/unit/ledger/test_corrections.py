"""What was put right counts from then on, and the entry of before stays as it was."""

from dataclasses import replace
from datetime import timedelta

from kiosk.core.clock import ManualClock, local_day
from kiosk.core.containers import Container
from kiosk.core.correction import Correction, CorrectionAction, CorrectionReason, Standing, corrected
from kiosk.core.events import StaffRole
from kiosk.core.journal import Totals
from kiosk.ledger import Ledger, verify
from kiosk.ledger.containers import containers_seen
from kiosk.ledger.corrections import append_correction, standings
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

BIN = Container("clothing-1", "clothing", 150_000)


def put_right(of: Standing, net_g: int) -> Correction:
    action = CorrectionAction.ADJUST if net_g else CorrectionAction.VOID
    reason = CorrectionReason.WEIGHED_TWICE
    return corrected(of, net_g, action, reason, badge="5a" * 16, role=StaffRole.SUPERVISOR, second=None)


def sums(totals: Totals) -> tuple[int, int, int, int]:
    return totals.drop_offs, totals.weight_g, totals.reduction_g, totals.points


def bag(ledger: Ledger, rules: Rulebook, net_g: int) -> None:
    ledger.append_drop_off(replace(drop_off(rules, net_g), container=BIN.id))


def test_it_counts_everywhere_and_the_old_entry_stays(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    bag(ledger, rules, 3250)
    bag(ledger, rules, 2000)
    before = list(ledger.all_entries())
    newest, oldest = standings(ledger)
    assert append_correction(ledger, put_right(oldest, 1000)) is not None
    assert sums(ledger.totals()) == (2, 3000, 1280 + 2560, 30 + 60)
    assert append_correction(ledger, put_right(newest, 0)) is not None
    assert sums(ledger.totals()) == (1, 1000, 1280, 30)
    assert ledger.day_weight_g(local_day(clock.now())) == 1000
    (fill,) = containers_seen(ledger, (BIN,)).fills
    assert (fill.drop_offs, fill.fill_g) == (1, 1000)
    assert list(ledger.all_entries())[: len(before)] == before
    assert verify(ledger).problems == []
    voided, adjusted = standings(ledger)
    assert (voided.voided, voided.net_g, voided.points) == (True, 0, 0)
    assert (adjusted.corrected, adjusted.net_g, adjusted.reduction_g, adjusted.points) == (True, 1000, 1280, 30)


def test_the_slower_of_two_changes_nothing(ledger: Ledger, rules: Rulebook) -> None:
    bag(ledger, rules, 3250)
    (seen,) = standings(ledger)
    assert append_correction(ledger, put_right(seen, 1000)) is not None
    assert append_correction(ledger, put_right(seen, 2000)) is None
    (now,) = standings(ledger)
    assert append_correction(ledger, put_right(now, 2000)) is not None, "who looks again may go on"
    assert append_correction(ledger, put_right(standings(ledger)[0], 0)) is not None
    assert append_correction(ledger, put_right(standings(ledger)[0], 500)) is None, "what is void stays void"
    assert sums(ledger.totals()) == (0, 0, 0, 0)


def test_what_has_lost_its_bytes_cannot_be_put_right(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    bag(ledger, rules, 3250)
    bag(ledger, rules, 2000)
    seen = standings(ledger)
    assert append_correction(ledger, put_right(seen[1], 1000)) is not None
    backlog = ledger.backlog()
    ledger.acknowledge(backlog.epoch, backlog.head_seq, ledger.totals().head, [])
    kept = sums(ledger.totals())
    clock.advance(int(timedelta(days=31).total_seconds() * 1000))
    assert shrink(ledger, clock.now(), timedelta(days=30)) > 0
    assert standings(ledger) == ()
    assert append_correction(ledger, put_right(seen[0], 500)) is None
    assert sums(ledger.totals()) == kept
    assert containers_seen(ledger, (BIN,)).fills[0].fill_g == 3000
    assert verify(ledger).problems == []
