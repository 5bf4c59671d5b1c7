"""A scene, frame by frame: what is displayed, what reaches the kiosk, and the account of what is honest."""

import random

import pytest

from kiosk.core.plate import ScaleMode
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.physics import Indicator
from kiosk.scale.scene import Moment, Scenario, Scene, Trouble

FRAME_MS = 100
PLATFORM = ScaleMode.PLATFORM


def scene_of(*moments: Moment, mode: ScaleMode = PLATFORM, indicator: Indicator | None = None) -> Scene:
    scenario = Scenario("trial", "", lambda _chance: list(moments), mode=mode)
    return Scene(scenario, indicator or Indicator(10, 60_000, "kg", 1, FRAME_MS), 1)


def grams(frame: Frame) -> int:
    assert frame.value is not None
    return int(frame.value * 1000)


def arrivals(scene: Scene) -> list[int]:
    """How many frames come at each step."""
    counts = []
    while not scene.over:
        counts.append(len(scene.deliver()))
    return counts


def test_what_lies_there_at_first_has_lain_there_for_hours() -> None:
    scene = scene_of(Moment(0, 40_000), Moment(5000))
    course = [grams(scene.advance()) for _ in range(40)]
    assert max(course) - min(course) <= 10, "it neither swings nor creeps"
    assert course[0] >= 40_000


def test_a_scene_on_an_indicator_that_has_been_in_use_begins_at_its_own_time() -> None:
    indicator = Indicator(10, 60_000, "kg", 1, FRAME_MS)
    for _ in range(100):
        indicator.advance()
    forced: list[float] = []

    def force(ms: float) -> float:
        forced.append(ms)
        return 0.0

    scene = scene_of(Moment(0, force=force), Moment(300), indicator=indicator)
    while not scene.over:
        scene.advance()
    assert 0 < forced[0] <= FRAME_MS
    assert max(forced) <= 300


def test_nothing_comes_through_a_pulled_cable_or_without_power() -> None:
    for trouble in (Trouble.UNPLUGGED, Trouble.OFF):
        scene = scene_of(Moment(0), Moment(200, trouble=trouble), Moment(500), Moment(700))
        assert arrivals(scene) == [1, 1, 0, 0, 0, 1, 1, 1]


def test_a_stalled_adapter_delivers_everything_at_once_in_order() -> None:
    scene = scene_of(Moment(0), Moment(200, 3000, trouble=Trouble.STALLED), Moment(800, 3000), Moment(1000))
    delivered = [scene.deliver() for _ in range(9)]
    assert [len(frames) for frames in delivered] == [1, 1, 0, 0, 0, 0, 0, 0, 7]
    burst = [grams(frame) for frame in delivered[-1]]
    assert burst[0] < 3000 < burst[3], "the old frames, from the beginning of the stall"


def test_an_indicator_that_hangs_repeats_itself() -> None:
    scene = scene_of(Moment(0), Moment(300, 3000), Moment(500, 3000, trouble=Trouble.HUNG), Moment(2000))
    course = [scene.advance() for _ in range(20)]
    assert len(set(course[5:])) == 1
    assert course[4] == course[5] != course[3]


@pytest.mark.parametrize(("load_g", "shown_g"), [(5000, 0), (20_000, 20_000)])
def test_power_makes_a_load_zero_unless_it_is_too_heavy(load_g: int, shown_g: int) -> None:
    scene = scene_of(
        Moment(0, 0.0),
        Moment(100, load_g),
        Moment(3000, load_g, trouble=Trouble.OFF),
        Moment(3300, load_g),
        Moment(5000, load_g),
    )
    while not scene.over:
        scene.deliver()
    assert abs(grams(scene.shown) - shown_g) <= 20


def test_a_platform_is_judged_by_what_lies_there_and_a_container_by_all_that_was_dropped() -> None:
    platform = scene_of(Moment(0, 3000), Moment(100))
    assert platform.excess_g([5000, 3000]) == 0
    assert platform.excess_g([3500]) == 500
    moments = Moment(0, 50_000, dropped_g=0), Moment(0, 53_000, dropped_g=3000), Moment(100)
    container = scene_of(*moments, mode=ScaleMode.CONTAINER)
    assert container.excess_g([]) == 0
    container.advance()
    assert container.excess_g([3000]) == 0
    assert container.excess_g([3000, 3000]) == 3000, "the same bag a second time"


def test_a_display_that_changes_with_every_third_frame() -> None:
    indicator = Indicator(10, 60_000, "kg", 1, 40, repeats=3)
    indicator.platform.put(3000)
    course = [indicator.advance() for _ in range(30)]
    thirds = [course[start : start + 3] for start in range(0, 30, 3)]
    assert all(len(set(third)) == 1 for third in thirds)
    assert len({third[0] for third in thirds}) > 5


def test_how_fast_a_load_shows_does_not_depend_on_the_frames() -> None:
    at_half_a_second = []
    for frame_ms in (20, 50, 100):
        indicator = Indicator(1, 60_000, "kg", 1, frame_ms)
        indicator.platform.stand(0)
        indicator.platform.put(random.Random(1).uniform(3000, 3001))
        at_half_a_second.append([grams(indicator.advance()) for _ in range(500 // frame_ms)][-1])
    assert max(at_half_a_second) - min(at_half_a_second) < 250


def test_before_anything_happens_nothing_is_shown() -> None:
    assert scene_of(Moment(0), Moment(100)).shown.kind is FrameKind.STATUS
