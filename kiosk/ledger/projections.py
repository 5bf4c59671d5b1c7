"""What follows from an entry: the rows that screens and sums are read from. One definition, used when an entry is
appended, when the ledger is checked, and when the rows are made anew.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.core.clock import local_day
from kiosk.core.correction import CorrectionAction
from kiosk.core.plate import ScaleMode
from kiosk.ledger.store import driver_of

Row = tuple[Any, ...]
"""The columns of a projection's table, in the table's order."""

INSERTS: Mapping[str, str] = {
    "drop_off": "INSERT INTO drop_off VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "container_total": "INSERT INTO container_total VALUES (?, ?)",
    "scale_check": "INSERT INTO scale_check VALUES (?, ?, ?)",
    "consent": "INSERT INTO consent VALUES (?, ?)",
    "shrunk": "INSERT INTO shrunk VALUES (?, ?, ?, ?, ?, ?)",
    "container_act": "INSERT INTO container_act VALUES (?, ?, ?, ?)",
    "collection": "INSERT INTO collection VALUES (?, ?, ?, ?, ?)",
    "correction": "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "pickup_act": "INSERT INTO pickup_act VALUES (?, ?, ?, ?, ?)",
}
"""Every projection with rows of its own. ``total`` is kept by triggers on ``drop_off``."""

EARLIER = ""
"""The day and the material of the row in ``total`` that stands for everything that was shrunk."""

_PAGE_ENTRIES = 500
_COPY_EARLIER = (
    "INSERT INTO total SELECT ?, ?, drop_offs, weight_g, reduction_g, points FROM shrunk"
    " WHERE position = (SELECT MAX(position) FROM shrunk) AND drop_offs > 0"
)


def rows_of(position: int, seq: int, kind: str, day: str, body: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """The rows, each with its table's name, that follow from the entry at ``position``; ``day`` is its local day."""
    match kind:
        case "drop_off":
            yield "drop_off", _drop_off(position, seq, day, body)
            if body.get("container") is not None:
                yield "container_act", (position, body["container"], 1, body["net_g"])
            if body.get("order") is not None:
                yield "pickup_act", (position, body["order"], 1, body["net_g"], 0)
            if body["weighing"].get("mode") == ScaleMode.CONTAINER:
                # What was missing is missing still: a restart must not forgive it.
                missing_g = body["weighing"].get("taken_out_g", 0)
                yield "container_total", (position, max(body["gross_g"], body["tare_g"] + missing_g))
        case "container_emptied":
            yield "container_total", (position, body["after_g"])
        case "scale_check":
            yield "scale_check", (position, day, int(body["passed"]))
        case "consent":
            yield "consent", (body["resident"], position)
        case "collection":
            yield "collection", (position, body["container"], body["period"], body["new_seal"], day)
        case "correction":
            yield "correction", _correction(position, body)
            if body["container"] is not None:
                yield "container_act", (position, body["container"], -_is_void(body), body["delta_g"])
        case "pickup_closed":
            yield "pickup_act", (position, body["order"], 0, 0, 1)
        case "entries_shrunk":
            sums = (body[name] for name in ("entries", "drop_offs", "weight_g", "reduction_g", "points"))
            yield "shrunk", (position, *sums)


def _drop_off(position: int, seq: int, day: str, body: Mapping[str, Any]) -> Row:
    return (
        position,
        seq,
        body["session"],
        body["line"],
        body["weighing"]["id"],
        body["resident"],
        body["material"],
        day,
        body["net_g"],
        body["reduction_g"],
        body["points"],
        int(body.get("hold") is not None),
    )


def _correction(position: int, body: Mapping[str, Any]) -> Row:
    return (
        position,
        body["of"]["epoch"],
        body["of"]["seq"],
        body["day"],
        body["material"],
        _is_void(body),
        body["net_g"],
        body["delta_g"],
        body["delta_reduction_g"],
        body["delta_points"],
    )


def _is_void(body: Mapping[str, Any]) -> int:
    return int(body["action"] == CorrectionAction.VOID)


def rows_of_bytes(position: int, entry: bytes) -> list[tuple[str, Row]]:
    """The same from an entry's canonical bytes. Raises ``ValueError`` for bytes that are no entry of this product."""
    try:
        table = json.loads(entry)
        day = local_day(datetime.fromisoformat(table["occurred_at"])).isoformat()
        return list(rows_of(position, table["seq"], table["kind"], day, table["body"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"entry at position {position} cannot be read") from error


def rebuild(connection: sa.Connection) -> None:
    """Make every projection anew from the journal, in the caller's transaction. What followed from entries that have
    been shrunk since cannot be made again and is kept, but for the sums.

    Raises ``ValueError`` for an entry that cannot be read.
    """
    driver = driver_of(connection)
    (shrunk,) = driver.execute("SELECT COALESCE(MAX(position), 0) FROM journal WHERE entry = x''").fetchone()
    for table in INSERTS:
        driver.execute(f"DELETE FROM {table} WHERE position > ?", (shrunk,))  # noqa: S608 - a name of ours
    for table in ("drop_off", "correction"):
        driver.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    driver.execute("DELETE FROM total")
    entries = driver.execute("SELECT position, entry FROM journal WHERE position > ? ORDER BY position", (shrunk,))
    while page := entries.fetchmany(_PAGE_ENTRIES):
        for position, entry in page:
            for table, row in rows_of_bytes(position, entry):
                driver.execute(INSERTS[table], row)
    driver.execute(_COPY_EARLIER, (EARLIER, EARLIER))
