"""What the guard needs from the rest of the house."""

from collections.abc import Callable
from typing import Protocol

from kiosk.core.events import StaffRole

Submit = Callable[[Callable[[], None]], None]
"""Runs a job that uses the store, on the store's own thread, in the order in which jobs were handed over."""


class PinStore(Protocol):
    """The ledger, as far as the guard may see it. What a method has written is durable when it returns."""

    def pin_failures(self, badge: str) -> int:
        """Wrong PINs since the last right one."""

    def count_pin_failure(self, badge: str) -> int:
        """One more; returns how many there are now."""

    def forget_pin_failures(self, badge: str) -> None:
        """The PIN was right."""

    def append_staff_action(self, badge: str, role: StaffRole, action: str) -> int:
        """Put it into the journal."""
