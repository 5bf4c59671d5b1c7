"""Every scenario of the simulator against the settling rules, over a thousand seeds each: what was credited that nobody
had put there, which honest bags were missed, and how long people waited.

Each settled weight counts as credited at once, the most careless conversation there can be. The indicator is read with
its stable flag and, besides, as if it had none. The peer is the rule that most weighing programs use: three equal
stable readings above Min are a weight, and the next one needs a reading near zero.
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.result import Result, cost
from bench.rounds import percentile
from kiosk.core.events import ScaleStatus
from kiosk.core.plate import ScaleMode, tolerance_in_service_g
from kiosk.core.units import grams
from kiosk.scale.container import ContainerSettler
from kiosk.scale.container_scenarios import CONTAINER_TARE_G
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.physics import Indicator
from kiosk.scale.scenarios import SCENARIOS
from kiosk.scale.scene import Scenario, Scene
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler
from kiosk.scale.weigher import Weigher

SEEDS = 1000
FRAME_MS = 80
MISSED_GOAL = 0.005

PLATFORM = ScaleSettings("port", "st-us", 10, 60_000)
CONTAINER = ScaleSettings("port", "st-us", 50, 150_000, mode=ScaleMode.CONTAINER, container_tare_g=CONTAINER_TARE_G)


@dataclass
class Tally:
    """What one rule made of some scenes. ``waits_ms``: from the load's last change to the settled weight."""

    scenes: int = 0
    credits: int = 0
    wrong: int = 0
    honest: int = 0
    missed: int = 0
    waits_ms: list[int] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in another tally."""
        self.scenes += other.scenes
        self.credits += other.credits
        self.wrong += other.wrong
        self.honest += other.honest
        self.missed += other.missed
        self.waits_ms += other.waits_ms


class Ours:
    """The kiosk's rule with somebody who confirms every settled weight at once."""

    def __init__(self, weigher: Weigher) -> None:
        self._weigher = weigher

    def credit(self, frame: Frame, now_ms: int) -> int | None:
        """Net grams credited with this frame, or None. What waits for a review is no credit."""
        view = self._weigher.feed(frame, now_ms)
        if view.status is not ScaleStatus.SETTLED or view.settled is None:
            return None
        self._weigher.require_zero()
        self._weigher.credited(view.settled.weighing)
        return None if view.settled.evidence.taken_out_g else view.settled.net_g


class ThreeEqual:
    """The peer."""

    def __init__(self, settings: ScaleSettings) -> None:
        self._settings = settings
        self._last: list[int] = []
        self._armed = True

    def credit(self, frame: Frame, _now_ms: int) -> int | None:
        """Net grams credited with this frame, or None."""
        if frame.kind is not FrameKind.WEIGHT or frame.value is None or frame.stable is False:
            self._last.clear()
            return None
        value_g = grams(frame.value, "kg")
        self._last = [*self._last[-2:], value_g]
        if abs(value_g) <= 2 * self._settings.interval_g:
            self._armed = True
        settled = self._armed and len(self._last) == 3 and len(set(self._last)) == 1
        if not settled or not self._settings.minimum_g <= value_g <= self._settings.max_g:
            return None
        self._armed = False
        return value_g


def measure(_scratch: Path) -> list[Result]:
    """One line a scenario and rule, and the sums."""
    names = list(SCENARIOS)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tallies = dict(zip(names, pool.map(play, names), strict=True))
    return list(_results(tallies))


def play(name: str) -> dict[str, Tally]:
    """All seeds of one scenario, for every rule."""
    sums: dict[str, Tally] = {}
    for seed in range(SEEDS):
        for rule, tally in play_once(SCENARIOS[name], seed).items():
            sums.setdefault(rule, Tally()).add(tally)
    return sums


def play_once(scenario: Scenario, seed: int) -> dict[str, Tally]:
    """One scene, seen by every rule."""
    settings = CONTAINER if scenario.mode is ScaleMode.CONTAINER else PLATFORM
    scene = Scene(scenario, Indicator(settings.interval_g, settings.max_g, "kg", seed, FRAME_MS), seed)
    rules: dict[str, Ours | ThreeEqual] = {"flag": Ours(_weigher(settings)), "no flag": Ours(_weigher(settings))}
    if scenario.mode is ScaleMode.PLATFORM:
        rules["three equal"] = ThreeEqual(settings)
    credited: dict[str, list[int]] = {rule: [] for rule in rules}
    right: dict[str, int] = dict.fromkeys(rules, 0)
    tallies = {rule: Tally(scenes=1, honest=scenario.honest) for rule in rules}
    while not scene.over:
        for frame in scene.deliver():
            for rule, judge in rules.items():
                seen = replace(frame, stable=None) if rule == "no flag" else frame
                net_g = judge.credit(seen, scene.at_ms)
                if net_g is None:
                    continue
                credited[rule].append(net_g)
                tallies[rule].credits += 1
                if scene.excess_g(credited[rule]) > _tolerance_g(settings, scene):
                    tallies[rule].wrong += 1
                else:
                    right[rule] += 1
                    tallies[rule].waits_ms.append(scene.at_ms - scene.now.at_ms)
    for rule, tally in tallies.items():
        tally.missed = int(scenario.honest and right[rule] == 0)
    return tallies


def _tolerance_g(settings: ScaleSettings, scene: Scene) -> float:
    """What the display of a scale in service may be wrong by at this load: its tolerance, and the rounding to one e.

    A difference has the errors of both its readings.
    """
    readings = 2 if settings.mode is ScaleMode.CONTAINER else 1
    tolerance_g = tolerance_in_service_g(round(scene.now.load_g), settings.interval_g)
    return readings * (tolerance_g + settings.interval_g / 2)


def _weigher(settings: ScaleSettings) -> Weigher:
    return ContainerSettler(settings) if settings.mode is ScaleMode.CONTAINER else Settler(settings)


def _results(tallies: dict[str, dict[str, Tally]]) -> Iterator[Result]:
    for rule in ("flag", "no flag"):
        ours, peer = _sum(tallies, rule), _sum(tallies, "three equal")
        waits = ours.waits_ms
        word = rule.replace(" ", "-")
        yield cost(
            f"settling.wrong.{word}",
            f"wrong credits in {ours.scenes:,} scenes, against three equal readings in {peer.scenes:,}",
            ours.wrong,
            peer.wrong,
            "credits",
            0.0,
        )
        yield cost(
            f"settling.missed.{word}",
            f"of {ours.honest:,} honest bags, against the goal",
            100 * ours.missed / ours.honest,
            100 * MISSED_GOAL,
            "%",
            1.0,
        )
        for percent in (50, 95):
            limit_ms = PLATFORM.settle_ms if rule == "flag" else PLATFORM.settle_ms * 3 // 2
            what = f"p{percent} of the time from the last touch to settled, against the time a value must be held"
            yield cost(f"settling.wait.{word}.p{percent}", what, percentile(waits, percent), limit_ms, "ms")
    for name, rules in tallies.items():
        for rule, tally in rules.items():
            if rule == "flag":
                yield _scenario(name, tally, rules.get("three equal"))


def _scenario(name: str, tally: Tally, peer: Tally | None) -> Result:
    what = f"wrong credits of {tally.credits:,} in {tally.scenes:,} scenes"
    if tally.honest:
        what += f", {tally.missed} honest bags missed"
    return cost(f"settling.{name}", what, tally.wrong, (peer.wrong if peer else 0) or 1, "credits", 0.0)


def _sum(tallies: dict[str, dict[str, Tally]], rule: str) -> Tally:
    total = Tally()
    for tally in _of(tallies, rule):
        total.add(tally)
    return total


def _of(tallies: dict[str, dict[str, Tally]], rule: str) -> Iterable[Tally]:
    return [rules[rule] for rules in tallies.values() if rule in rules]
