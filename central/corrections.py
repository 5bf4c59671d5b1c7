"""Drop-offs that staff put right: judged against what the drop-off counted for, and applied to it once accepted.

The row of a drop-off says what it counts for now; its entry says what was weighed, and stays. A held correction changes
nothing until people release it. What a correction gives back does not free the day that the drop-off had used up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Self

from sqlalchemy import Connection, select, tuple_, update

from central import accounts
from central.accounts import Balance
from central.bodies import CorrectionBody, DropOffBody, ReadEntry
from central.corrected import Place, that_count, told_of
from central.rules import RuleBook
from central.schema import Badge, Correction, DropOff, Journal
from central.store import Row, insert_all, where_in
from central.verdict import Judgement

SECOND_PERSON_G = 5_000
"""A correction by more grams wants a second supervisor."""

SUPERVISOR = "supervisor"
_CHUNK = 400  # drop-offs in one query
_NOWHERE = 0  # no journal has this number


@dataclass(frozen=True, slots=True)
class Counted:
    """What a drop-off counts for, by the kiosk's own word: grams, points, and the factors of its rule."""

    net_g: int
    reduction_g: int
    points: int
    rule_id: str
    rule_version: int
    g_per_kg: int
    points_per_kg: int


@dataclass
class Corrections:
    """Load it for a range, ask it about each correction, let it hear everything in order, save it after drop-offs.

    Drop-offs are named by the row of their journal and their number there.
    """

    journal: int
    journals: Mapping[str, int] = field(default_factory=dict)
    counted: dict[Place, Counted] = field(default_factory=dict)
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
        return cls(journal, journals, _counted(connection, places), roles)

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
            )

    def judge(self, body: CorrectionBody, rules: RuleBook) -> Judgement | None:
        """Why a correction is refused or must be looked at; None: nothing speaks against it."""
        before = self.counted.get(self._place(body))
        if before is None:
            return Judgement("held", "unknown_entry")
        if not _adds_up(body, before):
            return Judgement("refused", "arithmetic")
        doubt = _doubt_standing(body, before) or self._doubt_people(body) or _doubt_size(body, before, rules)
        return None if doubt is None else Judgement("held", doubt)

    def hear(self, seq: int, body: CorrectionBody, judgement: Judgement, at: str) -> None:
        """Take in a correction that is not refused. ``at``: when it was made, RFC 3339."""
        place = self._place(body)
        before = self.counted.get(place)
        if before is not None:
            after = (body.net_g, body.reduction_g, body.points)
            self.counted[place] = Counted(
                *after, before.rule_id, before.rule_version, before.g_per_kg, before.points_per_kg
            )
        names = ("action", "net_g", "reduction_g", "points", "delta_g", "delta_reduction_g", "delta_points")
        facts = {name: getattr(body, name) for name in (*names, "reason", "badge", "second")}
        of = {"of_journal": place[0], "of_seq": place[1]}
        counts = judgement.verdict == "accepted"
        self._told.append({"journal": self.journal, "seq": seq, **of, **facts, "at": at, "counts": counts})

    def save(self, connection: Connection, changes: dict[str, Balance]) -> None:
        """Write what was told, and apply what was accepted, adding to ``changes`` of balances."""
        known = [row for row in self._told if (row["of_journal"], row["of_seq"]) in self.counted]
        insert_all(connection, Correction, known)
        for place in sorted({(row["of_journal"], row["of_seq"]) for row in known if row["counts"]}):
            _apply(connection, place, changes)

    def _place(self, body: CorrectionBody) -> Place:
        return self.journals.get(body.of.epoch, _NOWHERE), body.of.seq

    def _doubt_people(self, body: CorrectionBody) -> str | None:
        if self.roles.get(body.badge, SUPERVISOR) != SUPERVISOR:
            return "not_supervisor"
        if abs(body.delta_g) <= SECOND_PERSON_G:
            return None
        alone = body.second is None or body.second == body.badge
        # Somebody who is not known at all is told apart by ``central.attendance``.
        return "needs_second" if alone or self.roles.get(body.second or "", SUPERVISOR) != SUPERVISOR else None


def count_released(connection: Connection, journal: int, seq: int) -> None:
    """A correction counts now that had not. Nothing for any other entry."""
    where = (Correction.journal == journal, Correction.seq == seq, Correction.counts.is_(False))
    row = connection.execute(select(Correction.of_journal, Correction.of_seq).where(*where)).one_or_none()
    if row is None:
        return
    connection.execute(update(Correction).where(*where).values(counts=True))
    changes: dict[str, Balance] = {}
    _apply(connection, (row.of_journal, row.of_seq), changes)
    accounts.apply_changes(connection, changes)


def _apply(connection: Connection, place: Place, changes: dict[str, Balance]) -> None:
    """The drop-off counts for what the newest correction says that counts: not by differences, or one that people
    decline would leave what came after it in the air.
    """
    where = (DropOff.journal == place[0], DropOff.seq == place[1])
    values = (DropOff.net_g, DropOff.reduction_g, DropOff.points)
    query = select(DropOff.credited_to, DropOff.verdict, *values).where(*where).with_for_update()
    before = connection.execute(query).one()
    after = that_count(connection, [place])[place][-1]
    new = {"net_g": after.net_g, "reduction_g": after.reduction_g, "points": after.points}
    connection.execute(update(DropOff).where(*where).values(new))
    if before.credited_to is not None and before.verdict == "accepted":
        change = changes.setdefault(before.credited_to, Balance())
        change.add("accepted", after.reduction_g - before.reduction_g, after.points - before.points)


def _counted(connection: Connection, places: list[Place]) -> dict[Place, Counted]:
    """By the kiosk's word, so with corrections that were told of and wait; the drop-off's own row has only those that
    count.
    """
    found: dict[Place, Counted] = {}
    facts = (DropOff.rule_id, DropOff.rule_version, DropOff.g_per_kg, DropOff.points_per_kg)
    for start in range(0, len(places), _CHUNK):
        some = tuple_(DropOff.journal, DropOff.seq).in_(places[start : start + _CHUNK])
        query = select(DropOff.journal, DropOff.seq, DropOff.net_g, DropOff.reduction_g, DropOff.points, *facts)
        for row in connection.execute(query.where(some)):
            facts_of = row._mapping
            found[row.journal, row.seq] = Counted(**{name: facts_of[name] for name in _COUNTED})
    for row in told_of(connection, found):
        before = found[row.of_journal, row.of_seq]
        rule = (before.rule_id, before.rule_version, before.g_per_kg, before.points_per_kg)
        found[row.of_journal, row.of_seq] = Counted(row.net_g, row.reduction_g, row.points, *rule)
    return found


_COUNTED = tuple(each.name for each in fields(Counted))


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
