"""How a kiosk is: what was looked at, what its records and its machine say, and what staff have set on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.core.journal import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``word`` is how it is, as a key for translated words; ``figure`` a number or name that they
    may want. ``said`` tells a terminal what is, and when it is not well also what to do.
    """

    what: str
    well: bool
    said: str
    word: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class MachineSeen:
    """What the machine says of itself: disk, network, clock, battery, and which software lies on it. ``brightness``:
    of the screen, per cent; None: it cannot be set here.
    """

    findings: tuple[Finding, ...]
    brightness: int | None = None


@dataclass(frozen=True, slots=True)
class MaterialDay:
    """What one material has brought on one day, with all corrections. Grams and points."""

    material: str
    drop_offs: int
    weight_g: int
    reduction_g: int
    points: int


@dataclass(frozen=True, slots=True)
class RecordsSeen:
    """What the ledger says: ``day`` by material; how many entries the platform holds and has refused, and the newest
    of them, newest first.
    """

    day: date
    materials: tuple[MaterialDay, ...]
    held: int
    refused: int
    newest: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class ServiceSeen:
    """Whether staff have taken this kiosk out of service."""

    out: bool


@dataclass(frozen=True, slots=True)
class CrashedAgain:
    """This kiosk has crashed several times in a row and was started with the safe screen."""


@dataclass(frozen=True, slots=True)
class PreferencesSeen:
    """What staff have set on this machine. ``language`` (zh or en) of a screen that nobody has touched; None: as
    configured.
    """

    language: str | None = None


class ExportStep(StrEnum):
    """How far an export onto a stick has come."""

    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


class ExportFault(StrEnum):
    """Why an export did not work."""

    NO_STICK = "no_stick"
    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"  # pulled out, or worn out
    LEDGER = "ledger"  # the journal cannot be read now


@dataclass(frozen=True, slots=True)
class ExportSeen:
    """An export. ``done`` of ``total`` entries are written; ``folder``: what it is called on the stick."""

    step: ExportStep
    done: int = 0
    total: int = 0
    folder: str = ""
    fault: ExportFault | None = None
