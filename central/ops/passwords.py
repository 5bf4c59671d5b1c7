"""Passwords of accounts, kept as argon2id."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import Type

from central.problems import CentralError

MIN_LENGTH, MAX_LENGTH = 10, 200
_LEAST_DIFFERENT = 5
_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
"""As for PINs (``central.pins``): about 80 ms on a server's core."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Whoever floods the login must not fill the memory with hashing."""


_NOBODYS = "$argon2id$v=19$m=32768,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""A hash of the same cost, of no password that anybody knows."""


def check(password: str, name: str) -> None:
    """Raises ``CentralError`` for what is too short, too long or easily guessed."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH or "\0" in password:
        raise CentralError("password-length")
    if len(set(password)) < _LEAST_DIFFERENT or name.lower() in password.lower():
        raise CentralError("password-guessed")


def password_hash(password: str) -> str:
    """The encoded argon2id hash."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether ``password`` is the one behind an encoded hash. Without a hash it takes as long, and is not."""
    with _AT_ONCE:
        try:
            _HASHER.verify(hashed or _NOBODYS, password)
        except VerifyMismatchError:
            return False
    return hashed is not None
