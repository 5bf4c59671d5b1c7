"""Several processes that serve on one socket. They share the database and nothing else, so any may answer anything."""

import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from central import server
from central.clock import utc_now
from central.jsonlog import log_to_stderr
from central.meters import SHARED
from central.problems import CentralError
from central.store import open_store

log = logging.getLogger(__name__)

MAX_WORKERS = 64
_READY = b"ready"
_spawn = multiprocessing.get_context("spawn")  # a fork would share the database's connections


@dataclass(frozen=True)
class Basis:
    """What every process of a service shares: the database (an SQLAlchemy URL), and the file with the contacts' key."""

    database: str
    contacts_key: Path | None = None


@dataclass(frozen=True)
class Watched:
    """How every process of a service is looked at: the form of its log, and the token that ``/metrics`` asks for."""

    log_format: str = "text"
    metrics_token: str | None = None


@dataclass(frozen=True)
class _Worker:
    process: SpawnProcess
    line: Connection
    """It says ``ready`` once, and hears by the end of this line when its parent is gone."""

    @classmethod
    def start(cls, basis: Basis, bound: socket.socket, watched: Watched) -> "_Worker":
        ours, theirs = _spawn.Pipe()
        process = _spawn.Process(target=_work, args=(basis, bound, watched, theirs), name="central-worker")
        process.start()
        theirs.close()
        return cls(process, ours)

    def await_ready(self) -> bool:
        """False when it ended instead."""
        wait([self.line, self.process.sentinel])
        with contextlib.suppress(EOFError, ConnectionResetError):
            return self.line.poll() and self.line.recv_bytes() == _READY
        return False

    def stop(self) -> None:
        """Let it finish what it has begun; then it has gone, whatever it was doing."""
        self.process.terminate()
        self.process.join(server.STOP_WITHIN_S + 5)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.line.close()


def serve(
    basis: Basis, bound: socket.socket, count: int, on_ready: Callable[[], None], watched: Watched | None = None
) -> None:
    """Serve the platform upon ``basis`` by ``count`` processes until SIGTERM or SIGINT.

    One that dies is replaced. Raises ``CentralError`` when one does not come up.
    """
    # The socket closes first: what nobody would accept any more is refused and does not hang.
    watched = watched or Watched()
    with _stop_signal() as stopped, _shared_counts(), contextlib.ExitStack() as stack, bound:
        staff: list[_Worker] = []
        stack.callback(_stop_all, staff)
        staff += [_Worker.start(basis, bound, watched) for _ in range(count)]
        _await_all(staff, stopped)
        if not _is_set(stopped):
            on_ready()
        while not _is_set(stopped):
            wait([stopped, *(worker.process.sentinel for worker in staff)])
            for worker in [each for each in staff if each.process.exitcode is not None]:
                if _is_set(stopped):
                    break
                log.error("worker %s ended with %s; starting another", worker.process.pid, worker.process.exitcode)
                worker.line.close()
                staff.remove(worker)
                staff.append(_Worker.start(basis, bound, watched))
                _await_all(staff[-1:], stopped)


def _await_all(workers: list[_Worker], stopped: socket.socket) -> None:
    for worker in workers:
        if not worker.await_ready() and not _is_set(stopped):
            raise CentralError("a worker ended while it was starting; the lines above say why")


def _stop_all(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.process.terminate()  # all at once, so that they finish side by side
    for worker in workers:
        worker.stop()


@contextlib.contextmanager
def _shared_counts() -> Iterator[None]:
    """A folder in which the workers that are started meanwhile count together."""
    with tempfile.TemporaryDirectory(prefix="greensprout-metrics-") as folder:
        os.environ[SHARED] = folder
        try:
            yield
        finally:
            del os.environ[SHARED]


@contextlib.contextmanager
def _stop_signal() -> Iterator[socket.socket]:
    """Becomes readable, and stays so, when this process is asked to stop."""
    hears, tells = socket.socketpair()
    with hears, tells:
        before = {number: signal.signal(number, lambda *_: tells.send(b"!")) for number in server.STOP_SIGNALS}
        try:
            yield hears
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _is_set(stopped: socket.socket) -> bool:
    return bool(wait([stopped], 0))


def _work(basis: Basis, bound: socket.socket, watched: Watched, line: Connection) -> None:
    """A worker's whole life."""
    log_to_stderr(watched.log_format)
    threading.Thread(target=_end_with_parent, args=(line,), daemon=True).start()
    try:
        store = open_store(basis.database)
        try:
            platform = server.platform_upon(store, utc_now, basis.contacts_key)
            server.serve(platform, bound, lambda: line.send_bytes(_READY), watched.metrics_token)
        finally:
            store.close()
    except CentralError as error:
        sys.exit(f"central: {error}")


def _end_with_parent(line: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        line.recv_bytes()
    os.kill(os.getpid(), signal.SIGTERM)
