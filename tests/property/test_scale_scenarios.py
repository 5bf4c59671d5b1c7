"""The physics against the settling rule: what people do at a scale, in virtual time, over many seeds."""

import random
from dataclasses import dataclass

import pytest

from kiosk.core.events import ScaleStatus, SettledWeight
from kiosk.scale.frames import Frame
from kiosk.scale.physics import SCENARIOS, Indicator, Scene
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler

E, MAX = 10, 60_000
FRAME_MS = 80
SEEDS = range(60)
SETTINGS = ScaleSettings("port", "st-us", E, MAX)

CHEATS = ["foot", "child", "bump", "wind"]
HONEST = ["bag-dropped", "bag-dragged", "bag-in-two-halves", "creep", "child"]


@dataclass(frozen=True)
class Weighing:
    """A weight that settled, what lay there by itself then, and how long before that it had been put there."""

    settled: SettledWeight
    honest_g: float
    rested_ms: int


def weighings(name: str, seed: int, *, flagged: bool) -> list[Weighing]:
    indicator = Indicator(E, MAX, "kg", seed, FRAME_MS)
    scene = Scene(SCENARIOS[name], indicator, seed)
    settler = Settler(SETTINGS)
    found: dict[str, Weighing] = {}
    while not scene.over:
        shown = scene.advance()
        frame = Frame(shown.kind, shown.value, shown.unit, shown.stable if flagged else None, shown.net, b"frame")
        view = settler.feed(frame, scene.at_ms)
        if view.status is ScaleStatus.SETTLED and view.settled is not None:
            weighing = Weighing(view.settled, scene.now.load_g, scene.at_ms - scene.now.at_ms)
            found.setdefault(view.settled.weighing, weighing)
    return list(found.values())


@pytest.mark.parametrize("flagged", [True, False])
@pytest.mark.parametrize("name", CHEATS)
def test_nothing_settles_above_what_honestly_lay_there(name: str, flagged: bool) -> None:
    for seed in SEEDS:
        for weighing in weighings(name, seed, flagged=flagged):
            assert weighing.settled.net_g <= weighing.honest_g + E, f"seed {seed}"


@pytest.mark.parametrize("flagged", [True, False])
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_bag_settles_once_and_right(name: str, flagged: bool) -> None:
    for seed in SEEDS:
        (weighing,) = weighings(name, seed, flagged=flagged)
        assert abs(weighing.settled.net_g - weighing.honest_g) <= E + weighing.honest_g * 0.0003, f"seed {seed}"
        assert weighing.rested_ms <= 4500, f"seed {seed}"


def test_the_same_seed_is_the_same_scene() -> None:
    def course(seed: int) -> list[Frame]:
        scene = Scene(SCENARIOS["wind"], Indicator(E, MAX, "kg", seed, FRAME_MS), seed)
        return [scene.advance() for _ in range(80)]

    assert course(1) == course(1) != course(2)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_begins_empty_and_ends(name: str) -> None:
    for seed in SEEDS:
        moments = SCENARIOS[name].plot(random.Random(seed))
        assert moments[0].at_ms == 0
        assert moments[0].load_g == moments[-1].load_g == 0
        assert [moment.at_ms for moment in moments] == sorted(moment.at_ms for moment in moments)
