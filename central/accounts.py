"""Residents' balances, projected from drop-offs inside the transaction that stores or claims them."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from central.clock import local_day, rfc3339
from central.context import Platform
from central.corrected import as_weighed, that_count
from central.days import DayCount
from central.problems import Problem
from central.revisions import Place, revise
from central.rules import RuleBook
from central.schema import WHEN, Claim, DropOff, Journal, Resident, ResidentDay
from central.store import insert_unless_known, lock_claims
from central.verdict import Judgement, fits_day

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

    def take_back(self, verdict: str, reduction_g: int, points: int) -> None:
        """Count one drop-off no longer as what it was."""
        if verdict == "accepted":
            self.reduction_g -= reduction_g
            self.points -= points
        elif verdict == "held":
            self.held -= 1


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

    def take(connection: Connection) -> ClaimAnswer:
        lock_claims(connection, [hashed], alone=True)
        row = {"claim": hashed, "resident": resident, "claimed_at": rfc3339(platform.now())}
        if not insert_unless_known(connection, Claim, row):
            owner = connection.scalar(select(Claim.resident).where(Claim.claim == hashed))
            if owner != resident:
                raise Problem("claim-taken")
        _move_to(connection, platform, resident, hashed)
        return _claimed(connection, resident, hashed)

    return platform.store.transact(take)


def _move_to(connection: Connection, platform: Platform, resident: str, hashed: str) -> None:
    unclaimed = (DropOff.claim == hashed) & DropOff.credited_to.is_(None)
    columns = (DropOff.journal, DropOff.seq, WHEN, DropOff.net_g, DropOff.reduction_g, DropOff.points)
    rows = connection.execute(
        select(*columns, DropOff.verdict, DropOff.reason, Journal.kiosk)
        .join(Journal, Journal.id == DropOff.journal)
        .where(unclaimed)
        .order_by(WHEN, DropOff.journal, DropOff.seq)
        .with_for_update(of=DropOff)
    ).all()
    if not rows:
        return
    beyond = _beyond_the_day(connection, resident, rows)
    change = Balance()
    for row in rows:
        change.add("held" if row in beyond else row.verdict, row.reduction_g, row.points)
    connection.execute(update(DropOff).where(unclaimed).values(credited_to=resident))
    places = [Place(row.kiosk, row.journal, row.seq) for row in beyond]
    revise(connection, rfc3339(platform.now()), places, Judgement("held", "over_day_cap"))
    apply_changes(connection, {resident: change})


def _beyond_the_day(connection: Connection, resident: str, rows: Sequence[Any]) -> list[Any]:
    """Those that had been accepted for nobody and are too much for this resident's day; the others use it up."""
    fresh = [row for row in rows if (row.verdict, row.reason) == ("accepted", None)]
    corrected = as_weighed(connection, that_count(connection, [(row.journal, row.seq) for row in fresh]))
    days = DayCount.load(connection, ResidentDay, [(resident, _day(row)) for row in fresh])
    beyond = []
    for row in fresh:
        day = (resident, _day(row))
        weighed_g = corrected.get((row.journal, row.seq), row).net_g
        if fits_day(days.grams[day], weighed_g):
            days.grams[day] += weighed_g
        else:
            beyond.append(row)
    days.save(connection)
    return beyond


def _day(row: Any) -> str:
    return local_day(row.at).isoformat()


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
        select(DropOff, Journal.kiosk, WHEN)
        .join(Journal, Journal.id == DropOff.journal)
        .where(DropOff.credited_to == resident)
        .order_by(WHEN.desc(), Journal.kiosk, DropOff.seq.desc())
    ).all()
    corrected = that_count(connection, [(row.journal, row.seq) for row in rows])
    credits_ = [_credit(row, rules, corrected.get((row.journal, row.seq), [])) for row in rows]
    return {"resident": resident, **balance._asdict(), "credits": credits_}


def _credit(row: Any, rules: RuleBook, corrections: Sequence[Any]) -> dict[str, Any]:
    fields = ("kiosk", "seq", "material", "net_g", "reduction_g", "points", "verdict", "reason")
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
    credit = {**{name: getattr(row, name) for name in fields}, "occurred_at": row.at, "rule": rule}
    return {**credit, "corrections": [_correction(each) for each in corrections]}


def _correction(row: Any) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("action", "reason", "net_g", "at")}
    return {**said, "before_g": row.net_g - row.delta_g}


def totals(connection: Connection) -> tuple[int, int, int, int]:
    """Count, net grams, reduction grams and points over all well-formed drop-offs."""
    row = connection.execute(
        select(
            func.count().filter(DropOff.net_g > 0),  # what is void counts for nothing
            func.coalesce(func.sum(DropOff.net_g), 0),
            func.coalesce(func.sum(DropOff.reduction_g), 0),
            func.coalesce(func.sum(DropOff.points), 0),
        ).select_from(DropOff)
    ).one()
    count, weight_g, reduction_g, points = (int(value) for value in row)
    return count, weight_g, reduction_g, points
