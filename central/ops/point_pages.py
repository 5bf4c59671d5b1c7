"""The points of the fleet, one of them, and today's route."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from central import balance, kiosks
from central.balance import PeriodBalance
from central.clock import LOCAL_TIME
from central.ops import charts, fleet, forms, route
from central.ops.charts import Group
from central.ops.csvfile import Cell
from central.ops.desk import Asked
from central.ops.fleet import FULL, HIGH, Point
from central.ops.route import Position
from central.problems import CentralError

_ORDERS: Mapping[str, Callable[[Point], Any]] = {
    "need": lambda point: point.urgency,
    "fill": lambda point: -point.percent,
    "seen": lambda point: point.last_seen or "",
    "name": lambda point: (point.names or (point.kiosk,))[0],
}
_PERIODS_SHOWN = 8


def point_list(asked: Asked) -> Response:
    """``GET /ops/points``."""
    order = asked.query.get("sort", "need")
    found = sorted(fleet.points(asked.platform), key=_ORDERS.get(order, _ORDERS["need"]))
    if asked.query.get("format") == "csv":
        return _points_csv(asked, found)
    shown: dict[str, Any] = {"points": found, "sort": order if order in _ORDERS else "need", "orders": list(_ORDERS)}
    return asked.page("points.html", high=HIGH, full=FULL, **shown)


def _points_csv(asked: Asked, points: list[Point]) -> Response:
    words = asked.words
    rows: list[list[Cell]] = []
    for point in points:
        place = [words.of(point.names, ""), point.kiosk]
        rest = [point.last_seen, point.head, "; ".join(words.known("need", need.need) for need in point.needs)]
        for each in point.bins or (None,):
            held = [None] * 5 if each is None else [each.name, each.material, each.inside_g, each.full_g, each.percent]
            rows.append([*place, *held, *rest])
    head = ["place", "kiosk", "container", "material", "csv.inside_g", "csv.full_g", "csv.percent"]
    return asked.csv("points", [*head, "seen", "csv.head", "state"], rows)


def one_point(asked: Asked) -> Response:
    """``GET /ops/points/{kiosk}``."""
    kiosk = asked.path["kiosk"]
    point = next((each for each in fleet.points(asked.platform) if each.kiosk == kiosk), None)
    if point is None:
        return asked.page("refused.html", 404, message=asked.words("point.gone"))
    known = next(each for each in kiosks.everything(asked.platform) if each.id == kiosk)
    present, closed = balance.present(asked.platform, kiosk), balance.closed(asked.platform, kiosk, limit=50)
    shown: dict[str, Any] = {"point": point, "epochs": known.epochs, "present": present, "closed": closed}
    return asked.page("point.html", charts=_charts(present, closed), high=HIGH, full=FULL, **shown)


def _charts(present: list[PeriodBalance], closed: list[PeriodBalance]) -> list[tuple[PeriodBalance, list[Group]]]:
    """Of each container its newest periods, the present one at the right."""
    drawn = []
    for now in present:
        before = [each for each in closed if each.container == now.container][: _PERIODS_SHOWN - 1]
        groups = charts.balance_chart([*reversed(before), now])
        if groups:
            drawn.append((now, groups))
    return drawn


def todays_route(asked: Asked) -> Response:
    """``GET /ops/route``: ``start`` is a kiosk, or ``here`` with ``latitude`` and ``longitude``."""
    points = fleet.points(asked.platform)
    start, error, status = None, None, 200
    try:
        start = _start(asked, points)
    except CentralError as wrong:
        error, status = asked.words.error(wrong), 400
    stops = route.plan(points, days_left(asked.platform.now()), start)
    if asked.query.get("format") == "csv":
        return _route_csv(asked, stops)
    others = [(point.kiosk, point.position) for point in points if point.position is not None]
    names = {point.kiosk: asked.words.of(point.names, point.kiosk) for point in points}
    shown: dict[str, Any] = {
        "stops": stops,
        "total_m": route.length_m(stops),
        "places": charts.route_map(stops, others),
    }
    placed = [point for point in points if point.position is not None]
    form = {name: asked.query.get(name, "") for name in ("start", "latitude", "longitude")}
    return asked.page(
        "route.html",
        status,
        placed=placed,
        form=form,
        names=names,
        error=error,
        high=HIGH,
        size=charts.WIDTH,
        started=start is not None,
        **shown,
    )


def _route_csv(asked: Asked, stops: list[route.Stop]) -> Response:
    rows: list[list[Cell]] = []
    for number, stop in enumerate(stops, 1):
        metres = "" if stop.metres is None else f"{stop.metres / 1000:.1f}"
        full = "; ".join(f"{each.name} {each.percent}%" for each in stop.bins)
        rows.append([number, asked.words.of(stop.point.names, ""), stop.point.kiosk, metres, full])
    return asked.csv("route", ["route.stop", "place", "kiosk", "route.km", "route.empty"], rows)


def _start(asked: Asked, points: list[Point]) -> Position | None:
    chosen = asked.query.get("start", "")
    if chosen == "here":
        return forms.position(asked.query.get("latitude", ""), asked.query.get("longitude", ""))
    return next((point.position for point in points if point.kiosk == chosen), None)


def days_left(now: datetime) -> float:
    """Days until the end of tomorrow, by the clock on the wall: a container that lasts so long can wait."""
    local = now.astimezone(LOCAL_TIME)
    end = datetime.combine(local.date() + timedelta(days=2), time(), LOCAL_TIME)
    return (end - local) / timedelta(days=1)
