"""A data folder of another account, looked at by root."""

import os
from pathlib import Path

import pytest

ANOTHER = 1234


def belongs_to_another(folder: Path) -> None:
    """Give everything in ``folder`` to an account that is not ours, and the ledger a mode of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, ANOTHER, ANOTHER)
    if (folder / "ledger.db").exists():
        (folder / "ledger.db").chmod(0o640)


def owners_in(folder: Path) -> set[tuple[int, int]]:
    """Owners and groups of everything in it."""
    return {(path.stat().st_uid, path.stat().st_gid) for path in folder.rglob("*")}
