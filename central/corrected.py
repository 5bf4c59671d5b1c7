"""Which corrections drop-offs have, in the order in which they were made, and what was weighed before any of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select, tuple_

from central.bodies import DropOffBody, read_entry
from central.schema import Correction, Entry, Journal, shard_of

Place = tuple[int, int]
"""The row of a journal, and the number of a drop-off in it."""

_CHUNK = 400  # drop-offs in one query


def that_count(connection: Connection, places: Iterable[Place]) -> dict[Place, list[Any]]:
    """The corrections that count, oldest first, by the drop-off they belong to."""
    found: dict[Place, list[Any]] = {}
    for row in told_of(connection, places):
        if row.counts:
            found.setdefault((row.of_journal, row.of_seq), []).append(row)
    return found


def told_of(connection: Connection, places: Iterable[Place]) -> Iterator[Any]:
    """All corrections of the drop-offs at ``places``, also those that wait for a review."""
    wanted = sorted(places)
    for start in range(0, len(wanted), _CHUNK):
        some = tuple_(Correction.of_journal, Correction.of_seq).in_(wanted[start : start + _CHUNK])
        # The journals of a kiosk are numbered in the order of its epochs.
        query = select(Correction.__table__).where(some).order_by(Correction.journal, Correction.seq)
        yield from connection.execute(query).all()


def as_weighed(connection: Connection, places: Iterable[Place]) -> dict[Place, DropOffBody]:
    """What the entries of the stored drop-offs at ``places`` say, whatever has corrected them since."""
    found: dict[Place, DropOffBody] = {}
    wanted = sorted(places)
    mine = select(Journal.kiosk).where(Journal.id.in_({place[0] for place in wanted})).distinct()
    shards = sorted({shard_of(kiosk) for kiosk in connection.scalars(mine)})
    for start in range(0, len(wanted), _CHUNK):
        some = tuple_(Entry.journal, Entry.seq).in_(wanted[start : start + _CHUNK])
        query = select(Entry.journal, Entry.seq, Entry.canonical).where(Entry.shard.in_(shards), some)
        for row in connection.execute(query):
            entry = read_entry(row.canonical)
            body = None if entry is None else entry.drop_off
            assert body is not None, "the row of a drop-off"
            found[row.journal, row.seq] = body
    return found
