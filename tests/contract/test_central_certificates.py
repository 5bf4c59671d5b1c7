"""A phone's key is certified, listed and revoked; the passes that it makes hold at a real kiosk's gate."""

import struct
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central import revocation
from kiosk.core.errors import RefusalReason
from kiosk.core.events import PassKind, PassRefused, ResidentSeen
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.passes import Phone
from tests.fakes.published import decode, gate_at, published
from tests.fakes.virtual_kiosk import VirtualPhone, drop_off_body, shown_by


@pytest.fixture
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def account(central: RunningCentral) -> VirtualPhone:
    return VirtualPhone.register(central.url)


def certified(account: VirtualPhone, phone: Phone | None = None) -> Phone:
    phone = phone or Phone()
    answer = body_of(account.certify(phone.public), 201, "certificate_answer")
    phone.certificate = decode(answer["certificate"])
    assert answer["pass_id"] == phone.pass_id
    return phone


def phones(account: VirtualPhone) -> list[tuple[str, bool]]:
    me = body_of(account.call("GET", "/v1/me"), 200, "me")
    return [(phone["pass_id"], phone["revoked"]) for phone in me["certificates"]]


def test_the_bytes_are_those_of_the_contract(central: RunningCentral, account: VirtualPhone) -> None:
    phone = Phone()
    answer = body_of(account.certify(phone.public), 201, "certificate_answer")
    now = central.clock()
    assert answer["expires_at"] == "2026-12-06T10:00:00.000Z"
    assert answer["server_time"] == "2026-11-22T10:00:00.000Z"
    assert answer["valid_seconds"] == 14 * 86_400
    certificate = decode(answer["certificate"])
    assert len(certificate) == 122
    (key,) = published(central.url)["pass_keys"]
    assert certificate[:8].hex() == key["kid"]
    assert "r-" + certificate[8:18].hex() == account.resident
    assert certificate[18:50] == phone.public
    issued_at = int(now.timestamp())
    assert struct.unpack(">II", certificate[50:58]) == (issued_at, issued_at + 14 * 86_400)
    public = Ed25519PublicKey.from_public_bytes(decode(key["public_key"]))
    public.verify(certificate[58:], b"greensprout-certificate-v1\x00" + certificate[:58])
    with pytest.raises(InvalidSignature):
        public.verify(certificate[58:], certificate[:58])


def test_the_phone_s_own_passes_hold_at_a_kiosk(central: RunningCentral, account: VirtualPhone) -> None:
    phone = certified(account)
    later = central.clock() + timedelta(days=13)
    gate = gate_at(published(central.url), later)
    seen = gate.judge(phone.text(later))
    assert isinstance(seen, ResidentSeen)
    assert (seen.resident, seen.pass_id, seen.kind) == (account.resident, phone.pass_id, PassKind.PHONE)
    assert gate.judge(Phone().text(later)) == PassRefused(RefusalReason.NOT_A_PASS)


def test_a_renewal_leaves_the_older_certificate_good(central: RunningCentral, account: VirtualPhone) -> None:
    phone = certified(account)
    older = phone.text(central.clock() + timedelta(days=7))
    first = phone.pass_id
    central.clock.advance(timedelta(days=7))
    certified(account, phone)
    assert phone.pass_id != first
    gate = gate_at(published(central.url), central.clock())
    assert isinstance(gate.judge(older), ResidentSeen)
    assert isinstance(gate.judge(phone.text(central.clock())), ResidentSeen)
    assert phones(account) == [(phone.pass_id, False)]


def test_expired_certificates_leave_the_list(central: RunningCentral, account: VirtualPhone) -> None:
    certified(account)
    central.clock.advance(timedelta(days=14))
    assert phones(account) == []


def test_a_lost_phone_is_refused_with_all_its_certificates(central: RunningCentral, account: VirtualPhone) -> None:
    lost, kept = certified(account), certified(account)
    overlapping = lost.text(central.clock() + timedelta(days=1))
    first = lost.pass_id
    central.clock.advance(timedelta(days=1))
    certified(account, lost)
    before = published(central.url)
    assert account.lose(lost.pass_id).status_code == 204
    after = published(central.url)
    assert after["version"] == before["version"] + 1
    assert after["revoked"] == sorted([first, lost.pass_id])
    gate = gate_at(after, central.clock())
    for text, of in ((overlapping, first), (lost.text(central.clock()), lost.pass_id)):
        assert gate.judge(text) == PassRefused(RefusalReason.REVOKED, of)
    assert isinstance(gate.judge(kept.text(central.clock())), ResidentSeen)
    assert dict(phones(account)) == {lost.pass_id: True, kept.pass_id: False}
    problem_of(account.certify(lost.public), 403, "revoked")
    assert account.lose(lost.pass_id).status_code == 204
    assert published(central.url)["version"] == after["version"]


def test_nobody_revokes_another_s_phone(central: RunningCentral, account: VirtualPhone) -> None:
    phone = certified(account)
    problem_of(VirtualPhone.register(central.url).lose(phone.pass_id), 404, "not-found")
    problem_of(account.lose("f" * 32), 404, "not-found")
    problem_of(VirtualPhone(central.url, "r-", "nobody").lose(phone.pass_id), 401, "token-unknown")
    assert published(central.url)["revoked"] == []


@pytest.mark.parametrize("body", [{}, {"public_key": ""}, {"public_key": "A" * 42}, {"public_key": "A" * 44}, [], 7])
def test_what_is_no_key(account: VirtualPhone, body: object) -> None:
    problem_of(account.call("POST", "/v1/me/certificates", json=body), 400, "malformed")


def test_a_revoked_resident_gets_nothing_more(central: RunningCentral, account: VirtualPhone) -> None:
    phone = certified(account)
    kiosk = central.kiosk()
    online = account.call("POST", "/v1/me/passes").json()["pass"]
    revocation.revoke_resident(central.platform, account.resident)
    for path, body in (("passes", {}), ("certificates", {"public_key": "A" * 43}), ("claims", {"code": "2" * 16})):
        problem_of(account.call("POST", f"/v1/me/{path}", json=body), 403, "revoked")
    problem_of(account.link("GSC1:"), 403, "revoked")
    gate = gate_at(published(central.url), central.clock())
    for text in (phone.text(central.clock()), online):
        refused = gate.judge(text)
        assert isinstance(refused, PassRefused)
        assert refused.reason is RefusalReason.REVOKED
    kiosk.append("drop_off", drop_off_body(3250, **shown_by("phone", account.resident, phone.pass_id, "d" * 32)))
    (line,) = body_of(kiosk.send(), 200, "journal_answer")["verdicts"]
    assert (line["verdict"], line["reason"]) == ("held", "revoked")
    assert account.me()["held"] == 1


def test_a_revocation_is_carried_until_nothing_can_be_meant_by_it(
    central: RunningCentral, account: VirtualPhone
) -> None:
    old = certified(account)
    account.lose(old.pass_id)
    central.clock.advance(timedelta(days=14) + revocation.REMEMBERED)
    new = certified(account)
    account.lose(new.pass_id)
    assert published(central.url)["revoked"] == [new.pass_id]
    kiosk = central.kiosk()  # the platform itself forgets nothing
    kiosk.append("drop_off", drop_off_body(3250, **shown_by("phone", account.resident, old.pass_id)))
    assert kiosk.send().json()["verdicts"][0]["reason"] == "revoked"


def test_a_revoked_kiosk_is_turned_away(central: RunningCentral) -> None:
    kiosk, other = central.kiosk(), central.kiosk()
    kiosk.append("boot", {})
    assert kiosk.send().status_code == 200
    revocation.revoke_kiosk(central.platform, kiosk.id)
    kiosk.append("boot", {})
    problem_of(kiosk.send(), 403, "revoked")
    problem_of(kiosk.enrol(central.invite()), 403, "revoked")
    assert central.stats()["entries"] == 1
    assert central.needs(kiosk.id) == []
    assert kiosk.id in published(central.url)["revoked"]
    other.append("boot", {})
    assert body_of(other.send(), 200, "journal_answer")["directory_version"] == published(central.url)["version"]
