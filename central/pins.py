"""PINs of the staff: six digits, kept as argon2id."""

import itertools
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import Type

from central.problems import CentralError

DIGITS = 6
_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
"""Three passes over 32 MiB on one thread: about 80 ms on a server's core, so that three times slower is still 0.3 s."""


def pin_hash(pin: str) -> str:
    """The encoded argon2id hash. Raises ``CentralError`` for what is not six digits, or is easily guessed."""
    if not (len(pin) == DIGITS and pin.isascii() and pin.isdigit()):
        raise CentralError(f"a PIN has {DIGITS} digits")
    if is_trivial(pin):
        raise CentralError("that PIN is guessed at once (a run or a repetition); choose another")
    return _HASHER.hash(pin)


def is_pin(hashed: str, pin: str) -> bool:
    """Whether ``pin`` is the one behind an encoded hash. Takes as long as ``pin_hash``."""
    try:
        return _HASHER.verify(hashed, pin)
    except VerifyMismatchError:
        return False


def is_trivial(pin: str) -> bool:
    """Whether ``pin`` counts by one step (135791), repeats a part of itself (121212), or doubles digits (112277)."""
    counts = len({(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}) == 1
    repeats = any(pin == pin[:part] * (DIGITS // part) for part in (1, 2, 3))
    return counts or repeats or pin[::2] == pin[1::2]


def random_pin() -> str:
    """A PIN that is not trivial."""
    while True:
        pin = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not is_trivial(pin):
            return pin
