"""How much of a resident's local day is used up: counters that two kiosks cannot both fill."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from sqlalchemy import Connection, bindparam, select, tuple_, update

from central.schema import CardDay, ResidentDay
from central.store import insert_all_unless_known

Day = tuple[str, str]
"""Resident and local day, ``2026-11-22``."""

_CHUNK = 400  # pairs in one query


@dataclass
class DayCount:
    """Net grams by day, locked until the transaction ends: load it, add to it, save it."""

    table: type[ResidentDay] | type[CardDay]
    grams: dict[Day, int]

    def __post_init__(self) -> None:
        self._saved = dict(self.grams)

    @classmethod
    def load(
        cls,
        connection: Connection,
        table: type[ResidentDay] | type[CardDay],
        days: Iterable[Day],
        moved: Mapping[Day, int] = MappingProxyType({}),
    ) -> Self:
        """The counters of ``days``, which begin at 0, and of those that have more or fewer grams now (``moved``)."""
        wanted = sorted({*days, *moved})
        # Made before they are read, so that two kiosks with the same resident wait for each other on every database.
        rows = [{"resident": resident, "day": day, "net_g": 0} for resident, day in wanted]
        insert_all_unless_known(connection, table, rows)
        found: dict[Day, int] = {}
        for start in range(0, len(wanted), _CHUNK):
            key = tuple_(table.resident, table.day).in_(wanted[start : start + _CHUNK])
            query = select(table.resident, table.day, table.net_g).where(key)
            # Sorted, so that two writers on a row-locking database take the rows in the same order.
            rows_found = connection.execute(query.order_by(table.resident, table.day).with_for_update())
            found |= {(row.resident, row.day): row.net_g for row in rows_found}
        count = cls(table, found)
        for day, more_g in moved.items():
            # Not below 0: what was counted by a version that moved nothing may stand on another day.
            count.grams[day] = max(0, count.grams[day] + more_g)
        return count

    def save(self, connection: Connection) -> None:
        """Write the days that have changed."""
        table = self.table
        statement = (
            update(table)
            .where(table.resident == bindparam("of"), table.day == bindparam("on"))
            .values(net_g=bindparam("grams"))
        )
        rows = [
            {"of": resident, "on": day, "grams": grams}
            for (resident, day), grams in self.grams.items()
            if grams != self._saved[resident, day]
        ]
        if rows:
            connection.execute(statement, rows)
