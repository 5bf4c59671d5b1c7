"""Badges of an account: few, earned by what is in it alone, by whole numbers. Nothing is kept of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.account import Account

IN_A_ROW = 4
"""Months with something in each."""


class BadgeKind(StrEnum):
    """What a badge is for, in the order in which they are shown."""

    FIRST = "first"  # a drop-off
    BOTH = "both"  # clothes and books
    MONTHS = "months"  # IN_A_ROW months one after the other
    KG_10 = "kg_10"
    KG_50 = "kg_50"
    KG_100 = "kg_100"


GRAMS = {BadgeKind.KG_10: 10_000, BadgeKind.KG_50: 50_000, BadgeKind.KG_100: 100_000}
_BOTH = ("clothing", "books")


@dataclass(frozen=True, slots=True)
class Badge:
    """``left``: what is missing, in drop-offs, materials, months or grams; 0: it is earned. ``material``: the one that
    is missing, where it is one.
    """

    kind: BadgeKind
    left: int
    material: str = ""

    @property
    def earned(self) -> bool:
        """Nothing is missing."""
        return self.left == 0


def badges(account: Account) -> tuple[Badge, ...]:
    """Every badge, earned or not."""
    return tuple(_badges(account))


def _badges(account: Account) -> Iterator[Badge]:
    yield Badge(BadgeKind.FIRST, 0 if account.drop_offs else 1)
    brought = {material for material, net_g in account.materials if net_g > 0}
    missing = [material for material in _BOTH if material not in brought]
    yield Badge(BadgeKind.BOTH, len(missing), missing[0] if len(missing) == 1 else "")
    yield Badge(BadgeKind.MONTHS, _months_left(account))
    for kind, grams in GRAMS.items():
        yield Badge(kind, max(0, grams - account.net_g))


def _months_left(account: Account) -> int:
    """How many months are missing to ``IN_A_ROW``. The present month, which is not over, breaks no row."""
    row = longest = 0
    *before, present = (month.net_g > 0 for month in account.months) if account.months else (False,)
    for brought in before:
        row = row + 1 if brought else 0
        longest = max(longest, row)
    row += present
    return 0 if max(longest, row) >= IN_A_ROW else IN_A_ROW - row
