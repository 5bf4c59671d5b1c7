"""One more entry at the end of the journal, with everything that follows from it, in the caller's transaction."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.core.clock import Clock, local_day, rfc3339
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.device import Device, DeviceKey
from kiosk.ledger.entry import GENESIS, Header, canonical, entry_hash, signed_message
from kiosk.ledger.highwater import Mark
from kiosk.ledger.keychange import KEY_NOW, new_key_of
from kiosk.ledger.projections import INSERTS, rows_of
from kiosk.ledger.store import driver_of

HEAD = (
    "SELECT e.no AS epoch_no, e.id AS epoch, j.seq, j.hash, (SELECT MAX(position) FROM journal) AS position"
    " FROM epoch e LEFT JOIN journal j ON j.epoch_no = e.no"
    " AND j.seq = (SELECT MAX(seq) FROM journal WHERE epoch_no = e.no)"
    " ORDER BY e.no DESC LIMIT 1"
)
"""The newest epoch with its newest entry (NULL: it has none yet), and the newest position of all."""
MARK = "mark"
"""Where a transaction leaves, in its connection's ``info``, how far the journal will have come."""
_INSERT_ENTRY = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an entry came to lie. ``position`` counts over all epochs from 1; ``seq`` within its own. ``hash``: hex."""

    position: int
    epoch: str
    seq: int
    hash: str
    occurred_at: str


def key_in_force(driver: Any, device: Device) -> DeviceKey:
    """The key that the next entry is signed with, as the journal says. Raises ``StoreFault`` when ``device.key`` does
    not hold it: then it is an old copy.
    """
    row = driver.execute(KEY_NOW).fetchone()
    try:
        public_key = device.public_key if row is None else new_key_of(row[0])
    except ValueError as error:
        raise StoreFault(StoreFaultKind.CORRUPT, "the entry that names this kiosk's key cannot be read") from error
    for key in device.keys:
        if key.public_key == public_key:
            return key
    raise StoreFault(
        StoreFaultKind.WRONG_KEY,
        "device.key is an old copy: this kiosk has gone over to a newer key since, which is not in it; "
        "put the newest copy of device.key back",
    )


class Appender:
    """Writes entries as one device, by one clock, each with the key that the journal has come to."""

    def __init__(self, device: Device, clock: Clock) -> None:
        self._device = device
        self._clock = clock

    def adopt(self, device: Device) -> None:
        """The same device with more keys."""
        self._device = device

    def append(self, connection: sa.Connection, kind: str, body: dict[str, Any]) -> Appended:
        """Append an entry to the newest epoch."""
        driver = driver_of(connection)
        epoch_no, epoch, last_seq, last_hash, last_position = driver.execute(HEAD).fetchone()
        position, seq = (last_position or 0) + 1, (last_seq or 0) + 1
        now = self._clock.now()
        header = Header(
            kiosk=self._device.kiosk,
            epoch=epoch,
            seq=seq,
            prev_hash=last_hash.hex() if last_hash else GENESIS,
            occurred_at=rfc3339(now),
            clock=self._clock.trust().value,
            boot=self._clock.boot,
            monotonic_ms=self._clock.monotonic_ms(),
        )
        entry = canonical(header, kind, body)
        digest = entry_hash(entry)
        signature = key_in_force(driver, self._device).sign(signed_message(digest))
        driver.execute(_INSERT_ENTRY, (position, epoch_no, seq, kind, entry, digest, signature))
        for table, row in rows_of(position, seq, kind, local_day(now).isoformat(), body):
            driver.execute(INSERTS[table], row)
        connection.info[MARK] = Mark(self._device.kiosk, epoch, seq, position, digest.hex())
        return Appended(position, epoch, seq, digest.hex(), header.occurred_at)
