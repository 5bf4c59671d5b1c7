"""The one place where SQLite's result codes become faults that say what to do."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher

from kiosk.core.errors import StoreFault, StoreFaultKind

_ADVICE = {
    StoreFaultKind.FULL: "the disk is full: free space in {folder}; nothing was lost and the kiosk goes on by itself",
    StoreFaultKind.READ_ONLY: "{folder} cannot be written: check its owner and that its disk is mounted for writing",
    StoreFaultKind.LOCKED: "another program is writing to the ledger in {folder} and does not let go: stop it",
    StoreFaultKind.CORRUPT: "the ledger in {folder} is damaged: run `kiosk ledger verify --repair`, which deletes "
    "nothing and says what can be saved",
    StoreFaultKind.WRONG_KEY: "the ledger in {folder} does not open with its device.key: put both back from one "
    "backup; if the key is right, the file is damaged: run `kiosk ledger verify --repair`",
    StoreFaultKind.IO: "the disk of {folder} answers with errors: check cable and disk before anything else",
}

_BY_CODE = {
    sqlite3.SQLITE_FULL: StoreFaultKind.FULL,
    sqlite3.SQLITE_READONLY: StoreFaultKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: StoreFaultKind.READ_ONLY,
    sqlite3.SQLITE_PERM: StoreFaultKind.READ_ONLY,
    sqlite3.SQLITE_BUSY: StoreFaultKind.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreFaultKind.LOCKED,
    sqlite3.SQLITE_CORRUPT: StoreFaultKind.CORRUPT,
    sqlite3.SQLITE_NOTADB: StoreFaultKind.WRONG_KEY,
    sqlite3.SQLITE_IOERR: StoreFaultKind.IO,
}

_BY_ERRNO = {
    errno.ENOSPC: StoreFaultKind.FULL,
    errno.EDQUOT: StoreFaultKind.FULL,
    errno.EROFS: StoreFaultKind.READ_ONLY,
    errno.EACCES: StoreFaultKind.READ_ONLY,
    errno.EPERM: StoreFaultKind.READ_ONLY,
    errno.ENOTDIR: StoreFaultKind.READ_ONLY,
    errno.EEXIST: StoreFaultKind.READ_ONLY,
    errno.ENOENT: StoreFaultKind.READ_ONLY,  # a folder that cannot be made, as below /proc
}


def store_fault(kind: StoreFaultKind, folder: Path) -> StoreFault:
    """A fault with the advice that belongs to its kind."""
    return StoreFault(kind, _ADVICE[kind].format(folder=folder))


@contextmanager
def store_faults(folder: Path) -> Iterator[None]:
    """Turn the world's failures inside the block into ``StoreFault``; let bugs through as they are."""
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlcipher.Error) as error:
        cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        kind = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
        if kind is None:
            raise
        if kind is StoreFaultKind.IO and _is_read_only(folder):
            kind = StoreFaultKind.READ_ONLY
        raise store_fault(kind, folder) from error
    except sqlalchemy.exc.TimeoutError as error:
        raise store_fault(StoreFaultKind.LOCKED, folder) from error
    except OSError as error:
        kind = _BY_ERRNO.get(error.errno or 0, StoreFaultKind.IO)
        raise store_fault(kind, folder) from error


def _is_read_only(folder: Path) -> bool:
    """The whole disk was made read-only, as systems do after errors of their own. SQLite says "I/O error" then."""
    with contextlib.suppress(AttributeError, OSError):  # other systems have no such call
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    return False
