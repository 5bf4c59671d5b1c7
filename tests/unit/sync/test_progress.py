"""What the screen says while a backlog drains is never absurd."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.progress import LEAST_MS, WINDOW_MS, Progress

looks = st.lists(
    st.tuples(st.integers(0, 60_000), st.integers(-500, 2_000), st.integers(0, 300)),  # ms, acknowledged, recorded
    max_size=60,
)


@given(st.integers(0, 10**6), st.integers(0, 10**5), looks)
def test_it_is_never_negative_and_never_more_than_all(
    acked: int, pending: int, steps: list[tuple[int, int, int]]
) -> None:
    """Whatever happens: nothing acknowledged, new entries in between, a platform that has lost some."""
    progress, now_ms = Progress(), 0
    for spent_ms, more, recorded in [(0, 0, 0), *steps]:
        gained = max(-acked, min(more, pending))
        now_ms, acked, pending = now_ms + spent_ms, acked + gained, pending - gained + recorded
        seen = progress.look(now_ms, acked, pending)
        assert 0 <= seen.done <= seen.total
        assert seen.total - seen.done == pending
        assert seen.per_s is None or seen.per_s >= 0
        assert (seen.per_s is None) == (seen.left_s is None)
        assert seen.left_s is None or (seen.left_s >= 0 and (seen.left_s > 0 or not pending))


@given(st.integers(1, 500), st.integers(LEAST_MS, WINDOW_MS), st.integers(2, 80))
def test_at_an_even_pace_the_time_left_only_falls_and_is_right(batch: int, batch_ms: int, batches: int) -> None:
    progress = Progress()
    lasts: list[int] = []
    for sent in range(batches + 1):
        seen = progress.look(sent * batch_ms, sent * batch, (batches - sent) * batch)
        if seen.left_s is not None:
            lasts.append(seen.left_s)
            assert abs(seen.left_s - (batches - sent) * batch_ms / 1000) <= 1
            assert seen.per_s == batch * 1000 // batch_ms
    assert lasts == sorted(lasts, reverse=True)
    assert lasts[-1] == 0


def test_the_example_of_the_screen() -> None:
    progress = Progress()
    for second in range(4):
        seen = progress.look(second * 1000, 10_000 + second * 340, 50_000 - second * 340)
    assert (seen.done, seen.total, seen.per_s, seen.left_s) == (1_020, 50_000, 340, 145)


def test_a_line_that_slows_down_shows_within_the_window() -> None:
    progress, acked = Progress(), 0
    for second in range(60):
        seen = progress.look(second * 1000, acked, 100_000 - acked)
        acked += 500 if second < 30 else 50
    assert seen.per_s == 50


def test_two_looks_a_second_are_enough() -> None:
    progress = Progress()
    assert progress.may_look(0)
    progress.look(0, 0, 10)
    assert [progress.may_look(ms) for ms in (1, LEAST_MS - 1, LEAST_MS)] == [False, False, True]


def test_a_standstill_promises_no_end() -> None:
    progress = Progress()
    seen = [progress.look(second * 1000, 0, 10) for second in range(40)]
    assert {(s.per_s, s.left_s) for s in seen} == {(None, None)}
