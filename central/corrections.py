"""Drop-offs that staff put right: judged against what the drop-off counted for, and applied to it once accepted.

The row of a drop-off says what it counts for now; its entry says what was weighed, and stays. A held correction changes
nothing until people release it. A correction changes its container by what it changes in what counts. The day of the
resident has counted what was weighed, and goes on counting that: a correction neither frees nor uses it up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from sqlalchemy import Connection, select, tuple_, update

from central import containers
from central.accounts import Balance
from central.bodies import CorrectionBody, DropOffBody, ReadEntry
from central.containers import UNCHANGED, Difference
from central.context import Platform
from central.corrected import Place, as_weighed, that_count, told_of
from central.rules import RuleBook
from central.schema import Badge, Correction, DropOff, Journal
from central.store import Row, insert_all, where_in
from central.verdict import Judgement

SECOND_PERSON_G = 5_000
"""A correction by more grams, at once or away from what was weighed, wants a second supervisor."""

SUPERVISOR = "supervisor"
_CHUNK = 400  # drop-offs in one query
_NOWHERE = 0  # no journal has this number


@dataclass(frozen=True, slots=True)
class Counted:
    """What a drop-off counts for, by the kiosk's own word: grams, points, and the factors of its rule.

    ``weighed_g``: net grams by its own entry.
    """

    net_g: int
    reduction_g: int
    points: int
    rule_id: str
    rule_version: int
    g_per_kg: int
    points_per_kg: int
    weighed_g: int


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a drop-off counts for in its container, by what is accepted."""

    net_g: int
    void: bool = False

    def less(self, before: "_Counts") -> Difference:
        return Difference(before.void - self.void, self.net_g - before.net_g)


@dataclass
class Corrections:
    """Load it for a range, ask it about each correction, let it hear everything in order, save it after drop-offs.

    Drop-offs are named by the row of their journal and their number there.
    """

    journal: int
    journals: Mapping[str, int] = field(default_factory=dict)
    counted: dict[Place, Counted] = field(default_factory=dict)
    counting: dict[Place, _Counts] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    _told: list[Row] = field(default_factory=list)

    @classmethod
    def load(cls, connection: Connection, kiosk: str, journal: int, entries: Iterable[ReadEntry | None]) -> Self:
        """What is known of the drop-offs and people that the corrections among ``entries`` name."""
        bodies = [entry.body for entry in entries if entry is not None and isinstance(entry.body, CorrectionBody)]
        if not bodies:
            return cls(journal)
        rows = connection.execute(select(Journal.epoch, Journal.id).where(Journal.kiosk == kiosk))
        journals = {row.epoch: row.id for row in rows}
        places = sorted({(journals[of.epoch], of.seq) for body in bodies if (of := body.of).epoch in journals})
        badges = sorted({badge for body in bodies for badge in (body.badge, body.second) if badge is not None})
        roles = {row.id: row.role for row in where_in(connection, [Badge.id, Badge.role], Badge.id, badges)}
        return cls(journal, journals, *_counted(connection, places), roles)

    def hear_drop_off(self, seq: int, body: DropOffBody) -> None:
        """A drop-off of the same range, before whatever corrects it."""
        if self.journals:
            rule = body.rule
            self.counted[self.journal, seq] = Counted(
                body.net_g,
                body.reduction_g,
                body.points,
                rule.id,
                rule.version,
                rule.g_per_kg,
                rule.points_per_kg,
                body.net_g,
            )
            self.counting[self.journal, seq] = _Counts(body.net_g)

    def judge(self, body: CorrectionBody, rules: RuleBook) -> Judgement | None:
        """Why a correction is refused or must be looked at; None: nothing speaks against it."""
        before = self.counted.get(self._place(body))
        if before is None:
            return Judgement("held", "unknown_entry")
        if not _adds_up(body, before):
            return Judgement("refused", "arithmetic")
        doubt = _doubt_standing(body, before) or self._doubt_people(body, before) or _doubt_size(body, before, rules)
        return None if doubt is None else Judgement("held", doubt)

    def hear(self, seq: int, body: CorrectionBody, judgement: Judgement, at: str) -> Difference:
        """Take in a correction that is not refused; what its container has more now.

        ``at``: when it was made, RFC 3339.
        """
        place = self._place(body)
        before = self.counted.get(place)
        if before is not None:
            self.counted[place] = replace(before, net_g=body.net_g, reduction_g=body.reduction_g, points=body.points)
        names = ("action", "net_g", "reduction_g", "points", "delta_g", "delta_reduction_g", "delta_points")
        facts = {name: getattr(body, name) for name in (*names, "reason", "badge", "second")}
        of = {"of_journal": place[0], "of_seq": place[1]}
        counts = judgement.verdict == "accepted"
        self._told.append({"journal": self.journal, "seq": seq, **of, **facts, "at": at, "counts": counts})
        if not counts:
            return UNCHANGED
        had, self.counting[place] = self.counting[place], _Counts(body.net_g, body.action == "void")
        return self.counting[place].less(had)

    def save(self, connection: Connection, changes: dict[str, Balance]) -> None:
        """Write what was told, and apply what was accepted, adding to ``changes`` of balances."""
        known = [row for row in self._told if (row["of_journal"], row["of_seq"]) in self.counted]
        insert_all(connection, Correction, known)
        for place in sorted({(row["of_journal"], row["of_seq"]) for row in known if row["counts"]}):
            _apply(connection, place, changes)

    def _place(self, body: CorrectionBody) -> Place:
        return self.journals.get(body.of.epoch, _NOWHERE), body.of.seq

    def _doubt_people(self, body: CorrectionBody, before: Counted) -> str | None:
        if self.roles.get(body.badge, SUPERVISOR) != SUPERVISOR:
            return "not_supervisor"
        # Many small steps lead as far as a large one.
        if max(abs(body.delta_g), abs(body.net_g - before.weighed_g)) <= SECOND_PERSON_G:
            return None
        alone = body.second is None or body.second == body.badge
        # Somebody who is not known at all is told apart by ``central.attendance``.
        return "needs_second" if alone or self.roles.get(body.second or "", SUPERVISOR) != SUPERVISOR else None


def recount(
    connection: Connection, platform: Platform, counting: Mapping[Place, bool], changes: dict[str, Balance]
) -> None:
    """Corrections, by their own places, that count from now on or count no more, adding to ``changes`` of balances.

    Nothing for those that did so before, and for any other entry. Whoever calls it holds the kiosk's row. Before
    verdicts are revised: whoever takes a range in locks in this order too.
    """
    of: set[Place] = set()
    for place, counts in counting.items():
        where = (Correction.journal == place[0], Correction.seq == place[1], Correction.counts.is_not(counts))
        row = connection.execute(select(Correction.of_journal, Correction.of_seq).where(*where)).one_or_none()
        if row is not None:
            of.add((row.of_journal, row.of_seq))
    differences: dict[Place, Difference] = {}
    weighed = as_weighed(connection, of)
    told = list(told_of(connection, of))
    counted = {(row.journal, row.seq) for row in told if row.counts}
    for place in sorted(of):
        mine = [row for row in told if (row.of_journal, row.of_seq) == place]
        differences |= _differences(mine, counting, _Counts(weighed[place].net_g))
    for row in told:
        counts = counting.get((row.journal, row.seq), row.counts)
        if counts != row.counts:
            at = (Correction.journal == row.journal, Correction.seq == row.seq)
            connection.execute(update(Correction).where(*at).values(counts=counts))
    for place in sorted(of):
        _apply(connection, place, changes)
    containers.correct(connection, platform, differences, counted)


def _differences(told: Iterable[Any], counting: Mapping[Place, bool], counts: _Counts) -> dict[Place, Difference]:
    """What each correction of one drop-off changes in its container, from what was weighed on."""
    found = {}
    for row in told:
        place = (row.journal, row.seq)
        found[place] = UNCHANGED
        if counting.get(place, row.counts):
            before, counts = counts, _Counts(row.net_g, row.action == "void")
            found[place] = counts.less(before)
    return found


def _apply(connection: Connection, place: Place, changes: dict[str, Balance]) -> None:
    """The drop-off counts for what the newest correction says that counts, or for what was weighed: not by differences,
    or one that people decline would leave what came after it in the air.
    """
    where = (DropOff.journal == place[0], DropOff.seq == place[1])
    values = (DropOff.net_g, DropOff.reduction_g, DropOff.points)
    query = select(DropOff.credited_to, DropOff.verdict, *values).where(*where).with_for_update()
    before = connection.execute(query).one()
    counting = that_count(connection, [place]).get(place)
    after = counting[-1] if counting else as_weighed(connection, [place])[place]
    new = {"net_g": after.net_g, "reduction_g": after.reduction_g, "points": after.points}
    connection.execute(update(DropOff).where(*where).values(new))
    if before.credited_to is not None and before.verdict == "accepted":
        change = changes.setdefault(before.credited_to, Balance())
        change.add("accepted", after.reduction_g - before.reduction_g, after.points - before.points)


def _counted(connection: Connection, places: list[Place]) -> tuple[dict[Place, Counted], dict[Place, _Counts]]:
    """By the kiosk's word, so with corrections that were told of and wait; and by what counts, as the drop-off's own
    row has it.
    """
    rows: dict[Place, Any] = {}
    for start in range(0, len(places), _CHUNK):
        some = tuple_(DropOff.journal, DropOff.seq).in_(places[start : start + _CHUNK])
        query = select(DropOff.journal, DropOff.seq, *(getattr(DropOff, name) for name in _COUNTED))
        rows |= {(row.journal, row.seq): row for row in connection.execute(query.where(some))}
    told = list(told_of(connection, rows))
    weighed = as_weighed(connection, {(row.of_journal, row.of_seq) for row in told if row.counts})
    found, counting = dict[Place, Counted](), dict[Place, _Counts]()
    for place, row in rows.items():
        weighed_g = weighed[place].net_g if place in weighed else row.net_g
        found[place] = Counted(**{name: getattr(row, name) for name in _COUNTED}, weighed_g=weighed_g)
        counting[place] = _Counts(row.net_g)
    for row in told:
        place = (row.of_journal, row.of_seq)
        said = {name: getattr(row, name) for name in ("net_g", "reduction_g", "points")}
        found[place] = replace(found[place], **said)
        if row.counts:
            counting[place] = _Counts(row.net_g, row.action == "void")
    return found, counting


_COUNTED = tuple(each.name for each in fields(Counted) if each.name != "weighed_g")


def _adds_up(body: CorrectionBody, before: Counted) -> bool:
    after = (body.net_g, body.net_g * before.g_per_kg // 1000, body.net_g * before.points_per_kg // 1000)
    void = body.action == "void"
    return after == (body.net_g, body.reduction_g, body.points) and void == (body.net_g == 0)


def _doubt_standing(body: CorrectionBody, before: Counted) -> str | None:
    """The kiosk reckons from another standing than its own journal tells of, or puts right what is void."""
    deltas = (body.net_g - before.net_g, body.reduction_g - before.reduction_g, body.points - before.points)
    told = (body.delta_g, body.delta_reduction_g, body.delta_points)
    return None if before.net_g and deltas == told else "over_correction"


def _doubt_size(body: CorrectionBody, before: Counted, rules: RuleBook) -> str | None:
    rule = rules.find(before.rule_id, before.rule_version)
    return "over_drop_cap" if rule is not None and body.net_g > rule.max_g else None
