"""A disk of one's own: an ext4 file system in a file, whose power can be cut, which can be full, and which can fail."""

import fcntl
import functools
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.e2e.tour import PATIENCE_S

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN, the same number on all file systems that have it
_LOSE_THE_LOG = struct.pack("I", 2)  # what was not synced is gone, also from the file system's own journal
_LOOK_S = 0.02


@functools.cache
def missing() -> str:
    """Why no disk can be had here; empty when one can."""
    tools = [tool for tool in ("mkfs.ext4", "e2fsck", "mount", "umount") if shutil.which(tool) is None]
    if tools:
        return f"not installed: {', '.join(tools)} (Debian: e2fsprogs, mount)"
    if os.geteuid() != 0:
        return "only root may mount"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with Disk(Path(folder)):
                return ""
        except DiskError as error:
            return f"no loop mount here: {error}"


class DiskError(Exception):
    """A command about the disk failed; the message is what it said."""


class Disk:
    """An ext4 image of ``size_mb`` in ``folder``, mounted at ``root`` inside ``with``."""

    def __init__(self, folder: Path, size_mb: int = 48) -> None:
        self._image = folder / "disk.img"
        self.root = folder / "disk"
        self.root.mkdir()
        with self._image.open("wb") as file:
            file.truncate(size_mb * 1024 * 1024)
        _run("mkfs.ext4", "-q", "-F", str(self._image))

    @property
    def data(self) -> Path:
        """Where the kiosk's data folder is."""
        return self.root / "kiosk"

    def __enter__(self) -> "Disk":
        self.mount()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.root.is_mount():
            self.unmount()

    def mount(self) -> None:
        """Switch it on."""
        _run("mount", "-o", "loop", str(self._image), str(self.root))

    def unmount(self) -> None:
        """Let it go. A process that was killed may hold it for an instant longer."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return _run("umount", str(self.root))
            except DiskError:
                if time.monotonic() > deadline:
                    _run("umount", "--lazy", str(self.root))
                    raise
                time.sleep(_LOOK_S)

    def cut(self) -> tuple[int, int]:
        """Cut the power. Returns when the cut began and ended, nanoseconds of the monotonic clock."""
        folder = os.open(self.root, os.O_RDONLY)
        try:
            begun = time.monotonic_ns()
            fcntl.ioctl(folder, _SHUTDOWN, _LOSE_THE_LOG)
            return begun, time.monotonic_ns()
        finally:
            os.close(folder)

    def restore_power(self) -> None:
        """After a cut or a failure: check the file system and mount it again."""
        self.unmount()
        self.check()
        self.mount()

    def turn_read_only(self) -> None:
        """What the kernel does when it finds the file system damaged: writing is over until it is mounted anew."""
        _run("mount", "-o", "remount,abort", str(self.root))

    def check(self) -> None:
        """The file system's own check, unmounted; it replays its journal and must find nothing it cannot mend."""
        done = subprocess.run(["e2fsck", "-p", str(self._image)], capture_output=True, text=True, check=False)
        if done.returncode > 1:
            raise DiskError(done.stdout + done.stderr)

    def fill(self) -> Path:
        """Leave no room. Returns the file that takes it."""
        ballast = self.root / "ballast"
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1 << 10):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
        return ballast


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DiskError(f"{' '.join(command)}: {done.stderr.strip()}")
