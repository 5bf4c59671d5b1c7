"""Collections with their differences, manifests, and what the sorter received."""

from typing import Any

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from central import audit, balance, manifests
from central.balance import PeriodBalance
from central.ops import forms
from central.ops.csvfile import Cell
from central.ops.desk import Asked
from central.ops.places import names_of

_SHOWN, _EXPORTED = 200, 10_000
_HEAD = ["when", "place", "kiosk", "container", "material", "period", "csv.put_in_g", "csv.credited_g"]
_MORE = ["csv.collected_g", "csv.difference_g", "reason", "verdict", "csv.unexplained_g", "csv.received_g"]


def collection_list(asked: Asked) -> Response:
    """``GET /ops/collections``: of one ``kiosk`` or ``container``, or ``only`` what is unexplained or on the way."""
    query, export = asked.query, asked.query.get("format") == "csv"
    only = query.get("only", "")
    found = balance.closed(
        asked.platform,
        query.get("kiosk") or None,
        query.get("container") or None,
        _EXPORTED if export else _SHOWN,
        on_the_way=only == "transit",
    )
    if only == "unexplained":
        found = [each for each in found if each.unexplained_g]
    names = names_of(asked.platform, asked.words)
    if export:
        rows = [_row(asked, names.get(each.kiosk, ""), each) for each in found]
        return asked.csv("collections", [*_HEAD, *_MORE, "csv.transit_g", "badge", "manifest"], rows)
    shown: dict[str, Any] = {"found": found, "names": names, "only": only, "kiosk": query.get("kiosk", "")}
    return asked.page("collections.html", **shown)


def _row(asked: Asked, name: str, each: PeriodBalance) -> list[Cell]:
    emptied, words = each.emptied, asked.words
    assert emptied is not None, "only closed periods are listed"
    where: list[Cell] = [emptied.at, name, each.kiosk, each.container, each.material, each.period]
    sums: list[Cell] = [each.contents.put_in_g, each.contents.credited_g, emptied.weighed_g, each.difference_g]
    said: list[Cell] = [words.known("why", emptied.reason), words(emptied.verdict)]
    rest: list[Cell] = [each.unexplained_g, emptied.received_g, each.on_the_way_g, emptied.badge, emptied.hash]
    return [*where, *sums, *said, *rest]


def intake_page(asked: Asked) -> Response:
    """``GET /ops/intake``: the form, what is on the way, and what no kiosk has told of yet."""
    waiting = balance.closed(asked.platform, limit=_SHOWN, on_the_way=True)
    early = manifests.unmatched(asked.platform)
    if asked.query.get("format") == "csv":
        rows: list[list[Cell]] = [_row(asked, "", each) for each in waiting]
        return asked.csv("manifests", [*_HEAD, *_MORE, "csv.transit_g", "badge", "manifest"], rows)
    names = names_of(asked.platform, asked.words)
    shown: dict[str, Any] = {"waiting": waiting, "early": early, "names": names, "code": asked.query.get("code", "")}
    return asked.page("intake.html", done=_done(asked), **shown)


def _done(asked: Asked) -> list[str]:
    """What to say of the intake that was just written down."""
    code = manifests.parse(asked.query.get("done", ""))
    if code is None:
        return []
    found, words = manifests.view(asked.platform, code), asked.words
    if found is None:
        return [words("done"), words("intake.early")]
    received = found.received[-1].received_g if found.received else 0
    figures = {"kg": _kg(received), "code": code.hash[:8]}
    compared = {"weighed": _kg(found.emptied.weighed_g), "difference": _kg(received - found.emptied.weighed_g)}
    return [words("intake.done", **figures), words("intake.compare", **compared)]


def _kg(grams: int) -> str:
    return f"{grams / 1000:.2f}"


def intake(asked: Asked) -> Response:
    """``POST /ops/intake``."""
    form, who = asked.form, asked.session
    received_g = forms.grams(form.get("kilograms", ""))
    code = manifests.find(asked.platform, form.get("code", "").strip())

    def witness(connection: Connection) -> None:
        audit.note(connection, asked.platform.now, who.actor, "intake", code.hash, f"{received_g} g")

    text = form.get("code", "").strip()
    manifests.receive(asked.platform, text, received_g, who.account, form.get("note", "").strip(), witness)
    return RedirectResponse(f"/ops/intake?done={code.hash}", 303)
