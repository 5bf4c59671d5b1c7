"""Room kept in reserve on the disk, given back when it is full: then what is recorded can still be sent, acknowledged
and shrunk, while nobody is credited until somebody has made room.
"""

import contextlib
import os
import shutil
from pathlib import Path

from kiosk.core.errors import StoreFaultKind
from kiosk.ledger.faults import store_fault, store_faults

FILE_NAME = "ballast"
BALLAST_BYTES = 8 * 1024 * 1024
"""Thousands of acknowledgements, and the largest WAL between two checkpoints."""


class Ballast:
    """The reserve in one data folder; its file is its only state. Crediting needs it in place.

    It is taken only where twice its size is free: a disk that is full again at once would otherwise open and close the
    kiosk every few seconds.
    """

    def __init__(self, folder: Path, size: int = BALLAST_BYTES) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._size = size

    def release(self) -> None:
        """Give the room back. Harmless when repeated, and where the disk takes no change any more."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def release_if_full(self) -> None:
        """Make room to open and write the ledger on a disk that has none."""
        if self._folder.is_dir() and shutil.disk_usage(self._folder).free < self._size:
            self.release()

    def secure(self) -> None:
        """Have the room in reserve. Raises ``StoreFault`` (full) when there is not enough, and takes none then."""
        with store_faults(self._folder):
            if self._path.exists() and self._path.stat().st_size >= self._size:
                return
            if shutil.disk_usage(self._folder).free < 2 * self._size:
                raise store_fault(StoreFaultKind.FULL, self._folder)
            try:
                self._take()
            except OSError:
                self.release()
                raise

    def _take(self) -> None:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, self._size)
            else:
                os.write(descriptor, bytes(self._size))
        finally:
            os.close(descriptor)
