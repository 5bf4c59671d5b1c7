"""Runs the ledger on a disk that loses power, cuts it at every operation, and looks at what is left.

The operations of a run are written down once; what the disk holds after a cut at any of them follows from the list.
Every disk that comes out of it is opened by the ledger's own code, as a kiosk's next start would.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault
from kiosk.core.journal import Backlog
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.engine import Driver, connect
from kiosk.ledger.projections import INSERTS, rebuild
from kiosk.ledger.provision import LEDGER_NAME
from kiosk.ledger.schema import metadata
from kiosk.ledger.store import driver_of
from kiosk.ledger.verify import check_end
from tests.crash.apsw_driver import Connection, driver
from tests.crash.disk import Image, Loss, Operation, Platter
from tests.crash.disk_vfs import Disk

Tables = Mapping[str, Sequence[tuple[Any, ...]]]
"""Everything that a ledger says: its rows by table."""
Done = Callable[[], None]
"""Called when a call has returned."""
FOLLOWS_FROM_THE_JOURNAL = ("epoch", "journal", "total", *INSERTS)
_MARK_NAME = "ledger.head"
"""The one file beside the ledger that each commit writes."""


@dataclass(frozen=True)
class Moment:
    """A call has returned: how many operations there had been, and what the ledger said."""

    operations: int
    tables: Tables
    beside: bytes | None


@dataclass(frozen=True)
class Recording:
    """One run, from a disk on which everything was durable. ``moments`` begins with the one before the first call."""

    before: Image
    operations: Sequence[Operation]
    moments: Sequence[Moment]

    def cuts(self, seed: int, *, losses: Sequence[Loss] = tuple(Loss), lies: bool = False) -> Iterator["Cut"]:
        """The disk after a cut before the first operation and after each, in each way of losing what was not synced."""
        platter = Platter(self.before, lies=lies)
        reached = 0
        for place in range(len(self.operations) + 1):
            if place:
                platter.take(self.operations[place - 1])
            while reached + 1 < len(self.moments) and self.moments[reached + 1].operations <= place:
                reached += 1
            for loss in losses:
                chance = random.Random(f"{seed} {place} {loss}")
                image = platter.after_cut(loss, chance)
                # The mark is never synced. On an honest disk the newest is the one that asks most of the ledger.
                beside = chance.choice(self.moments[: reached + 1]) if lies else self.moments[reached]
                name = f"seed {seed}, cut after operation {place}, loss {loss}"
                yield Cut(name, image, beside.beside, self.moments, reached)


@dataclass(frozen=True)
class Cut:
    """What a cut has left. ``moments[reached]`` was acknowledged; the call that leads to the next may be under way."""

    name: str
    image: Image
    beside: bytes | None
    moments: Sequence[Moment]
    reached: int

    @property
    def acknowledged(self) -> Moment:
        """The last that a person could have seen."""
        return self.moments[self.reached]

    @property
    def allowed(self) -> Sequence[Tables]:
        """What was acknowledged, or one act more."""
        return [moment.tables for moment in self.moments[self.reached : self.reached + 2]]


@dataclass(frozen=True)
class Finding:
    """What a start finds on a disk. ``problems``: what it says is wrong; then the rest is not asked.

    ``remade``: the tables after every projection was made anew. ``file``: what SQLite says of its trees and indexes.
    """

    problems: Sequence[str]
    tables: Tables | None = None
    remade: Tables | None = None
    backlog: Backlog | None = None
    file: Sequence[str] = ()


class Laboratory:
    """A provisioned kiosk in ``folder``, whose ledger lies on a disk of ours."""

    def __init__(self, folder: Path, connection: type[Connection] = Connection) -> None:
        self.folder = folder
        self.clock = ManualClock()
        open_ledger(folder, self.clock, create=True, driver=driver("unix")).close()
        path = folder / LEDGER_NAME
        self.provisioned: Image = {LEDGER_NAME: path.read_bytes()}
        path.write_bytes(b"")
        self.disk = Disk(folder, self.provisioned)
        self.driver: Driver = driver(self.disk.vfs, connection)
        self._found: dict[bytes, Finding] = {}

    def open(self) -> Ledger:
        """The ledger on the disk as it is."""
        return open_ledger(self.folder, self.clock, create=False, driver=self.driver)

    def fold(self, ledger: Ledger, mode: str = "PASSIVE") -> None:
        """Fold the WAL into the file, as SQLite does by itself every thousand pages."""
        with closing(connect(ledger.store.path, ledger.device.store_key, self.driver)) as connection:
            connection.execute(f"PRAGMA wal_checkpoint({mode})")

    @contextmanager
    def from_scratch(self) -> Iterator[Ledger]:
        """A ledger of a new kiosk, open inside the block."""
        self.clock = ManualClock()
        self.put_back(self.provisioned, None)
        ledger = self.open()
        try:
            yield ledger
        finally:
            ledger.close()

    def record(self, act: Callable[[Done], None], tables: Callable[[], Tables]) -> Recording:
        """Write down what ``act`` does to the disk; it calls its argument after each call that has returned."""
        before = self.disk.image()
        self.disk.operations.clear()
        moments = [Moment(0, tables(), self._beside())]

        def done() -> None:
            moments.append(Moment(len(self.disk.operations), tables(), self._beside()))

        act(done)
        return Recording(before, list(self.disk.operations), moments)

    def find(self, cut: Cut) -> Finding:
        """Start on what the cut has left. The same disk is looked at once."""
        digest = hashlib.sha256(cut.beside or b"")
        for name, content in sorted(cut.image.items()):
            digest.update(f"{name} {len(content)} ".encode() + content)
        key = digest.digest()
        if key not in self._found:
            self.put_back(cut.image, cut.beside)
            self._found[key] = self._start()
        return self._found[key]

    @property
    def disks(self) -> int:
        """How many different disks have been looked at."""
        return len(self._found)

    def put_back(self, image: Image, beside: bytes | None) -> None:
        """Make this the disk. Nobody may have the ledger open."""
        self.disk.load(image)
        mark = self.folder / _MARK_NAME
        mark.unlink(missing_ok=True)
        if beside is not None:
            mark.write_bytes(beside)

    def _beside(self) -> bytes | None:
        mark = self.folder / _MARK_NAME
        return mark.read_bytes() if mark.exists() else None

    def _start(self) -> Finding:
        try:
            ledger = self.open()
        except (StoreFault, sa.exc.DatabaseError) as error:
            return Finding([str(error)])
        try:
            problems = check_end(ledger) + verify(ledger).problems
            if problems:
                return Finding(problems, tables_of(ledger))
            return Finding((), tables_of(ledger), _remade(ledger), ledger.backlog(), _what_sqlite_says(ledger))
        except (StoreFault, sa.exc.DatabaseError) as error:
            return Finding([str(error)])
        finally:
            ledger.close()


def tables_of(ledger: Ledger) -> Tables:
    """Everything that the ledger says, by reading."""
    with ledger.store.reading() as connection:
        return _read(driver_of(connection))


def _read(connection: Any) -> Tables:
    return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in metadata.tables}


def _remade(ledger: Ledger) -> Tables:
    """The tables with every projection made anew. The ledger stays as it is."""
    with ledger.store.writing() as connection:
        rebuild(connection)
        tables = _read(driver_of(connection))
        driver_of(connection).execute("ROLLBACK")
    return tables


def _what_sqlite_says(ledger: Ledger) -> Sequence[str]:
    with ledger.store.reading() as connection:
        said = driver_of(connection).execute("PRAGMA integrity_check").fetchall()
    return [str(line) for (line,) in said if line != "ok"]
