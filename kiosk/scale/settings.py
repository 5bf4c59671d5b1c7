"""Which scale stands at this kiosk, and what its plate says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.core.errors import UsageFault
from kiosk.core.line import LineSettings
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.core.units import grams

MIN_IN_INTERVALS = 20
"""Min of a class III scale: 20 verification intervals."""

LEAST_SETTLE_MS = 200
MOST_SETTLE_MS = 10_000
MOST_CHECK_DAYS = 366

USUAL_CHECK_G = 10_000
"""The test weight of a scale check, where none is configured."""


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """All masses in grams. None for a line setting means: as the protocol declares it.

    ``interval_g`` is the verification interval e, ``max_g`` the capacity Max, ``min_g`` the lower limit Min (None:
    20 e).
    ``unit`` is the unit that the indicator must show; it is taken for granted where the protocol carries none.
    ``profile`` names a variant of the protocol, where it has any. ``container_tare_g`` is the empty container's mass,
    for container mode. ``check_weight_g`` None: 10 kg, or half of Max where that is less.
    Raises ``UsageFault`` when the numbers or the unit cannot belong to a scale.
    """

    port: str
    protocol: str
    interval_g: int
    max_g: int
    min_g: int | None = None
    unit: str = "kg"
    settle_ms: int = 1000
    scale_id: str = ""
    baud: int | None = None
    bytesize: int | None = None
    parity: str | None = None
    stopbits: int | None = None
    certificate: str = ""
    certificate_until: date | None = None
    profile: str = ""
    mode: ScaleMode = ScaleMode.PLATFORM
    container_tare_g: int | None = None
    check_weight_g: int | None = None
    check_days: int = 30

    def __post_init__(self) -> None:
        try:
            grams(Decimal(1), self.unit)
        except ValueError as error:
            raise UsageFault(f"scale unit {self.unit!r} cannot be weighed in; use kg, g, jin or t") from error
        if self.interval_g < 1:
            raise UsageFault("scale interval_g must be at least 1 gram (e on the scale's plate)")
        if not LEAST_SETTLE_MS <= self.settle_ms <= MOST_SETTLE_MS:
            raise UsageFault(f"scale settle_ms must lie between {LEAST_SETTLE_MS} and {MOST_SETTLE_MS} milliseconds")
        if not 0 < self.minimum_g < self.max_g:
            raise UsageFault(f"scale max_g ({self.max_g}) must be above min_g ({self.minimum_g}), and that above 0")
        if not self.minimum_g <= self.plate.check_weight_g <= self.max_g:
            raise UsageFault(f"scale check_weight_g ({self.check_weight_g}) must lie between min_g and max_g")
        if not 1 <= self.check_days <= MOST_CHECK_DAYS:
            raise UsageFault(f"scale check_days must lie between 1 and {MOST_CHECK_DAYS} days")
        if self.mode is ScaleMode.CONTAINER and self.container_tare_g is None:
            raise UsageFault("scale mode container needs container_tare_g, the empty container's mass in grams")
        if self.mode is ScaleMode.CONTAINER and (self.container_tare_g or 0) + self.plate.check_weight_g > self.max_g:
            raise UsageFault("scale container_tare_g and check_weight_g together must not exceed max_g")
        if self.container_tare_g is not None and not 0 <= self.container_tare_g < self.max_g:
            raise UsageFault(f"scale container_tare_g ({self.container_tare_g}) must lie between 0 and max_g")

    @property
    def minimum_g(self) -> int:
        """Min in grams: as configured, otherwise 20 e."""
        return MIN_IN_INTERVALS * self.interval_g if self.min_g is None else self.min_g

    @property
    def wire_format(self) -> str:
        """The protocol as records name it: with its profile, where one is configured."""
        return f"{self.protocol}/{self.profile}" if self.profile else self.protocol

    @property
    def plate(self) -> ScalePlate:
        """What the rest of the house may know about the scale."""
        check_g = self.check_weight_g
        if check_g is None:
            check_g = max(self.minimum_g, min(USUAL_CHECK_G, self.max_g // 2))
        return ScalePlate(
            self.interval_g, self.max_g, self.minimum_g, self.mode, self.certificate_until, check_g, self.check_days
        )

    def line(self, usual: LineSettings) -> LineSettings:
        """The line as configured, and where nothing is configured as the protocol usually has it."""
        return LineSettings(
            self.baud or usual.baud,
            self.bytesize or usual.bytesize,
            self.parity or usual.parity,
            self.stopbits or usual.stopbits,
        )
