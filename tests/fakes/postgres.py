"""A real PostgreSQL from Debian's package, in a folder of its own, heard on a Unix socket only.

It keeps every promise that central asks of a server (``fsync=on``), and ends with the process that started it.
"""

import contextlib
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
_INITDB = ("-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions", "--data-checksums")  # to be rewound
_STANDBY = "standby"
_SETTINGS = (
    "listen_addresses=",
    "shared_buffers=32MB",
    "deadlock_timeout=50ms",
    "wal_retrieve_retry_interval=100ms",
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

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the server's package (``pg_ctl``) as its account, to its end."""
        done = subprocess.run(
            [str(self.binaries / program), *arguments],
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def power_off(self) -> None:
        """``kill -9`` for all of its processes at once: nothing is said to anybody and nothing is written any more."""
        if self.process is not None:
            self.process.send_signal(signal.SIGSTOP)  # from here on it has no more children than these
            children = _children_of(self.process.pid)
            for pid in (self.process.pid, *children):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait(_START_WITHIN_S)
            self.process = None
            deadline = time.monotonic() + _START_WITHIN_S
            while any(map(_is_alive, children)):  # a server does not start while the last one's memory is held
                assert time.monotonic() < deadline
                time.sleep(0.01)

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
def running_postgres(binaries: Path, place: Path | None = None) -> Iterator[Postgres]:
    """A new server, in a new folder of ``place`` (in memory when None); stopped and removed at the end."""
    with _placed(binaries, place) as server:
        server.run("initdb", "-D", str(server.folder / "data"), "-U", "central", "-A", "trust", *_INITDB)
        # In the file, because ``pg_rewind`` starts a dead server by itself; and a standby may not have fewer of them.
        with (server.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write("max_connections = 60\nwal_keep_size = 64MB\n")
        server.start()
        yield server


@contextmanager
def running_standby(primary: Postgres) -> Iterator[Postgres]:
    """A copy of ``primary`` that follows it; COMMIT on the primary waits for it from now on."""
    with _placed(primary.binaries) as standby:
        standby.run("pg_basebackup", "-D", str(standby.folder / "data"), "-c", "fast", "--no-sync", *_login(primary))
        follow(standby, primary)
        yield standby


def follow(standby: Postgres, primary: Postgres) -> None:
    """Start ``standby``, whose folder is a copy of the other's or was rewound. From now on COMMIT waits for it."""
    (standby.folder / "data" / "standby.signal").touch()
    standby.start(f"primary_conninfo=host={primary.folder} user=central application_name={_STANDBY}")
    with primary.connect() as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{_STANDBY}'".encode())
        connection.execute("SELECT pg_reload_conf()")
        deadline = time.monotonic() + _START_WITHIN_S
        while connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall() != [("sync",)]:
            assert time.monotonic() < deadline, (standby.folder / "log").read_text()


def rewind(server: Postgres, primary: Postgres) -> None:
    """Take back what only a dead ``server`` had written, so that it can follow its successor."""
    with primary.connect() as connection:
        connection.execute("CHECKPOINT")  # only then its control file tells of the new timeline, which is looked at
    source = f"host={primary.folder} user=central dbname=postgres"
    server.run("pg_rewind", f"--target-pgdata={server.folder / 'data'}", f"--source-server={source}", "--no-sync")


def _login(server: Postgres) -> tuple[str, ...]:
    return "-h", str(server.folder), "-U", "central"


@contextmanager
def _placed(binaries: Path, place: Path | None = None) -> Iterator[Postgres]:
    """A server in a new folder, without a database yet; stopped and removed at the end."""
    # Not below pytest's folder: the server may not run as root, and nobody else may look in there.
    # In memory where there is room: syncing is asked for all the same, and costs little.
    memory = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=place or memory))
    account = _other_account() if os.geteuid() == 0 else None
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    server = Postgres(binaries, folder, account)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _children_of(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # it has gone meanwhile
            if f"\nPPid:\t{parent}\n" in status.read_text():
                found.append(int(status.parent.name))
    return found


def _is_alive(pid: int) -> bool:
    """Nobody may be there to take note of its end, so it may be listed for ever."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def _other_account() -> pwd.struct_passwd:
    """Whom the server runs as when we are root: it refuses to run as root itself."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _ACCOUNTS if name in known)
