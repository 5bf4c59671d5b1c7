"""The word under the camera's picture."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.aim import HOLD_MS, Aim
from kiosk.scan.decode import Sight

NOTHING, READ = Sight(None), Sight("GSP2:X", 240)
SIDE = 720


def after(sight: Sight, luminance: int, for_ms: int = HOLD_MS) -> str:
    """The word when the camera has shown this for a while."""
    aim = Aim()
    aim.judge(NOTHING, 120, SIDE, 0)
    aim.judge(sight, luminance, SIDE, 1000)
    return aim.judge(sight, luminance, SIDE, 1000 + for_ms)


def test_each_word() -> None:
    assert after(NOTHING, 120) == "ready"
    assert after(NOTHING, 10) == "brighter"
    assert after(NOTHING, 250) == "darker"
    assert after(Sight(None, 90), 120) == "closer"


def test_a_large_code_that_cannot_be_read_need_not_come_closer() -> None:
    assert after(Sight(None, 500), 120) == "ready"


def test_a_code_that_was_read_is_good_light() -> None:
    assert after(READ, 5) == "ready"


def test_a_hint_waits_until_it_has_held() -> None:
    assert after(NOTHING, 10, HOLD_MS - 1) == "ready"


def test_reading_a_code_ends_a_hint_at_once() -> None:
    aim = Aim()
    aim.judge(Sight(None, 90), 120, SIDE, 0)
    assert aim.judge(Sight(None, 90), 120, SIDE, HOLD_MS) == "closer"
    assert aim.judge(READ, 120, SIDE, HOLD_MS + 1) == "ready"


def test_a_camera_that_comes_back_is_ready_at_once() -> None:
    aim = Aim()
    assert aim.missing() == "missing"
    assert aim.judge(NOTHING, 10, SIDE, 0) == "ready"


frames = st.tuples(
    st.sampled_from([NOTHING, READ, Sight(None, 90), Sight(None, 600)]), st.integers(0, 255), st.integers(1, HOLD_MS)
)


@given(st.lists(frames, max_size=60))
def test_words_never_blink(shown: list[tuple[Sight, int, int]]) -> None:
    """A hint is only ever said after what it says has held, and two different hints are that far apart."""
    aim, now_ms, last_change_ms, word = Aim(), 0, None, None
    for sight, luminance, pause_ms in shown:
        now_ms += pause_ms
        said = aim.judge(sight, luminance, SIDE, now_ms)
        if said != word and said != "ready":
            assert last_change_ms is None or now_ms - last_change_ms >= HOLD_MS or word == "ready"
        if said != word:
            last_change_ms, word = now_ms, said
        assert sight.text is None or said == "ready"
