"""How far the journal has certainly come: ``ledger.head``, beside the ledger and written after every commit.

A ledger file says nothing about entries that were still in its WAL when somebody deleted that, nor an old copy of it
about what came after. The mark does. It is never synced: it is written after COMMIT, so it can be older than the ledger
after a power cut but never ahead of it, and a ledger that does not reach its mark has lost something.
"""

import contextlib
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from kiosk.ledger.owner import hand_over

FILE_NAME = "ledger.head"
_LENGTH = 256
"""Bytes of the file, always: written in place, so it must not shrink. One sector, so a power cut does not tear it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry that was committed: the kiosk it belongs to, its place, and its hash in hex."""

    kiosk: str
    epoch: str
    seq: int
    position: int
    hash: str


def write_mark(folder: Path, mark: Mark) -> None:
    """Put ``mark`` in the place of the one before; where that cannot be done the old one stays, which is as true."""
    body = json.dumps([mark.kiosk, mark.epoch, mark.seq, mark.position, mark.hash])
    line = f"{zlib.crc32(body.encode('ascii')):08x} {body}".ljust(_LENGTH - 1) + "\n"
    with contextlib.suppress(OSError):
        descriptor = _open(folder)
        try:
            os.write(descriptor, line.encode("ascii"))
        finally:
            os.close(descriptor)


def _open(folder: Path) -> int:
    path = folder / FILE_NAME
    try:
        return os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with contextlib.suppress(OSError):
        hand_over(path, folder)
    return descriptor


def read_mark(folder: Path) -> Mark | None:
    """The mark; None when there is none or it cannot be read, which proves nothing."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        checksum, _, body = (folder / FILE_NAME).read_text("ascii").strip().partition(" ")
        if int(checksum, 16) == zlib.crc32(body.encode("ascii")):
            return Mark(*json.loads(body))
    return None


def forget_mark(folder: Path) -> None:
    """Another ledger takes the place of the one that it speaks of, on a person's word. Raises ``OSError``."""
    (folder / FILE_NAME).unlink(missing_ok=True)
