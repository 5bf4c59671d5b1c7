"""A scale of the town: simulated physics and the product's own settling, on the town's time and without a port."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.core.clock import Clock
from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleView
from kiosk.core.plate import ScaleMode
from kiosk.scale.container import ContainerSettler
from kiosk.scale.frames import Frame
from kiosk.scale.latest import LatestView
from kiosk.scale.liveness import Liveness
from kiosk.scale.physics import Indicator
from kiosk.scale.scenarios import CONTAINER_TARE_G, SCENARIOS
from kiosk.scale.scene import Moment, Scenario, Scene, Trouble
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler

FRAME_MS = 80
CREEP_SHARE = 0.0003
CHECK_G = 10_000
_GONE = DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "the cable is out")
_QUIET_MS = 1000


@dataclass(frozen=True)
class Truth:
    """What really lay there when a weight settled, in grams. ``honest``: an ordinary bag, so the weight is right.

    ``emptied``: how often the container had been emptied before.
    """

    lay_g: float
    honest: bool
    emptied: int = 0


@dataclass
class Heap:
    """What stands on the load cell between scenes: an empty platform, or a container with what was dropped into it.

    ``honest_g``: all that has been dropped off into this container since it was emptied.
    """

    mode: ScaleMode
    inside_g: float = 0.0
    honest_g: float = 0.0
    emptied: int = 0

    def __post_init__(self) -> None:
        if self.mode is ScaleMode.CONTAINER:
            self.inside_g = float(CONTAINER_TARE_G)

    def moment(self, at_ms: int, trouble: Trouble = Trouble.NONE) -> Moment:
        """What lies there now, as a moment of a scene."""
        dropped_g = self.honest_g if self.mode is ScaleMode.CONTAINER else None
        return Moment(at_ms, self.inside_g, trouble=trouble, dropped_g=dropped_g)


def settings(mode: ScaleMode) -> ScaleSettings:
    """The plate of the town's scales."""
    container = mode is ScaleMode.CONTAINER
    return ScaleSettings(
        "sim",
        "st-us",
        20 if container else 10,
        150_000 if container else 60_000,
        mode=mode,
        container_tare_g=CONTAINER_TARE_G if container else None,
        check_weight_g=CHECK_G,
    )


@dataclass
class VirtualScale:
    """Implements ``kiosk.session.ports.Scale``. The load cell outlives the kiosk's power; what was settled does not."""

    heap: Heap
    seed: int
    truths: dict[str, Truth] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._settings = settings(self.heap.mode)
        self._indicator = Indicator(self._settings.interval_g, self._settings.max_g, "kg", self.seed, FRAME_MS)
        self.scene = self._standing()

    @property
    def plate(self) -> ScaleSettings:
        """What is configured."""
        return self._settings

    def switch_on(
        self, clock: Clock, post: Callable[[object], None], make_id: Callable[[], str], credited_total_g: int | None
    ) -> None:
        """The kiosk has started: a new reader, which knows nothing yet."""
        self._clock = clock
        self._post = post
        self._latest = LatestView(post, clock)
        self._weigher = (
            ContainerSettler(self._settings, credited_total_g, make_id)
            if self.heap.mode is ScaleMode.CONTAINER
            else Settler(self._settings, make_id)
        )
        self._void: DeviceFault | None = None
        self._heard_ms = -_QUIET_MS - 1
        self._liveness = Liveness("sim", "look at the cable", clock.monotonic_ms())

    def require_zero(self) -> None:
        self._weigher.require_zero()

    def credited(self, weighing: str) -> None:
        self._weigher.credited(weighing)

    def play(self, scenario: Scenario, seed: int) -> None:
        """Begin a scene."""
        self.scene = Scene(scenario, self._indicator, seed)

    def clear(self) -> None:
        """Whatever was going on is over."""
        self.scene = self._standing()

    def _standing(self) -> Scene:
        still = Scenario("still", "nothing happens", lambda _chance: [self.heap.moment(0)], mode=self.heap.mode)
        return Scene(still, self._indicator, self.seed)

    def step(self) -> None:
        """One frame's time has passed (the town has moved its clock)."""
        now_ms = self._clock.monotonic_ms()
        if now_ms - self._heard_ms > _QUIET_MS:  # the reader ran all the time; the town did not look
            self._liveness = Liveness("sim", "look at the cable", now_ms)
        self._heard_ms = now_ms
        frames = [self._on_wire(shown) for shown in self.scene.deliver()]
        if self.heap.mode is ScaleMode.CONTAINER:
            self.heap.inside_g, self.heap.honest_g = self.scene.now.load_g, self.scene.now.honest_g
        if self.scene.now.trouble is Trouble.UNPLUGGED:
            self._fail(_GONE)
            return
        for frame in frames:
            self._show(self._weigher.feed(frame, now_ms))
            emptied = self._weigher.pop_emptied()
            if emptied is not None:
                self._post(emptied)
        self._liveness.heard(b"".join(frame.raw for frame in frames), frames, now_ms)
        try:
            self._liveness.check(now_ms)
        except DeviceFault as fault:
            self._fail(fault)
            self._liveness = Liveness("sim", "look at the cable", now_ms)
        self._latest.flush()

    def _fail(self, fault: DeviceFault) -> None:
        self._latest.put(self._weigher.void(fault))

    def _show(self, view: ScaleView) -> None:
        if view.settled is not None and view.settled.weighing not in self.truths:
            self.truths[view.settled.weighing] = Truth(
                self.scene.now.honest_g, self.scene.scenario.honest, self.heap.emptied
            )
        self._latest.put(view)

    @staticmethod
    def _on_wire(shown: Frame) -> Frame:
        raw = f"{shown.kind},{shown.value},{shown.stable}".encode()
        return Frame(shown.kind, shown.value, shown.unit, shown.stable, shown.net, raw)


# --- what people do at it ---

_ORDINARY = [name for name, one in SCENARIOS.items() if one.mode is ScaleMode.PLATFORM and one.honest]
_OTHER = [
    *("bag-slid-off", "second-bag", "swap", "bump", "vibration", "drift"),
    *("unplug-in-mid-frame", "power-cycle", "stale-burst"),
]
"""What a scale can tell from a bag. A foot or the wind may stand still for a second by chance: a known limit."""


def on_platform(chance: random.Random) -> Scenario:
    """Mostly an ordinary bag."""
    names = _ORDINARY if chance.random() < 0.75 else _OTHER
    return SCENARIOS[chance.choice(names)]


def check_weight(heap: Heap, error_g: int) -> Scenario:
    """The test weight is put on, and taken off again."""

    def plot(_chance: random.Random) -> list[Moment]:
        rest_g, account_g = heap.inside_g, heap.moment(0).dropped_g
        loads = ((0, 0), (3000, CHECK_G + error_g), (12_000, 0), (16_000, 0))
        return [Moment(at_ms, rest_g + load_g, dropped_g=account_g) for at_ms, load_g in loads]

    return Scenario("test-weight", "staff check the scale", plot, mode=heap.mode)


def into_container(heap: Heap, chance: random.Random) -> Scenario:
    """A bag falls in; sometimes somebody pulls it out and drops it again, or the cable is out for a moment."""
    bag_g = chance.uniform(1000, 6000)
    kind = chance.choices(("bag", "out-and-in", "unplug"), (8, 1, 1))[0]

    def plot(_chance: random.Random) -> list[Moment]:
        before_g, honest_g = heap.inside_g, heap.honest_g
        after = Moment(4000, before_g + bag_g, dropped_g=honest_g + bag_g)
        course = [Moment(0, before_g, dropped_g=honest_g), after]
        if kind == "out-and-in":
            course += [_at(after, 12_000, -bag_g), _at(after, 20_000, 0)]
        if kind == "unplug":
            course += [_at(after, 5000, 0, Trouble.UNPLUGGED), _at(after, 6500, 0)]
        return [*course, _at(after, course[-1].at_ms + 8000, 0)]

    return Scenario(kind, "a bag falls into the container", plot, honest=kind == "bag", mode=ScaleMode.CONTAINER)


def emptied(heap: Heap) -> Scenario:
    """The container is taken away and set up empty."""

    def plot(_chance: random.Random) -> list[Moment]:
        heap.emptied += 1
        full, gone = heap.moment(0), Moment(3000, 0.0, dropped_g=heap.honest_g)
        return [full, gone, *(Moment(at_ms, float(CONTAINER_TARE_G), dropped_g=0.0) for at_ms in (9000, 14_000))]

    return Scenario("emptied", "the container is emptied", plot, mode=ScaleMode.CONTAINER)


def _at(after: Moment, at_ms: int, more_g: float, trouble: Trouble = Trouble.NONE) -> Moment:
    return Moment(at_ms, after.load_g + more_g, trouble=trouble, dropped_g=after.dropped_g)
