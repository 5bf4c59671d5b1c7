"""The machine below the kiosk, as Linux tells of it. Every question is a small file, and may have no answer."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_BRIGHT = 20
"""Per cent. Nobody finds the way back on a dark screen."""
_VERSION = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Battery:
    """``percent`` 0 to 100."""

    percent: int
    discharging: bool


@dataclass(frozen=True, slots=True)
class Stick:
    """A medium that somebody has plugged in, where it is mounted."""

    folder: Path
    free_bytes: int
    writable: bool


class Machine:
    """``data`` is the kiosk's folder, ``package`` that of its software; ``root`` stands for ``/``."""

    def __init__(self, data: Path, package: Path, root: Path = Path("/")) -> None:
        self.data = data
        self._package = package
        self._root = root

    def free_bytes(self) -> int | None:
        """What is free on the disk of the data folder; None: it does not say."""
        existing = next(path for path in (self.data, *self.data.parents) if path.exists())
        try:
            return shutil.disk_usage(existing).free
        except OSError:
            return None

    def has_way_out(self) -> bool | None:
        """Whether packets to the world have a way; None: nothing tells."""
        routes = _read(self._root / "proc/net/route")
        routes_v6 = _read(self._root / "proc/net/ipv6_route")
        if routes is None and routes_v6 is None:
            return None
        return _has_default(routes or "") or _has_default_v6(routes_v6 or "")

    def battery(self) -> Battery | None:
        """The machine's own battery; None where there is none."""
        for supply in _entries(self._root / "sys/class/power_supply"):
            # A mouse has a battery, too.
            if _read(supply / "type") == "Battery" and _read(supply / "scope") != "Device":
                percent = _number(supply / "capacity")
                if percent is not None:
                    return Battery(min(100, percent), _read(supply / "status") == "Discharging")
        return None

    def brightness(self) -> int | None:
        """Of the screen's light, per cent; None where it cannot be set."""
        light = self._backlight()
        if light is None:
            return None
        most, now = _number(light / "max_brightness"), _number(light / "brightness")
        return None if not most or now is None else 100 * now // most

    def set_brightness(self, percent: int) -> None:
        """Never darker than ``LEAST_BRIGHT``. Where the light cannot be set nothing happens."""
        light = self._backlight()
        most = None if light is None else _number(light / "max_brightness")
        if light is not None and most:
            bright = most * min(100, max(LEAST_BRIGHT, percent))
            with contextlib.suppress(OSError):  # what it came to is read back and shown
                (light / "brightness").write_text(str(-(-bright // 100)), "ascii")

    def installed(self) -> str | None:
        """The version of the software that lies on the disk: the next start runs it."""
        found = _VERSION.search(_read(self._package / "__init__.py") or "")
        return found[1] if found else None

    def sticks(self) -> list[Stick]:
        """The media that somebody has plugged in and that are mounted, those that can be written first."""
        mounts = (_read(self._root / "proc/self/mountinfo") or "").splitlines()
        found = [stick for line in mounts if (stick := self._stick(line.split())) is not None]
        return sorted(found, key=lambda stick: (not stick.writable, str(stick.folder)))

    def _backlight(self) -> Path | None:
        lights = _entries(self._root / "sys/class/backlight")
        return next((light for light in lights if os.access(light / "brightness", os.W_OK)), None)

    def _stick(self, fields: list[str]) -> Stick | None:
        if len(fields) < 6 or not self._is_pluggable(fields[2]):
            return None
        folder = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        if folder == Path("/") or self.data.is_relative_to(folder):
            return None  # a kiosk that runs from a stick, or keeps its own records on one
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            free = 0
        return Stick(folder, free, "ro" not in fields[5].split(","))

    def _is_pluggable(self, device: str) -> bool:
        place = (self._root / "sys/dev/block" / device).resolve()
        if not place.is_dir():
            return False
        disk = place if (place / "removable").exists() else place.parent  # a partition lies inside its disk
        return _read(disk / "removable") == "1" or any(part.startswith("usb") for part in disk.parts)


def _has_default(routes: str) -> bool:
    lines = [line.split() for line in routes.splitlines()[1:]]
    return any(len(line) > 7 and line[1] == line[7] == "00000000" and int(line[3], 16) & 1 for line in lines)


def _has_default_v6(routes: str) -> bool:
    lines = [line.split() for line in routes.splitlines()]
    return any(len(line) > 9 and line[0] == "0" * 32 and line[1] == "00" and line[9] != "lo" for line in lines)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return None


def _number(path: Path) -> int | None:
    text = _read(path) or ""
    return int(text) if text.isdecimal() else None
