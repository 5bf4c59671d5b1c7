"""How much to send and how long to wait. Pure: the random source comes in."""

import random
from dataclasses import dataclass

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 120.0
SMALLEST_BATCH = 1
ASKED_SPREAD = 0.5
IDLE_SPREAD = 0.25


@dataclass
class Pace:
    """Waits grow exponentially with full jitter, batches halve on failure and double on success. No attempt ever
    counts against an entry: an outage of any length costs nothing.
    """

    largest_batch: int
    source: random.Random
    batch: int = 0
    failures: int = 0

    def __post_init__(self) -> None:
        self.batch = self.batch or self.largest_batch

    def succeeded(self) -> None:
        """The platform took a batch."""
        self.failures = 0
        self.batch = min(self.largest_batch, self.batch * 2)

    def failed(self) -> None:
        """It did not."""
        self.failures += 1
        self.batch = max(SMALLEST_BATCH, self.batch // 2)

    def wait_s(self, retry_after_s: int | None = None) -> float:
        """Seconds to wait after the failures so far; never shorter than the platform asked for.

        A platform asks all kiosks for the same time. Were each to come back just then, they would come together, so the
        jitter stands behind what was asked, and is the wider the longer that is.
        """
        asked = retry_after_s or 0
        ceiling = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(self.failures - 1, 16)) if self.failures else 0.0
        return asked + self.source.uniform(0, max(ceiling, asked * ASKED_SPREAD))

    def idle_s(self, usual_s: float) -> float:
        """Seconds until the next look when nothing is to be done; kiosks that began together drift apart."""
        return usual_s * self.source.uniform(1 - IDLE_SPREAD, 1 + IDLE_SPREAD)
