"""What the conversation needs from the rest of the house. Every call returns at once; answers come as events."""

from typing import Protocol

from kiosk.core.acts import DropOff


class Recorder(Protocol):
    """The ledger."""

    def record(self, act: DropOff) -> None:
        """Make ``act`` durable; answered by ``Committed`` or ``CommitFailed``."""

    def open_visit(self, session: str, claim_code: str | None) -> None:
        """Remember that somebody is here, and until the visit ends a guest's claim code."""

    def close_visit(self) -> None:
        """The visit ended in the ordinary way."""


class Scale(Protocol):
    """The scale."""

    def require_zero(self) -> None:
        """What lies on it now may not become a weighing."""


class Courier(Protocol):
    """The way to the platform."""

    def nudge(self) -> None:
        """Something new is in the journal."""
