"""``POST /v1/journal``: the one way into the ledger of the platform.

Order of work: prove who sends, check the chain and one signature, then in a single transaction compare with what is
stored, store the new entries, and only then judge them. So a fact is never lost to a judgement, and re-sending
anything is harmless.
"""

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, insert, select, update

from central import accounts, chain, checkpoint, devicekeys, directory, epochs, moved, revisions, roster, verdict, wire
from central.attendance import Attendance
from central.bodies import CorrectionBody, DropOffBody, ReadEntry, read_entry
from central.boots import Timeline, by_moment, text_of
from central.clock import rfc3339
from central.condition import Condition
from central.containers import Containers, Told
from central.context import Platform
from central.corrections import Corrections
from central.devicekeys import DeviceKeys
from central.kiosks import saw
from central.moments import Moment, Reading
from central.pickups import Pickups
from central.problems import Problem
from central.rules import RuleBook
from central.schema import DropOff, Entry, ForkEvidence, Journal, Kiosk, Verdict, shard_of
from central.signatures import SignedRequest
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
    briefing_version: int
    briefing_revision: int


class Head(msgspec.Struct, frozen=True):
    """The platform's own record of an epoch, and the number of the key that signs what comes next in it. ``journal``
    is None before its first entry; then any of the kiosk's keys may begin.
    """

    journal: int | None
    acked_seq: int
    head_hash: str
    key_no: int | None


class _Stored(msgspec.Struct, frozen=True):
    """``fresh``: the verdicts of the entries that were not known before."""

    answer: JournalAnswer
    fresh: list[VerdictLine]


class _Signed(msgspec.Struct, frozen=True):
    """Whose a range is: the kiosk's keys, and the numbers of those that signed the request and the last entry; None:
    that was none of them.
    """

    keys: DeviceKeys
    sender: int
    signer: int | None


_NOTHING_STORED = Head(None, 0, chain.ZERO_HASH, None)


def receive(platform: Platform, request: SignedRequest, wanted: Range, reading: Reading | None = None) -> JournalAnswer:
    """Take a range in. Returns once it is durable. Raises ``Problem``; then nothing of the range was stored.

    ``reading``: what the query, which is signed, tells of the kiosk's boot.
    """
    keys = devicekeys.of(platform, wanted.kiosk)
    sender, _ = keys.sender(request)
    headers = request.headers
    decoded = wire.decode_body(request.body, headers.get("content-type", ""), headers.get("content-encoding", ""))
    lines = wire.parse_lines(decoded, wanted)
    chain.check_links(lines)
    if any(line.kind == devicekeys.KIND for line in lines[:-1]):
        raise Problem("chain-broken", "a range ends with the entry that changes the key")
    signer = keys.signer(lines[-1].signature, chain.signed_message(lines[-1]))
    return _merge(platform, wanted, reading, lines, _Signed(keys, sender, signer))


def _merge(
    platform: Platform, wanted: Range, reading: Reading | None, lines: Sequence[Line], signed: _Signed
) -> JournalAnswer:
    def merge(connection: Connection) -> _Stored | tuple[Line, Problem]:
        last_seen = _lock_kiosk(connection, wanted.kiosk)
        checkpoint.require_trust(connection, wanted.kiosk)
        head = _head(connection, wanted)
        # Asked again: the kiosk may have gone over to another key since the signature was looked at.
        retired = not devicekeys.is_in_force(connection, wanted.kiosk, signed.sender)
        if wanted.first > head.acked_seq + 1:
            raise devicekeys.retired() if retired else _conflict("gap", wanted, head)
        signer = signed.signer
        if signer is None:  # not before: the kiosk may have told of that key in what is missing here
            raise Problem("signature-invalid", f"the signature of entry {wanted.last} does not verify")
        foreign = _first_foreign(connection, head, wanted, lines)
        if foreign is not None:
            _keep_evidence(connection, platform, head, foreign)
            return foreign, devicekeys.retired() if retired else _conflict("fork", wanted, head)
        if retired:
            raise devicekeys.retired()
        saw(connection, wanted.kiosk, platform.now(), last_seen)
        return _store(connection, platform, wanted, reading, head, lines, signed.keys, signer)

    begun = time.monotonic()
    merged = platform.store.transact(merge)
    if isinstance(merged, _Stored):
        _tell(platform, wanted, merged, time.monotonic() - begun)
        return merged.answer
    # Raised after the transaction, so that the evidence is kept.
    foreign, problem = merged
    facts = {"kiosk": wanted.kiosk, "epoch": wanted.epoch, "seq": foreign.seq}
    log.warning("fork: kiosk %s epoch %s at entry %d", wanted.kiosk, wanted.epoch, foreign.seq, extra={"facts": facts})
    raise problem


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
    query = select(Journal.id, Journal.acked_seq, Journal.head_hash, Journal.key_no)
    row = connection.execute(query.where(Journal.kiosk == wanted.kiosk, Journal.epoch == wanted.epoch)).one_or_none()
    return _NOTHING_STORED if row is None else Head(row.id, row.acked_seq, row.head_hash, row.key_no)


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
    keys: DeviceKeys,
    signer: int,
) -> _Stored:
    before = head
    fresh = [line for line in lines if line.seq > head.acked_seq]
    timeline = Timeline.of(connection, wanted.kiosk)
    learned = reading is not None and timeline.hear(reading, head.journal)
    if fresh:
        _require_signer(head, signer, fresh[-1])
        head = Head(_advance(connection, wanted, head, fresh[-1], signer), fresh[-1].seq, fresh[-1].hash, signer)
    assert head.journal is not None, "a range has lines"
    _insert_entries(connection, platform, wanted.kiosk, head.journal, fresh)
    unproven = _change_key(connection, platform, head.journal, fresh[-1], keys, signer) if fresh else None
    judged = _judge_entries(connection, platform, timeline, head.journal, fresh, learned=learned, unproven=unproven)
    known = _known_verdicts(connection, before, wanted)  # as they are now: the call may have corrected a moment
    answer = JournalAnswer(
        kiosk=wanted.kiosk,
        epoch=wanted.epoch,
        first=wanted.first,
        last=wanted.last,
        acked_seq=head.acked_seq,
        head_hash=head.head_hash,
        verdicts=known + judged,
        directory_version=directory.newest_version(connection),
        briefing_version=roster.newest_version(connection),
        briefing_revision=revisions.newest(connection, wanted.kiosk),
    )
    return _Stored(answer, judged)


def _known_verdicts(connection: Connection, head: Head, wanted: Range) -> list[VerdictLine]:
    if wanted.first > head.acked_seq:
        return []
    query = select(Verdict.seq, Verdict.verdict, Verdict.reason).where(Verdict.journal == head.journal)
    last = min(wanted.last, head.acked_seq)
    rows = connection.execute(query.where(Verdict.seq.between(wanted.first, last)).order_by(Verdict.seq))
    return [VerdictLine(row.seq, row.verdict, row.reason) for row in rows]


def _require_signer(head: Head, signer: int, last: Line) -> None:
    """Within an epoch only an entry changes the key."""
    if head.key_no is not None and signer != head.key_no:
        raise Problem("signature-invalid", f"entry {last.seq} is not signed with the key that this epoch has come to")


def _change_key(
    connection: Connection, platform: Platform, journal: int, last: Line, keys: DeviceKeys, signer: int
) -> int | None:
    """Go over to another key, if ``last`` is the entry for that. Returns its number when it lacks the new key's proof:
    then nothing changes.
    """
    if last.kind != devicekeys.KIND:
        return None
    new = devicekeys.changed_to(last.canonical, keys.key(signer))
    if new is None:
        return last.seq
    no = devicekeys.go_over(connection, platform, keys, signer, new, (journal, last.seq))
    connection.execute(update(Journal).where(Journal.id == journal).values(key_no=no))
    return None


def _advance(connection: Connection, wanted: Range, head: Head, last: Line, signer: int) -> int:
    values = {"acked_seq": last.seq, "head_hash": last.hash, "key_no": signer}
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
    unproven: int | None,
) -> list[VerdictLine]:
    """Judge stored entries and write what follows from them, with a handful of look-ups for the whole range.

    Before them what the call has corrected: their days and their reasons to wait. ``unproven``: the number of an entry
    that changes the key without the new one's proof.
    """
    kiosk, corrected = timeline.kiosk, timeline.moved
    read = {line.seq: read_entry(line.canonical) for line in lines}
    moments = timeline.place(journal, read, platform.now(), learned=learned) if lines else {}
    if not lines and corrected.nothing:
        return []
    entries = [entry and by_moment(entry, moments[seq]) for seq, entry in read.items()]
    stands = checkpoint.Stands.load(connection, kiosk)
    waiting = corrected.in_order() if stands.journal is None else []
    again = [each.entry for each in waiting]
    standing = Standing.load(connection, kiosk, journal, entries, again, (corrected.days, corrected.card_days))
    condition = Condition.load(connection, kiosk)
    told = [_told(line, entry, moments.get(line.seq)) for line, entry in zip(lines, entries, strict=True)]
    known = _Known(
        platform.rules,
        journal,
        standing,
        condition,
        stands,
        Attendance.load(connection, [*again, *entries]),
        Containers.load(connection, kiosk, journal, told),
        Corrections.load(connection, kiosk, journal, entries),
        Pickups.load(connection, kiosk, [*(each.told for each in waiting), *told]),
        epochs.doubt(connection, kiosk, journal, entries[0]) if lines and lines[0].seq == 1 else None,
        unproven,
    )
    released = moved.release(
        connection, standing, platform.rules, waiting, known.doubt_staff_work, scale_failed=condition.scale_failed
    )
    verdicts: list[Row] = []
    drop_offs: list[Row] = []
    credits_: list[tuple[str, verdict.Judgement, int, int]] = []
    for each in told:
        judgement = known.judge(each)
        place = {"journal": journal, "seq": each.seq, "verdict": judgement.verdict, "reason": judgement.reason}
        verdicts.append(place)
        known.hear(each, judgement)
        if each.entry is None or each.entry.drop_off is None:
            continue
        drop = each.entry.drop_off
        owner = standing.owner(drop)
        facts = _facts(each.entry.occurred_at, moments[each.seq], drop)
        drop_offs.append({**place, **facts, "credited_to": owner})
        if owner is not None:
            credits_.append((owner, judgement, drop.reduction_g, drop.points))
    insert_all(connection, Verdict, verdicts)
    insert_all(connection, DropOff, drop_offs)
    known.pickups.save()
    known.containers.save(platform)  # it may publish: before residents are locked, as whoever changes a verdict does
    changes = accounts.changes_of(credits_)
    known.corrections.save(connection, changes)
    moved.write(connection, rfc3339(platform.now()), released, changes)
    accounts.apply_changes(connection, changes)
    condition.save(connection)
    standing.save(connection)
    return [VerdictLine(row["seq"], row["verdict"], row["reason"]) for row in verdicts]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known beside the entries of a range, and grows with each of them. ``beginning``: why the first entry of
    an epoch must be looked at; ``unproven``: the number of an entry that changes the key without the new one's proof.
    """

    rules: RuleBook
    journal: int
    standing: Standing
    condition: Condition
    stands: checkpoint.Stands
    attendance: Attendance
    containers: Containers
    corrections: Corrections
    pickups: Pickups
    beginning: str | None
    unproven: int | None

    def judge(self, told: Told) -> verdict.Judgement:
        """The verdict on the next entry."""
        judgement = self._by_itself(told)
        if judgement.verdict == "accepted":
            doubt = self.beginning if told.seq == 1 else None
            doubt = doubt or self.doubt_staff_work(told) or self.containers.doubt(told)
            judgement = judgement if doubt is None else verdict.Judgement("held", doubt)
        if judgement.verdict != "refused" and not self.stands.includes(self.journal, told.seq):
            return checkpoint.BEYOND
        return judgement

    def doubt_staff_work(self, told: Told) -> str | None:
        """Why people must look at who of the staff did it, or for which order."""
        return self.attendance.doubt(told.entry, told.at) or self.pickups.doubt(told)

    def _by_itself(self, told: Told) -> verdict.Judgement:
        if told.entry is not None and isinstance(told.entry.body, CorrectionBody):
            found = self.corrections.judge(told.entry.body, self.rules)
            if found is not None:
                return found
        around = self.standing.around(told.entry, scale_failed=self.condition.scale_failed)
        judgement = verdict.judge(told.entry, self.rules, around)
        if told.seq == self.unproven and judgement.verdict == "accepted":
            return verdict.Judgement("refused", devicekeys.UNPROVEN)
        return judgement

    def hear(self, told: Told, judgement: verdict.Judgement) -> None:
        """Take it in with its verdict."""
        self._hear_work(told, judgement)
        self.pickups.hear(told, judgement)
        if told.entry is None:
            return
        if judgement.verdict != "refused":
            self.condition.hear(told.entry)
        if told.entry.drop_off is not None:
            self.standing.hear(told.entry, told.entry.drop_off, judgement)
            self.corrections.hear_drop_off(told.seq, told.entry.drop_off)

    def _hear_work(self, told: Told, judgement: verdict.Judgement) -> None:
        body = None if told.entry is None else told.entry.body
        if not isinstance(body, CorrectionBody):
            self.containers.hear(told, judgement)
        elif judgement.verdict != "refused":
            self.containers.correct(told, self.corrections.hear(told.seq, body, judgement, told.at))


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
        "session": drop.session,
        "line": drop.line,
        "weighing": drop.weighing.id,
    }
