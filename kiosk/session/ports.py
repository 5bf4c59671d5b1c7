"""What the conversation needs from the rest of the house. Every call returns at once; answers come as events."""

from datetime import date
from typing import Protocol

from kiosk.core.acts import DropOff, ScaleCheck
from kiosk.core.collection import Abandoned, Collection, Draft
from kiosk.core.correction import Correction
from kiosk.core.errors import DeviceFaultKind
from kiosk.core.events import ContainerEmptied, StaffRole
from kiosk.core.pickup import PickupClosed
from kiosk.core.printing import PrintJob


class Recorder(Protocol):
    """The ledger."""

    def record(self, act: DropOff) -> None:
        """Make ``act`` durable; answered by ``Committed`` or ``CommitFailed``."""

    def open_visit(self, session: str, claim_code: str | None) -> None:
        """Remember that somebody is here, and until the visit ends a guest's claim code."""

    def close_visit(self) -> None:
        """The visit ended in the ordinary way."""

    def record_check(self, check: ScaleCheck) -> None:
        """Make a scale check durable; answered by ``ScaleChecked``."""

    def record_consent(self, resident: str) -> None:
        """Remember for good that this person has agreed to the privacy notice. No answer."""

    def record_emptied(self, emptied: ContainerEmptied) -> None:
        """Write down that the container has been emptied. No answer."""

    def list_drop_offs(self) -> None:
        """Which drop-offs can be put right; answered by ``DropOffsSeen``."""

    def record_correction(self, correction: Correction) -> None:
        """Make a correction durable; answered by ``Corrected``."""

    def report_device(self, device: str, fault: DeviceFaultKind | None) -> None:
        """Tell the journal what ``device`` has come to; None: it is well. No answer."""

    def close_pickup(self, closed: PickupClosed) -> None:
        """Make the end of an order durable and wipe it; answered by ``PickupDone``."""

    def keep_draft(self, draft: Draft) -> None:
        """Remember a collection under way. No answer."""

    def judge_seal(self, seal: str) -> None:
        """Was it used here before? Answered by ``SealJudged``."""

    def record_collection(self, collection: Collection) -> None:
        """Make a collection durable; answered by ``Collected`` or ``CollectionDeclined``."""

    def abandon_collection(self, abandoned: Abandoned) -> None:
        """Write down that the collection under way was given up. No answer."""

    def look_at_account(self, resident: str, day: date) -> None:
        """What has ``resident`` brought here, with months up to that of ``day``? Answered by ``AccountSeen``."""

    def look_at_records(self, day: date) -> None:
        """How do the records of ``day`` stand? Answered by ``RecordsSeen``."""

    def record_service(self, badge: str, role: StaffRole, *, out: bool) -> None:
        """Take this kiosk out of service, or put it back; answered by ``ServiceSeen``."""

    def keep_language(self, language: str) -> None:
        """Keep the language of a screen that nobody has touched; answered by ``PreferencesSeen``."""


class Guard(Protocol):
    """Who of the staff may do what."""

    @property
    def staff_known(self) -> bool:
        """The platform has named its staff."""

    def look_up(self, badge: str) -> None:
        """How many tries are left; answered by ``PinJudged``."""

    def check(self, badge: str, pin: str) -> None:
        """Judge a PIN; answered by ``PinJudged``."""


class Scale(Protocol):
    """The scale."""

    def require_zero(self) -> None:
        """What lies on it now may not become a weighing."""

    def credited(self, weighing: str) -> None:
        """This weighing has become a credit; where the container is weighed, its total must stay."""


class Courier(Protocol):
    """The way to the platform."""

    def nudge(self) -> None:
        """Something new is in the journal."""


class Printer(Protocol):
    """The printer, or what stands for none."""

    def print(self, job: PrintJob) -> None:
        """Put ``job`` on paper when it can be done soon."""


class Attendant(Protocol):
    """Who looks after the machine."""

    def look(self) -> None:
        """How is the machine? Answered by ``MachineSeen``."""

    def set_brightness(self, percent: int) -> None:
        """Let the screen shine; answered by ``MachineSeen``."""

    def export(self) -> None:
        """Write journal, logs and findings onto a stick; answered by ``ExportSeen``, more than once."""


class NoAttendant:
    """Nobody looks after the machine: where there is none, as in a simulation."""

    def look(self) -> None:
        """Nothing is seen."""

    def set_brightness(self, percent: int) -> None:
        """Nothing shines."""

    def export(self) -> None:
        """Nothing is written."""
