"""A kiosk's later epochs: does the first entry of one say truly where the one before it ended?

A kiosk begins a new epoch when its journal was put back from a backup or repaired. What the platform holds of the old
one beyond that stays as it is. A beginning that cannot be explained is looked at by people.
"""

from sqlalchemy import Connection, select

from central.bodies import EpochEnd, EpochOpenedBody, ReadEntry
from central.chain import ZERO_HASH
from central.schema import Entry, Journal, shard_of

UNEXPLAINED = "epoch_unexplained"


def doubt(connection: Connection, kiosk: str, journal: int, entry: ReadEntry | None) -> str | None:
    """Why ``entry``, the first of the epoch ``journal``, must be looked at; None: it need not."""
    query = select(Journal.id, Journal.epoch, Journal.acked_seq).where(Journal.kiosk == kiosk, Journal.id != journal)
    others = {row.epoch: row for row in connection.execute(query)}
    if not others:
        return None
    body = None if entry is None else entry.body
    if not isinstance(body, EpochOpenedBody) or body.before.epoch not in others:
        return UNEXPLAINED
    return None if _is_ours(connection, kiosk, others[body.before.epoch].id, body.before) else UNEXPLAINED


def _is_ours(connection: Connection, kiosk: str, journal: int, end: EpochEnd) -> bool:
    """The platform holds this very entry."""
    if end.seq == 0:
        return end.hash in (None, ZERO_HASH)
    query = select(Entry.hash).where(Entry.shard == shard_of(kiosk), Entry.journal == journal, Entry.seq == end.seq)
    stored = connection.scalar(query)
    return stored is not None and stored == end.hash
