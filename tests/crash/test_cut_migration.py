"""The power is cut while a store of the first version is brought to the present one: every step is whole or not there,
and the next start ends where an undisturbed one does.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.ledger.engine import connect
from kiosk.ledger.migrations import CURRENT_VERSION, MIGRATIONS
from kiosk.ledger.provision import LEDGER_NAME
from kiosk.methodology import Rulebook
from tests.crash.disk import Image, Loss
from tests.crash.laboratory import Done, Laboratory, Tables, tables_of
from tests.crash.seeds import is_nightly, seeds
from tests.fakes.acts import drop_off

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]  # when nightly
KEY = bytes(32)
OLD_TABLES = ("epoch", "journal", "acknowledged", "verdict", "open_visit", "document")
"""As they were in version 1; ``total`` follows from ``drop_off``, which has a column more now."""
FEW = (Loss.ALL, Loss.SECTORS)
Schema = frozenset[tuple[str, str, str]]


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    return Laboratory(tmp_path / "kiosk")


def raw(laboratory: Laboratory) -> Any:
    """The file on the disk, without the ledger's code."""
    return closing(connect(laboratory.folder / LEDGER_NAME, KEY, laboratory.driver))


def upgrade(connection: Any, version: int) -> None:
    for statement in (*MIGRATIONS[version - 1], f"PRAGMA user_version = {version}"):
        connection.execute(statement)


def schema_of(connection: Any) -> tuple[int, Schema]:
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    made = connection.execute("SELECT type, name, COALESCE(sql, '') FROM sqlite_schema").fetchall()
    return version, frozenset(made)


def every_schema(laboratory: Laboratory) -> Mapping[int, Schema]:
    """What each released version has, from version 1 on."""
    laboratory.put_back({LEDGER_NAME: b""}, None)
    schemas: dict[int, Schema] = {}
    with raw(laboratory) as connection:
        for version in range(1, CURRENT_VERSION + 1):
            upgrade(connection, version)
            schemas.update([schema_of(connection)])
    return schemas


def some_history(laboratory: Laboratory, rules: Rulebook) -> Tables:
    """Of a kiosk that has drop-offs, of which the platform has acknowledged some and holds one."""
    with laboratory.from_scratch() as ledger:
        for net_g in (1250, 2250, 3250):
            ledger.append_drop_off(drop_off(rules, net_g))
        epoch = ledger.backlog().epoch
        ledger.acknowledge(epoch, 2, ledger.hash_at(epoch, 2) or "", ())
        ledger.write_document("moment", b"2026-11-22T09:00:00.000Z")
        return tables_of(ledger)


def version_1(laboratory: Laboratory, history: Tables) -> Image:
    """The disk of a kiosk of the first version that has just lost its power: the rows are in the WAL yet."""
    laboratory.put_back({LEDGER_NAME: b""}, None)
    with raw(laboratory) as connection:
        upgrade(connection, 1)
        for table in OLD_TABLES:
            for row in history[table]:
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        for *kept, _held in history["drop_off"]:
            connection.execute(f"INSERT INTO drop_off VALUES ({', '.join('?' * len(kept))})", kept)
        return laboratory.disk.image()


def test_an_upgrade_is_old_or_new_and_never_between(
    laboratory: Laboratory, rules: Rulebook, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    schemas = every_schema(laboratory)
    history = some_history(laboratory, rules)
    old = version_1(laboratory, history)

    def start(done: Done) -> None:
        ledger = laboratory.open()
        done()
        ledger.close()

    laboratory.put_back(old, None)
    recording = laboratory.record(start, lambda: history)
    seen: set[int] = set()
    cases = 0
    for seed in seeds(request):
        for cut in recording.cuts(seed, losses=tuple(Loss) if is_nightly(request) else FEW):
            laboratory.put_back(cut.image, None)
            with raw(laboratory) as connection:
                version, schema = schema_of(connection)
            assert schema == schemas[version], cut.name
            assert version == CURRENT_VERSION or not cut.reached, f"{cut.name}: the start had returned"
            seen.add(version)
            found = laboratory.find(cut)
            assert not found.problems, cut.name
            assert (found.tables, found.remade) == (history, history), cut.name
            cases += 1
    assert seen == set(schemas), "a cut was made between every two versions"
    count_cases("simulated disk", cases)
    count_cases("simulated disk: cut points in migration", len(recording.operations) + 1)
