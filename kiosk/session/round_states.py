"""Where a round of home pickups can stand: one dataclass, whose ``step`` chooses the screen.

An order is named by its id alone: address and phone are in ``SessionState.orders`` while it is open, and nowhere else.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.acts import Resident
from kiosk.core.events import StaffRole
from kiosk.core.pickup import RefusedItem


class RoundStep(StrEnum):
    """Where a round stands."""

    LIST = "list"  # the open orders, and what was collected so far
    ORDER = "order"  # one order: where to go
    IDENTIFY = "identify"  # at the door: a pass, a card or the order's code
    DOOR = "door"  # weigh a bag, leave something there, or finish
    LEAVE_WHAT = "leave_what"  # what is left with the resident
    LEAVE_WHY = "leave_why"  # and why
    CONFIRM = "confirm"  # the resident looks at it and agrees
    NOBODY = "nobody"  # nobody opens: is that sure?
    ANOTHER_DAY = "another_day"
    SAVING = "saving"  # the end is on its way to the ledger


@dataclass(frozen=True, slots=True)
class Errand:
    """A home pickup at the door: whose order, who of the staff, and what has been left with the resident so far."""

    order: str
    badge: str
    role: StaffRole
    refused: tuple[RefusedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """Staff on a round. ``order`` from ORDER on, ``who`` from DOOR on, but for an order that was not open any more when
    it was chosen; ``material`` of LEAVE_WHY.

    ``deadline_ms`` None: nothing ends it but the ledger's answer. ``page`` of the list, from 0.
    """

    step: RoundStep
    badge: str
    role: StaffRole
    deadline_ms: int | None
    page: int = 0
    order: str | None = None
    who: Resident | None = None
    refused: tuple[RefusedItem, ...] = ()
    material: str = ""
