"""Pictures of numbers as the places of shapes; the templates draw them as SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from central.balance import PeriodBalance
from central.ops.route import Position, Stop

WIDTH, HEIGHT = 320, 160
_MAP_MARGIN = 24
_BARS = 3
_LEFT, _TOP, _BOTTOM = 6, 14, 140
_GAP = 0.3
_WIDEST_BAR = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``kind``: ``in``, ``out`` or ``received``."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    grams: int


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one period; ``x`` is the middle of their label."""

    period: int
    x: float
    bars: tuple[Bar, ...]
    unexplained: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map; ``number``: its place in the route, from 1; None: it is not in it."""

    x: float
    y: float
    number: int | None
    kiosk: str


def balance_chart(periods: Sequence[PeriodBalance]) -> list[Group]:
    """What was put in, carried away and received, for periods in the order in which they shall stand."""
    highest = max((grams for each in periods for _, grams in _figures(each)), default=0)
    if highest <= 0:
        return []
    room = (WIDTH - 2 * _LEFT) / len(periods)
    width = min(_WIDEST_BAR, room * (1 - _GAP) / _BARS)
    groups: list[Group] = []
    for index, period in enumerate(periods):
        middle = _LEFT + room * (index + 0.5)
        figures = _figures(period)
        left = middle - width * len(figures) / 2
        bars = [_bar(kind, left + width * at, width, grams, highest) for at, (kind, grams) in enumerate(figures)]
        groups.append(Group(period.period, round(middle, 1), tuple(bars), period.unexplained_g != 0))
    return groups


def _figures(period: PeriodBalance) -> list[tuple[str, int]]:
    found = [("in", period.contents.put_in_g)]
    if period.emptied is not None:
        found.append(("out", period.emptied.weighed_g))
        if period.emptied.received_g is not None:
            found.append(("received", period.emptied.received_g))
    return found


def _bar(kind: str, x: float, width: float, grams: int, highest: int) -> Bar:
    height = max(0, grams) / highest * (_BOTTOM - _TOP)
    return Bar(kind, round(x, 1), round(_BOTTOM - height, 1), round(width, 1), round(height, 1), grams)


def route_map(route: Sequence[Stop], others: Sequence[tuple[str, Position]]) -> list[Place]:
    """Where the stops and the ``others`` (a kiosk and its position) lie, north at the top, in ``WIDTH`` × ``WIDTH``."""
    known = [(stop.point.kiosk, stop.point.position, number) for number, stop in enumerate(route, 1)]
    seen = {kiosk for kiosk, _, _ in known}
    all_of_them = [*known, *((kiosk, position, None) for kiosk, position in others if kiosk not in seen)]
    placed = [(kiosk, position, number) for kiosk, position, number in all_of_them if position is not None]
    if not placed:
        return []
    flat = _flattened([position for _, position, _ in placed])
    return [Place(x, y, number, kiosk) for (kiosk, _, number), (x, y) in zip(placed, flat, strict=True)]


def _flattened(positions: Sequence[Position]) -> list[tuple[float, float]]:
    """East is shortened as it is at this latitude, so that distances look alike in every direction."""
    middle = sum(latitude for latitude, _ in positions) / len(positions)
    shrink = cos(radians(middle / 1e6))
    points = [(longitude * shrink, -latitude) for latitude, longitude in positions]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    room = WIDTH - 2 * _MAP_MARGIN
    scale = room / max(wide, high, 1)
    across, down = (room - wide * scale) / 2, (room - high * scale) / 2
    return [
        (round(_MAP_MARGIN + across + (x - left) * scale, 1), round(_MAP_MARGIN + down + (y - top) * scale, 1))
        for x, y in points
    ]
