"""What central is measured upon: a real platform, or the least that stores the same bytes, and clients beside it.

Platform, raw peer and clients are processes of their own. PostgreSQL is left out, and said to be, where there is none.
"""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from bench.children import ROOT, serving
from bench.fleet_clients import Sent, Shot, Shots
from bench.rounds import percentile
from tests.fakes.central_process import serving_workers
from tests.fakes.postgres import Postgres, find_postgres, running_postgres

CLIENTS = 2
CONNECTIONS = 16


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


@contextmanager
def stages(scratch: Path, *settings: str) -> Iterator[list["Stage"]]:
    """One stage for each kind of database; ``settings`` are more of PostgreSQL's (``max_wal_size=4GB``)."""
    with ExitStack() as stack:
        found = [Stage(scratch, "sqlite")]
        binaries = find_postgres()
        if binaries is None:
            print(" no PostgreSQL: left out …", end="", file=sys.stderr, flush=True)
        else:
            if os.geteuid() == 0:
                for folder in (scratch, scratch.parent):  # its account has to reach its own folder
                    folder.chmod(0o711)
            server = stack.enter_context(running_postgres(binaries, scratch))
            if settings:
                server.stop()
                server.start(*settings)
            found.append(Stage(scratch, "postgresql", server))
        yield found


class Stage:
    """One kind of database, ``sqlite`` or ``postgresql``. ``server`` is None for SQLite."""

    def __init__(self, scratch: Path, kind: str, server: Postgres | None = None) -> None:
        self.scratch = scratch
        self.kind = kind
        self.server = server
        self._numbers = itertools.count()

    def new_database(self) -> str:
        """An empty database: the SQLAlchemy URL."""
        if self.server is not None:
            return self.server.new_database()
        return f"sqlite:///{self.scratch / f'ours-{next(self._numbers)}.db'}"

    @contextmanager
    def platform(self, database: str, workers: int = 1) -> Iterator[str]:
        """The address of a platform upon ``database``."""
        log = self.scratch / f"{self.kind}-{next(self._numbers)}.log"
        with serving_workers(database, log, workers) as url:
            yield url

    @contextmanager
    def raw(self) -> Iterator[int]:
        """The port of a server that stores lines and judges nothing; once for a stage."""
        where = str(self.scratch / "raw.db")
        if self.server is not None:
            with self.server.connect() as connection:
                connection.execute("CREATE DATABASE raw")
            where = f"host={self.server.folder} user=central dbname=raw"
        with serving("fleet_server", self.kind, where) as port:
            yield port

    def drive(self, port: int, load: Load) -> Flow:
        """Send ``load``. Raises ``RuntimeError`` when any of it is not taken."""
        count = min(CLIENTS, load.connections)
        with ExitStack() as stack:
            clients = []
            for number in range(count):
                path = self.scratch / f"shots-{number}"
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


def port_of(url: str) -> int:
    """The port of an address that names one."""
    return int(url.rpartition(":")[2])


def to_store(load: Load) -> Load:
    """The same bodies for the raw server."""
    return replace(load, lanes=[[Shot("/store", {}, shot.body) for shot in lane] for lane in load.lanes])


def singles(lines: Iterable[bytes], connections: int = CONNECTIONS) -> Load:
    """A request for each of ``lines``, for the raw server."""
    lanes = [[Shot("/record", {}, line)] for line in lines]
    return Load(lanes, len(lanes), connections)


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
