"""Every point of the fleet as one table: place, containers with fill and rate, needs, last word, newest entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, func, select

from central import care
from central.care import URGENCY, Need
from central.clock import rfc3339
from central.containers import DROP_OFF
from central.context import Platform
from central.schema import WHEN, Container, ContainerAct, DropOff, Journal, Kiosk, Revocation, Site

RATE_DAYS = 14
"""How much comes in on a day is the mean of so many."""
HIGH, FULL = 80, 100
"""Percent of a container's capacity."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A container that stands at a point. ``full_g``: at how many grams it is full, 0: nobody knows. ``day_g``: what
    residents bring on a day, grams.
    """

    name: str
    material: str
    inside_g: int
    full_g: int
    day_g: int
    seal: str | None

    @property
    def percent(self) -> int | None:
        """How full it is, rounded down; None: nobody knows."""
        return 100 * self.inside_g // self.full_g if self.full_g else None

    def full_within(self, days: float) -> bool:
        """Whether it will be full after ``days`` more at its rate."""
        return self.full_g > 0 and self.inside_g + self.day_g * days >= self.full_g


@dataclass(frozen=True, slots=True)
class Point:
    """One enrolled kiosk. ``names``: of its place, Chinese and English, None: it has told of none. ``position``:
    latitude and longitude in millionths of a degree. ``head``: newest entry of its newest epoch, 0: none.
    """

    kiosk: str
    names: tuple[str, str] | None
    position: tuple[int, int] | None
    bins: tuple[Bin, ...]
    needs: tuple[Need, ...]
    last_seen: str | None
    enrolled_at: str
    head: int

    @property
    def percent(self) -> int:
        """Of its fullest container; -1: nobody knows."""
        return max((each.percent for each in self.bins if each.percent is not None), default=-1)

    @property
    def urgency(self) -> tuple[int, int]:
        """Sorts those first that need somebody most: a full container, then its needs, then how full it is."""
        worst = min((URGENCY.index(need.need) for need in self.needs), default=len(URGENCY))
        return (-1 if self.percent >= FULL else worst, -self.percent)


def points(platform: Platform) -> list[Point]:
    """Every enrolled kiosk that is not revoked, the most urgent first."""
    needs = _needs(platform)
    with platform.store.reading() as connection:
        revoked = select(Revocation.subject).where(Revocation.kind == "kiosk")
        columns = (Kiosk.id, Kiosk.last_seen, Kiosk.enrolled_at)
        place = (Site.kiosk, Site.name_zh, Site.name_en, Site.latitude_e6, Site.longitude_e6)
        query = select(*columns, *place).outerjoin(Site, Site.kiosk == Kiosk.id).where(Kiosk.id.not_in(revoked))
        rows = connection.execute(query).all()
        heads, bins = _heads(connection), _bins(connection, _rates(connection, platform))
    found = [
        Point(
            kiosk=row.id,
            names=None if row.kiosk is None else (row.name_zh, row.name_en),
            position=None if row.latitude_e6 is None else (row.latitude_e6, row.longitude_e6),
            bins=tuple(bins.get(row.id, ())),
            needs=tuple(needs.get(row.id, ())),
            last_seen=row.last_seen,
            enrolled_at=row.enrolled_at,
            head=heads.get(row.id, 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda point: (point.urgency, point.kiosk))


def _needs(platform: Platform) -> Mapping[str, list[Need]]:
    found: dict[str, list[Need]] = {}
    for need in care.care(platform).needs:
        found.setdefault(need.kiosk, []).append(need)
    return found


def _heads(connection: Connection) -> Mapping[str, int]:
    newest = select(func.max(Journal.id)).group_by(Journal.kiosk)
    rows = connection.execute(select(Journal.kiosk, Journal.acked_seq).where(Journal.id.in_(newest)))
    return {row.kiosk: row.acked_seq for row in rows}


def _rates(connection: Connection, platform: Platform) -> Mapping[int, int]:
    """Grams a day of each container. A point that is younger than ``RATE_DAYS`` is not thought slower for it."""
    now = platform.now()
    since = rfc3339(now - timedelta(days=RATE_DAYS))
    query = (
        select(ContainerAct.container, func.sum(DropOff.net_g).label("grams"), func.min(WHEN).label("first"))
        .join(DropOff, (DropOff.journal == ContainerAct.journal) & (DropOff.seq == ContainerAct.seq))
        .where(ContainerAct.kind == DROP_OFF, since < WHEN)
        .group_by(ContainerAct.container)
    )
    rates = {}
    for row in connection.execute(query):
        days = sum(row.first <= rfc3339(now - timedelta(days=day)) for day in range(RATE_DAYS))
        rates[row.container] = int(row.grams) // max(1, days)
    return rates


def _bins(connection: Connection, rates: Mapping[int, int]) -> Mapping[str, list[Bin]]:
    columns = (Container.id, Container.kiosk, Container.name, Container.material, Container.full_g, Container.seal)
    inside = (Container.fill_g + Container.handed_g).label("inside_g")
    query = select(*columns, inside).where(Container.place.is_not(None)).order_by(Container.kiosk, Container.place)
    found: dict[str, list[Bin]] = {}
    for row in connection.execute(query):
        each = Bin(row.name, row.material, row.inside_g, row.full_g, rates.get(row.id, 0), row.seal)
        found.setdefault(row.kiosk, []).append(each)
    return found
