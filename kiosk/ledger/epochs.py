"""A new epoch: the numbering begins again at 1, because what lies on this disk may not be all that was once numbered.

Only a restored backup or a repaired ledger begins one, and only on a person's word. Its first entry says where the one
before it ended here, so that the platform can tell what it holds beyond that.
"""

from enum import StrEnum

import sqlalchemy as sa

from kiosk.core.ids import new_id
from kiosk.ledger import schema
from kiosk.ledger.append import HEAD
from kiosk.ledger.bodies import epoch_opened_body
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.newkey import tell_keys
from kiosk.ledger.store import driver_of


class EpochReason(StrEnum):
    """Why a new epoch begins."""

    RESTORED = "restored"  # from a backup: later entries may have existed
    REPAIRED = "repaired"  # entries behind the last one here could not be read any more
    FORKED = "forked"  # the platform holds other entries under the same numbers


def open_epoch(ledger: Ledger, reason: EpochReason) -> str:
    """Begin a new epoch, and go over to the newest key that this kiosk has, where the journal does not know of it.
    Returns its id. Raises ``StoreFault``; then nothing has changed.
    """
    with ledger.appending() as connection:
        epoch_no, epoch, seq, digest, _ = driver_of(connection).execute(HEAD).fetchone()
        fresh = new_id()
        connection.execute(sa.insert(schema.epoch).values(no=epoch_no + 1, id=fresh))
        last_hash = digest.hex() if digest else None
        ledger.append(connection, "epoch_opened", epoch_opened_body(reason.value, epoch, seq or 0, last_hash))
        tell_keys(ledger, connection)
    return fresh
