"""From a scanned text to a person or a refusal, with the keys the platform's directory has given."""

from datetime import datetime
from typing import Protocol

from kiosk.core.clock import Clock
from kiosk.core.errors import Refusal
from kiosk.core.events import DirectoryAdopted, PassRefused, ResidentSeen
from kiosk.scan.passes import PassKeys, verify_pass


class FloorClock(Clock, Protocol):
    """A clock that remembers signed times."""

    def raise_floor(self, moment: datetime) -> None:
        """``moment`` has certainly passed."""


class Gate:
    """Judges codes. Takes well under a millisecond, so it may run on the GUI thread."""

    def __init__(self, clock: FloorClock) -> None:
        self._clock = clock
        self._keys = PassKeys()

    def adopt(self, directory: DirectoryAdopted) -> None:
        """Believe the issuer keys of a directory from now on, and only those."""
        self._keys = PassKeys(directory.platform, dict(directory.pass_keys))

    def judge(self, text: str) -> ResidentSeen | PassRefused:
        """Who this is, or why the code is not accepted."""
        try:
            verified = verify_pass(text.strip(), self._keys, self._clock.latest_known(), self._clock.trust())
        except Refusal as refusal:
            return PassRefused(refusal.reason)
        self._clock.raise_floor(verified.issued_at)
        return verified.seen
