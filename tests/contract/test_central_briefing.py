"""What the platform tells one kiosk alone: only to that kiosk, once for each request, revisions in their order."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from central import checkpoint, revocation, roster
from central.problems import CentralError
from central.revisions import AT_ONCE
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.published import briefed, published
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, claim_hash, drop_off_body

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=5)
A_SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path: Any, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path, new_database(request.param)) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


def ask(kiosk: VirtualKiosk, **signing: Any) -> requests.Response:
    return kiosk.http.send(kiosk.http.prepare_request(kiosk.briefing_request(**signing)), timeout=30)


def test_the_roster_is_told_to_kiosks_only(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    before = briefed(kiosk)
    badge = roster.add(central.platform, "supervisor", "482913")
    after = briefed(kiosk)
    assert (before["staff"], after["kiosk"]) == ([], kiosk.id)
    assert [(one["badge"], one["role"]) for one in after["staff"]] == [(badge.id, "supervisor")]
    assert after["version"] > before["version"]
    assert "staff" not in published(central.url)
    roster.remove(central.platform, badge.id)
    assert briefed(kiosk)["staff"] == []
    assert briefed(kiosk)["version"] > after["version"]


def test_a_request_is_answered_once(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    prepared = kiosk.http.prepare_request(kiosk.briefing_request())
    assert kiosk.http.send(prepared, timeout=30).status_code == 200
    central.clock.advance(2 * WINDOW)
    problem_of(kiosk.http.send(prepared, timeout=30), 401, "signature-stale")
    ahead = kiosk.http.prepare_request(kiosk.briefing_request(now=central.clock() + WINDOW))
    assert kiosk.http.send(ahead, timeout=30).status_code == 200
    for _ in range(3):
        problem_of(kiosk.http.send(ahead, timeout=30), 401, "signature-stale")
        central.clock.advance(WINDOW)
        assert ask(kiosk, now=central.clock()).status_code == 200, "others go on, and old nonces are cleared away"


def test_another_kiosk_may_have_the_same_nonce(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    for one in (kiosk, central.kiosk()):
        assert ask(one, nonce="n").status_code == 200
    problem_of(ask(kiosk, nonce="n"), 401, "signature-stale")
    problem_of(ask(kiosk, nonce="n" * 65), 400, "malformed")


@pytest.mark.parametrize(
    ("off", "status"), [(-WINDOW - A_SECOND, 401), (-WINDOW, 200), (WINDOW, 200), (WINDOW + A_SECOND, 401)]
)
def test_it_must_be_signed_now(kiosk: VirtualKiosk, off: timedelta, status: int) -> None:
    assert ask(kiosk, now=NOW + off).status_code == status


def test_only_the_kiosk_itself_may_ask(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    other = VirtualKiosk(central.url)
    problem_of(ask(other), 403, "kiosk-unknown")
    request = kiosk.briefing_request()
    request.url = request.url.replace(kiosk.id, central.kiosk().id)
    problem_of(kiosk.http.send(kiosk.http.prepare_request(request), timeout=30), 401, "signature-invalid")
    path = f"{central.url}/v1/briefing?kiosk={kiosk.id}&after=0"
    problem_of(requests.get(path, timeout=30), 401, "signature-invalid")
    for query in ("", "?kiosk=7&after=0", f"?kiosk={kiosk.id}", f"?kiosk={kiosk.id}&after=-1"):
        problem_of(requests.get(f"{central.url}/v1/briefing{query}", timeout=30), 400, "malformed")
    revocation.revoke_kiosk(central.platform, kiosk.id)
    problem_of(ask(kiosk), 403, "revoked")


def test_revisions_come_in_their_order_and_five_hundred_at_once(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    phone, code = VirtualPhone.register(central.url), "".join(secrets.choice("23456789ABC") for _ in range(16))
    count = AT_ONCE + 20
    for minute in range(count):
        moment = (NOW - timedelta(seconds=20 * (count - minute))).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        kiosk.append("drop_off", drop_off_body(20_000, claim=claim_hash(code)), occurred_at=moment, boot=moment)
    body_of(kiosk.send(), 200, "journal_answer")
    assert phone.claim(code).status_code == 200  # one of them fills the day; all others are held
    first = briefed(kiosk)
    assert [one["revision"] for one in first["revisions"]] == list(range(1, AT_ONCE + 1))
    assert first["revision"] == count - 1
    rest = briefed(kiosk, after=AT_ONCE)
    assert [one["revision"] for one in rest["revisions"]] == list(range(AT_ONCE + 1, count))
    assert {(one["verdict"], one["reason"]) for one in rest["revisions"]} == {("held", "over_day_cap")}
    assert briefed(kiosk, after=10**17)["revisions"] == []


def announced(kiosk: VirtualKiosk) -> tuple[int, int]:
    kiosk.append("boot", {})
    answer = body_of(kiosk.send(len(kiosk.entries)), 200, "journal_answer")
    return answer["briefing_version"], answer["briefing_revision"]


def test_an_upload_is_told_which_briefing_is_in_force(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    other, seen = central.kiosk(), []

    def agrees() -> None:
        briefing = briefed(kiosk)
        seen.append(announced(kiosk))
        assert seen[-1] == (briefing["version"], briefing["revision"])

    agrees()
    badge = roster.add(central.platform, "supervisor", "482913")
    agrees()
    roster.remove(central.platform, badge.id)
    agrees()
    assert checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 1) == 2
    assert announced(kiosk) == (seen[2][0], 2)
    assert seen[0] < seen[1] < seen[2]
    assert announced(other) == (seen[2][0], 0), "revisions are each kiosk's own"


# a key that somebody else has


def test_what_comes_behind_the_last_good_entry_is_held(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    phone = VirtualPhone.register(central.url)
    for _ in range(4):
        kiosk.drop_off(1000, resident=phone.resident)
    kiosk.drop_off(100)
    kiosk.send()
    later = VirtualKiosk(kiosk.url, kiosk.key)
    later.drop_off(1000, resident=phone.resident)
    later.send()
    assert checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 2) == 3
    assert (phone.me()["points"], phone.me()["held"]) == (60, 3)
    kiosk.drop_off(1000, resident=phone.resident)
    answer = body_of(kiosk.send(), 200, "journal_answer")
    held = ("held", "revoked_kiosk")
    verdicts = [(line["verdict"], line["reason"]) for line in answer["verdicts"]]
    assert verdicts == [("accepted", None)] * 2 + [held] * 2 + [("refused", "too_light"), held]
    assert (phone.me()["points"], phone.me()["held"]) == (60, 4)
    later.drop_off(1000)
    assert body_of(later.send(2), 200, "journal_answer")["verdicts"][0]["reason"] == "revoked_kiosk"
    assert kiosk.id in published(central.url)["revoked"]
    problem_of(ask(kiosk), 403, "revoked")
    problem_of(kiosk.enrol(central.invite()), 403, "revoked")


def test_earlier_epochs_stand(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.drop_off(1000)
    kiosk.send()
    later = VirtualKiosk(kiosk.url, kiosk.key)
    before = {"epoch": kiosk.epoch, "seq": 1, "hash": kiosk.head}
    later.append("epoch_opened", {"reason": "restored", "before": before})
    later.send()
    assert checkpoint.revoke_after(central.platform, kiosk.id, later.epoch, 0) == 1
    assert body_of(kiosk.send(), 200, "journal_answer")["verdicts"][0]["verdict"] == "accepted"
    assert body_of(later.send(), 200, "journal_answer")["verdicts"][0]["reason"] == "revoked_kiosk"


def test_only_an_entry_that_is_there_can_be_the_last(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    kiosk.append("boot", {})
    kiosk.send()
    for epoch, seq in ((kiosk.epoch, 2), ("f" * 32, 1)):
        with pytest.raises(CentralError, match="has sent no entry"):
            checkpoint.revoke_after(central.platform, kiosk.id, epoch, seq)
    revocation.revoke_kiosk(central.platform, kiosk.id)
    with pytest.raises(CentralError, match="revoked already"):
        checkpoint.revoke_after(central.platform, kiosk.id, kiosk.epoch, 1)
    kiosk.append("boot", {})
    problem_of(kiosk.send(2), 403, "revoked")
