"""What the ledger and the sync worker hand to each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it lies on disk and goes over the wire: canonical bytes, SHA-256 (32), Ed25519 signature (64).

    ``entry`` is empty when it was shrunk; hash and signature still prove what it said to whoever holds a copy.
    """

    seq: int
    entry: bytes
    hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit that has not ended. ``claim_code``: a guest's; forgotten when the visit ends."""

    session: str
    claim_code: str | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """Where shipping stands: entries ``acked_seq + 1 … head_seq`` of ``epoch`` are not yet acknowledged. ``closed``: a
    later epoch has begun.
    """

    epoch: str
    acked_seq: int
    head_seq: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class KeySpan:
    """Entries that one key signs: its public half (32 raw bytes), and the last of them in their epoch, which changes
    the key; None: it goes on to the newest.
    """

    public_key: bytes
    last: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The platform's word on one entry: accepted, held or refused. ``reason`` is a machine word or None."""

    seq: int
    verdict: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A later word of the platform on an entry of ``epoch``, which replaces what it had answered before."""

    epoch: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PastDropOff:
    """A drop-off as a resident's history shows it: grams and points; ``day`` is the local one, 2026-11-22."""

    seq: int
    day: str
    material: str
    net_g: int
    reduction_g: int
    points: int
    held: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the whole ledger; grams and points. ``head`` is the hex hash of the newest entry."""

    entries: int
    drop_offs: int
    weight_g: int
    reduction_g: int
    points: int
    head: str
    acked_seq: int
    pending: int
