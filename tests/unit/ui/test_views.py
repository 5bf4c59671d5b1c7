"""State to view: what each screen shows is a pure function of the session's state."""

from dataclasses import replace

import pytest

from kiosk.core.errors import DeviceFaultKind, LinkFaultKind
from kiosk.core.events import LinkStatus, ScaleStatus, ScaleView
from kiosk.core.plate import ScalePlate
from kiosk.session.states import CareWarning
from kiosk.ui import views
from kiosk.ui.samples import CONTAINER_PLATE, PLATE, samples

SAMPLES = samples()


@pytest.mark.parametrize(
    ("link", "word"),
    [
        (LinkStatus(online=True, enrolled=True, pending=0), "online"),
        (LinkStatus(online=False, enrolled=True, pending=4, fault=LinkFaultKind.UNREACHABLE), "offline"),
        (LinkStatus(online=False, enrolled=False, pending=4, fault=LinkFaultKind.FORBIDDEN), "not_enrolled"),
        (LinkStatus(online=False, enrolled=True, pending=4, fault=LinkFaultKind.FORK), "paused"),
        (LinkStatus(online=True, enrolled=True, pending=4, fault=LinkFaultKind.FORBIDDEN), "paused"),
        (LinkStatus(online=True, enrolled=True, pending=4, fault=LinkFaultKind.KEY_RETIRED), "paused"),
    ],
)
def test_the_status_line_tells_the_four_states_of_the_link_apart(link, word):
    assert views.link_word(link) == word


def test_the_status_line_says_how_many_wait():
    state = replace(SAMPLES["attract"], link=LinkStatus(online=False, enrolled=True, pending=12_345))
    view = views.status_view(state, place="here", clock_text="09:00", language="zh", large=False)
    assert (view.pending, view.pending_text, view.link) == (12_345, "12,345", "offline")


def test_the_status_line_names_the_most_urgent_care():
    care = (CareWarning.CERTIFICATE_EXPIRED, CareWarning.CHECK_DUE)
    view = views.status_view(
        replace(SAMPLES["attract"], care=care), place="here", clock_text="09:00", language="zh", large=False
    )
    assert view.care == "certificate_expired"


@pytest.mark.parametrize(
    ("online", "reported", "told"),
    [
        (True, DeviceFaultKind.SILENT, True),
        (True, None, False),
        (False, DeviceFaultKind.SILENT, False),
    ],
)
def test_staff_have_been_told_when_the_journal_says_it_and_the_platform_can_read_it(online, reported, told):
    link = LinkStatus(online=online, enrolled=True, pending=0)
    state = replace(SAMPLES["scale_trouble"], link=link, reported=reported)
    assert views.session_view(state, PLATE).staff_told is told


def test_the_way_of_weighing_is_on_the_plate():
    assert not views.session_view(SAMPLES["weigh"], PLATE).container
    assert views.session_view(SAMPLES["weigh"], CONTAINER_PLATE).container


@pytest.mark.parametrize(
    ("scale", "word"),
    [
        (ScaleView(ScaleStatus.STARTING, None), "starting"),
        (ScaleView(ScaleStatus.FAULT, None), "fault"),
        (ScaleView(ScaleStatus.TOO_HEAVY, 99_000), "ready"),
        (ScaleView(ScaleStatus.BELOW_ZERO, -350), "below_zero"),
    ],
)
def test_the_scale_on_the_status_line(scale, word):
    assert views.scale_word(scale) == word


def test_a_missing_reading_is_no_number():
    assert views.weigh_view(SAMPLES["weigh-no-reading"], PLATE).weight_text == ""
    assert views.weigh_view(SAMPLES["weigh"], PLATE).weight_text == "0.00"
    assert views.weigh_view(SAMPLES["weigh-below-zero"], PLATE).weight_text == "−0.35"


def test_a_weight_has_the_same_decimals_everywhere():
    fine = replace(PLATE, interval_g=5)
    for plate, text in ((PLATE, "2.34"), (fine, "2.345")):
        settled = replace(SAMPLES["weigh"].scale, weight_g=2_345)
        assert views.weigh_view(replace(SAMPLES["weigh"], scale=settled), plate).weight_text == text
        credited = SAMPLES["credited-books"]
        receipt = replace(credited.phase.visit.receipts[-1], net_g=2_345)
        visit = replace(credited.phase.visit, receipts=(receipt,))
        credited = replace(credited, phase=replace(credited.phase, visit=visit))
        assert views.credit_view(credited, plate, "zh").net_text == text
        assert views.visit_view(credited, plate).net_text == text
        assert views.visit_view(credited, plate).weights == (text,)
    assert views.weigh_view(SAMPLES["weigh"], fine).weight_text == "0.000"


def test_the_limits_come_from_the_rule():
    view = views.weigh_view(SAMPLES["weigh-over-cap"], PLATE)
    assert (view.min_text, view.max_text, view.hint) == ("0.2", "20", "over_drop_cap")


def test_the_least_weight_is_the_larger_of_the_rules_and_the_scales():
    for min_g, text in [(100, "0.2"), (200, "0.2"), (400, "0.4"), (1000, "1")]:
        plate = ScalePlate(interval_g=10, max_g=150_000, min_g=min_g)
        view = views.weigh_view(SAMPLES["weigh-too-light"], plate)
        assert (view.min_text, view.capacity_text) == (text, "150")


def test_the_plant_sways_only_while_the_scale_moves():
    moving = {name for name, state in SAMPLES.items() if views.weigh_view(state, PLATE).moving}
    assert moving == {"weigh-moving", "weigh-books", "weigh-busy"}


def test_a_recorded_bag_shows_the_figures_of_its_receipt_not_of_the_quote():
    state = SAMPLES["credited"]
    receipt = replace(state.phase.visit.receipts[-1], net_g=2000, reduction_g=1, points=2)
    state = replace(state, phase=replace(state.phase, visit=replace(state.phase.visit, receipts=(receipt,))))
    view = views.credit_view(state, PLATE, "zh")
    assert (view.net_text, view.reduction_text, view.points_text) == ("2.00", "1", "2")


def test_a_provisional_rule_says_so_in_the_language_of_the_screen():
    zh, en = (views.credit_view(SAMPLES["confirm-books"], PLATE, language) for language in ("zh", "en"))
    assert zh.provisional
    assert zh.source == "项目暂定值，非主管部门公布"
    assert en.source.startswith("Provisional")
    assert not views.credit_view(SAMPLES["confirm"], PLATE, "zh").provisional


def test_totals_of_a_visit():
    view = views.visit_view(SAMPLES["finished"], PLATE)
    assert (view.bags, view.net_text, view.reduction_text, view.points_text) == (2, "4.45", "4460", "106")
    assert view.materials == ("clothing", "books")
    assert view.weights == ("3.25", "1.20")


def test_a_visit_counts_its_bags_that_wait():
    for name, held in [("finished-held-one-of-two", 1), ("choose_material-held", 1), ("finished", 0)]:
        assert views.visit_view(SAMPLES[name], PLATE).held_bags == held


def test_what_waits_for_a_check_is_not_among_what_is_credited():
    view = views.visit_view(SAMPLES["finished-held-one-of-two"], PLATE)
    assert (view.bags, view.net_text) == (2, "4.45")
    assert (view.reduction_text, view.points_text) == ("300", "9")
    assert (view.held_reduction_text, view.held_points_text) == ("4160", "97")


def test_the_claim_is_shown_to_a_guest_with_credits_at_the_end_and_nowhere_else():
    shown = {name for name, state in SAMPLES.items() if views.claim_of(state)}
    assert shown == {
        "finished-guest",
        "finished-guest-offline",
        "finished-guest-printing",
        "finished-held-guest",
        "finished-held-guest-one-of-two",
    }
    guest = SAMPLES["finished-guest"]
    nothing = replace(guest, phase=replace(guest.phase, visit=replace(guest.phase.visit, receipts=())))
    assert views.claim_of(nothing) is None


def test_recovered_tells_what_was_recorded():
    assert views.visit_view(SAMPLES["recovered"], PLATE).weights == ("1.20",)
    assert views.visit_view(SAMPLES["recovered-nothing"], PLATE).bags == 0


@pytest.mark.parametrize(("now_ms", "seconds"), [(0, 18), (1, 18), (1000, 17), (17_999, 1), (18_000, 0), (99_000, 0)])
def test_seconds_left_are_counted_up_to_the_end(now_ms, seconds):
    assert views.seconds_left(SAMPLES["still_there"], now_ms) == seconds


def test_seconds_left_are_only_asked_for_on_the_screen_that_asks():
    assert views.seconds_left(SAMPLES["identify"], 0) == 0
