"""Binary values as text: base64url without padding, decoded strictly."""

import base64
import binascii
import re

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*\Z")


def base64url(value: bytes) -> str:
    """Encode without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Decode text without padding. Raises ``ValueError`` for anything else, including padded text."""
    if not _ALPHABET.match(text):
        raise ValueError("not base64url")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
