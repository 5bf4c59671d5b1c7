"""The arithmetic of a credit: integers, floored, grams and points independently from the same rule version."""

from dataclasses import dataclass

from kiosk.methodology.rules import Rule

_PER_KG = 1000  # grams in a kilogram: W g times F g/kg is milligrams, W g times P points/kg is thousandths of a point


@dataclass(frozen=True, slots=True)
class Quote:
    """What ``net_g`` grams earn under ``rule``. ``reduction_mg`` is exact; grams and points are floored from exact."""

    rule: Rule
    net_g: int
    reduction_mg: int
    reduction_g: int
    points: int
    points_thousandths: int


def quote(rule: Rule, net_g: int) -> Quote:
    """Compute the credit of one drop-off of ``net_g`` grams (not negative; ``ValueError`` otherwise)."""
    if net_g < 0:
        raise ValueError("a net weight is never negative")
    reduction_mg = net_g * rule.g_per_kg
    thousandths = net_g * rule.points_per_kg
    return Quote(rule, net_g, reduction_mg, reduction_mg // _PER_KG, thousandths // _PER_KG, thousandths)
