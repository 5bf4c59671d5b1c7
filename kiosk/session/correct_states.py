"""Putting a drop-off right, step by step: what the screen shows."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.correction import CorrectionAction, CorrectionReason, Standing
from kiosk.core.events import StaffRole

ROWS = 6
"""Drop-offs on one page of the list."""


class CorrectStep(StrEnum):
    """The one question on the screen."""

    LOADING = "loading"
    LIST = "list"  # which one?
    ACTION = "action"  # void it, or another weight?
    WEIGHT = "weight"  # how much was it really?
    REASON = "reason"
    SECOND = "second"  # somebody else's badge, please
    CHECK = "check"  # is this right?
    SAVING = "saving"
    DONE = "done"
    CHANGED = "changed"  # somebody else was faster; nothing was done


@dataclass(frozen=True, slots=True)
class Correct:
    """Staff put a drop-off right. What is not chosen yet is None. ``page`` counts from 0."""

    badge: str
    role: StaffRole
    deadline_ms: int
    step: CorrectStep = CorrectStep.LOADING
    standings: tuple[Standing, ...] = ()
    page: int = 0
    chosen: Standing | None = None
    action: CorrectionAction | None = None
    net_g: int = 0
    reason: CorrectionReason | None = None
    second: str | None = None

    @property
    def pages(self) -> int:
        """How many pages the list has, at least 1."""
        return max(1, -(-len(self.standings) // ROWS))

    @property
    def shown(self) -> tuple[Standing, ...]:
        """The drop-offs on this page."""
        return self.standings[self.page * ROWS : (self.page + 1) * ROWS]
