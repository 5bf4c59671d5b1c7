"""A store of an earlier version is brought to the present one with everything in it."""

from pathlib import Path

from kiosk.core.clock import ManualClock
from kiosk.ledger import migrations
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.provision import open_ledger
from kiosk.ledger.verify import verify
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

NEW_SINCE = (
    "DROP TABLE shrunk",
    "DROP TRIGGER drop_off_leaves_total",
    "DROP INDEX drop_off_by_resident",
    "DROP TABLE consent",
    "DROP TABLE seen_pass",
    "DROP TABLE pin_failure",
    "DROP TABLE scale_check",
    "DROP TABLE container_total",
    "ALTER TABLE drop_off DROP COLUMN held",
)


def as_in_version_1(ledger: Ledger) -> None:
    with ledger.store.writing() as connection:
        for statement in (*NEW_SINCE, "PRAGMA user_version = 1"):
            connection.exec_driver_sql(statement)


def test_a_store_of_version_1_goes_on(tmp_path: Path, rules: Rulebook) -> None:
    ledger = open_ledger(tmp_path, ManualClock(), create=True)
    receipt = ledger.append_drop_off(drop_off(rules))
    as_in_version_1(ledger)
    ledger.close()

    ledger = open_ledger(tmp_path, ManualClock(), create=False)
    with ledger.store.reading() as connection:
        assert migrations.version_of(connection) == migrations.CURRENT_VERSION
    assert ledger.receipts(receipt.session) == (receipt,)
    assert ledger.container_total_g() is None
    assert ledger.last_scale_check().day is None
    assert verify(ledger).sound
    ledger.close()


def test_a_moment_that_was_known_is_known_after_a_boot_with_a_wrong_clock(ledger: Ledger, clock: ManualClock) -> None:
    moment = clock.now()
    ledger.keep_moment(moment)
    ledger.append_boot("0.1.0")
    assert ledger.newest_moment() == moment
