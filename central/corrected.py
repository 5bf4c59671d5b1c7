"""Which corrections drop-offs have, in the order in which they were made."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select, tuple_

from central.schema import Correction

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
