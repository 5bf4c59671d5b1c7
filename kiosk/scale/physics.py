"""A weighing platform and its indicator as physics, for the simulator: what is displayed follows from what was put on.

The platform is a mass on a spring (it overshoots, rings and creeps); the indicator samples it with noise, filters,
rounds to its interval, tracks zero, and calls a reading stable when it has stood still for a while. Masses in grams.
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import sin, tau

from kiosk.core.errors import UsageFault
from kiosk.scale.frames import Frame, FrameKind

_STEP_MS = 5  # small against the platform's own period, so the integration is stable
_ANGULAR_FREQUENCY = tau * 3.5 / 1000  # per millisecond
_DAMPING = 0.22
_DROP_SPEED = 0.6  # a bag is dropped, not lowered: extra speed as a share of load x frequency
_CREEP_SHARE = 0.0003
_CREEP_MS = 15_000

_NOISE_INTERVALS = 0.25
_FILTER = 0.5
_STABLE_MS = 600
_OVERLOAD_INTERVALS = 9
_UNDERLOAD_INTERVALS = 20
_ZERO_RANGE = 0.04  # of Max
_TRACKING_PER_SECOND = 0.5  # of an interval, while at zero


Force = Callable[[float], float]
"""Grams that press on the platform besides the load, as a function of milliseconds since the platform began."""


def no_force(_ms: float) -> float:
    """Nothing presses."""
    return 0.0


class Platform:
    """The load cell's reading over time: a damped oscillation around the load, plus slow creep."""

    def __init__(self) -> None:
        self._ms = 0
        self._force: Force = no_force
        self._load_g = 0.0
        self._at_g = 0.0
        self._speed = 0.0
        self._creep_g = 0.0

    def put(self, load_g: float) -> None:
        """Change the load to ``load_g`` grams in all, as abruptly as people do."""
        self._speed += (load_g - self._load_g) * _ANGULAR_FREQUENCY * _DROP_SPEED
        self._load_g = load_g

    def press(self, force: Force) -> None:
        """From now on ``force`` presses besides the load: a foot, wind, a trembling floor."""
        self._force = force

    def strike(self, blow_g: float) -> None:
        """A short blow, as strong as dropping ``blow_g`` grams; it leaves nothing behind."""
        self._speed += blow_g * _ANGULAR_FREQUENCY

    def advance(self, milliseconds: int) -> float:
        """Let time pass and return what the cell feels, in grams."""
        for _ in range(max(1, milliseconds // _STEP_MS)):
            self._ms += _STEP_MS
            pull = _ANGULAR_FREQUENCY**2 * (self._load_g + self._force(self._ms) - self._at_g)
            self._speed += (pull - 2 * _DAMPING * _ANGULAR_FREQUENCY * self._speed) * _STEP_MS
            self._at_g += self._speed * _STEP_MS
            self._creep_g += (self._load_g * _CREEP_SHARE - self._creep_g) * _STEP_MS / _CREEP_MS
        return self._at_g + self._creep_g


class Indicator:
    """Turns what the cell feels into what the display shows. ``unit`` is ``kg`` or ``g``; ``seed`` fixes the noise."""

    def __init__(self, interval_g: int, max_g: int, unit: str, seed: int, frame_ms: int) -> None:
        if unit not in {"kg", "g"}:
            raise UsageFault(f"the simulated indicator shows kg or g, not {unit!r}")
        self.platform = Platform()
        self._interval_g = interval_g
        self._max_g = max_g
        self._unit = unit
        self.frame_ms = frame_ms
        self._noise = random.Random(seed)  # noqa: S311 - repeatable noise, not a secret
        self._filtered_g = 0.0
        self._zero_g = 0.0
        self._shown: deque[int] = deque(maxlen=max(2, _STABLE_MS // frame_ms))

    def zero(self) -> None:
        """The zero key: take the present load for zero, if it is small enough."""
        if abs(self._filtered_g) <= _ZERO_RANGE * self._max_g:
            self._zero_g = self._filtered_g
            self._shown.clear()

    def advance(self) -> Frame:
        """Let one frame's time pass and return what is displayed then; its ``raw`` is empty."""
        felt_g = self.platform.advance(self.frame_ms) + self._noise.gauss(0, _NOISE_INTERVALS * self._interval_g)
        self._filtered_g += (felt_g - self._filtered_g) * _FILTER
        shown_g = self._interval_g * round((self._filtered_g - self._zero_g) / self._interval_g)
        self._shown.append(shown_g)
        stable = len(self._shown) == self._shown.maxlen and max(self._shown) - min(self._shown) <= self._interval_g
        if stable and shown_g == 0:
            self._track_zero()
        if shown_g > self._max_g + _OVERLOAD_INTERVALS * self._interval_g:
            return Frame(FrameKind.OVERLOAD)
        if shown_g < -_UNDERLOAD_INTERVALS * self._interval_g:
            return Frame(FrameKind.UNDERLOAD)
        return Frame(FrameKind.WEIGHT, self._displayed(shown_g), self._unit, stable, net=False)

    def _track_zero(self) -> None:
        step_g = _TRACKING_PER_SECOND * self._interval_g * self.frame_ms / 1000
        self._zero_g += min(step_g, max(-step_g, self._filtered_g - self._zero_g))

    def _displayed(self, shown_g: int) -> Decimal:
        """The digits of the display: as many decimals as the interval needs."""
        if self._unit == "g":
            return Decimal(shown_g)
        trailing_zeros = len(str(self._interval_g)) - len(str(self._interval_g).rstrip("0"))
        decimals = max(0, 3 - trailing_zeros)
        return Decimal(shown_g).scaleb(-3).quantize(Decimal(1).scaleb(-decimals))


@dataclass(frozen=True, slots=True)
class Moment:
    """From ``at_ms`` on: ``load_g`` grams lie there by themselves, ``force`` presses besides, the cable is in or out.

    ``blow_g`` strikes once at that moment.
    """

    at_ms: int
    load_g: float = 0.0
    force: Force = no_force
    blow_g: float = 0.0
    plugged: bool = True


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named course of events at the scale. ``plot`` draws one from a seeded chance; the last moment ends it."""

    name: str
    summary: str
    plot: Callable[[random.Random], list[Moment]]


class Scene:
    """One scenario played on an indicator, in steps of one frame. The same seed is the same scene."""

    def __init__(self, scenario: Scenario, indicator: Indicator, seed: int) -> None:
        self._indicator = indicator
        self._coming = deque(scenario.plot(random.Random(seed)))  # noqa: S311 - repeatable, not a secret
        self.at_ms = 0
        self.now = self._coming[0]

    @property
    def over(self) -> bool:
        """Whether the last moment has come."""
        return not self._coming

    def advance(self) -> Frame:
        """Let what is due happen and one frame's time pass; return what is displayed then."""
        platform = self._indicator.platform
        while self._coming and self._coming[0].at_ms <= self.at_ms:
            before, self.now = self.now, self._coming.popleft()
            if self.now.load_g != before.load_g:
                platform.put(self.now.load_g)
            platform.press(self.now.force)
            platform.strike(self.now.blow_g)
        self.at_ms += self._indicator.frame_ms
        return self._indicator.advance()


def swaying(chance: random.Random, mean_g: float, sway_g: float, hertz: tuple[float, float]) -> Force:
    """A force around ``mean_g`` that is never still: three waves within the band ``hertz``, ``sway_g`` each at most."""
    waves = [
        (chance.uniform(0.5, 1) * sway_g, chance.uniform(*hertz) * tau / 1000, chance.uniform(0, tau)) for _ in "abc"
    ]
    return lambda ms: mean_g + sum(height * sin(speed * ms + phase) for height, speed, phase in waves)


_BODY_HERTZ = (0.7, 2.5)
"""Nobody stands still: balancing on one leg or leaning moves the body's weight all the time."""

_LEAST_SWAY_G = 40.0
_BAG_G = (300.0, 8000.0)
_ARRIVES_MS = 3000
_LEAVES_MS = 9000
_ENDS_MS = 12_000


def _dropped(chance: random.Random) -> list[Moment]:
    return [Moment(0), Moment(_ARRIVES_MS, chance.uniform(*_BAG_G)), Moment(_LEAVES_MS), Moment(_ENDS_MS)]


def _dragged(chance: random.Random) -> list[Moment]:
    bag_g, steps, step_ms = chance.uniform(*_BAG_G), chance.randint(6, 20), chance.randint(60, 160)
    moments = [Moment(_ARRIVES_MS + step_ms * step, bag_g * step / steps) for step in range(1, steps + 1)]
    return [Moment(0), *moments, Moment(_LEAVES_MS + 2000), Moment(_ENDS_MS + 2000)]


def _in_two_halves(chance: random.Random) -> list[Moment]:
    bag_g, share, pause_ms = chance.uniform(*_BAG_G), chance.uniform(0.2, 0.8), chance.randint(300, 900)
    both = Moment(_ARRIVES_MS + pause_ms, bag_g)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g * share), both, Moment(_LEAVES_MS), Moment(_ENDS_MS)]


def _foot(chance: random.Random) -> list[Moment]:
    bag_g, foot_g = chance.choice([0.0, chance.uniform(*_BAG_G)]), chance.uniform(500, 20_000)
    foot = swaying(chance, foot_g, max(_LEAST_SWAY_G, 0.03 * foot_g), _BODY_HERTZ)
    pressed = Moment(_ARRIVES_MS + chance.randint(0, 800), bag_g, foot)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g), pressed, Moment(_LEAVES_MS), Moment(_ENDS_MS)]


def _child(chance: random.Random) -> list[Moment]:
    bag_g, child_g = chance.uniform(*_BAG_G), chance.uniform(1000, 15_000)
    leaning = swaying(chance, child_g, max(_LEAST_SWAY_G, 0.05 * child_g), _BODY_HERTZ)
    gone = Moment(chance.randint(5000, 8000), bag_g)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g, leaning), gone, Moment(_ENDS_MS), Moment(_ENDS_MS + 3000)]


def _bump(chance: random.Random) -> list[Moment]:
    bag_g = chance.choice([0.0, chance.uniform(*_BAG_G)])
    blows = [Moment(_ARRIVES_MS + 700 * blow, bag_g, blow_g=chance.uniform(-8000, 8000)) for blow in range(1, 6)]
    return [Moment(0), Moment(_ARRIVES_MS, bag_g), *blows, Moment(_ENDS_MS), Moment(_ENDS_MS + 3000)]


def _wind(chance: random.Random) -> list[Moment]:
    bag_g = chance.choice([0.0, chance.uniform(*_BAG_G)])
    gusts = swaying(chance, chance.uniform(0, 150), chance.uniform(30, 120), (0.8, 2.5))
    return [Moment(0), Moment(_ARRIVES_MS, bag_g, gusts), Moment(_LEAVES_MS), Moment(_ENDS_MS)]


def _vibration(chance: random.Random) -> list[Moment]:
    trembling = swaying(chance, 0, chance.uniform(5, 40), (8, 14))
    bag = Moment(_ARRIVES_MS, chance.uniform(*_BAG_G), trembling)
    return [Moment(0, force=trembling), bag, Moment(_LEAVES_MS, force=trembling), Moment(_ENDS_MS)]


def _creep(chance: random.Random) -> list[Moment]:
    return [Moment(0), Moment(_ARRIVES_MS, chance.uniform(6000, 12_000)), Moment(45_000), Moment(50_000)]


def _drift(chance: random.Random) -> list[Moment]:
    grams_per_ms = chance.uniform(-3, 3) / 1000
    bag_g = chance.uniform(*_BAG_G)

    def warming(ms: float) -> float:
        return grams_per_ms * ms

    return [Moment(0, force=warming), Moment(20_000, bag_g, warming), Moment(26_000, force=warming), Moment(30_000)]


def _unplug(chance: random.Random) -> list[Moment]:
    bag_g, out_ms = chance.uniform(*_BAG_G), _ARRIVES_MS + chance.randint(200, 4000)
    out, back = Moment(out_ms, bag_g, plugged=False), Moment(out_ms + 2000, bag_g)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g), out, back, Moment(_ENDS_MS), Moment(_ENDS_MS + 3000)]


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("bag-dropped", "a bag is dropped on the platform", _dropped),
        Scenario("bag-dragged", "a bag is dragged on, its weight arrives bit by bit", _dragged),
        Scenario("bag-in-two-halves", "half a bag, and the other half a moment later", _in_two_halves),
        Scenario("foot", "somebody puts a foot beside the bag, or on the empty platform", _foot),
        Scenario("child", "a child leans on the platform while the bag is put on, then steps back", _child),
        Scenario("bump", "the platform is kicked five times", _bump),
        Scenario("wind", "gusts press on the platform", _wind),
        Scenario("vibration", "the floor trembles under the scale", _vibration),
        Scenario("creep", "a heavy bag is left for forty seconds", _creep),
        Scenario("drift", "zero wanders while the scale warms up, then a bag comes", _drift),
        Scenario("unplug-in-mid-frame", "the cable is pulled in the middle of a frame, and plugged in again", _unplug),
    )
}
"""What can be played, by name."""
