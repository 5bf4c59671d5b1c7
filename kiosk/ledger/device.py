"""The kiosk's own secrets: the Ed25519 key it signs with and the key its ledger is encrypted with.

One file, ``device.key``, readable by its owner only, written whole or not at all. Whoever holds it can speak as this
kiosk, so it never leaves the machine; central knows only the public half.
"""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.ids import kiosk_id

FILE_NAME = "device.key"


@dataclass(frozen=True)
class Device:
    """``seed`` and ``store_key`` are 32 secret bytes each and never appear in ``repr`` or logs."""

    seed: bytes
    store_key: bytes

    def __repr__(self) -> str:
        return f"Device({self.kiosk})"

    @staticmethod
    def generate() -> "Device":
        """A new identity from the operating system's random source."""
        return Device(secrets.token_bytes(32), secrets.token_bytes(32))

    @cached_property
    def private_key(self) -> Ed25519PrivateKey:
        """The signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public_key(self) -> bytes:
        """The 32 raw bytes that central enrols."""
        return self.private_key.public_key().public_bytes_raw()

    @cached_property
    def kiosk(self) -> str:
        """The kiosk's id, derived from its public key."""
        return kiosk_id(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes. Callers put a fixed prefix of their own before what they sign."""
        return self.private_key.sign(message)

    def save(self, folder: Path) -> None:
        """Write ``device.key`` so that a power cut leaves the old content or the new, never a part."""
        path = folder / FILE_NAME
        temporary = path.with_suffix(".new")
        content = json.dumps({"version": 1, "seed": self.seed.hex(), "store_key": self.store_key.hex()})
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(folder)

    @staticmethod
    def load(folder: Path) -> "Device | None":
        """The saved identity, None when there is none. Raises ``StoreFault`` when the file is there but damaged."""
        path = folder / FILE_NAME
        try:
            table = json.loads(path.read_text("ascii"))
            return Device(bytes.fromhex(table["seed"]), bytes.fromhex(table["store_key"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
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
