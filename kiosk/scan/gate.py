"""From a scanned text to a person or a refusal, with what the platform's directory has given."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.core.clock import Clock, ClockTrust
from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import BadgeSeen, DirectoryAdopted, PassRefused, ResidentSeen
from kiosk.scan.passes import authenticate
from kiosk.scan.phonepass import CHALLENGE_BYTES
from kiosk.scan.seen import SeenPasses
from kiosk.scan.shown import PassKeys, Shown
from kiosk.scan.window import CLOCK_TOLERANCE, untimely

ECHO_MS = 3000
"""Scanners read one picture two or three times; a person who shows it again on purpose takes longer."""
_AROUND = " \t\r\n"


class FloorClock(Clock, Protocol):
    """A clock that remembers signed times."""

    def raise_floor(self, moment: datetime) -> None:
        """``moment`` has certainly passed."""


class Gate:
    """Judges codes. Takes about a millisecond whatever is shown, so it may run on the GUI thread."""

    def __init__(self, clock: FloorClock, seen: SeenPasses, has_agreed: Callable[[str], bool]) -> None:
        """``has_agreed(resident)``: whether this pseudonym has agreed to the privacy notice here."""
        self._clock = clock
        self._seen = seen
        self._has_agreed = has_agreed
        self._directory = DirectoryAdopted(0, "", (), "")
        self._keys = PassKeys()
        self._roster: dict[str, BadgeSeen] = {}
        self._challenge = b""
        self._accepted_ms: dict[bytes, int] = {}

    def adopt(self, directory: DirectoryAdopted) -> None:
        """Believe the keys, the revocations and the roster of ``directory`` from now on, and only those.

        A lower version of the same platform changes nothing: who is revoked stays revoked.
        """
        held = self._directory
        if directory.platform == held.platform and directory.version < held.version:
            return
        self._directory = directory
        self._keys = PassKeys(directory.platform, dict(directory.pass_keys))
        self._roster = {member.badge: BadgeSeen(member.badge, member.role) for member in directory.staff}

    def expect_challenge(self, challenge: bytes | None) -> None:
        """From now on a resident is only who answers ``challenge`` (8 bytes), once; None: no challenge is out.

        Cards and online passes cannot answer one and are refused meanwhile.
        """
        if challenge is not None and len(challenge) != CHALLENGE_BYTES:
            raise ValueError(f"a challenge has {CHALLENGE_BYTES} bytes")
        self._challenge = challenge or b""

    def judge(self, text: str) -> ResidentSeen | BadgeSeen | PassRefused | None:
        """Who this is, or why the code is not accepted. None: the echo of a code that was accepted a moment ago."""
        text = text.strip(_AROUND)
        fingerprint = hashlib.sha256(text.encode("utf-8", errors="replace")).digest()
        if self._is_echo(fingerprint):
            return None
        try:
            shown = authenticate(text, self._keys)
        except Refusal as refusal:
            return PassRefused(refusal.reason)
        reason = self._objection(shown)
        if reason is not None:
            return PassRefused(reason, shown.pass_id)
        self._accepted_ms[fingerprint] = self._clock.monotonic_ms()
        self._clock.raise_floor(shown.issued_at)  # signed by the platform; the phone's own time is never believed
        if shown.kind is None:
            return self._roster[shown.subject]
        self._challenge = b""
        agreed = self._has_agreed(shown.subject)
        return ResidentSeen(shown.subject, shown.pass_id, shown.kind, shown.digest, agreed)

    def _is_echo(self, fingerprint: bytes) -> bool:
        now_ms = self._clock.monotonic_ms()
        self._accepted_ms = {f: at_ms for f, at_ms in self._accepted_ms.items() if now_ms - at_ms < ECHO_MS}
        return fingerprint in self._accepted_ms

    def _objection(self, shown: Shown) -> RefusalReason | None:
        if self._is_revoked(shown):
            return RefusalReason.REVOKED
        signed = self._clock.signed_now()
        if signed is not None:  # better than any clock of this machine
            reason = untimely(shown, signed, ClockTrust.TRUSTED)
        else:
            reason = untimely(shown, self._clock.latest_known(), self._clock.trust())
        if reason is not None:
            return reason
        # Last, because to be admitted is to be remembered.
        if not (self._answers_challenge(shown) and self._is_first_showing(shown)):
            return RefusalReason.REPLAYED
        return None

    def _is_revoked(self, shown: Shown) -> bool:
        if not self._directory.revoked.isdisjoint({shown.pass_id, shown.subject}):
            return True
        return shown.kind is None and shown.subject not in self._roster

    def _answers_challenge(self, shown: Shown) -> bool:
        return shown.kind is None or shown.challenge == self._challenge

    def _is_first_showing(self, shown: Shown) -> bool:
        if not shown.digest:
            return True
        # Not until the window closes but until the certificate ends: a kiosk that wakes up without a clock tomorrow
        # would otherwise take today's picture.
        return self._seen.admit(shown.digest, int((shown.expires_at + CLOCK_TOLERANCE).timestamp()))
