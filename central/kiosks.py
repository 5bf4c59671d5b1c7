"""The enrolled kiosks as an operator sees them: their epochs, why each was begun, and what contradicts them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from central.bodies import EpochOpenedBody, read_entry
from central.clock import rfc3339
from central.context import Platform
from central.schema import Checkpoint, Entry, ForkEvidence, Journal, Kiosk, KioskKey, Revocation, shard_of

_SEEN_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Fork:
    """Entries that contradict an epoch: ``lines`` of them, the lowest number, and when the first one came."""

    lines: int
    first_seq: int
    since: str


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch, as far as it was received. ``reason``: what its first entry says why it was begun, None: nothing."""

    id: str
    acked_seq: int
    reason: str | None
    fork: Fork | None


@dataclass(frozen=True, slots=True)
class KnownKiosk:
    """``checkpoint``: the epoch and the number of the last entry that stands, of a kiosk that is revoked behind it.
    ``key_no``: the number of the key in force, counted from 1, and ``key_since`` since when it is.
    """

    id: str
    enrolled_at: str
    key_no: int
    key_since: str
    revoked: bool
    checkpoint: tuple[str, int] | None
    epochs: tuple[Epoch, ...]


def saw(connection: Connection, kiosk: str, now: datetime, last_seen: str | None) -> None:
    """Note that a signed call of ``kiosk`` is accepted ``now``, when the last note is a minute old."""
    if last_seen is None or last_seen < rfc3339(now - _SEEN_AGAIN):
        connection.execute(update(Kiosk).where(Kiosk.id == kiosk).values(last_seen=rfc3339(now)))


def everything(platform: Platform) -> list[KnownKiosk]:
    """Every kiosk by id, its epochs in the order in which they came."""
    with platform.store.reading() as connection:
        epochs = _epochs(connection)
        revoked = set(connection.scalars(select(Revocation.subject).where(Revocation.kind == "kiosk")))
        query = select(Checkpoint.kiosk, Journal.epoch, Checkpoint.seq).join(Journal, Journal.id == Checkpoint.journal)
        checkpoints = {row.kiosk: (row.epoch, row.seq) for row in connection.execute(query)}
        ordered = select(KioskKey.kiosk, KioskKey.no, KioskKey.since).order_by(KioskKey.no)
        keys = {row.kiosk: (row.no, row.since) for row in connection.execute(ordered)}  # the last of each
        rows = connection.execute(select(Kiosk.id, Kiosk.enrolled_at).order_by(Kiosk.id)).all()
    return [
        KnownKiosk(
            row.id,
            row.enrolled_at,
            *keys[row.id],
            row.id in revoked,
            checkpoints.get(row.id),
            tuple(epochs.get(row.id, ())),
        )
        for row in rows
    ]


def _epochs(connection: Connection) -> dict[str, list[Epoch]]:
    forks = {
        row.journal: Fork(row.lines, row.first_seq, row.since)
        for row in connection.execute(
            select(
                ForkEvidence.journal,
                func.count().label("lines"),
                func.min(ForkEvidence.seq).label("first_seq"),
                func.min(ForkEvidence.received_at).label("since"),
            ).group_by(ForkEvidence.journal)
        )
    }
    found: dict[str, list[Epoch]] = {}
    columns = (Journal.id, Journal.kiosk, Journal.epoch, Journal.acked_seq)
    for row in connection.execute(select(*columns).order_by(Journal.id)).all():
        earlier = found.setdefault(row.kiosk, [])
        reason = _reason(connection, row.kiosk, row.id) if earlier else None  # a first epoch needs none
        earlier.append(Epoch(row.epoch, row.acked_seq, reason, forks.get(row.id)))
    return found


def _reason(connection: Connection, kiosk: str, journal: int) -> str | None:
    where = (Entry.shard == shard_of(kiosk), Entry.journal == journal, Entry.seq == 1)
    canonical = connection.scalar(select(Entry.canonical).where(*where))
    entry = None if canonical is None else read_entry(canonical)
    return entry.body.reason if entry is not None and isinstance(entry.body, EpochOpenedBody) else None
