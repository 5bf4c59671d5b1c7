"""The backlog of one kiosk that was away for a year, to a durable acknowledgement on both databases.

The peers store the same ready bodies with one raw insert each, and a sample of the lines with a request for each.
Beside the ready requests, which show what the platform can take, a real kiosk ships a real ledger.
"""

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import requests

from bench.fleet_journals import Fleet, lines_of, make_fleet, wire_bytes
from bench.result import Result, cost, rate
from bench.rounds import interleaved, seconds
from bench.stage import Load, Stage, port_of, singles, stages, to_store
from bench.stores import filled
from central import enrolment
from central.clock import utc_now
from central.store import open_store
from kiosk.core.clock import SystemClock
from kiosk.ledger import open_ledger
from kiosk.sync import Client, Exchange, Pace, enrol

ENTRIES = 50_000
BATCH = 500  # the product's own default
VILLAGE = 2_000
"""Residents of the kiosk."""
SINGLE_RECORDS = 2_000
ROUNDS = 3
GOAL_RAW = 2.0
GOAL_SINGLE = 1 / 30
_SEED = 8


def measure(scratch: Path) -> list[Result]:
    """Entries a second of the platform and of kiosk and platform together, against the peers."""
    fleet = make_fleet(1, [BATCH] * (ENTRIES // BATCH), _SEED, VILLAGE)
    full = filled(scratch / "full", ENTRIES)
    lines = list(lines_of(fleet))
    stored, sent = sum(map(len, lines)) / ENTRIES, wire_bytes(fleet.signed()) / ENTRIES
    wire = cost("backlog.wire", "an entry on the wire with HTTP headers, against its line", sent, stored, "bytes")
    with stages(scratch) as both:
        return [wire, *(result for stage in both for result in _compared(stage, fleet, full))]


def _compared(stage: Stage, fleet: Fleet, full: Path) -> Iterator[Result]:
    raw = to_store(Load(fleet.signed(), ENTRIES, 1))
    single = singles(itertools.islice(lines_of(fleet), SINGLE_RECORDS), 1)
    with stage.raw() as port:
        runs: dict[str, Callable[[], float]] = {
            "ours": lambda: _ready(stage, fleet),
            "kiosk": partial(_shipped, stage, full),
            "raw": lambda: stage.drive(port, raw).entries_per_s,
            "single": lambda: stage.drive(port, single).entries_per_s,
        }
        found = interleaved(ROUNDS, runs)
    name, what, unit = f"backlog.{stage.kind}", f"{ENTRIES:,} entries of one kiosk", "entries/s"
    yield rate(f"{name}.raw", f"{what}, against raw POST + raw insert", found["ours"], found["raw"], unit, GOAL_RAW)
    yield rate(
        f"{name}.single", f"{what}, against a request for each", found["ours"], found["single"], unit, GOAL_SINGLE
    )
    yield rate(f"{name}.kiosk", "the same shipped by a real kiosk, against raw", found["kiosk"], found["raw"], unit)


def _ready(stage: Stage, fleet: Fleet) -> float:
    """Entries a second that a new platform takes of ready requests."""
    database = stage.new_database()
    with stage.platform(database) as url:
        fleet.enrol(database, url)
        flow = stage.drive(port_of(url), Load(fleet.signed(), ENTRIES, 1))
        _check(url)
    return flow.entries_per_s


def _shipped(stage: Stage, full: Path) -> float:
    """Entries a second from a copy of the ledger to a platform that has never seen it."""
    folder = stage.scratch / "kiosk"
    shutil.copytree(full, folder)
    database = stage.new_database()
    ledger = open_ledger(folder, SystemClock(), create=False)
    with closing(ledger), stage.platform(database) as url, closing(Client(url)) as client:
        exchange = Exchange(
            ledger,
            ledger.device,
            client,
            enrol(ledger, ledger.device, client, _invited(database)),
            Pace(BATCH, random.Random(1)),
            on_directory=lambda _directory: None,
            on_time=lambda _time: None,
        )
        spent_s = seconds(exchange.run)
        _check(url)
    shutil.rmtree(folder)
    return ENTRIES / spent_s


def _invited(database: str) -> str:
    with closing(open_store(database)) as store:
        return enrolment.invite(store, utc_now, timedelta(hours=1))[0]


def _check(url: str) -> None:
    stored = requests.get(f"{url}/v1/stats", timeout=60).json()["entries"]
    if stored != ENTRIES:
        raise RuntimeError(f"the platform holds {stored} of {ENTRIES} entries")
