"""When the ledger was last backed up, where to, and whether it is time again. Kept in the ledger itself."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core.clock import LOCAL_TIME, Clock, rfc3339
from kiosk.ledger.ledger import Ledger

_DOCUMENT = "backup"


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
    document = ledger.read_document(_DOCUMENT)
    if document is None:
        return None
    table = json.loads(document)
    moment = datetime.fromisoformat(table["taken_at"])
    return LastBackup(moment, table["target"], table["entries"], table["own_disk"])


def remember(ledger: Ledger, last: LastBackup) -> None:
    """Remember that a backup has succeeded. Raises ``StoreFault``."""
    table = {
        "taken_at": rfc3339(last.taken_at),
        "target": last.target,
        "entries": last.entries,
        "own_disk": last.own_disk,
    }
    ledger.write_document(_DOCUMENT, json.dumps(table, ensure_ascii=False).encode("utf-8"))


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
