"""Printed cards for residents without a phone: a long-lived signed code, one pseudonym for each card."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, update

from central import residents, revocation, tokens
from central.clock import local_day, rfc3339
from central.context import Platform
from central.problems import CentralError, Problem
from central.schema import Card, Resident, Setting

VALID_FOR = timedelta(days=3 * 365)
MAX_PLACE = 32
MAX_AT_ONCE = 1000

_NUMBER = re.compile(r"[0-9]{1,9}\Z")


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be printed. ``code`` is what the QR holds, and exists nowhere else; ``last_day`` is local."""

    id: str
    number: int
    place: str
    code: str
    last_day: date


class CardRequest(msgspec.Struct, frozen=True):
    """Body of ``POST /v1/me/cards``: the text in the card's QR code."""

    code: str


def issue(platform: Platform, count: int, place: str) -> list[NewCard]:
    """``count`` new residents with a card each. Numbers rise from the highest so far."""
    with platform.store.writing() as connection:
        _one_at_a_time(connection)
        return [_issue(connection, platform, place, _new_resident(connection, platform)) for _ in range(count)]


def replace(platform: Platform, which: str) -> NewCard:
    """A new card for the resident of ``which`` (a number or an id); the old one is revoked. Raises ``CentralError``.

    The new card is linked to no phone: whoever had seen the old one knows nothing of the new one.
    """
    with platform.store.writing() as connection:
        _one_at_a_time(connection)
        old = _find(connection, which)
        if old.replaced_by is not None:
            raise CentralError(f"{named(old.number)} was replaced already, by card id {old.replaced_by}")
        new = _issue(connection, platform, old.place, old.resident)
        connection.execute(update(Card).where(Card.id == old.id).values(replaced_by=new.id))
        revocation.revoke(connection, platform, "card", [old.id], old.expires_at)
        return new


def revoke(platform: Platform, which: str) -> str:
    """Revoke a card by number or id; its name. Revoking again changes nothing. Raises ``CentralError``."""
    with platform.store.writing() as connection:
        card = _find(connection, which)
        revocation.revoke(connection, platform, "card", [card.id], card.expires_at)
        return named(card.number)


def named(number: int) -> str:
    """``card 0001``."""
    return f"card {number:04}"


def link(platform: Platform, resident: str, request: CardRequest) -> dict[str, Any]:
    """200 of ``POST /v1/me/cards``: show a card's account on this resident's phone from now on. Raises ``Problem``.

    Holding the code proves holding the card. Nothing moves between the accounts, so a card that was photographed by
    somebody gives them nothing but its sums.
    """
    hashed = _code_hash(request.code.strip())
    with platform.store.writing() as connection:
        card = connection.execute(select(Card.id, Card.linked_to).where(Card.code_hash == hashed)).one_or_none()
        if card is None:
            raise Problem("card-unknown")
        revocation.require_unrevoked(connection, card.id)
        if card.linked_to not in {None, resident}:
            raise Problem("card-taken")
        connection.execute(update(Card).where(Card.id == card.id).values(linked_to=resident))
        return next(found for found in list_of(connection, resident) if found["card"] == card.id)


def list_of(connection: Connection, resident: str) -> list[dict[str, Any]]:
    """The cards that ``resident``'s phone shows, by number, each with the balance of its own account."""
    balance = (Resident.reduction_g, Resident.points, Resident.held)
    rows = connection.execute(
        select(Card.id, Card.number, Card.place, Card.expires_at, *balance)
        .join(Resident, Resident.id == Card.resident)
        .where(Card.linked_to == resident)
        .order_by(Card.number)
    ).all()
    revoked = revocation.revoked_among(connection, [row.id for row in rows])
    return [
        {
            "card": row.id,
            "number": row.number,
            "place": row.place,
            "expires_at": row.expires_at,
            "revoked": row.id in revoked,
            "reduction_g": row.reduction_g,
            "points": row.points,
            "held": row.held,
        }
        for row in rows
    ]


def everything(platform: Platform) -> list[tuple[str, str]]:
    """Each card by number: a line about it, and ``good``, ``revoked`` or ``expired``."""
    moment = rfc3339(platform.now())
    with platform.store.reading() as connection:
        columns = (Card.id, Card.number, Card.resident, Card.place, Card.expires_at)
        rows = connection.execute(select(*columns).order_by(Card.number)).all()
        revoked = revocation.revoked_among(connection, [row.id for row in rows])
    return [
        (
            f"{row.number:04}  {row.id}  {row.resident}  {local_day(row.expires_at)}  {row.place}",
            "revoked" if row.id in revoked else "good" if row.expires_at > moment else "expired",
        )
        for row in rows
    ]


def _one_at_a_time(connection: Connection) -> None:
    # On a row-locking database two would otherwise take the same number, or replace the same card twice.
    connection.execute(select(Setting.value).where(Setting.name == "schema").with_for_update())


def _new_resident(connection: Connection, platform: Platform) -> str:
    # The token is thrown away: nobody can speak for this resident but with the card.
    resident, _token = residents.add(connection, platform)
    return resident


def _issue(connection: Connection, platform: Platform, place: str, resident: str) -> NewCard:
    identity = secrets.token_bytes(16)
    issued_at = platform.now().replace(microsecond=0)
    expires_at = rfc3339(issued_at + VALID_FOR)
    code = tokens.signed_code(platform.keys, tokens.CARD, resident, identity, issued_at, VALID_FOR)
    number = (connection.scalar(select(func.max(Card.number))) or 0) + 1
    connection.execute(
        insert(Card).values(
            id=identity.hex(),
            number=number,
            resident=resident,
            place=place,
            code_hash=_code_hash(code),
            created_at=rfc3339(issued_at),
            expires_at=expires_at,
        )
    )
    return NewCard(identity.hex(), number, place, code, local_day(expires_at))


def _find(connection: Connection, which: str) -> Row[str, int, str, str, str, str | None]:
    key = Card.number == int(which) if _NUMBER.match(which) else Card.id == which.lower()
    columns = (Card.id, Card.number, Card.resident, Card.place, Card.expires_at, Card.replaced_by)
    row = connection.execute(select(*columns).where(key)).one_or_none()
    if row is None:
        raise CentralError(f"no card {which}; give the number on it or its id (central cards list shows both)")
    return row


def _code_hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
