"""The platform's two Ed25519 keys: one signs directories and times, the other signs passes."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from central.clock import Now, rfc3339
from central.schema import PlatformKey
from central.store import Store, insert_unless_known


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its public names."""

    private: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        """Raw public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def kid(self) -> str:
        """Key id: the first 8 bytes of the SHA-256 of the raw public key, in hex."""
        return hashlib.sha256(self.public_key).hexdigest()[:16]

    def sign(self, context: str, *parts: bytes) -> bytes:
        """Sign ``context`` and ``parts`` joined by 0x00; no signature of one context can pose as one of another."""
        return self.private.sign(b"\x00".join([context.encode("ascii"), *parts]))


@dataclass(frozen=True, slots=True)
class PlatformKeys:
    """Both keys, loaded once at start."""

    directory: SigningKey
    passes: SigningKey

    @property
    def platform(self) -> str:
        """The platform's id: ``p-`` and 20 hex digits of the SHA-256 of its raw directory key."""
        return "p-" + hashlib.sha256(self.directory.public_key).hexdigest()[:20]


def load_or_make_keys(store: Store, now: Now) -> PlatformKeys:
    """The keys of this database; made at its first start and never again."""
    return PlatformKeys(directory=_load_or_make(store, now, "directory"), passes=_load_or_make(store, now, "pass"))


def _load_or_make(store: Store, now: Now, purpose: str) -> SigningKey:
    with store.writing() as connection:
        raw = _raw_key(connection, purpose)
        if raw is None:
            key = SigningKey(Ed25519PrivateKey.generate())
            row = {"kid": key.kid, "purpose": purpose, "private_key": key.private.private_bytes_raw()}
            # Two workers may start at once: whose key comes first is the key, and the other takes it over.
            insert_unless_known(connection, PlatformKey, {**row, "created_at": rfc3339(now())})
            raw = _raw_key(connection, purpose)
        assert raw is not None, "somebody's key is stored by now"
        return SigningKey(Ed25519PrivateKey.from_private_bytes(raw))


def _raw_key(connection: Connection, purpose: str) -> bytes | None:
    return connection.scalar(select(PlatformKey.private_key).where(PlatformKey.purpose == purpose))
