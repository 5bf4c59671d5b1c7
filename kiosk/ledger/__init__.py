"""The truth on disk: a signed, hash-chained journal and the projections read from it. The only room with SQLAlchemy."""

from kiosk.ledger.device import Device
from kiosk.ledger.ledger import Backlog, Ledger, StoredEntry, Totals, Verdict
from kiosk.ledger.provision import open_ledger, sole_writer
from kiosk.ledger.verify import Report, verify

__all__ = [
    "Backlog",
    "Device",
    "Ledger",
    "Report",
    "StoredEntry",
    "Totals",
    "Verdict",
    "open_ledger",
    "sole_writer",
    "verify",
]
