"""Identities that are made on the device, offline, and stay unique for ever."""

import hashlib
import secrets

KIOSK_ID_PREFIX = "k-"


def new_id() -> str:
    """128 random bits as 32 hex digits: a session, a weighing, a boot, an epoch."""
    return secrets.token_hex(16)


def kiosk_id(device_public_key: bytes) -> str:
    """The kiosk's name: ``k-`` and 20 hex digits of the SHA-256 of its raw Ed25519 public key (32 bytes).

    Derived from the key, so a kiosk has its identity before it has ever met the platform, and central can check that
    a name belongs to a key without asking anybody (docs/adr/0004).
    """
    return KIOSK_ID_PREFIX + hashlib.sha256(device_public_key).hexdigest()[:20]


CLAIM_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed by hand


def new_claim_code() -> str:
    """A guest's claim: 16 characters (78 bits) of an alphabet without look-alikes, e.g. ``7GKQ2M…``."""
    return "".join(secrets.choice(CLAIM_ALPHABET) for _ in range(16))


def claim_hash(code: str) -> str:
    """What the journal keeps of a claim code: SHA-256 in hex, so the journal cannot be used to claim."""
    return hashlib.sha256(b"greensprout-claim-v1\x00" + code.encode("ascii")).hexdigest()
