"""The shapes on the wire, as the kiosk reads and writes them (contract/README.md). Unknown fields are ignored."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated

import msgspec
import zstandard

from kiosk.core.journal import StoredEntry

_Seq = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]  # what SQLite can hold
_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
COMPRESSION_LEVEL = 1
"""A tenth of gzip's time and 10 % smaller; on our ranges level 3 is slower *and* larger: bench/compression.py."""


class KeyRecord(msgspec.Struct, frozen=True):
    """A public key: ``kid`` is 16 hex digits, ``public_key`` base64url of 32 bytes."""

    kid: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    public_key: str


class EnrolmentAnswer(msgspec.Struct, frozen=True):
    """201 of POST /v1/enrolments."""

    kiosk: str
    platform: str
    directory_keys: Annotated[tuple[KeyRecord, ...], msgspec.Meta(min_length=1)]


class VerdictRecord(msgspec.Struct, frozen=True):
    """The platform's word on one entry."""

    seq: _Seq
    verdict: str
    reason: str | None = None


class JournalAnswer(msgspec.Struct, frozen=True):
    """200 of POST /v1/journal. It echoes the range that was sent.

    What is None an earlier platform does not tell; then only asking shows whether there is another briefing.
    """

    kiosk: str
    epoch: str
    first: _Seq
    last: _Seq
    acked_seq: _Seq
    head_hash: _Hash
    verdicts: tuple[VerdictRecord, ...]
    directory_version: int
    briefing_version: _Seq | None = None
    briefing_revision: _Seq | None = None


class Problem(msgspec.Struct, frozen=True):
    """Problem details (RFC 9457) with the members that gap and fork carry."""

    type: str
    title: str = ""
    detail: str = ""
    epoch: str | None = None
    acked_seq: int | None = None
    head_hash: str | None = None


class Envelope(msgspec.Struct, frozen=True):
    """A signed document."""

    payload: str
    kid: str
    signature: str


class StaffRecord(msgspec.Struct, frozen=True):
    """One line of the roster. ``pin`` is an encoded hash; ``role`` may be a word that this version does not know."""

    badge: str
    role: str
    pin: str


class RoomRecord(msgspec.Struct, frozen=True):
    """A container that is not full."""

    id: str
    material: str


class PointRecord(msgspec.Struct, frozen=True):
    """A kiosk as the others see it. ``free``: materials of which a container there is not full; ``containers``: those
    containers, which an earlier platform does not list.
    """

    kiosk: str
    name_zh: str
    name_en: str
    latitude_e6: Annotated[int, msgspec.Meta(ge=-90_000_000, le=90_000_000)] | None = None
    longitude_e6: Annotated[int, msgspec.Meta(ge=-180_000_000, le=180_000_000)] | None = None
    free: tuple[str, ...] = ()
    containers: tuple[RoomRecord, ...] = ()


class DirectoryPayload(msgspec.Struct, frozen=True):
    """What the platform tells every kiosk."""

    version: int
    issued_at: str
    platform: str
    pass_keys: tuple[KeyRecord, ...]
    resident_page: str
    revoked: tuple[str, ...] = ()
    staff: tuple[StaffRecord, ...] = ()
    points: tuple[PointRecord, ...] = ()


class TimeAnswer(msgspec.Struct, frozen=True):
    """200 of GET /v1/time."""

    time: str
    nonce: str
    kid: str
    signature: str


def to_base64(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64(text: str) -> bytes:
    """The reverse of ``to_base64``. Raises ``ValueError``."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def journal_lines(entries: Sequence[StoredEntry]) -> bytes:
    """The NDJSON of a range. Stored bytes are put between ready-made pieces and never encoded again.

    Raises ``ValueError`` for an entry that has lost its bytes: there is nothing to send.
    """
    if not all(stored.entry for stored in entries):
        raise ValueError("an entry that was shrunk cannot be sent")
    return b"".join(
        b'{"entry":' + stored.entry + b',"signature":"' + to_base64(stored.signature).encode("ascii") + b'"}\n'
        for stored in entries
    )


def journal_body(entries: Sequence[StoredEntry]) -> bytes:
    """The compressed NDJSON of a range."""
    return zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(journal_lines(entries))
