"""What kiosks tell of their boots, and the moments of their entries by it: kept in the transaction of the call.

The least of all estimates is the best one, for the way to the platform only adds. So a call that is played back later
changes nothing, also when its boot has been forgotten: the runs of its entries remember. What was stored already is
placed anew when its boot is heard of for the first time, is known better by ``WORTH_MS``, or turns out to lie after
what follows it.

Of a kiosk's boots the ``_KEPT`` newest are kept, of some 120 bytes each. An older one is needed only for entries that
come after calls of as many later boots; each of those calls brought a range, so the backlog would have had to grow
through all of them.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from central import moments
from central.bodies import ReadEntry, read_entry
from central.clock import local_day
from central.moments import Moment, Reading, Run, Stamp
from central.moved import Moved
from central.schema import WHEN, Boot, BootRun, DropOff, Entry, Journal, shard_of
from central.store import lock_claims

log = logging.getLogger(__name__)

WORTH_MS = 500
"""By so much an estimate must be better to be taken."""

_KEPT = 1_000  # boots of one kiosk, at three a day those of a year
_LOOK_BACK = 50  # runs of one journal that no call has told of
_CHUNK = 2_000  # entries that are placed anew at once
_BOOTS_AT_ONCE = 500

# Built once, for every call asks them: building and naming a statement costs as much as asking it.
_TOLD = select(Boot.begun_ms).where(Boot.kiosk == bindparam("of_kiosk"), Boot.boot == bindparam("of_boot"))
_RUNS = select(BootRun).where(BootRun.journal == bindparam("of_journal")).order_by(BootRun.first_seq.desc())
_NEWEST = _RUNS.limit(1)
_NEWEST_SEQ = select(func.max(BootRun.first_seq)).where(BootRun.journal == bindparam("of_journal")).scalar_subquery()
_TOLD_AND_NEWEST = (
    select(_TOLD.scalar_subquery().label("told"), BootRun)
    .select_from(Journal)
    .outerjoin(BootRun, (BootRun.journal == Journal.id) & (BootRun.first_seq == _NEWEST_SEQ))
    .where(Journal.id == bindparam("of_journal"))
)
_CHANGE_RUN = update(BootRun).where(
    BootRun.journal == bindparam("of_journal"), BootRun.first_seq == bindparam("of_seq")
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One run: what is stored of it, and the fresh entries that belong to it by number."""

    run: Run
    stamps: dict[int, Stamp]
    stored: Any = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The times of one kiosk's entries, within one transaction that holds the kiosk's lock."""

    connection: Connection
    kiosk: str
    moved: Moved
    _newest: dict[int, list[Any]] = field(default_factory=dict)
    """Newest stored runs that ``hear`` has come by; the key is their journal."""

    @classmethod
    def of(cls, connection: Connection, kiosk: str) -> Self:
        """That of ``kiosk``, of which nothing was corrected yet."""
        return cls(connection, kiosk, Moved(kiosk))

    def hear(self, reading: Reading, journal: int | None) -> bool:
        """Learn from a call when its boot began. True: it was not known, or not so well.

        ``journal``: what the call brings entries of, None: nothing is stored of it.
        """
        begun_ms = moments.to_ms(reading.arrived) - reading.monotonic_ms
        where = (Boot.kiosk == self.kiosk, Boot.boot == reading.boot)
        known = self._told(reading.boot, journal)
        if known is not None and begun_ms > known - WORTH_MS:
            return False
        mine = select(Journal.id).where(Journal.kiosk == self.kiosk)
        runs = self.connection.execute(
            select(BootRun).where(BootRun.journal.in_(mine), BootRun.boot == reading.boot)
        ).all()
        if known is not None:
            self.connection.execute(update(Boot).where(*where).values(begun_ms=begun_ms))
        elif any(stored.heard and begun_ms > stored.begun_ms - WORTH_MS for stored in runs):
            return False  # an old boot that is kept no more
        else:
            self.connection.execute(insert(Boot).values(kiosk=self.kiosk, boot=reading.boot, begun_ms=begun_ms))
            self._forget()
        for stored in runs:
            run = replace(_run(stored), begun_ms=begun_ms, heard=True)
            self._keep(stored.journal, _Slot(run, {}, stored), run)
        return True

    def _forget(self) -> None:
        """Let go of the boots before the newest."""
        mine = Boot.kiosk == self.kiosk
        begun = select(Boot.begun_ms).where(mine).order_by(Boot.begun_ms.desc())
        oldest = self.connection.scalar(begun.limit(1).offset(_KEPT - 1))
        if oldest is not None:
            self.connection.execute(delete(Boot).where(mine, Boot.begun_ms < oldest))

    def _told(self, boot: str, journal: int | None) -> int | None:
        """What is stored of the boot; the same question brings the journal's newest run, which is asked for next."""
        names = {"of_kiosk": self.kiosk, "of_boot": boot}
        if journal is None:
            return self.connection.scalar(_TOLD, names)
        found = self.connection.execute(_TOLD_AND_NEWEST, {**names, "of_journal": journal}).one()
        self._newest[journal] = [] if found.first_seq is None else [found]
        told: int | None = found.told
        return told

    def place(
        self, journal: int, entries: Mapping[int, ReadEntry | None], received: datetime, *, learned: bool
    ) -> dict[int, Moment]:
        """The moments of fresh ``entries`` (by number) that can be read; stored ones before them move where they must.

        ``learned``: what ``hear`` said in this call.
        """
        received_ms = moments.to_ms(received)
        stamps = {seq: Stamp.of(entry, received_ms) for seq, entry in entries.items() if entry is not None}
        slots = self._slots(self._tail(journal, deep=learned), stamps)
        settled = moments.settle([slot.run for slot in slots], received_ms)
        placed: dict[int, Moment] = {}
        for slot, run in zip(slots, settled, strict=True):
            placed |= self._keep(journal, slot, run, grows=slot is slots[-1])
        return placed

    def _tail(self, journal: int, *, deep: bool) -> Sequence[Any]:
        """The newest stored run; where something may still move, all that no call has told of and one before them."""
        where = {"of_journal": journal}
        newest = None if deep else self._newest.get(journal)  # what was learned may have moved it
        if newest is None:
            newest = list(self.connection.execute(_NEWEST, where))
        if not newest or (newest[0].heard and not deep):
            return newest
        found = self.connection.execute(_RUNS.limit(_LOOK_BACK), where).all()
        end = next((index for index, stored in enumerate(found) if stored.heard and index), len(found) - 1)
        return found[end::-1]

    def _slots(self, tail: Sequence[Any], stamps: Mapping[int, Stamp]) -> list[_Slot]:
        slots = [_Slot(_run(stored), {}, stored) for stored in tail]
        parts = [(moments.run_of(list(part.values())), part) for part in _split(stamps)]
        if slots and parts and moments.follows(slots[-1].run, parts[0][0]):
            last, (more, part) = slots[-1], parts.pop(0)
            slots[-1] = _Slot(replace(last.run, last_ms=more.last_ms), part, last.stored)
        if parts:
            begun = self._heard({run.boot for run, _ in parts})
            slots += [_Slot(_told(run, begun), part) for run, part in parts]
        return slots

    def _heard(self, boots: Collection[str]) -> dict[str, int]:
        known = sorted(boots)
        found: dict[str, int] = {}
        for start in range(0, len(known), _BOOTS_AT_ONCE):
            some = known[start : start + _BOOTS_AT_ONCE]
            query = select(Boot.boot, Boot.begun_ms).where(Boot.kiosk == self.kiosk, Boot.boot.in_(some))
            found |= {row.boot: row.begun_ms for row in self.connection.execute(query)}
        return found

    def _keep(self, journal: int, slot: _Slot, run: Run, *, grows: bool = False) -> dict[int, Moment]:
        """Store the run as settled; the moments of its fresh entries.

        ``grows``: more of it may come. As long as nobody has told of such a run, each range of a long backlog would
        move all of it; it is placed anew once, when another run follows or its boot is heard of.
        """
        begun_ms, latest_ms = run.begun_ms, 0
        assert begun_ms is not None, "settled"
        moved = begun_ms != slot.run.begun_ms
        if slot.stored is not None:
            heard_now = run.heard and not slot.stored.heard
            better = abs(begun_ms - slot.stored.begun_ms) >= WORTH_MS and not (grows and not run.heard)
            if heard_now or better:
                latest_ms = self._place_anew(slot.stored, run)
            else:
                begun_ms, latest_ms = slot.stored.begun_ms, slot.stored.latest_ms
        placed = self._reckon(slot.stamps, replace(run, begun_ms=begun_ms), latest_ms, moved=moved)
        values = {
            "last_ms": run.last_ms,
            "begun_ms": begun_ms,
            "latest_ms": max((moment.at_ms for moment in placed.values()), default=latest_ms),
            "heard": run.heard,
        }
        if slot.stored is None:
            first, last = min(slot.stamps), max(slot.stamps)
            key = {"journal": journal, "first_seq": first, "boot": run.boot, "first_ms": run.first_ms}
            self.connection.execute(insert(BootRun).values(**key, **values, last_seq=last))
        elif placed or begun_ms != slot.stored.begun_ms or run.heard != slot.stored.heard:
            last = max(slot.stamps, default=slot.stored.last_seq)
            where = {"of_journal": journal, "of_seq": slot.stored.first_seq}
            self.connection.execute(_CHANGE_RUN, {**values, "last_seq": last, **where})
        return placed

    def _reckon(self, stamps: Mapping[int, Stamp], run: Run, after_ms: int, *, moved: bool) -> dict[int, Moment]:
        assert run.begun_ms is not None, "settled"
        found = list(moments.place(stamps.values(), run.begun_ms, after_ms, heard=run.heard, moved=moved))
        apart_ms = moments.worst_disagreement(list(stamps.values()), found)
        if apart_ms:
            off_s = apart_ms // 1000
            facts = {"kiosk": self.kiosk, "off_seconds": off_s}
            words = "clock: kiosk %s called its clock trusted, and it was %d s off"
            log.warning(words, self.kiosk, off_s, extra={"facts": facts})
        return dict(zip(stamps, found, strict=True))

    def _place_anew(self, stored: Any, run: Run) -> int:
        """Write the moments of a stored run's drop-offs by ``run``; the moment of its last entry."""
        latest_ms = 0
        change = (
            update(DropOff)
            .where(DropOff.journal == stored.journal, DropOff.seq == bindparam("at"))
            .values(moment=bindparam("to"), moment_kind=bindparam("as_kind"))
        )
        for first in range(stored.first_seq, stored.last_seq + 1, _CHUNK):
            entries, stamps = self._stored(stored.journal, first, min(first + _CHUNK - 1, stored.last_seq))
            placed = self._reckon(stamps, run, latest_ms, moved=True)
            latest_ms = max((moment.at_ms for moment in placed.values()), default=latest_ms)
            drops = {
                seq: by_moment(entries[seq], moment)
                for seq, moment in placed.items()
                if entries[seq].drop_off is not None
            }
            rows = [
                {"at": seq, "to": entry.moment, "as_kind": entry.moment_kind}
                for seq, entry in self._moved(stored.journal, drops).items()
            ]
            if rows:
                self.connection.execute(change, rows)
        return latest_ms

    def _moved(self, journal: int, drops: Mapping[int, ReadEntry]) -> dict[int, ReadEntry]:
        """Those whose stored moments are others; what follows from it is noted."""
        if not drops:
            return {}
        claims = {entry.drop_off.claim for entry in drops.values() if entry.drop_off is not None}
        # Claims before drop-offs: whoever claims locks them in this order too.
        lock_claims(self.connection, {claim for claim in claims if claim is not None}, alone=False)
        columns = (DropOff.seq, WHEN, DropOff.moment, DropOff.moment_kind)
        query = (
            select(*columns, DropOff.credited_to, DropOff.net_g, DropOff.verdict, DropOff.reason)
            .where(DropOff.journal == journal, DropOff.seq.between(min(drops), max(drops)))
            .order_by(DropOff.seq)
            .with_for_update()
        )
        moved: dict[int, ReadEntry] = {}
        for row in self.connection.execute(query):
            entry = drops[row.seq]
            if (row.moment, row.moment_kind) != (entry.moment, entry.moment_kind):
                self.moved.hear(journal, row, entry)
                moved[row.seq] = entry
        return moved

    def _stored(self, journal: int, first: int, last: int) -> tuple[dict[int, ReadEntry], dict[int, Stamp]]:
        query = select(Entry.seq, Entry.canonical, Entry.received_at).where(
            Entry.shard == shard_of(self.kiosk), Entry.journal == journal, Entry.seq.between(first, last)
        )
        entries: dict[int, ReadEntry] = {}
        stamps: dict[int, Stamp] = {}
        for row in self.connection.execute(query.order_by(Entry.seq)):
            entry = read_entry(row.canonical)
            if entry is not None:
                entries[row.seq] = entry
                stamps[row.seq] = Stamp.of(entry, moments.to_ms(datetime.fromisoformat(row.received_at)))
        return entries, stamps


def text_of(moment: Moment) -> str | None:
    """What a drop-off's row keeps of it: None where the label stands."""
    return None if moment.kind == moments.LABEL else moments.to_text(moment.at_ms)


def by_moment(entry: ReadEntry, moment: Moment) -> ReadEntry:
    """The entry at its moment and on the local day of it: what everything is judged by that hangs on time."""
    at = text_of(moment)
    if at is None:
        return entry
    return msgspec.structs.replace(entry, day=local_day(at), moment=at, moment_kind=moment.kind)


def _run(stored: Any) -> Run:
    return Run(stored.boot, stored.first_ms, stored.last_ms, stored.begun_ms, stored.heard)


def _told(run: Run, begun: Mapping[str, int]) -> Run:
    return replace(run, begun_ms=begun[run.boot], heard=True) if run.boot in begun else run


def _split(stamps: Mapping[int, Stamp]) -> Iterator[dict[int, Stamp]]:
    numbers = iter(stamps)
    for run in moments.split(list(stamps.values())):
        yield {next(numbers): stamp for stamp in run}
