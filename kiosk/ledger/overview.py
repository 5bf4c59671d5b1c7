"""What the ledger can say at a glance: one day by material, and what the platform thinks of the newest entries."""

from datetime import date

from kiosk.core.condition import MaterialDay, RecordsSeen
from kiosk.core.journal import Verdict
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import driver_of

NEWEST = 5
_DAY = """
SELECT material, SUM(drop_offs), SUM(weight_g), SUM(reduction_g), SUM(points) FROM (
    SELECT material, drop_offs, weight_g, reduction_g, points FROM total WHERE day = ?1
    UNION ALL
    SELECT material, -voided, delta_g, delta_reduction_g, delta_points FROM correction WHERE day = ?1
) GROUP BY material ORDER BY material
"""
_COUNTS = "SELECT COALESCE(SUM(verdict = 'held'), 0), COALESCE(SUM(verdict = 'refused'), 0) FROM verdict"
_NEWEST = "SELECT seq, verdict, reason FROM verdict ORDER BY epoch_no DESC, seq DESC LIMIT ?"


def records_seen(ledger: Ledger, day: date) -> RecordsSeen:
    """How the records of ``day`` stand, and the ``NEWEST`` verdicts that are not plain acceptance. Raises
    ``StoreFault``.
    """
    with ledger.store.reading() as connection:
        driver = driver_of(connection)
        materials = driver.execute(_DAY, (day.isoformat(),)).fetchall()
        held, refused = driver.execute(_COUNTS).fetchone()
        newest = driver.execute(_NEWEST, (NEWEST,)).fetchall()
    return RecordsSeen(
        day=day,
        materials=tuple(MaterialDay(*row) for row in materials),
        held=held,
        refused=refused,
        newest=tuple(Verdict(*row) for row in newest),
    )
