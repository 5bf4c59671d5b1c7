"""Many virtual kiosks against a real platform, on both databases, against the least that stores the same bytes.

Everything that a kiosk does is done before, so that the clients cost little. Two kinds of load: the ordinary day
(ranges of three entries), and a fleet that comes back from an outage (ranges of fifty).
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bench.fleet_clients import Shot
from bench.fleet_journals import Fleet, lines_of, make_fleet, wire_bytes
from bench.result import Result, cost, rate
from bench.stage import Flow, Load, Stage, port_of, singles, stages, to_store

SINGLE_RECORDS = 2_000
_SEED = 7


@dataclass(frozen=True)
class Plan:
    """How many kiosks, and the ranges that each sends on an ordinary day and then after an outage."""

    kiosks: int
    day: Sequence[int]
    outage: Sequence[int]


HUNDREDS = Plan(200, (3, 3), (50,))
THOUSAND = Plan(1_000, (3,), (20,))


def measure(scratch: Path, plan: Plan = HUNDREDS) -> list[Result]:
    """Ingest rate, times of calls, bytes on the wire, with one worker and with two."""
    fleet = make_fleet(plan.kiosks, (*plan.day, *plan.outage), _SEED)
    with stages(scratch) as both:
        return [*_wire(plan, fleet), *(result for stage in both for result in _run(stage, plan, fleet))]


def _run(stage: Stage, plan: Plan, fleet: Fleet) -> Iterator[Result]:
    """With one worker and with two, each right after the peers: what else the machine does changes by the minute."""
    alone = singles(itertools.islice(lines_of(fleet), SINGLE_RECORDS))
    found: dict[int, dict[str, Flow]] = {}
    with stage.raw() as raw_port:
        for workers in (1, 2):
            with _platform(stage, fleet, workers) as port:
                loads = _loads(plan, fleet.signed())
                raw = {name: stage.drive(raw_port, to_store(load)) for name, load in loads.items()}
                single = stage.drive(raw_port, alone)
                loads = _loads(plan, fleet.signed())
                found[workers] = {name: stage.drive(port, load) for name, load in loads.items()}
            for name, ours in found[workers].items():
                yield from _told(f"fleet.{stage.kind}", name, workers, ours, raw[name], single)
    for name in found[1]:
        one, two = (found[workers][name].entries_per_s for workers in (1, 2))
        yield rate(f"fleet.{stage.kind}.{name}.scaling", f"{name}, 2 workers against 1", two, one, "entries/s")


def _told(kind: str, load: str, workers: int, ours: Flow, raw: Flow, single: Flow) -> Iterator[Result]:
    name, unit = f"{kind}.{load}.{workers}", "entries/s"
    what = f"{load}, {workers} worker{'s' * (workers > 1)}, against "
    yield rate(name, what + "raw POST + raw insert of the same bytes", ours.entries_per_s, raw.entries_per_s, unit)
    yield rate(f"{name}.single", what + "a raw request for each record", ours.entries_per_s, single.entries_per_s, unit)
    yield cost(f"{name}.p50", what + "raw: a call, median", ours.p50_ms, raw.p50_ms, "ms")
    yield cost(f"{name}.p99", what + "raw: a call, p99", ours.p99_ms, raw.p99_ms, "ms")


@contextmanager
def _platform(stage: Stage, fleet: Fleet, workers: int) -> Iterator[int]:
    """The port of a platform that knows the fleet and holds nothing of it yet."""
    database = stage.new_database()
    with stage.platform(database, workers) as url:
        fleet.enrol(database, url)
        yield port_of(url)
        stats = requests.get(f"{url}/v1/stats", timeout=60).json()
        if stats["entries"] != stats["drop_offs"] or not stats["entries"]:
            raise RuntimeError(f"the platform took something else in: {stats}")


def _loads(plan: Plan, lanes: Sequence[Sequence[Shot]]) -> dict[str, Load]:
    """The first ranges of every kiosk, and those that come after them."""
    days = len(plan.day)
    return {
        "day": Load([lane[:days] for lane in lanes], plan.kiosks * sum(plan.day)),
        "outage": Load([lane[days:] for lane in lanes], plan.kiosks * sum(plan.outage)),
    }


def _wire(plan: Plan, fleet: Fleet) -> Iterator[Result]:
    stored = sum(len(line) for line in lines_of(fleet)) / sum(len(kiosk.entries) for kiosk in fleet.kiosks)
    for name, load in _loads(plan, fleet.signed()).items():
        sent = wire_bytes(load.lanes) / load.entries
        what = f"{name}: an entry on the wire with HTTP headers, against its uncompressed line"
        yield cost(f"fleet.wire.{name}", what, sent, stored, "bytes")
