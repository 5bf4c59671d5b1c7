"""Wrong tries to log in: counted before they are judged, so that many at once gain nothing; waits grow.

They are counted for the name that was typed, whether there is such an account or not: so nobody learns which exist.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from central.clock import rfc3339
from central.schema import LoginTries
from central.store import insert_unless_known

FREE = 5
"""So many tries cost no wait."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
_FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many wrong tries: doubled with each one from the fifth on."""
    if tries < FREE:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * int(2 ** min(tries - FREE, 20)))


def begin(connection: Connection, name: str, now: datetime) -> timedelta | None:
    """Count a try under ``name``; how long it must wait, None: it may be judged."""
    _forget_old(connection, now)
    key = _key(name)
    row = {"name_hash": key, "tries": 0, "wait_until": None, "at": rfc3339(now)}
    insert_unless_known(connection, LoginTries, row)
    query = select(LoginTries.tries, LoginTries.wait_until).where(LoginTries.name_hash == key).with_for_update()
    found = connection.execute(query).one()
    if found.wait_until is not None and found.wait_until > rfc3339(now):
        return datetime.fromisoformat(found.wait_until) - now
    tries = found.tries + 1
    wait = wait_after(tries)
    values = {"tries": tries, "at": rfc3339(now), "wait_until": rfc3339(now + wait) if wait else None}
    connection.execute(update(LoginTries).where(LoginTries.name_hash == key).values(**values))
    return None


def forget(connection: Connection, name: str) -> None:
    """The right password and code were given: tries before it do not count any more."""
    connection.execute(delete(LoginTries).where(LoginTries.name_hash == _key(name)))


def _forget_old(connection: Connection, now: datetime) -> None:
    connection.execute(delete(LoginTries).where(LoginTries.at < rfc3339(now - _FORGOTTEN_AFTER)))


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
