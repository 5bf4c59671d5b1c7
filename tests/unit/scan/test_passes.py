"""What a code says: every kind read, every wrong one refused with its reason."""

import hmac
from datetime import timedelta

import base45
import cbor2
import pytest

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind
from kiosk.scan.passes import authenticate
from kiosk.scan.shown import PassKeys, Shown
from tests.fakes.passes import AUD, EXP, IAT, ISS, NOW, PLATFORM, RESIDENT, SUB, Issuer, Phone, bytes_of, text_of

CTI = 7


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="module")
def keys(issuer: Issuer) -> PassKeys:
    return keys_of(issuer)


def keys_of(issuer: Issuer) -> PassKeys:
    return PassKeys(issuer.platform, {issuer.kid: issuer.public})


def reason(text: str, keys: PassKeys) -> RefusalReason | None:
    try:
        authenticate(text, keys)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_a_phone_pass_says_who_which_phone_and_when(issuer: Issuer, keys: PassKeys) -> None:
    phone = issuer.phone()
    shown = authenticate(phone.text(NOW + timedelta(seconds=5)), keys)
    assert shown == Shown(
        PassKind.PHONE,
        RESIDENT,
        phone.pass_id,
        shown.digest,
        NOW,
        NOW + timedelta(days=14),
        NOW + timedelta(seconds=5),
    )
    assert len(shown.digest) == 32
    assert shown.digest != authenticate(phone.text(NOW + timedelta(seconds=6)), keys).digest


def test_a_challenge_comes_through(issuer: Issuer, keys: PassKeys) -> None:
    assert authenticate(issuer.phone().text(NOW, b"00004711"), keys).challenge == b"00004711"


def test_both_forms_of_the_phone_pass_fit_a_version_10_code_at_level_m(issuer: Issuer) -> None:
    phone = issuer.phone()
    assert (len(phone.text()), len(phone.text(NOW, b"00004711"))) == (290, 302)  # of 311 alphanumeric characters


@pytest.mark.parametrize(
    ("prefix", "kind", "digest"),
    [("GSP1:", PassKind.ONLINE, "01" * 16), ("GSC1:", PassKind.CARD, ""), ("GSB1:", None, "")],
)
def test_codes_of_the_platform_alone(
    issuer: Issuer, keys: PassKeys, prefix: str, kind: PassKind | None, digest: str
) -> None:
    shown = authenticate(issuer.code(prefix, code_id=b"\x01" * 16), keys)
    assert (shown.kind, shown.pass_id, shown.digest) == (kind, "01" * 16, digest)
    assert shown.subject == ("01" * 16 if kind is None else RESIDENT)
    assert shown.issued_at == NOW
    assert shown.signed_at is None


def test_every_wrong_phone_pass_has_its_reason(issuer: Issuer, keys: PassKeys) -> None:
    other, good = Issuer(), issuer.phone()
    assert reason(other.phone().text(), keys) is RefusalReason.FOREIGN
    assert reason(other.certify(Phone(), kid=issuer.kid).text(), keys) is RefusalReason.FORGED
    assert reason(good.text()[:-3], keys) is RefusalReason.NOT_A_PASS
    assert reason(good.text() + "A" * 4096, keys) is RefusalReason.OVERSIZE
    assert reason(good.text(), PassKeys()) is RefusalReason.NO_KEYS
    assert reason(good.text(), PassKeys(PLATFORM, {issuer.kid: b"no key"})) is RefusalReason.FORGED


def test_a_proof_of_one_phone_does_not_fit_another_certificate(issuer: Issuer, keys: PassKeys) -> None:
    mine, theirs = issuer.phone(), issuer.phone("r-ffffffffffffffffffff")
    spliced = text_of("GSP2:", theirs.certificate + mine.proof(NOW))
    assert reason(spliced, keys) is RefusalReason.FORGED
    # Not even to another certificate of the same phone.
    renewed = Phone(mine.private.private_bytes_raw())
    issuer.certify(renewed, issued=NOW + timedelta(days=7))
    assert reason(text_of("GSP2:", renewed.certificate + mine.proof(NOW)), keys) is RefusalReason.FORGED


def test_a_challenge_cannot_be_added_or_taken_away(issuer: Issuer, keys: PassKeys) -> None:
    phone = issuer.phone()
    plain, answered = phone.proof(NOW), phone.proof(NOW, b"00004711")
    added = phone.certificate + plain[:4] + b"00004711" + plain[4:]
    taken = phone.certificate + answered[:4] + answered[12:]
    assert reason(text_of("GSP2:", added), keys) is RefusalReason.FORGED
    assert reason(text_of("GSP2:", taken), keys) is RefusalReason.FORGED


@pytest.mark.parametrize("length", [1, 4, 7, 9, 16])
def test_a_challenge_of_another_length_is_no_pass(issuer: Issuer, keys: PassKeys, length: int) -> None:
    assert reason(issuer.phone().text(NOW, b"7" * length), keys) is RefusalReason.NOT_A_PASS


@pytest.mark.parametrize("tag", [16, 17, 61, 96, 97, 98])
def test_only_a_cose_sign1_is_read(issuer: Issuer, keys: PassKeys, tag: int) -> None:
    parts = cbor2.loads(bytes_of(issuer.code("GSP1:"))).value
    assert reason(text_of("GSP1:", cbor2.dumps(cbor2.CBORTag(tag, parts))), keys) is RefusalReason.NOT_A_PASS
    assert reason(text_of("GSP1:", cbor2.dumps(parts)), keys) is RefusalReason.NOT_A_PASS


def test_signatures_of_other_contexts_do_not_count(issuer: Issuer, keys: PassKeys) -> None:
    phone = issuer.phone()
    signed = phone.certificate[:58]
    phone.certificate = signed + issuer.private.sign(b"greensprout-directory-v1\x00" + signed)
    assert reason(phone.text(), keys) is RefusalReason.FORGED


@pytest.mark.parametrize("prefix", ["GSP1:", "GSC1:", "GSB1:"])
def test_every_wrong_code_of_the_platform_has_its_reason(issuer: Issuer, keys: PassKeys, prefix: str) -> None:
    other, good = Issuer(), issuer.code(prefix)
    assert reason(other.code(prefix), keys) is RefusalReason.FOREIGN
    assert reason(other.code(prefix, kid=issuer.kid), keys) is RefusalReason.FORGED
    assert reason(issuer.code(prefix, {ISS: "p-elsewhere"}), keys) is RefusalReason.FOREIGN
    assert reason(good[:-40], keys) in {RefusalReason.NOT_A_PASS, RefusalReason.FORGED}
    assert reason(good + "A" * 4096, keys) is RefusalReason.OVERSIZE
    assert reason(good, PassKeys()) is RefusalReason.NO_KEYS


@pytest.mark.parametrize("label", ["GSP1:", "GSC1:", "GSB1:", "GSP2:"])
@pytest.mark.parametrize("made_as", ["GSP1:", "GSC1:", "GSB1:", "GSP2:"])
def test_no_kind_passes_for_another(issuer: Issuer, keys: PassKeys, made_as: str, label: str) -> None:
    made = issuer.phone().text() if made_as == "GSP2:" else issuer.code(made_as)
    refused = reason(label + made[5:], keys)
    if label == made_as:
        assert refused is None
    elif "GSP2:" in {label, made_as}:
        assert refused is RefusalReason.NOT_A_PASS
    else:
        assert refused is RefusalReason.FORGED


@pytest.mark.parametrize("audience", ["", "Card", b"card", ["card"], 1])
def test_only_the_exact_audience_counts(issuer: Issuer, keys: PassKeys, audience: object) -> None:
    assert reason(issuer.code("GSC1:", {AUD: audience}), keys) is RefusalReason.FORGED
    assert reason(issuer.code("GSP1:", {AUD: audience}), keys) is RefusalReason.FORGED


def test_the_algorithm_is_ours_and_not_the_codes(issuer: Issuer, keys: PassKeys) -> None:
    """The public key as the secret of a MAC: the classic confusion."""
    claims = cbor2.loads(cbor2.loads(issuer.token({ISS: PLATFORM, SUB: RESIDENT})).value[2])
    payload = cbor2.dumps(claims | {EXP: 2**31, IAT: 0, CTI: bytes(16)})
    for tag, context, algorithm in ((17, "MAC0", 5), (18, "Signature1", 5), (18, "Signature1", -7)):
        protected = cbor2.dumps({1: algorithm, 4: issuer.kid})
        mac = hmac.digest(issuer.public, cbor2.dumps([context, protected, b"", payload]), "sha256")
        forged = cbor2.dumps(cbor2.CBORTag(tag, [protected, {}, payload, mac]))
        assert reason(text_of("GSP1:", forged), keys) in {RefusalReason.FORGED, RefusalReason.NOT_A_PASS}
    unsigned = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({4: issuer.kid}), {}, payload, b""]))
    assert reason(text_of("GSP1:", unsigned), keys) in {RefusalReason.FORGED, RefusalReason.NOT_A_PASS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/pay?x=1",
        "https://u.example.org/me#claim=2345678923456789",
        "weixin://wxpay/bizpayurl?pr=abc123",
        "wxp://f2f0abcdefghijklmnopqrstuvwxyz",
        "HTTPS://QR.ALIPAY.COM/FKX0123456789",
        "281234567890123456",
        "134567890123456789",
        "WIFI:S:home;T:WPA;P:secret;;",
        "BEGIN:VCARD\nFN:Li\nEND:VCARD",
        "6901234567892",
        "GSP1",
        "GSP1:",
        "GSP1:???",
        "GSP1:A",
        "gsp1:QED8WEX0",
        "GSP2:",
        "GSP2:QED8WEX0",
        "GSP3:QED8WEX0",
        "GSC1:QED8WEX0",
        "GSB1:QED8WEX0",
        "GSP1:" + "é" * 20,
        "GSP1:" + "٣" * 20,
        "\u202eGSP1:QED8WEX0",
        "GSP1:\u202eQED8WEX0",
        "\ufeffGSP1:QED8WEX0",
        "GSP1:\ud800",
        "GSP1:QED8\nWEX0",
        "<script>alert(1)</script>",
        "<b>GSP1:</b>",
        "'; DROP TABLE journal; --",
        "%s%n%d{0}",
        "\x00\x01\x02",
        "GSP1:\x00\x00\x00",
        "\x1b[2J\x07",
        "GSP1:1GRJL3FGWFGWFGWU5",  # CBOR tag 100 with a number beyond any date
    ],
)
def test_other_codes_are_not_passes(keys: PassKeys, text: str) -> None:
    assert reason(text, keys) is RefusalReason.NOT_A_PASS


@pytest.mark.parametrize(
    "hostile",
    [
        bytes.fromhex("9b7fffffffffffffff"),  # an array of 2⁶³ − 1 things
        bytes.fromhex("bb7fffffffffffffff"),
        bytes.fromhex("5b7fffffffffffffff"),
        b"\x81" * 390,  # nested as deep as fits
        b"\xd8\x1c\x81" * 120 + b"\xd8\x1d\x00",  # shared references
        b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",  # a decimal with an exponent beyond memory
        b"\xc5\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",  # the same as a binary fraction
        b"\xc2\x59\x01\x70" + b"\xff" * 368,  # a number of 2944 bits
        b"\xd8\x23\x78\x1d(a+)+$" + b"(a*)*" * 4 + b"bb",  # a regular expression
        b"\xd2\x84\x40\xa0\x40\x40",
        b"\xd2\x84\xa1\x04\x41\x00\xa0\x40\x40",
    ],
)
def test_hostile_cbor_is_no_pass(keys: PassKeys, hostile: bytes) -> None:
    for prefix in ("GSP1:", "GSC1:", "GSB1:", "GSP2:"):
        assert reason(text_of(prefix, hostile), keys) is RefusalReason.NOT_A_PASS


@pytest.mark.parametrize(
    "changes",
    [
        {SUB: None},
        {SUB: 5},
        {SUB: ""},
        {CTI: None},
        {CTI: b"short"},
        {EXP: None},
        {EXP: "soon"},
        {IAT: 1.5},
        {IAT: True},
        {EXP: 2**70},
        {IAT: -(2**70)},
    ],
)
@pytest.mark.parametrize("prefix", ["GSP1:", "GSC1:", "GSB1:"])
def test_a_signed_code_with_nonsense_in_it_is_no_pass(
    issuer: Issuer, keys: PassKeys, prefix: str, changes: dict[int, object]
) -> None:
    assert reason(issuer.code(prefix, changes), keys) is RefusalReason.NOT_A_PASS


def test_a_badge_is_named_once(issuer: Issuer, keys: PassKeys) -> None:
    assert reason(issuer.code("GSB1:", {SUB: "ab" * 16}), keys) is RefusalReason.NOT_A_PASS


def test_what_is_shown_holds_nothing_else_of_the_code(issuer: Issuer, keys: PassKeys) -> None:
    """A masked name that a platform may put into a claim of its own goes no further."""
    shown = authenticate(issuer.code("GSC1:", {-70001: "李*"}), keys)
    assert "李" not in repr(shown)


def test_every_byte_of_a_phone_pass_is_signed(issuer: Issuer, keys: PassKeys) -> None:
    for challenge in (b"", b"00004711"):
        good = bytes_of(issuer.phone().text(NOW, challenge))
        for position in range(len(good)):
            for bit in range(8):
                flipped = bytearray(good)
                flipped[position] ^= 1 << bit
                expected = RefusalReason.FOREIGN if position < 8 else RefusalReason.FORGED
                assert reason(text_of("GSP2:", bytes(flipped)), keys) is expected, (position, bit)


def test_every_flipped_bit_of_the_other_codes_is_refused(issuer: Issuer, keys: PassKeys) -> None:
    for prefix in ("GSP1:", "GSC1:", "GSB1:"):
        good = bytes_of(issuer.code(prefix))
        for position in range(len(good)):
            for bit in range(8):
                flipped = bytearray(good)
                flipped[position] ^= 1 << bit
                assert reason(text_of(prefix, bytes(flipped)), keys) is not None, (prefix, position, bit)


def test_every_truncation_is_refused(issuer: Issuer, keys: PassKeys) -> None:
    for text in (issuer.phone().text(), *(issuer.code(prefix) for prefix in ("GSP1:", "GSC1:", "GSB1:"))):
        for length in range(len(text)):
            assert reason(text[:length], keys) is not None, length
        raw = bytes_of(text)
        for length in range(len(raw)):
            assert reason(text[:5] + base45.b45encode(raw[:length]).decode(), keys) is not None, length


@pytest.mark.parametrize("tag", [1, 2, 4, 5, 28, 29, 30, 35, 36, 258])
def test_no_tag_of_a_stranger_is_followed(issuer: Issuer, keys: PassKeys, tag: int) -> None:
    """Tag 35 compiles a pattern, which can take a third of a second: nothing unsigned is decoded in general."""
    hostile = cbor2.CBORTag(tag, "(?i)" + "[\x01-\U0010ffff]" * 9)
    parts = cbor2.loads(bytes_of(issuer.code("GSP1:"))).value
    for framed in (hostile, cbor2.CBORTag(18, [parts[0], parts[1], hostile, parts[3]])):
        assert reason(text_of("GSP1:", cbor2.dumps(framed)), keys) is RefusalReason.NOT_A_PASS
