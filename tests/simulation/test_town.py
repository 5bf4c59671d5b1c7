"""The whole town under one seed: every promise, after every step, in whatever weather.

A failing seed prints the command that repeats it. ``--depth nightly`` plays forty seeds of a virtual year each.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.town import NIGHTLY, QUICK, Course, Town

pytestmark = [
    pytest.mark.long,
    pytest.mark.expects_log("kiosk"),  # disks fail here, and it is said
    pytest.mark.expects_log("central"),
]

QUICK_SEEDS = (1, 2)
NIGHTLY_SEEDS = range(1, 41)
SHORT = Course(events=12, days=3)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The same test at either depth."""
    if "course" in metafunc.fixturenames:
        nightly = metafunc.config.getoption("--depth", default="quick") == "nightly"
        seeds, course = (NIGHTLY_SEEDS, NIGHTLY) if nightly else (QUICK_SEEDS, QUICK)
        metafunc.parametrize(("seed", "course"), [(seed, course) for seed in seeds], ids=[f"{seed}" for seed in seeds])


@pytest.mark.timeout(3600)
def test_every_promise_holds_after_every_step(tmp_path: Path, seed: int, course: Course) -> None:
    town = play(seed, course, tmp_path)
    assert town.counts["bags credited"] > 10, "a town where nothing happens proves nothing"


def test_the_same_seed_is_the_same_course_of_events(tmp_path: Path) -> None:
    other = subprocess.run(
        [sys.executable, "-m", "tests.simulation.play", "7", "--events", "12", "--days", "3"],
        env={**os.environ, "PYTHONHASHSEED": "4711", "TMPDIR": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.split()[:3] == ["seed", "7:", play(7, SHORT, tmp_path).trace[:16]]


def play(seed: int, course: Course, folder: Path) -> Town:
    """A town after its course of events."""
    town = Town(seed, course, folder)
    try:
        town.run()
    finally:
        town.close()
    return town
