"""The disk of ``disk.py`` as SQLite sees it: an apsw VFS with its files in memory, which writes down what is done.

Locks and the ``-shm`` are those of the machine, on empty files in a real folder: they are memory and vanish at a cut.
"""

import os
from pathlib import Path

import apsw

from tests.crash.disk import SECTOR, Contents, Create, Delete, Image, Operation, Sync, Truncate, Write

_NEW_NAME_IS_SYNCED = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
"""Of these SQLite's own VFS for Unix syncs the folder at the first sync after it has made them."""


class Disk(apsw.VFS):
    """The files in ``folder``. ``operations`` grows with everything that is done, in order. Files elsewhere, such as a
    backup on another disk, are the machine's.
    """

    def __init__(self, folder: Path, image: Image) -> None:
        # The name is this disk's alone, whoever has seeded ``random``.
        self.vfs = f"disk-{os.urandom(8).hex()}"
        super().__init__(self.vfs, "unix")
        self.folder = folder
        self.operations: list[Operation] = []
        self.load(image)

    def load(self, image: Image) -> None:
        """Put another content on the disk. Nobody may have a file of it open."""
        self.contents = Contents.of(image)
        self.operations.clear()
        self._next = len(image)
        for name in image:
            (self.folder / name).touch()

    def image(self) -> Image:
        """What the running program sees."""
        return self.contents.image()

    def do(self, operation: Operation) -> None:
        """Carry it out and write it down."""
        self.operations.append(operation)
        self.contents.apply(operation)

    def create(self, name: str) -> None:
        """A new, empty file."""
        self.do(Create(name, self._next))
        self._next += 1

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if name is None or path is None or not self._is_here(path):  # without a name: SQLite's own scratch file
            return super().xOpen(name, flags)
        return _File(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        if not self._is_here(filename):
            super().xDelete(filename, syncdir)
            return
        name = Path(filename).name
        if name not in self.contents.names:
            raise apsw.exception_for(apsw.SQLITE_IOERR_DELETE_NOENT)
        self.do(Delete(name, bool(syncdir)))
        super().xDelete(filename, False)

    def xAccess(self, pathname: str, flags: int) -> bool:
        if not self._is_here(pathname):
            return super().xAccess(pathname, flags)
        # As the Unix VFS does: an empty file counts as none.
        file = self.contents.names.get(Path(pathname).name)
        return file is not None and (flags != apsw.SQLITE_ACCESS_EXISTS or len(self.contents.files[file]) > 0)

    def _is_here(self, path: str) -> bool:
        return Path(path).parent == self.folder


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: str | apsw.URIFilename, flags: list[int]) -> None:
        self._disk = disk
        base = Path(path).name
        is_new = base not in disk.contents.names
        if is_new and not flags[0] & apsw.SQLITE_OPEN_CREATE:
            raise apsw.exception_for(apsw.SQLITE_CANTOPEN)
        super().__init__("unix", name, flags)
        if is_new:
            disk.create(base)
        self._sync_name = is_new and bool(flags[0] & _NEW_NAME_IS_SYNCED)
        self._file = disk.contents.names[base]

    @property
    def _content(self) -> bytearray:
        return self._disk.contents.files[self._file]

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._content[offset : offset + amount])

    def xWrite(self, data: bytes | bytearray | memoryview, offset: int) -> None:
        self._disk.do(Write(self._file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._disk.do(Truncate(self._file, newsize))

    def xSync(self, flags: int) -> None:  # noqa: ARG002 - data only or all: the same here
        self._disk.do(Sync(self._file, self._sync_name))
        self._sync_name = False

    def xFileSize(self) -> int:
        return len(self._content)

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        # What the Unix VFS says of every disk: writing some bytes of a sector does not harm the others in it.
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE
