"""Kiosk and central against the same committed codes."""

import json
from datetime import datetime, timedelta
from typing import Any

import cbor2
import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from qrcode.util import QRData

from central import tokens
from central.certificates import pass_id_of, sign_certificate
from central.keys import PlatformKeys, SigningKey
from kiosk.core.events import BadgeSeen, PassRefused, ResidentSeen, StaffMember, StaffRole
from kiosk.scan.gate import Gate
from kiosk.scan.passes import authenticate
from kiosk.scan.shown import PassKeys
from tests.contract.make_pass_golden import FILE, golden, issuer
from tests.fakes.passes import LIFETIME, NOW, FloorManualClock, bytes_of, gate_for

COMMITTED = json.loads(FILE.read_text("utf-8"))
PREFIXES = {"online": tokens.ONLINE, "card": tokens.CARD, "badge": tokens.BADGE}


def gate(challenge: str = "") -> Gate:
    made = gate_for(issuer(), FloorManualClock(wall=datetime.fromisoformat(COMMITTED["now"])))
    badge = next(code["subject"] for code in COMMITTED["accepted"] if code["kind"] == "badge")
    made.adopt(issuer().directory(2, staff=[StaffMember(badge, StaffRole.OPERATOR, "")]))
    made.expect_challenge(challenge.encode("ascii") or None)
    return made


def test_the_examples_are_made_exactly_so() -> None:
    assert golden() == COMMITTED


@pytest.mark.parametrize("example", COMMITTED["accepted"], ids=lambda example: example["kind"])
def test_the_kiosk_reads_and_accepts_each(example: dict[str, Any]) -> None:
    keys = PassKeys(COMMITTED["platform"], {issuer().kid: bytes.fromhex(COMMITTED["pass_key"]["public"])})
    shown = authenticate(example["text"], keys)
    assert (shown.subject, shown.pass_id, shown.digest) == (
        example["subject"],
        example["pass_id"],
        example["digest"],
    )
    assert shown.issued_at == datetime.fromisoformat(example["issued_at"])
    assert shown.expires_at == datetime.fromisoformat(example["expires_at"])
    assert shown.challenge.decode("ascii") == example.get("challenge", "")
    signed_at = example.get("signed_at")
    assert shown.signed_at == (signed_at and datetime.fromisoformat(signed_at))
    judged = gate(example.get("challenge", "")).judge(example["text"])
    if example["kind"] == "badge":
        assert judged == BadgeSeen(example["subject"], StaffRole.OPERATOR)
    else:
        assert isinstance(judged, ResidentSeen)
        assert judged.kind.value == example["kind"]


@pytest.mark.parametrize("example", COMMITTED["refused"], ids=lambda example: example["what"])
def test_the_kiosk_refuses_each_with_its_reason(example: dict[str, str]) -> None:
    judged = gate().judge(example["text"])
    assert isinstance(judged, PassRefused)
    assert judged.reason.value == example["reason"]


def signing_key(name: str) -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(COMMITTED[name]["private"])))


def test_central_certifies_the_phone_with_the_same_bytes() -> None:
    example = COMMITTED["accepted"][0]
    times = [int(datetime.fromisoformat(example[name]).timestamp()) for name in ("issued_at", "expires_at")]
    public_key = bytes.fromhex(COMMITTED["phone_key"]["public"])
    made = sign_certificate(signing_key("pass_key"), example["subject"], public_key, *times)
    assert made.hex() == COMMITTED["certificate"]
    assert pass_id_of(made) == example["pass_id"]


@pytest.mark.parametrize("example", COMMITTED["accepted"][2:], ids=lambda example: example["kind"])
def test_central_makes_the_same_claims_and_the_kiosk_takes_them(example: dict[str, Any]) -> None:
    prefix = PREFIXES[example["kind"]]
    keys = PlatformKeys(signing_key("directory_key"), signing_key("pass_key"))
    assert keys.platform == COMMITTED["platform"]
    issued_at = datetime.fromisoformat(example["issued_at"])
    identity = bytes.fromhex(example["pass_id"])
    made = tokens.signed_code(keys, prefix, example["subject"], identity, issued_at, LIFETIME[prefix])
    assert claims(made) == claims(example["text"])
    assert gate().judge(made) == gate().judge(example["text"])
    assert isinstance(gate().judge(made), ResidentSeen | BadgeSeen)


def claims(text: str) -> dict[int, object]:
    payload = cbor2.loads(bytes_of(text)).value[2]
    decoded: dict[int, object] = cbor2.loads(payload)
    return decoded


@pytest.mark.parametrize("example", COMMITTED["accepted"], ids=lambda example: example["kind"])
def test_every_code_fits_a_version_10_qr_at_level_m(example: dict[str, Any]) -> None:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(QRData(example["text"], mode=2))  # alphanumeric
    code.make(fit=True)
    assert code.version <= 10


def test_the_examples_are_far_from_their_ends() -> None:
    """A reader with a clock that is some seconds off must come to the same answers for what is accepted."""
    assert datetime.fromisoformat(COMMITTED["now"]) == NOW
    for example in COMMITTED["accepted"]:
        assert datetime.fromisoformat(example["expires_at"]) - NOW >= timedelta(minutes=10)
