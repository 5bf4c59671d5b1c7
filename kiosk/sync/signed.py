"""Signatures of the platform over what comes down."""

from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.sync.wire import KeyRecord, from_base64


def check(message: bytes, kid: str, signature: str, keys: Sequence[KeyRecord], what: str) -> None:
    """Raises ``LinkFault`` unless the one of ``keys`` that is called ``kid`` has signed ``message``. ``what``: its name
    for people.
    """
    for key in keys:
        if key.kid == kid:
            try:
                public = Ed25519PublicKey.from_public_bytes(from_base64(key.public_key))
                public.verify(from_base64(signature), message)
            except (InvalidSignature, ValueError) as error:
                raise not_signed(what) from error
            return
    raise not_signed(what)


def not_signed(what: str) -> LinkFault:
    """``what`` is not from the platform, or is not what it would sign."""
    return LinkFault(
        LinkFaultKind.NOT_PLATFORM, f"the {what} is not signed by the platform this kiosk is enrolled with"
    )
