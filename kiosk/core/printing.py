"""What may be printed, and how the printer is. A job that cannot be printed is dropped after a while: paper never
decides whether something counts.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.collection import Manifest
from kiosk.core.events import Receipt


class PrinterStatus(StrEnum):
    """What the printer needs, as one word."""

    NONE = "none"  # this kiosk has no printer
    READY = "ready"
    PRINTING = "printing"
    PAPER_OUT = "paper_out"
    GONE = "gone"  # not connected, switched off, or it does not answer


PRINTS = {PrinterStatus.READY, PrinterStatus.PRINTING}
"""A job that is handed over now will most likely be on paper soon."""


@dataclass(frozen=True, slots=True)
class PrinterView:
    """How the printer is. ``waiting``: jobs that are not printed yet."""

    status: PrinterStatus = PrinterStatus.NONE
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptJob:
    """What a visit has brought. ``claim_code``: a guest's, printed as text, and with ``claim_url`` as a QR."""

    receipts: tuple[Receipt, ...]
    claim_code: str | None = None
    claim_url: str | None = None


@dataclass(frozen=True, slots=True)
class SealJob:
    """A label with a seal's number as text and as a QR."""

    seal: str
    container: str


@dataclass(frozen=True, slots=True)
class ManifestJob:
    """The paper that goes along with a load."""

    manifest: Manifest


@dataclass(frozen=True, slots=True)
class SampleJob:
    """A page that shows that the printer works, and which characters it has."""


PrintJob = ReceiptJob | SealJob | ManifestJob | SampleJob
