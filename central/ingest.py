"""``POST /v1/journal``: the one way into the ledger of the platform.

Order of work: prove who sends, check the chain and one signature, then in a single transaction compare with what is
stored, store the new entries, and only then judge them. So a fact is never lost to a judgement, and re-sending
anything is harmless.
"""

import logging
import time
from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, insert, select, update

from central import accounts, chain, checkpoint, directory, epochs, verdict, wire
from central.attendance import Attendance
from central.bodies import DropOffBody, ReadEntry, read_entry
from central.boots import Timeline, by_moment, text_of
from central.clock import rfc3339
from central.condition import Condition
from central.containers import Containers, Told
from central.context import Platform
from central.kiosks import device_key, saw
from central.moments import Moment, Reading
from central.pickups import Pickups
from central.problems import Problem
from central.schema import DropOff, Entry, ForkEvidence, Journal, Kiosk, Verdict, shard_of
from central.signatures import SignedRequest, check_request_signature
from central.standing import Standing
from central.store import Row, insert_all, insert_unless_known
from central.wire import Line, Range

log = logging.getLogger(__name__)


class VerdictLine(msgspec.Struct, frozen=True):
    """The verdict on one entry, as answered."""

    seq: int
    verdict: str
    reason: str | None


class JournalAnswer(msgspec.Struct, frozen=True):
    """200 of ``POST /v1/journal``."""

    kiosk: str
    epoch: str
    first: int
    last: int
    acked_seq: int
    head_hash: str
    verdicts: list[VerdictLine]
    directory_version: int


class Head(msgspec.Struct, frozen=True):
    """The platform's own record of an epoch. ``journal`` is None before its first entry."""

    journal: int | None
    acked_seq: int
    head_hash: str


class _Stored(msgspec.Struct, frozen=True):
    """``fresh``: the verdicts of the entries that were not known before."""

    answer: JournalAnswer
    fresh: list[VerdictLine]


_NOTHING_STORED = Head(None, 0, chain.ZERO_HASH)


def receive(platform: Platform, request: SignedRequest, wanted: Range, reading: Reading | None = None) -> JournalAnswer:
    """Take a range in. Returns once it is durable. Raises ``Problem``; then nothing of the range was stored.

    ``reading``: what the query, which is signed, tells of the kiosk's boot.
    """
    public_key = device_key(platform, wanted.kiosk)
    check_request_signature(request, wanted.kiosk, public_key)
    headers = request.headers
    decoded = wire.decode_body(request.body, headers.get("content-type", ""), headers.get("content-encoding", ""))
    lines = wire.parse_lines(decoded, wanted)
    chain.check_links(lines)
    chain.check_signature(lines[-1], public_key)
    return _merge(platform, wanted, reading, lines)


def _merge(platform: Platform, wanted: Range, reading: Reading | None, lines: Sequence[Line]) -> JournalAnswer:
    def merge(connection: Connection) -> _Stored | tuple[Line, Head]:
        last_seen = _lock_kiosk(connection, wanted.kiosk)
        checkpoint.require_trust(connection, wanted.kiosk)
        head = _head(connection, wanted)
        if wanted.first > head.acked_seq + 1:
            raise _conflict("gap", wanted, head)
        foreign = _first_foreign(connection, head, wanted, lines)
        if foreign is None:
            saw(connection, wanted.kiosk, platform.now(), last_seen)
            return _store(connection, platform, wanted, reading, head, lines)
        _keep_evidence(connection, platform, head, foreign)
        return foreign, head

    begun = time.monotonic()
    merged = platform.store.transact(merge)
    if isinstance(merged, _Stored):
        _tell(platform, wanted, merged, time.monotonic() - begun)
        return merged.answer
    # Raised after the transaction, so that the evidence is kept.
    foreign, head = merged
    facts = {"kiosk": wanted.kiosk, "epoch": wanted.epoch, "seq": foreign.seq}
    log.warning("fork: kiosk %s epoch %s at entry %d", wanted.kiosk, wanted.epoch, foreign.seq, extra={"facts": facts})
    raise _conflict("fork", wanted, head)


def _tell(platform: Platform, wanted: Range, stored: _Stored, seconds: float) -> None:
    """Count and log it, after the transaction: one that the database undid is done once more."""
    counts = Counter(line.verdict for line in stored.fresh)
    platform.meters.ingested(counts, seconds)
    if not stored.fresh:
        return
    first, last = stored.fresh[0].seq, stored.fresh[-1].seq
    facts = {"kiosk": wanted.kiosk, "epoch": wanted.epoch, "first": first, "last": last, "verdicts": dict(counts)}
    log.info(
        "stored: kiosk %s epoch %s entries %d-%d",
        wanted.kiosk,
        wanted.epoch,
        first,
        last,
        extra={"facts": facts | {"seconds": round(seconds, 4)}},
    )


def _lock_kiosk(connection: Connection, kiosk: str) -> str | None:
    """Returns when it was last seen."""
    # One range of a kiosk at a time, whatever its epoch: a new epoch has no head to lock yet, and what is known of the
    # kiosk's scale belongs to all of them. "key_share" leaves alone who only names the kiosk as a foreign key.
    return connection.scalar(select(Kiosk.last_seen).where(Kiosk.id == kiosk).with_for_update(key_share=True))


def _conflict(name: str, wanted: Range, head: Head) -> Problem:
    return Problem(name, epoch=wanted.epoch, acked_seq=head.acked_seq, head_hash=head.head_hash)


def _head(connection: Connection, wanted: Range) -> Head:
    query = select(Journal.id, Journal.acked_seq, Journal.head_hash)
    row = connection.execute(query.where(Journal.kiosk == wanted.kiosk, Journal.epoch == wanted.epoch)).one_or_none()
    return _NOTHING_STORED if row is None else Head(row.id, row.acked_seq, row.head_hash)


def _first_foreign(connection: Connection, head: Head, wanted: Range, lines: Sequence[Line]) -> Line | None:
    """The first line that contradicts the stored history: another hash at a known number, or built upon another."""
    stored = {head.acked_seq: head.head_hash}
    if wanted.first <= head.acked_seq:
        query = select(Entry.seq, Entry.hash).where(
            Entry.shard == shard_of(wanted.kiosk), Entry.journal == head.journal
        )
        rows = connection.execute(query.where(Entry.seq.between(wanted.first - 1, wanted.last))).all()
        stored |= {row.seq: row.hash for row in rows}
    if lines[0].prev_hash != stored.get(wanted.first - 1, chain.ZERO_HASH):
        return lines[0]
    return next((line for line in lines if stored.get(line.seq, line.hash) != line.hash), None)


def _keep_evidence(connection: Connection, platform: Platform, head: Head, line: Line) -> None:
    assert head.journal is not None, "a first entry has nothing to contradict"
    insert_unless_known(
        connection,
        ForkEvidence,
        {
            "journal": head.journal,
            "seq": line.seq,
            "hash": line.hash,
            "line": line.raw,
            "received_at": rfc3339(platform.now()),
        },
    )


def _store(
    connection: Connection,
    platform: Platform,
    wanted: Range,
    reading: Reading | None,
    head: Head,
    lines: Sequence[Line],
) -> _Stored:
    known = _known_verdicts(connection, head, wanted)
    fresh = [line for line in lines if line.seq > head.acked_seq]
    timeline = Timeline(connection, wanted.kiosk)
    learned = reading is not None and timeline.hear(reading)
    judged: list[VerdictLine] = []
    if fresh:
        journal = _advance(connection, wanted, head, fresh[-1])
        head = Head(journal, fresh[-1].seq, fresh[-1].hash)
        _insert_entries(connection, platform, wanted.kiosk, journal, fresh)
        judged = _judge_entries(connection, platform, timeline, journal, fresh, learned=learned)
    answer = JournalAnswer(
        kiosk=wanted.kiosk,
        epoch=wanted.epoch,
        first=wanted.first,
        last=wanted.last,
        acked_seq=head.acked_seq,
        head_hash=head.head_hash,
        verdicts=known + judged,
        directory_version=directory.newest_version(connection),
    )
    return _Stored(answer, judged)


def _known_verdicts(connection: Connection, head: Head, wanted: Range) -> list[VerdictLine]:
    if wanted.first > head.acked_seq:
        return []
    query = select(Verdict.seq, Verdict.verdict, Verdict.reason).where(Verdict.journal == head.journal)
    rows = connection.execute(query.where(Verdict.seq.between(wanted.first, wanted.last)).order_by(Verdict.seq))
    return [VerdictLine(row.seq, row.verdict, row.reason) for row in rows]


def _advance(connection: Connection, wanted: Range, head: Head, last: Line) -> int:
    values = {"acked_seq": last.seq, "head_hash": last.hash}
    if head.journal is None:
        inserted = connection.execute(insert(Journal).values(kiosk=wanted.kiosk, epoch=wanted.epoch, **values))
        key = inserted.inserted_primary_key
        assert key is not None
        return int(key[0])
    connection.execute(update(Journal).where(Journal.id == head.journal).values(**values))
    return head.journal


def _insert_entries(
    connection: Connection, platform: Platform, kiosk: str, journal: int, lines: Sequence[Line]
) -> None:
    shard = shard_of(kiosk)
    received_at = rfc3339(platform.now())
    insert_all(
        connection,
        Entry,
        [
            {
                "shard": shard,
                "journal": journal,
                "seq": line.seq,
                "hash": line.hash,
                "canonical": line.canonical,
                "signature": line.signature,
                "received_at": received_at,
            }
            for line in lines
        ],
    )


def _judge_entries(
    connection: Connection,
    platform: Platform,
    timeline: Timeline,
    journal: int,
    lines: Sequence[Line],
    *,
    learned: bool,
) -> list[VerdictLine]:
    """Judge stored entries and write what follows from them, with a handful of look-ups for the whole range."""
    kiosk = timeline.kiosk
    read = {line.seq: read_entry(line.canonical) for line in lines}
    moments = timeline.place(journal, read, platform.now(), learned=learned)
    entries = [entry and by_moment(entry, moments[seq]) for seq, entry in read.items()]
    standing = Standing.load(connection, kiosk, journal, entries)
    condition = Condition.load(connection, kiosk)
    told = [_told(line, entry, moments.get(line.seq)) for line, entry in zip(lines, entries, strict=True)]
    attendance = Attendance.load(connection, entries)
    containers = Containers.load(connection, kiosk, journal, told)
    pickups = Pickups.load(connection, kiosk, told)
    beginning = epochs.doubt(connection, kiosk, journal, entries[0]) if lines[0].seq == 1 else None
    stands = checkpoint.Stands.load(connection, kiosk)
    verdicts: list[Row] = []
    drop_offs: list[Row] = []
    credits_: list[tuple[str, verdict.Judgement, int, int]] = []
    for line, entry, each in zip(lines, entries, told, strict=True):
        around = standing.around(entry, scale_failed=condition.scale_failed)
        judgement = verdict.judge(entry, platform.rules, around)
        if judgement.verdict == "accepted":
            doubt = beginning if line.seq == 1 else None
            doubt = doubt or attendance.doubt(entry, each.at) or containers.doubt(each) or pickups.doubt(each)
            judgement = judgement if doubt is None else verdict.Judgement("held", doubt)
        if judgement.verdict != "refused" and not stands.includes(journal, line.seq):
            judgement = checkpoint.BEYOND
        place = {"journal": journal, "seq": line.seq, "verdict": judgement.verdict, "reason": judgement.reason}
        verdicts.append(place)
        containers.hear(each, judgement)
        pickups.hear(each, judgement)
        if entry is not None and judgement.verdict != "refused":
            condition.hear(entry)
        if entry is None or entry.drop_off is None:
            continue
        drop = entry.drop_off
        standing.hear(entry, drop, judgement)
        owner = standing.owner(drop)
        drop_offs.append({**place, **_facts(entry.occurred_at, moments[line.seq], drop), "credited_to": owner})
        if owner is not None:
            credits_.append((owner, judgement, drop.reduction_g, drop.points))
    insert_all(connection, Verdict, verdicts)
    insert_all(connection, DropOff, drop_offs)
    pickups.save()
    containers.save(platform)  # it may publish: before residents are locked, as whoever changes a verdict does
    accounts.apply_changes(connection, accounts.changes_of(credits_))
    condition.save(connection)
    standing.save(connection)
    return [VerdictLine(row["seq"], row["verdict"], row["reason"]) for row in verdicts]


def _told(line: Line, entry: ReadEntry | None, moment: Moment | None) -> Told:
    if entry is None or moment is None:
        return Told(line.seq, line.hash, None, "")
    return Told(line.seq, line.hash, entry, text_of(moment) or entry.occurred_at)


def _facts(occurred_at: str, moment: Moment, drop: DropOffBody) -> Row:
    return {
        "claim": drop.claim,
        "occurred_at": occurred_at,
        "moment": text_of(moment),
        "moment_kind": moment.kind,
        "material": drop.material,
        "net_g": drop.net_g,
        "reduction_g": drop.reduction_g,
        "points": drop.points,
        "rule_id": drop.rule.id,
        "rule_version": drop.rule.version,
        "rule_status": drop.rule.status,
        "g_per_kg": drop.rule.g_per_kg,
        "points_per_kg": drop.rule.points_per_kg,
    }
