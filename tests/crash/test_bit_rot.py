"""One bit of the encrypted ledger or of its WAL turns over while the kiosk has no power. The next start says so, or the
bit meant nothing.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault
from kiosk.ledger import Ledger, check_end, open_ledger, verify
from kiosk.ledger.engine import connect
from kiosk.ledger.highwater import FILE_NAME as MARK_NAME
from kiosk.ledger.provision import LEDGER_NAME
from kiosk.methodology import Rulebook
from tests.crash.laboratory import Tables, tables_of
from tests.crash.seeds import is_nightly, seeds
from tests.fakes.acts import drop_off

pytestmark = pytest.mark.timeout(1800)  # when nightly
WAL_NAME = f"{LEDGER_NAME}-wal"


@dataclass(frozen=True)
class Unplugged:
    """The folder of a kiosk that has lost its power, and what its ledger said after each of its last acts."""

    folder: Path
    moments: Sequence[Tables]


@pytest.fixture
def unplugged(ledger: Ledger, rules: Rulebook, tmp_path: Path) -> Unplugged:
    """Its newest entries are in the WAL, and behind them lie frames that are in the file already."""
    for _ in range(12):
        ledger.append_drop_off(drop_off(rules))
    with closing(connect(ledger.store.path, ledger.device.store_key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    moments = [tables_of(ledger)]
    for _ in range(8):
        ledger.append_drop_off(drop_off(rules))
        moments.append(tables_of(ledger))
    folder = tmp_path / "unplugged"
    shutil.copytree(ledger.folder, folder, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return Unplugged(folder, moments)


def judge(folder: Path, moments: Sequence[Tables]) -> str:
    """``found``, ``harmless``: nothing is missing, or ``older``: a whole ledger, but of an earlier moment."""
    try:
        ledger = open_ledger(folder, ManualClock(), create=False)
    except (StoreFault, sa.exc.DatabaseError):
        return "found"
    try:
        if check_end(ledger) or not verify(ledger).sound:
            return "found"
        tables = tables_of(ledger)
    except (StoreFault, sa.exc.DatabaseError):
        return "found"
    finally:
        ledger.close()
    assert tables in moments, "served, and never was so"
    return "harmless" if tables == moments[-1] else "older"


def test_one_wrong_bit_is_never_served(
    unplugged: Unplugged, tmp_path: Path, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    chance = random.Random(seeds(request)[0])
    judged: Counter[tuple[str, str]] = Counter()
    for case in range(500 if is_nightly(request) else 60):
        folder = tmp_path / "case"
        shutil.copytree(unplugged.folder, folder)
        file = folder / (LEDGER_NAME, WAL_NAME)[case % 2]
        content = bytearray(file.read_bytes())
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        content[place] ^= 1 << bit
        file.write_bytes(content)
        judged[file.name, judge(folder, unplugged.moments)] += 1
        shutil.rmtree(folder)
    assert judged[LEDGER_NAME, "older"] == 0
    if (unplugged.folder / MARK_NAME).exists():
        # Of the newest entries SQLite alone cannot tell a damaged one from one that was never finished.
        assert judged[WAL_NAME, "older"] == 0
    assert judged[LEDGER_NAME, "found"] > 0
    assert judged[WAL_NAME, "harmless"] > 0
    for (name, verdict), cases in judged.items():
        count_cases(f"bit rot: {name} {verdict}", cases)
    count_cases("bit rot", judged.total())
