"""Many virtual kiosks against a real platform, on both databases, against the least that stores the same bytes.

Everything that a kiosk does is done before, so that the clients cost little; they are processes of their own. Three
kinds of load: the ordinary day (ranges of three entries), a fleet that comes back from an outage (ranges of fifty), and
the whole backlog of one kiosk (ranges of five hundred, one connection).
"""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import requests

from bench.children import ROOT, serving
from bench.fleet_clients import Sent, Shot, Shots
from bench.fleet_journals import Fleet, lines_of, make_fleet
from bench.result import Result, cost, rate
from bench.rounds import percentile
from tests.fakes.central_process import serving_workers
from tests.fakes.postgres import Postgres, find_postgres, running_postgres

BACKLOG = 50_000
BATCH = 500
VILLAGE = 2_000
"""Residents of the kiosk with the backlog."""
SINGLE_RECORDS = 2_000
CLIENTS = 2
CONNECTIONS = 16
_SEED = 7


@dataclass(frozen=True)
class Plan:
    """How many kiosks, and the ranges that each sends on an ordinary day and then after an outage."""

    kiosks: int
    day: Sequence[int]
    outage: Sequence[int]


HUNDREDS = Plan(200, (3, 3), (50,))
THOUSAND = Plan(1_000, (3,), (50,))


@dataclass(frozen=True)
class Load:
    """What is sent, and how many entries it carries. ``lanes`` may go side by side."""

    lanes: Sequence[Sequence[Shot]]
    entries: int
    connections: int = CONNECTIONS


@dataclass(frozen=True)
class Flow:
    """How it went: entries a second, and the times of the calls in ms."""

    entries_per_s: float
    p50_ms: float
    p99_ms: float


def measure(scratch: Path, plan: Plan = HUNDREDS) -> list[Result]:
    """Ingest rate, times of calls, bytes on the wire; PostgreSQL is left out, and said to be, where there is none."""
    fleet = make_fleet(plan.kiosks, (*plan.day, *plan.outage), _SEED)
    lonely = make_fleet(1, [BATCH] * (BACKLOG // BATCH), _SEED + 1, VILLAGE)
    results = list(_wire(plan, fleet, lonely))
    with ExitStack() as stack:
        server = _postgres(stack, scratch)
        for kind in ("sqlite", "postgresql") if server else ("sqlite",):
            bench = _Bench(scratch, kind, server)
            results += bench.run(plan, fleet, lonely)
    return results


def _postgres(stack: ExitStack, scratch: Path) -> Postgres | None:
    binaries = find_postgres()
    if binaries is None:
        print(" no PostgreSQL: left out …", end="", file=sys.stderr, flush=True)
        return None
    if os.geteuid() == 0:
        for folder in (scratch, scratch.parent):  # its account has to reach its own folder
            folder.chmod(0o711)
    return stack.enter_context(running_postgres(binaries, scratch))


class _Bench:
    """All measurements upon one kind of database. ``server`` is None for SQLite."""

    def __init__(self, scratch: Path, kind: str, server: Postgres | None) -> None:
        self._scratch = scratch
        self._kind = kind
        self._server = server if kind == "postgresql" else None
        self._numbers = itertools.count()

    def run(self, plan: Plan, fleet: Fleet, lonely: Fleet) -> Iterator[Result]:
        """Ours and the peers, one after the other."""
        day, outage = _loads(plan, fleet)
        backlog = Load(lonely.lanes, BACKLOG, 1)
        records = [[Shot("/record", {}, line)] for line in itertools.islice(lines_of(fleet), SINGLE_RECORDS)]
        singles, alone = Load(records, SINGLE_RECORDS), Load(records, SINGLE_RECORDS, 1)
        loads = {"day": day, "outage": outage}
        with self._raw() as port:
            raw = {name: drive(self._scratch, port, _to_store(load)) for name, load in loads.items()}
            raw_backlog = drive(self._scratch, port, _to_store(backlog))
            single, single_alone = (drive(self._scratch, port, load) for load in (singles, alone))
        for workers in (1, 2):
            with self._platform(fleet, workers) as port:
                for name, load in loads.items():
                    ours = drive(self._scratch, port, load)
                    yield from self._told(name, workers, ours, raw[name], single)
        with self._platform(lonely, 1) as port:
            ours = drive(self._scratch, port, backlog)
        name, unit = f"fleet.{self._kind}.backlog", "entries/s"
        what = f"{BACKLOG:,} entries of one kiosk, against "
        yield rate(f"{name}.raw", what + "raw POST + raw insert", ours.entries_per_s, raw_backlog.entries_per_s, unit)
        yield rate(
            f"{name}.single", what + "a request for each record", ours.entries_per_s, single_alone.entries_per_s, unit
        )

    def _told(self, load: str, workers: int, ours: Flow, raw: Flow, single: Flow) -> Iterator[Result]:
        name, unit = f"fleet.{self._kind}.{load}.{workers}", "entries/s"
        what = f"{load}, {workers} worker{'s' * (workers > 1)}, against "
        yield rate(name, what + "raw POST + raw insert of the same bytes", ours.entries_per_s, raw.entries_per_s, unit)
        yield rate(
            f"{name}.single", what + "a raw request for each record", ours.entries_per_s, single.entries_per_s, unit
        )
        yield cost(f"{name}.p50", what + "raw: a call, median", ours.p50_ms, raw.p50_ms, "ms")
        yield cost(f"{name}.p99", what + "raw: a call, p99", ours.p99_ms, raw.p99_ms, "ms")

    @contextmanager
    def _platform(self, fleet: Fleet, workers: int) -> Iterator[int]:
        """The port of a platform that knows the fleet and holds nothing of it yet."""
        number = next(self._numbers)
        database = self._server.new_database() if self._server else f"sqlite:///{self._scratch / f'ours-{number}.db'}"
        with serving_workers(database, self._scratch / f"{self._kind}-{number}.log", workers) as url:
            fleet.enrol(database, url)
            yield int(url.rpartition(":")[2])
            _check(url)

    @contextmanager
    def _raw(self) -> Iterator[int]:
        where = str(self._scratch / "raw.db")
        if self._server is not None:
            with self._server.connect() as connection:
                connection.execute("CREATE DATABASE raw")
            where = f"host={self._server.folder} user=central dbname=raw"
        with serving("fleet_server", self._kind, where) as port:
            yield port


def _check(url: str) -> None:
    stats = requests.get(f"{url}/v1/stats", timeout=60).json()
    if stats["entries"] != stats["drop_offs"] or not stats["entries"]:
        raise RuntimeError(f"the platform took something else in: {stats}")


def _loads(plan: Plan, fleet: Fleet) -> tuple[Load, Load]:
    """The first ranges of every kiosk, and those that come after them."""
    days = len(plan.day)
    return (
        Load([lane[:days] for lane in fleet.lanes], plan.kiosks * sum(plan.day)),
        Load([lane[days:] for lane in fleet.lanes], plan.kiosks * sum(plan.outage)),
    )


def _to_store(load: Load) -> Load:
    return replace(load, lanes=[[Shot("/store", {}, shot.body) for shot in lane] for lane in load.lanes])


def _wire(plan: Plan, fleet: Fleet, lonely: Fleet) -> Iterator[Result]:
    day, outage = _loads(plan, fleet)
    for name, load in (("day", day), ("outage", outage), ("backlog", Load(lonely.lanes, BACKLOG))):
        sent = replace(fleet, lanes=[list(lane) for lane in load.lanes]).wire_bytes / load.entries
        stored = sum(len(line) for line in lines_of(fleet)) / sum(len(kiosk.entries) for kiosk in fleet.kiosks)
        what = f"{name}: an entry on the wire with HTTP headers, against its uncompressed line"
        yield cost(f"fleet.wire.{name}", what, sent, stored, "bytes")


def drive(scratch: Path, port: int, load: Load) -> Flow:
    """Send ``load`` from processes of their own."""
    count = min(CLIENTS, load.connections)
    with ExitStack() as stack:
        clients = []
        for number in range(count):
            path = scratch / f"shots-{number}"
            lanes = [list(lane) for lane in load.lanes[number::count]]
            path.write_bytes(msgspec.msgpack.encode(Shots(port, load.connections // count, lanes)))
            clients.append(stack.enter_context(_client(path)))
        for client in clients:
            assert client.stdin is not None
            client.stdin.write(b"go\n")
            client.stdin.flush()
        reports = [_report(client) for client in clients]
    spent_s = (max(sent.ended_ns for sent in reports) - min(sent.began_ns for sent in reports)) / 1e9
    calls = [each for sent in reports for each in sent.calls_ms]
    return Flow(load.entries / spent_s, percentile(calls, 50), percentile(calls, 99))


@contextmanager
def _client(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "bench.fleet_clients", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("a client of the fleet did not start")
            yield process
        finally:
            process.terminate()


def _report(client: subprocess.Popen[bytes]) -> Sent:
    assert client.stdout is not None
    sent = msgspec.json.decode(client.stdout.readline(), type=Sent)
    if sent.errors:
        raise RuntimeError(f"the fleet was not served: {sent.errors[0]}")
    return sent
