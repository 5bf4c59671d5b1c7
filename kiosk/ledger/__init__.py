"""The truth on disk: a signed, hash-chained journal and the projections read from it. The only room with SQLAlchemy."""

from kiosk.ledger.device import Device
from kiosk.ledger.faults import store_fault
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.provision import open_ledger, sole_writer
from kiosk.ledger.recorder import Recorder
from kiosk.ledger.verify import Report, verify
from kiosk.ledger.worker import LedgerWorker

__all__ = [
    "Device",
    "Ledger",
    "LedgerWorker",
    "Recorder",
    "Report",
    "open_ledger",
    "sole_writer",
    "store_fault",
    "verify",
]
