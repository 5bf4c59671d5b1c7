"""Home pickups (上门取件): orders as the platform hands them to this device, and what became of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.core.events import StaffRole


@dataclass(frozen=True, slots=True)
class Order:
    """One open order. ``address``, ``phone`` and ``note`` are there while it is open and nowhere afterwards; no
    ``repr`` and no log shows them. ``window_from`` and ``window_to``: RFC 3339, UTC. ``code``: what the resident shows
    or says, 8 characters.
    """

    id: str
    code: str = field(repr=False)
    resident: str
    materials: tuple[str, ...]
    window_from: str
    window_to: str
    building: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)
    note: str = field(default="", repr=False)


class Outcome(StrEnum):
    """What became of an order."""

    COLLECTED = "collected"
    NO_SHOW = "no_show"
    RESCHEDULED = "rescheduled"
    REFUSED = "refused"  # nothing of it could be taken


class ItemRefusal(StrEnum):
    """Why something was left with the resident."""

    WET = "wet"
    DIRTY = "dirty"
    NOT_ACCEPTED = "not_accepted"
    TOO_HEAVY = "too_heavy"


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """Something that was left with the resident."""

    material: str
    reason: ItemRefusal


@dataclass(frozen=True, slots=True)
class PickupClosed:
    """The end of an order on this device. ``drop_offs`` and ``net_g`` are those that were credited for it.

    ``confirmed``: the resident has confirmed on the screen. ``window_from``, ``window_to``: the new ones, when it was
    rescheduled.
    """

    order: str
    outcome: Outcome
    drop_offs: int
    net_g: int
    refused: tuple[RefusedItem, ...]
    confirmed: bool
    badge: str
    role: StaffRole
    window_from: str | None = None
    window_to: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What has been credited for an order on this device since it was last closed here."""

    order: str
    drop_offs: int = 0
    net_g: int = 0


@dataclass(frozen=True, slots=True)
class OrdersSeen:
    """The open orders on this device, in the order of building and window. ``closed``: how many it has closed since
    the platform last heard of them. ``gathered``: of every order with something credited and no end yet, also of one
    that is not open any more. ``agreed``: the residents of the orders who have agreed to the privacy notice here.
    """

    orders: tuple[Order, ...]
    closed: int = 0
    gathered: tuple[Gathered, ...] = ()
    agreed: frozenset[str] = frozenset()

    def find(self, order: str) -> Order | None:
        """The open order of that id."""
        return next((one for one in self.orders if one.id == order), None)

    def of_code(self, code: str) -> Order | None:
        """The open order whose resident shows or says ``code``."""
        return next((one for one in self.orders if one.code == code), None)

    def of_resident(self, resident: str) -> Order | None:
        """The first open order of that resident."""
        return next((one for one in self.orders if one.resident == resident), None)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The ids of orders that are not open any more, and for which bags were credited: they want an end here."""
        return tuple(one.order for one in self.gathered if one.drop_offs > 0 and self.find(one.order) is None)

    def gathered_for(self, order: str) -> Gathered:
        """What has been credited for an order; nothing, where nothing has."""
        return next((one for one in self.gathered if one.order == order), Gathered(order))


@dataclass(frozen=True, slots=True)
class PickupDone:
    """The end of an order is durable; its address and phone are wiped."""

    order: str
    outcome: Outcome
