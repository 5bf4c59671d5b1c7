"""The containers of a kiosk as its journal tells of them: what went in, what was carried away, and what is there now.

Kept in the transaction that stores the entries. What was weighed in counts whatever its verdict; so the platform's sum
is the kiosk's, and a collection that expects something else has another journal behind it. A load of another device
counts only once it is accepted: a stolen key must not fill the containers of other kiosks.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, bindparam, exists, func, select, tuple_, update

from central import collection_verdict, directory
from central.bodies import (
    Body,
    CollectionAbandonedBody,
    CollectionBody,
    ContainerBody,
    CorrectionBody,
    DropOffBody,
    IntoBody,
    ReadEntry,
    SiteAdoptedBody,
)
from central.collection_verdict import Collected, Period, adds_up
from central.context import Platform
from central.corrected import Place
from central.schema import Collection, CollectionAbandoned, Container, ContainerAct, Seal, Site, Verdict
from central.store import Row, insert_all, insert_all_unless_known, insert_unless_known, where_in
from central.verdict import Judgement

DENSITY_G_PER_L = {"clothing": 150, "books": 450}
"""What a litre of loosely filled material weighs about, for a container of which only the volume is known."""
USUAL_DENSITY_G_PER_L = 200

_CHUNK = 400  # containers in one query

DROP_OFF, CORRECTION, LOAD = "drop_off", "correction", "load"

_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}\Z")
"""What a container may be called: a drop-off may carry any text."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its place in the journal. ``at``: when it was, as well as the platform knows, RFC 3339."""

    seq: int
    hash: str
    entry: ReadEntry | None
    at: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a container has more: drop-offs and net grams, fewer where negative."""

    drop_offs: int
    net_g: int


UNCHANGED = Difference(0, 0)


@dataclass(slots=True)
class _Bin:
    """A row of ``containers``."""

    id: int
    kiosk: str
    name: str
    material: str
    capacity_g: int
    capacity_l: int
    full_g: int
    place: int | None
    period: int
    expects: int
    drop_offs: int
    fill_g: int
    handed_g: int
    seal: str | None

    @property
    def takes(self) -> bool:
        """Residents may still put something in."""
        return self.place is not None and not is_full(self.full_g, self.fill_g + self.handed_g)


@dataclass
class Containers:
    """Load it for a range, ask it about each entry, let it hear each judgement in order, save it."""

    connection: Connection
    kiosk: str
    journal: int
    bins: dict[tuple[str, str], _Bin] = field(default_factory=dict)
    seals: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    _acts: list[Row] = field(default_factory=list)
    _collections: list[Row] = field(default_factory=list)
    _abandoned: list[Row] = field(default_factory=list)
    _site: Row | None = None

    def __post_init__(self) -> None:
        self._saved = {key: asdict(each) for key, each in self.bins.items()}
        self._took = {key: each.takes for key, each in self.bins.items()}

    @classmethod
    def load(cls, connection: Connection, kiosk: str, journal: int, told: Iterable[Told]) -> Self:
        """The containers that ``told`` concerns, locked until the transaction ends."""
        bodies = [(each.seq, body) for each in told if (body := _body(each)) is not None]
        named = _named(body for _, body in bodies)
        if not named and not any(isinstance(body, SiteAdoptedBody) for _, body in bodies):
            return cls(connection, kiosk, journal)
        collections = [(seq, body) for seq, body in bodies if isinstance(body, CollectionBody) and adds_up(body)]
        handed = {_key(body.into) for _, body in collections if body.into is not None}
        bins = _locked(connection, kiosk, handed)
        missing = [name for name in sorted(named) if (kiosk, name) not in bins]
        if missing:
            insert_all(connection, Container, [_new_row(kiosk, name, named[name]) for name in missing])
            bins = _locked(connection, kiosk, handed)
        return cls(connection, kiosk, journal, bins, _seals(connection, journal, collections))

    def doubt(self, told: Told) -> str | None:
        """Why a collection must be looked at; None for everything else."""
        body = _body(told)
        if not isinstance(body, CollectionBody):
            return None
        emptied = self.bins[self.kiosk, body.container]
        handed_g = emptied.handed_g - self._handed_after(emptied, told.at)
        return collection_verdict.doubt(
            body,
            Collected(
                Period(emptied.expects, emptied.drop_offs, emptied.fill_g, handed_g),
                seal_used=self.seals[body.new_seal] != (self.journal, told.seq),
                into_known=body.into is None or _key(body.into) in self.bins,
            ),
        )

    def hear(self, told: Told, judgement: Judgement) -> None:
        """Take in the next entry."""
        match _body(told):
            case DropOffBody(container=str(name), net_g=net_g) if _NAME.match(name):
                self._put_in(self.bins[self.kiosk, name], told.seq, DROP_OFF, 1, net_g)
            case CollectionBody() as body if judgement.verdict != "refused":
                self._collect(told, body, counts=judgement.verdict == "accepted")
            case CollectionAbandonedBody() as body if judgement.verdict != "refused":
                self._abandoned.append(_abandoned_row(self.journal, told, body))
            case SiteAdoptedBody() as body if judgement.verdict == "accepted":
                self._adopt(body, told.at)

    def _put_in(self, into: _Bin, seq: int, kind: str, drop_offs: int, net_g: int) -> None:
        self._acts.append(self._act(into.id, into.period, seq, kind, drop_offs, net_g))
        into.drop_offs += drop_offs
        into.fill_g += net_g

    def correct(self, told: Told, difference: Difference) -> None:
        """Take in a correction that is not refused, instead of ``hear``: what counts has changed by ``difference``."""
        match _body(told):
            case CorrectionBody(container=str(name)):
                of = self.bins[self.kiosk, name]
                self._put_in(of, told.seq, CORRECTION, difference.drop_offs, difference.net_g)

    def _collect(self, told: Told, body: CollectionBody, *, counts: bool) -> None:
        emptied = self.bins[self.kiosk, body.container]
        later_g = self._handed_after(emptied, told.at)
        own = {"own_drop_offs": emptied.drop_offs, "own_g": emptied.fill_g, "handed_g": emptied.handed_g - later_g}
        place = {"journal": self.journal, "seq": told.seq, "container": emptied.id, "period": emptied.period}
        self._collections.append({**place, **own, **_said(body), "hash": told.hash, "at": told.at})
        self._move_on(emptied, told.at)
        # The number that the kiosk will name next follows its own words: a journal that was put back from a backup
        # is doubted once, and not for ever.
        emptied.period, emptied.expects = emptied.period + 1, body.period + 1
        emptied.drop_offs, emptied.fill_g, emptied.handed_g, emptied.seal = 0, 0, later_g, body.new_seal
        if body.into is not None and _key(body.into) in self.bins:
            self._hand_in(self.bins[_key(body.into)], told, body.weighed_g, counts=counts)

    def _hand_in(self, into: _Bin, told: Told, weighed_g: int, *, counts: bool) -> None:
        """Into the period in which it was done: the journal of that kiosk may have arrived before."""
        query = select(func.min(Collection.period)).where(Collection.container == into.id, Collection.at >= told.at)
        closed = self.connection.scalar(query) if into.period > 1 else None
        period = into.period if closed is None else int(closed)
        self._acts.append(self._act(into.id, period, told.seq, LOAD, 0, weighed_g, told.at))
        if counts and period == into.period:
            into.handed_g += weighed_g

    def _handed_after(self, emptied: _Bin, at: str) -> int:
        """Grams of loads that have arrived here before this collection, but were handed in after it."""
        if not emptied.handed_g:
            return 0
        accepted = exists().where(
            Verdict.journal == ContainerAct.journal, Verdict.seq == ContainerAct.seq, Verdict.verdict == "accepted"
        )
        query = select(func.coalesce(func.sum(ContainerAct.net_g), 0)).where(*_after(emptied, at), accepted)
        return int(self.connection.scalar(query) or 0)

    def _move_on(self, emptied: _Bin, at: str) -> None:
        change = update(ContainerAct).where(*_after(emptied, at)).values(period=emptied.period + 1)
        self.connection.execute(change)

    def _adopt(self, body: SiteAdoptedBody, at: str) -> None:
        names = ("name_zh", "name_en", "latitude_e6", "longitude_e6")
        self._site = {**{name: getattr(body, name) for name in names}, "adopted_at": at}
        for (kiosk, _), each in self.bins.items():
            if kiosk == self.kiosk:
                each.place = None
        for place, container in enumerate(body.containers):
            each = self.bins[self.kiosk, container.id]
            each.material, each.place = container.material, place
            each.capacity_g, each.capacity_l = container.capacity_g, container.capacity_l
            each.full_g = full_g(container)

    def _act(
        self, container: int, period: int, seq: int, kind: str, drop_offs: int, net_g: int, at: str | None = None
    ) -> Row:
        place = {"journal": self.journal, "seq": seq, "container": container, "period": period}
        return {**place, "kind": kind, "drop_offs": drop_offs, "net_g": net_g, "at": at}

    def save(self, platform: Platform) -> None:
        """Write what has changed, and publish it where other kiosks must know."""
        if self._site is not None:
            insert_unless_known(self.connection, Site, {"kiosk": self.kiosk, **self._site})
            self.connection.execute(update(Site).where(Site.kiosk == self.kiosk).values(**self._site))
        changed = [each for key, each in self.bins.items() if asdict(each) != self._saved[key]]
        if changed:
            self.connection.execute(_UPDATE, [_new_values(each) for each in changed])
        insert_all(self.connection, ContainerAct, self._acts)
        insert_all(self.connection, Collection, self._collections)
        insert_all(self.connection, CollectionAbandoned, self._abandoned)
        if self._site is not None or self._took != {key: each.takes for key, each in self.bins.items()}:
            directory.renew(self.connection, platform.keys, platform.now)


def correct(
    connection: Connection, platform: Platform, differences: Mapping[Place, Difference], counted: Set[Place]
) -> None:
    """Corrections, by their own places, change their containers by ``differences`` from now on; those in ``counted``
    had counted until now. A period that is over is only reckoned anew (``central.balance``).

    Before verdicts are revised: whoever takes a range in locks in this order too.
    """
    changes = []
    for act in _acts_at(connection, differences, CORRECTION):
        place = (act.journal, act.seq)
        before = Difference(act.drop_offs, act.net_g) if place in counted else UNCHANGED
        after = differences[place]
        where = (ContainerAct.journal == act.journal, ContainerAct.seq == act.seq)
        values = {"drop_offs": after.drop_offs, "net_g": after.net_g}
        connection.execute(update(ContainerAct).where(*where).values(**values))
        more = Difference(after.drop_offs - before.drop_offs, after.net_g - before.net_g)
        if more != UNCHANGED:
            fill = {"drop_offs": Container.drop_offs + more.drop_offs, "fill_g": Container.fill_g + more.net_g}
            changes.append((act, fill))
    _change(connection, platform, changes)


def count_loads(connection: Connection, platform: Platform, places: Iterable[Place], *, counts: bool) -> None:
    """The loads that the collections at ``places`` have handed in count from now on, or no more: whoever calls it knows
    that they did not before, or did. Nothing for any other entry. Before verdicts are revised, as ``correct``.
    """
    sign = 1 if counts else -1
    acts = _acts_at(connection, places, LOAD)
    _change(connection, platform, [(act, {"handed_g": Container.handed_g + sign * act.net_g}) for act in acts])


def lock(connection: Connection, places: Iterable[Place]) -> None:
    """The containers that the entries at ``places`` have changed, for whoever takes many of them back at once."""
    wanted = sorted(places)
    found: set[int] = set()
    for start in range(0, len(wanted), _CHUNK):
        some = tuple_(ContainerAct.journal, ContainerAct.seq).in_(wanted[start : start + _CHUNK])
        found.update(connection.scalars(select(ContainerAct.container).where(some)))
    query = select(Container.id).where(Container.id.in_(found)).order_by(Container.kiosk, Container.name)
    connection.execute(query.with_for_update())


def _acts_at(connection: Connection, places: Iterable[Place], kind: str) -> list[Any]:
    """In the order in which a range locks their containers."""
    wanted = sorted(places)
    found: list[Any] = []
    for start in range(0, len(wanted), _CHUNK):
        some = tuple_(ContainerAct.journal, ContainerAct.seq).in_(wanted[start : start + _CHUNK])
        query = select(ContainerAct.__table__, Container.kiosk, Container.name)
        joined = query.join(Container, Container.id == ContainerAct.container)
        found += connection.execute(joined.where(some, ContainerAct.kind == kind)).all()
    return sorted(found, key=lambda act: (act.kiosk, act.name, act.journal, act.seq))


def _change(connection: Connection, platform: Platform, changes: Sequence[tuple[Any, Mapping[str, Any]]]) -> None:
    for act, values in changes:
        here = (Container.id == act.container, Container.period == act.period)
        connection.execute(update(Container).where(*here).values(values))
    if changes:
        directory.renew(connection, platform.keys, platform.now)


_ADOPTED = ("material", "capacity_g", "capacity_l", "full_g", "place")
_CHANGING = (*_ADOPTED, "period", "expects", "drop_offs", "fill_g", "handed_g", "seal")
_UPDATE = (
    update(Container)
    .where(Container.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)


def full_g(container: ContainerBody) -> int:
    """At how many grams it is full; 0: nobody knows."""
    density = DENSITY_G_PER_L.get(container.material, USUAL_DENSITY_G_PER_L)
    return container.capacity_g or container.capacity_l * density


def is_full(full: int, grams: int) -> bool:
    """Whether nothing more may go into a container that is full at ``full`` grams, 0: nobody knows."""
    return 0 < full <= grams


def _body(told: Told) -> Body | None:
    return None if told.entry is None else told.entry.body


def _key(into: IntoBody) -> tuple[str, str]:
    return into.kiosk, into.container


def _after(emptied: _Bin, at: str) -> tuple[ColumnElement[bool], ...]:
    here = (ContainerAct.container == emptied.id, ContainerAct.period == emptied.period)
    return (*here, ContainerAct.kind == LOAD, ContainerAct.at > at)


def _locked(connection: Connection, kiosk: str, handed: Iterable[tuple[str, str]]) -> dict[tuple[str, str], _Bin]:
    """The kiosk's own containers, and those that ``handed`` names."""
    others = sorted(key for key in handed if key[0] != kiosk)
    own = bisect([other for other, _ in others], kiosk)
    # Sorted, so that two writers on a row-locking database take the rows in the same order.
    wanted = [*_among(others[:own]), Container.kiosk == kiosk, *_among(others[own:])]
    found: dict[tuple[str, str], _Bin] = {}
    for where in wanted:
        query = select(Container.__table__).where(where).order_by(Container.kiosk, Container.name).with_for_update()
        found |= {(row.kiosk, row.name): _Bin(**row._mapping) for row in connection.execute(query)}
    return found


def _among(keys: Sequence[tuple[str, str]]) -> Iterator[ColumnElement[bool]]:
    for start in range(0, len(keys), _CHUNK):
        yield tuple_(Container.kiosk, Container.name).in_(keys[start : start + _CHUNK])


def _named(bodies: Iterable[Body]) -> dict[str, str]:
    """The kiosk's own containers in ``bodies``, each with the material that is said of it first."""
    found: dict[str, str] = {}
    for body in bodies:
        match body:
            case DropOffBody(container=str(name), material=material) if _NAME.match(name):
                found.setdefault(name, material)
            case CorrectionBody(container=str(name), material=material):
                found.setdefault(name, material)
            case CollectionBody(container=name, material=material):
                found.setdefault(name, material)
            case SiteAdoptedBody(containers=containers):
                for each in containers:
                    found.setdefault(each.id, each.material)
    return found


def _new_values(changed: _Bin) -> Row:
    return {"of": changed.id} | {f"new_{name}": getattr(changed, name) for name in _CHANGING}


def _new_row(kiosk: str, name: str, material: str) -> Row:
    nothing = dict.fromkeys(("capacity_g", "capacity_l", "full_g", "drop_offs", "fill_g", "handed_g"), 0)
    return {"kiosk": kiosk, "name": name, "material": material, "period": 1, "expects": 1, "seal": None, **nothing}


def _seals(
    connection: Connection, journal: int, collections: Iterable[tuple[int, CollectionBody]]
) -> dict[str, tuple[int, int]]:
    """Which entry was the first in the whole fleet to tell of each new seal; of ours, the first in the journal."""
    first: dict[str, int] = {}
    for seq, body in collections:
        first.setdefault(body.new_seal, seq)
    named = sorted(first)
    rows = [{"seal": seal, "journal": journal, "seq": first[seal]} for seal in named]
    insert_all_unless_known(connection, Seal, rows)
    found = where_in(connection, [Seal.seal, Seal.journal, Seal.seq], Seal.seal, named)
    return {row.seal: (row.journal, row.seq) for row in found}


def _said(body: CollectionBody) -> Row:
    names = ("collection", "drop_offs", "expected_g", "weighed_g", "reason", "new_seal", "badge", "role", "signed")
    seal, vehicle, into = body.old_seal, body.vehicle, body.into
    return {
        **{name: getattr(body, name) for name in names},
        "period_said": body.period,
        "bags": len(body.bags),
        "vehicle_reason": None if vehicle is None else vehicle.reason,
        "old_seal_expected": seal.expected,
        "old_seal_found": seal.found,
        "old_seal_state": seal.state,
        "into_kiosk": None if into is None else into.kiosk,
        "into_container": None if into is None else into.container,
    }


def _abandoned_row(journal: int, told: Told, body: CollectionAbandonedBody) -> Row:
    names = ("collection", "container", "step", "reason", "badge", "role")
    return {"journal": journal, "seq": told.seq, **{name: getattr(body, name) for name in names}, "at": told.at}
