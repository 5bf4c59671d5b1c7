"""A scenario is a named course of events at a scale; a scene plays one on a simulated indicator, frame by frame."""

import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.plate import ScaleMode
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.physics import Force, Indicator, no_force


class Trouble(StrEnum):
    """What is the matter between the platform and the kiosk."""

    NONE = "none"
    UNPLUGGED = "unplugged"  # the cable is out
    OFF = "off"  # the indicator has no power; when it is back, the indicator zeroes itself
    HUNG = "hung"  # the indicator repeats its last frame
    STALLED = "stalled"  # the adapter keeps the frames back, and delivers all of them when it goes on


@dataclass(frozen=True, slots=True)
class Moment:
    """From ``at_ms`` on: ``load_g`` grams lie there by themselves, and ``force`` presses besides.

    ``blow_g`` strikes once at that moment. ``dropped_g`` is what may honestly be credited by then, where that is not
    the load (see ``honest_g``).
    """

    at_ms: int
    load_g: float = 0.0
    force: Force = no_force
    blow_g: float = 0.0
    trouble: Trouble = Trouble.NONE
    dropped_g: float | None = None

    @property
    def honest_g(self) -> float:
        """On a platform: the grams of what lies there now and may be credited. In a container: the grams that have
        been dropped off since the scene began, all people and bags together."""
        return self.load_g if self.dropped_g is None else self.dropped_g


Plot = Callable[[random.Random], list[Moment]]
"""Draws one course of events."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named course of events at the scale. ``plot`` draws one from a seeded chance; the last moment ends it.

    The load of the first moment has been there for hours. ``honest``: an ordinary bag that ought to be accepted.
    """

    name: str
    summary: str
    plot: Plot
    honest: bool = False
    mode: ScaleMode = ScaleMode.PLATFORM


class Scene:
    """One scenario played on an indicator, in steps of one frame. The same seed is the same scene.

    ``now`` is the moment that holds, ``at_ms`` the time since the scene began, ``shown`` the last frame of the display.
    """

    def __init__(self, scenario: Scenario, indicator: Indicator, seed: int) -> None:
        self.scenario = scenario
        self._indicator = indicator
        self._coming = deque(scenario.plot(random.Random(seed)))  # noqa: S311 - repeatable, not a secret
        self._began_ms = indicator.platform.ms
        self._kept_back: list[Frame] = []
        self.at_ms = 0
        self.now = self._coming[0]
        indicator.stand(self.now.load_g)
        self.shown = Frame(FrameKind.STATUS)

    @property
    def over(self) -> bool:
        """Whether the last moment has come."""
        return not self._coming

    def advance(self) -> Frame:
        """Let what is due happen and one frame's time pass; return what is displayed then."""
        while self._coming and self._coming[0].at_ms <= self.at_ms:
            self._happen(self._coming.popleft())
        self.at_ms += self._indicator.frame_ms
        if self.now.trouble is not Trouble.HUNG:
            self.shown = self._indicator.advance()
        return self.shown

    def deliver(self) -> list[Frame]:
        """The same as ``advance``, seen from the kiosk: all frames that reach it by then, the oldest first."""
        frame = self.advance()
        if self.now.trouble in {Trouble.UNPLUGGED, Trouble.OFF}:
            return []
        self._kept_back.append(frame)
        if self.now.trouble is Trouble.STALLED:
            return []
        arrived, self._kept_back = self._kept_back, []
        return arrived

    def excess_g(self, credited_g: Sequence[int]) -> float:
        """How many grams of what has been credited nobody had dropped off; below zero where all of it is honest.

        ``credited_g`` are the net grams of all credits of this scene up to now, without those that wait for a review.
        Ask right after each of them: on a platform only the last one is judged, by what lies there now.
        """
        judged = credited_g[-1:] if self.scenario.mode is ScaleMode.PLATFORM else credited_g
        return sum(judged) - self.now.honest_g

    def _happen(self, moment: Moment) -> None:
        before, self.now = self.now, moment
        platform, began_ms = self._indicator.platform, self._began_ms
        if moment.load_g != before.load_g:
            platform.put(moment.load_g)
        platform.press(lambda ms: moment.force(ms - began_ms))
        platform.strike(moment.blow_g)
        if before.trouble is Trouble.OFF and moment.trouble is not Trouble.OFF:
            self._indicator.switch_on()
