"""Nothing that a scanner can send presses anything, whatever it is set to; what a person presses does."""

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.scan.wedge import GAP_MS
from kiosk.ui.keypace import FINGER_MS, STUCK_MS, TYPED_MS, KeyAct, KeyPace

ACTS = [*KeyAct, None]
KEYS = st.tuples(st.integers(0, 5), st.sampled_from(ACTS))
QUICK = st.lists(st.tuples(KEYS, st.integers(0, FINGER_MS - 1), st.integers(0, 5_000)), max_size=40)
"""Keys that are down for as long as a scanner holds them, and any time until the next one."""
CODE = st.lists(st.tuples(KEYS, st.integers(0, 400), st.integers(0, GAP_MS)), min_size=2, max_size=20)
"""Keys that follow each other as those of a code do, held for any time."""


class Keyboard:
    """Plays keys in the order of their times and counts what was pressed and moved."""

    def __init__(self) -> None:
        self.pace = KeyPace()
        self.now_ms = 10_000
        self.pressed = self.moved = 0
        self._silent_from_ms: int | None = None

    def _pass_time(self, now_ms: int) -> None:
        if self._silent_from_ms is not None and now_ms > self._silent_from_ms + GAP_MS:
            self._silent_from_ms = None
            self.pressed += self.pace.silence()
        self.now_ms = now_ms

    def play(self, keys: list[tuple[tuple[int, KeyAct | None], int, int]]) -> None:
        """Each key with how long it is down, and the time from its going down to that of the next one."""
        events: list[tuple[int, int, int, KeyAct | None, bool]] = []
        begin = self.now_ms
        for number, ((key, act), held, gap) in enumerate(keys):
            events.append((begin, number, key, act, True))
            events.append((begin + held, number, key, act, False))
            begin += gap
        for now_ms, _, key, act, down in sorted(events, key=lambda each: (each[0], not each[4])):
            self._pass_time(now_ms)
            if down:
                self._silent_from_ms = None
                moved = self.pace.down(key, act, now_ms)
                self.moved += moved is not None and moved is not KeyAct.PRESS
            elif self.pace.up(key, now_ms):
                self._silent_from_ms = now_ms
        self._pass_time(self.now_ms + 10_000)


@given(QUICK)
@example([((1, KeyAct.PRESS), 5, 3_000), ((1, KeyAct.PRESS), 5, 3_000)])
def test_keys_that_no_finger_could_let_go_so_soon_press_nothing(keys):
    keyboard = Keyboard()
    keyboard.play(keys)
    assert keyboard.pressed == 0


@given(st.lists(CODE, max_size=5))
@example([[((1, KeyAct.PRESS), 60, 90), ((2, None), 60, 90)]])
@example([[((1, KeyAct.PRESS), 300, 90), ((1, KeyAct.PRESS), 60, 90)]])
def test_no_code_presses_anything_however_long_its_keys_are_down(codes):
    keyboard = Keyboard()
    for code in codes:
        keyboard.play(code)
    assert keyboard.pressed == 0


@given(
    st.lists(st.integers(0, TYPED_MS - 1), min_size=1, max_size=30),
    st.integers(0, STUCK_MS),
)
def test_the_enter_of_a_scanner_that_types_slowly_presses_nothing(gaps, held):
    keyboard = Keyboard()
    keyboard.play([((0, None), 5, gap) for gap in gaps] + [((1, KeyAct.PRESS), held, 0)])
    assert keyboard.pressed == 0


@given(st.integers(FINGER_MS, STUCK_MS), st.integers(GAP_MS + 1, 10_000), st.sampled_from([*KeyAct]))
def test_a_person_presses_after_any_step(held, gap, step):
    keyboard = Keyboard()
    keyboard.play([((1, step), 20, gap), ((2, KeyAct.PRESS), held, 0)])
    assert keyboard.pressed == 1
    assert keyboard.moved == (step is not KeyAct.PRESS)


@given(st.integers(STUCK_MS + 1, 10**7))
def test_a_key_on_which_something_lies_presses_nothing(held):
    keyboard = Keyboard()
    keyboard.play([((1, KeyAct.PRESS), held, 0)])
    assert keyboard.pressed == 0
