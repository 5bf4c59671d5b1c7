"""Several processes serve one platform: real processes, sockets and signals."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import select, text

from central import dispatch, enrolment, server
from central.cli import main
from central.clock import utc_now
from central.schema import SCHEMA_VERSION, Kiosk
from central.store import Store, open_store
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone

ROOT = Path(__file__).resolve().parents[3]
WITHIN_S = 60


@contextmanager
def serving(database: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Two workers and the address that they announced."""
    command = [sys.executable, "-m", "central", "serve", "--port", "0", "--workers", "2", "--database", database]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"central ready at (http://127\.0\.0\.1:\d+)\n", line)
        assert found, line + process.stderr.read()
        yield process, found[1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def workers_of(parent: int) -> set[int]:
    """The processes that serve for ``parent``."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status, command = (folder / "status").read_text(), (folder / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if f"\nPPid:\t{parent}\n" in status and "spawn_main" in command:
            found.add(int(folder.name))
    return found


def until(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not fact():
        assert time.monotonic() < deadline


def enrolled(store: Store, url: str) -> VirtualKiosk:
    kiosk = VirtualKiosk(url)
    assert kiosk.enrol(enrolment.invite(store, utc_now, timedelta(hours=1))[0]).status_code == 201
    kiosk.drop_off(3250)
    return kiosk


def gone(pids: set[int]) -> bool:
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):  # it went while it was looked at
            if Path(f"/proc/{pid}/cmdline").read_text():
                return False
    return True


@pytest.mark.process
def test_one_that_dies_is_replaced_and_all_end_with_their_parent(new_database: Callable[[str], str]) -> None:
    database = new_database("sqlite")
    with serving(database) as (process, url), closing(open_store(database)) as store:
        kiosks = [enrolled(store, url) for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            for answer in pool.map(VirtualKiosk.send, kiosks):
                body_of(answer, 200, "journal_answer")
        first = workers_of(process.pid)
        assert len(first) == 2
        os.kill(min(first), signal.SIGKILL)
        until(lambda: len(workers_of(process.pid) - {min(first)}) == 2)
        assert requests.get(f"{url}/v1/stats", timeout=30).json()["entries"] == 8
        for _ in range(4):  # whoever answers, it answers for all, and for the one that died
            metrics = requests.get(f"{url}/metrics", timeout=30).text
            assert 'greensprout_entries_judged_total{verdict="accepted"} 8.0\n' in metrics
        workers = workers_of(process.pid)
        process.kill()
        until(lambda: gone(workers))


@pytest.mark.process
def test_a_range_that_has_begun_is_finished_at_the_stop(new_database: Callable[[str], str]) -> None:
    database = new_database("postgresql")
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with serving(database) as (process, url), closing(open_store(database)) as store, ThreadPoolExecutor(1) as pool:
        kiosk = enrolled(store, url)
        with store.writing() as connection:
            connection.execute(select(Kiosk.id).where(Kiosk.id == kiosk.id).with_for_update())
            sent = pool.submit(kiosk.send)

            def waits() -> bool:
                with store.reading() as other:
                    return other.scalar(query) == 1

            until(waits)
            process.send_signal(signal.SIGTERM)
            until(lambda: refused(url))
        assert body_of(sent.result(WITHIN_S), 200, "journal_answer")["acked_seq"] == 1
        assert process.wait(WITHIN_S) == 0


def refused(url: str) -> bool:
    try:
        requests.get(f"{url}/v1/time?nonce=x", timeout=1)
    except requests.Timeout:
        return False  # it came while nobody took calls any more, and the port was open yet
    except requests.ConnectionError:
        return True
    return False


@pytest.mark.parametrize("count", ["0", "65", "x"])
def test_a_strange_number_of_workers_is_wrong_use(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", "--workers", count])
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_migrate_says_where_the_database_stands(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--database", database]) == 0
    assert capsys.readouterr().out == f"the database has schema {SCHEMA_VERSION}\n"


def test_the_first_orders_at_once_are_sealed_with_one_key(new_database: Callable[[str], str]) -> None:
    database = new_database("sqlite")
    folder = Path(database.removeprefix("sqlite:///")).parent
    with serving(database) as (_, url), ThreadPoolExecutor(6) as pool:
        phones = [VirtualPhone.register(url) for _ in range(6)]
        answers = list(pool.map(VirtualPhone.order, phones))
    assert {answer.status_code for answer in answers} == {201}
    with closing(open_store(database)) as store:
        platform = server.platform_upon(store, utc_now, folder / "contacts.key")
        assert len([one.building for one in dispatch.everything(platform)]) == 6
    assert [file.name for file in folder.glob("contacts.key*")] == ["contacts.key"]
