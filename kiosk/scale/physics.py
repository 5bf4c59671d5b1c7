"""A weighing platform and its indicator as physics, for the simulator: what is displayed follows from what was put on.

The platform is a mass on a spring (it overshoots, rings and creeps); the indicator samples it with noise, filters,
rounds to its interval, tracks zero, and calls a reading stable when it has stood still for a while. Masses in grams.
What people do there is in ``scenarios``.
"""

import random
from collections import deque
from collections.abc import Callable
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
_FILTER_HALF_MS = 80  # after that time half of a step is shown
_STABLE_MS = 600
_OVERLOAD_INTERVALS = 9
_UNDERLOAD_INTERVALS = 20
_ZERO_RANGE = 0.04  # of Max
_START_ZERO_RANGE = 0.2  # of Max
_TRACKING_PER_SECOND = 0.5  # of an interval, while at zero


Force = Callable[[float], float]
"""Grams that press on the platform besides the load, as a function of milliseconds since the platform began."""


def no_force(_ms: float) -> float:
    """Nothing presses."""
    return 0.0


class Platform:
    """The load cell's reading over time: a damped oscillation around the load, plus slow creep."""

    def __init__(self) -> None:
        self.ms = 0
        self._force: Force = no_force
        self._load_g = 0.0
        self._at_g = 0.0
        self._speed = 0.0
        self._creep_g = 0.0

    def put(self, load_g: float) -> None:
        """Change the load to ``load_g`` grams in all, as abruptly as people do."""
        self._speed += (load_g - self._load_g) * _ANGULAR_FREQUENCY * _DROP_SPEED
        self._load_g = load_g

    def stand(self, load_g: float) -> None:
        """From now on ``load_g`` lies there as if it had lain there for hours: nothing swings or creeps."""
        self._load_g = self._at_g = load_g
        self._speed = 0.0
        self._creep_g = load_g * _CREEP_SHARE

    def press(self, force: Force) -> None:
        """From now on ``force`` presses besides the load: a foot, wind, a trembling floor."""
        self._force = force

    def strike(self, blow_g: float) -> None:
        """A short blow, as strong as dropping ``blow_g`` grams; it leaves nothing behind."""
        self._speed += blow_g * _ANGULAR_FREQUENCY

    @property
    def felt_g(self) -> float:
        """What the cell feels now, in grams."""
        return self._at_g + self._creep_g

    def advance(self, milliseconds: int) -> float:
        """Let time pass and return what the cell feels then, in grams."""
        for _ in range(max(1, milliseconds // _STEP_MS)):
            self.ms += _STEP_MS
            pull = _ANGULAR_FREQUENCY**2 * (self._load_g + self._force(self.ms) - self._at_g)
            self._speed += (pull - 2 * _DAMPING * _ANGULAR_FREQUENCY * self._speed) * _STEP_MS
            self._at_g += self._speed * _STEP_MS
            self._creep_g += (self._load_g * _CREEP_SHARE - self._creep_g) * _STEP_MS / _CREEP_MS
        return self.felt_g


class Indicator:
    """Turns what the cell feels into what the display shows. ``unit`` is ``kg`` or ``g``; ``seed`` fixes the noise.

    It sends a frame every ``frame_ms``, and what it displays changes only with every ``repeats``-th of them.
    """

    def __init__(self, interval_g: int, max_g: int, unit: str, seed: int, frame_ms: int, repeats: int = 1) -> None:
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
        self._filter = 1 - 0.5 ** (frame_ms / _FILTER_HALF_MS)
        self._repeats = repeats
        self._frames = 0
        self._displayed = Frame(FrameKind.STATUS)
        self._shown: deque[int] = deque(maxlen=max(3, _STABLE_MS // (frame_ms * repeats)))

    def zero(self) -> None:
        """The zero key: take the present load for zero, if it is small enough."""
        if abs(self._filtered_g) <= _ZERO_RANGE * self._max_g:
            self._zero_g = self._filtered_g
            self._shown.clear()

    def stand(self, load_g: float) -> None:
        """From now on ``load_g`` lies there as if it had lain there for hours, and the zero is the empty platform."""
        self.platform.stand(load_g)
        self._filtered_g = self.platform.felt_g
        self._zero_g = 0.0
        self._shown.clear()

    def switch_on(self) -> None:
        """The power has come back: what lies there is taken for zero, unless it is more than a fifth of Max."""
        self._filtered_g = self.platform.felt_g
        self._zero_g = self._filtered_g if abs(self._filtered_g) <= _START_ZERO_RANGE * self._max_g else 0.0
        self._shown.clear()

    def advance(self) -> Frame:
        """Let one frame's time pass and return what is displayed then; its ``raw`` is empty."""
        felt_g = self.platform.advance(self.frame_ms) + self._noise.gauss(0, _NOISE_INTERVALS * self._interval_g)
        self._filtered_g += (felt_g - self._filtered_g) * self._filter
        if self._frames % self._repeats == 0:
            self._displayed = self._display()
        self._frames += 1
        return self._displayed

    def _display(self) -> Frame:
        shown_g = self._interval_g * round((self._filtered_g - self._zero_g) / self._interval_g)
        self._shown.append(shown_g)
        stable = len(self._shown) == self._shown.maxlen and max(self._shown) - min(self._shown) <= self._interval_g
        if stable and shown_g == 0:
            self._track_zero()
        if shown_g > self._max_g + _OVERLOAD_INTERVALS * self._interval_g:
            return Frame(FrameKind.OVERLOAD)
        if shown_g < -_UNDERLOAD_INTERVALS * self._interval_g:
            return Frame(FrameKind.UNDERLOAD)
        return Frame(FrameKind.WEIGHT, self._digits(shown_g), self._unit, stable, net=False)

    def _track_zero(self) -> None:
        step_g = _TRACKING_PER_SECOND * self._interval_g * self.frame_ms * self._repeats / 1000
        self._zero_g += min(step_g, max(-step_g, self._filtered_g - self._zero_g))

    def _digits(self, shown_g: int) -> Decimal:
        """The digits of the display: as many decimals as the interval needs."""
        if self._unit == "g":
            return Decimal(shown_g)
        trailing_zeros = len(str(self._interval_g)) - len(str(self._interval_g).rstrip("0"))
        decimals = max(0, 3 - trailing_zeros)
        return Decimal(shown_g).scaleb(-3).quantize(Decimal(1).scaleb(-decimals))


def swaying(chance: random.Random, mean_g: float, sway_g: float, hertz: tuple[float, float]) -> Force:
    """A force around ``mean_g`` that is never still: three waves within the band ``hertz``, ``sway_g`` each at most."""
    waves = [
        (chance.uniform(0.5, 1) * sway_g, chance.uniform(*hertz) * tau / 1000, chance.uniform(0, tau)) for _ in "abc"
    ]
    return lambda ms: mean_g + sum(height * sin(speed * ms + phase) for height, speed, phase in waves)
