"""A mark in the data folder: this ledger was found damaged. It outlives the process, so no later start serves residents
until a full check was sound or the ledger was repaired.

``damaged.json`` says what was found, in words about entries and rows; nothing about a person.
"""

import json
import logging
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.core.clock import rfc3339
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.device import sync_folder
from kiosk.ledger.faults import store_fault, store_faults

FILE_NAME = "damaged.json"
_TOLD = 20
"""Problems that are written down; what is beyond them only repeats."""
_log = logging.getLogger(__name__)


def condemn(folder: Path, problems: Sequence[str], now: datetime) -> StoreFault:
    """Mark the ledger in ``folder`` as damaged, durably. Returns the fault to show. Where the mark cannot be written,
    the fault holds all the same, and the next start has to find the damage again.
    """
    temporary = folder / f"{FILE_NAME}.new"
    content = json.dumps({"found_at": rfc3339(now), "problems": list(problems[:_TOLD])}, ensure_ascii=False)
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / FILE_NAME)
        sync_folder(folder)
    except OSError as error:
        _log.error("the damage cannot be written down: %s", error.strerror)
    return store_fault(StoreFaultKind.CORRUPT, folder)


def condemned(folder: Path) -> StoreFault | None:
    """The fault of a ledger that was found damaged and has not been cleared since; None: there is no mark. A mark that
    cannot be read counts.
    """
    with store_faults(folder):
        marked = (folder / FILE_NAME).exists()
    return store_fault(StoreFaultKind.CORRUPT, folder) if marked else None


def absolve(folder: Path) -> None:
    """Take the mark away: the ledger was read from end to end and is sound. Raises ``StoreFault``."""
    with store_faults(folder):
        if (folder / FILE_NAME).exists():
            (folder / FILE_NAME).unlink()
            sync_folder(folder)
