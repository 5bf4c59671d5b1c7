"""``GET /v1/stats``: what is stored, in sums that a kiosk's own ledger can be compared with."""

from sqlalchemy import func, select

from central.accounts import totals
from central.context import Platform
from central.schema import Entry, Kiosk, Resident


def stats(platform: Platform) -> dict[str, int]:
    """Counts, and sums over all well-formed drop-offs whatever their verdict. Masses in grams."""
    with platform.store.reading() as connection:
        counts = {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in (("kiosks", Kiosk), ("residents", Resident), ("entries", Entry))
        }
        drop_offs, weight_g, reduction_g, points = totals(connection)
    return counts | {"drop_offs": drop_offs, "weight_g": weight_g, "reduction_g": reduction_g, "points": points}
