"""Whatever is appended in whatever order, the projections say what reading the journal says."""

import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock, local_day
from kiosk.core.containers import Container
from kiosk.core.correction import Correction, CorrectionAction
from kiosk.core.events import ScaleChecked, StaffRole
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.containers import append_collection, containers_seen, is_seal_known
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.projections import rebuild
from kiosk.ledger.retention import shrink
from kiosk.ledger.staff_bodies import correction_body
from kiosk.methodology import Rulebook
from tests.depth import examples
from tests.fakes.acts import drop_off, scale_check, settled_in_container
from tests.fakes.staffwork import collection, correction

Step = tuple[str, int]
"""What happens, and a number of grams."""

BIN, SHELF = Container("clothing-1", "clothing"), Container("books-1", "books")
KEEP = timedelta(days=30)

STEPS = [
    "bag",
    "container",
    "missing",
    "check",
    "device",
    "consent",
    "staff",
    "hours",
    "into bin",
    "into bin",
    "into shelf",
    "emptied",
    "void",
    "adjust",
    "month",
    "epoch",
]
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(-60, 60)), max_size=25)


@dataclass
class Held:
    """What a reader of the journal would know of one container."""

    period: int = 1
    drop_offs: int = 0
    fill_g: int = 0
    seal: str | None = None
    since: str | None = None


class Model:
    """What a reader of the journal would know."""

    def __init__(self) -> None:
        self.check: tuple[date, bool] | None = None
        self.total_g: int | None = None
        self.agreed: list[str] = []
        self.held = {BIN.id: Held(), SHELF.id: Held()}
        self.dropped: list[tuple[Correction, Held]] = []  # what each would be corrected to, and where it lies
        self.days: dict[date, int] = {}
        self.sums = (0, 0)
        self.seals: list[str] = []

    def act(self, ledger: Ledger, clock: ManualClock, rules: Rulebook, step: Step) -> None:
        match step:
            case ("bag", grams):
                ledger.append_drop_off(drop_off(rules, 1000 + grams))
                self.adds(clock, 1, 1000 + grams)
            case ("container", grams):
                ledger.append_drop_off(drop_off(rules, weight=settled_in_container(40_000 + grams, 3000)))
                self.adds(clock, 1, 3000)
                self.total_g = 43_000 + grams
            case ("missing", grams):
                weight = settled_in_container(40_000, 3000, taken_out_g=3000 + grams)
                ledger.append_drop_off(drop_off(rules, weight=weight))
                self.adds(clock, 1, 3000)
                self.total_g = 43_000 + max(0, grams)
            case ("check", grams):
                ledger.append_scale_check(scale_check(grams))
                self.check = (local_day(clock.now()), -20 <= grams <= 20)
            case ("device", _):
                ledger.append_device_state("scale", "silent")
            case ("consent", number):
                who = f"r-{abs(number) % 5}"
                ledger.append_consent(who)
                self.agreed += [] if who in self.agreed else [who]
            case ("staff", _):
                ledger.append_staff_action("0f" * 16, StaffRole.OPERATOR, "unlocked")
            case ("hours", hours):
                clock.advance(abs(hours) * 3_600_000)
            case (("into bin" | "into shelf") as where, grams):
                self.drops_into(ledger, clock, rules, BIN if where == "into bin" else SHELF, 1000 + grams)
            case ("emptied", grams):
                self.empties(ledger, clock, BIN if grams > -30 else SHELF)
            case (("void" | "adjust") as action, grams) if self.dropped:
                self.corrects(ledger, grams, 0 if action == "void" else 900 + grams)
            case ("month", _):
                self.shrinks(ledger, clock)
            case ("epoch", _):
                open_epoch(ledger, EpochReason.RESTORED)

    def adds(self, clock: ManualClock, drop_offs: int, net_g: int) -> None:
        day = local_day(clock.now())
        self.days[day] = self.days.get(day, 0) + net_g
        self.sums = (self.sums[0] + drop_offs, self.sums[1] + net_g)

    def drops_into(self, ledger: Ledger, clock: ManualClock, rules: Rulebook, container: Container, net_g: int) -> None:
        act = replace(drop_off(rules, net_g, material=container.material), container=container.id)
        seq = ledger.append_drop_off(act).seq
        self.adds(clock, 1, net_g)
        held = self.held[container.id]
        held.drop_offs, held.fill_g = held.drop_offs + 1, held.fill_g + net_g
        of = correction(act, 0, epoch=ledger.backlogs()[-1].epoch, seq=seq)
        self.dropped.append((replace(of, of=replace(of.of, day=local_day(clock.now()).isoformat())), held))

    def corrects(self, ledger: Ledger, number: int, net_g: int) -> None:
        """A correction lands in the period in which it is made, and in the sums of the day it corrects."""
        place = abs(number) % len(self.dropped)
        known, held = self.dropped[place]
        if known.of.voided:
            return
        action = CorrectionAction.ADJUST if net_g else CorrectionAction.VOID
        made = replace(known, action=action, net_g=net_g, reduction_g=0, points=0)
        with ledger.appending() as connection:
            ledger.append(connection, "correction", correction_body(made))
        voided = int(not net_g)
        held.drop_offs, held.fill_g = held.drop_offs - voided, held.fill_g + made.delta_g
        day = date.fromisoformat(known.of.day)
        self.days[day] += made.delta_g
        self.sums = (self.sums[0] - voided, self.sums[1] + made.delta_g)
        now = replace(known.of, net_g=net_g, reduction_g=0, points=0, voided=bool(voided), corrected=True)
        self.dropped[place] = (replace(known, of=now), held)

    def empties(self, ledger: Ledger, clock: ManualClock, container: Container) -> None:
        held = self.held[container.id]
        seal = f"LZ-{len(self.seals):04d}"
        done = collection(
            container.id,
            held.fill_g,
            period=held.period,
            drop_offs=held.drop_offs,
            weighed_g=max(1, held.fill_g),
            material=container.material,
            identity=f"{len(self.seals):032x}",
            new_seal=seal,
        )
        append_collection(ledger, done)
        self.seals.append(seal)
        held.period, held.drop_offs, held.fill_g = held.period + 1, 0, 0
        held.seal, held.since = seal, local_day(clock.now()).isoformat()

    def shrinks(self, ledger: Ledger, clock: ManualClock) -> None:
        """The platform has everything, a month goes by, and what is old loses its bytes; what it came to stays."""
        for backlog in ledger.backlogs():
            head_hash = ledger.hash_at(backlog.epoch, backlog.head_seq)
            if backlog.head_seq and head_hash is not None:
                ledger.acknowledge(backlog.epoch, backlog.head_seq, head_hash, [])
        clock.advance(31 * 86_400_000)
        while shrink(ledger, clock.now(), KEEP):
            pass

    def is_told_by(self, ledger: Ledger) -> None:
        seen = containers_seen(ledger, (BIN, SHELF))
        told = {
            fill.container.id: Held(fill.period, fill.drop_offs, fill.fill_g, fill.seal, fill.since)
            for fill in seen.fills
        }
        assert told == self.held
        assert all(is_seal_known(ledger, seal) for seal in self.seals)
        totals = ledger.totals()
        assert (totals.drop_offs, totals.weight_g) == self.sums
        assert ledger.container_total_g() == self.total_g
        assert ledger.agreed() == self.agreed
        assert ledger.last_scale_check() == (ScaleChecked(*self.check) if self.check else ScaleChecked(None))
        assert verify(ledger, signatures=False).problems == []


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_the_projections_are_what_the_journal_says(rules: Rulebook, steps: list[Step]) -> None:
    clock, model = ManualClock(), Model()
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "kiosk", clock, create=True)
        try:
            for step in steps:
                model.act(ledger, clock, rules, step)
            model.is_told_by(ledger)
            if not any(what == "month" for what, _ in steps):  # a day that was shrunk is summed up with others
                assert {day: ledger.day_weight_g(day) for day in model.days} == model.days
            with ledger.store.writing() as connection:
                rebuild(connection)
            model.is_told_by(ledger)
        finally:
            ledger.close()
