"""Badges on a platform's roster, ready made."""

import secrets

from sqlalchemy import insert

from central.roster import Member
from central.schema import Badge
from central.store import Store

PIN_HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"


def new_member(store: Store, role: str = "operator") -> Member:
    """Somebody new on the roster; what their PIN is matters only to whoever identifies them."""
    badge = secrets.token_hex(16)
    with store.writing() as connection:
        row = {"role": role, "pin": PIN_HASH, "created_at": "2026-11-22T08:00:00.000Z"}
        # Good for very long: what a command line does to it is done at the time of the day on which the test runs.
        connection.execute(insert(Badge).values(id=badge, expires_at="2999-12-31T00:00:00.000Z", **row))
    return Member(badge, role)
