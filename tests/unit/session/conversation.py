"""A machine with time that the test moves, and the people and scales that it meets."""

from dataclasses import replace
from datetime import date

from kiosk.core.acts import DropOff
from kiosk.core.errors import DeviceFault, DeviceFaultKind, StoreFault, StoreFaultKind
from kiosk.core.events import Committed, Receipt, ResidentSeen, ScaleStatus, ScaleView, SettledWeight
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import Context
from kiosk.session.effects import Append, AppendCheck, Effect, ReportDevice
from kiosk.session.machine import step
from tests.fakes.acts import settled

TODAY = date(2026, 11, 22)
PLATE = ScalePlate(interval_g=10, max_g=30_000, min_g=200)
LI = ResidentSeen("r-li", "00" * 16)
WANG = ResidentSeen("r-wang", "11" * 16)
EMPTY = ScaleView(ScaleStatus.EMPTY, 0)
MOVING = ScaleView(ScaleStatus.MOVING, 1200)
UNSTEADY = ScaleView(ScaleStatus.UNSTEADY, 1200)
FAULT = ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "plug it in"))
DISK_FULL = StoreFault(StoreFaultKind.FULL, "free some space")


class Conversation:
    """Takes inputs and remembers every effect."""

    def __init__(self, rules: Rulebook, *views: ScaleView, plate: ScalePlate = PLATE) -> None:
        self.rules = rules
        self.plate = plate
        self.today = TODAY
        self.now_ms = 1_000_000
        self.state = at.SessionState()
        self.effects: list[Effect] = []
        self.sessions = 0
        self.staff_known = False
        self.take(*views)

    def take(self, *events: on.Input) -> "Conversation":
        for event in events:
            self.sessions += 1
            context = Context(
                now_ms=self.now_ms,
                today=self.today,
                rules=self.rules,
                plate=self.plate,
                new_session=f"{self.sessions:032x}",
                new_claim="2345678923456789",
                staff_known=self.staff_known,
            )
            self.state, effects = step(self.state, event, context)
            self.effects.extend(effects)
        return self

    def wait(self, milliseconds: int) -> "Conversation":
        self.now_ms += milliseconds
        return self.take(on.Tick())

    def weigh(self, weight: SettledWeight) -> "Conversation":
        return self.take(MOVING, ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))

    def commit(self) -> "Conversation":
        act = self.drop_offs()[-1]
        receipt = Receipt(act.session, act.line, 7, act.material, act.weight.net_g, act.reduction_g, act.points)
        return self.take(Committed(receipt))

    @property
    def phase(self) -> at.Phase:
        return self.state.phase

    @property
    def screen(self) -> str:
        return self.state.screen

    def appended(self) -> list[Append]:
        return [e for e in self.effects if isinstance(e, Append)]

    def drop_offs(self) -> list[DropOff]:
        return [e.drop_off for e in self.appended()]

    def checks(self) -> list[AppendCheck]:
        return [e for e in self.effects if isinstance(e, AppendCheck)]

    def reports(self) -> list[DeviceFaultKind | None]:
        return [e.fault for e in self.effects if isinstance(e, ReportDevice)]


def thrown_in(net_g: int, before_g: int, *, taken_out_g: int = 0) -> SettledWeight:
    """A drop-off into a container that weighed ``before_g``."""
    weight = settled(net_g)
    evidence = replace(weight.evidence, mode=ScaleMode.CONTAINER, zero_g=before_g, taken_out_g=taken_out_g)
    return replace(weight, gross_g=before_g + net_g, tare_g=before_g, evidence=evidence)
