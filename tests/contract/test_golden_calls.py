"""The golden calls: a platform or a kiosk in any language may be written against them, so ours must agree."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import insert

from central import chain
from central.directory import signed_time
from central.keys import PlatformKeys, SigningKey
from central.schema import Kiosk, KioskKey
from kiosk.sync.wire import Envelope, from_base64
from tests.contract.make_call_golden import FILE, directory_key, golden
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import assert_follows, body_of, problem_of

COMMITTED = json.loads(FILE.read_text("utf-8"))
JOURNAL = COMMITTED["journal"]


@pytest.fixture
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    """A platform that knows the golden device."""
    with running_central(tmp_path_factory.mktemp("central")) as running:
        device = bytes.fromhex(COMMITTED["device_key"]["public"])
        with running.store.writing() as connection:
            row = {"id": COMMITTED["enrolment"]["request"]["kiosk"], "public_key": device, "software": "golden"}
            connection.execute(insert(Kiosk).values(**row, enrolled_at="2026-11-22T09:00:00.000Z"))
            key = {"kiosk": row["id"], "no": 1, "public_key": device, "since": "2026-11-22T09:00:00.000Z"}
            connection.execute(insert(KioskKey).values(**key))
        yield running


def send(central: RunningCentral, **bent: Any) -> requests.Response:
    call = {**JOURNAL, **bent}
    request = requests.Request("POST", central.url, headers=call["headers"], data=call["body"].encode()).prepare()
    request.url = central.url + call["target"]
    return requests.Session().send(request, timeout=30)


def device_key() -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(COMMITTED["device_key"]["public"]))


def platform_key() -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(COMMITTED["directory_key"]["public"]))


def test_what_is_made_is_what_is_committed() -> None:
    assert golden() == COMMITTED


def test_the_written_signature_base_is_what_was_signed() -> None:
    signature = JOURNAL["headers"]["Signature"].removeprefix("kiosk=:").removesuffix(":")
    device_key().verify(base64.b64decode(signature), JOURNAL["signature_base"].encode())


def test_central_takes_the_call_and_gives_the_answer(central: RunningCentral) -> None:
    answer = body_of(send(central), JOURNAL["answer"]["status"], "journal_answer")
    assert answer == JOURNAL["answer"]["body"]
    lines = JOURNAL["body"].splitlines()
    contents = [line.partition('{"entry":')[2].partition(',"signature":')[0] for line in lines]
    assert [chain.entry_hash(content.encode()) for content in contents] == JOURNAL["hashes"]


@pytest.mark.parametrize("index", range(len(JOURNAL["refused"])))
def test_central_refuses_the_bent_calls(central: RunningCentral, index: int) -> None:
    bent = dict(JOURNAL["refused"][index])
    status, problem = bent.pop("status"), bent.pop("problem")
    problem_of(send(central, **bent), status, problem)


def test_enrolment_directory_and_time_say_what_they_sign() -> None:
    enrolment, directory, time = COMMITTED["enrolment"], COMMITTED["directory"], COMMITTED["time"]
    device_key().verify(from_base64(enrolment["request"]["proof"]), bytes.fromhex(enrolment["signed"]))
    envelope = Envelope(**directory["answer"])
    payload = from_base64(envelope.payload)
    assert json.loads(payload) == directory["payload"]
    platform_key().verify(from_base64(envelope.signature), b"greensprout-directory-v1\x00" + payload)
    keys = PlatformKeys(SigningKey(directory_key()), SigningKey(directory_key()))
    signed = signed_time(keys, lambda: datetime.fromisoformat(time["answer"]["time"]), time["nonce"])
    assert signed == time["answer"]


def test_central_answers_the_call_for_orders_once(central: RunningCentral) -> None:
    call = COMMITTED["orders"]
    signature = call["headers"]["Signature"].removeprefix("kiosk=:").removesuffix(":")
    device_key().verify(base64.b64decode(signature), call["signature_base"].encode())
    for status in (200, 401):
        answer = requests.get(central.url + call["target"], headers=call["headers"], timeout=30)
        assert answer.status_code == status
    envelope = Envelope(**call["answer"])
    payload = from_base64(envelope.payload)
    assert json.loads(payload) == call["payload"]
    platform_key().verify(from_base64(envelope.signature), b"greensprout-orders-v1\x00" + payload)


def test_the_golden_answers_follow_the_schemas() -> None:
    assert_follows("enrolment_request", COMMITTED["enrolment"]["request"])
    assert_follows("enrolment_answer", COMMITTED["enrolment"]["answer"])
    assert_follows("journal_answer", JOURNAL["answer"]["body"])
    assert_follows("directory_envelope", COMMITTED["directory"]["answer"])
    assert_follows("directory", COMMITTED["directory"]["payload"])
    assert_follows("directory_envelope", COMMITTED["orders"]["answer"])
    assert_follows("orders", COMMITTED["orders"]["payload"])
    assert_follows("time", COMMITTED["time"]["answer"])
