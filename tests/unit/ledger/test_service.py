"""What staff have set on the kiosk survives everything that the ledger survives, and the journal says who did it."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.condition import MaterialDay, PreferencesSeen, ServiceSeen
from kiosk.core.correction import Correction
from kiosk.core.events import StaffRole
from kiosk.core.journal import Verdict
from kiosk.ledger import Ledger, preferences_seen, service_seen
from kiosk.ledger.overview import NEWEST, records_seen
from kiosk.ledger.service import keep_preferences, record_service
from kiosk.ledger.staff_bodies import correction_body
from kiosk.methodology import Rulebook
from tests.fakes.acts import DAY, drop_off
from tests.fakes.contract_schemas import assert_follows
from tests.fakes.staffwork import correction

BADGE = "0a" * 16


def actions(ledger: Ledger) -> list[dict[str, object]]:
    entries = [json.loads(stored.entry) for stored in ledger.all_entries()]
    return [entry["body"] for entry in entries if entry["kind"] == "staff_action"]


def test_out_of_service_survives_a_restart_and_names_who(ledger: Ledger, make_ledger: Callable[[], Ledger]) -> None:
    assert service_seen(ledger) == ServiceSeen(out=False)
    record_service(ledger, BADGE, StaffRole.OPERATOR, out=True)
    ledger.close()
    again = make_ledger()
    assert service_seen(again) == ServiceSeen(out=True)
    record_service(again, "5a" * 16, StaffRole.SUPERVISOR, out=False)
    assert service_seen(again) == ServiceSeen(out=False)
    assert actions(again) == [
        {"badge": BADGE, "role": "operator", "action": "out_of_service"},
        {"badge": "5a" * 16, "role": "supervisor", "action": "in_service"},
    ]
    assert_follows("staff_action", actions(again)[0])


@pytest.mark.parametrize("out", [False, True])
def test_what_is_so_already_adds_nothing(ledger: Ledger, out: bool) -> None:
    record_service(ledger, BADGE, StaffRole.OPERATOR, out=out)
    entries = ledger.totals().entries
    assert record_service(ledger, BADGE, StaffRole.OPERATOR, out=out) is None
    assert ledger.totals().entries == entries


def test_the_language_of_the_resting_screen_is_kept(ledger: Ledger, make_ledger: Callable[[], Ledger]) -> None:
    assert preferences_seen(ledger) == PreferencesSeen(None)
    keep_preferences(ledger, PreferencesSeen("en"))
    ledger.close()
    assert preferences_seen(make_ledger()) == PreferencesSeen("en")


def test_a_day_is_summed_by_material_with_its_corrections(ledger: Ledger, rules: Rulebook, clock: ManualClock) -> None:
    assert records_seen(ledger, DAY).materials == ()
    acts = [drop_off(rules, net_g=3250), drop_off(rules, net_g=1000), drop_off(rules, net_g=2000, material="books")]
    receipts = ledger.append_drop_offs(acts)
    clock.advance(86_400_000)
    ledger.append_drop_off(drop_off(rules, net_g=9000))  # tomorrow's
    assert records_seen(ledger, DAY).materials == (
        MaterialDay("books", 1, 2000, 500, 16),
        MaterialDay("clothing", 2, 4250, 5440, 127),
    )
    epoch = ledger.backlog().epoch
    append_correction(ledger, correction(acts[1], 0, epoch=epoch, seq=receipts[1].seq))
    append_correction(ledger, correction(acts[2], 1000, epoch=epoch, seq=receipts[2].seq))
    assert records_seen(ledger, DAY).materials == (
        MaterialDay("books", 1, 1000, 250, 8),
        MaterialDay("clothing", 1, 3250, 4160, 97),
    )
    assert records_seen(ledger, date(2020, 1, 1)).materials == ()


def append_correction(ledger: Ledger, made: Correction) -> None:
    with ledger.appending() as connection:
        ledger.append(connection, "correction", correction_body(made))


def test_the_newest_verdicts_come_first_and_all_are_counted(ledger: Ledger, rules: Rulebook) -> None:
    count = NEWEST + 4
    ledger.append_drop_offs([drop_off(rules) for _ in range(count)])
    backlog = ledger.backlog()
    head = ledger.hash_at(backlog.epoch, count)
    words = ["accepted", "refused", *["held"] * (count - 2)]
    verdicts = [Verdict(seq, word, None if word == "accepted" else "arithmetic") for seq, word in enumerate(words, 1)]
    ledger.acknowledge(backlog.epoch, count, str(head), verdicts)
    seen = records_seen(ledger, DAY)
    assert (seen.held, seen.refused) == (count - 2, 1)
    assert [verdict.seq for verdict in seen.newest] == list(range(count, count - NEWEST, -1))
