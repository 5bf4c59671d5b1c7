"""The pass at the gate. Passes are made here with the platform's own library calls, never with the kiosk's code."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import base45
import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import ClockTrust, ManualClock
from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import DirectoryAdopted, PassRefused, ResidentSeen
from kiosk.scan.gate import Gate
from kiosk.scan.passes import PassKeys, verify_pass

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLATFORM = "p-luzhou"


class Issuer:
    """A platform's pass key."""

    def __init__(self) -> None:
        self.private = Ed25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes_raw()
        self.kid = hashlib.sha256(self.public).digest()[:8]

    @property
    def keys(self) -> PassKeys:
        return PassKeys(PLATFORM, {self.kid: self.public})

    def token(self, changes: Mapping[int, object] | None = None, *, kid: bytes | None = None) -> bytes:
        issued = int(NOW.timestamp())
        claims = {1: PLATFORM, 2: "r-li", 4: issued + 600, 6: issued, 7: secrets.token_bytes(16)}
        claims.update(changes or {})
        key = cwt.COSEKey.new(
            {1: 1, 2: kid or self.kid, 3: -8, -1: 6, -2: self.public, -4: self.private.private_bytes_raw()}
        )
        payload = cbor2.dumps({k: v for k, v in claims.items() if v is not None})
        made: bytes = cwt.COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True).encode(payload, key)
        return made

    def text(self, changes: Mapping[int, object] | None = None, *, kid: bytes | None = None) -> str:
        return "GSP1:" + base45.b45encode(self.token(changes, kid=kid)).decode("ascii")


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


def reason(
    text: str, keys: PassKeys, now: datetime = NOW, trust: ClockTrust = ClockTrust.TRUSTED
) -> RefusalReason | None:
    try:
        verify_pass(text, keys, now, trust)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_a_fresh_pass_is_a_resident(issuer: Issuer) -> None:
    verified = verify_pass(issuer.text({7: b"\x01" * 16}), issuer.keys, NOW, ClockTrust.TRUSTED)
    assert verified.seen == ResidentSeen("r-li", "01" * 16)
    assert verified.issued_at == NOW


def test_every_wrong_pass_has_its_reason(issuer: Issuer) -> None:
    good = issuer.text()
    other = Issuer()
    assert reason(other.text(), issuer.keys) is RefusalReason.FOREIGN
    assert reason(other.text(kid=issuer.kid), issuer.keys) is RefusalReason.FORGED
    assert reason(issuer.text({1: "p-elsewhere"}), issuer.keys) is RefusalReason.FOREIGN
    assert reason(good[:-40], issuer.keys) in {RefusalReason.NOT_A_PASS, RefusalReason.FORGED}
    assert reason(good + "A" * 4096, issuer.keys) is RefusalReason.OVERSIZE
    assert reason(good, PassKeys()) is RefusalReason.NO_KEYS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/pay?x=1",
        "WIFI:S:home;T:WPA;P:secret;;",
        "GSP1:",
        "GSP1:???",
        "GSP1:A",
        "gsp1:QED8WEX0",
        "GSP2:QED8WEX0",
        "GSP1:" + "é" * 20,
        "\u202eGSP1:",
        "<script>alert(1)</script>",
        "'; DROP TABLE journal; --",
        "%s%n%d{0}",
        "\x00\x01\x02",
        "GSP1:1GRJL3FGWFGWFGWU5",  # CBOR tag 100 with a number beyond any date
    ],
)
def test_other_codes_are_not_passes(issuer: Issuer, text: str) -> None:
    assert reason(text, issuer.keys) is RefusalReason.NOT_A_PASS


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - timedelta(seconds=89), None),
        (NOW - timedelta(seconds=91), RefusalReason.NOT_YET_VALID),
        (NOW + timedelta(seconds=600 + 89), None),
        (NOW + timedelta(seconds=600 + 91), RefusalReason.EXPIRED),
        (NOW + timedelta(days=1), RefusalReason.EXPIRED),
    ],
)
def test_the_window(issuer: Issuer, now: datetime, expected: RefusalReason | None) -> None:
    assert reason(issuer.text(), issuer.keys, now) is expected


def test_a_kiosk_that_woke_up_in_1970_accepts_a_fresh_pass_and_refuses_an_old_one(issuer: Issuer) -> None:
    last_known = NOW - timedelta(hours=3)  # the floor: what certainly has passed
    assert reason(issuer.text(), issuer.keys, last_known, ClockTrust.UNKNOWN) is None
    yesterday = int((NOW - timedelta(days=1)).timestamp())
    old = issuer.text({6: yesterday, 4: yesterday + 600})
    assert reason(old, issuer.keys, last_known, ClockTrust.UNKNOWN) is RefusalReason.EXPIRED


@pytest.mark.parametrize(
    "changes",
    [
        {2: None},
        {2: 5},
        {7: None},
        {7: b"short"},
        {4: None},
        {4: "soon"},
        {6: 1.5},
        {6: True},
        {4: 2**70},
        {6: -(2**70)},
    ],
)
def test_a_signed_pass_with_nonsense_in_it_is_no_pass(issuer: Issuer, changes: dict[int, object]) -> None:
    assert reason(issuer.text(changes), issuer.keys) is RefusalReason.NOT_A_PASS


@given(data=st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(issuer: Issuer, data: bytes) -> None:
    assert reason("GSP1:" + base45.b45encode(data).decode("ascii"), issuer.keys) is not None


@given(tag=st.integers(0, 2**64 - 1), inner=st.integers(-(2**64), 2**64 - 1) | st.floats() | st.text() | st.binary())
def test_no_tagged_cbor_raises_anything_but_a_refusal(issuer: Issuer, tag: int, inner: object) -> None:
    raw = cbor2.dumps(cbor2.CBORTag(tag, inner))
    assert reason("GSP1:" + base45.b45encode(raw).decode("ascii"), issuer.keys) is RefusalReason.NOT_A_PASS


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_flipped_bit_is_enough(issuer: Issuer, position: int, bit: int) -> None:
    token = bytearray(issuer.token())
    token[position % len(token)] ^= 1 << bit
    assert reason("GSP1:" + base45.b45encode(bytes(token)).decode("ascii"), issuer.keys) is not None


@given(text=st.text(max_size=700))
def test_no_text_raises_anything_but_a_refusal(issuer: Issuer, text: str) -> None:
    assert reason(text, issuer.keys) is not None


def test_the_gate_believes_only_the_newest_directory(issuer: Issuer) -> None:
    gate, other = Gate(_Floor()), Issuer()
    assert gate.judge(issuer.text()) == PassRefused(RefusalReason.NO_KEYS)
    gate.adopt(DirectoryAdopted(1, PLATFORM, ((issuer.kid, issuer.public),), ""))
    assert isinstance(gate.judge(issuer.text() + "\r\n"), ResidentSeen)
    gate.adopt(DirectoryAdopted(2, PLATFORM, ((other.kid, other.public),), ""))
    assert gate.judge(issuer.text()) == PassRefused(RefusalReason.FOREIGN)


class _Floor(ManualClock):
    def raise_floor(self, moment: datetime) -> None:
        assert moment <= self.wall + timedelta(seconds=90)
