"""Whatever is appended in whatever order, the projections say what reading the journal says."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock, local_day
from kiosk.core.events import ScaleChecked, StaffRole
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check, settled_in_container

Step = tuple[str, int]
"""What happens, and a number of grams."""

steps = st.lists(
    st.tuples(
        st.sampled_from(["bag", "container", "missing", "check", "device", "consent", "staff", "hours"]),
        st.integers(-60, 60),
    ),
    max_size=15,
)


class Model:
    """What a reader of the journal would know."""

    def __init__(self) -> None:
        self.check: tuple[date, bool] | None = None
        self.total_g: int | None = None
        self.agreed: list[str] = []

    def act(self, ledger: Ledger, clock: ManualClock, rules: Rulebook, step: Step) -> None:
        match step:
            case ("bag", grams):
                ledger.append_drop_off(drop_off(rules, 1000 + grams))
            case ("container", grams):
                ledger.append_drop_off(drop_off(rules, weight=settled_in_container(40_000 + grams, 3000)))
                self.total_g = 43_000 + grams
            case ("missing", grams):
                weight = settled_in_container(40_000, 3000, taken_out_g=3000 + grams)
                ledger.append_drop_off(drop_off(rules, weight=weight))
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


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_the_projections_are_what_the_journal_says(rules: Rulebook, steps: list[Step]) -> None:
    clock, model = ManualClock(), Model()
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "kiosk", clock, create=True)
        try:
            for step in steps:
                model.act(ledger, clock, rules, step)
            assert ledger.container_total_g() == model.total_g
            assert ledger.agreed() == model.agreed
            assert ledger.last_scale_check() == (ScaleChecked(*model.check) if model.check else ScaleChecked(None))
            assert verify(ledger, signatures=False).problems == []
        finally:
            ledger.close()
