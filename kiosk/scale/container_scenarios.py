"""What people do where the container itself stands on the scale. It weighs 20 to 80 kg when a scene begins."""

import random

from kiosk.core.plate import ScaleMode
from kiosk.scale.physics import Force, no_force, swaying
from kiosk.scale.scene import Moment, Plot, Scenario

CONTAINER_TARE_G = 10_000
"""The empty container's mass."""

_CONTAINER_G = (20_000.0, 80_000.0)
_BAG_G = (1000.0, 8000.0)

_BODY_HERTZ = (0.7, 2.5)
_ARRIVES_MS = 4000
_ENDS_MS = 10_000


class _Course:
    """Writes down what happens to one container, and keeps the account of what has been dropped off honestly."""

    def __init__(self, chance: random.Random, extra_g: float = 0.0) -> None:
        self.moments: list[Moment] = []
        self._inside_g = chance.uniform(*_CONTAINER_G) + extra_g
        self._dropped_g = 0.0
        self.wait(0)

    def wait(self, at_ms: int, force: Force = no_force) -> None:
        """From now on ``force`` presses, or nothing does."""
        self.moments.append(Moment(at_ms, self._inside_g, force, dropped_g=self._dropped_g))

    def drop(self, at_ms: int, bag_g: float, force: Force = no_force) -> None:
        """A bag is dropped off."""
        self._dropped_g += bag_g
        self.move(at_ms, bag_g, force)

    def move(self, at_ms: int, more_g: float, force: Force = no_force) -> None:
        """So much is put in or, below zero, taken out; it counts for nobody."""
        self._inside_g += more_g
        self.wait(at_ms, force)

    def replace(self, at_ms: int, inside_g: float) -> None:
        """Another container, or none, stands there now."""
        self._inside_g = inside_g
        self.wait(at_ms)


def _bag(chance: random.Random) -> float:
    return chance.uniform(*_BAG_G)


def _leaning(chance: random.Random, mean_g: float) -> Force:
    return swaying(chance, mean_g, max(80.0, 0.04 * abs(mean_g)), _BODY_HERTZ)


def _dropped(chance: random.Random) -> list[Moment]:
    course = _Course(chance)
    course.drop(_ARRIVES_MS, _bag(chance))
    course.wait(_ENDS_MS)
    return course.moments


def _in_two_halves(chance: random.Random) -> list[Moment]:
    course, bag_g, share = _Course(chance), _bag(chance), chance.uniform(0.2, 0.8)
    course.drop(_ARRIVES_MS, bag_g * share)
    course.drop(_ARRIVES_MS + chance.randint(300, 900), bag_g * (1 - share))
    course.wait(_ENDS_MS)
    return course.moments


def _lean(chance: random.Random) -> list[Moment]:
    course, leaning = _Course(chance), _leaning(chance, chance.uniform(500, 15_000))
    course.wait(_ARRIVES_MS - chance.randint(0, 500), leaning)
    course.drop(_ARRIVES_MS, _bag(chance), leaning)
    course.wait(chance.randint(7000, 9000))
    course.wait(_ENDS_MS + 4000)
    return course.moments


def _lift(chance: random.Random) -> list[Moment]:
    course, lift_g = _Course(chance), -chance.uniform(1000, 12_000)
    by_hand, by_lever = _leaning(chance, lift_g), swaying(chance, lift_g, 2.0, _BODY_HERTZ)
    course.wait(_ARRIVES_MS, chance.choice([by_hand, by_lever]))
    course.wait(_ARRIVES_MS + chance.randint(4000, 8000))
    course.wait(_ARRIVES_MS + 14_000)
    return course.moments


def _taken_out(chance: random.Random) -> list[Moment]:
    course, bag_g = _Course(chance), _bag(chance)
    course.drop(_ARRIVES_MS, bag_g)
    course.move(10_000, -bag_g)
    course.move(10_000 + chance.randint(1500, 6000), bag_g)
    course.wait(22_000)
    return course.moments


def _scavenger(chance: random.Random) -> list[Moment]:
    course = _Course(chance)
    course.move(_ARRIVES_MS, -chance.uniform(1000, 5000))
    course.drop(_ARRIVES_MS + chance.randint(4000, 8000), _bag(chance))
    course.wait(_ARRIVES_MS + 14_000)
    return course.moments


def _two_people(chance: random.Random) -> list[Moment]:
    course, second_ms = _Course(chance), _ARRIVES_MS + chance.randint(100, 1000)
    course.drop(_ARRIVES_MS, _bag(chance))
    course.drop(second_ms, _bag(chance))
    course.drop(second_ms + chance.randint(2500, 5000), _bag(chance))
    course.wait(_ENDS_MS + 6000)
    return course.moments


def _brick(chance: random.Random) -> list[Moment]:
    brick_g = chance.uniform(1000, 4000)
    course = _Course(chance, extra_g=brick_g)
    course.drop(_ARRIVES_MS, _bag(chance))
    course.move(_ENDS_MS, -brick_g)
    course.drop(_ENDS_MS + 5000, _bag(chance))
    course.wait(_ENDS_MS + 11_000)
    return course.moments


def _emptied(chance: random.Random) -> list[Moment]:
    course = _Course(chance)
    course.replace(_ARRIVES_MS, 0.0)
    course.replace(_ARRIVES_MS + chance.randint(2000, 5000), CONTAINER_TARE_G)
    course.drop(_ARRIVES_MS + 11_000, _bag(chance))
    course.wait(_ARRIVES_MS + 17_000)
    return course.moments


def _scenario(name: str, summary: str, plot: Plot, *, honest: bool = False) -> Scenario:
    return Scenario(name, summary, plot, honest, ScaleMode.CONTAINER)


CONTAINER_SCENARIOS = (
    _scenario("container-drop", "a bag is dropped into the container", _dropped, honest=True),
    _scenario(
        "container-drop-in-two-halves", "half a bag, and the other half a moment later", _in_two_halves, honest=True
    ),
    _scenario("container-lean", "somebody leans on the rim during the drop and after it", _lean, honest=True),
    _scenario("container-lift", "the container is lifted a little while nothing is dropped, then let go", _lift),
    _scenario("container-taken-out", "a bag is dropped, pulled out again, and dropped once more", _taken_out),
    _scenario("container-scavenger", "something is taken out, then somebody else comes with a bag", _scavenger),
    _scenario("container-two-people", "two bags within a second, and a third a little later", _two_people),
    _scenario("container-brick", "a brick lies on the lid, a bag is dropped, the brick goes, a bag is dropped", _brick),
    _scenario("container-emptied", "the container is exchanged for an empty one, then a bag is dropped", _emptied),
)
