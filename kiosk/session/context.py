"""What the conversation may know at one step, and how long its screens wait."""

from dataclasses import dataclass
from datetime import date

from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.methodology import Rulebook

IDLE_MS = 60_000
"""Without any touch or movement for this long, the screen asks "are you still there?"."""
NOTICE_MS = 6_000


@dataclass(frozen=True, slots=True)
class Context:
    """What the machine may know beside its state. ``new_session`` and ``new_claim`` are fresh for every step.

    ``today`` chooses the rule and judges expiry. It is never before a day that has certainly passed: a clock that was
    set back revives nothing, and one that starts in 1970 still finds a rule. ``staff_known``: the platform has named
    its staff, so what is theirs needs a badge.
    """

    now_ms: int
    today: date
    rules: Rulebook
    plate: ScalePlate
    new_session: str
    new_claim: str
    staff_known: bool = False

    @property
    def in_container(self) -> bool:
        """The container stands on the scale: what has been weighed lies in it already, and stays there."""
        return self.plate.mode is ScaleMode.CONTAINER
