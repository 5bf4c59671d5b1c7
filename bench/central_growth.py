"""What an entry costs a platform that holds a million entries already, against one that holds a hundred thousand.

Both platforms run; the same ranges of a new kiosk go to them turn by turn. Their residents are drawn from all that the
platform knows, so that the rows and index pages that are touched lie anywhere.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from bench.central_journals import fill, resident_name, residents_of
from bench.fleet_clients import Shot
from bench.fleet_journals import Fleet, make_fleet
from bench.result import Result, cost
from bench.rounds import interleaved
from bench.stage import Flow, Load, Stage, port_of, stages
from central.store import open_store

SMALL, LARGE = 100_000, 1_000_000
BATCH, BATCHES = 500, 10
CALL, CALLS = 3, 100
ROUNDS = 3
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
        sizes = {"small": SMALL, "large": large}
        grown = {name: _Grown(stack, stage, size) for name, size in sizes.items()}
        runs: dict[str, Callable[[], float]] = {}
        for name, platform in grown.items():
            runs[f"entry {name}"] = lambda platform=platform: 1e6 / platform.send_batches().entries_per_s  # type: ignore[misc]
            runs[f"call {name}"] = lambda platform=platform: platform.send_calls().p50_ms  # type: ignore[misc]
        found = interleaved(ROUNDS, runs)
    name, what = f"central_growth.{stage.kind}", f"with {large:,} entries against {SMALL:,}"
    batch, call = f"an entry in ranges of {BATCH} {what}", f"a call with {CALL} entries {what}, median"
    yield cost(f"{name}.{large}.entry", batch, found["entry large"], found["entry small"], "µs", GOAL)
    yield cost(f"{name}.{large}.call", call, found["call large"], found["call small"], "ms", GOAL)


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
        self._shots = self._signed(fleet)

    @staticmethod
    def _signed(fleet: Fleet) -> Iterator[Shot]:
        return iter(fleet.signed()[0])

    def send_batches(self) -> Flow:
        """Send the next ranges of ``BATCH``."""
        return self._send(BATCHES, BATCHES * BATCH)

    def send_calls(self) -> Flow:
        """Send the next ranges of ``CALL``."""
        return self._send(CALLS, CALLS * CALL)

    def _send(self, count: int, entries: int) -> Flow:
        lane = [next(self._shots) for _ in range(count)]
        return self._stage.drive(self._port, Load([lane], entries, 1))
