"""Time in the town: the true time, and what each machine makes of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.core.clock import SystemClock

BEGIN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """The true time: milliseconds since ``BEGIN``, moved by the town alone."""

    ms: int = 0

    def now(self) -> datetime:
        """The true moment."""
        return BEGIN + timedelta(milliseconds=self.ms)


@dataclass
class Hardware:
    """The clock chip of one machine: off by ``error`` from the true time, and begun anew at ``booted_ms``."""

    world: World
    error: timedelta = timedelta()
    booted_ms: int = 0

    def set_to(self, moment: datetime) -> None:
        """Somebody or something sets the wall clock."""
        self.error = moment - self.world.now()


class MachineClock(SystemClock):
    """The product's own clock, upon simulated hardware: only the two readings of the machine are exchanged."""

    def __init__(self, hardware: Hardware, boot: str) -> None:
        super().__init__(boot)
        self._hardware = hardware

    def now(self) -> datetime:
        return self._hardware.world.now() + self._hardware.error

    def monotonic_ms(self) -> int:
        return self._hardware.world.ms - self._hardware.booted_ms

    @property
    def floor(self) -> datetime:
        """The moment before which the wall clock is not believed."""
        return self._floor
