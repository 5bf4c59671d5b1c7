"""GET /v1/care: what a journal says about its kiosk, and for how long it is true."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central import kiosks
from central.kiosks import Fork
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body, scale_check_body

pytestmark = pytest.mark.long

CHECKED = "2026-11-22T09:01:00.000Z"


@pytest.fixture
def central(tmp_path: Any) -> Iterator[RunningCentral]:
    with running_central(tmp_path) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """Enrolled, with a good scale check on record."""
    kiosk = central.kiosk()
    kiosk.append("scale_check", scale_check_body())
    assert kiosk.send().status_code == 200
    return kiosk


def tell(kiosk: VirtualKiosk, *bodies: tuple[str, dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Append and ship; the verdicts."""
    first = len(kiosk.entries) + 1
    for kind, body in bodies:
        kiosk.append(kind, body)
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def needs(central: RunningCentral, kiosk: VirtualKiosk) -> list[tuple[str | None, ...]]:
    return [tuple(v for k, v in need.items() if k != "kiosk" and v) for need in central.needs(kiosk.id)]


def certified(until: str | None) -> dict[str, Any]:
    body = drop_off_body(3250)
    body["weighing"] |= {"certificate": "JL-1", "certificate_until": until}
    return body


def device(name: str, state: str) -> tuple[str, dict[str, Any]]:
    return "device_state", {"device": name, "state": state}


@pytest.mark.expects_log("central.ingest")
def test_a_fork_is_told_until_a_new_epoch_explains_it(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    twin = kiosk.fork(at=2)
    tell(kiosk, ("boot", {"software": "1"}))
    twin.append("boot", {"software": "copied"})
    for _ in range(2):
        assert twin.send(2).status_code == 409
        central.clock.advance(timedelta(hours=1))
    assert needs(central, kiosk) == [("fork", "2026-11-22T10:00:00.000Z")]
    (known,) = [one for one in kiosks.everything(central.platform) if one.id == kiosk.id]
    (epoch,) = known.epochs
    assert (epoch.fork, epoch.reason) == (Fork(1, 2, "2026-11-22T10:00:00.000Z"), None)
    later = VirtualKiosk(kiosk.url, kiosk.key)
    before = {"epoch": kiosk.epoch, "seq": 2, "hash": kiosk.head}
    tell(later, ("epoch_opened", {"reason": "forked", "before": before}))
    assert needs(central, kiosk) == []
    (known,) = [one for one in kiosks.everything(central.platform) if one.id == kiosk.id]
    assert [(one.id, one.reason, one.fork is None) for one in known.epochs] == [
        (kiosk.epoch, None, False),
        (later.epoch, "forked", True),
    ]


def test_a_kiosk_whose_scale_was_never_checked_needs_somebody(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    assert central.needs(kiosk.id) == [
        {"kiosk": kiosk.id, "need": "check_due", "since": None, "until": None, "device": None, "state": None}
    ]


def test_a_well_kiosk_is_not_listed(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    assert needs(central, kiosk) == []


def test_a_check_is_due_thirty_days_after_the_last(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    central.clock.advance(timedelta(days=29))
    kiosk.send()
    assert needs(central, kiosk) == []
    central.clock.advance(timedelta(days=1))
    assert needs(central, kiosk) == [("check_due", CHECKED)]


def test_a_kiosk_is_silent_after_26_hours_without_an_accepted_call(
    central: RunningCentral, kiosk: VirtualKiosk
) -> None:
    hours = timedelta(hours=1)
    central.clock.advance(26 * hours)
    assert needs(central, kiosk) == []
    central.clock.advance(hours)
    assert needs(central, kiosk) == [("silent", "2026-11-22T10:00:00.000Z")]
    assert kiosk.send(5, 5).status_code != 200  # a call that is declined is no sign of health
    assert needs(central, kiosk) == [("silent", "2026-11-22T10:00:00.000Z")]
    assert kiosk.send().status_code == 200  # nothing new in it, but accepted
    assert needs(central, kiosk) == []
    central.clock.advance(27 * hours)
    assert kiosk.ask_briefing(now=central.clock()).status_code == 200  # one that had nothing to upload
    assert needs(central, kiosk) == []


def test_a_kiosk_that_never_called_is_silent_since_it_was_enrolled(central: RunningCentral) -> None:
    kiosk = central.kiosk()
    central.clock.advance(timedelta(hours=27))
    assert needs(central, kiosk) == [("silent", "2026-11-22T10:00:00.000Z"), ("check_due",)]


def test_a_fault_is_listed_since_it_was_told_until_it_ends(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, device("scale", "silent"), device("scanner", "unplugged"), device("scale", "silent"))
    assert needs(central, kiosk) == [
        ("device_fault", "2026-11-22T09:02:00.000Z", "scale", "silent"),
        ("device_fault", "2026-11-22T09:03:00.000Z", "scanner", "unplugged"),
    ]
    tell(kiosk, device("scale", "garbled"), device("scanner", "well"))
    assert needs(central, kiosk) == [("device_fault", "2026-11-22T09:05:00.000Z", "scale", "garbled")]
    tell(kiosk, device("scale", "well"))
    assert needs(central, kiosk) == []


def test_a_start_forgets_faults_because_lasting_ones_are_told_again(
    central: RunningCentral, kiosk: VirtualKiosk
) -> None:
    tell(kiosk, device("scale", "silent"), ("boot", {"software": "1"}))
    assert needs(central, kiosk) == []


def test_after_a_failed_check_everything_waits_until_one_is_passed(
    central: RunningCentral, kiosk: VirtualKiosk
) -> None:
    bag = ("drop_off", drop_off_body(3250))
    assert tell(kiosk, ("scale_check", scale_check_body(-50)), bag) == [
        ("accepted", None),
        ("held", "scale_check_failed"),
    ]
    assert needs(central, kiosk) == [("check_failed", "2026-11-22T09:02:00.000Z")]
    another = ("drop_off", drop_off_body(3250))
    assert tell(kiosk, another) == [("held", "scale_check_failed")]
    third = ("drop_off", drop_off_body(3250))
    assert tell(kiosk, ("scale_check", scale_check_body(5)), third) == [("accepted", None)] * 2
    assert needs(central, kiosk) == []


def test_a_check_that_lies_changes_nothing(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    lie = scale_check_body(-50) | {"passed": True}
    assert tell(kiosk, ("scale_check", scale_check_body(-50)), ("scale_check", lie)) == [
        ("accepted", None),
        ("refused", "arithmetic"),
    ]
    assert needs(central, kiosk) == [("check_failed", "2026-11-22T09:02:00.000Z")]


def test_a_certificate_is_told_before_and_after_its_end(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, ("drop_off", certified("2026-12-23")))
    assert needs(central, kiosk) == []
    central.clock.advance(timedelta(days=1))
    assert needs(central, kiosk) == [("certificate_soon", "2026-12-23")]
    assert tell(kiosk, ("drop_off", certified("2026-11-21"))) == [("held", "certificate_expired")]
    assert needs(central, kiosk) == [("certificate_expired", "2026-11-21")]
    check = scale_check_body()
    check["weighing"] |= {"certificate_until": "2026-11-23"}
    tell(kiosk, ("scale_check", check))
    assert needs(central, kiosk) == [("certificate_soon", "2026-11-23")]
    tell(kiosk, ("drop_off", certified("2028-11-21")))
    assert needs(central, kiosk) == []


def test_the_most_urgent_comes_first(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, ("drop_off", certified("2026-11-21")), ("scale_check", scale_check_body(99)), device("scale", "frozen"))
    tell(kiosk, ("drop_off", certified("2026-11-21")))
    assert [need[0] for need in needs(central, kiosk)] == ["device_fault", "check_failed", "certificate_expired"]


def test_sending_again_does_not_bring_an_old_fault_back(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    tell(kiosk, device("scale", "silent"), device("scale", "well"))
    assert kiosk.send(1, 2).status_code == 200
    assert needs(central, kiosk) == []


def test_one_kiosk_s_trouble_is_not_another_s(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    other = central.kiosk()
    tell(other, ("scale_check", scale_check_body(99)), device("scale", "silent"))
    assert tell(kiosk, ("drop_off", drop_off_body(3250))) == [("accepted", None)]
    assert needs(central, kiosk) == []


def test_a_held_drop_off_is_under_review_for_its_resident(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    phone = VirtualPhone.register(central.url)
    held = drop_off_body(3250, resident=phone.resident, hold="certificate_expired")
    tell(kiosk, ("drop_off", held), ("drop_off", drop_off_body(1000, resident=phone.resident)))
    me = body_of(phone.call("GET", "/v1/me"), 200, "me")
    assert (me["points"], me["held"]) == (30, 1)
    assert [(c["verdict"], c["reason"]) for c in me["credits"]] == [("accepted", None), ("held", "certificate_expired")]


@pytest.fixture(scope="module")
def long_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


told = st.one_of(
    st.builds(device, st.sampled_from(["scale", "scanner"]), st.sampled_from(["silent", "garbled", "well"])),
    st.integers(-40, 40).map(lambda error_g: ("scale_check", scale_check_body(error_g))),
    st.sampled_from([None, "2026-11-21", "2026-12-01", "2028-01-01"]).map(lambda day: ("drop_off", certified(day))),
    st.just(("boot", {"software": "1"})),
)


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.too_slow])
@given(bodies=st.lists(told, min_size=1, max_size=10), cuts=st.sets(st.integers(1, 9)))
def test_any_cut_of_a_journal_into_requests_leaves_the_same_picture(
    long_running: RunningCentral, bodies: list[tuple[str, dict[str, Any]]], cuts: set[int]
) -> None:
    whole, cut = long_running.kiosk(), long_running.kiosk()
    at_once = tell(whole, *bodies)
    piecewise = []
    edges = [0, *sorted(edge for edge in cuts if edge < len(bodies)), len(bodies)]
    for start, end in itertools.pairwise(edges):
        piecewise += tell(cut, *bodies[start:end])
    assert piecewise == at_once
    assert needs(long_running, cut) == needs(long_running, whole)
