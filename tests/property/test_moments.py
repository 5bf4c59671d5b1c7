"""Corrected time (catalogue 43): whatever kiosks' clocks say, moments keep the journal's order and its evidence.

A simulated kiosk lives through boots whose wall clocks are skewed by anything, writes entries, and is heard from in
some of them; the platform gets it all in one call or cut into many.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from central.moments import AGREES_MS, BOUNDED, CORRECTED, LABEL, Moment, Run, Stamp, place, run_of, settle, split

YEAR_MS = 365 * 86_400_000
START_MS = 1_790_000_000_000
LATENCY_MS = 999


@dataclass(frozen=True)
class Life:
    """One boot: true begin, entries (monotonic ms), skew of its wall clock, and the estimate when it was heard from."""

    name: str
    begun_ms: int
    ticks: tuple[int, ...]
    skew_ms: int
    clock: str
    late_ms: int | None

    def stamps(self, received_ms: int) -> list[Stamp]:
        return [
            Stamp(self.begun_ms + tick + self.skew_ms, self.clock, self.name, tick, received_ms) for tick in self.ticks
        ]

    def run(self, received_ms: int) -> Run:
        told = run_of(self.stamps(received_ms))
        if self.late_ms is None:
            return told
        return Run(told.boot, told.first_ms, told.last_ms, self.begun_ms + self.late_ms, heard=True)


skews = st.one_of(
    st.integers(-YEAR_MS, YEAR_MS), st.just(-START_MS), st.just(10 * YEAR_MS), st.just(0), st.integers(-90_000, 90_000)
)


@st.composite
def lives(draw: st.DrawFn, clocks: Sequence[str] = ("trusted", "holdover", "unknown")) -> list[Life]:
    now = START_MS
    found = []
    for number in range(draw(st.integers(1, 6))):
        begun = now + draw(st.integers(2_000, 5 * 86_400_000))
        ticks = tuple(sorted(draw(st.lists(st.integers(0, 3 * 86_400_000), min_size=1, max_size=6))))
        late = draw(st.none() | st.integers(0, LATENCY_MS))
        found.append(Life(f"b{number}", begun, ticks, draw(skews), draw(st.sampled_from(clocks)), late))
        now = begun + ticks[-1]
    return found


def moments_of(found: list[Life]) -> list[list[Moment]]:
    received = found[-1].begun_ms + found[-1].ticks[-1] + 5_000
    told = [life.run(received) for life in found]
    return [
        list(place(life.stamps(received), run.begun_ms or 0, 0, heard=run.heard, moved=run.begun_ms != said.begun_ms))
        for life, said, run in zip(found, told, settle(told, received), strict=True)
    ]


@given(lives())
def test_moments_never_go_back_within_a_boot_nor_beyond_their_arrival(found: list[Life]) -> None:
    received = found[-1].begun_ms + found[-1].ticks[-1] + 5_000
    for moments in moments_of(found):
        at = [moment.at_ms for moment in moments]
        assert at == sorted(at)
        assert at[-1] <= received


@given(lives(clocks=("holdover", "unknown")))
def test_a_boot_that_was_heard_from_is_right_to_two_seconds(found: list[Life]) -> None:
    for life, moments in zip(found, moments_of(found), strict=True):
        if life.late_ms is not None:
            true = [life.begun_ms + tick for tick in life.ticks]
            assert all(abs(moment.at_ms - at) <= 2_000 for moment, at in zip(moments, true, strict=True))
            assert {moment.kind for moment in moments} == {CORRECTED}


@given(lives(clocks=("trusted",)))
def test_a_trusted_label_stands_or_is_flagged(found: list[Life]) -> None:
    for life, moments in zip(found, moments_of(found), strict=True):
        if life.late_ms is None:
            continue
        for stamp, moment in zip(life.stamps(0), moments, strict=True):
            if moment.kind == LABEL:
                assert moment.at_ms == stamp.label_ms
                assert abs(life.skew_ms) <= AGREES_MS + LATENCY_MS
            elif abs(life.skew_ms) > AGREES_MS + LATENCY_MS:
                assert moment.kind == CORRECTED
                assert abs(moment.at_ms - stamp.label_ms + life.skew_ms) <= 2_000


@given(lives())
def test_a_boot_never_heard_from_lies_between_its_neighbours(found: list[Life]) -> None:
    placed = moments_of(found)
    for index, life in enumerate(found):
        if life.late_ms is not None:
            continue
        before = [n for n in range(index) if found[n].late_ms is not None]
        after = [n for n in range(index + 1, len(found)) if found[n].late_ms is not None]
        # Kept labels differ from what is reckoned by a minute at most.
        if before:
            assert placed[index][0].at_ms >= placed[before[-1]][-1].at_ms - AGREES_MS - LATENCY_MS
        if after:
            assert placed[index][-1].at_ms <= placed[after[0]][0].at_ms + 2 * AGREES_MS + LATENCY_MS


def test_a_clock_of_1970_between_two_known_boots() -> None:
    hour = 3_600_000
    found = [
        Life("a", START_MS, (0, hour), 0, "trusted", 0),
        Life("b", START_MS + 5 * hour, (10, hour), -START_MS, "unknown", None),
        Life("c", START_MS + 9 * hour, (5,), 0, "trusted", 300),
    ]
    first, second, third = moments_of(found)
    assert {moment.kind for moment in first + third} == {LABEL}
    assert [moment.kind for moment in second] == [BOUNDED, BOUNDED]
    assert START_MS + hour <= second[0].at_ms < second[1].at_ms <= START_MS + 9 * hour + 5
    assert second[1].at_ms - second[0].at_ms == hour - 10  # the steps within a boot are always known


def test_a_plausible_label_between_known_boots_stands() -> None:
    hour = 3_600_000
    found = [
        Life("a", START_MS, (0,), 0, "trusted", 0),
        Life("b", START_MS + 5 * hour, (10,), 20_000, "holdover", None),
        Life("c", START_MS + 9 * hour, (5,), 0, "trusted", 0),
    ]
    assert moments_of(found)[1] == [Moment(START_MS + 5 * hour + 20_010, LABEL)]


def test_trusted_labels_stand_among_themselves_where_no_call_has_told() -> None:
    stamps = [Stamp(START_MS + label, "trusted", "a", tick, START_MS + 10**9) for tick, label in ((0, 0), (0, 10**8))]
    begun = run_of(stamps).begun_ms
    assert begun is not None
    assert [moment.kind for moment in place(stamps, begun, 0, heard=False)] == [LABEL, LABEL]
    assert [moment.kind for moment in place(stamps, begun, 0, heard=False, moved=True)] == [BOUNDED, LABEL]


def test_runs_end_where_the_boot_changes_or_its_clock_goes_back() -> None:
    stamps = [Stamp(0, "trusted", boot, tick, 0) for boot, tick in (("a", 1), ("a", 1), ("a", 0), ("b", 5), ("a", 9))]
    assert [len(run) for run in split(stamps)] == [2, 1, 1, 1]
