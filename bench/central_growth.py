"""What an entry costs a platform that holds a million entries already, against one that holds a hundred thousand.

Both platforms run; the same ranges of a new kiosk go to them turn by turn. Their residents are drawn from all that the
platform knows, so that the rows and index pages that are touched lie anywhere.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from bench.central_journals import fill, resident_name, residents_of
from bench.fleet_journals import make_fleet
from bench.result import Result, cost
from bench.stage import Flow, Load, Stage, port_of, stages
from central.store import open_store

SMALL, LARGE = 100_000, 1_000_000
BATCH, BATCHES = 500, 10
CALL, CALLS = 3, 100
ROUNDS = 4
GOAL = 1.2
_DRAWN = 2_000
_SEED = 9
_SERVER = ("shared_buffers=512MB", "max_wal_size=8GB")
"""PostgreSQL as one would set it up for so much: its defaults are for machines of long ago."""


def measure(scratch: Path, large: int = LARGE, kinds: Sequence[str] = ("sqlite", "postgresql")) -> list[Result]:
    """The time of an entry in ranges of ``BATCH``, and of a call with ``CALL`` entries, as costs of the small one's."""
    with stages(scratch, *_SERVER) as both:
        return [result for stage in both if stage.kind in kinds for result in _compare(stage, large)]


def _compare(stage: Stage, large: int) -> Iterator[Result]:
    with ExitStack() as stack:
        small_one, large_one = (_Grown(stack, stage, size) for size in (SMALL, large))
        for number in range(ROUNDS):
            for each in (small_one, large_one) if number % 2 == 0 else (large_one, small_one):
                each.send()
    name, what = f"central_growth.{stage.kind}", f"with {large:,} entries against {SMALL:,}"
    batch, call = f"an entry in ranges of {BATCH} {what}", f"a call with {CALL} entries {what}, median"
    yield cost(f"{name}.{large}.entry", batch, median(large_one.entry_us), median(small_one.entry_us), "µs", GOAL)
    yield cost(f"{name}.{large}.call", call, median(large_one.call_ms), median(small_one.call_ms), "ms", GOAL)


class _Grown:
    """A platform with a past, and a new kiosk that has much to say."""

    def __init__(self, stack: ExitStack, stage: Stage, entries: int) -> None:
        database = stage.new_database()
        with closing(open_store(database)) as store:
            fill(store, entries)
        if stage.server is not None:
            with stage.server.connect() as connection:
                connection.execute("CHECKPOINT")
        self._stage = stage
        url = stack.enter_context(stage.platform(database))
        self._port = port_of(url)
        source = random.Random(_SEED)
        known = [resident_name(number) for number in source.choices(range(residents_of(entries)), k=_DRAWN)]
        ranges = [*[BATCH] * BATCHES, *[CALL] * CALLS] * ROUNDS
        fleet = make_fleet(1, ranges, _SEED, known=known)
        fleet.enrol(database, url)
        self._shots = iter(fleet.signed()[0])
        self.entry_us: list[float] = []
        self.call_ms: list[float] = []

    def send(self) -> None:
        """Send what comes next of the journal: the ranges of one round."""
        self.entry_us.append(1e6 / self._drive(BATCHES, BATCH).entries_per_s)
        self.call_ms.append(self._drive(CALLS, CALL).p50_ms)

    def _drive(self, count: int, size: int) -> Flow:
        lane = [next(self._shots) for _ in range(count)]
        return self._stage.drive(self._port, Load([lane], count * size, 1))
