"""Who comes to a kiosk, and what they do there: what they touch follows from what the screen says."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.core.acts import Guest
from kiosk.core.plate import ScaleMode
from kiosk.session import inputs as on
from kiosk.session import states as at
from tests.fakes.passes import Phone
from tests.simulation.box import Box
from tests.simulation.scale import check_weight, into_container, on_platform

_MOST_LOOKS = 6000
_PATIENCE_MS = 40_000
_MENU_MS = 1200


@dataclass
class Neighbour:
    """A resident. ``code`` makes what they show now; ``resident`` is the pseudonym."""

    resident: str
    code: Callable[[], str]
    kind: str
    phone: Phone | None = None
    card: str = ""
    certified_ms: int = 0


@dataclass
class Plan:
    """What somebody means to do, drawn before they come."""

    bags: int
    materials: tuple[str, ...]
    agrees: bool
    confirms: float
    double_touches: bool
    waits_for_the_store: bool
    leaves_after_ms: int | None
    cut_after_ms: int | None
    interloper_after_ms: int | None
    garbage: tuple[str, ...]


def draw_plan(chance: random.Random) -> Plan:
    """An ordinary visit, more often than not."""

    def now_and_then(share: float, most_ms: int) -> int | None:
        return chance.randrange(most_ms) if chance.random() < share else None

    return Plan(
        bags=chance.choices((1, 2, 3), (6, 3, 1))[0],
        materials=tuple(chance.choice(("clothing", "books")) for _ in range(3)),
        agrees=chance.random() < 0.8,
        confirms=chance.choices((1.0, 0.6), (3, 1))[0],
        double_touches=chance.random() < 0.2,
        waits_for_the_store=chance.random() < 0.5,
        leaves_after_ms=now_and_then(0.12, 25_000),
        cut_after_ms=now_and_then(0.06, 30_000),
        interloper_after_ms=now_and_then(0.08, 25_000),
        garbage=tuple(chance.choice(GARBAGE) for _ in range(chance.choice((0, 0, 0, 1, 2)))),
    )


GARBAGE = ("https://example.org", "GSP2:NOT BASE45 é", "GSC1:", "", "6901234567892", "GSP2:" + "A" * 700, "\x00\x1b[2J")


@dataclass
class Visit:
    """One person at one kiosk. ``claims``: codes a guest has noted. ``credited``: bags that were shown as credited."""

    box: Box
    who: Neighbour | None
    plan: Plan
    chance: random.Random
    interloper: Neighbour | None = None
    claims: list[str] = field(default_factory=list)
    credited: int = 0
    offered_honest: int = 0
    undisturbed: bool = True
    _begun_ms: int = 0
    _gone: bool = False
    _scene_over_ms: int | None = None
    _trouble_ms: int | None = None
    _tries: int = 0
    _store_looks: int = 0

    def run(self) -> None:
        """From arrival until they have left, which is not always the end for the kiosk."""
        self._begun_ms = self.box.world.ms
        if self._screen == "choose_material":
            self._touch(on.Cancel())  # somebody else's visit, from before the store failed
        for text in self.plan.garbage:
            self.box.scan(text)
        if self.who is not None:
            self.box.scan(self.who.code())
            self._wait(_MENU_MS)
        if self._screen in {"attract", "recovered"}:
            self._touch(on.Start())
        for _ in range(_MOST_LOOKS):
            if self._gone or self.box.parts is None:
                break
            self._look()
            self._disturb()
        self.box.scale.clear()

    @property
    def _screen(self) -> str:
        return self.box.parts.controller.state.screen if self.box.parts else "dark"

    def _disturb(self) -> None:
        passed_ms, plan = self.box.world.ms - self._begun_ms, self.plan
        if plan.leaves_after_ms is not None and passed_ms >= plan.leaves_after_ms:
            self._gone, self.undisturbed = True, False
        if plan.interloper_after_ms is not None and passed_ms >= plan.interloper_after_ms:
            plan.interloper_after_ms, self.undisturbed = None, False
            if self.interloper is not None:
                self.box.scan(self.interloper.code())
        if plan.cut_after_ms is not None and passed_ms >= plan.cut_after_ms:
            self.undisturbed = False
            self.box.cut()

    def _look(self) -> None:
        assert self.box.parts is not None
        phase = self.box.parts.controller.state.phase
        match phase:
            case at.Identify():
                self._think(on.GoAsGuest())
            case at.PrivacyNotice():
                self._think(on.Agree() if self.plan.agrees else on.Decline())
            case at.ChooseMaterial():
                self._choose()
            case at.Weigh():
                self._weigh()
            case at.Confirm():
                self._confirm()
            case at.Credited():
                self._on_credited(phase)
            case at.Finished(visit=visit):
                if isinstance(visit.who, Guest) and visit.receipts:
                    self.claims.append(visit.who.claim_code)
                self._think(on.Finish())
                self._gone = True
            case at.StillThere():
                self._think(on.StillHere())
            case at.ScaleTrouble():
                self._bear_trouble()
            case at.Recovered():
                self._think(on.Start())
            case at.OutOfService() if self.plan.waits_for_the_store:
                self._bear_store()
            case at.Attract() | at.OutOfService():
                self._gone = True
            case at.EnterPin() | at.StaffMenu() | at.CheckScale():
                self._think(on.Cancel())
                self._gone = True
            case _:
                self.box.frame()

    def _choose(self) -> None:
        if self._tries >= self.plan.bags + 2:
            self._think(on.Cancel())
            self._gone = True
            return
        if self.plan.bags <= self.credited:
            self._think(on.Finish())
            return
        self._tries += 1
        self._scene_over_ms = self._trouble_ms = None
        self._begin_scene()
        self._think(on.Choose(self.plan.materials[self.credited % 3]))

    def _begin_scene(self) -> None:
        heap = self.box.scale.heap
        scenario = on_platform(self.chance) if heap.mode is ScaleMode.PLATFORM else into_container(heap, self.chance)
        self.offered_honest += scenario.honest
        self.box.scale.play(scenario, self.chance.getrandbits(32))

    def _weigh(self) -> None:
        self.box.frame()
        if not self.box.scale.scene.over:
            return
        if self._scene_over_ms is None:
            self._scene_over_ms = self.box.world.ms
        if self.box.world.ms - self._scene_over_ms > 3000:
            self._touch(on.Back())

    def _confirm(self) -> None:
        for _ in range(self.chance.randrange(4, 20)):
            self.box.frame()
            if self._screen != "confirm":
                return
        if self.chance.random() < self.plan.confirms:
            self._touch(on.ConfirmTouched())
        else:
            self.undisturbed = False
            self._touch(self.chance.choice((on.WeighAgain(), on.Back(), on.Cancel())))

    def _on_credited(self, phase: at.Credited) -> None:
        self.credited = len(phase.visit.receipts)
        while self.box.scale.heap.mode is ScaleMode.CONTAINER and not self.box.scale.scene.over:
            self.box.frame()
            if self._screen != "credited":
                return
        self._think(on.Another() if self.credited < self.plan.bags else on.Finish())

    def _bear_trouble(self) -> None:
        self.undisturbed = False
        if self._trouble_ms is None:
            self._trouble_ms = self.box.world.ms
        self.box.frame()
        if self.box.world.ms - self._trouble_ms > _PATIENCE_MS:
            self._touch(on.Cancel())

    def _bear_store(self) -> None:
        """The ledger's thread looks every two seconds whether the store is well again."""
        self.undisturbed = False
        self._wait(2400)
        self.box.settle()
        self._store_looks += 1
        if self._store_looks >= 3:
            self._gone = True

    def _think(self, touch: on.Touch) -> None:
        self._wait(_MENU_MS)
        self._touch(touch)

    def _wait(self, ms: int) -> None:
        for _ in range(ms // 400):
            self.box.frame()

    def _touch(self, touch: on.Touch) -> None:
        for _ in range(2 if self.plan.double_touches and self.chance.random() < 0.5 else 1):
            self.box.dispatch(touch)


@dataclass
class Shift:
    """Somebody of the staff shows a badge, mostly knows the PIN, and checks the scale.

    ``judged``: right PINs, and wrong ones that the screen has called so, in their order.
    """

    box: Box
    code: str
    pin: str
    chance: random.Random
    error_g: int = 0
    judged: list[bool] = field(default_factory=list)

    def run(self) -> None:
        """One shift."""
        self.box.scan(self.code)
        self._frames(10)
        for _ in range(self.chance.choice((1, 1, 1, 2, 7))):
            phase = self._phase
            if not isinstance(phase, at.EnterPin) or phase.locked_until_ms is not None:
                break
            pin = self.pin if self.chance.random() < 0.6 else "000001"
            if pin == self.pin:
                self.judged.append(True)  # whatever becomes of the answer: the count may be gone from now on
            self.box.dispatch(on.PinEntered(pin))
            self._frames(10)
            phase = self._phase
            if pin != self.pin and isinstance(phase, at.EnterPin) and phase.wrong:
                self.judged.append(False)
        if isinstance(self._phase, at.StaffMenu):
            self._check_scale()
        self.box.dispatch(on.Lock())
        if isinstance(self._phase, at.EnterPin):
            self.box.dispatch(on.Cancel())
        self.box.scale.clear()

    @property
    def _phase(self) -> at.Phase | None:
        return self.box.parts.controller.state.phase if self.box.parts else None

    def _check_scale(self) -> None:
        self._frames(30)
        self.box.dispatch(on.StartScaleCheck())
        self._frames(30)
        heap = self.box.scale.heap
        self.box.scale.play(check_weight(heap, self.error_g), self.chance.getrandbits(32))
        for _ in range(400):
            self.box.frame()
            phase = self._phase
            if not isinstance(phase, at.CheckScale) or phase.step in {at.CheckStep.PASSED, at.CheckStep.FAILED}:
                break
        self.box.dispatch(on.Finish())

    def _frames(self, count: int) -> None:
        for _ in range(count):
            self.box.frame()
