"""What an indicator says: the frame, and the contract of a decoder that finds frames in a stream of bytes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class FrameKind(StrEnum):
    """What a frame is about; the value is the word in the output of ``kiosk scale decode``."""

    WEIGHT = "weight"
    TARE = "tare"
    OVERLOAD = "overload"
    UNDERLOAD = "underload"
    ERROR = "error"  # the indicator could not answer, or reports a defect
    STATUS = "status"  # state without a weight; piece counts and percentages too


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole, checked message of an indicator.

    ``value`` keeps the digits of the wire (trailing zeros too) and is None unless ``kind`` is weight or tare; so are
    ``unit``, ``stable`` and ``net``. ``unit``, ``stable`` and ``net`` are also None where the wire does not say.
    ``raw`` is every byte of the message with its delimiters; empty in a frame that is still to be encoded.
    """

    kind: FrameKind
    value: Decimal | None = None
    unit: str | None = None
    stable: bool | None = None
    net: bool | None = None
    raw: bytes = b""


class Decoder(Protocol):
    """Finds frames in a stream. The same bytes give the same frames and noise however they are cut into reads.

    Memory is bounded whatever arrives, time is linear, and nothing is ever raised: bytes that are no frame are noise.
    """

    @property
    def noise(self) -> int:
        """Bytes that belong to no frame, as far as known; exact after ``finish``."""

    def feed(self, data: bytes) -> list[Frame]:
        """Take what was read and return the frames that became whole, in order."""

    def finish(self) -> list[Frame]:
        """The stream has ended: return what only the end makes whole, count the rest as noise, and start afresh."""
