"""A resident's own account here: from the drop-offs that are whole, and from what is kept of those that are not.

A drop-off that loses its bytes leaves the sums of its month behind, and when that is too old, sums without a month:
nobody's day is on this machine for longer than its bytes.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from kiosk.core.account import (
    COUNTING,
    LAST_ACTS,
    Account,
    AccountSeen,
    Act,
    ActVerdict,
    Month,
    last_months,
    month_of,
)
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import driver_of

_STANDING = """
SELECT d.resident, d.day, d.material, d.net_g + COALESCE(SUM(c.delta_g), 0) AS net_g,
    d.reduction_g + COALESCE(SUM(c.delta_reduction_g), 0) AS reduction_g,
    d.points + COALESCE(SUM(c.delta_points), 0) AS points, COUNT(c.position) AS corrections,
    CASE WHEN COALESCE(MAX(c.voided), 0) THEN 'void'
        WHEN v.verdict IS NOT NULL THEN v.verdict
        WHEN j.seq <= COALESCE(a.seq, 0) THEN 'accepted'
        WHEN d.held THEN 'held'
        ELSE 'pending' END AS verdict
FROM drop_off d JOIN journal j ON j.position = d.position JOIN epoch e ON e.no = j.epoch_no
LEFT JOIN correction c ON c.of_epoch = e.id AND c.of_seq = j.seq
LEFT JOIN verdict v ON v.epoch_no = j.epoch_no AND v.seq = j.seq
LEFT JOIN acknowledged a ON a.epoch_no = j.epoch_no
"""
OF_RESIDENT = f"{_STANDING} WHERE d.resident = ?1 GROUP BY d.position ORDER BY d.position DESC"
_KEPT = "SELECT month, material, drop_offs, net_g, reduction_g, points FROM account_month WHERE resident = ?1"
_ADD = """
ON CONFLICT (resident, month, material) DO UPDATE SET
    drop_offs = drop_offs + excluded.drop_offs, net_g = net_g + excluded.net_g,
    reduction_g = reduction_g + excluded.reduction_g, points = points + excluded.points
"""
_LEAVE = f"""INSERT INTO account_month
SELECT resident, substr(day, 1, 7), material, COUNT(*), SUM(net_g), SUM(reduction_g), SUM(points) FROM (
    {_STANDING} WHERE d.position <= ?1 AND d.resident IS NOT NULL GROUP BY d.position
) WHERE verdict = 'accepted' GROUP BY 1, 2, 3 {_ADD}"""  # noqa: S608 - words of ours
_BLUR = f"""INSERT INTO account_month
SELECT resident, '', material, SUM(drop_offs), SUM(net_g), SUM(reduction_g), SUM(points) FROM account_month
WHERE month <> '' AND month < ?1 GROUP BY resident, material {_ADD}"""  # noqa: S608 - words of ours
_FORGET = "DELETE FROM account_month WHERE month <> '' AND month < ?1"


def account_seen(ledger: Ledger, resident: str, today: date) -> AccountSeen:
    """The account of ``resident``; the cost grows with that resident's own rows. Raises ``StoreFault``."""
    with ledger.store.reading() as connection:
        driver = driver_of(connection)
        acts = [_act(*row) for row in driver.execute(OF_RESIDENT, (resident,))]
        kept = driver.execute(_KEPT, (resident,)).fetchall()
    return AccountSeen(resident, _account(acts, kept, today))


def leave_months(connection: sa.Connection, last: int, today: date) -> None:
    """Keep the sums of the drop-offs up to position ``last``, whose rows go in the same transaction. What the platform
    has not accepted by then leaves nothing.
    """
    driver = driver_of(connection)
    driver.execute(_LEAVE, (last,))
    oldest = last_months(today)[0]
    for statement in (_BLUR, _FORGET):
        driver.execute(statement, (oldest,))


def _act(
    _resident: str, day: str, material: str, net_g: int, reduction_g: int, points: int, corrections: int, verdict: str
) -> Act:
    return Act(day, material, net_g, reduction_g, points, ActVerdict(verdict), corrected=corrections > 0)


def _account(acts: list[Act], kept: Iterable[tuple[Any, ...]], today: date) -> Account:
    counted = [(month_of(act.day), act.material, 1, *_figures(act)) for act in acts if act.verdict in COUNTING]
    rows = [*counted, *kept]
    held = [act for act in acts if act.verdict is ActVerdict.HELD]
    materials: Counter[str] = Counter()
    months: dict[str, Counter[str]] = {month: Counter() for month in last_months(today)}
    total: Counter[str] = Counter()
    for month, material, drop_offs, net_g, reduction_g, points in rows:
        figures = {"net_g": net_g, "reduction_g": reduction_g, "points": points}
        total.update(figures, drop_offs=drop_offs)
        materials[material] += net_g
        if month in months:
            months[month].update(figures)
    return Account(
        **total,
        held=len(held),
        held_g=sum(act.net_g for act in held),
        materials=tuple(sorted(materials.items())),
        months=tuple(Month(month, **sums) for month, sums in months.items()),
        acts=tuple(acts[:LAST_ACTS]),
    )


def _figures(act: Act) -> tuple[int, int, int]:
    return act.net_g, act.reduction_g, act.points
