"""A backlog on its way: the real exchange with the real platform, against raw requests with the same bytes."""

import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from bench import compression
from bench.children import serving
from bench.result import Result, cost, rate
from bench.rounds import interleaved, seconds
from bench.stores import filled
from demo.platform import Platform
from kiosk.core.clock import SystemClock
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Device, open_ledger
from kiosk.ledger.engine import connect
from kiosk.ledger.provision import LEDGER_NAME
from kiosk.sync import Client, Exchange, Pace, enrol
from kiosk.sync.wire import journal_body

ENTRIES = 5_000
SINGLE_RECORDS = 500
BATCH = 500  # the product's own default
ROUNDS = 3
GOAL_DURABLE = 2.0

_PAGE = "SELECT seq, entry, hash, signature FROM journal WHERE position > ? ORDER BY position LIMIT ?"


def measure(scratch: Path) -> list[Result]:
    """Entries a second from the kiosk's disk to a durable acknowledgement, and the same for the peers."""
    full = filled(scratch / "full", ENTRIES)
    with serving("raw_server", str(scratch / "raw.db")) as port:
        found = interleaved(ROUNDS, _runs(scratch, full, port))
    unit = "entries/s"
    return [
        rate(
            "sync.durable",
            "backlog to the platform, against stored bytes → zstd → raw HTTP → raw SQLite",
            found["ours"],
            found["durable"],
            unit,
            GOAL_DURABLE,
        ),
        rate(
            "sync.post",
            "backlog to the platform, against raw loopback POST of the same ready bodies, nothing stored",
            found["ours"],
            found["post"],
            unit,
        ),
        rate(
            "sync.single",
            "backlog to the platform, against one raw request and one raw insert for each record",
            found["ours"],
            found["single"],
            unit,
        ),
        cost(
            "sync.prepare",
            "reading and packing, which could be done while another range is under way, against all of shipping",
            1e6 / found["prepare"],
            1e6 / found["ours"],
            "µs/entry",
        ),
        *compression.compare(_entries(full)),
    ]


def _runs(scratch: Path, full: Path, port: int) -> dict[str, Callable[[], float]]:
    entries = _entries(full)
    bodies = [journal_body(batch) for batch in _batches(entries)]
    singles = [stored.entry for stored in entries[:SINGLE_RECORDS]]
    numbers = count(1)

    return {
        "ours": lambda: len(entries) / _exchange(full, scratch / f"round-{next(numbers)}", len(entries)),
        "durable": lambda: len(entries) / seconds(lambda: _post(port, "/store", _read_and_pack(full))),
        "post": lambda: len(entries) / seconds(lambda: _post(port, "/read", bodies)),
        "prepare": lambda: len(entries) / _prepare(full),
        "single": lambda: len(singles) / seconds(lambda: _post(port, "/record", singles)),
    }


def _entries(full: Path) -> list[StoredEntry]:
    with closing(open_ledger(full, SystemClock(), create=False)) as ledger:
        return list(ledger.all_entries())


def _prepare(full: Path) -> float:
    """Seconds that the kiosk's own part takes: every range read from its ledger and packed, nothing sent."""
    with closing(open_ledger(full, SystemClock(), create=False)) as ledger:
        epoch = ledger.backlog().epoch
        return seconds(
            lambda: [journal_body(ledger.entries(epoch, first, BATCH)) for first in range(1, ENTRIES + 1, BATCH)]
        )


def _exchange(full: Path, folder: Path, expected: int) -> float:
    """Seconds for the whole backlog, from a copy of the ledger to a platform that has never seen it."""
    shutil.copytree(full, folder / "kiosk")
    ledger = open_ledger(folder / "kiosk", SystemClock(), create=False)
    with closing(ledger), Platform(folder / "central") as platform, closing(Client(platform.url)) as client:
        exchange = Exchange(
            ledger,
            ledger.device,
            client,
            enrol(ledger, ledger.device, client, platform.invite()),
            Pace(BATCH, random.Random(1)),
            on_directory=lambda _directory: None,
            on_time=lambda _time: None,
        )
        spent = seconds(exchange.run)
        if (stored := platform.stats()["entries"]) != expected:
            raise RuntimeError(f"the platform holds {stored} of {expected} entries")
    return spent


def _read_and_pack(full: Path) -> Iterator[bytes]:
    """The least a client can do: rows from the encrypted file, stored bytes compressed, batch by batch."""
    device = Device.load(full)
    assert device is not None
    with closing(connect(full / LEDGER_NAME, device.store_key)) as connection:
        position = 0
        while rows := connection.execute(_PAGE, (position, BATCH)).fetchall():
            yield journal_body([StoredEntry(*row) for row in rows])
            position += len(rows)


def _batches(entries: Sequence[StoredEntry]) -> Iterator[Sequence[StoredEntry]]:
    return (entries[start : start + BATCH] for start in range(0, len(entries), BATCH))


def _post(port: int, path: str, bodies: Iterable[bytes]) -> None:
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        for body in bodies:
            connection.request("POST", path, body)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the raw server answered {answer.status}")
