"""``key_changed``: the entry by which the kiosk goes over to another signing key.

The entry itself is still signed with the old key, everything behind it with the new one, whose proof in the body says
that whoever holds it wanted this very place. So the journal alone says which key signs which entry, from the first,
which the kiosk's id follows from. These entries never lose their bytes.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KIND = "key_changed"
KEY_BEHIND = "SELECT entry FROM journal WHERE kind = 'key_changed' AND position <= ? ORDER BY position DESC LIMIT 1"
"""The newest change up to a position: its new key signs what lies behind. The index ``journal_key`` is made for it."""
KEY_NOW = "SELECT entry FROM journal WHERE kind = 'key_changed' ORDER BY position DESC LIMIT 1"
_CONTEXT = b"greensprout-key-change-v1\x00"


def proof_message(kiosk: str, epoch: str, seq: int, old: bytes) -> bytes:
    """What the new key signs to take over from ``old`` (32 raw bytes) with entry ``seq``."""
    place = b"\x00".join(part.encode("ascii") for part in (kiosk, epoch, str(seq)))
    return _CONTEXT + place + b"\x00" + old


def changed_to(entry: dict[str, Any], old: bytes) -> bytes | None:
    """The public key that an entry of this kind goes over to from ``old``; None when it does not prove that."""
    body = entry.get("body")
    try:
        new, proof = (_from_base64(body[name]) for name in ("public_key", "proof"))  # type: ignore[index]
        message = proof_message(entry["kiosk"], entry["epoch"], entry["seq"], old)
        Ed25519PublicKey.from_public_bytes(new).verify(proof, message)
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError):
        return None
    return new


def new_key_of(entry: bytes) -> bytes:
    """The new public key, from the stored bytes of such an entry. Raises ``ValueError`` when they are none any more."""
    try:
        return _from_base64(json.loads(entry)["body"]["public_key"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no key_changed entry") from error


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
