"""Accounts of the operations pages. Each belongs to a badge of the roster, which gives it its role."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from central import audit, roster
from central.audit import Actor
from central.clock import rfc3339
from central.context import Platform
from central.ops import passwords, totp, tries
from central.problems import CentralError
from central.schema import Account, Badge, WebSession
from central.store import Row, insert_unless_known

SETUP_FOR = timedelta(hours=24)
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}\Z")
_START_OF_ID = re.compile(r"[0-9a-f]{8,32}\Z")


class WaitFirst(CentralError):
    """Too many wrong tries under this name. ``seconds``: until the next one is judged."""

    def __init__(self, seconds: int) -> None:
        super().__init__("wait")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Invited:
    """An account that waits for its owner. ``code`` opens the set-up page once, and exists nowhere else."""

    name: str
    badge: str
    code: str


@dataclass(frozen=True, slots=True)
class SettingUp:
    """What the set-up page shows to whoever has the code."""

    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who has given the right password and code."""

    account: str
    badge: str
    role: str


def add(platform: Platform, badge: str, name: str, actor: Actor) -> Invited:
    """A new account for ``badge`` (its id or the first eight digits). Raises ``CentralError``."""
    if not _NAME.match(name):
        raise CentralError("a login has 2 to 32 small letters, digits, dots, - and _, and begins with a letter")
    code, now = secrets.token_urlsafe(24), platform.now()
    with platform.store.writing() as connection:
        whole = _on_the_roster(connection, platform, badge.lower())
        setup = {"setup_hash": _hash(code), "setup_until": rfc3339(now + SETUP_FOR)}
        row: Row = {"name": name, "badge": whole, "totp": totp.new_secret(), "totp_step": 0, "created_at": rfc3339(now)}
        if connection.scalar(select(Account.name).where(Account.badge == whole)) is not None:
            raise CentralError("this badge has an account already")
        if not insert_unless_known(connection, Account, {**row, **setup, "password": None}):
            raise CentralError(f"there is an account {name} already; choose another name")
        audit.note(connection, platform.now, actor, "account_added", name, whole)
    return Invited(name, whole, code)


def reset(platform: Platform, name: str, actor: Actor) -> Invited:
    """A new set-up code for an account whose password or phone is lost; the old ones end. Raises ``CentralError``."""
    code, now = secrets.token_urlsafe(24), platform.now()
    with platform.store.writing() as connection:
        badge = _badge_of(connection, name)
        _end_sessions(connection, name)
        tries.forget(connection, name)
        setup = {"setup_hash": _hash(code), "setup_until": rfc3339(now + SETUP_FOR)}
        again = {"password": None, "totp": totp.new_secret(), "totp_step": 0}
        connection.execute(update(Account).where(Account.name == name).values(**setup, **again))
        audit.note(connection, platform.now, actor, "account_reset", name, badge)
    return Invited(name, badge, code)


def remove(platform: Platform, name: str, actor: Actor) -> None:
    """Nobody logs in under ``name`` any more; who does is logged out. Raises ``CentralError``."""
    with platform.store.writing() as connection:
        badge = _badge_of(connection, name)
        _end_sessions(connection, name)
        connection.execute(delete(Account).where(Account.name == name))
        audit.note(connection, platform.now, actor, "account_removed", name, badge)


def setting_up(platform: Platform, code: str) -> SettingUp | None:
    """The account that ``code`` sets up; None: there is none (any more)."""
    with platform.store.reading() as connection:
        row = connection.execute(select(Account.name, Account.totp).where(*_opens(platform, code))).one_or_none()
    return None if row is None else SettingUp(row.name, row.totp)


def set_up(platform: Platform, code: str, password: str, digits: str) -> Person:
    """Give the account its password; its phone shows ``digits`` already. Raises ``CentralError`` with a word.

    The code is used up by it.
    """
    account = setting_up(platform, code)
    if account is None:
        raise CentralError("setup-unknown")
    passwords.check(password, account.name)
    step = totp.step_of(account.secret, digits, platform.now(), 0)
    if step is None:
        raise CentralError("setup-digits")
    hashed = passwords.password_hash(password)  # before the transaction: it takes long on purpose
    with platform.store.writing() as connection:
        query = select(Account.name, Account.badge).where(*_opens(platform, code)).with_for_update()
        row = connection.execute(query).one_or_none()
        if row is None:
            raise CentralError("setup-unknown")
        role = roster.may_act(connection, platform, [row.badge]).get(row.badge)
        if role is None:
            raise CentralError("setup-unknown")
        done = {"password": hashed, "setup_hash": None, "setup_until": None, "totp_step": step}
        connection.execute(update(Account).where(Account.name == row.name).values(**done))
        tries.forget(connection, row.name)
        audit.note(connection, platform.now, Actor(row.name, row.badge), "account_set_up", row.name)
    return Person(row.name, row.badge, role)


def log_in(platform: Platform, name: str, password: str, digits: str) -> Person:
    """Who this is. Raises ``WaitFirst``, or ``CentralError`` ``login-wrong``, which does not say what of it is."""
    name, now = name.strip().lower(), platform.now()
    wait = platform.store.transact(lambda connection: tries.begin(connection, name, now))
    if wait is not None:
        raise WaitFirst(max(1, round(wait.total_seconds())))
    with platform.store.reading() as connection:
        query = select(Account.badge, Account.password, Account.totp).where(Account.name == name)
        known = connection.execute(query).one_or_none()
    right = passwords.is_password(None if known is None else known.password, password)
    with platform.store.writing() as connection:
        person = _admitted(connection, platform, name, known.password, digits) if known and right else None
        if person is None and known is not None:
            audit.note(connection, platform.now, Actor(name, known.badge), "login_failed", name)
    if person is None:
        raise CentralError("login-wrong")
    return person


def _admitted(connection: Connection, platform: Platform, name: str, password: str, digits: str) -> Person | None:
    """With the row locked: a code is taken once, and the password must still be the one that was judged."""
    columns = (Account.badge, Account.password, Account.totp, Account.totp_step)
    row = connection.execute(select(*columns).where(Account.name == name).with_for_update()).one_or_none()
    if row is None or row.password != password:
        return None
    step = totp.step_of(row.totp, digits, platform.now(), row.totp_step)
    role = roster.may_act(connection, platform, [row.badge]).get(row.badge)
    if step is None or role is None:
        return None
    connection.execute(update(Account).where(Account.name == name).values(totp_step=step))
    tries.forget(connection, name)
    audit.note(connection, platform.now, Actor(name, row.badge), "login", name)
    return Person(name, row.badge, role)


def everything(platform: Platform) -> list[dict[str, Any]]:
    """Every account by name: ``name``, ``badge``, ``role`` (None: may not act any more), ``ready``."""
    with platform.store.reading() as connection:
        rows = connection.execute(select(Account.name, Account.badge, Account.password).order_by(Account.name)).all()
        roles = roster.may_act(connection, platform, [row.badge for row in rows])
    known = [{"name": row.name, "badge": row.badge, "role": roles.get(row.badge)} for row in rows]
    return [{**each, "ready": row.password is not None} for each, row in zip(known, rows, strict=True)]


def _on_the_roster(connection: Connection, platform: Platform, badge: str) -> str:
    found = []
    if _START_OF_ID.match(badge):
        found = list(connection.scalars(select(Badge.id).where(Badge.id.startswith(badge)).limit(2)))
    if len(found) != 1 or not roster.may_act(connection, platform, found):
        raise CentralError("no such badge is on the roster; give its id or first 8 digits (central staff list)")
    return found[0]


def _badge_of(connection: Connection, name: str) -> str:
    badge = connection.scalar(select(Account.badge).where(Account.name == name).with_for_update())
    if badge is None:
        raise CentralError(f"there is no account {name}")
    return badge


def _end_sessions(connection: Connection, name: str) -> None:
    connection.execute(delete(WebSession).where(WebSession.account == name))


def _opens(platform: Platform, code: str) -> tuple[Any, ...]:
    return Account.setup_hash == _hash(code), Account.setup_until > rfc3339(platform.now())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
