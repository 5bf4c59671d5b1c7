"""What sync needs from the rest of the house."""

from collections.abc import Sequence
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.core.journal import Backlog, KeySpan, Revision, StoredEntry, Totals, Verdict


class Journal(Protocol):
    """The ledger, as far as sync may see it."""

    def backlogs(self) -> list[Backlog]:
        """Where shipping stands in every epoch, oldest first."""

    def entries(self, epoch: str, first: int, limit: int) -> list[StoredEntry]:
        """Up to ``limit`` entries from ``first`` on."""

    def key_span(self, epoch: str, seq: int) -> KeySpan:
        """Which key signs an entry, and how far that key signs."""

    def hash_at(self, epoch: str, seq: int) -> str | None:
        """Hex hash of an entry, 64 zeros for seq 0, None when there is none."""

    def acknowledge(self, epoch: str, seq: int, head_hash: str, verdicts: Sequence[Verdict]) -> None:
        """Record that the platform holds everything up to ``seq``."""

    def apply_revisions(self, revisions: Sequence[Revision], name: str, body: bytes) -> None:
        """Take over later words of the platform on entries, and keep document ``name`` with them: both or neither."""

    def totals(self) -> Totals:
        """Sums and counts."""

    def read_document(self, name: str) -> bytes | None:
        """A small document kept beside the journal."""

    def change_platform(self, name: str, body: bytes, forget: str) -> None:
        """Keep document ``name``; forget document ``forget``, and what the last platform acknowledged and judged."""

    def write_document(self, name: str, body: bytes) -> None:
        """Keep or replace a small document."""


class Signer(Protocol):
    """One of the kiosk's keys."""

    @property
    def kiosk(self) -> str:
        """The kiosk's id."""

    @property
    def public_key(self) -> bytes:
        """32 raw bytes."""

    @property
    def private_key(self) -> Ed25519PrivateKey:
        """Signs requests."""

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature."""


class Identity(Protocol):
    """The kiosk, with every key that it has had."""

    @property
    def kiosk(self) -> str:
        """The kiosk's id."""

    @property
    def keys(self) -> Sequence[Signer]:
        """Oldest first; the id follows from the first."""
