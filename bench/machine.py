"""What the figures were measured on. Absolute times mean nothing without it, and little with it."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher


def describe(scratch: Path) -> dict[str, object]:
    """Facts about this machine and the packages that decide the figures. ``scratch`` is where the files are written."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "disk": _filesystem(scratch),
        "python": platform.python_version(),
        "pyside": version("PySide6-Essentials"),
        "sqlite": sqlcipher.sqlite_version,
        "sqlalchemy": version("SQLAlchemy"),
    }


def _processor() -> str:
    if sys.platform.startswith("linux"):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _filesystem(folder: Path) -> str:
    """The kind of file system: a commit on a RAM disk would flatter everybody."""
    if not sys.platform.startswith("linux"):
        return "unknown"
    mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    above = [fields for fields in mounts if folder.is_relative_to(fields[1])]
    return max(above, key=lambda fields: len(fields[1]))[2]
