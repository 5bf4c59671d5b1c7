"""What a collection is worth beside what the platform knows of its container. Pure, as ``central.verdict`` is.

A collection that is held has emptied the container all the same: a verdict decides what is believed of it, not what was
carried away.
"""

from dataclasses import dataclass

from central.bodies import CollectionBody

TOLERANCE_SHARE = 50
"""One fiftieth (2 %) of what a container holds may be missing or left over without a reason …"""

TOLERANCE_LEAST_G = 1_000
"""… and never less than a kilogram."""

EXPLAINS_LESS = frozenset({"wet", "refuse_removed", "moved", "scale"})
"""Reasons for which less may be weighed than had been put in: it has dried, or it was taken out on purpose."""

EXPLAINS_MORE = frozenset({"wet", "not_credited", "handed_in", "moved", "scale"})
"""Reasons for which more may be weighed than had been put in."""


@dataclass(frozen=True, slots=True)
class Period:
    """What the platform has of a container's present period. ``expects``: the number that its collection must name."""

    expects: int
    drop_offs: int
    fill_g: int
    handed_g: int


@dataclass(frozen=True, slots=True)
class Collected:
    """What is known beside a collection. ``into_known``: there is such a container, or it goes to the sorter."""

    period: Period
    seal_used: bool = False
    into_known: bool = True


def tolerance_of(grams: int) -> int:
    """How far a collection of ``grams`` may be off without a reason, grams."""
    return max(TOLERANCE_LEAST_G, grams // TOLERANCE_SHARE)


def explains(reason: str | None, difference_g: int) -> bool:
    """Whether ``reason`` can be why ``difference_g`` more grams (less, where negative) were weighed than put in."""
    return reason in (EXPLAINS_LESS if difference_g < 0 else EXPLAINS_MORE)


def unexplained_g(held_g: int, weighed_g: int, reason: str | None) -> int:
    """By how many grams ``weighed_g`` differs from ``held_g`` (what was put in) without an explanation, signed."""
    difference_g = weighed_g - held_g
    if abs(difference_g) <= tolerance_of(held_g) or explains(reason, difference_g):
        return 0
    return difference_g


def adds_up(collection: CollectionBody) -> bool:
    """Whether its own numbers follow from each other."""
    bags_g = sum(bag.net_g for bag in collection.bags)
    weighed_g = bags_g if collection.vehicle is None else collection.vehicle.weight_g
    return collection.weighed_g == weighed_g and collection.difference_g == weighed_g - collection.expected_g


def doubt(collection: CollectionBody, around: Collected) -> str | None:
    """Why people must look at it, None: they need not. What contradicts the record comes first."""
    period = around.period
    said = (collection.period, collection.drop_offs, collection.expected_g)
    if said != (period.expects, period.drop_offs, period.fill_g):
        return "period_mismatch"
    if around.seal_used:
        return "seal_reused"
    if not around.into_known:
        return "unknown_container"
    if unexplained_g(period.fill_g + period.handed_g, collection.weighed_g, collection.reason):
        return "unexplained_difference"
    return None
