"""A machine made of files, as Linux shows it, with sticks that are real folders."""

from pathlib import Path

import pytest

from kiosk.condition import Machine

ROUTE = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
LOCAL = "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
DEFAULT = "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"


class Lab:
    """``root`` stands for ``/``; ``data`` is the kiosk's folder."""

    def __init__(self, root: Path, data: Path) -> None:
        self.root = root
        self.data = data
        self.package = root / "software"
        self.machine = Machine(data, self.package, root)
        self._mounts: list[str] = []

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def plug(self, folder: Path, number: int = 17, *, removable: str = "1", bus: str = "", options: str = "rw") -> None:
        """Mount ``folder``, in Linux' eyes, from a partition of a disk on ``bus``."""
        folder.mkdir(parents=True, exist_ok=True)
        disk = self.root / "sys/devices" / bus / f"sd{number}"
        (disk / f"sd{number}p1").mkdir(parents=True)
        (disk / "removable").write_text(f"{removable}\n", "ascii")
        link = self.root / f"sys/dev/block/8:{number}"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(disk / f"sd{number}p1")
        name = str(folder).replace(" ", "\\040")
        self._mounts.append(f"36 25 8:{number} / {name} {options},relatime shared:1 - vfat /dev/sd{number}p1 rw\n")
        self.write("proc/self/mountinfo", "".join(self._mounts))


@pytest.fixture
def lab(tmp_path: Path, data: Path) -> Lab:
    """A machine that says nothing yet."""
    return Lab(tmp_path / "root", data)
