"""What follows when the moments of stored drop-offs are corrected.

Grams that were accepted unreviewed go with their drop-off from one local day to another, so what comes later is judged
by the right days; they are what was weighed, as the day had counted it, whatever was corrected since. What had been
accepted stays accepted, also where its new day is fuller than a cap: the resident was told. A drop-off that waits
because of its moment (``verdict.MOMENTARY``) and whose own moment moves is judged anew as if it came now, also by who
of the staff did it and for which order, and released when nothing holds it any more. What waits because *another*
drop-off stood on the wrong day waits for people, and so does everything of a kiosk that is revoked from an entry on.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select, tuple_

from central import verdict
from central.accounts import Balance
from central.bodies import DropOffBody, ReadEntry
from central.clock import local_day
from central.containers import Told
from central.days import Day
from central.revisions import Place, revise
from central.rules import RuleBook
from central.schema import WHEN, DropOff
from central.standing import Standing, by_card
from central.verdict import HOUR_DROPS, MOMENTARY, Judgement

RELEASED = Judgement("accepted")

_CHUNK = 400  # drop-offs in one query


@dataclass(frozen=True, slots=True)
class Waiting:
    """A drop-off that may wait no longer; ``entry`` is at its corrected moment."""

    place: Place
    entry: ReadEntry
    body: DropOffBody
    credited_to: str | None

    @property
    def told(self) -> Told:
        """The same for those who look at staff work; its hash does not matter to them."""
        return Told(self.place.seq, "", self.entry, self.entry.at)


@dataclass(frozen=True, slots=True)
class Moved:
    """What has moved in one transaction: net grams by day, more or fewer, and what is to be judged anew."""

    kiosk: str
    days: Counter[Day] = field(default_factory=Counter)
    card_days: Counter[Day] = field(default_factory=Counter)
    waiting: dict[tuple[int, int], Waiting] = field(default_factory=dict)

    def hear(self, journal: int, stored: Any, entry: ReadEntry) -> None:
        """``stored`` is the row of a drop-off as it was before, ``entry`` the same at its new moment."""
        body = entry.drop_off
        assert body is not None, "the row of a drop-off"
        if stored.verdict == "held" and stored.reason in MOMENTARY:
            place = Place(self.kiosk, journal, stored.seq)
            self.waiting[journal, stored.seq] = Waiting(place, entry, body, stored.credited_to)
        before, after = local_day(stored.at).isoformat(), entry.day.isoformat()
        if stored.credited_to is None or (stored.verdict, stored.reason) != ("accepted", None) or before == after:
            return
        for counted in (self.days, self.card_days) if by_card(body) else (self.days,):
            counted[stored.credited_to, before] -= body.net_g
            counted[stored.credited_to, after] += body.net_g

    @property
    def nothing(self) -> bool:
        """Whether nothing follows: no day has changed, nobody waits."""
        return not (self.days or self.waiting)

    def in_order(self) -> list[Waiting]:
        """What is to be judged anew, by journal and number."""
        return [self.waiting[key] for key in sorted(self.waiting)]


def release(
    connection: Connection,
    standing: Standing,
    rules: RuleBook,
    waiting: Sequence[Waiting],
    doubt: Callable[[Told], str | None],
    *,
    scale_failed: bool,
) -> list[Waiting]:
    """Those of ``waiting`` that nothing holds any more; ``standing`` counts them. Nothing is written yet.

    ``doubt``: why people must look at the staff's part in it, None: they need not.
    """
    hours_before = _hours_before(connection, waiting)
    released = []
    for each in waiting:
        around = replace(
            standing.around(each.entry, scale_failed=scale_failed),
            hour_before=hours_before.get((each.place.journal, each.place.seq)),
            repeated=False,  # it would be found to repeat itself
        )
        # The first entry of an epoch is held for more than itself; who is not the owner by now needs people too.
        ours = each.place.seq > 1 and standing.owner(each.body) == each.credited_to
        if ours and verdict.judge(each.entry, rules, around) == RELEASED and doubt(each.told) is None:
            standing.count(each.entry, each.body)
            released.append(each)
    return released


def write(connection: Connection, at: str, released: Sequence[Waiting], changes: dict[str, Balance]) -> None:
    """Revise what is released, adding to ``changes`` of balances what follows from it.

    After corrections are applied: it counts for what is left.
    """
    if not released:
        return
    worth = _worth(connection, released)
    revise(connection, at, [each.place for each in released], RELEASED)
    for each in released:
        if each.credited_to is not None:
            change = changes.setdefault(each.credited_to, Balance())
            row = worth[each.place.journal, each.place.seq]
            change.take_back("held", row.reduction_g, row.points)
            change.add(RELEASED.verdict, row.reduction_g, row.points)


def _worth(connection: Connection, released: Sequence[Waiting]) -> dict[tuple[int, int], Any]:
    """What each counts for by now, locked."""
    found: dict[tuple[int, int], Any] = {}
    places = sorted((each.place.journal, each.place.seq) for each in released)
    columns = (DropOff.journal, DropOff.seq, DropOff.reduction_g, DropOff.points)
    for start in range(0, len(places), _CHUNK):
        some = tuple_(DropOff.journal, DropOff.seq).in_(places[start : start + _CHUNK])
        query = select(*columns).where(some).order_by(DropOff.journal, DropOff.seq).with_for_update()
        found |= {(row.journal, row.seq): row for row in connection.execute(query)}
    return found


def _hours_before(connection: Connection, waiting: Sequence[Waiting]) -> Mapping[tuple[int, int], str | None]:
    """For each, when the drop-off was made that lies ``HOUR_DROPS`` before it in its journal."""
    found: dict[tuple[int, int], str | None] = {}
    for journal in {each.place.journal for each in waiting}:
        numbers = [each.place.seq for each in waiting if each.place.journal == journal]
        mine = select(DropOff.seq, WHEN).where(DropOff.journal == journal)
        before = mine.where(DropOff.seq < numbers[0]).order_by(DropOff.seq.desc()).limit(HOUR_DROPS)
        since = mine.where(DropOff.seq.between(numbers[0], numbers[-1])).order_by(DropOff.seq)
        rows = [*connection.execute(before).all()[::-1], *connection.execute(since).all()]
        index = {row.seq: number for number, row in enumerate(rows)}
        for seq in numbers:
            at = index[seq] - HOUR_DROPS
            found[journal, seq] = rows[at].at if at >= 0 else None
    return found
