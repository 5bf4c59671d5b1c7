"""What is written on the scale's plate and in its papers, and how the scale stands at this kiosk."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ScaleMode(StrEnum):
    """How a drop-off is weighed."""

    PLATFORM = "platform"  # the bag lies on the scale, and goes into the container afterwards
    CONTAINER = "container"  # the container stands on the scale: the difference before and after is the drop-off


@dataclass(frozen=True, slots=True)
class ScalePlate:
    """``interval_g`` is the verification interval e, ``max_g`` the capacity Max, ``min_g`` the lower limit Min; grams.

    ``check_weight_g`` is the test weight of a scale check; one is due ``check_days`` after the last.
    """

    interval_g: int
    max_g: int
    min_g: int
    mode: ScaleMode = ScaleMode.PLATFORM
    certificate_until: date | None = None
    check_weight_g: int = 10_000
    check_days: int = 30


_INITIAL_HALVES = ((500, 1), (2000, 2))
"""JJG 539-2016, class III, initial verification: up to 500 e half an e, up to 2000 e one e …"""
_LARGEST_HALVES = 3  # … and above that one and a half


def tolerance_in_service_g(load_g: int, interval_g: int) -> int:
    """The greatest error of a class III scale in service at ``load_g``: twice that of its initial verification.

    Grams; e, 2 e or 3 e. Source: JJG 539-2016.
    """
    intervals = abs(load_g) / interval_g
    halves = next((halves for limit, halves in _INITIAL_HALVES if intervals <= limit), _LARGEST_HALVES)
    return halves * interval_g
