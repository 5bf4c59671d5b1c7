"""One durable drop-off against one durable row of the same bytes, on the same disk, turn by turn."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from bench.acts import drop_offs
from bench.result import Result, cost
from bench.rounds import percentile
from kiosk.core.acts import DropOff
from kiosk.core.clock import SystemClock, local_day
from kiosk.ledger import Ledger, open_ledger

WARM_UP = 100
COMMITS = 2_000
GOAL_P50 = 2.0

Row = tuple[bytes, bytes, bytes]


def measure(scratch: Path) -> list[Result]:
    """``COMMITS`` of each: the ledger, plain SQLite, and SQLCipher with a key."""
    clock = SystemClock()
    acts = list(drop_offs(WARM_UP + COMMITS, local_day(clock.now())))
    rows = _rows_of(acts, scratch / "model", clock)
    ledger = open_ledger(scratch / "ledger", clock, create=True)
    plain, keyed = _raw(scratch / "plain.db", key=""), _raw(scratch / "keyed.db", key="00" * 32)
    try:
        times = _in_turn(acts, rows, ledger, plain, keyed)
    finally:
        ledger.close()
        plain.close()
        keyed.close()
    return [
        _result("commit.p50", times, "plain", 50, GOAL_P50),
        _result("commit.p99", times, "plain", 99, None),
        _result("commit.p50.keyed", times, "keyed", 50, None),
        _result("commit.p99.keyed", times, "keyed", 99, None),
    ]


def _rows_of(acts: Sequence[DropOff], folder: Path, clock: SystemClock) -> list[Row]:
    """The bytes of the entries that ``acts`` become, for the peers."""
    model = open_ledger(folder, clock, create=True)
    try:
        model.append_drop_offs(acts)
        return [(stored.entry, stored.hash, stored.signature) for stored in model.all_entries()]
    finally:
        model.close()


def _raw(path: Path, key: str) -> Any:
    """The least that keeps the same promise: one table, WAL, synchronous=FULL."""
    connection = sqlcipher.connect(path, isolation_level=None)
    if key:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, entry BLOB, hash BLOB, signature BLOB)")
    return connection


def _in_turn(
    acts: Sequence[DropOff], rows: Sequence[Row], ledger: Ledger, plain: Any, keyed: Any
) -> dict[str, list[float]]:
    insert = "INSERT INTO entry (entry, hash, signature) VALUES (?, ?, ?)"
    times: dict[str, list[float]] = {"ours": [], "plain": [], "keyed": []}
    for number, (act, row) in enumerate(zip(acts, rows, strict=True)):
        turns: list[tuple[str, Callable[[], object]]] = [
            ("ours", partial(ledger.append_drop_off, act)),
            ("plain", partial(plain.execute, insert, row)),
            ("keyed", partial(keyed.execute, insert, row)),
        ]
        first = number % len(turns)
        for name, commit in turns[first:] + turns[:first]:
            start = time.perf_counter_ns()
            commit()
            if number >= WARM_UP:
                times[name].append((time.perf_counter_ns() - start) / 1e6)
    return times


def _result(name: str, times: dict[str, list[float]], peer: str, percent: int, goal: float | None) -> Result:
    against = {"plain": "raw SQLite WAL+FULL", "keyed": "raw SQLCipher WAL+FULL"}[peer]
    what = f"one drop-off made durable, p{percent}, against an insert of the same bytes: {against}"
    return cost(name, what, percentile(times["ours"], percent), percentile(times[peer], percent), "ms", goal)
