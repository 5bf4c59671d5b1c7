"""What a large ledger costs where a small one was quick: the same acts and reads on both, turn by turn, in one run."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bench.acts import drop_offs
from bench.children import run_to_end
from bench.result import Result, cost, rate
from bench.rounds import interleaved, percentile, seconds
from bench.stores import filled
from kiosk.core.acts import DropOff, Resident
from kiosk.core.clock import SystemClock, local_day
from kiosk.core.ids import new_id
from kiosk.core.plate import ScaleMode
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.retention import shrink
from kiosk.ledger.verify import check_end

SMALL, LARGE = 1_000, 100_000
GOAL = 1.2
COMMITS = 1_500
WARM_UP = 100
READS = 300
STARTS = 7
OPENINGS = 15
HISTORY = 20
_OTHERS = 49
"""Drop-offs of other people between two of the resident whose history is read."""
_TICK_S = 0.004
_REGULAR = Resident(f"r-{'5' * 20}", "6" * 32)


def measure(scratch: Path) -> list[Result]:
    """A ledger of ``LARGE`` entries against one of ``SMALL``."""
    return compare(filled(scratch / "small", SMALL), filled(scratch / "large", LARGE), LARGE)


def compare(small: Path, large: Path, count: int) -> list[Result]:
    """Everything, for two data folders, the second one with about ``count`` entries. They are changed."""
    folders = {"small": small, "large": large}
    for folder in folders.values():
        _prepare(folder)
    results = [*_starts(folders), *_openings(folders)]
    with _opened(folders) as ledgers:
        results += _commits(ledgers)
        results += _reads(ledgers)
        results += _whole(ledgers)
        results += _disturbance(ledgers["large"])
        results += _shrinking(ledgers)
    size = f"{count:,}".replace(",", " ")
    return [
        replace(each, name=f"growth.{count}.{each.name}", what=f"{each.what}, at {size} entries") for each in results
    ]


@contextmanager
def _opened(folders: Mapping[str, Path]) -> Iterator[dict[str, Ledger]]:
    with ExitStack() as open_until:
        ledgers = {name: open_ledger(folder, SystemClock(), create=False) for name, folder in folders.items()}
        for ledger in ledgers.values():
            open_until.callback(ledger.close)
        yield ledgers


def _today() -> date:
    return local_day(SystemClock().now())


def _prepare(folder: Path) -> None:
    """Both ledgers end alike: ``HISTORY`` drop-offs of one resident into a container, each behind those of others."""
    with _opened({"": folder}) as ledgers:
        for _ in range(HISTORY):
            *others, last = drop_offs(_OTHERS + 1, _today())
            ledgers[""].append_drop_offs([*others, _into_container(last)])


def _into_container(act: DropOff) -> DropOff:
    evidence = replace(act.weight.evidence, mode=ScaleMode.CONTAINER)
    return replace(act, who=_REGULAR, weight=replace(act.weight, evidence=evidence))


def _starts(folders: Mapping[str, Path]) -> list[Result]:
    def start_ms(data: Path) -> float:
        start_ns, shown = run_to_end("show_kiosk", str(data))
        return (shown[0].visible_ns - start_ns) / 1e6

    runs = {name: partial(start_ms, data) for name, data in folders.items()}
    interleaved(1, runs)
    found = interleaved(STARTS, runs)
    return [cost("start", "process start to the attract screen", found["large"], found["small"], "ms", GOAL)]


def _openings(folders: Mapping[str, Path]) -> list[Result]:
    def open_ms(data: Path) -> float:
        start = time.perf_counter_ns()
        ledger = open_ledger(data, SystemClock(), create=False)
        problems = check_end(ledger)
        spent_ms = (time.perf_counter_ns() - start) / 1e6
        ledger.close()
        if problems:
            raise RuntimeError(f"the benchmark's own ledger is damaged: {problems[:3]}")
        return spent_ms

    found = interleaved(OPENINGS, {name: partial(open_ms, data) for name, data in folders.items()})
    return [cost("open", "opening and checking the newest entries", found["large"], found["small"], "ms", GOAL)]


def _commits(ledgers: Mapping[str, Ledger]) -> list[Result]:
    acts = {name: drop_offs(WARM_UP + COMMITS, _today()) for name in ledgers}
    times: dict[str, list[float]] = {name: [] for name in ledgers}
    names = list(ledgers)
    for number in range(WARM_UP + COMMITS):
        names.reverse()
        for name in names:
            act = next(acts[name])
            spent_s = seconds(partial(ledgers[name].append_drop_off, act))
            if number >= WARM_UP:
                times[name].append(spent_s * 1e3)
    wal = {
        name: ledger.store.path.with_name("ledger.db-wal").stat().st_size / 2**20 for name, ledger in ledgers.items()
    }
    return [
        *(
            cost(
                f"commit.p{percent}",
                f"one drop-off made durable, p{percent}",
                percentile(times["large"], percent),
                percentile(times["small"], percent),
                "ms",
                GOAL,
            )
            for percent in (50, 99)
        ),
        cost("wal", "the log after these commits", wal["large"], wal["small"], "MiB"),
    ]


def _reads(ledgers: Mapping[str, Ledger]) -> list[Result]:
    session = new_id()
    reads: dict[str, tuple[str, float | None, Callable[[Ledger], object]]] = {
        "history": (
            "the newest 20 drop-offs of a resident",
            GOAL,
            lambda ledger: ledger.history(_REGULAR.resident, HISTORY),
        ),
        "container": ("what the container must weigh", GOAL, lambda ledger: ledger.container_total_g()),
        "totals": ("the sums over everything", None, lambda ledger: ledger.totals()),
        "day": ("the grams of a day", None, lambda ledger: ledger.day_weight_g(_today())),
        "backlog": ("where shipping stands", None, lambda ledger: ledger.backlog()),
        "receipts": ("what is durable of a visit", None, lambda ledger: ledger.receipts(session)),
        "probe": ("looking whether a broken store is well again", None, check_end),
    }
    return [_read(name, what, goal, read, ledgers) for name, (what, goal, read) in reads.items()]


def _read(
    name: str, what: str, goal: float | None, read: Callable[[Ledger], object], ledgers: Mapping[str, Ledger]
) -> Result:
    found = interleaved(READS, {size: partial(_ms, read, ledger) for size, ledger in ledgers.items()})
    return cost(name, what, found["large"], found["small"], "ms", goal)


def _ms(read: Callable[[Ledger], object], ledger: Ledger) -> float:
    return seconds(lambda: read(ledger)) * 1e3


@dataclass(frozen=True, slots=True)
class _Whole:
    """Reading everything: entries a second, and for each entry bytes in the file and microseconds of the page check."""

    verified: float
    stored: float
    page_check_us: float


def _read_whole(ledger: Ledger) -> _Whole:
    entries = ledger.totals().entries
    spent_s = seconds(lambda: _check(ledger))
    pages_s = seconds(ledger.damaged_pages)
    return _Whole(entries / spent_s, ledger.store.path.stat().st_size / entries, pages_s * 1e6 / entries)


def _check(ledger: Ledger, on_progress: Callable[[int, int], None] = lambda _done, _of: None) -> None:
    report = verify(ledger, signatures=False, on_progress=on_progress)
    if not report.sound:
        raise RuntimeError(f"the benchmark's own ledger is damaged: {report.problems[:3]}")


def _whole(ledgers: Mapping[str, Ledger]) -> list[Result]:
    found = {name: _read_whole(ledger) for name, ledger in ledgers.items()}
    large, small = found["large"], found["small"]
    return [
        rate("verify", "reading and checking the whole journal", large.verified, small.verified, "entries/s"),
        cost("bytes", "the file, for each entry", large.stored, small.stored, "bytes"),
        cost("pages", "the page check, for each entry", large.page_check_us, small.page_check_us, "µs"),
    ]


def _disturbance(ledger: Ledger) -> list[Result]:
    """How late a thread wakes that wants to draw, while another reads the journal as the kiosk does after its start."""
    quiet = _delays(threading.Event(), seconds_long=3)
    done = threading.Event()

    def check() -> None:
        since = time.monotonic()

        def rest(_done: int, _of: int) -> None:
            nonlocal since
            time.sleep(time.monotonic() - since)
            since = time.monotonic()

        try:
            _check(ledger, rest)
        finally:
            done.set()

    thread = threading.Thread(target=check)
    thread.start()
    busy = _delays(done, seconds_long=60)
    thread.join()
    return [
        cost(
            f"screen.p{percent}",
            f"how late a thread wakes beside the whole check, p{percent}",
            percentile(busy, percent),
            percentile(quiet, percent),
            "ms",
        )
        for percent in (50, 99, 100)
    ]


def _delays(done: threading.Event, seconds_long: int) -> list[float]:
    """By how many milliseconds each short sleep of this thread lasted too long."""
    delays: list[float] = []
    end = time.monotonic() + seconds_long
    while not done.is_set() and time.monotonic() < end:
        delays.append((seconds(lambda: time.sleep(_TICK_S)) - _TICK_S) * 1e3)
    return delays


def _shrinking(ledgers: Mapping[str, Ledger]) -> list[Result]:
    for ledger in ledgers.values():
        backlog = ledger.backlog()
        head = ledger.totals().head
        ledger.acknowledge(backlog.epoch, backlog.head_seq, head, ())
    found = {name: _shrink_us(ledger) for name, ledger in ledgers.items()}
    return [cost("shrink", "one step of retention, for each entry", found["large"], found["small"], "µs")]


def _shrink_us(ledger: Ledger) -> float:
    done: list[int] = []
    spent_s = seconds(lambda: done.append(shrink(ledger, SystemClock().now(), timedelta(0))))
    return spent_s * 1e6 / done[0]
