"""Putting another ledger in the place of the present one, which is set aside and never deleted.

Order matters, as in ``provision``: the fresh ledger is whole and durable under the name of an unfinished one before the
present one moves away. A power cut leaves the old ledger in place, or a finished one that only waits for its name.
"""

import os
from datetime import datetime
from pathlib import Path

from kiosk.core.clock import LOCAL_TIME
from kiosk.ledger.device import sync_folder
from kiosk.ledger.provision import LEDGER_NAME, UNFINISHED_NAME

FOLDER_NAME = "quarantine"
_BESIDE = ("", "-wal", "-shm")


def put_in_place(folder: Path, fresh: Path, now: datetime) -> Path:
    """Make ``fresh``, a closed ledger file in ``folder``, the kiosk's ledger. Returns the folder in quarantine that
    the present one went to; it is empty when there was none. Nobody may have the ledger open. Raises ``OSError``.
    """
    aside = folder / FOLDER_NAME / now.astimezone(LOCAL_TIME).strftime("%Y-%m-%dT%H-%M-%S.%f")
    aside.mkdir(parents=True)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(folder / UNFINISHED_NAME)
    sync_folder(folder)
    for suffix in _BESIDE:
        present = folder / (LEDGER_NAME + suffix)
        if present.exists():
            present.replace(aside / present.name)
    sync_folder(aside)
    sync_folder(folder)
    (folder / UNFINISHED_NAME).replace(folder / LEDGER_NAME)
    sync_folder(folder)
    return aside
