"""Why uploading does not work at present, kept on disk: `kiosk sync status` is another process and another hour."""

from datetime import datetime

import msgspec

from kiosk.core.clock import rfc3339
from kiosk.core.errors import LinkFault
from kiosk.sync.ports import Journal

DOCUMENT = "link-fault"
_NONE = b"null"


class LastFault(msgspec.Struct, frozen=True):
    """``since``: when this kind of fault began, by the kiosk's clock, as ``2026-11-22T09:00:00.123Z``."""

    kind: str
    advice: str
    since: str


def remember_fault(journal: Journal, fault: LinkFault | None, now: datetime) -> None:
    """Keep ``fault``, or forget the last one. Written only when the kind changes, not at every try of a long outage."""
    before = load_last_fault(journal)
    if (fault.kind.value if fault else None) == (before.kind if before else None):
        return
    body = _NONE
    if fault is not None:
        body = msgspec.json.encode(LastFault(fault.kind.value, fault.advice, rfc3339(now)))
    journal.write_document(DOCUMENT, body)


def load_last_fault(journal: Journal) -> LastFault | None:
    """The fault that lasts, or None."""
    raw = journal.read_document(DOCUMENT)
    return None if raw is None else msgspec.json.decode(raw, type=LastFault | None)
