"""The write-ahead log over a long time: forgotten readers, several writers, and checkpoints at any moment."""

import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, verify
from kiosk.ledger.engine import connect
from kiosk.ledger.store import Store
from kiosk.ledger.wal import LIMIT_BYTES
from kiosk.methodology import Rulebook
from tests.crash.acknowledge import acknowledge_next
from tests.fakes.acts import drop_off

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 60
FILLER_BYTES = 512 * 1024
MODES = ("PASSIVE", "FULL", "RESTART", "TRUNCATE")


def depth(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--depth", default="quick"))


@pytest.mark.timeout(900)
@pytest.mark.expects_log("kiosk.ledger.wal")  # the reader that is ended is told
def test_a_reader_forgotten_over_thousands_of_transactions(
    ledger: Ledger, rules: Rulebook, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    nightly = depth(request) == "nightly"
    transactions, transaction_s = (5000, 0.05) if nightly else (60, 1.0)
    now_s, begun, told = [0.0], threading.Event(), threading.Event()
    ended: list[StoreFault] = []
    ledger.store = Store(ledger.store.path, ledger.device.store_key, monotonic_s=lambda: now_s[0])
    wal = ledger.store.path.with_name("ledger.db-wal")

    def forget() -> None:
        try:
            with ledger.store.reading() as connection:
                connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar_one()
                begun.set()
                assert told.wait(PATIENCE_S * 15)
                connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar_one()
        except StoreFault as fault:
            ended.append(fault)

    forgetful = threading.Thread(target=forget)
    forgetful.start()
    assert begun.wait(PATIENCE_S)
    highest = 0
    for number in range(transactions):
        ledger.append_drop_off(drop_off(rules))
        if not nightly:  # makes each transaction as large as hundreds
            ledger.write_document("filler", bytes([number]) * FILLER_BYTES)
        now_s[0] += transaction_s
        highest = max(highest, wal.stat().st_size)
    told.set()
    forgetful.join(PATIENCE_S)
    assert [fault.kind for fault in ended] == [StoreFaultKind.LOCKED]
    assert LIMIT_BYTES // 2 < highest < LIMIT_BYTES * 5 // 4
    assert verify(ledger, signatures=False).problems == []
    count_cases("transactions beside a forgotten reader", transactions)


class Crowd:
    """Threads that do their part again and again until they are told to stop. What one of them raises is kept."""

    def __init__(self) -> None:
        self.problems: list[BaseException] = []
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def add(self, part: Callable[[], object]) -> None:
        self._threads.append(threading.Thread(target=self._repeat, args=(part,)))
        self._threads[-1].start()

    def _repeat(self, part: Callable[[], object]) -> None:
        try:
            while not self._stop.is_set():
                part()
        except BaseException as problem:  # noqa: BLE001 - the test looks at it
            self.problems.append(problem)

    def disperse(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


@pytest.mark.process
@pytest.mark.timeout(900)
def test_screen_and_sync_write_together_with_checkpoints_at_any_moment(
    ledger: Ledger, rules: Rulebook, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    visits = 5_000 if depth(request) == "nightly" else 60
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    folding = connect(ledger.store.path, ledger.device.store_key)
    crowd, folded = Crowd(), 0

    def fold() -> None:
        nonlocal folded
        folding.execute(f"PRAGMA wal_checkpoint({chance.choice(MODES)})").fetchall()
        folded += 1

    def screen() -> None:
        ledger.history("r-li", 20)
        ledger.totals()
        ledger.keep_moment(ledger.newest_moment() or pytest.fail("an entry of a trusted clock is there"))

    ledger.append_boot("0.1.0")
    command = [sys.executable, "-m", "tests.crash.acknowledge", str(ledger.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as elsewhere:
        assert elsewhere.stdout is not None
        assert elsewhere.stdout.readline() == b"ready\n"
        for part in (fold, screen, screen, lambda: acknowledge_next(ledger)):
            crowd.add(part)
        try:
            for _ in range(visits):
                ledger.append_drop_off(drop_off(rules))
        finally:
            crowd.disperse()
            folding.close()
            answer, _ = elsewhere.communicate(timeout=PATIENCE_S)
    assert (crowd.problems, elsewhere.returncode) == ([], 0)
    assert json.loads(answer)["rounds"] > 0
    report = verify(ledger)
    assert (report.problems, report.drop_offs) == ([], visits)
    count_cases("drop-offs beside sync, another process and checkpoints", visits)
    count_cases("checkpoints at random moments", folded)
