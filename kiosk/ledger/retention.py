"""Old entries shrink: what the platform has acknowledged long ago keeps its number, hash and signature and loses its
bytes, so that a stolen disk tells nobody's visits of longer ago. An entry of its own says what the lost ones came to,
and each resident's own account keeps the sums of its months. Entries that change the key stay whole among them.

Age is told by order: an entry is at least as old as any that follows it, whatever its own clock said. Nothing counts as
evidence of age that was written by a clock known to be wrong.
"""

import json
from datetime import datetime, timedelta

import sqlalchemy as sa

from kiosk.core.clock import local_day
from kiosk.ledger.accounts import leave_months
from kiosk.ledger.bodies import entries_shrunk_body
from kiosk.ledger.keychange import KIND as KEY_CHANGED
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.projections import EARLIER
from kiosk.ledger.store import driver_of

STEP_ENTRIES = 500
"""So many at most in one transaction, so that a drop-off never waits long for it."""
_ACKNOWLEDGED_BEHIND = (
    "SELECT j.position, j.entry FROM journal j JOIN acknowledged a ON a.epoch_no = j.epoch_no AND j.seq <= a.seq"
    " WHERE j.position > ? ORDER BY j.position LIMIT ?"
)
_SUMS = (
    "SELECT COUNT(*), COALESCE(SUM(net_g), 0), COALESCE(SUM(reduction_g), 0), COALESCE(SUM(points), 0)"
    " FROM drop_off WHERE position <= ?"
)
_CORRECTED = (
    "SELECT -COALESCE(SUM(voided), 0), COALESCE(SUM(delta_g), 0), COALESCE(SUM(delta_reduction_g), 0),"
    " COALESCE(SUM(delta_points), 0) FROM correction WHERE position <= ?"
)
_SHRINK = "UPDATE journal SET entry = x'' WHERE position > ? AND position <= ? AND kind <> 'key_changed'"
_LAST = "SELECT e.id, j.seq, j.hash FROM journal j JOIN epoch e ON e.no = j.epoch_no WHERE j.position = ?"


def shrink(ledger: Ledger, now: datetime, keep: timedelta) -> int:
    """Shrink acknowledged entries older than ``keep`` at ``now``, at most ``STEP_ENTRIES`` of them. Returns how many;
    call again until it is 0. ``now`` must be beyond doubt: the platform's signed time, not a clock that may run ahead.

    Raises ``StoreFault``; then nothing has changed.
    """
    before = now - keep
    done, *sums = ledger.sums().shrunk  # nobody else changes it
    with ledger.appending() as connection:
        driver = driver_of(connection)
        last = _last_old(driver.execute(_ACKNOWLEDGED_BEHIND, (done, STEP_ENTRIES)).fetchall(), done, before)
        if last == done:
            return 0
        for query in (_SUMS, _CORRECTED):
            sums = [old + new for old, new in zip(sums, driver.execute(query, (last,)).fetchone(), strict=True)]
        epoch, seq, digest = driver.execute(_LAST, (last,)).fetchone()
        ledger.append(connection, "entries_shrunk", entries_shrunk_body(last, epoch, seq, digest.hex(), *sums))
        driver.execute(_SHRINK, (done, last))
        leave_months(connection, last, local_day(now))
        for table in ("drop_off", "correction"):
            driver.execute(f"DELETE FROM {table} WHERE position <= ?", (last,))  # noqa: S608 - names of ours
        _set_earlier(connection, sums)
    return last - done


def _last_old(rows: list[tuple[int, bytes]], done: int, before: datetime) -> int:
    """The position up to which everything is older than ``before``. An entry that was not acknowledged stops it."""
    last = done
    for expected, (position, entry) in enumerate(rows, start=done + 1):
        if position != expected:
            break
        table = json.loads(entry)
        is_old = table["clock"] != "unknown" and datetime.fromisoformat(table["occurred_at"]) < before
        if is_old and table["kind"] != KEY_CHANGED:  # the last one that is counted has lost its bytes
            last = position
    return last


def _set_earlier(connection: sa.Connection, sums: list[int]) -> None:
    driver = driver_of(connection)
    driver.execute("DELETE FROM total WHERE day = ? AND material = ?", (EARLIER, EARLIER))
    if sums[0]:
        driver.execute("INSERT INTO total VALUES (?, ?, ?, ?, ?, ?)", (EARLIER, EARLIER, *sums))
