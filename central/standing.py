"""How the passes and people that a range of entries names stand with the platform, while the range is judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import Connection, bindparam, select, tuple_, update

from central.bodies import DropOffBody, ReadEntry
from central.revocation import revoked_among
from central.schema import CardDay, PassShowing, Resident
from central.store import insert_all_unless_known, where_in
from central.verdict import Circumstances, Judgement

CARD = "card"

_Day = tuple[str, str]  # resident, local day


@dataclass
class Standing:
    """Load it for a range, ask it about each entry, let it hear each judgement in order, save it."""

    residents: frozenset[str]
    revoked: frozenset[str]
    used_elsewhere: frozenset[str]
    card_days: dict[_Day, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._saved = dict(self.card_days)

    @classmethod
    def load(cls, connection: Connection, kiosk: str, entries: Iterable[ReadEntry | None]) -> Self:
        """What is known now. Writes down which pass showings ``kiosk`` was the first to tell of."""
        read = [entry for entry in entries if entry is not None]
        drops = [entry.drop_off for entry in read if entry.drop_off is not None]
        people = {drop.resident for drop in drops if drop.resident is not None}
        passes = {drop.pass_id for drop in drops if drop.pass_id is not None}
        days = {day for entry in read if (day := _card_day(entry)) is not None}
        return cls(
            frozenset(row.id for row in where_in(connection, [Resident.id], Resident.id, sorted(people))),
            revoked_among(connection, people | passes),
            _used_elsewhere(connection, kiosk, {drop.pass_digest for drop in drops if drop.pass_digest is not None}),
            _card_days(connection, sorted(days)),
        )

    def around(self, entry: ReadEntry | None, *, scale_failed: bool) -> Circumstances:
        """What the judge must know beside the entry."""
        day = None if entry is None else _card_day(entry)
        so_far = None if day is None else self.card_days[day]
        return Circumstances(self.residents, scale_failed, self.revoked, self.used_elsewhere, so_far)

    def hear(self, entry: ReadEntry, drop: DropOffBody, judgement: Judgement) -> None:
        """Count what was accepted for a card."""
        day = _card_day(entry)
        if day is not None and judgement.verdict == "accepted":
            self.card_days[day] += drop.net_g

    def save(self, connection: Connection) -> None:
        """Write the days that have changed."""
        statement = (
            update(CardDay)
            .where(CardDay.resident == bindparam("of"), CardDay.day == bindparam("on"))
            .values(net_g=bindparam("grams"))
        )
        rows = [
            {"of": resident, "on": day, "grams": net_g}
            for (resident, day), net_g in self.card_days.items()
            if net_g != self._saved[resident, day]
        ]
        if rows:
            connection.execute(statement, rows)


def _card_day(entry: ReadEntry) -> _Day | None:
    drop = entry.drop_off
    if drop is None or drop.pass_kind != CARD or drop.resident is None:
        return None
    return drop.resident, entry.day.isoformat()


def _used_elsewhere(connection: Connection, kiosk: str, digests: set[str]) -> frozenset[str]:
    named = sorted(digests)
    insert_all_unless_known(connection, PassShowing, [{"digest": digest, "kiosk": kiosk} for digest in named])
    rows = where_in(connection, [PassShowing.digest, PassShowing.kiosk], PassShowing.digest, named)
    return frozenset(row.digest for row in rows if row.kiosk != kiosk)


def _card_days(connection: Connection, days: list[_Day]) -> dict[_Day, int]:
    # Made before they are read, so that two kiosks with the same card wait for each other on every database.
    insert_all_unless_known(connection, CardDay, [{"resident": who, "day": day, "net_g": 0} for who, day in days])
    found: dict[_Day, int] = {}
    for start in range(0, len(days), _CHUNK):
        key = tuple_(CardDay.resident, CardDay.day).in_(days[start : start + _CHUNK])
        query = select(CardDay.resident, CardDay.day, CardDay.net_g).where(key).with_for_update()
        found |= {(row.resident, row.day): row.net_g for row in connection.execute(query)}
    return found


_CHUNK = 400  # pairs in one query
