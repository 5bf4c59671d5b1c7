"""Codes read from pictures of phones and cards in bad conditions: hits and milliseconds beside other decoders, on the
same frames, and the time from a pass in view to the resident it belongs to.

Ours is what the camera does: it sees the same frame until it has read it, and gives up after one frame for each way of
looking. A peer looks once; more looks at the same frame would show it nothing else. The time is that of one frame.
"""

import itertools
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image

from bench.qr_conditions import CARD, PHONE, Case, Subject, cases, draw, draw_empty
from bench.qr_peers import PEERS, Decode, installed
from bench.real_pass import Platform
from bench.result import Result, cost, rate
from bench.rounds import percentile
from kiosk.core.clock import SystemClock
from kiosk.core.events import ResidentSeen, Scanned
from kiosk.scan.camera import CameraReader
from kiosk.scan.decode import OTHER_WAYS, LiveDecoder
from kiosk.scan.frames import DEFAULT_FPS, Deliver, FolderSource, Frame, FrameSource

SEEDS = range(100, 104)
"""Other pictures than those that the ways of looking were chosen by (seeds 0 to 2)."""
EMPTY_FRAMES = 20
SHOWINGS = 12
PLAIN = "zxing-cpp"
HITS_GOAL = 1 / 1.07
TIME_GOAL = 1.2


@dataclass
class Tally:
    """What one decoder made of some frames."""

    hits: int = 0
    wrong: int = 0
    frame_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What one decoder made of one picture."""

    hit: bool
    wrong: bool
    frame_ms: tuple[float, ...]


def measure(scratch: Path) -> list[Result]:
    """Ours against each peer that is installed, each condition, and the whole way through the camera's thread."""
    names = installed()
    shown = list(cases(SEEDS))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read = list(pool.map(_read, shown, itertools.repeat(names), chunksize=8))
        empty = list(pool.map(_read_empty, range(EMPTY_FRAMES), itertools.repeat(names)))
    return [*_against_peers(names, read, empty), *_by_condition(shown, read), *_to_resident(scratch)]


def _read(case: Case, names: Sequence[str]) -> dict[str, Outcome]:
    return _all(draw(case), case.text, names)


def _read_empty(seed: int, names: Sequence[str]) -> dict[str, Outcome]:
    return _all(draw_empty(seed), None, names)


def _all(picture: Image.Image, text: str | None, names: Sequence[str]) -> dict[str, Outcome]:
    found = {"ours": _ours(picture, text)}
    for name in names:
        decode = _peer(name)
        start = time.process_time_ns()
        answer = decode(picture)
        spent_ms = (time.process_time_ns() - start) / 1e6
        found[name] = Outcome(answer is not None and answer == text, answer not in {None, text}, (spent_ms,))
    return found


@cache
def _peer(name: str) -> Decode:
    return PEERS[name]()


def _ours(picture: Image.Image, text: str | None) -> Outcome:
    decoder, frame_ms = LiveDecoder(), []
    for _ in OTHER_WAYS:
        start = time.process_time_ns()
        answer = decoder.look(picture).text
        frame_ms.append((time.process_time_ns() - start) / 1e6)
        if answer is not None:
            return Outcome(answer == text, answer != text, tuple(frame_ms))
    return Outcome(hit=False, wrong=False, frame_ms=tuple(frame_ms))


def _sum(outcomes: Sequence[Outcome]) -> Tally:
    tally = Tally()
    for outcome in outcomes:
        tally.hits += outcome.hit
        tally.wrong += outcome.wrong
        # One time a picture, so that a picture that is looked at thrice does not count thrice.
        tally.frame_ms.append(sum(outcome.frame_ms) / len(outcome.frame_ms))
    return tally


def _against_peers(
    names: Sequence[str], read: Sequence[dict[str, Outcome]], empty: Sequence[dict[str, Outcome]]
) -> Iterator[Result]:
    total = len(read)
    ours, ours_empty = _sum([each["ours"] for each in read]), _sum([each["ours"] for each in empty])
    for name in names:
        peer, peer_empty = _sum([each[name] for each in read]), _sum([each[name] for each in empty])
        plain = name == PLAIN
        what = f"of {total} pictures, against {name}; read wrongly: {ours.wrong}, and {peer.wrong} by the peer"
        yield rate(f"qr_decode.hits.{name}", what, ours.hits, peer.hits, "pictures", HITS_GOAL if plain else None)
        for percent in (50, 99):
            what = f"p{percent} of a frame, against {name}"
            times = (percentile(ours.frame_ms, percent), percentile(peer.frame_ms, percent))
            goal = TIME_GOAL if plain and percent == 50 else None
            yield cost(f"qr_decode.p{percent}.{name}", what, *times, "ms", goal)
        times = (percentile(ours_empty.frame_ms, 50), percentile(peer_empty.frame_ms, 50))
        yield cost(f"qr_decode.empty.{name}", f"p50 of a frame without a code, against {name}", *times, "ms")


def _by_condition(shown: Sequence[Case], read: Sequence[dict[str, Outcome]]) -> Iterator[Result]:
    for name in (*PHONE, *CARD):
        found = [each for case, each in zip(shown, read, strict=True) if case.condition == name]
        hits = {who: sum(each[who].hit for each in found) for who in found[0]}
        others = ", ".join(f"{who} {count}" for who, count in hits.items() if who not in {"ours", PLAIN})
        what = f"of {len(found)} pictures, against {PLAIN}" + (f" ({others})" if others else "")
        # A peer that read none still gets one, so that the cost stays a number.
        yield rate(
            f"qr_decode.hits.{name}".replace(" ", "-"), what, max(hits["ours"], 1), max(hits[PLAIN], 1), "pictures"
        )


class _Stopwatch:
    """A source that notes when the picture came that is worth reading."""

    def __init__(self, source: FrameSource, empty: Frame) -> None:
        self._source = source
        self._empty = empty
        self.came_s: float | None = None

    def start(self, deliver: Deliver) -> None:
        """Pass everything on."""

        def note(frame: Frame | None) -> None:
            if self.came_s is None and frame is not None and frame != self._empty:
                self.came_s = time.perf_counter()
            deliver(frame)

        self._source.start(note)

    def stop(self) -> None:
        """Stop what is behind."""
        self._source.stop()


def _to_resident(scratch: Path) -> Iterator[Result]:
    frame_ms = 1000 / DEFAULT_FPS
    clock = SystemClock()
    platform = Platform(clock)
    for condition, level in (("clean", 1), ("together", 2)):
        case = Case(Subject.TWO_LEVEL, condition, level, SEEDS[0])
        folders = (scratch / f"{condition}-{number}" for number in range(SHOWINGS))
        waits = [_showing(folder, case, platform, clock) for folder in folders]
        what = f"p50 from a pass in view ({condition}) to its resident, camera at {DEFAULT_FPS:.0f}/s, against a frame"
        yield cost(f"qr_decode.identified.{condition}", what, percentile(waits, 50), frame_ms, "ms")


def _showing(folder: Path, case: Case, platform: Platform, clock: SystemClock) -> float:
    """Milliseconds from the first frame that shows a fresh pass to ``ResidentSeen``, through thread and gate."""
    folder.mkdir()
    empty = draw_empty(case.seed)
    for number in range(3):
        empty.save(folder / f"{number}.png", compress_level=1)
    draw(case, platform.fresh_pass()).save(folder / "code.png", compress_level=1)
    gate, known, known_s = platform.gate(), threading.Event(), [0.0]

    def post(event: object) -> None:
        if isinstance(event, Scanned) and isinstance(gate.judge(event.text), ResidentSeen):
            known_s[0] = time.perf_counter()
            known.set()

    source = _Stopwatch(FolderSource(folder), Frame(empty.width, empty.height, empty.tobytes()))
    reader = CameraReader(source, post, clock)
    reader.start()
    try:
        if not known.wait(30) or source.came_s is None:
            raise RuntimeError(f"nobody was recognised in {case}")
    finally:
        reader.stop()
    return (known_s[0] - source.came_s) * 1000
