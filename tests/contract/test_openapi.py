"""contract/openapi.json against the real platform: the same calls, the same answers, nothing besides."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import zstandard
from starlette.routing import Route

from central import cards, orders, problems, revocation
from central.app import build_app
from central.orders import KEPT
from central.windows import AHEAD
from central.wire import BODY_WITHIN_S, MAX_BODY
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import SCHEMAS
from tests.fakes.openapi import assert_documented, document, operations, problem_names
from tests.fakes.virtual_kiosk import ORDER, VirtualKiosk, VirtualPhone, base64url

ELSEWHERE = {408, 500, 503}
"""A slow line, a bug and a broken database have tests of their own: test_bad_input.py, test_store.py."""
_MUCH = 64 * 1024 + 1

Answers = Iterator[requests.Response]


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


def references(value: object) -> Iterator[str]:
    """Every ``$ref`` in ``value``, however deep."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_route_is_documented_and_the_reverse(central: RunningCentral) -> None:
    served = {
        (method, route.path)
        for route in build_app(central.platform).routes
        if isinstance(route, Route) and route.path.startswith("/v1/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {(call.method, call.path) for call in operations()} == served


def test_every_problem_is_documented_with_its_status_and_the_reverse() -> None:
    shared = document()["components"]["responses"].values()
    responses = [*shared, *(response for call in operations() for response in call.responses.values())]
    named = {
        (name, response["content"]["application/problem+json"]["schema"]["allOf"][1]["properties"]["status"]["const"])
        for response in responses
        for name in problem_names(response)
    }
    assert named == {(name, problems.Problem(name).response().status_code) for name in problems.NAMES}


def test_each_status_stands_under_itself() -> None:
    for call in operations():
        for status, response in call.responses.items():
            for media in response.get("content", {}).values():
                for part in media["schema"].get("allOf", [])[1:]:
                    assert part["properties"]["status"]["const"] == status, call.id


def test_references_lead_somewhere_and_every_schema_of_a_call_is_used() -> None:
    used = {Path(each).name for each in references(document()) if each.startswith("v1/")}
    assert all((SCHEMAS / name).is_file() for name in used)
    calls = {path.name for path in SCHEMAS.glob("*_answer.schema.json")}
    calls |= {path.name for path in SCHEMAS.glob("*_request.schema.json")}
    assert calls <= used
    names = document()["components"]["responses"]
    assert {each.rpartition("/")[2] for each in references(document()) if each.startswith("#")} <= set(names)


def test_limits_in_words_are_the_limits() -> None:
    text = json.dumps(document())
    assert f"{MAX_BODY // 2**20} MiB as sent" in text
    assert f"within {BODY_WITHIN_S:g} s" in text


# what the platform answers


def enrolments(central: RunningCentral) -> Answers:
    kiosk, other = VirtualKiosk(central.url), VirtualKiosk(central.url)
    code = central.invite()
    for _ in range(2):
        yield kiosk.enrol(code)
    yield other.enrol(code)
    yield other.enrol("XXXXXXXX")
    late = central.invite()
    expired = {**other.enrolment(late)}
    central.clock.moment, before = central.clock.moment.replace(year=2027), central.clock.moment
    yield posted(central, "/v1/enrolments", expired)
    central.clock.moment = before
    yield posted(central, "/v1/enrolments", {**other.enrolment(central.invite()), "proof": "AAAA"})
    revocation.revoke_kiosk(central.platform, kiosk.id)
    yield kiosk.enrol(central.invite())
    yield posted(central, "/v1/enrolments", {})
    yield posted(central, "/v1/enrolments", {"code": "x" * _MUCH})


def journals(central: RunningCentral) -> Answers:
    kiosk, stranger = central.kiosk(), VirtualKiosk(central.url)
    for sender in (kiosk, stranger):
        for _ in range(3):
            sender.drop_off(3250)
    yield stranger.send()
    yield kiosk.send(2)
    yield kiosk.send(1, 2)
    yield kiosk.send_body(b"no zstd", 1, 1)
    yield kiosk.send_body(zstandard.compress(b"\0" * (65 * 2**20)), 1, 1)
    lines = [entry.line for entry in kiosk.entries]
    yield kiosk.send_lines([lines[0].replace(b"3250", b"9250"), *lines[1:]], 1, 3)
    yield kiosk.send_lines([*lines[:2], lines[2].replace(b"3250", b"9250")], 1, 3)
    other = kiosk.fork(at=2)
    other.drop_off(500)
    yield other.send()
    old = kiosk.fork(at=len(kiosk.entries) + 1)
    kiosk.change_key()
    for _ in range(2):
        yield old.send_lines([entry.line for entry in kiosk.entries[2:]], 3, 4)
    revocation.revoke_kiosk(central.platform, kiosk.id)
    yield kiosk.send()


def briefings(central: RunningCentral) -> Answers:
    kiosk = central.kiosk()
    request = kiosk.http.prepare_request(kiosk.briefing_request())
    for _ in range(2):
        yield kiosk.http.send(request, timeout=30)
    yield requests.get(f"{central.url}/v1/briefing", timeout=30)
    yield requests.get(f"{central.url}/v1/briefing?kiosk={kiosk.id}&after=0", timeout=30)
    yield VirtualKiosk(central.url).ask_briefing()
    old = kiosk.fork(at=1)
    kiosk.change_key()
    assert old.send_lines([entry.line for entry in kiosk.entries], 1, 1).ok
    yield old.ask_briefing()
    revocation.revoke_kiosk(central.platform, kiosk.id)
    yield kiosk.ask_briefing()


def round_orders(central: RunningCentral) -> Answers:
    kiosk = central.kiosk()
    request = kiosk.http.prepare_request(kiosk.orders_request())
    for _ in range(2):
        yield kiosk.http.send(request, timeout=30)
    yield requests.get(f"{central.url}/v1/orders", timeout=30)
    yield requests.get(f"{central.url}/v1/orders?kiosk={kiosk.id}", timeout=30)
    yield VirtualKiosk(central.url).ask_orders()
    revocation.revoke_kiosk(central.platform, kiosk.id)
    yield kiosk.ask_orders()


def home_pickups(central: RunningCentral) -> Answers:
    phone, other = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    nobody = VirtualPhone(central.url, phone.resident, "wrong")
    yield phone.call("GET", "/v1/me/orders")
    yield nobody.call("GET", "/v1/me/orders")
    for _ in range(4):
        yield phone.order()
    yield phone.order(window_to="2026-11-22T10:00:00.000Z")
    yield phone.order(phone="no digits")
    yield phone.order(note="x" * _MUCH)
    yield nobody.call("POST", "/v1/me/orders", json={**other.orders()["windows"][0], **ORDER})
    mine = [order["order"] for order in phone.orders()["orders"]]
    yield from (each.cancel(mine[0]) for each in (phone, other, nobody))
    central.clock.advance(KEPT + AHEAD)
    with central.store.writing() as connection:
        orders.expire(connection, central.platform)
    yield phone.cancel(mine[1])
    central.clock.advance(-KEPT - AHEAD)
    revocation.revoke_resident(central.platform, phone.resident)
    yield phone.order()


def open_calls(central: RunningCentral) -> Answers:
    yield requests.get(f"{central.url}/v1/time", params={"nonce": "n1"}, timeout=30)
    yield requests.get(f"{central.url}/v1/time", timeout=30)
    directory = requests.get(f"{central.url}/v1/directory", timeout=30)
    yield directory
    known = {"If-None-Match": directory.headers["ETag"]}
    yield requests.get(f"{central.url}/v1/directory", headers=known, timeout=30)
    for path in ("stats", "care"):
        yield requests.get(f"{central.url}/v1/{path}", timeout=30)
    yield posted(central, "/v1/residents", {})
    yield posted(central, "/v1/residents", [])
    yield posted(central, "/v1/residents", {"x": "x" * _MUCH})


def phones(central: RunningCentral) -> Answers:
    phone, other = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    nobody = VirtualPhone(central.url, phone.resident, "wrong")
    key = secrets.token_bytes(32)
    certificate = phone.certify(key)
    yield certificate
    pass_id = certificate.json()["pass_id"]
    yield phone.call("POST", "/v1/me/passes")
    yield phone.call("GET", "/v1/me")
    first, second = cards.issue(central.platform, 2, "忠山")
    cards.revoke(central.platform, str(second.number))
    yield phone.link(first.code)
    yield other.link(first.code)
    yield other.link(second.code)
    yield other.link("GSC1:NOTHING")
    yield phone.claim("2345678923456789")
    yield other.claim("2345678923456789")
    yield phone.claim("1")
    yield from (each.lose(pass_id) for each in (phone, other, nobody))
    yield phone.certify(key)
    yield from (nobody.call("POST", path, json=body) for path, body in asked(key))
    yield nobody.call("GET", "/v1/me")
    yield from (phone.call("POST", path, json=[]) for path, body in asked(key) if body)
    yield from (phone.call("POST", path, json={"x": "x" * _MUCH}) for path, body in asked(key) if body)
    revocation.revoke_resident(central.platform, phone.resident)
    yield from (phone.call("POST", path, json=body) for path, body in asked(key))


def asked(key: bytes) -> list[tuple[str, dict[str, str]]]:
    """What residents post, rightly."""
    return [
        ("/v1/me/passes", {}),
        ("/v1/me/claims", {"code": "2345678923456789"}),
        ("/v1/me/certificates", {"public_key": base64url(key)}),
        ("/v1/me/cards", {"code": "GSC1:NOTHING"}),
    ]


def posted(central: RunningCentral, path: str, body: Any) -> requests.Response:
    return requests.post(f"{central.url}{path}", json=body, timeout=30)


@pytest.mark.expects_log("central.ingest")  # the fork
def test_every_documented_answer_is_given_and_no_other(central: RunningCentral) -> None:
    given = {
        assert_documented(answer)
        for calls in (enrolments, journals, briefings, round_orders, open_calls, phones, home_pickups)
        for answer in calls(central)
    }
    documented = {(call.id, *answer) for call in operations() for answer in call.answers()}
    assert given == {answer for answer in documented if answer[1] not in ELSEWHERE}


def test_calls_with_a_body_and_no_others_may_be_too_slow_or_too_large() -> None:
    for call in operations():
        assert ({408, 413} <= set(call.responses)) == call.takes_body, call.id
        assert {500, 503} <= set(call.responses)
