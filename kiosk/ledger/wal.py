"""The write-ahead log stays bounded, whoever reads. SQLite folds it into the file by itself, but begins it anew only at
a moment without readers; one forgotten reader would let it grow until the disk is full.
"""

import logging
from pathlib import Path
from typing import Any

from kiosk.ledger.engine import BUSY_TIMEOUT_MS
from kiosk.ledger.lease import Leases

LIMIT_BYTES = 16 * 1024 * 1024
"""Beyond this it is folded by force. SQLite's own checkpoints keep it at a quarter of that."""
LONGEST_READ_S = 10.0
"""The longest that a reader of this process may hold up the folding; every honest one takes milliseconds."""
_ADVICE = f"something has been read from the ledger for more than {LONGEST_READ_S:.0f} s and was ended; try again"
_log = logging.getLogger(__name__)


class WalGuard:
    """Looks at the size after every commit."""

    def __init__(self, ledger: Path, readers: Leases) -> None:
        self._wal = ledger.with_name(f"{ledger.name}-wal")
        self._readers = readers

    def after_commit(self, writer: Any) -> None:
        """Fold the log into the file when it has outgrown its limit. ``writer``: the DBAPI connection that has just
        committed. Waits for nobody: with a young reader, or one of another process, the next commit tries again.
        """
        if self._size() <= LIMIT_BYTES or fold(writer):
            return
        ended = self._readers.end_older_than(LONGEST_READ_S, _ADVICE)
        if ended:
            _log.error("%d readers held up the ledger's log for more than %.0f s and were ended", ended, LONGEST_READ_S)
            fold(writer)

    def _size(self) -> int:
        try:
            return self._wal.stat().st_size
        except FileNotFoundError:  # another name for "empty"
            return 0


def fold(writer: Any) -> bool:
    """Fold the log into the file and cut it to nothing, unless somebody reads. Returns whether it was done."""
    writer.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        ((busy, _, _),) = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        writer.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}").fetchall()
    return not busy
