"""When things really happened: labels of kiosks' clocks, corrected by the evidence beside them. Pure.

A kiosk writes beside each label which boot it was in and what its monotonic clock read. With each call it says what
that clock reads now: so the platform learns by its own clock when the boot began. A boot that it has never heard from
lies between what the journal tells before and after it. All values are milliseconds, moments since 1970.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

from central.bodies import ReadEntry
from central.clock import rfc3339

LABEL, CORRECTED, BOUNDED = "label", "corrected", "bounded"

AGREES_MS = 60_000
"""A label may differ so much from the platform's own reckoning and still stand."""

_LONGEST_MS = 10**13
"""Some 300 years: no clock has run for longer, whatever an entry claims."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970, floored."""
    return (moment - _EPOCH) // _MILLISECOND


def to_text(moment_ms: int) -> str:
    """RFC 3339 of milliseconds since 1970."""
    return rfc3339(_EPOCH + moment_ms * _MILLISECOND)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the monotonic clock of ``boot`` read when a call was sent, and when that call arrived."""

    boot: str
    monotonic_ms: int
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an entry says of its time, and when the platform had it."""

    label_ms: int
    clock: str
    boot: str
    monotonic_ms: int
    received_ms: int

    @classmethod
    def of(cls, entry: ReadEntry, received_ms: int) -> Self:
        """The stamp of an entry."""
        label_ms = to_ms(datetime.fromisoformat(entry.occurred_at))
        return cls(label_ms, entry.clock, entry.boot, min(entry.monotonic_ms, _LONGEST_MS), received_ms)


@dataclass(frozen=True, slots=True)
class Moment:
    """The platform's best knowledge of when something happened, and how it came by it."""

    at_ms: int
    kind: str


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one boot that follow each other, by the monotonic clock from ``first_ms`` to ``last_ms``.

    ``begun_ms``: when the boot began, None: nothing tells. ``heard``: the kiosk itself has told it, by a call.
    """

    boot: str
    first_ms: int
    last_ms: int
    begun_ms: int | None
    heard: bool = False


def follows(run: Run, more: Run) -> bool:
    """Whether ``more`` is the same run, going on."""
    return run.boot == more.boot and run.last_ms <= more.first_ms


def split(stamps: Sequence[Stamp]) -> Iterator[list[Stamp]]:
    """The runs among entries that follow each other."""
    run: list[Stamp] = []
    for stamp in stamps:
        if run and (run[-1].boot != stamp.boot or run[-1].monotonic_ms > stamp.monotonic_ms):
            yield run
            run = []
        run.append(stamp)
    if run:
        yield run


def run_of(stamps: Sequence[Stamp]) -> Run:
    """A run as its labels tell it: by the newest that was not known to be wrong, for clocks are set right."""
    usable = (stamp for stamp in reversed(stamps) if stamp.clock != "unknown")
    told = next((stamp.label_ms - stamp.monotonic_ms for stamp in usable), None)
    return Run(stamps[0].boot, stamps[0].monotonic_ms, stamps[-1].monotonic_ms, told)


def settle(runs: Sequence[Run], until_ms: int) -> list[Run]:
    """The runs, in the order of their journal, each with the ``begun_ms`` that fits between its neighbours.

    A boot that was heard from stays where it is. Labels of another one stand when they fit; when they do not they say
    nothing, and it is put at the earliest moment that the journal allows. ``until_ms``: it was all over by then.
    """
    return _not_too_late(_not_too_early(runs, until_ms), until_ms)


def _not_too_early(runs: Iterable[Run], until_ms: int) -> Iterator[Run]:
    before: int | None = None
    for run in runs:
        begun_ms = run.begun_ms
        if not run.heard:
            if begun_ms is not None and begun_ms + run.last_ms > until_ms:
                begun_ms = None
            if before is not None:
                earliest = before - run.first_ms
                begun_ms = earliest if begun_ms is None else max(begun_ms, earliest)
        yield replace(run, begun_ms=begun_ms)
        before = before if begun_ms is None else begun_ms + run.last_ms


def _not_too_late(runs: Iterable[Run], until_ms: int) -> list[Run]:
    settled: list[Run] = []
    for run in reversed(list(runs)):
        begun_ms = run.begun_ms
        if not run.heard or begun_ms is None:
            latest = until_ms - run.last_ms
            begun_ms = latest if begun_ms is None else min(begun_ms, latest)
        settled.append(replace(run, begun_ms=begun_ms))
        until_ms = begun_ms + run.first_ms
    return settled[::-1]


def place(
    stamps: Iterable[Stamp], begun_ms: int, after_ms: int, *, heard: bool, moved: bool = False
) -> Iterator[Moment]:
    """The moments of a run's entries, which never go back: not before ``after_ms``, not after they were received.

    A label stands that agrees with ``begun_ms``. Where nothing but labels tells it (not ``heard``), those of a trusted
    clock stand also among themselves, unless the run was ``moved`` because they contradict what is around it.
    """
    stands = {"trusted"} if heard else {"trusted", "holdover"}
    for stamp in stamps:
        reckoned_ms = begun_ms + stamp.monotonic_ms
        agrees = abs(stamp.label_ms - reckoned_ms) <= AGREES_MS and stamp.clock in stands
        among = stamp.clock == "trusted" and not heard and not moved and after_ms <= stamp.label_ms <= stamp.received_ms
        wanted_ms = stamp.label_ms if agrees or among else reckoned_ms
        after_ms = min(max(wanted_ms, after_ms), max(stamp.received_ms, after_ms))
        stays = (agrees or among) and after_ms == stamp.label_ms
        yield Moment(after_ms, LABEL if stays else CORRECTED if heard else BOUNDED)


def worst_disagreement(stamps: Sequence[Stamp], moments: Sequence[Moment]) -> int:
    """By how much a clock was wrong that was said to be trusted; 0: by nothing that matters."""
    wrong = (
        abs(stamp.label_ms - moment.at_ms)
        for stamp, moment in zip(stamps, moments, strict=True)
        if stamp.clock == "trusted" and moment.kind == CORRECTED
    )
    return max((apart for apart in wrong if apart > AGREES_MS), default=0)
