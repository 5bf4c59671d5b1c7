"""Which frames are worth a look."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.stillness import LOOK_EVERY, STILL_MS, TOLERANCE, Stillness

AFTER_MS = STILL_MS + 1
GREY = b"\x50\x50"


def settled() -> Stillness:
    """Nothing has moved for long; the next look is due after ``LOOK_EVERY`` frames."""
    stillness = Stillness()
    assert stillness.is_worth_a_look(GREY, 0)
    assert stillness.is_worth_a_look(GREY, STILL_MS - 1)
    return stillness


def test_while_nothing_moves_few_frames_are_looked_at() -> None:
    stillness = settled()
    looks = [stillness.is_worth_a_look(b"\x50\x51", AFTER_MS) for _ in range(2 * LOOK_EVERY)]
    assert looks == ([False] * (LOOK_EVERY - 1) + [True]) * 2


def test_one_spot_that_changes_is_enough() -> None:
    stillness = settled()
    assert not stillness.is_worth_a_look(GREY, AFTER_MS)
    assert stillness.is_worth_a_look(bytes([0x50, 0x50 + TOLERANCE + 1]), AFTER_MS)
    assert stillness.is_worth_a_look(bytes([0x50, 0x50 + TOLERANCE + 1]), AFTER_MS)


def test_another_size_of_picture_is_a_change() -> None:
    assert settled().is_worth_a_look(GREY + GREY, AFTER_MS)


def test_slow_change_adds_up() -> None:
    """The comparison is with when stillness began, so dusk counts as a change now and then."""
    stillness = settled()
    looks = [stillness.is_worth_a_look(bytes([0x50, 0x50 + 3 * step]), AFTER_MS) for step in range(4)]
    assert looks == [False, False, False, True]


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(1, STILL_MS)), min_size=1, max_size=60))
def test_nothing_that_moves_is_passed_over(frames: list[tuple[int, int]]) -> None:
    stillness, now_ms, history = Stillness(), 0, list[tuple[int, int]]()
    for grey, pause_ms in frames:
        now_ms += pause_ms
        history.append((now_ms, grey))
        if not stillness.is_worth_a_look(bytes([grey]), now_ms):
            lately = [seen for at_ms, seen in history if at_ms > now_ms - STILL_MS]
            assert max(lately) - min(lately) <= 2 * TOLERANCE
