"""A store of every earlier version is brought to the present one with everything in it.

``schema/vN.sql`` is what the steps up to version N come to; ``stores/vN.sql`` is a store as version N wrote it, with
entries signed by the demo key below. Neither is ever edited: a new version adds one of each.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.device import Device
from kiosk.ledger.engine import connect
from kiosk.ledger.migrations import CURRENT_VERSION, MIGRATIONS, version_of
from kiosk.ledger.provision import LEDGER_NAME
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

HERE = Path(__file__).parent
VERSIONS = range(1, CURRENT_VERSION + 1)
DEMO_KEY = Device(seed=bytes(range(32)), store_key=bytes(32))
LATER_KEY = Device(DEMO_KEY.seed, DEMO_KEY.store_key, (bytes(range(32, 64)),))
"""The same kiosk after it has gone over to another key, as version 5 can."""
LI = "r-" + "5" * 20

TOTALS = {
    1: (5, 3, 5740, 5802, 138),
    2: (10, 4, 7740, 8362, 198),
    3: (12, 4, 7740, 8362, 198),
    4: (15, 5, 8970, 9936, 234),
    5: (17, 5, 8970, 9936, 234),
    6: (22, 7, 11_970, 13_776, 324),
    7: (22, 7, 11_970, 13_776, 324),
}
"""Of the stored ones: entries, drop-offs, grams, reduction grams, points."""


def written_by(version: int, folder: Path) -> Path:
    """A data folder as the software of ``version`` has left it."""
    folder.mkdir()
    (LATER_KEY if version >= 5 else DEMO_KEY).save(folder)
    connection = connect(folder / LEDGER_NAME, DEMO_KEY.store_key)
    connection.executescript((HERE / "stores" / f"v{version}.sql").read_text("utf-8"))
    connection.close()
    return folder


def schema_after(steps: int, file: Path) -> str:
    """What the first ``steps`` migrations make: a statement a line, without the spacing."""
    connection = connect(file, DEMO_KEY.store_key)
    for statements in MIGRATIONS[:steps]:
        for statement in statements:
            connection.execute(statement)
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").fetchall()
    connection.close()
    return "".join(" ".join(sql.split()) + ";\n" for (sql,) in found)


def shape(ledger: Ledger) -> set[tuple[str, ...]]:
    """Every column with its type, every trigger and every index."""
    with ledger.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            " UNION ALL SELECT type, name, tbl_name FROM sqlite_master WHERE type <> 'table'"
        )
        return {tuple(row) for row in found}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_step_was_never_edited(version: int, tmp_path: Path) -> None:
    made = schema_after(version, tmp_path / "ledger.db")
    assert made == (HERE / "schema" / f"v{version}.sql").read_text("utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_version_goes_on(version: int, tmp_path: Path, rules: Rulebook) -> None:
    ledger = open_ledger(written_by(version, tmp_path / "kiosk"), ManualClock(), create=False)
    try:
        with ledger.store.reading() as connection:
            assert version_of(connection) == CURRENT_VERSION
        before = ledger.totals()
        assert (before.entries, before.drop_offs, before.weight_g, before.reduction_g, before.points) == TOTALS[version]
        assert (verify(ledger).problems, check_end(ledger)) == ([], [])
        visit = ledger.interrupted_visit()
        assert visit is not None
        assert [receipt.net_g for receipt in ledger.receipts(visit.session)] == [990]
        assert ledger.read_document("enrolment") == b'{"central":"https://points.example.org"}'
        assert [(verdict.seq, verdict.reason) for verdict in ledger.open_verdicts()] == [(4, "over_drop_cap")]
        newest = [each.net_g for each in ledger.history(LI, 20)]

        receipt = ledger.append_drop_off(drop_off(rules, 3250))
        assert ledger.totals().entries == before.entries + 1
        assert ledger.receipts(receipt.session) == (receipt,)
        assert [each.net_g for each in ledger.history(LI, 20)] == newest
        assert verify(ledger).problems == []
    finally:
        ledger.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_it_comes_to_the_store_that_is_made_today(
    version: int, tmp_path: Path, make_ledger: Callable[[], Ledger]
) -> None:
    fresh = make_ledger()
    ledger = open_ledger(written_by(version, tmp_path / "brought up"), ManualClock(), create=False)
    try:
        assert shape(ledger) == shape(fresh)
    finally:
        ledger.close()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = written_by(CURRENT_VERSION, tmp_path / "kiosk")
    connection = connect(folder / LEDGER_NAME, DEMO_KEY.store_key)
    connection.execute(f"PRAGMA user_version = {CURRENT_VERSION + 1}")
    connection.close()
    before = (folder / LEDGER_NAME).read_bytes()
    with pytest.raises(StoreFault, match=f"schema {CURRENT_VERSION + 1}.*install that version again") as refused:
        open_ledger(folder, ManualClock(), create=True)
    assert refused.value.kind is StoreFaultKind.NEWER
    assert (folder / LEDGER_NAME).read_bytes() == before


def test_a_table_of_somebody_else_is_no_obstacle(tmp_path: Path, rules: Rulebook) -> None:
    folder = written_by(1, tmp_path / "kiosk")
    connection = connect(folder / LEDGER_NAME, DEMO_KEY.store_key)
    connection.executescript(
        "CREATE TABLE notes_of_a_technician (line TEXT); INSERT INTO notes_of_a_technician VALUES ('x')"
    )
    connection.close()
    ledger = open_ledger(folder, ManualClock(), create=False)
    try:
        ledger.append_drop_off(drop_off(rules))
        assert verify(ledger).problems == []
        with ledger.store.reading() as kept:
            assert kept.exec_driver_sql("SELECT line FROM notes_of_a_technician").scalar_one() == "x"
    finally:
        ledger.close()


def test_a_moment_that_was_known_is_known_after_a_boot_with_a_wrong_clock(ledger: Ledger, clock: ManualClock) -> None:
    moment = clock.now()
    ledger.keep_moment(moment)
    ledger.append_boot("0.1.0")
    assert ledger.newest_moment() == moment
