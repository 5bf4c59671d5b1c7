"""Drop-offs that can be put right, and the entries that do it."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.correction import Correction, Standing
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.staff_bodies import correction_body
from kiosk.ledger.store import driver_of

NEWEST = 50
"""How many are offered: more than a day of a busy point."""

_COLUMNS = "SELECT e.id, j.seq, j.entry FROM drop_off d JOIN journal j ON j.position = d.position JOIN epoch e"
_LATEST = f"{_COLUMNS} ON e.no = j.epoch_no WHERE j.entry <> x'' ORDER BY d.position DESC LIMIT ?"
_ONE = f"{_COLUMNS} ON e.no = j.epoch_no WHERE j.entry <> x'' AND e.id = ? AND j.seq = ?"
_CORRECTIONS = (
    "SELECT net_g, voided, SUM(delta_reduction_g) OVER (), SUM(delta_points) OVER () FROM correction"
    " WHERE of_epoch = ? AND of_seq = ? ORDER BY position DESC LIMIT 1"
)


def standings(ledger: Ledger, limit: int = NEWEST) -> tuple[Standing, ...]:
    """The newest ``limit`` drop-offs with their bytes, newest first, as they stand after every correction."""
    with ledger.store.reading() as connection:
        rows = driver_of(connection).execute(_LATEST, (limit,)).fetchall()
        return tuple(_standing(connection, *row) for row in rows)


def append_correction(ledger: Ledger, correction: Correction) -> int | None:
    """Put a drop-off right. Returns the ``seq``; None, with nothing done, when it does not stand as ``correction.of``
    says: another correction came first, or its bytes are gone.
    """
    with ledger.appending() as connection:
        of = correction.of
        row = driver_of(connection).execute(_ONE, (of.epoch, of.seq)).fetchone()
        if row is None or _standing(connection, *row) != of or of.voided:
            return None
        return ledger.append(connection, "correction", correction_body(correction)).seq


def _standing(connection: sa.Connection, epoch: str, seq: int, entry: bytes) -> Standing:
    table: dict[str, Any] = json.loads(entry)
    body, rule = table["body"], table["body"]["rule"]
    moment = datetime.fromisoformat(table["occurred_at"]).astimezone(LOCAL_TIME)
    last = driver_of(connection).execute(_CORRECTIONS, (epoch, seq)).fetchone()
    net_g, voided, delta_reduction_g, delta_points = last or (body["net_g"], 0, 0, 0)
    return Standing(
        epoch=epoch,
        seq=seq,
        session=body["session"],
        line=body["line"],
        day=moment.date().isoformat(),
        time=moment.strftime("%H:%M"),
        material=body["material"],
        container=body["container"],
        weighed_g=body["net_g"],
        net_g=net_g,
        reduction_g=body["reduction_g"] + delta_reduction_g,
        points=body["points"] + delta_points,
        g_per_kg=rule["g_per_kg"],
        points_per_kg=rule["points_per_kg"],
        voided=bool(voided),
        corrected=last is not None,
    )
