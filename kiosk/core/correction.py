"""Putting a drop-off right: a new entry that names the old one. Nothing in the journal is changed."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.events import StaffRole

SECOND_PERSON_G = 5_000
"""A correction by more grams than this, from what was weighed or what counted so far, wants a second supervisor."""


class CorrectionAction(StrEnum):
    """What becomes of the drop-off."""

    VOID = "void"  # it counts for nothing
    ADJUST = "adjust"  # it counts with another net weight


class CorrectionReason(StrEnum):
    """Why."""

    WRONG_MATERIAL = "wrong_material"
    WEIGHED_TWICE = "weighed_twice"
    NOT_ACCEPTED = "not_accepted"  # refuse, wet, or what is not taken
    LEANED_ON = "leaned_on"  # somebody or something else was weighed too
    WRONG_PERSON = "wrong_person"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a drop-off counts for, after every correction so far. Grams and points; ``day`` is its local day, and
    ``weighed_g`` what was weighed then.

    ``g_per_kg`` and ``points_per_kg`` are those of the rule that it was credited under, and is for ever.
    """

    epoch: str
    seq: int
    session: str
    line: int
    day: str
    time: str  # local, 14:05
    material: str
    container: str | None
    weighed_g: int
    net_g: int
    reduction_g: int
    points: int
    g_per_kg: int
    points_per_kg: int
    voided: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """``net_g``, ``reduction_g`` and ``points`` are what ``of`` counts for from now on: 0 where it is void.

    ``second``: the badge of the second person; needed beyond ``SECOND_PERSON_G``.
    """

    of: Standing
    action: CorrectionAction
    net_g: int
    reduction_g: int
    points: int
    reason: CorrectionReason
    badge: str
    role: StaffRole
    second: str | None = None

    @property
    def delta_g(self) -> int:
        """By how many grams the drop-off changes."""
        return self.net_g - self.of.net_g


def corrected(
    of: Standing,
    net_g: int,
    action: CorrectionAction,
    reason: CorrectionReason,
    *,
    badge: str,
    role: StaffRole,
    second: str | None,
) -> Correction:
    """What it takes for ``of`` to count for ``net_g`` grams by its own rule; for nothing, when it is void."""
    net_g = 0 if action is CorrectionAction.VOID else net_g
    return Correction(
        of=of,
        action=action,
        net_g=net_g,
        reduction_g=net_g * of.g_per_kg // 1000,
        points=net_g * of.points_per_kg // 1000,
        reason=reason,
        badge=badge,
        role=role,
        second=second,
    )


@dataclass(frozen=True, slots=True)
class DropOffsSeen:
    """The newest drop-offs that can still be put right, newest first."""

    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction is durable. ``done`` False: the drop-off was not any more as the staff had seen it."""

    done: bool


def wants_second(of: Standing, after_g: int) -> bool:
    """Whether it takes a second person for ``of`` to count for ``after_g`` grams: small steps come as far as one."""
    return max(abs(after_g - of.net_g), abs(after_g - of.weighed_g)) > SECOND_PERSON_G
