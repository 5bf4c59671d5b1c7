"""Registration, account, pass and claim, as the phone page uses them."""

import logging
from collections.abc import Iterator

import pytest
import requests
from sqlalchemy import select

from central.schema import Invitation, Resident
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.virtual_kiosk import VirtualPhone, claim_hash

CODE = "7GKQ2MABCDEFGH23"


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def phone(central: RunningCentral) -> VirtualPhone:
    return VirtualPhone.register(central.url)


def test_registration_gives_a_pseudonym_and_a_secret(central: RunningCentral) -> None:
    answer = body_of(requests.post(f"{central.url}/v1/residents", json={}, timeout=30), 201, "resident_answer")
    assert answer["resident"].startswith("r-")
    assert len(answer["resident"]) == 22
    with central.store.reading() as connection:
        row = connection.execute(select(Resident).where(Resident.id == answer["resident"])).one()
    assert answer["token"] not in str(row)


def test_a_new_account_is_empty(phone: VirtualPhone) -> None:
    assert body_of(phone.call("GET", "/v1/me"), 200, "me") == {
        "resident": phone.resident,
        "reduction_g": 0,
        "points": 0,
        "held": 0,
        "credits": [],
        "certificates": [],
        "cards": [],
    }


def test_each_credit_shows_the_rule_that_made_it(central: RunningCentral, phone: VirtualPhone) -> None:
    kiosk = central.kiosk()
    kiosk.drop_off(3250, resident=phone.resident)
    kiosk.drop_off(2345, "books", resident=phone.resident)
    kiosk.drop_off(25_000, resident=phone.resident)
    kiosk.send()
    me = body_of(phone.call("GET", "/v1/me"), 200, "me")
    assert (me["reduction_g"], me["points"], me["held"]) == (4160 + 586, 97 + 18, 1)
    assert [credit["seq"] for credit in me["credits"]] == [3, 2, 1]
    assert [credit["verdict"] for credit in me["credits"]] == ["held", "accepted", "accepted"]
    books = me["credits"][1]
    assert books["kiosk"] == kiosk.id
    assert books["occurred_at"] == "2026-11-22T09:02:00.000Z"
    assert (books["material"], books["net_g"], books["reduction_g"], books["points"]) == ("books", 2345, 586, 18)
    assert books["rule"] == {
        "id": "luya-books",
        "version": 1,
        "status": "provisional",
        "g_per_kg": 250,
        "points_per_kg": 8,
        "source_zh": "项目暂定值，非主管部门公布",
        "source_en": "Provisional project value, not published by the authority",
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nobody", "Basic abc", "Bearer \xff"])
def test_an_unknown_token(central: RunningCentral, header: str) -> None:
    headers = {"Authorization": header.encode("latin-1")}
    for method, path in (("GET", "/v1/me"), ("POST", "/v1/me/passes")):
        answer = requests.request(method, central.url + path, headers=headers, timeout=30)
        problem_of(answer, 401, "token-unknown")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_pass_of_one_s_own(phone: VirtualPhone) -> None:
    first = body_of(phone.call("POST", "/v1/me/passes", json={}), 201, "pass_answer")
    second = body_of(phone.call("POST", "/v1/me/passes"), 201, "pass_answer")
    assert first["pass"] != second["pass"]
    assert first["expires_at"] == "2026-11-22T10:10:00.000Z"
    assert first["valid_seconds"] == 600
    assert first["svg"].startswith("<svg")


def test_a_claim_after_arrival_is_credited_once(central: RunningCentral, phone: VirtualPhone) -> None:
    kiosk = central.kiosk()
    for net_g in (3250, 1000):
        kiosk.drop_off(net_g, claim=claim_hash(CODE))
    kiosk.send()
    for _ in range(2):
        answer = body_of(phone.claim(f" {CODE.lower()} "), 200, "claim_answer")
        assert answer == {"state": "credited", "reduction_g": 4160 + 1280, "points": 97 + 30}
    assert phone.me()["points"] == 127
    other = VirtualPhone.register(central.url)
    problem_of(other.claim(CODE), 409, "claim-taken")
    assert other.me()["credits"] == []


def test_a_claim_before_arrival_waits(central: RunningCentral, phone: VirtualPhone) -> None:
    code = "WAITWAITWATWAT22".replace("I", "J")
    assert body_of(phone.claim(code), 200, "claim_answer") == {"state": "waiting", "reduction_g": 0, "points": 0}
    kiosk = central.kiosk()
    kiosk.drop_off(3250, claim=claim_hash(code))
    kiosk.send()
    assert phone.me()["points"] == 97
    assert body_of(phone.claim(code), 200, "claim_answer")["state"] == "credited"
    assert phone.me()["points"] == 97


@pytest.mark.parametrize("code", ["", "short", "7GKQ2MABCDEFGH2", "7GKQ2MABCDEFGH234", "0GKQ2MABCDEFGH23", "七" * 16])
def test_what_is_not_a_claim_code(phone: VirtualPhone, code: str) -> None:
    problem_of(phone.claim(code), 400, "claim-malformed")


def test_secrets_are_not_kept_and_not_logged(central: RunningCentral, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="central"):
        code = central.invite()
        kiosk = central.kiosk()
        phone = VirtualPhone.register(central.url)
        claim = "K" * 16
        phone.claim(claim)
        text = phone.call("POST", "/v1/me/passes").json()["pass"]
        kiosk.drop_off(3250, resident=phone.resident)
        kiosk.send()
    assert kiosk.id in caplog.text
    for secret in (code, phone.token, claim, text):
        assert secret not in caplog.text
    with central.store.reading() as connection:
        invitations = str(connection.execute(select(Invitation)).all())
    assert code not in invitations
    stored = b"".join(path.read_bytes() for path in central.database.parent.iterdir())
    assert kiosk.id.encode() in stored
    assert phone.token.encode() not in stored
    assert claim.encode() not in stored
