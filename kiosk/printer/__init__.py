"""Paper: receipts, seal labels and manifests. Nothing in the house waits for it."""

from kiosk.printer.absent import NoPrinter
from kiosk.printer.settings import PrinterSettings
from kiosk.printer.worker import PrinterWorker

__all__ = ["NoPrinter", "PrinterSettings", "PrinterWorker"]
