"""Touch to photon: from a press to the frame in which the control looks pressed, against a bare QML window's button."""

from pathlib import Path

from bench.children import reports
from bench.press_buttons import Answers
from bench.result import Result, cost
from bench.rounds import percentile

ROUNDS = 2
GOAL_FRAMES = 1.0
GOAL = 1.5


def measure(_scratch: Path) -> list[Result]:
    """Some buttons of the kiosk, and the bare one, turn by turn."""
    ours: list[Answers] = []
    bare: list[Answers] = []
    for _ in range(ROUNDS):
        ours += reports(Answers, "press_buttons")
        bare += reports(Answers, "press_buttons", "bare")
    against = "against a bare QML window's button"
    most = max(frames for answers in ours for frames in answers.frames)
    return [
        cost(
            "touch.frames",
            "the frame that shows a press, the last of all presses, against the first",
            most,
            1,
            "frames",
            GOAL_FRAMES,
        ),
        cost("touch.p50", f"press to frame, {against}", _ms(ours, 50), _ms(bare, 50), "ms", GOAL),
        cost("touch.p99", f"press to frame, p99, {against}", _ms(ours, 99), _ms(bare, 99), "ms"),
    ]


def _ms(answers: list[Answers], percent: int) -> float:
    return percentile([ms for each in answers for ms in each.ms], percent)
