"""Paper: receipts, seal labels and manifests. Nothing in the house waits for it."""

from kiosk.printer.absent import NoPrinter

__all__ = ["NoPrinter"]
