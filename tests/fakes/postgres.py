"""A real PostgreSQL from Debian's package, in a folder of its own, heard on a Unix socket only.

It keeps every promise that central asks of a server (``fsync=on``), and ends with the process that started it.
"""

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

INSTALL = "PostgreSQL is not installed: sudo apt-get install postgresql"
_FOLDERS = "/usr/lib/postgresql"
_START_WITHIN_S = 30
_PR_SET_PDEATHSIG = 1
_ACCOUNTS = ("postgres", "nobody")
_INITDB = ("-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions")
_SETTINGS = (
    "listen_addresses=",
    "shared_buffers=32MB",
    "max_connections=60",
    "deadlock_timeout=50ms",
    "dynamic_shared_memory_type=mmap",  # in its folder, so that nothing of it stays behind
)


@dataclass
class Postgres:
    """A running server. ``process`` may be stopped and started again by a test."""

    binaries: Path
    folder: Path
    account: pwd.struct_passwd | None
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_database(self) -> str:
        """An empty database of its own: the SQLAlchemy URL."""
        name = f"central_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://central@/{name}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain connection of the superuser, each statement in a transaction of its own."""
        return psycopg.connect(host=str(self.folder), user="central", dbname=database, autocommit=True)

    def start(self, *settings: str) -> None:
        """Start, with more ``settings`` (``fsync=off``), and wait until it answers."""
        options = itertools.chain.from_iterable(("-c", each) for each in (*_SETTINGS, *settings))
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options]
        prctl = ctypes.CDLL(None).prctl

        def die_with_us() -> None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)

        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=[] if self.account else None,
                preexec_fn=die_with_us,  # noqa: PLW1509 - one call, looked up before
            )
        deadline = time.monotonic() + _START_WITHIN_S
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()

    def stop(self) -> None:
        """End all sessions and fold everything in."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """A crash: what is not on the disk is lost."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_START_WITHIN_S)
            self.process = None

    def _answers(self) -> bool:
        assert self.process is not None
        try:
            self.process.wait(0.02)
        except subprocess.TimeoutExpired:
            pass
        else:
            raise AssertionError((self.folder / "log").read_text())
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True


def find_postgres() -> Path | None:
    """The folder of the newest server's programs, None when there is none."""
    found = sorted(Path(_FOLDERS).glob("*/bin/postgres"), key=lambda path: int(path.parent.parent.name.split(".")[0]))
    return found[-1].parent if found else None


@contextmanager
def running_postgres(binaries: Path) -> Iterator[Postgres]:
    """A new server; stopped and removed at the end."""
    # Not below pytest's folder: the server may not run as root, and nobody else may look in there.
    # In memory where there is room: syncing is asked for all the same, and costs little.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=memory))
    account = _other_account() if os.geteuid() == 0 else None
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    server = Postgres(binaries, folder, account)
    try:
        subprocess.run(
            [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "central", "-A", "trust", *_INITDB],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _other_account() -> pwd.struct_passwd:
    """Whom the server runs as when we are root: it refuses to run as root itself."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _ACCOUNTS if name in known)
