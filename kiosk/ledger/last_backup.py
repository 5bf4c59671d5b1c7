"""When the ledger was last backed up, where to, and whether it is time again. Kept in the ledger itself."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.core.clock import LOCAL_TIME, Clock, rfc3339
from kiosk.ledger.ledger import Ledger

_DOCUMENT = "backup"
_PLACES = 8
"""Names of folders of which is remembered whose disk they were on."""


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was finished and read back. ``target``: the folder it was asked into. ``own_disk``: that is
    on the disk of the ledger, and so no help when the disk dies.
    """

    taken_at: datetime
    target: str
    entries: int
    own_disk: bool


def last_backup(ledger: Ledger) -> LastBackup | None:
    """None: there was none yet. Raises ``StoreFault``."""
    table = _read(ledger)
    if not table:
        return None
    moment = datetime.fromisoformat(table["taken_at"])
    return LastBackup(moment, table["target"], table["entries"], table["own_disk"])


def remember(ledger: Ledger, last: LastBackup) -> None:
    """Remember that a backup has succeeded. Raises ``StoreFault``."""
    places = _own_disks(_read(ledger))
    for name in _names(last.target):
        places.pop(name, None)
        places[name] = last.own_disk
    table = {
        "taken_at": rfc3339(last.taken_at),
        "target": last.target,
        "entries": last.entries,
        "own_disk": last.own_disk,
        "own_disks": dict(list(places.items())[-_PLACES:]),
    }
    ledger.write_document(_DOCUMENT, json.dumps(table, ensure_ascii=False).encode("utf-8"))


def was_elsewhere(ledger: Ledger, target: str) -> bool:
    """Whether the last backup into ``target`` went to another disk than the ledger's, by any name that the folder goes
    by, however many went to other folders since. Raises ``StoreFault``.
    """
    places = _own_disks(_read(ledger))
    return not all(places.get(name, True) for name in _names(target))


def _names(target: str) -> set[str]:
    """A link may lead to another folder when the stick is gone, and a stick may be known by two names."""
    return {target, str(Path(target).resolve())}


def _read(ledger: Ledger) -> dict[str, Any]:
    document = ledger.read_document(_DOCUMENT)
    return {} if document is None else dict(json.loads(document))


def _own_disks(table: dict[str, Any]) -> dict[str, bool]:
    """Folder → whether it was on the ledger's disk. An earlier version has written that of the last one only."""
    return table.get("own_disks") or ({table["target"]: table["own_disk"]} if table else {})


def due(ledger: Ledger, clock: Clock, every: timedelta) -> bool:
    """Whether the last backup is older than ``every``. One that lies ahead was dated by a wrong clock and does not
    count. Raises ``StoreFault``.
    """
    last = last_backup(ledger)
    return last is None or not timedelta(0) <= clock.latest_known() - last.taken_at < every


def words(last: LastBackup | None, entries: int) -> str:
    """One sentence for staff; ``entries`` is how many the ledger has now."""
    if last is None:
        return "never backed up: `kiosk ledger backup DIR`"
    moment = last.taken_at.astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")
    own = "; it is on the kiosk's own disk, which does not help when that disk dies" if last.own_disk else ""
    return f"{moment}, {last.entries} of {entries} entries, to {last.target}{own}"
