"""Today's route: which points to empty, and in which order to drive to them. Pure; positions in 1e-6 degrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from central.ops.fleet import HIGH, Bin, Point

Position = tuple[int, int]
_EARTH_M = 6_371_000


@dataclass(frozen=True, slots=True)
class Stop:
    """One point to go to. ``metres``: as the crow flies from the stop (or the start) before it; None: nobody knows
    where it stands.
    """

    point: Point
    bins: tuple[Bin, ...]
    metres: int | None


def due(point: Point, days: float) -> tuple[Bin, ...]:
    """Its containers that must be emptied today: they are rather full, or will be full in ``days``."""
    return tuple(
        each for each in point.bins if (each.percent is not None and each.percent >= HIGH) or each.full_within(days)
    )


def plan(points: Iterable[Point], days: float, start: Position | None = None) -> list[Stop]:
    """The points that are due, from ``start`` always on to the nearest one that is left.

    Without a start it begins at the most urgent one. Points that have told of no position come last.
    """
    wanted = [(point, bins) for point in points if (bins := due(point, days))]
    placed = [(point, bins) for point, bins in wanted if point.position is not None]
    route: list[Stop] = []
    here = start
    while placed:
        metres = [0 if here is None else distance_m(here, point.position or here) for point, _ in placed]
        nearest = 0 if here is None else metres.index(min(metres))
        point, bins = placed.pop(nearest)
        route.append(Stop(point, bins, metres[nearest]))
        here = point.position
    return route + [Stop(point, bins, None) for point, bins in wanted if point.position is None]


def length_m(route: Sequence[Stop]) -> int:
    """Metres of the whole way, as the crow flies, to its last stop."""
    return sum(stop.metres or 0 for stop in route)


def distance_m(one: Position, other: Position) -> int:
    """Metres between two positions, as the crow flies (haversine)."""
    (a, b), (c, d) = ((radians(value / 1e6) for value in each) for each in (one, other))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return round(2 * _EARTH_M * asin(min(1.0, sqrt(chord))))
