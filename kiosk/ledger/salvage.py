"""What can still be read of a damaged ledger: always from a copy, so that looking changes nothing.

Entries are taken one by one from the first, each with its number, chain and signature checked; the first that cannot be
read or does not fit ends the prefix that is worth keeping. Other tables give what they can.
"""

import contextlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.journal import StoredEntry
from kiosk.ledger.chain import ChainCheck
from kiosk.ledger.device import Device
from kiosk.ledger.engine import Driver, connect
from kiosk.ledger.migrations import migrate, refuse_newer, version_of
from kiosk.ledger.projections import Row
from kiosk.ledger.store import Store

PAGE_BYTES = 4096
_CHUNK_BYTES = 1024 * 1024
_BEYOND_BYTES = 1024 * 1024 * 1024
"""SQLite declines a file that is shorter than it once was. The copy is made longer, without using the disk for it."""
_log = logging.getLogger(__name__)
_HASH_AT = "SELECT hash FROM journal WHERE epoch_no = ? AND seq = ?"
_ENTRY = "SELECT epoch_no, seq, kind, entry, hash, signature FROM journal WHERE position = ?"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row of ``journal`` as it lies on disk, without its position."""

    epoch_no: int
    seq: int
    kind: str
    entry: bytes
    hash: bytes
    signature: bytes


@dataclass
class Prefix:
    """The entries at positions 1 … ``entries``, of which the first ``shrunk`` have lost their bytes.

    ``epochs``: number → id of those that have entries in it. ``ends``: number → sequence number and hex hash of the
    last entry. ``told``: how many shrunk entries the newest word in it tells of. ``acknowledged``: as ``ends``, for
    what the platform has acknowledged; ``held_there``: so many entries behind the prefix it has acknowledged too.
    ``ended_by``: why there are no more that can be kept; empty when the journal simply ends here.
    """

    entries: int = 0
    shrunk: int = 0
    epochs: dict[int, str] = field(default_factory=dict)
    ends: dict[int, tuple[int, str]] = field(default_factory=dict)
    told: int = 0
    acknowledged: dict[int, tuple[int, str]] = field(default_factory=dict)
    held_there: int = 0
    ended_by: str = ""


class Salvage:
    """The copy of a ledger, open for reading. ``close`` it."""

    def __init__(self, copy: Path, device: Device, driver: Driver) -> None:
        self._device = device
        self._error: type[Exception] = driver.module.Error
        self._connection: Any = None
        with contextlib.suppress(self._error):  # not even its first page can be read
            self._connection = connect(copy, device.store_key, driver)

    def close(self) -> None:
        """Give back the connection."""
        if self._connection is not None:
            self._connection.close()

    def rows(self, table: str) -> tuple[list[Row], bool]:
        """The rows of a table that can be read, and whether these are all."""
        found: list[Row] = []
        if self._connection is None:
            return found, False
        try:
            for row in self._connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a name of ours
                found.append(row)  # noqa: PERF402 - what came before an error is kept
        except self._error:
            return found, False
        return found, True

    def numbered(self) -> int:
        """The highest position that can be seen; 0 when none can."""
        if self._connection is None:
            return 0
        try:
            return int(self._connection.execute("SELECT COALESCE(MAX(position), 0) FROM journal").fetchone()[0])
        except self._error:
            return 0

    def entry(self, position: int) -> JournalRow | None:
        """The entry at ``position``, None when there is none. Raises ``ValueError`` when its page cannot be read."""
        if self._connection is None:
            raise ValueError("the ledger's first page cannot be read")
        try:
            row = self._connection.execute(_ENTRY, (position,)).fetchone()
        except self._error as error:
            raise ValueError(f"the page of entry {position} cannot be read") from error
        return None if row is None else JournalRow(*row)

    def prefix(self) -> Prefix:
        """Read the longest prefix in which everything fits, with every signature checked."""
        known: dict[int, str] = dict(self.rows("epoch")[0])
        found, chain = Prefix(), ChainCheck(self._device.kiosk, self._device.public_key)
        try:
            for row in self._entries():
                _check(row, chain, known, found)
        except ValueError as error:
            found.ended_by = str(error)
        if not set(found.ends) <= set(known):
            return Prefix(ended_by="the table of epochs cannot be read")
        found.epochs = {no: known[no] for no in found.ends}
        self._find_acknowledged(found)
        return found

    def _find_acknowledged(self, found: Prefix) -> None:
        """An acknowledgement of more than there is stands for what there is; one of another history for nothing."""
        for epoch_no, seq, digest in self.rows("acknowledged")[0]:
            last_seq, last_hash = found.ends.get(epoch_no, (0, ""))
            found.held_there += max(0, seq - last_seq)
            if 0 < last_seq < seq:
                found.acknowledged[epoch_no] = last_seq, last_hash
            elif 0 < seq <= last_seq and self.hash_at(epoch_no, seq) == digest:
                found.acknowledged[epoch_no] = seq, digest.hex()

    def hash_at(self, epoch_no: int, seq: int) -> bytes | None:
        """The hash of an entry; None when there is none, or none that can be read."""
        with contextlib.suppress(self._error):
            row = self._connection.execute(_HASH_AT, (epoch_no, seq)).fetchone()
            return None if row is None else row[0]
        return None

    def _entries(self) -> Iterator[JournalRow]:
        position = 1
        while (row := self.entry(position)) is not None:
            yield row
            position += 1


def _check(row: JournalRow, chain: ChainCheck, known: dict[int, str], found: Prefix) -> None:
    """Add the next entry to ``found``. Raises ``ValueError`` when it does not fit."""
    chain.take(StoredEntry(row.seq, row.entry, row.hash, row.signature))
    if chain.problems:
        raise ValueError(chain.problems[0])
    if row.entry:
        table = json.loads(row.entry)
        if (table["kind"], table["epoch"]) != (row.kind, known.setdefault(row.epoch_no, table["epoch"])):
            raise ValueError(f"entry {row.seq}: kind or epoch were changed")
        if row.kind == "entries_shrunk":
            found.told = table["body"]["entries"]
    found.shrunk = chain.shrunk
    found.entries += 1
    found.ends[row.epoch_no] = (row.seq, row.hash.hex())


def copy_readable(source: Path, target: Path) -> None:
    """Copy a file; what the disk does not give back becomes zeros. Raises ``OSError`` when it cannot be written."""
    with source.open("rb", buffering=0) as reading, target.open("wb") as writing:
        size = os.fstat(reading.fileno()).st_size
        for start in range(0, size, _CHUNK_BYTES):
            length = min(_CHUNK_BYTES, size - start)
            for offset, piece in _pieces(reading.fileno(), start, length):
                writing.seek(offset)
                writing.write(piece)
        writing.truncate(size)


def _pieces(descriptor: int, start: int, length: int) -> Iterator[tuple[int, bytes]]:
    """The bytes from ``start`` on, page by page where a bigger piece fails."""
    try:
        yield start, os.pread(descriptor, length, start)
    except OSError:
        for offset in range(start, start + length, PAGE_BYTES):
            with contextlib.suppress(OSError):
                yield offset, os.pread(descriptor, min(PAGE_BYTES, start + length - offset), offset)


def copy_ledger(ledger: Path, target: Path) -> None:
    """Copy a ledger file and its WAL to ``target`` in a folder of its own. Raises ``OSError``."""
    shutil.rmtree(target.parent, ignore_errors=True)
    target.parent.mkdir()
    for suffix in ("", "-wal"):
        source = ledger.with_name(ledger.name + suffix)
        if source.exists():
            copy_readable(source, target.with_name(target.name + suffix))


def unreadable_pages(copy: Path, device: Device, driver: Driver) -> tuple[int, int]:
    """How many pages do not open with this kiosk's key, and how many there are."""
    connection = driver.open(copy, device.store_key)
    try:
        bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    return len(bad), -(-copy.stat().st_size // PAGE_BYTES)


def make_readable(copy: Path, device: Device, driver: Driver) -> None:
    """Prepare a copy whose ledger could not be opened or verified. Raises ``StoreFault`` for a newer schema."""
    os.truncate(copy, copy.stat().st_size + _BEYOND_BYTES)
    store = Store(copy, device.store_key, driver)
    try:
        with store.reading() as connection:
            found = version_of(connection)
        refuse_newer(found, store)
        if found:  # otherwise there is nothing in it, and nothing may be put there
            migrate(store)
    except (StoreFault, sa.exc.DBAPIError) as error:
        if isinstance(error, StoreFault) and error.kind is StoreFaultKind.NEWER:
            raise
        _log.info("the copy stays in the schema it has: %s", type(error).__name__)
    finally:
        store.close()
