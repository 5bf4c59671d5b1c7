"""The mass balance of a container's period: what residents put in, what was carried away, what the sorter received.

Everything is read anew from the acts and their verdicts as they are now, so a review shows at once. Grams.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select, tuple_

from central.collection_verdict import unexplained_g
from central.containers import CORRECTION, DROP_OFF, LOAD
from central.context import Platform
from central.schema import WHEN, Collection, Container, ContainerAct, DropOff, Intake, Journal, Verdict
from central.store import where_in

NEAR_G = 50
"""Two weighings of one resident that differ by no more may have been the same bag twice."""

_CHUNK = 400  # periods in one query


@dataclass(frozen=True, slots=True)
class Contents:
    """What a period holds. ``accepted_g``, ``held_g``, ``refused_g``: its ``drop_offs`` by their verdicts as they are
    now. ``corrected_g``: accepted corrections, signed. ``handed_g``: loads of rounds that are accepted.
    """

    drop_offs: int = 0
    accepted_g: int = 0
    held_g: int = 0
    refused_g: int = 0
    corrected_g: int = 0
    handed_g: int = 0

    @property
    def credited_g(self) -> int:
        """What counts for residents, after corrections."""
        return self.accepted_g + self.corrected_g

    @property
    def put_in_g(self) -> int:
        """What must be in the container: a bag that is not credited lies there too."""
        return self.accepted_g + self.held_g + self.refused_g + self.corrected_g + self.handed_g


@dataclass(frozen=True, slots=True)
class Emptied:
    """The collection that closed a period. ``hash`` names its manifest. ``into``: the kiosk and its container that got
    the load, None: the sorter. ``received_g``: what the sorter has weighed, None: not yet.
    """

    epoch: str
    seq: int
    hash: str
    at: str
    period_said: int
    expected_g: int
    weighed_g: int
    reason: str | None
    verdict: str
    verdict_reason: str | None
    badge: str
    into: tuple[str, str] | None
    received_g: int | None


@dataclass(frozen=True, slots=True)
class PeriodBalance:
    """One period of one container. ``emptied`` None: it is the present one."""

    kiosk: str
    container: str
    material: str
    period: int
    contents: Contents
    emptied: Emptied | None

    @property
    def difference_g(self) -> int | None:
        """Carried away minus put in; None: nothing was carried away yet."""
        return None if self.emptied is None else self.emptied.weighed_g - self.contents.put_in_g

    @property
    def unexplained_g(self) -> int:
        """The difference, where it is beyond the tolerance and no reason explains it; 0 otherwise."""
        if self.emptied is None:
            return 0
        return unexplained_g(self.contents.put_in_g, self.emptied.weighed_g, self.emptied.reason)

    @property
    def on_the_way_g(self) -> int | None:
        """What the sorter received minus what was carried away; None: not received."""
        if self.emptied is None or self.emptied.received_g is None:
            return None
        return self.emptied.received_g - self.emptied.weighed_g

    def table(self) -> dict[str, Any]:
        """The same for JSON, with what follows from it."""
        sums = {"credited_g": self.contents.credited_g, "put_in_g": self.contents.put_in_g}
        differences = {"difference_g": self.difference_g, "unexplained_g": self.unexplained_g}
        return {**asdict(self), **sums, **differences, "on_the_way_g": self.on_the_way_g}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A drop-off of a period that lacks something. ``alike``: how many others of the same resident weighed the same."""

    epoch: str
    seq: int
    at: str
    net_g: int
    resident: str | None
    verdict: str
    alike: int


def present(platform: Platform, kiosk: str | None = None) -> list[PeriodBalance]:
    """The open period of every container, by kiosk and in the order of its list."""
    query = select(*_BIN, Container.period).order_by(Container.kiosk, Container.place, Container.name)
    if kiosk is not None:
        query = query.where(Container.kiosk == kiosk)
    with platform.store.reading() as connection:
        rows = connection.execute(query).all()
        contents = _contents(connection, [(row.id, row.period) for row in rows])
    return [_balance(row, contents, None) for row in rows]


def closed(
    platform: Platform,
    kiosk: str | None = None,
    container: str | None = None,
    limit: int = 100,
    *,
    on_the_way: bool = False,
) -> list[PeriodBalance]:
    """The newest ``limit`` periods that a collection has closed, the newest first.

    ``on_the_way``: only those of which the sorter should have the load and has said nothing.
    """
    query = _closed().order_by(Collection.at.desc(), Collection.journal.desc(), Collection.seq.desc()).limit(limit)
    if kiosk is not None:
        query = query.where(Container.kiosk == kiosk)
    if container is not None:
        query = query.where(Container.name == container)
    if on_the_way:
        received = exists().where(Intake.hash == Collection.hash)
        query = query.where(Collection.into_kiosk.is_(None), ~received)
    return _read(platform, query)


def of_manifest(platform: Platform, entry_hash: str) -> PeriodBalance | None:
    """The period that the collection with this entry hash has closed; None: the platform does not have it."""
    found = _read(platform, _closed().where(Collection.hash == entry_hash))
    return found[0] if found else None


def of_entry(platform: Platform, kiosk: str, epoch: str, seq: int) -> PeriodBalance | None:
    """The period that this entry has closed; None: it is no collection, or was refused."""
    found = _read(platform, _closed().where(Journal.kiosk == kiosk, Journal.epoch == epoch, Collection.seq == seq))
    return found[0] if found else None


def suspects(platform: Platform, balance: PeriodBalance) -> list[Suspect]:
    """Where a period lacks something without an explanation: its drop-offs, those first that look like the same bag.

    Nobody's points are touched by it; people look, and may decline what is held or correct what was accepted.
    """
    if balance.unexplained_g >= 0:
        return []
    where = (Container.kiosk == balance.kiosk, Container.name == balance.container)
    query = (
        select(Journal.epoch, DropOff.seq, WHEN, DropOff.net_g, DropOff.credited_to, DropOff.verdict)
        .join(ContainerAct, (ContainerAct.journal == DropOff.journal) & (ContainerAct.seq == DropOff.seq))
        .join(Container, Container.id == ContainerAct.container)
        .join(Journal, Journal.id == DropOff.journal)
        .where(*where, ContainerAct.period == balance.period, ContainerAct.kind == DROP_OFF)
    )
    with platform.store.reading() as connection:
        rows = connection.execute(query).all()
    weights: dict[str, list[int]] = {}
    for row in rows:
        if row.credited_to is not None:
            weights.setdefault(row.credited_to, []).append(row.net_g)
    for each in weights.values():
        each.sort()
    found = [Suspect(*row, _alike(weights, row)) for row in rows]
    return sorted(found, key=lambda each: (-each.alike, each.resident or "", each.at, each.seq))


def _alike(weights: Mapping[str, Sequence[int]], row: Any) -> int:
    theirs = weights.get(row.credited_to, ())
    near = bisect_right(theirs, row.net_g + NEAR_G) - bisect_left(theirs, row.net_g - NEAR_G)
    return max(0, near - 1)


_BIN = (Container.id, Container.kiosk, Container.name, Container.material)
_EMPTIED = (
    Journal.epoch,
    Collection.seq,
    Collection.hash,
    Collection.at,
    Collection.period_said,
    Collection.expected_g,
    Collection.weighed_g,
    Collection.reason,
    Collection.badge,
    Collection.into_kiosk,
    Collection.into_container,
)


def _closed() -> Any:
    verdict = (Verdict.verdict, Verdict.reason.label("verdict_reason"))
    return (
        select(*_BIN, Collection.period, *_EMPTIED, *verdict)
        .join(Container, Container.id == Collection.container)
        .join(Journal, Journal.id == Collection.journal)
        .join(Verdict, (Verdict.journal == Collection.journal) & (Verdict.seq == Collection.seq))
    )


def _read(platform: Platform, query: Any) -> list[PeriodBalance]:
    with platform.store.reading() as connection:
        rows = connection.execute(query).all()
        contents = _contents(connection, [(row.id, row.period) for row in rows])
        received = _received(connection, [row.hash for row in rows])
    return [_balance(row, contents, _emptied(row, received)) for row in rows]


def _balance(row: Any, contents: Mapping[tuple[int, int], Contents], emptied: Emptied | None) -> PeriodBalance:
    held = contents.get((row.id, row.period), Contents())
    return PeriodBalance(row.kiosk, row.name, row.material, row.period, held, emptied)


def _emptied(row: Any, received: Mapping[str, int]) -> Emptied:
    into = None if row.into_kiosk is None else (row.into_kiosk, row.into_container)
    said = (row.period_said, row.expected_g, row.weighed_g, row.reason)
    verdict = (row.verdict, row.verdict_reason)
    return Emptied(row.epoch, row.seq, row.hash, row.at, *said, *verdict, row.badge, into, received.get(row.hash))


def _contents(connection: Connection, periods: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Contents]:
    """What lies in each of ``periods`` (a container's row and a number), with the verdicts as they are now."""
    sums: dict[tuple[int, int], dict[str, int]] = {}
    for start in range(0, len(periods), _CHUNK):
        which = tuple_(ContainerAct.container, ContainerAct.period).in_(periods[start : start + _CHUNK])
        for row in connection.execute(_sums(which)):
            name = _NAMES.get((row.kind, row.verdict))
            if name is None:
                continue  # a correction or a load that does not count
            found = sums.setdefault((row.container, row.period), {})
            found[name] = found.get(name, 0) + int(row.grams)
            found["drop_offs"] = found.get("drop_offs", 0) + int(row.drops)
    return {key: Contents(**found) for key, found in sums.items()}


_NAMES = {
    (DROP_OFF, "accepted"): "accepted_g",
    (DROP_OFF, "held"): "held_g",
    (DROP_OFF, "refused"): "refused_g",
    (CORRECTION, "accepted"): "corrected_g",
    (LOAD, "accepted"): "handed_g",
}


def _sums(which: ColumnElement[bool]) -> Any:
    keys = (ContainerAct.container, ContainerAct.period, ContainerAct.kind, Verdict.verdict)
    grams, drops = func.sum(ContainerAct.net_g).label("grams"), func.sum(ContainerAct.drop_offs).label("drops")
    return (
        select(*keys, grams, drops)
        .join(Verdict, (Verdict.journal == ContainerAct.journal) & (Verdict.seq == ContainerAct.seq))
        .where(which)
        .group_by(*keys)
    )


def _received(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    rows = where_in(connection, [Intake.id, Intake.hash, Intake.received_g], Intake.hash, sorted(hashes))
    return {row.hash: row.received_g for row in sorted(rows, key=lambda row: row.id)}  # the newest counts
