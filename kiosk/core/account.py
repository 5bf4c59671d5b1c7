"""A resident's own account at one kiosk, 绿芽碳账本: what was dropped off here, by month, and what became of it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MONTHS = 12
"""So many are told one by one, the present one among them; what is older is told in one sum."""
LAST_ACTS = 8
"""So many drop-offs are told one by one."""
GRAMS_PER_KWH = 997
"""How much CO2 a kilowatt hour stands for in the press. For a picture of the sum only: nothing is credited by it."""


class ActVerdict(StrEnum):
    """What has become of a drop-off."""

    PENDING = "pending"  # the platform has not seen it yet
    ACCEPTED = "accepted"
    HELD = "held"  # people look at it
    REFUSED = "refused"
    VOID = "void"  # staff have put it right: it counts for nothing


COUNTING = frozenset({ActVerdict.PENDING, ActVerdict.ACCEPTED})
"""What is in the sums."""


@dataclass(frozen=True, slots=True)
class Act:
    """One drop-off as it stands after every correction. ``day`` is its local day, 2026-11-22; grams and points."""

    day: str
    material: str
    net_g: int
    reduction_g: int
    points: int
    verdict: ActVerdict
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """What one month, such as 2026-11 in local time, has brought. Grams and points."""

    month: str
    net_g: int = 0
    reduction_g: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """Sums of what counts, or will unless the platform says otherwise; what is held is beside them.

    ``materials``: net grams by material, ``months``: the last ``MONTHS``, oldest first; ``acts``: the newest first, and
    only those that are whole on this machine.
    """

    drop_offs: int = 0
    net_g: int = 0
    reduction_g: int = 0
    points: int = 0
    held: int = 0
    held_g: int = 0
    materials: tuple[tuple[str, int], ...] = ()
    months: tuple[Month, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def saved_kwh(self) -> int:
        """Whole kilowatt hours that the sum stands for by ``GRAMS_PER_KWH``."""
        return self.reduction_g // GRAMS_PER_KWH


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """The account of ``resident`` as the ledger tells it."""

    resident: str
    account: Account = field(repr=False)


def month_of(day: str) -> str:
    """The month of a local day: 2026-11-22 → 2026-11."""
    return day[:7]


def last_months(today: date) -> tuple[str, ...]:
    """The last ``MONTHS`` months, oldest first, that of ``today`` among them."""
    newest = today.year * 12 + today.month - 1
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(newest - MONTHS + 1, newest + 1))
