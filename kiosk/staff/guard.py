"""Judges PINs: five tries, then a wait that doubles with every further wrong one.

A try is counted on disk before it is judged, so pulling the plug saves nobody a failure. Waits run on the monotonic
clock, so setting the clock shortens none, and begin anew when the kiosk starts. Argon2id takes its time on purpose;
everything here but ``adopt`` and the handing over of questions happens on the ledger's thread.
"""

import logging
from collections.abc import Mapping

import argon2

from kiosk.core.clock import Clock
from kiosk.core.events import PinJudged, Post, StaffMember
from kiosk.staff.ports import PinStore, Submit

TRIES = 5
FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 3_600_000
UNLOCKED = "unlocked"
LOCKED_OUT = "locked_out"

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$Z3JlZW5zcHJvdXQtbm9ib2R5$O7dHQzHCmVJ3WJt6mYyTEvjCLdmz7MVPFGMRJqDqxZ0"
"""The hash of no PIN: what a badge that is on no roster is judged by, as slowly as any other."""
_log = logging.getLogger(__name__)


class PinGuard:
    """Answers ``look_up`` and ``check`` with ``PinJudged``, and not at all while the store is broken. Never blocks.

    A PIN is in no log, no ``repr`` and no file.
    """

    def __init__(self, store: PinStore, submit: Submit, clock: Clock, post: Post) -> None:
        self._store = store
        self._submit = submit
        self._clock = clock
        self._post = post
        self._roster: Mapping[str, StaffMember] = {}  # replaced whole, never changed
        self._until_ms: dict[str, int] = {}  # the store's thread only: when a badge may be tried again

    @property
    def staff_known(self) -> bool:
        """The platform has named its staff."""
        return bool(self._roster)

    def adopt(self, staff: tuple[StaffMember, ...]) -> None:
        """Believe this roster from now on, and only this one."""
        self._roster = {member.badge: member for member in staff}

    def look_up(self, badge: str) -> None:
        """How many tries are left, and how long to wait for the next."""
        self._submit(lambda: self._tell(badge, self._store.pin_failures(badge)))

    def check(self, badge: str, pin: str) -> None:
        """Is this the PIN of this badge?"""
        self._submit(lambda: self._check(badge, pin))

    # --- the store's thread ---

    def _check(self, badge: str, pin: str) -> None:
        before = self._store.pin_failures(badge)
        if self._wait_ms(badge, before) > 0:
            self._tell(badge, before)
            return
        failures = self._store.count_pin_failure(badge)
        member = self._roster.get(badge)
        if _is_right(pin, member, self._roster) and member is not None:
            self._store.forget_pin_failures(badge)
            self._store.append_staff_action(badge, member.role, UNLOCKED)
            self._post(PinJudged(badge, right=True, tries_left=TRIES, wait_ms=0))
            return
        if failures >= TRIES:
            self._until_ms[badge] = self._clock.monotonic_ms() + wait_after_ms(failures)
            _log.info("badge %s has to wait after %d wrong PINs", badge, failures)
            if member is not None:
                self._store.append_staff_action(badge, member.role, LOCKED_OUT)
        self._tell(badge, failures)

    def _tell(self, badge: str, failures: int) -> None:
        wait_ms = self._wait_ms(badge, failures)
        tries_left = 0 if wait_ms else max(1, TRIES - failures)
        self._post(PinJudged(badge, right=False, tries_left=tries_left, wait_ms=wait_ms))

    def _wait_ms(self, badge: str, failures: int) -> int:
        if failures < TRIES:
            return 0
        now_ms = self._clock.monotonic_ms()
        # A wait of which this run knows nothing began before a restart.
        until_ms = self._until_ms.setdefault(badge, now_ms + wait_after_ms(failures))
        return max(0, until_ms - now_ms)


def wait_after_ms(failures: int) -> int:
    """How long nobody may try after so many wrong PINs: 30 seconds after the fifth, doubled by each further one, at
    most an hour.
    """
    if failures < TRIES:
        return 0
    return min(FIRST_WAIT_MS << min(failures - TRIES, 16), LONGEST_WAIT_MS)


def _is_right(pin: str, member: StaffMember | None, roster: Mapping[str, StaffMember]) -> bool:
    stands_in = next((other.pin_hash for other in roster.values()), _NOBODY)
    try:
        return argon2.PasswordHasher().verify(stands_in if member is None else member.pin_hash, pin)
    except argon2.exceptions.VerifyMismatchError:
        return False
    except (argon2.exceptions.InvalidHashError, argon2.exceptions.VerificationError) as error:
        _log.warning("a PIN hash of the roster cannot be used: %s", type(error).__name__)
        return False
