"""The settling rule, case by case, with the courses of events seen on real scales."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler

PERIOD_MS = 100
SETTINGS = ScaleSettings("port", "st-us", 10, 30_000, settle_ms=1000, scale_id="s1")


class Bench:
    """A settler with a clock: loads stay on for a number of readings, ten a second."""

    def __init__(self, settings: ScaleSettings = SETTINGS) -> None:
        self.settler = Settler(settings)
        self.now_ms = 0
        self.view = ScaleView(ScaleStatus.STARTING, None)

    def feed(self, frame: Frame) -> ScaleView:
        self.now_ms += PERIOD_MS
        self.view = self.settler.feed(frame, self.now_ms)
        return self.view

    def show(
        self,
        grams: int,
        readings: int = 12,
        stable: bool | None = True,
        unit: str | None = "kg",
        net: bool | None = False,
    ) -> ScaleView:
        for _ in range(readings):
            value = Decimal(grams).scaleb(-3) if unit != "g" else Decimal(grams)
            self.feed(Frame(FrameKind.WEIGHT, value, unit, stable, net, b"raw %d" % grams))
        return self.view

    def say(self, kind: FrameKind) -> ScaleView:
        return self.feed(Frame(kind))

    def weighed(self, grams: int) -> SettledWeight:
        self.show(0)
        view = self.show(grams)
        assert view.settled is not None
        return view.settled


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_zero_then_a_held_load_settles_with_its_evidence(bench: Bench) -> None:
    assert bench.show(0, 1).status is ScaleStatus.STARTING
    assert bench.show(0, 11).status is ScaleStatus.EMPTY
    assert bench.show(1600, 3, stable=False) == ScaleView(ScaleStatus.MOVING, 1600)
    assert bench.show(3250, 10).status is ScaleStatus.MOVING
    view = bench.show(3250, 1)
    assert view.status is ScaleStatus.SETTLED
    assert view.settled is not None
    assert (view.settled.gross_g, view.settled.tare_g, view.settled.net_g) == (3250, 0, 3250)
    evidence = view.settled.evidence
    assert (evidence.protocol, evidence.scale_id, evidence.zero_g, evidence.stable_flag) == ("st-us", "s1", 0, True)
    assert (evidence.started_ms, evidence.settled_ms) == (1300, 2600)
    assert evidence.frames == (b"raw 3250".hex(),) * 11


def test_the_verification_certificate_goes_with_every_weighing() -> None:
    verified = replace(SETTINGS, certificate="V-0042", certificate_until=date(2027, 5, 31))
    evidence = Bench(verified).weighed(3250).evidence
    assert (evidence.certificate, evidence.certificate_until) == ("V-0042", "2027-05-31")


def test_the_same_weighing_stands_while_the_load_stays(bench: Bench) -> None:
    settled = bench.weighed(3250)
    assert bench.show(3260).settled is settled  # one step of flicker
    assert bench.show(3290, stable=False).settled is settled  # creep
    assert bench.show(3250, 200).settled is settled


def test_a_touched_load_comes_back_as_the_same_weighing(bench: Bench) -> None:
    settled = bench.weighed(3250)
    assert bench.show(5000, 5, stable=False) == ScaleView(ScaleStatus.MOVING, 5000)
    assert bench.show(3250, 1).settled is settled


def test_another_load_without_zero_between_must_be_taken_off(bench: Bench) -> None:
    bench.weighed(3250)
    assert bench.show(5000).status is ScaleStatus.CLEAR_FIRST
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST
    assert bench.show(0).status is ScaleStatus.EMPTY
    assert bench.show(5000).status is ScaleStatus.SETTLED


def test_a_bag_that_bounces_through_zero_is_not_a_second_one(bench: Bench) -> None:
    settled = bench.weighed(3250)
    bench.show(0, 3)
    assert bench.show(3250).settled is settled


def test_two_bags_are_two_weighings(bench: Bench) -> None:
    assert bench.weighed(3250).weighing != bench.weighed(3250).weighing


def test_after_use_zero_is_required(bench: Bench) -> None:
    first = bench.weighed(3250)
    bench.settler.require_zero()
    assert bench.show(3250) == ScaleView(ScaleStatus.CLEAR_FIRST, 3250)
    assert bench.weighed(3250).weighing != first.weighing


def test_a_load_from_before_the_start_must_be_taken_off(bench: Bench) -> None:
    assert bench.show(3250, 50) == ScaleView(ScaleStatus.CLEAR_FIRST, 3250)
    bench.weighed(3250)


def test_equal_but_unstable_readings_never_settle(bench: Bench) -> None:
    bench.show(0)
    assert bench.show(20_000, 49, stable=False).status is ScaleStatus.MOVING
    assert bench.show(20_000, 61, stable=False).status is ScaleStatus.UNSTEADY


def test_the_first_stable_frames_are_not_the_final_ones() -> None:
    bench = Bench(replace(SETTINGS, interval_g=200, max_g=100_000))
    bench.show(0)
    bench.show(20_000, 61, stable=False)
    assert bench.show(19_800, 7).status is ScaleStatus.UNSTEADY
    settled = bench.show(20_000, 235).settled
    assert settled is not None
    assert settled.gross_g == 20_000
    assert bench.show(19_800, 24).settled is settled


def test_the_old_value_flagged_stable_while_loading_does_not_settle(bench: Bench) -> None:
    bench.show(0)
    bench.show(0, 3, stable=False)
    assert bench.show(0, 1).status is ScaleStatus.EMPTY
    assert bench.show(1062, 112, stable=False).settled is None


def test_without_a_flag_the_value_is_held_half_as_long_again() -> None:
    bench = Bench(replace(SETTINGS, protocol="yaohua-a9"))
    bench.show(0, 20, stable=None, unit=None, net=None)
    assert bench.view.status is ScaleStatus.EMPTY
    assert bench.show(3250, 15, stable=None, unit=None, net=None).status is ScaleStatus.MOVING
    view = bench.show(3250, 1, stable=None, unit=None, net=None)
    assert view.settled is not None
    assert view.settled.evidence.stable_flag is False


def test_time_counts_not_frames(bench: Bench) -> None:
    bench.show(0)
    for _ in range(500):
        bench.settler.feed(Frame(FrameKind.WEIGHT, Decimal("3.25"), "kg", True, False), bench.now_ms + 1)
    assert bench.settler.feed(Frame(FrameKind.WEIGHT, Decimal("3.25"), "kg", True, False), 1300).settled is None


def test_readings_with_a_gap_between_them_are_not_held(bench: Bench) -> None:
    bench.show(0)
    bench.show(3250, 5)
    bench.now_ms += 5000
    assert bench.show(3250, 10).status is ScaleStatus.MOVING


def test_min_and_max(bench: Bench) -> None:
    bench.show(0)
    assert bench.show(190) == ScaleView(ScaleStatus.TOO_LIGHT, 190)
    assert bench.show(200).status is ScaleStatus.SETTLED
    bench.show(0)
    assert bench.show(30_000).status is ScaleStatus.SETTLED
    bench.show(0)
    assert bench.show(30_010) == ScaleView(ScaleStatus.TOO_HEAVY, 30_010)
    assert bench.show(30_100) == ScaleView(ScaleStatus.TOO_HEAVY, None)
    assert bench.show(29_000).status is ScaleStatus.SETTLED  # nothing was weighed since zero


def test_min_can_be_configured() -> None:
    bench = Bench(replace(SETTINGS, min_g=1000))
    bench.show(0)
    assert bench.show(990).status is ScaleStatus.TOO_LIGHT


def test_overload_is_never_a_load_and_ends_the_weighing(bench: Bench) -> None:
    bench.weighed(3250)
    assert bench.say(FrameKind.OVERLOAD) == ScaleView(ScaleStatus.TOO_HEAVY, None)
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST


def test_below_zero(bench: Bench) -> None:
    bench.show(0)
    assert bench.show(-100, 5, stable=False).status is ScaleStatus.MOVING  # the platform springs back
    assert bench.show(-100) == ScaleView(ScaleStatus.BELOW_ZERO, -100)
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST
    bench.show(0)
    for _ in range(6):
        assert bench.say(FrameKind.UNDERLOAD) == ScaleView(ScaleStatus.MOVING, None)  # may be a bounce
    assert bench.say(FrameKind.UNDERLOAD) == ScaleView(ScaleStatus.BELOW_ZERO, None)
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST


def test_a_platform_that_bounces_far_below_zero_keeps_its_zero(bench: Bench) -> None:
    bench.show(0)
    for _ in range(4):
        bench.say(FrameKind.UNDERLOAD)
    assert bench.show(3250).status is ScaleStatus.SETTLED


def test_records_name_the_profile(bench: Bench) -> None:
    assert bench.weighed(3250).evidence.protocol == "st-us"
    profiled = Bench(replace(SETTINGS, protocol="toledo-continuous", profile="liden"))
    assert profiled.weighed(3250).evidence.protocol == "toledo-continuous/liden"


@pytest.mark.parametrize("kind", [FrameKind.ERROR, FrameKind.STATUS])
def test_an_answer_without_a_weight_interrupts_the_holding(bench: Bench, kind: FrameKind) -> None:
    bench.show(0)
    bench.show(3250, 9)
    assert bench.say(kind) == ScaleView(ScaleStatus.MOVING, None)  # what lies there now is not known
    assert bench.show(3250, 10).status is ScaleStatus.MOVING
    assert bench.show(3250, 1).status is ScaleStatus.SETTLED


@pytest.mark.parametrize("unit", ["lb", "jin", "g", "pcs"])
def test_another_unit_stops_the_weighing(bench: Bench, unit: str) -> None:
    bench.weighed(3250)
    view = bench.show(3250, 1, unit=unit)
    assert (view.status, view.weight_g, view.settled) == (ScaleStatus.FAULT, None, None)
    assert view.fault is not None
    assert view.fault.kind is DeviceFaultKind.WRONG_UNIT
    assert unit in view.fault.advice
    assert "kg" in view.fault.advice
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST
    bench.weighed(3250)


@pytest.mark.parametrize(("unit", "grams"), [("g", 3250), ("jin", 1625), (None, 3250)])
def test_the_configured_unit_is_converted_to_grams(unit: str | None, grams: int) -> None:
    bench = Bench(replace(SETTINGS, unit=unit or "kg"))
    bench.show(0, unit=unit)
    view = bench.show(3250, unit=unit)
    assert view.settled is not None
    assert view.settled.gross_g == grams


def test_after_a_fault_everything_is_void(bench: Bench) -> None:
    bench.weighed(3250)
    fault = DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "look")
    assert bench.settler.void(fault) == ScaleView(ScaleStatus.FAULT, None, fault=fault)
    assert bench.show(3250).status is ScaleStatus.CLEAR_FIRST


def test_a_tare_line_is_no_load_and_a_net_weight_carries_it(bench: Bench) -> None:
    bench.show(0, net=True)
    bench.feed(Frame(FrameKind.TARE, Decimal("0.400"), "kg", True))
    assert bench.view.status is ScaleStatus.EMPTY
    settled = bench.show(3250, net=True).settled
    assert settled is not None
    assert (settled.gross_g, settled.tare_g, settled.net_g) == (3650, 400, 3250)


def test_the_tare_key_under_a_load_makes_no_second_weighing(bench: Bench) -> None:
    bench.weighed(3250)
    bench.show(0, net=True)  # tare pressed: the net display stands at zero with the bag on
    assert bench.show(3250, net=False).status is ScaleStatus.CLEAR_FIRST  # tare cleared


def test_dust_that_was_there_at_the_start_is_zero_and_not_credited(bench: Bench) -> None:
    assert bench.show(60).status is ScaleStatus.EMPTY
    view = bench.show(3310)
    assert view.settled is not None
    assert (view.weight_g, view.settled.net_g, view.settled.evidence.zero_g) == (3250, 3250, 60)


def test_a_light_thing_left_from_before_is_a_load_once_zero_was_known(bench: Bench) -> None:
    bench.show(0)
    assert bench.show(60, 100).status is ScaleStatus.TOO_LIGHT
    bench.settler.require_zero()
    assert bench.show(60, 100).status is ScaleStatus.CLEAR_FIRST


def test_a_lighter_zero_is_believed_after_a_while(bench: Bench) -> None:
    bench.show(60)
    assert bench.show(0, 25).status is ScaleStatus.BELOW_ZERO
    assert bench.show(0, 12).status is ScaleStatus.EMPTY
    bench.weighed(3250)


def test_zero_follows_a_slow_drift_and_the_bag_is_weighed_from_there(bench: Bench) -> None:
    for drifted_g in range(0, 90, 10):
        assert bench.show(drifted_g, 30).status in {ScaleStatus.EMPTY, ScaleStatus.STARTING}, drifted_g
    settled = bench.show(3330).settled
    assert settled is not None
    assert (settled.net_g, settled.evidence.zero_g) == (3250, 80)


def test_zero_that_wanders_past_its_limit_is_a_fault_and_no_load(bench: Bench) -> None:
    for drifted_g in range(0, 200, 10):
        bench.show(drifted_g, 30)
    assert bench.view.fault is not None
    assert bench.view.fault.kind is DeviceFaultKind.ZERO_LOST
    assert "zero key" in bench.view.fault.advice
    assert bench.show(3430).status is ScaleStatus.CLEAR_FIRST  # a bag on it may not become a weighing
    assert bench.show(190).fault is not None
    assert bench.show(0).status is ScaleStatus.BELOW_ZERO  # lighter than the reference: not yet believed
    assert bench.show(0, 40).status is ScaleStatus.EMPTY
    bench.weighed(3250)


def test_a_load_that_never_changes_by_a_digit_is_frozen_until_it_does(bench: Bench) -> None:
    bench.weighed(3250)
    assert bench.show(3250, 5900).status is ScaleStatus.SETTLED
    view = bench.show(3250, 200)
    assert view.fault is not None
    assert view.fault.kind is DeviceFaultKind.FROZEN
    assert bench.show(3260).status is ScaleStatus.CLEAR_FIRST
    bench.weighed(3250)


def test_an_empty_scale_may_show_zero_for_ever(bench: Bench) -> None:
    assert bench.show(0, 20_000).status is ScaleStatus.EMPTY


def test_a_load_that_flickers_is_not_frozen(bench: Bench) -> None:
    bench.weighed(3250)
    for _ in range(500):
        bench.show(3250, 15)
        assert bench.show(3260, 1).status is ScaleStatus.SETTLED


def test_a_load_that_never_comes_to_rest_is_unsteady_until_it_does(bench: Bench) -> None:
    bench.show(0)
    bench.show(4100, 50, stable=False)
    assert bench.show(4300, 1, stable=False).status is ScaleStatus.UNSTEADY
    assert bench.show(3250).status is ScaleStatus.SETTLED
    assert bench.show(4100, 2, stable=False).status is ScaleStatus.MOVING  # a new unrest has its own time
