"""Where emptying a container can stand. One phase; ``step`` names its screens."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.collection import Draft, Manifest
from kiosk.core.events import StaffRole


class CollectStep(StrEnum):
    """The one question on the screen."""

    LIST = "list"  # which container
    RESUME = "resume"  # one was begun: go on, or give it up
    GIVE_UP = "give_up"  # why
    SEAL = "seal"  # which number hangs on it
    INTACT = "intact"  # how that seal was found
    WEIGH = "weigh"  # bag by bag
    VEHICLE = "vehicle"  # what a vehicle's scale said
    VEHICLE_REASON = "vehicle_reason"
    COMPARE = "compare"  # weighed and expected
    DESTINATION = "destination"
    NEW_SEAL = "new_seal"
    SIGN = "sign"
    SAVING = "saving"
    MANIFEST = "manifest"  # it is durable


SCANS_SEAL = (CollectStep.SEAL, CollectStep.NEW_SEAL)
"""Where the number of a seal may be scanned."""


class CollectTrouble(StrEnum):
    """Why it does not go on: one sentence on the screen until something is touched, or the scale is well again."""

    NO_SEAL = "no_seal"  # what was read or typed is no seal's number
    SEAL_USED = "seal_used"
    ABSURD = "absurd"  # more than such a container can hold, or nothing
    NOT_AT_REST = "not_at_rest"  # something moves on the scale, or was not counted yet
    PUT_BACK = "put_back"  # something was put into the container, and cannot be subtracted
    BIN_OFF = "bin_off"  # the container has been lifted off its scale
    CHANGED = "changed"  # there are other drop-offs than a moment ago
    STALE = "stale"  # the container is not here any more, or was emptied since
    MOST_BAGS = "most_bags"


@dataclass(frozen=True, slots=True)
class Collect:
    """Somebody of the staff empties a container. ``draft``: what is answered; it is known from SEAL to SAVING.

    ``found``: the number that hangs there, until it is said how (INTACT). ``asked``: the new number while the ledger is
    asked whether it was used. ``vehicle_g``: what was typed, until its reason is given. ``known_taken``: what had been
    taken out of a weighed container before weighing began.
    """

    step: CollectStep
    badge: str
    role: StaffRole
    deadline_ms: int
    draft: Draft | None = None
    trouble: CollectTrouble | None = None
    found: str | None = None
    asked: str | None = None
    vehicle_g: int | None = None
    known_taken: str | None = None
    manifest: Manifest | None = None
