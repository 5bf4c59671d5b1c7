"""One showing, one scan."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.showings import AWAY_MS, Showings


def test_another_code_is_new_at_once_and_so_is_the_first_one_after_it() -> None:
    showings = Showings()
    assert [showings.is_new(text, 0) for text in ("A", "A", "B", "A")] == [True, False, True, True]


def test_a_blink_is_no_new_showing() -> None:
    showings = Showings()
    assert showings.is_new("A", 0)
    assert not showings.is_new(None, 10)
    assert not showings.is_new("A", AWAY_MS)
    assert showings.is_new("A", 2 * AWAY_MS + 1)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.integers(1, AWAY_MS + 500)), max_size=80))
def test_two_scans_of_one_code_are_apart(frames: list[tuple[str | None, int]]) -> None:
    """Between two scans of the same code another one was read, or it had not been read for ``AWAY_MS``."""
    showings, now_ms = Showings(), 0
    last_text: str | None = None
    last_read_ms = 0
    for text, pause_ms in frames:
        now_ms += pause_ms
        expected = text is not None and (text != last_text or now_ms - last_read_ms > AWAY_MS)
        assert showings.is_new(text, now_ms) is expected
        if text is not None:
            last_text, last_read_ms = text, now_ms
