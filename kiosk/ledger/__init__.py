"""The truth on disk: a signed, hash-chained journal and the projections read from it. The only room with SQLAlchemy."""

from kiosk.ledger.ballast import Ballast
from kiosk.ledger.containers import adopt_site
from kiosk.ledger.damage import condemn, condemned
from kiosk.ledger.device import Device
from kiosk.ledger.export import export_lines
from kiosk.ledger.faults import store_fault
from kiosk.ledger.housekeeping import Housekeeper, UpkeepPlan
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.provision import forget_unfinished, open_ledger, sole_writer
from kiosk.ledger.recorder import Recorder
from kiosk.ledger.service import preferences_seen, service_seen
from kiosk.ledger.verify import Report, check_end, verify
from kiosk.ledger.worker import LedgerWorker

__all__ = [
    "Ballast",
    "Device",
    "Housekeeper",
    "Ledger",
    "LedgerWorker",
    "Recorder",
    "Report",
    "UpkeepPlan",
    "adopt_site",
    "check_end",
    "condemn",
    "condemned",
    "export_lines",
    "forget_unfinished",
    "open_ledger",
    "preferences_seen",
    "service_seen",
    "sole_writer",
    "store_fault",
    "verify",
]
