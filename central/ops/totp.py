"""The second factor: codes of an authenticator (RFC 6238: SHA-1, six digits, 30 seconds)."""

import hmac
from datetime import datetime

import pyotp

STEP_S = 30
_DIGITS = 6
_SLACK = 1
"""So many steps a phone's clock may be off, either way."""
ISSUER = "绿芽回收亭"


def new_secret() -> str:
    """A shared secret, Base32."""
    return pyotp.random_base32()


def address(secret: str, account: str) -> str:
    """What an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The step of time that ``code`` belongs to; None: it is wrong, or not newer than ``last_step``, the last used."""
    digits = "".join(code.split())
    if len(digits) != _DIGITS or not digits.isascii():
        return None
    current, totp = int(now.timestamp()) // STEP_S, pyotp.TOTP(secret)
    for step in range(current - _SLACK, current + _SLACK + 1):
        if hmac.compare_digest(totp.at(step * STEP_S), digits) and step > last_step:
            return step
    return None
