"""Residents' balances, projected from drop-offs inside the transaction that stores or claims them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from central.clock import rfc3339
from central.context import Platform
from central.problems import Problem
from central.rules import RuleBook
from central.schema import Claim, DropOff, Journal, Resident
from central.store import insert_unless_known, lock_claims
from central.verdict import Judgement

_CLAIM_CODE = re.compile(r"[23456789ABCDEFGHJKMNPQRSTVWXYZ]{16}\Z")


class Balance(msgspec.Struct):
    """Grams of CO2e and points of accepted drop-offs, and how many are held. Also used as a change of one."""

    reduction_g: int = 0
    points: int = 0
    held: int = 0

    def add(self, verdict: str, reduction_g: int, points: int) -> None:
        """Count one drop-off; a refused one changes nothing."""
        if verdict == "accepted":
            self.reduction_g += reduction_g
            self.points += points
        elif verdict == "held":
            self.held += 1


class ClaimAnswer(msgspec.Struct, frozen=True):
    """200 of ``POST /v1/me/claims``."""

    state: str
    reduction_g: int
    points: int


def claim_hash(code: str) -> str:
    """The hash under which the journal keeps a claim code."""
    return hashlib.sha256(b"greensprout-claim-v1\x00" + code.encode("ascii")).hexdigest()


def apply_changes(connection: Connection, changes: Mapping[str, Balance]) -> None:
    """Add each resident's change to their balance."""
    if not changes:
        return
    statement = (
        update(Resident)
        .where(Resident.id == bindparam("of"))
        .values(
            reduction_g=Resident.reduction_g + bindparam("more_g"),
            points=Resident.points + bindparam("more_points"),
            held=Resident.held + bindparam("more_held"),
        )
    )
    # Sorted, so that two writers on a row-locking database take the rows in the same order.
    rows = [
        {"of": resident, "more_g": change.reduction_g, "more_points": change.points, "more_held": change.held}
        for resident, change in sorted(changes.items())
    ]
    connection.execute(statement, rows)


def changes_of(credits_: Iterable[tuple[str, Judgement, int, int]]) -> dict[str, Balance]:
    """Sum ``(resident, judgement, reduction_g, points)`` per resident."""
    changes: dict[str, Balance] = {}
    for resident, judgement, reduction_g, points in credits_:
        changes.setdefault(resident, Balance()).add(judgement.verdict, reduction_g, points)
    return changes


def claim(platform: Platform, resident: str, code: str) -> ClaimAnswer:
    """Move what a guest dropped off under ``code`` to ``resident``, once. Raises ``Problem``.

    A code whose drop-off has not arrived waits for it; the same resident may ask again.
    """
    code = code.strip().upper()
    if not _CLAIM_CODE.match(code):
        raise Problem("claim-malformed", "a claim code has 16 characters of 2-9 and A-Z without I, L, O and U")
    hashed = claim_hash(code)
    with platform.store.writing() as connection:
        lock_claims(connection, [hashed], alone=True)
        row = {"claim": hashed, "resident": resident, "claimed_at": rfc3339(platform.now())}
        if not insert_unless_known(connection, Claim, row):
            owner = connection.scalar(select(Claim.resident).where(Claim.claim == hashed))
            if owner != resident:
                raise Problem("claim-taken")
        _move_to(connection, resident, hashed)
        return _claimed(connection, resident, hashed)


def _move_to(connection: Connection, resident: str, hashed: str) -> None:
    unclaimed = (DropOff.claim == hashed) & DropOff.credited_to.is_(None)
    rows = connection.execute(select(DropOff.verdict, DropOff.reduction_g, DropOff.points).where(unclaimed)).all()
    change = Balance()
    for row in rows:
        change.add(row.verdict, row.reduction_g, row.points)
    connection.execute(update(DropOff).where(unclaimed).values(credited_to=resident))
    apply_changes(connection, {resident: change} if rows else {})


def _claimed(connection: Connection, resident: str, hashed: str) -> ClaimAnswer:
    query = select(DropOff.verdict, DropOff.reduction_g, DropOff.points)
    rows = connection.execute(query.where(DropOff.claim == hashed, DropOff.credited_to == resident)).all()
    total = Balance()
    for row in rows:
        total.add(row.verdict, row.reduction_g, row.points)
    return ClaimAnswer("credited" if rows else "waiting", total.reduction_g, total.points)


def account(connection: Connection, rules: RuleBook, resident: str) -> dict[str, Any]:
    """The balance and every credit, newest first."""
    balance = connection.execute(
        select(Resident.reduction_g, Resident.points, Resident.held).where(Resident.id == resident)
    ).one()
    rows = connection.execute(
        select(DropOff, Journal.kiosk)
        .join(Journal, Journal.id == DropOff.journal)
        .where(DropOff.credited_to == resident)
        .order_by(DropOff.occurred_at.desc(), Journal.kiosk, DropOff.seq.desc())
    ).all()
    return {"resident": resident, **balance._asdict(), "credits": [_credit(row, rules) for row in rows]}


def _credit(row: Any, rules: RuleBook) -> dict[str, Any]:
    fields = ("kiosk", "seq", "occurred_at", "material", "net_g", "reduction_g", "points", "verdict", "reason")
    rule = {
        "id": row.rule_id,
        "version": row.rule_version,
        "status": row.rule_status,
        "g_per_kg": row.g_per_kg,
        "points_per_kg": row.points_per_kg,
    }
    known = rules.find(row.rule_id, row.rule_version)
    if known is not None:  # where the factor comes from, in words, for the phone page
        rule |= {"source_zh": known.source_zh, "source_en": known.source_en}
    return {**{name: getattr(row, name) for name in fields}, "rule": rule}


def totals(connection: Connection) -> tuple[int, int, int, int]:
    """Count, net grams, reduction grams and points over all well-formed drop-offs."""
    row = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(DropOff.net_g), 0),
            func.coalesce(func.sum(DropOff.reduction_g), 0),
            func.coalesce(func.sum(DropOff.points), 0),
        ).select_from(DropOff)
    ).one()
    count, weight_g, reduction_g, points = (int(value) for value in row)
    return count, weight_g, reduction_g, points
