"""How the passes and people that a range of entries names stand with the platform, while the range is judged."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Connection, select, union_all

from central.bodies import DropOffBody, ReadEntry
from central.clock import rfc3339
from central.days import Day, DayCount
from central.revocation import revoked_among
from central.schema import (
    WHEN,
    Card,
    CardDay,
    Certificate,
    Claim,
    DropOff,
    Journal,
    PassShowing,
    Resident,
    ResidentDay,
)
from central.store import insert_all_unless_known, lock_claims, where_in
from central.verdict import APART, HOUR_DROPS, PLATFORM_PASSES, Circumstances, Judgement

CARD = "card"


Mark = tuple[str, int]
"""What may be told of once: a session with a line of it, or a weighing's id with 0."""


@dataclass(frozen=True, slots=True)
class _Drop:
    """A drop-off with what its entry says of it."""

    entry: ReadEntry
    body: DropOffBody

    @property
    def day(self) -> str:
        return self.entry.day.isoformat()


@dataclass
class Standing:
    """Load it for a range, ask it about each entry, let it hear each judgement in order, save it."""

    residents: frozenset[str]
    owners: Mapping[str, str]  # who has claimed a guest's drop-off, by hash
    revoked: frozenset[str]
    used_elsewhere: frozenset[str]
    issued: frozenset[tuple[str, str]]
    elsewhere: Mapping[str, Sequence[str]]
    days: DayCount
    card_days: DayCount
    marks: set[Mark]
    before: deque[str | None] = field(default_factory=deque)

    @classmethod
    def load(
        cls,
        connection: Connection,
        kiosk: str,
        journal: int,
        entries: Iterable[ReadEntry | None],
        waiting: Iterable[ReadEntry] = (),
        moved: tuple[Mapping[Day, int], Mapping[Day, int]] = ({}, {}),
    ) -> Self:
        """What is known now. Writes down which pass showings ``kiosk`` was the first to tell of.

        ``waiting``: stored drop-offs that are judged anew before ``entries``. ``moved``: net grams by day, and those by
        card, that corrected moments add to what was counted.
        """
        fresh = _drops(entries)
        drops = [*_drops(waiting), *fresh]
        bodies = [drop.body for drop in drops]
        people = {body.resident for body in bodies if body.resident is not None}
        passes = {body.pass_id for body in bodies if body.pass_id is not None}
        # Claims before days: whoever claims locks them in this order too.
        owners = _claim_owners(connection, {body.claim for body in bodies if body.claim is not None})
        residents = frozenset(row.id for row in where_in(connection, [Resident.id], Resident.id, sorted(people)))
        used = _used_elsewhere(connection, kiosk, {body.pass_digest for body in bodies if body.pass_digest is not None})
        known = [(drop.body, _day(drop, _owner(drop.body, residents, owners))) for drop in drops]
        return cls(
            residents,
            owners,
            revoked_among(connection, people | passes),
            used,
            _issued(connection, bodies),
            # After the day is locked: what another kiosk brings for the same resident is seen, or comes after us.
            days=DayCount.load(connection, ResidentDay, [day for _, day in known if day is not None], moved[0]),
            card_days=DayCount.load(
                connection, CardDay, [day for body, day in known if day is not None and by_card(body)], moved[1]
            ),
            elsewhere=_elsewhere(connection, kiosk, drops),
            marks=_stored_marks(connection, kiosk, [drop.body for drop in fresh]),
            before=_before(connection, journal, len(fresh)),
        )

    def owner(self, drop: DropOffBody) -> str | None:
        """In whose list the drop-off stands."""
        return _owner(drop, self.residents, self.owners)

    def around(self, entry: ReadEntry | None, *, scale_failed: bool) -> Circumstances:
        """What the judge must know beside the entry."""
        body = None if entry is None else entry.drop_off
        if entry is None or body is None:
            return Circumstances(scale_failed=scale_failed)
        day = _day(_Drop(entry, body), self.owner(body))
        return Circumstances(
            self.residents,
            scale_failed,
            self.revoked,
            self.used_elsewhere,
            self.issued,
            self.elsewhere.get(body.resident or "", ()),
            self.before[0] if self.before else None,
            None if day is None else self.days.grams[day],
            None if day is None or not by_card(body) else self.card_days.grams[day],
            repeated=not self.marks.isdisjoint(_marks_of(body)),
        )

    def hear(self, entry: ReadEntry, body: DropOffBody, judgement: Judgement) -> None:
        """Take a fresh drop-off in, and count it when it was accepted."""
        self.before.popleft()
        self.before.append(entry.at)
        self.marks.update(_marks_of(body))
        if judgement.verdict == "accepted":
            self.count(entry, body)

    def count(self, entry: ReadEntry, body: DropOffBody) -> None:
        """Use the day up of whom it is credited to."""
        day = _day(_Drop(entry, body), self.owner(body))
        if day is not None:
            self.days.grams[day] += body.net_g
            if by_card(body):
                self.card_days.grams[day] += body.net_g

    def save(self, connection: Connection) -> None:
        """Write the days that have changed."""
        self.days.save(connection)
        self.card_days.save(connection)


def by_card(body: DropOffBody) -> bool:
    """Whether the day of the resident's cards counts it too."""
    return body.pass_kind == CARD and body.resident is not None


def _drops(entries: Iterable[ReadEntry | None]) -> list[_Drop]:
    return [_Drop(entry, body) for entry in entries if entry is not None and (body := entry.drop_off) is not None]


def _owner(body: DropOffBody, residents: frozenset[str], owners: Mapping[str, str]) -> str | None:
    return body.resident if body.resident in residents else owners.get(body.claim or "")


def _day(drop: _Drop, owner: str | None) -> Day | None:
    return None if owner is None else (owner, drop.day)


def _marks_of(body: DropOffBody) -> tuple[Mark, Mark]:
    return (body.session, body.line), (body.weighing.id, 0)


def _stored_marks(connection: Connection, kiosk: str, bodies: Iterable[DropOffBody]) -> set[Mark]:
    """Those of the kiosk's drop-offs, in whatever epoch, that the range could repeat."""
    sessions = sorted({body.session for body in bodies})
    weighings = sorted({body.weighing.id for body in bodies})
    mine = DropOff.journal.in_(select(Journal.id).where(Journal.kiosk == kiosk))
    lines = where_in(connection, [DropOff.session, DropOff.line], DropOff.session, sessions, mine)
    weighed = where_in(connection, [DropOff.weighing], DropOff.weighing, weighings, mine)
    return {(row.session, row.line) for row in lines} | {(row.weighing, 0) for row in weighed}


def _claim_owners(connection: Connection, hashes: set[str]) -> Mapping[str, str]:
    lock_claims(connection, hashes, alone=False)
    rows = where_in(connection, [Claim.claim, Claim.resident], Claim.claim, sorted(hashes))
    return {row.claim: row.resident for row in rows}


def _used_elsewhere(connection: Connection, kiosk: str, digests: set[str]) -> frozenset[str]:
    named = sorted(digests)
    insert_all_unless_known(connection, PassShowing, [{"digest": digest, "kiosk": kiosk} for digest in named])
    rows = where_in(connection, [PassShowing.digest, PassShowing.kiosk], PassShowing.digest, named)
    return frozenset(row.digest for row in rows if row.kiosk != kiosk)


def _issued(connection: Connection, bodies: Iterable[DropOffBody]) -> frozenset[tuple[str, str]]:
    named = sorted({body.pass_id for body in bodies if body.pass_kind in PLATFORM_PASSES and body.pass_id is not None})
    phones = where_in(connection, [Certificate.pass_id, Certificate.resident], Certificate.pass_id, named)
    printed = where_in(connection, [Card.id, Card.resident], Card.id, named)
    return frozenset(tuple(row) for row in (*phones, *printed))


def _elsewhere(connection: Connection, kiosk: str, drops: Sequence[_Drop]) -> Mapping[str, Sequence[str]]:
    """When the residents' own drop-offs were accepted at other kiosks, around the time of the range."""
    timely = [drop for drop in drops if drop.body.resident is not None and drop.entry.timely]
    if not timely:
        return {}
    moments = [drop.entry.at for drop in timely]
    span = (_shifted(min(moments), -APART), _shifted(max(moments), APART))
    people = sorted({drop.body.resident or "" for drop in timely})
    found: dict[str, list[str]] = {}
    for start in range(0, len(people), _CHUNK):
        known = (
            DropOff.credited_to.in_(people[start : start + _CHUNK]),
            DropOff.verdict == "accepted",
            DropOff.claim.is_(None),
            Journal.kiosk != kiosk,
        )
        # Two queries in one, an index for each: a moment lies in one of two columns.
        labels = select(DropOff.credited_to, DropOff.occurred_at.label("at")).where(
            DropOff.moment.is_(None), DropOff.occurred_at.between(*span), *known
        )
        corrected = select(DropOff.credited_to, DropOff.moment.label("at")).where(
            DropOff.moment.between(*span), DropOff.moment_kind == "corrected", *known
        )
        parts = [part.join(Journal, Journal.id == DropOff.journal) for part in (labels, corrected)]
        for row in connection.execute(union_all(*parts)):
            found.setdefault(row.credited_to, []).append(row.at)
    return found


def _shifted(moment: str, by: timedelta) -> str:
    try:
        return rfc3339(datetime.fromisoformat(moment) + by)
    except OverflowError:  # the first or the last minute of all
        return moment


def _before(connection: Connection, journal: int, count: int) -> deque[str | None]:
    """For the next ``count`` drop-offs of the journal, when the one was made that lies ``HOUR_DROPS`` before each; what
    is not stored yet is added as it is heard.
    """
    wanted = min(count, HOUR_DROPS)
    if not wanted:
        return deque()
    query = select(WHEN).where(DropOff.journal == journal).order_by(DropOff.seq.desc())
    stored = connection.scalars(query.limit(wanted).offset(HOUR_DROPS - wanted)).all()
    return deque([*[None] * (wanted - len(stored)), *reversed(stored)])


_CHUNK = 400  # residents in one query
