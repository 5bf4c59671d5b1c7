"""Putting another ledger in the place of the present one, which is set aside and never deleted.

Order matters, as in ``provision``: the fresh ledger is whole and durable under the name of an unfinished one before the
present one moves away. A power cut leaves the old ledger in place, or a finished one that only waits for its name. The
mark of how far the journal has come is forgotten between the two: it never speaks of another ledger than serves.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.device import sync_folder
from kiosk.ledger.highwater import Mark, forget_mark, write_mark
from kiosk.ledger.owner import hand_over
from kiosk.ledger.provision import LEDGER_NAME, UNFINISHED_NAME

FOLDER_NAME = "quarantine"
_BESIDE = ("", "-wal", "-shm")


def refuse_unfolded(fresh: Path) -> None:
    """Closing a ledger folds its WAL into it, and nobody hears when that fails: the file then lacks what is only there.
    Raises ``StoreFault``.
    """
    wal = fresh.with_name(f"{fresh.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    if not size:
        return
    full = shutil.disk_usage(wal.parent).free < size
    raise StoreFault(
        StoreFaultKind.FULL if full else StoreFaultKind.IO,
        f"the disk of {fresh.parent} {'was full' if full else 'failed'} before the new ledger was whole: "
        f"{'free space' if full else 'look at it'} and begin again; nothing was changed",
    )


def put_in_place(folder: Path, fresh: Path, now: datetime, mark: Mark | None) -> Path:
    """Make ``fresh``, a closed ledger file on the disk of ``folder``, the kiosk's ledger; ``mark`` is how far its
    journal has come, if known. Returns the folder in quarantine that the present one went to; it is empty when there
    was none. Nobody may have the ledger open. Raises ``OSError``.
    """
    aside = folder / FOLDER_NAME / now.astimezone(LOCAL_TIME).strftime("%Y-%m-%dT%H-%M-%S.%f")
    aside.mkdir(parents=True)
    for made in (aside.parent, aside):
        hand_over(made, folder)
    _make_like_the_present(folder, fresh)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(folder / UNFINISHED_NAME)
    sync_folder(folder)
    for suffix in _BESIDE:
        present = folder / (LEDGER_NAME + suffix)
        if present.exists():
            present.replace(aside / present.name)
    sync_folder(aside)
    forget_mark(folder)
    sync_folder(folder)
    (folder / UNFINISHED_NAME).replace(folder / LEDGER_NAME)
    sync_folder(folder)
    if mark is not None:
        write_mark(folder, mark)
    return aside


def _make_like_the_present(folder: Path, fresh: Path) -> None:
    """The mode of the ledger that it replaces, and the owner of the folder."""
    present = folder / LEDGER_NAME
    if present.exists():
        fresh.chmod(present.stat().st_mode & 0o777 | 0o600)
    hand_over(fresh, folder)
