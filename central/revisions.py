"""Changing a verdict that was already answered, and telling the kiosk: its revisions are numbered from 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, update

from central.schema import DropOff, Journal, Revision, Setting, Verdict
from central.store import insert_all
from central.verdict import Judgement

AT_ONCE = 500
"""Revisions in one answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: ``kiosk`` is that of ``journal``."""

    kiosk: str
    journal: int
    seq: int


def revise(connection: Connection, at: str, places: Sequence[Place], judgement: Judgement) -> None:
    """Give the entries at ``places`` this verdict. Balances are the caller's. ``at``: RFC 3339."""
    if not places:
        return
    rows = [{"of": place.journal, "at": place.seq} for place in places]
    for table in (Verdict, DropOff):
        statement = (
            update(table)
            .where(table.journal == bindparam("of"), table.seq == bindparam("at"))
            .values(verdict=judgement.verdict, reason=judgement.reason)
        )
        connection.execute(statement, rows)
    # One at a time: two would otherwise take the same number, or be seen in another order than that of their numbers.
    connection.execute(select(Setting.value).where(Setting.name == "schema").with_for_update())
    numbers = {kiosk: newest(connection, kiosk) for kiosk in {place.kiosk for place in places}}
    revisions = []
    for place in places:
        numbers[place.kiosk] += 1
        revisions.append(
            {
                "kiosk": place.kiosk,
                "revision": numbers[place.kiosk],
                "journal": place.journal,
                "seq": place.seq,
                "verdict": judgement.verdict,
                "reason": judgement.reason,
                "at": at,
            }
        )
    insert_all(connection, Revision, revisions)


def newest(connection: Connection, kiosk: str) -> int:
    """The number of the kiosk's newest revision, 0: there is none."""
    return connection.scalar(select(func.max(Revision.revision)).where(Revision.kiosk == kiosk)) or 0


def after(connection: Connection, kiosk: str, number: int) -> list[dict[str, object]]:
    """The first ``AT_ONCE`` revisions of ``kiosk`` behind ``number``, as on the wire."""
    columns = (Revision.revision, Journal.epoch, Revision.seq, Revision.verdict, Revision.reason)
    query = (
        select(*columns)
        .join(Journal, Journal.id == Revision.journal)
        .where(Revision.kiosk == kiosk, Revision.revision > number)
        .order_by(Revision.revision)
    )
    return [dict(row._mapping) for row in connection.execute(query.limit(AT_ONCE))]
