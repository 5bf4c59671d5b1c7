"""The primary of a PostgreSQL pair dies while kiosks sync. What was acknowledged is on the standby, once."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, make_url, select, text

from central import enrolment
from central.clock import utc_now
from central.schema import DropOff, Entry, Journal, Verdict
from central.store import Store, open_store
from tests.fakes.central_process import serving_workers
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.postgres import INSTALL, Postgres, find_postgres, follow, rewind, running_postgres, running_standby
from tests.fakes.virtual_kiosk import VirtualKiosk

WITHIN_S = 60
RETRY_S = 0.1
SYNC_WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

pytestmark = pytest.mark.process


@dataclass
class Pair:
    """Two machines, and the URL that names both."""

    primary: Postgres
    standby: Postgres
    url: str


@pytest.fixture
def pair() -> Iterator[Pair]:
    binaries = find_postgres()
    if binaries is None:
        pytest.skip(INSTALL)
    with running_postgres(binaries) as primary, ExitStack() as stack:
        name = make_url(primary.new_database()).database
        standby = stack.enter_context(running_standby(primary))
        hosts = f"host={primary.folder}&host={standby.folder}"
        yield Pair(primary, standby, f"postgresql+psycopg://central@/{name}?{hosts}&target_session_attrs=read-write")


@dataclass
class Shop:
    """A kiosk in use: it goes on crediting, and sends what is not acknowledged until it is."""

    kiosk: VirtualKiosk
    acked: int = 0
    failures: int = 0
    strange: list[str] = field(default_factory=list)

    def stay_open(self, closing_time: threading.Event) -> None:
        while not closing_time.is_set():
            for net_g in (250, 1000, 3250):
                self.kiosk.drop_off(net_g)
            while self.acked < len(self.kiosk.entries) and not self.strange:
                self._send(closing_time)

    def _send(self, closing_time: threading.Event) -> None:
        try:
            answer = self.kiosk.send(self.acked + 1)
        except requests.ConnectionError:
            answer = None
        if answer is not None and answer.status_code == 200:
            self.acked = body_of(answer, 200, "journal_answer")["acked_seq"]
            return
        self.failures += 1
        if answer is not None and answer.status_code != 503:
            self.strange.append(answer.text)  # a gap would mean that an acknowledged entry was lost
        closing_time.wait(RETRY_S)


def until(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def enrolled(store: Store, url: str) -> VirtualKiosk:
    kiosk = VirtualKiosk(url)
    assert kiosk.enrol(enrolment.invite(store, utc_now, timedelta(hours=1))[0]).status_code == 201
    return kiosk


def stored(store: Store, kiosk: VirtualKiosk) -> list[bytes]:
    """What the platform holds of a kiosk, in order."""
    query = select(Entry.canonical).join(Journal, Journal.id == Entry.journal)
    with store.reading() as connection:
        return list(connection.scalars(query.where(Journal.kiosk == kiosk.id).order_by(Entry.seq)))


def at_last(ask: Callable[[], requests.Response]) -> requests.Response:
    """The first answer that is not "later": each worker has to find out for itself that its connections are dead."""
    deadline = time.monotonic() + WITHIN_S
    while (answer := ask()).status_code == 503:
        assert time.monotonic() < deadline
    return answer


def stats_of(url: str) -> dict[str, int]:
    """``GET /v1/stats``."""
    found: dict[str, int] = body_of(at_last(lambda: requests.get(f"{url}/v1/stats", timeout=30)), 200, "stats")
    return found


def sync_waits(server: Postgres) -> int:
    """Sessions whose COMMIT waits for the standby."""
    with server.connect() as connection:
        row = connection.execute(SYNC_WAITS).fetchone()
    assert row is not None
    return int(row[0])


def test_the_standby_takes_over_while_kiosks_sync(pair: Pair, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    count = 50 if request.config.getoption("--depth", default="quick") == "nightly" else 12
    closing_time = threading.Event()
    with serving_workers(pair.url, tmp_path / "central.log") as url, ThreadPoolExecutor(count) as pool:
        with closing(open_store(pair.url)) as store:
            shops = [Shop(enrolled(store, url)) for _ in range(count)]
        running = [pool.submit(shop.stay_open, closing_time) for shop in shops]
        try:
            until(lambda: all(shop.acked for shop in shops))
            pair.primary.power_off()
            until(lambda: all(shop.failures for shop in shops))
            pair.standby.run("pg_ctl", "promote", "-D", str(pair.standby.folder / "data"))
            before = [shop.acked for shop in shops]
            until(lambda: all(shop.acked > acked or shop.strange for shop, acked in zip(shops, before, strict=True)))
        finally:
            closing_time.set()
        for each in running:
            each.result(WITHIN_S)
        assert [shop.strange for shop in shops if shop.strange] == []
        stats = stats_of(url)
    entries = [entry.content for shop in shops for entry in shop.kiosk.entries]
    assert (stats["entries"], stats["drop_offs"]) == (len(entries), len(entries))
    assert stats["weight_g"] == len(entries) // 3 * (250 + 1000 + 3250)
    with closing(open_store(pair.url)) as store:
        assert [content for shop in shops for content in stored(store, shop.kiosk)] == entries
        with store.reading() as connection:
            for table in (Entry, Verdict, DropOff):
                assert connection.scalar(select(func.count()).select_from(table)) == len(entries)
    bring_the_old_one_back(pair, len(entries))


def bring_the_old_one_back(pair: Pair, entries: int) -> None:
    """It may have written what nobody was told of; then it follows the new primary, and COMMIT waits for it."""
    pair.primary.start()
    with pair.primary.connect() as connection:
        connection.execute("SET synchronous_commit = local")
        connection.execute("CREATE TABLE never_acknowledged (id integer)")
    pair.primary.power_off()
    rewind(pair.primary, pair.standby)
    follow(pair.primary, pair.standby)
    with closing(open_store(pair.url)) as store, store.writing() as connection:
        connection.execute(text("CREATE TABLE written_afterwards (id integer)"))
    with pair.primary.connect(str(make_url(pair.url).database)) as old:
        assert old.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        until(lambda: old.execute("SELECT to_regclass('written_afterwards') IS NOT NULL").fetchone() == (True,))
        assert old.execute("SELECT count(*) FROM entries").fetchone() == (entries,)
    with pair.primary.connect() as old:
        assert old.execute("SELECT to_regclass('never_acknowledged')").fetchone() == (None,)


def test_nothing_is_acknowledged_that_only_the_primary_has(pair: Pair, tmp_path: Path) -> None:
    """Also not after the primary crashed in the middle and came back with what it had written."""
    with serving_workers(pair.url, tmp_path / "central.log") as url, ThreadPoolExecutor(2) as pool:
        with closing(open_store(pair.url)) as store:
            kiosk = enrolled(store, url)
            kiosk.drop_off(3250)
            body_of(kiosk.send(), 200, "journal_answer")
            kiosk.drop_off(1000)
            pair.standby.kill()
            first = pool.submit(kiosk.send)
            until(lambda: sync_waits(pair.primary) == 1)
            assert len(stored(store, kiosk)) == 1  # nobody sees it before it is safe
            pair.primary.kill()
            problem_of(first.result(WITHIN_S), 503, "store-unavailable")
            pair.primary.start()
        with closing(open_store(pair.url)) as store:
            assert len(stored(store, kiosk)) == 2  # the crash ended the waiting, and the entry had been written
        again = pool.submit(at_last, lambda: kiosk.send(2))
        until(lambda: sync_waits(pair.primary) == 1 or again.done())
        assert not again.done()
        follow(pair.standby, pair.primary)
        assert body_of(again.result(WITHIN_S), 200, "journal_answer")["acked_seq"] == 2
        assert stats_of(url)["weight_g"] == 4250
