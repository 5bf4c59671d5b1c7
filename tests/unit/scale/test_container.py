"""The container on the scale: differences, and what people could do to them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.core.errors import DeviceFault, DeviceFaultKind, UsageFault
from kiosk.core.events import ContainerEmptied, ScaleStatus, ScaleView, SettledWeight
from kiosk.core.plate import ScaleMode
from kiosk.scale.container import FORGIVEN_MS, ContainerSettler
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.settings import ScaleSettings

PERIOD_MS = 100
EMPTY_G = 40_000
SETTINGS = ScaleSettings(
    "port", "st-us", 10, 150_000, scale_id="s1", mode=ScaleMode.CONTAINER, container_tare_g=EMPTY_G
)


class Bench:
    """A container on a scale that is read ten times a second; totals in grams."""

    def __init__(self, credited_total_g: int | None = None, settings: ScaleSettings = SETTINGS) -> None:
        self.settler = ContainerSettler(settings, credited_total_g)
        self.now_ms = 0
        self.view = ScaleView(ScaleStatus.STARTING, None)

    def show(self, total_g: int, readings: int = 25, *, stable: bool = True) -> ScaleView:
        for _ in range(readings):
            self.now_ms += PERIOD_MS
            value = Decimal(total_g).scaleb(-3)
            self.view = self.settler.feed(Frame(FrameKind.WEIGHT, value, "kg", stable, False, b"raw"), self.now_ms)
        return self.view

    def offered(self, total_g: int) -> SettledWeight:
        settled = self.show(total_g).settled
        assert settled is not None
        return settled

    def credit(self, total_g: int) -> SettledWeight:
        """As the conversation does it: touched, a moment later durable."""
        settled = self.offered(total_g)
        self.show(total_g, 3)
        self.settler.credited(settled.weighing)
        self.show(total_g)
        return settled


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    assert bench.show(50_000).status is ScaleStatus.EMPTY
    return bench


def test_the_difference_before_and_after_is_the_drop_off(bench: Bench) -> None:
    assert bench.show(52_000, 4, stable=False) == ScaleView(ScaleStatus.MOVING, 2000, fill_g=10_000)
    settled = bench.offered(53_250)
    assert (settled.gross_g, settled.tare_g, settled.net_g) == (53_250, 50_000, 3250)
    evidence = settled.evidence
    assert (evidence.mode, evidence.zero_g, evidence.taken_out_g) == (ScaleMode.CONTAINER, 50_000, 0)
    assert evidence.started_ms < evidence.settled_ms
    assert bench.view == ScaleView(ScaleStatus.SETTLED, 3250, settled, fill_g=10_000)


def test_the_next_drop_off_needs_no_clearing_and_does_not_count_the_last_one_again(bench: Bench) -> None:
    first, second = bench.credit(53_250), bench.credit(54_490)
    assert (first.net_g, second.net_g) == (3250, 1240)
    assert second.evidence.taken_out_g == 0
    assert bench.view.fill_g == 14_490


def test_what_fell_in_before_somebody_began_is_nobodys(bench: Bench) -> None:
    assert bench.show(58_000).status is ScaleStatus.SETTLED  # nobody is here to take it
    bench.settler.require_zero()
    assert bench.show(58_000, 5) == ScaleView(ScaleStatus.MOVING, None)
    assert bench.show(58_000) == ScaleView(ScaleStatus.EMPTY, 0, fill_g=18_000)
    assert bench.offered(59_000).net_g == 1000


def test_a_second_bag_before_the_confirmation_makes_another_weighing_of_the_sum(bench: Bench) -> None:
    first = bench.offered(53_250)
    assert bench.show(55_000, 5, stable=False).settled is None
    both = bench.offered(55_250)
    assert both.weighing != first.weighing
    assert (both.tare_g, both.net_g) == (50_000, 5250)


def test_a_touched_container_comes_back_as_the_same_weighing(bench: Bench) -> None:
    settled = bench.offered(53_250)
    assert bench.show(53_900, 4, stable=False).status is ScaleStatus.MOVING
    assert bench.show(53_250, 1).settled is settled


def test_the_bag_taken_out_again_before_the_confirmation_is_no_weighing(bench: Bench) -> None:
    bench.offered(53_250)
    assert bench.show(50_000) == ScaleView(ScaleStatus.EMPTY, 0, fill_g=10_000)


def test_the_same_bag_pulled_out_and_dropped_again_is_found_out(bench: Bench) -> None:
    assert bench.credit(53_250).evidence.taken_out_g == 0
    assert bench.show(50_000, 5).status is ScaleStatus.MOVING
    assert bench.show(50_000, 5).status is ScaleStatus.TAKEN_OUT
    assert bench.show(50_000).status is ScaleStatus.EMPTY
    again = bench.credit(53_250)
    assert (again.net_g, again.evidence.taken_out_g) == (3250, 3250)
    assert bench.credit(56_000).evidence.taken_out_g == 0, "everything credited lies in there again"


def test_a_small_bag_in_between_does_not_wash_away_what_is_missing(bench: Bench) -> None:
    bench.credit(53_250)
    bench.show(50_000)
    assert bench.credit(50_250).evidence.taken_out_g == 3250
    assert bench.credit(53_250).evidence.taken_out_g == 3000


def test_a_container_lifted_while_the_reference_is_taken_is_found_out(bench: Bench) -> None:
    bench.credit(53_250)
    bench.settler.require_zero()
    assert bench.show(51_250).status is ScaleStatus.EMPTY  # two kilograms are held up
    lifted = bench.offered(53_250)
    assert (lifted.net_g, lifted.evidence.taken_out_g) == (2000, 2000)


def test_lifted_before_anything_was_credited_is_found_out_too(bench: Bench) -> None:
    bench.settler.require_zero()
    bench.show(48_000)
    assert bench.offered(50_000).evidence.taken_out_g == 2000


def test_a_brick_on_the_lid_only_costs_whoever_put_it_there(bench: Bench) -> None:
    bench.settler.require_zero()
    bench.show(55_000)  # the brick is in the reference …
    assert bench.show(53_250).status is ScaleStatus.EMPTY  # … and is taken away while a bag falls in
    assert bench.offered(54_250).net_g == 1000


def test_somebody_who_leans_on_the_rim_earns_nothing(bench: Bench) -> None:
    for lean_g in range(2000, 9000, 100):
        assert bench.show(50_000 + lean_g, 1, stable=False).settled is None
    assert bench.view.status is ScaleStatus.UNSTEADY


def dry(bench: Bench, total_g: int, steps: int) -> int:
    for _ in range(steps):
        total_g -= 10
        bench.show(total_g, FORGIVEN_MS // PERIOD_MS + 30)
    bench.settler.require_zero()
    bench.show(total_g)
    return total_g


def test_drying_textiles_are_no_theft(bench: Bench) -> None:
    bench.credit(53_250)
    total_g = dry(bench, 53_250, 15)
    dropped = bench.offered(total_g + 1000)
    assert (dropped.net_g, dropped.evidence.taken_out_g) == (1000, 0)


def test_no_more_than_twenty_intervals_dry_away_between_two_credits(bench: Bench) -> None:
    bench.credit(53_250)
    total_g = dry(bench, 53_250, 30)
    assert bench.offered(total_g + 1000).evidence.taken_out_g == 100


def test_a_little_that_is_missing_is_not_paid_again(bench: Bench) -> None:
    bench.credit(53_250)
    for _ in range(10):
        before_g = bench.view.fill_g
        assert before_g is not None
        bench.settler.require_zero()
        bench.show(EMPTY_G + before_g - 50)  # a shirt is taken out …
        again = bench.credit(EMPTY_G + before_g + 750)  # … and dropped with 750 g of one's own
        assert (again.net_g, again.evidence.taken_out_g) == (750, 0)


def test_a_container_taken_off_and_put_back_empty_begins_anew() -> None:
    bench = Bench()
    bench.show(60_000)
    bench.credit(72_000)
    bench.show(0, 40)
    assert bench.settler.pop_emptied() is None
    assert bench.show(EMPTY_G + 150, 40).fill_g == 150
    assert bench.settler.pop_emptied() == ContainerEmptied(72_000, EMPTY_G + 150)
    assert bench.settler.pop_emptied() is None
    assert bench.offered(43_000).evidence.taken_out_g == 0


@pytest.mark.parametrize("on_the_way_g", [None, 10_000])
def test_a_container_held_up_to_its_empty_weight_is_not_believed_to_be_empty(on_the_way_g: int | None) -> None:
    bench = Bench()
    bench.show(60_000)
    bench.credit(80_000)
    if on_the_way_g is not None:
        bench.show(on_the_way_g, 40)
    bench.settler.require_zero()
    bench.show(EMPTY_G + 100, 40)
    assert bench.settler.pop_emptied() is None
    assert bench.offered(59_000).evidence.taken_out_g > 0


def test_a_bag_that_falls_in_while_the_last_one_is_saved_is_the_next_one(bench: Bench) -> None:
    first = bench.offered(53_250)
    both = bench.offered(55_000)
    bench.settler.credited(first.weighing)
    second = bench.offered(55_000)
    assert both.weighing != second.weighing
    assert (second.tare_g, second.net_g) == (53_250, 1750)


def test_a_bag_survives_a_knocked_cable(bench: Bench) -> None:
    bench.offered(53_250)
    bench.settler.void(DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "look"))
    bench.now_ms += 20_000
    again = bench.offered(53_250)
    assert (again.tare_g, again.net_g) == (50_000, 3250)


def test_after_a_longer_fault_nobody_knows_whose_bag_it_is(bench: Bench) -> None:
    bench.offered(53_250)
    bench.settler.void(DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "look"))
    bench.now_ms += 61_000
    assert bench.show(53_250).status is ScaleStatus.EMPTY


def test_what_dried_while_the_kiosk_was_off_is_forgiven() -> None:
    bench = Bench(credited_total_g=53_250)
    bench.show(53_100)
    dropped = bench.offered(54_100)
    assert (dropped.net_g, dropped.evidence.taken_out_g) == (1000, 0)


def test_what_was_credited_before_a_restart_is_remembered() -> None:
    bench = Bench(credited_total_g=53_250)
    bench.show(50_000)
    assert bench.offered(53_250).evidence.taken_out_g == 3250


def test_min_and_max(bench: Bench) -> None:
    assert bench.show(50_190).status is ScaleStatus.TOO_LIGHT
    assert bench.show(50_200).status is ScaleStatus.SETTLED
    assert bench.show(150_010) == ScaleView(ScaleStatus.TOO_HEAVY, 150_010, fill_g=10_000)
    assert bench.settler.feed(Frame(FrameKind.OVERLOAD), bench.now_ms).status is ScaleStatus.TOO_HEAVY


@pytest.mark.parametrize("total_g", [-40_000, 0, EMPTY_G - 500])
def test_a_container_that_is_gone_or_lifted_is_no_reference(bench: Bench, total_g: int) -> None:
    assert bench.show(total_g) == ScaleView(ScaleStatus.BELOW_ZERO, None)
    assert bench.show(EMPTY_G).status is ScaleStatus.EMPTY, "another container is no drop-off"
    assert bench.offered(43_000).net_g == 3000


def test_underload_is_no_reference(bench: Bench) -> None:
    for waited_ms, status in [(0, ScaleStatus.MOVING), (599, ScaleStatus.MOVING), (600, ScaleStatus.BELOW_ZERO)]:
        view = bench.settler.feed(Frame(FrameKind.UNDERLOAD), bench.now_ms + waited_ms)
        assert view == ScaleView(status, None)
    assert bench.show(50_000).status is ScaleStatus.EMPTY


def test_a_fault_does_not_make_credited_bags_forgotten(bench: Bench) -> None:
    bench.credit(53_250)
    bench.settler.void(DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "look"))
    assert bench.show(50_000, 3) == ScaleView(ScaleStatus.STARTING, None)
    bench.show(50_000)
    assert bench.offered(53_250).evidence.taken_out_g == 3250


def test_the_reference_follows_a_slow_drift(bench: Bench) -> None:
    for drifted_g in range(0, 90, 10):
        bench.show(50_000 + drifted_g, 30)
    assert bench.offered(53_330).net_g == 3250


def test_container_mode_needs_the_empty_weight() -> None:
    with pytest.raises(UsageFault, match="container_tare_g"):
        replace(SETTINGS, container_tare_g=None)
    with pytest.raises(UsageFault, match="together"):
        replace(SETTINGS, container_tare_g=141_000)


def taken(view: ScaleView) -> tuple[int, int, int] | None:
    return view.taken and (view.taken.gross_g, view.taken.tare_g, view.taken.net_g)


def test_what_is_taken_out_is_weighed_by_what_is_left(bench: Bench) -> None:
    assert bench.view.taken is None
    bench.show(47_000, 60)
    assert taken(bench.view) == (50_000, 47_000, 3000)
    first = bench.view.taken
    assert first is not None
    assert (first.evidence.mode, first.evidence.zero_g) == (ScaleMode.CONTAINER, 50_000)
    assert bench.show(47_000, 60).taken == first, "it stays the same until more is taken out"
    bench.show(45_500, 60)
    assert taken(bench.view) == (47_000, 45_500, 1500)
    assert bench.view.taken != first


def test_a_container_that_was_lifted_off_and_emptied_has_lost_all_of_it(bench: Bench) -> None:
    bench.show(0, 60)
    bench.show(EMPTY_G, 60)
    assert taken(bench.view) == (50_000, EMPTY_G, 10_000)


def test_what_is_put_back_is_not_taken_out(bench: Bench) -> None:
    bench.show(40_000, 60)
    bench.show(45_000, 60)
    assert taken(bench.view) == (50_000, 40_000, 10_000)
    bench.show(42_000, 60)
    assert taken(bench.view) == (50_000, 40_000, 10_000), "it lies above the reference still"
    bench.settler.require_zero()
    bench.show(42_000, 60)
    bench.show(40_000, 60)
    assert taken(bench.view) == (42_000, 40_000, 2000)


def test_what_a_scale_said_before_it_went_away_is_void_here_too(bench: Bench) -> None:
    bench.show(47_000, 60)
    assert bench.settler.void(DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "")).taken is None
    assert bench.show(45_000, 60).taken is None
