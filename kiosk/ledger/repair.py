"""Making a damaged ledger whole again, as far as it can be read. Nothing that is there is ever deleted.

The ledger is looked at in a copy. If every entry is there, a fresh file with the same journal and newly made
projections takes its place. If entries are missing, numbers that were once given could be given again; so a new epoch
begins, and only on a person's word. The damaged file goes to quarantine. A power cut leaves the damaged ledger, still
marked, or the repaired one.
"""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from kiosk.core.clock import Clock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.ids import new_id
from kiosk.ledger import migrations
from kiosk.ledger.bodies import entries_shrunk_body
from kiosk.ledger.damage import absolve
from kiosk.ledger.device import Device
from kiosk.ledger.engine import SQLCIPHER, Driver
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.faults import store_faults
from kiosk.ledger.highwater import Mark, read_mark
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.owner import hand_over
from kiosk.ledger.projections import rebuild
from kiosk.ledger.provision import LEDGER_NAME, LOCK_NAME, UNFINISHED_NAME, open_ledger, sole_writer
from kiosk.ledger.quarantine import put_in_place, refuse_unfolded
from kiosk.ledger.salvage import PAGE_BYTES, Prefix, Salvage, copy_ledger, make_readable, unreadable_pages
from kiosk.ledger.store import Store, driver_of
from kiosk.ledger.verify import check_end, verify

FOLDER_NAME = "repair"
_KEPT = ("document", "seen_pass", "pin_failure", "open_visit", "pickup_order", "account_month")
"""Tables that do not follow from the journal: kept as they are."""
_FOLLOWING = {
    "consent": 1,
    "scale_check": 0,
    "container_total": 0,
    "shrunk": 0,
    "container_act": 0,
    "collection": 0,
    "pickup_act": 0,
}
"""Tables that follow from it, and the column with the position. Rows of shrunk entries cannot be made again."""
_TO_LOOK = 1
_TO_BUILD = 2
"""Free space, in sizes of the ledger: for the copy, then for the fresh file and its WAL, which hold it all."""
_INSERT_ENTRY = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)"


class Outcome(StrEnum):
    """What became of a repair."""

    SOUND = "sound"  # nothing was wrong, nothing was changed but the mark
    REBUILT = "rebuilt"  # every entry was there; what follows from them was made anew
    NEW_EPOCH = "new_epoch"  # entries were missing; a new epoch continues after those that could be saved
    NEEDS_NEW_EPOCH = "needs_new_epoch"  # the same, but nobody has said so yet: nothing was changed


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was found and done. ``problems``: the damage, for staff.

    ``saved``: entries that are whole, from the first. ``numbered``: so many are known to have existed. ``held_there``:
    of those that are missing here, so many had been acknowledged by the platform, which keeps them. ``incomplete``:
    tables beside the journal of which rows could not be read. ``aside``: where the damaged files lie now.
    """

    outcome: Outcome
    problems: Sequence[str] = ()
    saved: int = 0
    numbered: int = 0
    held_there: int = 0
    incomplete: Sequence[str] = ()
    aside: Path | None = None

    @property
    def gone(self) -> int:
        """Entries that are missing here and that the platform never acknowledged, as far as is known."""
        return max(0, self.numbered - self.saved - self.held_there)


def repair(folder: Path, clock: Clock, *, new_epoch: bool, driver: Driver = SQLCIPHER) -> Repaired:
    """Look at the ledger in ``folder`` and repair it as far as may be. Nobody may have it open.

    ``new_epoch``: the word of a person that a new epoch may begin; without it a ledger with missing entries is left as
    it is. Raises ``StoreFault`` where only a person can help: a kiosk that runs, a key that is missing or does not fit,
    a newer schema, a disk that is full or fails.
    """
    with sole_writer(folder), store_faults(folder):
        device = _key_of(folder)
        hand_over(folder / LOCK_NAME, folder)
        _finish_naming(folder, clock, driver)
        room = folder / FOLDER_NAME
        try:
            return _Repair(folder, room, device, clock, driver).run(new_epoch=new_epoch)
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _key_of(folder: Path) -> Device:
    device = Device.load(folder)
    if device is None:
        there = (folder / LEDGER_NAME).exists()
        raise StoreFault(
            StoreFaultKind.WRONG_KEY if there else StoreFaultKind.MISSING,
            f"{folder} has no device.key, and nothing can be read without it: put the key back from a backup",
        )
    return device


def _finish_naming(folder: Path, clock: Clock, driver: Driver) -> None:
    """A finished ledger that only waits for its name gets it, as at every start."""
    if (folder / UNFINISHED_NAME).exists() and not (folder / LEDGER_NAME).exists():
        open_ledger(folder, clock, create=False, driver=driver).close()


class _Repair:
    """One repair. ``room``: a folder that nobody else uses."""

    def __init__(self, folder: Path, room: Path, device: Device, clock: Clock, driver: Driver) -> None:
        self._folder = folder
        self._device = device
        self._clock = clock
        self._driver = driver
        mark = read_mark(folder)
        self._mark = mark if mark and mark.kiosk == device.kiosk else None
        self._copy = room / LEDGER_NAME
        self._fresh = room / "fresh.db"

    def run(self, *, new_epoch: bool) -> Repaired:
        self._refuse_small_disk(_TO_LOOK)
        copy_ledger(self._folder / LEDGER_NAME, self._copy)
        problems = self._problems()
        if not problems:
            absolve(self._folder)
            return Repaired(Outcome.SOUND)
        with closing(self._salvage()) as source:
            prefix = source.prefix()
            numbered = max(source.numbered(), prefix.entries, self._mark.position if self._mark else 0)
            whole = self._is_whole(source, prefix, numbered)
            if prefix.ended_by:
                problems.append(prefix.ended_by)
            outcome = Outcome.REBUILT if whole else Outcome.NEW_EPOCH
            found = Repaired(outcome, tuple(problems), prefix.entries, numbered, prefix.held_there)
            if not whole and not new_epoch:
                return replace(found, outcome=Outcome.NEEDS_NEW_EPOCH)
            self._refuse_small_disk(_TO_BUILD)
            incomplete = self._build(source, prefix, open_new=not whole)
        mark = self._mark if whole else read_mark(self._fresh.parent)
        self._read_back(prefix, mark)
        aside = put_in_place(self._folder, self._fresh, self._clock.now(), mark)
        absolve(self._folder)
        return replace(found, incomplete=tuple(incomplete), aside=aside)

    # --- looking -----------------------------------------------------------------------------------------------------

    def _problems(self) -> list[str]:
        """What is wrong with the copy; empty when it is sound. Raises ``StoreFault`` when the key may be wrong."""
        if not self._copy.exists():
            return [f"{LEDGER_NAME} is missing"]
        bad, pages = unreadable_pages(self._copy, self._device, self._driver)
        if bad and bad >= pages:
            self._refuse_doubtful_key()
            return [f"no page of {LEDGER_NAME} can be read with this kiosk's key"]
        store = Store(self._copy, self._device.store_key, self._driver)
        try:
            migrations.refuse_empty(store)
            migrations.migrate(store)
            ledger = Ledger(self._device, self._clock, store)
            return verify(ledger).problems + check_end(ledger, mark=self._mark)
        except StoreFault as fault:
            if fault.kind is StoreFaultKind.NEWER:
                raise
            return [f"the ledger cannot be read to its end ({fault.kind.value})"]
        except (sa.exc.DBAPIError, self._driver.module.Error):
            return ["the ledger cannot be read to its end (its tables are not what they were)"]
        finally:
            store.close()

    def _refuse_doubtful_key(self) -> None:
        """Noise looks the same whether the file is destroyed or the key is another's. Then a person must know."""
        with self._copy.open("rb") as file:
            start = file.read(PAGE_BYTES)
        of_nobody = len(start) < PAGE_BYTES or not start.strip(b"\x00") or start.startswith(b"SQLite format 3\x00")
        if not of_nobody and self._mark is None:
            raise StoreFault(
                StoreFaultKind.WRONG_KEY,
                f"either device.key in {self._folder} is not this ledger's, or {LEDGER_NAME} is destroyed: put the "
                f"right key or a backup back; if the key is certainly right, move {LEDGER_NAME} away and repair again",
            )

    def _salvage(self) -> Salvage:
        if self._copy.exists():
            make_readable(self._copy, self._device, self._driver)
        return Salvage(self._copy, self._device, self._driver)

    def _is_whole(self, source: Salvage, prefix: Prefix, numbered: int) -> bool:
        """Every entry that ever was is there, so the numbering may go on. Of nothing at all that cannot be said."""
        if prefix.ended_by or prefix.held_there or not prefix.entries:
            return False
        if prefix.entries != numbered or prefix.told != prefix.shrunk:
            return False
        if self._mark is None:
            return True
        newest = max(prefix.epochs)
        if self._mark.epoch != prefix.epochs[newest]:  # of one that has ended here it tells nothing
            return self._mark.epoch in prefix.epochs.values()
        there = source.hash_at(newest, self._mark.seq)
        return there is not None and there.hex() == self._mark.hash

    def _refuse_small_disk(self, times: int) -> None:
        """Before it is full: that would also stop a kiosk whose other files lie on it."""
        files = [self._folder / (LEDGER_NAME + suffix) for suffix in ("", "-wal")]
        needed = times * sum(file.stat().st_size for file in files if file.exists())
        free = shutil.disk_usage(self._folder).free
        if free < needed:
            raise StoreFault(
                StoreFaultKind.FULL,
                f"{_mb(needed)} must be free on the disk of {self._folder} to go on, and {_mb(free)} are: free space "
                "and repair again; nothing was changed",
            )

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self, source: Salvage, prefix: Prefix, *, open_new: bool) -> Sequence[str]:
        """Make the fresh ledger and close it. Returns the tables that are not complete."""
        store = Store(self._fresh, self._device.store_key, self._driver)
        try:
            migrations.migrate(store)
            ledger = Ledger(self._device, self._clock, store)
            with store.writing() as connection:
                incomplete = _carry(connection, source, prefix, self._first_epoch(source, prefix))
                rebuild(connection)
            if open_new:
                open_epoch(ledger, EpochReason.REPAIRED)
            if prefix.shrunk != prefix.told:
                incomplete += _tell_shrunk(ledger, source, prefix)
        finally:
            store.close()
        refuse_unfolded(self._fresh)
        return incomplete

    def _read_back(self, prefix: Prefix, mark: Mark | None) -> None:
        """Open the fresh file once more, as a kiosk would, and see that everything is in it. Raises ``StoreFault``."""
        store = Store(self._fresh, self._device.store_key, self._driver)
        try:
            ledger = Ledger(self._device, self._clock, store)
            report = verify(ledger)
            problems = report.problems + check_end(ledger, mark=mark)
        finally:
            store.close()
        if report.entries < prefix.entries:
            problems.append(f"the new file ends at entry {report.entries} of {prefix.entries}")
        if problems:
            raise StoreFault(
                StoreFaultKind.CORRUPT,
                f"the ledger in {self._folder} could not be repaired ({problems[0]}); nothing was changed: put back a "
                "backup, or call the operator",
            )

    def _first_epoch(self, source: Salvage, prefix: Prefix) -> dict[int, str]:
        """The epochs of the fresh ledger before a new one begins; at least one."""
        if prefix.epochs:
            return prefix.epochs
        known = source.rows("epoch")[0]
        return {1: known[-1][1] if known else self._mark.epoch if self._mark else new_id()}


def _mb(size_bytes: int) -> str:
    return f"{-(-size_bytes // 1_000_000)} MB"


def _carry(connection: sa.Connection, source: Salvage, prefix: Prefix, epochs: dict[int, str]) -> list[str]:
    """Put everything into the fresh ledger that can be read and is not made anew. Returns tables that lack rows."""
    driver = driver_of(connection)
    driver.executemany("INSERT INTO epoch VALUES (?, ?)", epochs.items())
    for position in range(1, prefix.entries + 1):
        entry = source.entry(position)
        assert entry is not None, "it was read a moment ago"
        driver.execute(_INSERT_ENTRY, (position, *astuple(entry)))
    incomplete = []
    for table in (*_KEPT, *_FOLLOWING, "verdict"):
        rows, complete = source.rows(table)
        if not complete and (table not in _FOLLOWING or prefix.shrunk):
            incomplete.append(table)
        for row in rows:
            if table in _FOLLOWING and row[_FOLLOWING[table]] > prefix.shrunk:
                continue
            if table == "verdict" and row[1] > prefix.ends.get(row[0], (0, ""))[0]:
                continue
            driver.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - names of ours
    # The newest word on rules and place may be among the entries that are gone: it is written again at the next start.
    driver.execute("DELETE FROM document WHERE name IN ('rules', 'site')")
    acknowledged = [(no, seq, bytes.fromhex(digest)) for no, (seq, digest) in prefix.acknowledged.items()]
    driver.executemany("INSERT INTO acknowledged VALUES (?, ?, ?)", acknowledged)
    return incomplete


def _tell_shrunk(ledger: Ledger, source: Salvage, prefix: Prefix) -> list[str]:
    """The entry that said what shrunk entries came to is gone: write another. Returns ``["sums"]`` when the sums that
    can still be read are of fewer entries.
    """
    known = [(row[1], row[2:]) for row in source.rows("shrunk")[0] if row[1] <= prefix.shrunk]
    entries, sums = max(known, default=(0, (0, 0, 0, 0)))
    last = source.entry(prefix.shrunk)
    assert last is not None, "it was read a moment ago"
    body = entries_shrunk_body(prefix.shrunk, prefix.epochs[last.epoch_no], last.seq, last.hash.hex(), *sums)
    with ledger.store.writing() as connection:
        ledger.append(connection, "entries_shrunk", body)
        rebuild(connection)
    return [] if entries == prefix.shrunk else ["sums"]
