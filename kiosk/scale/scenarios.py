"""What people, weather and cables do at a scale, by name: for trials, tests and benchmarks.

Bags weigh 0.3 to 8 kg on a platform and 1 to 8 kg in a container; every detail is drawn from the seed.
"""

import random

from kiosk.core.plate import ScaleMode
from kiosk.scale.container_scenarios import CONTAINER_SCENARIOS, CONTAINER_TARE_G
from kiosk.scale.physics import swaying
from kiosk.scale.scene import Moment, Scenario, Scene, Trouble

__all__ = ["CONTAINER_TARE_G", "SCENARIOS", "USUAL_PLATE", "Moment", "Scenario", "Scene", "Trouble"]

USUAL_PLATE = {ScaleMode.PLATFORM: (10, 60_000), ScaleMode.CONTAINER: (20, 150_000)}
"""Verification interval e and capacity Max, in grams, of a scale on which the scenarios of a mode can be played."""

_BODY_HERTZ = (0.7, 2.5)
"""Nobody stands still: balancing on one leg or leaning moves the body's weight all the time."""

_HAND_HERTZ = (0.3, 1.5)
_STEADIEST_HAND = 0.02
"""A force held as evenly as one can still wanders slowly, by some two hundredths …"""

_LEAST_HAND_SWAY_G = 30.0
"""… and never by less than a third of a newton, for breath and pulse move the arm."""

_LEAST_HANDLE_SWAY_G = 80.0
"""A bag's handles are springs: who holds them passes on every sway of the body."""

_LEAST_SWAY_G = 40.0
_BAG_G = (300.0, 8000.0)
_ARRIVES_MS = 3000
_LEAVES_MS = 9000
_ENDS_MS = 12_000

_STALL_MS = 1900  # shorter than what is noticed as silence
_HUNG_MS = 660_000  # eleven minutes


def _bag(chance: random.Random) -> float:
    return chance.uniform(*_BAG_G)


def _ends(*moments: Moment, leaves_ms: int = _LEAVES_MS) -> list[Moment]:
    """An empty platform first, then ``moments``, then an empty platform for three seconds."""
    return [Moment(0), *moments, Moment(leaves_ms), Moment(leaves_ms + 3000)]


def _dropped(chance: random.Random) -> list[Moment]:
    return _ends(Moment(_ARRIVES_MS, _bag(chance)))


def _dragged(chance: random.Random) -> list[Moment]:
    bag_g, steps, step_ms = _bag(chance), chance.randint(6, 20), chance.randint(60, 160)
    moments = [Moment(_ARRIVES_MS + step_ms * step, bag_g * step / steps) for step in range(1, steps + 1)]
    return _ends(*moments, leaves_ms=_LEAVES_MS + 2000)


def _in_two_halves(chance: random.Random) -> list[Moment]:
    bag_g, share, pause_ms = _bag(chance), chance.uniform(0.2, 0.8), chance.randint(300, 900)
    return _ends(Moment(_ARRIVES_MS, bag_g * share), Moment(_ARRIVES_MS + pause_ms, bag_g))


def _foot(chance: random.Random) -> list[Moment]:
    bag_g, foot_g = chance.choice([0.0, _bag(chance)]), chance.uniform(500, 20_000)
    foot = swaying(chance, foot_g, max(_LEAST_SWAY_G, 0.03 * foot_g), _BODY_HERTZ)
    return _ends(Moment(_ARRIVES_MS, bag_g), Moment(_ARRIVES_MS + chance.randint(0, 800), bag_g, foot))


def _leaning_steady(chance: random.Random) -> list[Moment]:
    bag_g, hand_g = chance.choice([0.0, _bag(chance)]), chance.uniform(500, 8000)
    hand = swaying(chance, hand_g, max(_LEAST_HAND_SWAY_G, _STEADIEST_HAND * hand_g), _HAND_HERTZ)
    return _ends(Moment(_ARRIVES_MS, bag_g), Moment(_ARRIVES_MS + chance.randint(0, 800), bag_g, hand))


def _child(chance: random.Random) -> list[Moment]:
    bag_g, child_g = _bag(chance), chance.uniform(1000, 15_000)
    leaning = swaying(chance, child_g, max(_LEAST_SWAY_G, 0.05 * child_g), _BODY_HERTZ)
    gone = Moment(chance.randint(5000, 8000), bag_g)
    return _ends(Moment(_ARRIVES_MS, bag_g, leaning), gone, leaves_ms=_ENDS_MS)


def _handle_held(chance: random.Random) -> list[Moment]:
    bag_g, share = _bag(chance), chance.uniform(-0.6, 0.3)
    hand = swaying(chance, share * bag_g, max(_LEAST_HANDLE_SWAY_G, abs(share) * bag_g * 0.05), _BODY_HERTZ)
    let_go = Moment(chance.randint(5000, 8000), bag_g)
    return _ends(Moment(_ARRIVES_MS, bag_g, hand), let_go, leaves_ms=_ENDS_MS)


def _slid_off(chance: random.Random) -> list[Moment]:
    return _ends(Moment(_ARRIVES_MS, _bag(chance)), leaves_ms=_ARRIVES_MS + chance.randint(200, 2000))


def _second_bag(chance: random.Random) -> list[Moment]:
    first_g, second_g = _bag(chance), _bag(chance)
    second = Moment(chance.randint(7000, 9000), first_g + second_g)
    return _ends(Moment(_ARRIVES_MS, first_g), second, leaves_ms=_ENDS_MS + 2000)


def _swap(chance: random.Random) -> list[Moment]:
    first_g, second_g, at_ms = _bag(chance), _bag(chance), chance.randint(6500, 9000)
    lifted = Moment(at_ms, first_g * chance.uniform(0.3, 0.8))
    return _ends(Moment(_ARRIVES_MS, first_g), lifted, Moment(at_ms + 150, second_g), leaves_ms=_ENDS_MS + 2000)


def _stone_first(chance: random.Random) -> list[Moment]:
    stone_g, bag_g = chance.uniform(50, 4000), _bag(chance)
    both = Moment(_ARRIVES_MS + 1000, stone_g + bag_g, dropped_g=bag_g)
    bag_alone = Moment(_LEAVES_MS, bag_g)
    return [Moment(0, stone_g, dropped_g=0), both, bag_alone, Moment(_LEAVES_MS + 4000), Moment(_LEAVES_MS + 7000)]


def _slow_pour(chance: random.Random) -> list[Moment]:
    grams_per_ms, poured_ms = chance.uniform(1, 4.5) / 1000, chance.randint(40_000, 70_000)
    bag_g, taken_ms = _bag(chance), 3000 + poured_ms + 4000

    def sand(ms: float) -> float:
        return grams_per_ms * min(max(0.0, ms - 3000), poured_ms)

    bag = Moment(taken_ms + 3000, bag_g)
    return [Moment(0, force=sand), Moment(taken_ms), bag, Moment(taken_ms + 9000), Moment(taken_ms + 12_000)]


def _bump(chance: random.Random) -> list[Moment]:
    bag_g = chance.choice([0.0, _bag(chance)])
    blows = [Moment(_ARRIVES_MS + 700 * blow, bag_g, blow_g=chance.uniform(-8000, 8000)) for blow in range(1, 6)]
    return _ends(Moment(_ARRIVES_MS, bag_g), *blows, leaves_ms=_ENDS_MS)


def _wind(chance: random.Random) -> list[Moment]:
    bag_g = chance.choice([0.0, _bag(chance)])
    gusts = swaying(chance, chance.uniform(0, 150), chance.uniform(30, 120), (0.8, 2.5))
    return _ends(Moment(_ARRIVES_MS, bag_g, gusts))


def _vibration(chance: random.Random) -> list[Moment]:
    trembling = swaying(chance, 0, chance.uniform(5, 40), (8, 14))
    bag = Moment(_ARRIVES_MS, _bag(chance), trembling)
    return [Moment(0, force=trembling), bag, Moment(_LEAVES_MS, force=trembling), Moment(_ENDS_MS)]


def _creep(chance: random.Random) -> list[Moment]:
    return _ends(Moment(_ARRIVES_MS, chance.uniform(6000, 12_000)), leaves_ms=45_000)


def _drift(chance: random.Random) -> list[Moment]:
    grams_per_ms = chance.uniform(-1.5, 1.5) / 1000

    def warming(ms: float) -> float:
        return grams_per_ms * ms

    bag = Moment(20_000, _bag(chance), warming)
    return [Moment(0, force=warming), bag, Moment(26_000, force=warming), Moment(30_000)]


def _unplug(chance: random.Random) -> list[Moment]:
    bag_g, out_ms = _bag(chance), _ARRIVES_MS + chance.randint(200, 4000)
    out, back = Moment(out_ms, bag_g, trouble=Trouble.UNPLUGGED), Moment(out_ms + 2000, bag_g)
    return _ends(Moment(_ARRIVES_MS, bag_g), out, back, leaves_ms=_ENDS_MS)


def _frozen(chance: random.Random) -> list[Moment]:
    bag_g, hangs_ms = _bag(chance), _ARRIVES_MS + chance.randint(2500, 5000)
    hung = Moment(hangs_ms, bag_g, trouble=Trouble.HUNG)
    taken_off = Moment(hangs_ms + 3000, trouble=Trouble.HUNG)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g), hung, taken_off, Moment(hangs_ms + _HUNG_MS, trouble=Trouble.HUNG)]


def _stale_burst(chance: random.Random) -> list[Moment]:
    bag_g, stalls_ms = _bag(chance), _ARRIVES_MS + chance.randint(600, 1400)
    stalled = Moment(stalls_ms, bag_g, trouble=Trouble.STALLED)
    gone = Moment(stalls_ms + _STALL_MS - chance.randint(100, 400), trouble=Trouble.STALLED)
    return [Moment(0), Moment(_ARRIVES_MS, bag_g), stalled, gone, Moment(stalls_ms + _STALL_MS), Moment(_LEAVES_MS)]


def _power_cycle(chance: random.Random) -> list[Moment]:
    bag_g, other_g, off_ms = _bag(chance), _bag(chance), _ARRIVES_MS + chance.randint(300, 4000)
    off, on = Moment(off_ms, bag_g, trouble=Trouble.OFF), Moment(off_ms + chance.randint(300, 1500), bag_g)
    both = Moment(on.at_ms + 4000, bag_g + other_g)
    return _ends(Moment(_ARRIVES_MS, bag_g), off, on, both, leaves_ms=both.at_ms + 5000)


_PLATFORM_SCENARIOS = (
    Scenario("bag-dropped", "a bag is dropped on the platform", _dropped, honest=True),
    Scenario("bag-dragged", "a bag is dragged on, its weight arrives bit by bit", _dragged, honest=True),
    Scenario("bag-in-two-halves", "half a bag, and the other half a moment later", _in_two_halves, honest=True),
    Scenario("handle-held", "a hand still holds or presses the bag, then lets go", _handle_held, honest=True),
    Scenario("child", "a child leans on the platform with the bag on it, then steps back", _child, honest=True),
    Scenario("creep", "a heavy bag is left for forty seconds", _creep, honest=True),
    Scenario("bag-slid-off", "the bag falls off again within two seconds", _slid_off),
    Scenario("second-bag", "another bag is added after the first has settled", _second_bag),
    Scenario("swap", "the bag is exchanged for another one, with no return to zero between", _swap),
    Scenario("foot", "somebody puts a foot beside the bag, or on the empty platform", _foot),
    Scenario("leaning-steady", "a hand presses as steadily as a human can", _leaning_steady),
    Scenario("stone-first", "a stone lies there from the start, and is taken away with the bag on", _stone_first),
    Scenario("slow-pour", "sand trickles on, too slowly to leave zero; it is taken off, and a bag comes", _slow_pour),
    Scenario("bump", "the platform is kicked five times", _bump),
    Scenario("wind", "gusts press on the platform", _wind),
    Scenario("vibration", "the floor trembles under the scale", _vibration),
    Scenario("drift", "zero wanders while the scale warms up, then a bag comes", _drift),
    Scenario("unplug-in-mid-frame", "the cable is pulled in the middle of a frame, and plugged in again", _unplug),
    Scenario("power-cycle", "the power fails; back on, the indicator takes the bag for zero", _power_cycle),
    Scenario("frozen", "the indicator hangs with the bag on, and repeats one frame for eleven minutes", _frozen),
    Scenario("stale-burst", "the adapter delivers two seconds at once; by then the bag is gone", _stale_burst),
)

SCENARIOS = {scenario.name: scenario for scenario in (*_PLATFORM_SCENARIOS, *CONTAINER_SCENARIOS)}
"""What can be played, by name: at a platform first, then with the container on the scale."""
