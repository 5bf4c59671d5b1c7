"""Home pickups: what residents may order, who gets to know of it, and what becomes of it at the door."""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from central import checkpoint, dispatch, review, revocation
from central.clock import rfc3339
from central.orders import CODE_ALPHABET, KEPT
from central.problems import CentralError
from central.schema import Order, OrderEvent
from central.windows import AHEAD, NOTICE
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of, problem_of
from tests.fakes.published import briefed, decode, payload_of
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import ORDER, VirtualKiosk, VirtualPhone, drop_off_body
from tests.fakes.virtual_staff import pickup_closed_body

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=5)
ACCEPTED = ("accepted", None)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


@pytest.fixture(autouse=True)
def today(central: RunningCentral) -> Iterator[None]:
    yield
    central.clock.moment = NOW


@pytest.fixture
def phone(central: RunningCentral) -> VirtualPhone:
    return VirtualPhone.register(central.url)


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


@pytest.fixture(scope="module")
def badge(central: RunningCentral) -> str:
    return new_member(central.store).badge


def ordered(phone: VirtualPhone, /, **changes: Any) -> dict[str, Any]:
    return body_of(phone.order(**changes), 201, "order_answer")


def given(central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, /, **changes: Any) -> str:
    """The id of a new order that ``kiosk`` has."""
    order: str = ordered(phone, **changes)["order"]
    dispatch.assign(central.platform, order, kiosk.id)
    return order


def handed_down(kiosk: VirtualKiosk, now: datetime | None = None) -> list[dict[str, Any]]:
    payload = payload_of(kiosk.ask_orders(now), "orders")
    assert payload["kiosk"] == kiosk.id
    found: list[dict[str, Any]] = payload["orders"]
    return found


def tell(kiosk: VirtualKiosk, *bodies: tuple[str, dict[str, Any]], **changes: Any) -> list[tuple[str, str | None]]:
    """Append and ship; the verdicts."""
    first = len(kiosk.entries) + 1
    for kind, body in bodies:
        if kind != "boot":
            assert_follows(kind, body)
        kiosk.append(kind, body, **changes)
    answer = body_of(kiosk.send(first), 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in answer["verdicts"]]


def bag(phone: VirtualPhone, order: str, badge: str, **changes: Any) -> tuple[str, dict[str, Any]]:
    """A bag that was weighed at the door."""
    body = drop_off_body(3250, resident=phone.resident, container="round-clothing", order=order, staff=badge)
    return "drop_off", body | changes


def closed(badge: str, order: str, outcome: str = "collected", **changes: Any) -> tuple[str, dict[str, Any]]:
    return "pickup_closed", pickup_closed_body(badge, order, outcome, **changes)


def standing(phone: VirtualPhone) -> tuple[str, str | None]:
    """State and outcome of the phone's newest order."""
    newest = phone.orders()["orders"][0]
    return newest["state"], newest["outcome"]


# ordering


def test_an_order_is_listed_and_can_be_cancelled(central: RunningCentral, phone: VirtualPhone) -> None:
    order = ordered(phone)
    assert (order["state"], order["outcome"], order["materials"]) == ("open", None, ["clothing", "books"])
    assert len(order["code"]) == 8
    assert set(order["code"]) <= set(CODE_ALPHABET)
    told = body_of(phone.call("GET", "/v1/me/orders"), 200, "my_orders_answer")
    assert told["orders"] == [order]
    assert (told["materials"], told["most"]) == (["clothing", "books"], 3)
    assert not any(value in phone.call("GET", "/v1/me/orders").text for value in ("忠山小区", "13800138000"))
    assert VirtualPhone.register(central.url).orders()["orders"] == []
    for _ in range(2):
        assert phone.cancel(order["order"]).status_code == 204
    (after,) = phone.orders()["orders"]
    assert (after["state"], after["outcome"], after["code"]) == ("closed", "cancelled", None)


def test_the_offered_times_lie_within_fourteen_days(phone: VirtualPhone) -> None:
    windows = phone.orders()["windows"]
    assert windows == sorted(windows, key=lambda each: each["window_from"])
    assert windows[0] == {"window_from": "2026-11-23T01:00:00.000Z", "window_to": "2026-11-23T04:00:00.000Z"}
    assert windows[1] == {"window_from": "2026-11-23T06:00:00.000Z", "window_to": "2026-11-23T09:00:00.000Z"}
    assert windows[-1]["window_to"] <= rfc3339(NOW + AHEAD)
    assert len(windows) == 28


@pytest.mark.parametrize("before", [NOTICE, NOTICE - timedelta(seconds=1)])
def test_a_time_is_offered_until_three_hours_before(
    central: RunningCentral, phone: VirtualPhone, before: timedelta
) -> None:
    window = phone.orders()["windows"][0]
    central.clock.moment = datetime.fromisoformat(window["window_from"]) - before
    answer = phone.order(**window)
    if before == NOTICE:
        body_of(answer, 201, "order_answer")
    else:
        problem_of(answer, 409, "window-unavailable")


@pytest.mark.parametrize(
    "window",
    [
        ("2026-11-23T01:00:00.000Z", "2026-11-23T09:00:00.000Z"),
        ("2026-11-22T01:00:00.000Z", "2026-11-22T04:00:00.000Z"),
        ("2026-12-23T01:00:00.000Z", "2026-12-23T04:00:00.000Z"),
        ("tomorrow", "later"),
    ],
)
def test_no_other_time_can_be_ordered(phone: VirtualPhone, window: tuple[str, str]) -> None:
    problem_of(phone.order(window_from=window[0], window_to=window[1]), 409, "window-unavailable")


@pytest.mark.parametrize(
    "wrong",
    [
        {"materials": []},
        {"materials": ["furniture"]},
        {"materials": ["clothing"] * 9},
        {"building": " "},
        {"building": "x" * 101},
        {"address": ""},
        {"address": "x" * 201},
        {"address": "one\x00two"},
        {"address": "\ud800"},
        {"phone": "call me"},
        {"phone": "1234"},
        {"phone": "1" * 33},
        {"note": "x" * 201},
        {"note": "\u202egnp.exe"},
        {"note": None},
    ],
)
def test_what_cannot_be_an_order_is_refused(phone: VirtualPhone, wrong: dict[str, Any]) -> None:
    problem_of(phone.order(**wrong), 400, "malformed")
    assert phone.orders()["orders"] == []


def test_text_is_kept_in_one_line_and_numbers_in_plain_digits(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk
) -> None:
    given(
        central, phone, kiosk, building=" 忠山\n３号楼 ", phone="＋86 138－0013－8000", note="", materials=["books"] * 2
    )
    (order,) = handed_down(kiosk)
    assert (order["building"], order["phone"], order["note"]) == ("忠山 3号楼", "+86 138-0013-8000", "")
    assert order["materials"] == ["books"]


def test_three_may_wait_also_when_four_come_at_once(phone: VirtualPhone) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: phone.order(), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 409]
    codes = {order["code"] for order in phone.orders()["orders"]}
    assert len(codes) == 3
    problem_of(phone.order(), 409, "order-limit")
    phone.cancel(phone.orders()["orders"][0]["order"])
    ordered(phone)


def test_nobody_cancels_for_somebody_else(central: RunningCentral, phone: VirtualPhone) -> None:
    order = ordered(phone)["order"]
    problem_of(VirtualPhone.register(central.url).cancel(order), 404, "not-found")
    problem_of(phone.cancel(secrets.token_hex(16)), 404, "not-found")
    assert standing(phone) == ("open", None)


def test_a_revoked_resident_orders_nothing_and_may_still_cancel(central: RunningCentral, phone: VirtualPhone) -> None:
    order = ordered(phone)["order"]
    revocation.revoke_resident(central.platform, phone.resident)
    problem_of(phone.order(), 403, "revoked")
    assert phone.cancel(order).status_code == 204


# who gets to know of it


def test_only_the_device_that_has_it_is_told(central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk) -> None:
    other, order = central.kiosk(), ordered(phone)
    assert handed_down(kiosk) == []
    dispatch.assign(central.platform, order["code"], kiosk.id)
    (told,) = handed_down(kiosk)
    assert told == {
        "id": order["order"],
        "resident": phone.resident,
        **{name: order[name] for name in ("code", "window_from", "window_to")},
        **ORDER,
    }
    assert standing(phone) == ("assigned", None)
    assert handed_down(other) == []
    dispatch.assign(central.platform, order["order"][:8], other.id)
    assert (handed_down(kiosk), len(handed_down(other))) == ([], 1)
    dispatch.unassign(central.platform, order["order"])
    assert handed_down(other) == []
    assert standing(phone) == ("open", None)


def test_the_envelope_is_signed_for_orders_alone(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    envelope = body_of(kiosk.ask_orders(), 200, "directory_envelope")
    payload = payload_of(kiosk.ask_orders(), "orders")
    assert payload == {"kiosk": kiosk.id, "issued_at": rfc3339(NOW), "orders": []}
    key = Ed25519PublicKey.from_public_bytes(central.platform.keys.directory.public_key)
    raw, signature = decode(envelope["payload"]), decode(envelope["signature"])
    key.verify(signature, b"greensprout-orders-v1\x00" + raw)
    assert central.platform.keys.directory.kid == envelope["kid"]


def test_a_request_is_answered_once_and_only_now(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    prepared = kiosk.http.prepare_request(kiosk.orders_request())
    assert kiosk.http.send(prepared, timeout=30).status_code == 200
    problem_of(kiosk.http.send(prepared, timeout=30), 401, "signature-stale")
    for off in (-WINDOW - timedelta(seconds=1), WINDOW + timedelta(seconds=1)):
        problem_of(kiosk.ask_orders(NOW + off), 401, "signature-stale")
    for off in (-WINDOW, WINDOW):
        assert kiosk.ask_orders(NOW + off).status_code == 200


def test_only_the_kiosk_itself_may_ask(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    other = central.kiosk()
    problem_of(VirtualKiosk(central.url).ask_orders(), 403, "kiosk-unknown")
    request = other.orders_request()
    request.url = request.url.replace(other.id, kiosk.id)
    problem_of(other.http.send(other.http.prepare_request(request), timeout=30), 401, "signature-invalid")
    briefing = kiosk.briefing_request()
    briefing.url = f"{central.url}/v1/orders?kiosk={kiosk.id}"
    problem_of(kiosk.http.send(kiosk.http.prepare_request(briefing), timeout=30), 401, "signature-invalid")
    problem_of(requests.get(f"{central.url}/v1/orders?kiosk={kiosk.id}", timeout=30), 401, "signature-invalid")
    for query in ("", "?kiosk=7"):
        problem_of(requests.get(f"{central.url}/v1/orders{query}", timeout=30), 400, "malformed")
    revocation.revoke_kiosk(central.platform, kiosk.id)
    problem_of(kiosk.ask_orders(), 403, "revoked")


def test_a_building_is_assigned_at_once(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    building, phones = f"{secrets.token_hex(4)} 号楼", [VirtualPhone.register(central.url) for _ in range(3)]
    for phone in phones[:2]:
        ordered(phone, building=building)
    taken = given(central, phones[2], central.kiosk(), building=building)
    found = dispatch.assign_building(central.platform, f"  {building.upper()} ", kiosk.id)
    assert {one.resident for one in found} == {phone.resident for phone in phones[:2]}
    assert {one["building"] for one in handed_down(kiosk)} == {building}
    assert taken not in {one.id for one in found}
    with pytest.raises(CentralError, match="no order of building"):
        dispatch.assign_building(central.platform, building, kiosk.id)


def test_what_cannot_be_assigned(central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk) -> None:
    order = ordered(phone)["order"]
    with pytest.raises(CentralError, match="no kiosk"):
        dispatch.assign(central.platform, order, "k-" + "0" * 20)
    with pytest.raises(CentralError, match="not one order"):
        dispatch.assign(central.platform, "f" * 32, kiosk.id)
    with pytest.raises(CentralError, match="not one order"):
        dispatch.assign(central.platform, "", kiosk.id)
    revocation.revoke_kiosk(central.platform, kiosk.id)
    with pytest.raises(CentralError, match="revoked"):
        dispatch.assign(central.platform, order, kiosk.id)
    dispatch.cancel(central.platform, order)
    with pytest.raises(CentralError, match="is over"):
        dispatch.unassign(central.platform, order)


def test_each_change_is_written_down(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, witnessed = ordered(phone)["order"], []
    dispatch.assign(central.platform, order, kiosk.id, "lead", witnessed.append)
    dispatch.assign(central.platform, order, kiosk.id, "lead")
    dispatch.unassign(central.platform, order, "lead", witnessed.append)
    dispatch.assign(central.platform, order, kiosk.id)
    tell(kiosk, closed(badge, order))
    _, events = dispatch.history(central.platform, order)
    assert [(one.what, one.by, one.kiosk) for one in events] == [
        ("created", phone.resident, None),
        ("assigned", "lead", kiosk.id),
        ("unassigned", "lead", kiosk.id),
        ("assigned", "central", kiosk.id),
        ("collected", badge, kiosk.id),
    ]
    assert len(witnessed) == 2


# at the door


def test_a_pickup_is_credited_and_the_order_over(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order = given(central, phone, kiosk)
    told = tell(kiosk, bag(phone, order, badge), bag(phone, order, badge), closed(badge, order, drop_offs=2))
    assert told == [ACCEPTED] * 3
    assert phone.me()["points"] == 2 * 97
    assert standing(phone) == ("closed", "collected")
    assert handed_down(kiosk) == []
    problem_of(phone.cancel(order), 409, "order-closed")
    assert tell(kiosk, bag(phone, order, badge)) == [ACCEPTED], "its own device may bring a bag that was left"
    again = body_of(kiosk.send(1, 3), 200, "journal_answer")
    assert [(line["verdict"], line["reason"]) for line in again["verdicts"]] == told


def test_a_bag_needs_no_end(central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str) -> None:
    order = given(central, phone, kiosk)
    assert tell(kiosk, bag(phone, order, badge)) == [ACCEPTED]
    assert standing(phone) == ("assigned", None)


def test_an_order_of_nobody_or_another_device_waits(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    unassigned = ordered(phone)["order"]
    elsewhere = given(central, phone, central.kiosk())
    for order in (unassigned, elsewhere, secrets.token_hex(16)):
        told = tell(kiosk, bag(phone, order, badge), closed(badge, order))
        assert told == [("held", "order_unknown")] * 2
    assert [order["state"] for order in phone.orders()["orders"]] != ["closed", "closed"]


def test_only_the_orders_resident_is_credited(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, other = given(central, phone, kiosk), VirtualPhone.register(central.url)
    told = tell(kiosk, bag(other, order, badge), bag(phone, order, badge, resident=None), bag(phone, order, badge))
    assert told == [("held", "order_resident")] * 2 + [ACCEPTED]
    assert (other.me()["points"], other.me()["held"]) == (0, 1)


def test_two_devices_with_the_same_order(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, late = given(central, phone, kiosk), central.kiosk()
    dispatch.assign(central.platform, order, late.id)
    early = tell(late, bag(phone, order, badge))  # before the other device was there
    told = tell(kiosk, ("boot", {"software": "1"}), bag(phone, order, badge), closed(badge, order))
    assert early + told == [ACCEPTED] * 4
    told = tell(late, *[("boot", {"software": "1"})] * 3, bag(phone, order, badge), closed(badge, order))
    assert told[-2:] == [("held", "order_closed")] * 2
    assert tell(kiosk, closed(badge, order, "no_show")) == [ACCEPTED]
    assert standing(phone) == ("closed", "collected"), "nothing of it opens the order again"


def test_cancelled_while_the_device_was_offline(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    taken, left, missed = (given(central, phone, kiosk) for _ in range(3))
    for order in (taken, left, missed):
        assert phone.cancel(order).status_code == 204  # at 10:00
    later = {"occurred_at": "2026-11-22T10:00:01.000Z"}
    central.clock.advance(timedelta(hours=1))
    assert tell(kiosk, bag(phone, taken, badge), closed(badge, taken)) == [ACCEPTED] * 2  # at 9:01
    told = tell(kiosk, bag(phone, left, badge), closed(badge, left), closed(badge, missed, "no_show"), **later)
    assert told == [("held", "order_closed")] * 2 + [ACCEPTED]
    states = {one["order"]: one["outcome"] for one in phone.orders()["orders"]}
    assert states == {taken: "collected", left: "cancelled", missed: "cancelled"}


def test_nobody_at_home_opens_the_order_again(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order = given(central, phone, kiosk)
    assert tell(kiosk, closed(badge, order, "no_show", drop_offs=0, net_g=0)) == [ACCEPTED]
    assert standing(phone) == ("open", "no_show")
    assert handed_down(kiosk) == []
    dispatch.assign(central.platform, order, kiosk.id)
    assert len(handed_down(kiosk)) == 1
    assert tell(kiosk, bag(phone, order, badge), closed(badge, order)) == [ACCEPTED] * 2
    assert standing(phone) == ("closed", "collected")


def test_put_off_gives_the_new_time(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order = given(central, phone, kiosk)
    window = {"window_from": "2026-11-25T10:00:00.000Z", "window_to": "2026-11-25T12:00:00.000Z"}
    assert tell(kiosk, closed(badge, order, "rescheduled", **window)) == [ACCEPTED]
    (told,) = handed_down(kiosk)
    assert {name: told[name] for name in window} == window
    assert standing(phone) == ("assigned", "rescheduled")


@pytest.mark.parametrize(
    "window",
    [
        (None, None),
        ("2026-11-25T12:00:00.000Z", "2026-11-25T10:00:00.000Z"),
        ("2026-11-21T10:00:00.000Z", "2026-11-21T12:00:00.000Z"),
        ("2027-11-25T10:00:00.000Z", "2027-11-25T12:00:00.000Z"),
        ("2026-11-25T10:00:00.000Z", "2026-11-31T12:00:00.000Z"),
    ],
)
def test_put_off_to_no_good_time_goes_back_to_who_assigns(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str, window: tuple[str | None, str | None]
) -> None:
    order = given(central, phone, kiosk)
    times = {"window_from": window[0], "window_to": window[1]}
    assert tell(kiosk, closed(badge, order, "rescheduled", **times)) == [ACCEPTED]
    assert standing(phone) == ("open", "rescheduled")


def test_a_badge_that_was_never_issued_closes_nothing(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, nobody = given(central, phone, kiosk), secrets.token_hex(16)
    told = tell(kiosk, bag(phone, order, nobody), closed(nobody, order))
    assert told == [("held", "unknown_staff")] * 2
    assert standing(phone) == ("assigned", None)
    for member in (new_member(central.store), new_member(central.store, "supervisor")):
        outcome = review.speak(central.platform, kiosk.id, kiosk.epoch, 2, member, "release")
    assert outcome.state == "released"
    assert standing(phone) == ("closed", "collected")
    assert briefed(kiosk)["revisions"][0]["reason"] == "released"


def test_what_people_let_through_after_the_end_changes_nothing(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, other = given(central, phone, kiosk), central.kiosk()
    dispatch.assign(central.platform, order, other.id)
    tell(kiosk, bag(phone, order, badge), closed(badge, order))
    tell(other, closed(badge, order, "refused"))
    tell(other, closed(badge, secrets.token_hex(16)))
    for seq in (1, 2):
        for member in (new_member(central.store), new_member(central.store, "supervisor")):
            review.speak(central.platform, other.id, other.epoch, seq, member, "release")
    assert standing(phone) == ("closed", "collected")


@pytest.mark.parametrize(("days", "state"), [(0, "assigned"), (1, "closed")])
def test_an_order_that_nobody_ends_is_closed_after_a_week(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, days: int, state: str
) -> None:
    order = given(central, phone, kiosk)
    window = datetime.fromisoformat(phone.orders()["orders"][0]["window_to"])
    central.clock.moment = window + KEPT + timedelta(milliseconds=days)
    briefed(central.kiosk(), now=central.clock())
    assert standing(phone)[0] == state
    with central.store.reading() as connection:
        sealed = connection.scalar(select(Order.contact).where(Order.id == order))
        events = connection.scalars(select(OrderEvent.what).where(OrderEvent.order == order)).all()
    assert (sealed is None) == (state == "closed")
    assert ("expired" in events) == (state == "closed")


# whose word counts


@pytest.mark.parametrize("outcome", ["no_show", "rescheduled", "cancelled_at_door"])
def test_a_device_that_has_lost_it_takes_it_from_nobody(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str, outcome: str
) -> None:
    other = central.kiosk()
    order = given(central, phone, kiosk)
    dispatch.assign(central.platform, order, other.id)
    window = {"window_from": "2026-11-24T01:00:00.000Z", "window_to": "2026-11-24T04:00:00.000Z"}
    told = closed(badge, order, outcome, **(window if outcome == "rescheduled" else {}))
    assert tell(kiosk, told) == [ACCEPTED]
    assert standing(phone) == ("assigned", None)
    assert (len(handed_down(kiosk)), [each["id"] for each in handed_down(other)]) == (0, [order])
    assert dispatch.history(central.platform, order)[1][-1].what == outcome, "it is written down all the same"


def test_whoever_has_collected_it_has(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    other = central.kiosk()
    order = given(central, phone, kiosk)
    dispatch.assign(central.platform, order, other.id)
    assert tell(kiosk, closed(badge, order)) == [ACCEPTED]
    assert standing(phone) == ("closed", "collected")
    assert handed_down(other) == []


@pytest.mark.expects_log("central")
def test_what_a_stolen_key_has_closed_is_listed_for_people(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order, kept = given(central, phone, kiosk), given(central, phone, kiosk)
    tell(kiosk, closed(badge, kept))
    tell(kiosk, closed(badge, order))
    assert order not in {each.id for each in dispatch.everything(central.platform)}
    checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 1)
    listed = {each.id: each for each in dispatch.everything(central.platform)}
    assert kept not in listed
    assert (listed[order].doubted, listed[order].state, listed[order].building) == (True, "closed", None)
    assert dispatch.history(central.platform, order)[1][-1].what == "doubted"
    assert dispatch.cancel(central.platform, order).outcome == "cancelled"
    assert order not in {each.id for each in dispatch.everything(central.platform)}
    with pytest.raises(CentralError, match="is over"):
        dispatch.cancel(central.platform, kept)


@pytest.mark.expects_log("central")
def test_what_people_let_through_is_doubted_no_more(
    central: RunningCentral, phone: VirtualPhone, kiosk: VirtualKiosk, badge: str
) -> None:
    order = given(central, phone, kiosk)
    tell(kiosk, closed(badge, order))
    checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 0)
    for who in (new_member(central.store, "supervisor"), new_member(central.store)):
        review.speak(central.platform, kiosk.id, kiosk.epoch, 1, who, "release")
    assert order not in {each.id for each in dispatch.everything(central.platform)}
    assert standing(phone) == ("closed", "collected")
