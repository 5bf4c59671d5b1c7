"""Who did what on the operations pages: a row for every change, written in the transaction that makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from central.clock import Now, rfc3339
from central.schema import AuditRow
from central.store import Store

Witness = Callable[[Connection], None]
"""Writes down, in a transaction that somebody else has begun, what is done in it."""

_MAX_SUBJECT, _MAX_DETAIL = 200, 600


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``account``: None: the command line of the server; ``badge``: None: nobody's."""

    account: str | None = None
    badge: str | None = None


def unwitnessed(_connection: Connection) -> None:
    """The witness of whoever needs none."""


def note(connection: Connection, now: Now, actor: Actor, act: str, subject: str, detail: str = "") -> None:
    """Write one row; what is too long is cut."""
    said = {"act": act, "subject": subject[:_MAX_SUBJECT], "detail": detail[:_MAX_DETAIL]}
    row = {"at": rfc3339(now()), "account": actor.account, "badge": actor.badge, **said}
    connection.execute(insert(AuditRow).values(**row))


def newest(store: Store, limit: int, account: str | None = None) -> list[dict[str, Any]]:
    """The newest ``limit`` rows, the newest first; ``account``: of this one only."""
    table = AuditRow
    query = select(table.at, table.account, table.badge, table.act, table.subject, table.detail)
    if account is not None:
        query = query.where(table.account == account)
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(query.order_by(table.id.desc()).limit(limit))]
