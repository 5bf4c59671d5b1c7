"""Everything that a field engineer may want at home, in one folder on a stick: the journal, the logs, the findings.

The folder gets its name last: one that has it is whole. No key leaves the machine this way.
"""

import contextlib
import errno
import itertools
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.condition.findings import report_text
from kiosk.condition.machine import Stick
from kiosk.core.condition import ExportFault, ExportSeen, ExportStep, Finding
from kiosk.core.errors import StoreFault

JOURNAL_NAME = "journal.ndjson"
REPORT_NAME = "doctor.txt"
UNFINISHED = "greensprout-unfinished"
LOGS = ("logs/*", "crashes/*.txt", "metrics.prom")
"""What is taken along of the data folder, and nothing else: the device's key lies there, too."""
_TOLD_EVERY = 2000
_FAULTS = {
    errno.ENOSPC: ExportFault.FULL,
    errno.EDQUOT: ExportFault.FULL,
    errno.EFBIG: ExportFault.FULL,
    errno.EROFS: ExportFault.READ_ONLY,
    errno.EACCES: ExportFault.READ_ONLY,
    errno.EPERM: ExportFault.READ_ONLY,
}

Tell = Callable[[ExportSeen], None]


class Stopped(Exception):
    """The kiosk stops; what was begun is taken away again."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """``lines`` gives the journal as ``kiosk ledger export`` prints it, ``entries`` says how many there are."""

    kiosk: str
    data: Path
    entries: Callable[[], int]
    lines: Callable[[], Iterator[bytes]]


def export(
    source: ExportSource,
    sticks: Collection[Stick],
    findings: Collection[Finding],
    now: datetime,
    tell: Tell,
    stopping: Callable[[], bool],
) -> ExportSeen:
    """Write a folder onto the first of ``sticks``; ``tell`` hears how far it is. Returns how it ended.

    Raises ``Stopped`` when ``stopping`` says so.
    """
    stick = next(iter(sticks), None)
    if stick is None:
        return ExportSeen(ExportStep.FAILED, fault=ExportFault.NO_STICK)
    if not stick.writable:
        return ExportSeen(ExportStep.FAILED, fault=ExportFault.READ_ONLY)
    unfinished = stick.folder / UNFINISHED
    try:
        return _write(source, unfinished, findings, now, tell, stopping)
    except StoreFault:
        return ExportSeen(ExportStep.FAILED, fault=ExportFault.LEDGER)
    except OSError as error:
        fault = _FAULTS.get(error.errno or 0, ExportFault.GONE)
        return ExportSeen(ExportStep.FAILED, fault=fault)
    finally:
        with contextlib.suppress(OSError):  # a stick that is gone
            _remove(unfinished)


def _write(
    source: ExportSource,
    unfinished: Path,
    findings: Collection[Finding],
    now: datetime,
    tell: Tell,
    stopping: Callable[[], bool],
) -> ExportSeen:
    _remove(unfinished)
    unfinished.mkdir()
    _write_file(unfinished / REPORT_NAME, report_text(findings).encode("utf-8"))
    for path in _logs(source.data):
        with contextlib.suppress(FileNotFoundError):  # turned over just now
            _write_file(unfinished / path.name, path.read_bytes())
    total = _write_journal(source, unfinished / JOURNAL_NAME, tell, stopping)
    _sync_folder(unfinished)
    place = _free_place(unfinished.with_name(f"greensprout-{source.kiosk}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
    unfinished.rename(place)
    _sync_folder(place.parent)
    return ExportSeen(ExportStep.DONE, total, total, place.name)


def _free_place(wanted: Path) -> Path:
    """A clock that was set back may name a moment twice."""
    further = (wanted.with_name(f"{wanted.name}-{number}") for number in itertools.count(2))
    return next(place for place in itertools.chain([wanted], further) if not place.exists())


def _write_journal(source: ExportSource, path: Path, tell: Tell, stopping: Callable[[], bool]) -> int:
    total, done = source.entries(), 0
    tell(ExportSeen(ExportStep.WRITING, 0, total))
    with path.open("wb") as file:
        for line in source.lines():
            if stopping():
                raise Stopped
            file.write(line)
            done += 1
            if done % _TOLD_EVERY == 0:
                tell(ExportSeen(ExportStep.WRITING, min(done, total), total))
        file.flush()
        os.fsync(file.fileno())
    return done


def _logs(data: Path) -> list[Path]:
    found = [path for pattern in LOGS for path in sorted(data.glob(pattern))]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
