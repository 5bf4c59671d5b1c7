"""What a code says once its signatures hold: the common ground of all kinds of codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind


@dataclass(frozen=True)
class PassKeys:
    """What the directory says about codes: who issues them, and with which Ed25519 keys (kid → 32 raw bytes)."""

    platform: str = ""
    keys: Mapping[bytes, bytes] = field(default_factory=dict)

    def public_key(self, kid: bytes) -> bytes:
        """The key named ``kid``. Raises ``Refusal``: no keys at all, or another platform's key."""
        if not self.keys:
            raise Refusal(RefusalReason.NO_KEYS)
        if kid not in self.keys:
            raise Refusal(RefusalReason.FOREIGN)
        return self.keys[kid]


@dataclass(frozen=True, slots=True)
class Shown:
    """A code that the platform stands behind. Whether it is good *now* is judged by ``window`` and ``gate``.

    ``kind`` is None for a badge of the staff. ``subject`` is the resident's pseudonym or the badge id. ``digest`` names
    this very showing; it is empty for what may be shown again and again. ``signed_at`` is the phone's own clock, which
    nobody vouches for; ``issued_at`` is the platform's. ``challenge`` is empty where none was answered.
    """

    kind: PassKind | None
    subject: str
    pass_id: str
    digest: str
    issued_at: datetime
    expires_at: datetime
    signed_at: datetime | None = None
    challenge: bytes = b""
