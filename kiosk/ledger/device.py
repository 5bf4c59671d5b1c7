"""The kiosk's own secrets: the Ed25519 keys it signs with and the key its ledger is encrypted with.

One file, ``device.key``, readable by its owner only, written whole or not at all. Whoever holds it can speak as this
kiosk, so it never leaves the machine; central knows only the public half.

A signing key that was replaced stays in the file. Entries that wait may have been signed with it, and a platform or a
ledger that is put back from a backup may know no later one. Which key is in force the journal says (``keychange``).
"""

import json
import os
import secrets
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.ids import kiosk_id
from kiosk.ledger.owner import hand_over

FILE_NAME = "device.key"


@dataclass(frozen=True)
class DeviceKey:
    """One of the keys that ``kiosk`` signs with. ``seed`` is 32 secret bytes."""

    kiosk: str
    seed: bytes = field(repr=False)

    @cached_property
    def private_key(self) -> Ed25519PrivateKey:
        """The signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """Its public half, 32 raw bytes."""
        return self.private_key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes. Callers put a fixed prefix of their own before what they sign."""
        return self.private_key.sign(message)


@dataclass(frozen=True)
class Device:
    """``seed`` is that of the first key, from which the kiosk's id follows for ever; ``later_seeds`` are those of the
    keys that came after it, oldest first. They and ``store_key`` are 32 secret bytes each and never appear in ``repr``
    or logs.
    """

    seed: bytes
    store_key: bytes
    later_seeds: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"Device({self.kiosk})"

    @staticmethod
    def generate() -> "Device":
        """A new identity from the operating system's random source."""
        return Device(secrets.token_bytes(32), secrets.token_bytes(32))

    def with_new_key(self) -> "Device":
        """The same kiosk with one more key, which nobody knows yet."""
        return replace(self, later_seeds=(*self.later_seeds, secrets.token_bytes(32)))

    @cached_property
    def keys(self) -> tuple[DeviceKey, ...]:
        """All keys, oldest first."""
        return tuple(DeviceKey(self.kiosk, seed) for seed in (self.seed, *self.later_seeds))

    def after(self, public_key: bytes) -> tuple[DeviceKey, ...] | None:
        """The keys that came after the one with this public half; None when it is not one of this kiosk's."""
        known = [key.public_key for key in self.keys]
        return self.keys[known.index(public_key) + 1 :] if public_key in known else None

    @cached_property
    def private_key(self) -> Ed25519PrivateKey:
        """The first signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """The 32 raw bytes of the first key, which central enrols and auditors begin with."""
        return self.private_key.public_key().public_bytes_raw()

    @cached_property
    def kiosk(self) -> str:
        """The kiosk's id, derived from its first public key."""
        return kiosk_id(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature by the first key, as ``DeviceKey.sign``."""
        return self.private_key.sign(message)

    def save(self, folder: Path) -> None:
        """Write ``device.key`` so that a power cut leaves the old content or the new, never a part."""
        path = folder / FILE_NAME
        temporary = path.with_suffix(".new")
        content = json.dumps(self._table())
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            hand_over(temporary, path)
        temporary.replace(path)
        sync_folder(folder)

    def _table(self) -> dict[str, object]:
        if not self.later_seeds:
            return {"version": 1, "seed": self.seed.hex(), "store_key": self.store_key.hex()}
        # Under another name, so that software which knows of one key only does not go on signing with the first.
        seeds = [seed.hex() for seed in (self.seed, *self.later_seeds)]
        return {"version": 2, "seeds": seeds, "store_key": self.store_key.hex()}

    @staticmethod
    def load(folder: Path) -> "Device | None":
        """The saved identity, None when there is none. Raises ``StoreFault`` when the file is there but damaged."""
        path = folder / FILE_NAME
        try:
            table = json.loads(path.read_text("ascii"))
            seeds = table["seeds"] if table.get("version") == 2 else [table["seed"]]
            first, *later = map(bytes.fromhex, seeds)
            return Device(first, bytes.fromhex(table["store_key"]), tuple(later))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreFault(
                StoreFaultKind.WRONG_KEY,
                f"{path} is damaged, so the ledger cannot be opened: put back the copy from this kiosk's backup",
            ) from error


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable."""
    if os.name != "posix":  # other systems have no such call; NTFS journals its folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
