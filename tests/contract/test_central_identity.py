"""Enrolment, directory, time: how a kiosk and the platform come to trust each other."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text, update

from central import server
from central.schema import KioskKey
from central.store import open_store
from tests.fakes.central_server import MovingClock, RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of, problem_of
from tests.fakes.virtual_kiosk import VirtualKiosk, base64url


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return VirtualKiosk(central.url)


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# enrolment


def test_a_code_enrols_one_kiosk(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code = central.invite()
    assert_follows("enrolment_request", kiosk.enrolment(code))
    answer = body_of(kiosk.enrol(code), 201, "enrolment_answer")
    assert answer["kiosk"] == kiosk.id
    assert answer["platform"] == central.platform.keys.platform
    kiosk.append("boot", {})
    assert kiosk.send().status_code == 200
    problem_of(VirtualKiosk(central.url).enrol(code), 409, "invitation-used")


def test_a_lost_answer_is_no_trap(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code = central.invite()
    first = kiosk.enrol(code).json()
    central.clock.advance(timedelta(days=1))
    assert body_of(kiosk.enrol(code), 201, "enrolment_answer") == first


def test_a_typed_code_may_be_lower_case(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    body_of(kiosk.enrol(central.invite().lower()), 201, "enrolment_answer")


def test_an_unknown_code(kiosk: VirtualKiosk) -> None:
    problem_of(kiosk.enrol("ABCDEFGH"), 403, "invitation-unknown")


def test_a_guess_that_is_nearly_right_is_unknown_and_spoils_nothing(
    central: RunningCentral, kiosk: VirtualKiosk
) -> None:
    code = central.invite()
    for place, letter in enumerate(code):
        guess = f"{code[:place]}{'B' if letter != 'B' else 'C'}{code[place + 1 :]}"
        problem_of(kiosk.enrol(guess), 403, "invitation-unknown")
    for guess in (code[:-1], code + "B", f"{code[:4]}\0{code[4:]}"):
        assert kiosk.enrol(guess).status_code in {400, 403}
    kiosk.append("boot", {})
    problem_of(kiosk.send(), 403, "kiosk-unknown")
    body_of(kiosk.enrol(code), 201, "enrolment_answer")


def test_a_code_of_another_platform_is_unknown(kiosk: VirtualKiosk, tmp_path: Path) -> None:
    with running_central(tmp_path) as elsewhere:
        problem_of(kiosk.enrol(elsewhere.invite()), 403, "invitation-unknown")


def test_an_expired_code(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code = central.invite(timedelta(minutes=5))
    central.clock.advance(timedelta(minutes=5))
    problem_of(kiosk.enrol(code), 403, "invitation-expired")


@pytest.mark.parametrize("field", ["proof", "public_key", "kiosk"])
def test_a_proof_by_another_key(central: RunningCentral, kiosk: VirtualKiosk, field: str) -> None:
    code = central.invite()
    body = kiosk.enrolment(code) | {field: VirtualKiosk(central.url).enrolment(code)[field]}
    problem_of(requests.post(f"{central.url}/v1/enrolments", json=body, timeout=30), 403, "proof-invalid")
    body_of(kiosk.enrol(code), 201, "enrolment_answer")


def test_a_name_that_belongs_to_another_key(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    code, victim = central.invite(), VirtualKiosk(central.url).id
    proof = kiosk.key.sign(b"\x00".join([b"greensprout-enrolment-v1", code.encode(), victim.encode()]))
    body = kiosk.enrolment(code) | {"kiosk": victim, "proof": base64url(proof)}
    problem_of(requests.post(f"{central.url}/v1/enrolments", json=body, timeout=30), 403, "proof-invalid")


def test_a_proof_for_another_code(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    body = kiosk.enrolment(central.invite()) | {"code": central.invite()}
    problem_of(requests.post(f"{central.url}/v1/enrolments", json=body, timeout=30), 403, "proof-invalid")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"code":1}', b"\xff", b"[" * 50_000])
def test_another_shape_is_malformed(central: RunningCentral, body: bytes) -> None:
    problem_of(requests.post(f"{central.url}/v1/enrolments", data=body, timeout=30), 400, "malformed")


def test_a_large_body_is_refused(central: RunningCentral) -> None:
    answer = requests.post(f"{central.url}/v1/enrolments", data=b" " * 100_000, timeout=30)
    problem_of(answer, 413, "too-large")


# directory and time


def directory_keys(central: RunningCentral) -> dict[str, Ed25519PublicKey]:
    answer = VirtualKiosk(central.url).enrol(central.invite()).json()
    return {
        key["kid"]: Ed25519PublicKey.from_public_bytes(decode(key["public_key"])) for key in answer["directory_keys"]
    }


def test_the_directory_verifies_and_follows_the_contract(central: RunningCentral) -> None:
    response = requests.get(f"{central.url}/v1/directory", timeout=30)
    envelope = body_of(response, 200, "directory_envelope")
    payload = decode(envelope["payload"])
    key = directory_keys(central)[envelope["kid"]]
    key.verify(decode(envelope["signature"]), b"greensprout-directory-v1\x00" + payload)
    with pytest.raises(InvalidSignature):
        key.verify(decode(envelope["signature"]), b"greensprout-directory-v1\x00" + payload + b" ")
    content = json.loads(payload)
    assert_follows("directory", content)
    assert content["resident_page"] == f"{central.url}/me"
    assert response.headers["etag"] == f'"{content["version"]}"'


@pytest.mark.parametrize(
    ("tag", "status"),
    [('"1"', 304), ('W/"1"', 304), ('"7", "1"', 304), ("*", 304), ('"2"', 200), ("1", 200), ("é", 200)],
)
def test_a_known_version_is_not_sent_again(central: RunningCentral, tag: str, status: int) -> None:
    headers = {"If-None-Match": tag.encode("latin-1")}
    answer = requests.get(f"{central.url}/v1/directory", headers=headers, timeout=30)
    assert answer.status_code == status
    assert (answer.content == b"") == (status == 304)


def test_the_version_rises_only_with_the_content(tmp_path: Path) -> None:
    store, clock = open_store(f"sqlite:///{tmp_path / 'c.db'}"), MovingClock()
    platform = server.assemble(store, "http://one", clock)
    first = platform.directory
    clock.advance(timedelta(days=1))
    again = server.assemble(store, "http://one/", clock)
    assert again.directory == first
    assert again.keys.platform == platform.keys.platform
    moved = server.assemble(store, "http://two", clock).directory
    assert platform.directory == moved
    assert moved.version == first.version + 1
    assert json.loads(moved.payload)["resident_page"] == "http://two/me"
    store.close()


@pytest.mark.parametrize("nonce", ["n", "0123456789abcdef", "a+b/c==", "七", "x" * 200])
def test_time_is_signed_with_the_nonce(central: RunningCentral, nonce: str) -> None:
    answer = body_of(requests.get(f"{central.url}/v1/time", params={"nonce": nonce}, timeout=30), 200, "time")
    assert answer["nonce"] == nonce
    signed = b"greensprout-time-v1\x00" + nonce.encode() + b"\x00" + answer["time"].encode()
    directory_keys(central)[answer["kid"]].verify(decode(answer["signature"]), signed)


@pytest.mark.parametrize("query", [{}, {"nonce": ""}, {"nonce": "x" * 201}, {"nonce": "a\x00b"}])
def test_time_wants_a_nonce(central: RunningCentral, query: dict[str, Any]) -> None:
    problem_of(requests.get(f"{central.url}/v1/time", params=query, timeout=30), 400, "malformed")


# manners of the whole API


def test_unknown_addresses_and_methods_are_problems(central: RunningCentral) -> None:
    problem_of(requests.get(f"{central.url}/v1/nothing", timeout=30), 404, "not-found")
    problem_of(requests.get(f"{central.url}/static/nothing.js", timeout=30), 404, "not-found")
    problem_of(requests.get(f"{central.url}/v1/journal", timeout=30), 405, "method-not-allowed")


@pytest.mark.parametrize("path", ["/", "/me", "/static/me.js", "/v1/stats", "/v1/me", "/v1/nothing"])
def test_every_answer_carries_the_security_headers(central: RunningCentral, path: str) -> None:
    headers = requests.get(central.url + path, timeout=30).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-store" if path.startswith("/v1/") else "no-cache")
    assert "server" not in headers


@pytest.mark.expects_log("central.problems")
def test_a_database_fault_is_said_and_passes(tmp_path: Path) -> None:
    with running_central(tmp_path) as central:
        with central.store.writing() as connection:
            connection.execute(text("ALTER TABLE entries RENAME TO elsewhere"))
        answer = requests.get(f"{central.url}/v1/stats", timeout=30)
        problem_of(answer, 503, "store-unavailable")
        assert int(answer.headers["retry-after"]) > 0
        with central.store.writing() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO entries"))
        assert central.stats()["entries"] == 0


@pytest.mark.expects_log("uvicorn.error")
def test_a_bug_is_logged_and_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running_central(tmp_path) as central:
        kiosk = central.kiosk()
        with central.store.writing() as connection:
            connection.execute(update(KioskKey).values(public_key=b"short"))
        kiosk.append("boot", {})
        problem = problem_of(kiosk.send(), 500, "internal")
    assert set(problem) == {"type", "title", "status"}
    assert "Traceback" in caplog.text
