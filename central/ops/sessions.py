"""Who is logged in: rows of the database, so any worker knows, and whoever leaves the roster is out at once."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update

from central import audit, roster
from central.audit import Actor
from central.clock import rfc3339
from central.context import Platform
from central.ops.accounts import Person
from central.schema import Account, WebSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_SEEN_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at work. ``csrf`` stands in every form that they are given."""

    id: str
    account: str
    badge: str
    role: str
    csrf: str

    @property
    def actor(self) -> Actor:
        """The same for the audit."""
        return Actor(self.account, self.badge)

    def gave(self, token: str) -> bool:
        """Whether a form that was sent is one of theirs."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "surrogatepass"))


def begin(platform: Platform, person: Person) -> str:
    """What the cookie shall hold for ``person``. Sessions that are over are forgotten."""
    token, now = secrets.token_urlsafe(32), rfc3339(platform.now())
    row = {"id": _id(token), "account": person.account, "csrf": secrets.token_urlsafe(32)}
    with platform.store.writing() as connection:
        connection.execute(delete(WebSession).where(~_lives(platform)))
        connection.execute(insert(WebSession).values(**row, created_at=now, seen_at=now))
    return token


def find(platform: Platform, token: str) -> Session | None:
    """Whose cookie it is; None: nobody's (any more). Being asked keeps the session alive."""
    columns = (WebSession.id, WebSession.account, Account.badge, WebSession.csrf, WebSession.seen_at)
    query = select(*columns).join(Account, Account.name == WebSession.account)
    with platform.store.reading() as connection:
        row = connection.execute(query.where(WebSession.id == _id(token), _lives(platform))).one_or_none()
        if row is None:
            return None
        role = roster.may_act(connection, platform, [row.badge]).get(row.badge)
    if role is None:
        return None
    _see(platform, row.id, row.seen_at)
    return Session(row.id, row.account, row.badge, role, row.csrf)


def end(platform: Platform, session: Session) -> None:
    """Log out."""
    with platform.store.writing() as connection:
        connection.execute(delete(WebSession).where(WebSession.id == session.id))
        audit.note(connection, platform.now, session.actor, "logout", session.account)


def _see(platform: Platform, identity: str, seen_at: str) -> None:
    now = platform.now()
    if seen_at < rfc3339(now - _SEEN_AGAIN):
        with platform.store.writing() as connection:
            connection.execute(update(WebSession).where(WebSession.id == identity).values(seen_at=rfc3339(now)))


def _lives(platform: Platform) -> ColumnElement[bool]:
    now = platform.now()
    return (WebSession.seen_at > rfc3339(now - IDLE)) & (WebSession.created_at > rfc3339(now - LONGEST))


def _id(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
