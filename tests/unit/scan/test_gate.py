"""The gate: who may pass now, at this kiosk, with this picture."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.clock import ClockTrust
from kiosk.core.errors import RefusalReason
from kiosk.core.events import BadgeSeen, DirectoryAdopted, PassKind, PassRefused, ResidentSeen, StaffMember, StaffRole
from kiosk.scan.gate import ECHO_MS, Gate
from kiosk.scan.seen import SeenPasses
from tests.fakes.passes import NOW, RESIDENT, FloorManualClock, Issuer, gate_for

BADGE = "ba" * 16
OPERATOR = StaffMember(BADGE, StaffRole.OPERATOR, "$argon2id$")
S = timedelta(seconds=1)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def clock() -> FloorManualClock:
    return FloorManualClock(wall=NOW)


@pytest.fixture
def gate(issuer: Issuer, clock: FloorManualClock) -> Gate:
    return gate_for(issuer, clock)


def reason(gate: Gate, text: str) -> RefusalReason | None:
    judged = gate.judge(text)
    return judged.reason if isinstance(judged, PassRefused) else None


def test_a_phone_pass_is_a_resident(gate: Gate, issuer: Issuer) -> None:
    phone = issuer.phone()
    seen = gate.judge(phone.text() + "\r\n")
    assert isinstance(seen, ResidentSeen)
    assert seen == ResidentSeen(RESIDENT, phone.pass_id, PassKind.PHONE, seen.digest, agreed=True)
    assert len(seen.digest) == 32


def test_an_online_pass_and_a_card_are_residents(gate: Gate, issuer: Issuer) -> None:
    online, card = issuer.code("GSP1:", code_id=b"\x01" * 16), issuer.code("GSC1:", code_id=b"\x02" * 16)
    assert gate.judge(online) == ResidentSeen(RESIDENT, "01" * 16, PassKind.ONLINE, "01" * 16)
    assert gate.judge(card) == ResidentSeen(RESIDENT, "02" * 16, PassKind.CARD, "")


def test_whether_somebody_agreed_is_asked_by_pseudonym(issuer: Issuer, clock: FloorManualClock) -> None:
    agreed: set[str] = set()
    gate = Gate(clock, SeenPasses(clock), agreed.__contains__)
    gate.adopt(issuer.directory())
    phone = issuer.phone()
    first = gate.judge(phone.text())
    assert isinstance(first, ResidentSeen)
    assert not first.agreed
    agreed.add(RESIDENT)
    again = gate.judge(phone.text(NOW + S))
    assert isinstance(again, ResidentSeen)
    assert again.agreed


@pytest.mark.parametrize(
    "text", ["", "\ud800", "GSP1:\udfff", "\x00", "\u202eGSP2:", "<b>", "A" * 4096, "\u202e" * 4096]
)
def test_whatever_a_scanner_sends_is_answered(gate: Gate, text: str) -> None:
    assert reason(gate, text) in {RefusalReason.NOT_A_PASS, RefusalReason.OVERSIZE}


# --- when ---


@pytest.mark.parametrize(
    ("shown_after_s", "expected"),
    [
        (-91, RefusalReason.NOT_YET_VALID),
        (-90, None),
        (0, None),
        (90, None),
        (91, RefusalReason.EXPIRED),
        (86_400, RefusalReason.EXPIRED),
    ],
)
@pytest.mark.parametrize("trust", [ClockTrust.TRUSTED, ClockTrust.HOLDOVER])
def test_a_phone_pass_is_good_for_ninety_seconds(
    gate: Gate,
    issuer: Issuer,
    clock: FloorManualClock,
    trust: ClockTrust,
    shown_after_s: int,
    expected: RefusalReason | None,
) -> None:
    clock.trusted = trust
    phone = issuer.phone(issued=NOW - timedelta(days=1))
    clock.wall = NOW + shown_after_s * S
    assert reason(gate, phone.text(NOW)) is expected


def test_a_certificate_ends(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    phone = issuer.phone(days=14)
    clock.wall = NOW + timedelta(days=14) + 90 * S
    assert reason(gate, phone.text(clock.wall)) is None
    clock.wall += S
    assert reason(gate, phone.text(clock.wall)) is RefusalReason.EXPIRED


def test_a_certificate_from_the_future_waits(gate: Gate, issuer: Issuer) -> None:
    assert reason(gate, issuer.phone(issued=NOW + 91 * S).text(NOW)) is RefusalReason.NOT_YET_VALID
    assert reason(gate, issuer.phone(issued=NOW + 90 * S).text(NOW)) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOW - 90 * S, None),
        (NOW - 91 * S, RefusalReason.NOT_YET_VALID),
        (NOW + 690 * S, None),
        (NOW + 691 * S, RefusalReason.EXPIRED),
    ],
)
def test_an_online_pass_is_good_for_ten_minutes(
    gate: Gate, issuer: Issuer, clock: FloorManualClock, now: datetime, expected: RefusalReason | None
) -> None:
    clock.wall = now
    assert reason(gate, issuer.code("GSP1:")) is expected


@pytest.mark.parametrize(("prefix", "years"), [("GSC1:", 3), ("GSB1:", 1)])
def test_a_card_and_a_badge_are_good_for_years(
    issuer: Issuer, clock: FloorManualClock, prefix: str, years: int
) -> None:
    gate = gate_for(issuer, clock)
    gate.adopt(issuer.directory(2, staff=[OPERATOR]))
    code = issuer.code(prefix, code_id=bytes.fromhex(BADGE))
    clock.wall = NOW + timedelta(days=365 * years)
    assert reason(gate, code) is None
    clock.advance(91_000)
    assert reason(gate, code) is RefusalReason.EXPIRED


class TestAKioskThatWokeUpIn1970:
    @pytest.fixture
    def clock(self) -> FloorManualClock:
        clock = FloorManualClock(wall=datetime(1970, 1, 1, tzinfo=UTC), trusted=ClockTrust.UNKNOWN)
        clock.raise_floor(NOW - timedelta(hours=3))  # the last entry in the journal, say
        return clock

    def test_takes_a_fresh_pass(self, gate: Gate, issuer: Issuer) -> None:
        assert reason(gate, issuer.phone().text(NOW)) is None
        assert reason(gate, issuer.code("GSP1:")) is None

    def test_refuses_what_is_certainly_old(self, gate: Gate, issuer: Issuer) -> None:
        yesterday = NOW - timedelta(days=1)
        phone = issuer.phone(issued=yesterday)
        assert reason(gate, phone.text(NOW - timedelta(hours=3) - 91 * S)) is RefusalReason.EXPIRED
        assert reason(gate, phone.text(NOW - timedelta(hours=3) - 90 * S)) is None
        assert reason(gate, issuer.code("GSP1:", issued=yesterday)) is RefusalReason.EXPIRED

    def test_refuses_what_was_signed_after_its_certificate_or_before_it(self, gate: Gate, issuer: Issuer) -> None:
        phone = issuer.phone(days=14)
        assert reason(gate, phone.text(NOW + timedelta(days=14) + S)) is RefusalReason.EXPIRED
        assert reason(gate, phone.text(NOW - 91 * S)) is RefusalReason.EXPIRED
        assert reason(gate, phone.text(NOW + timedelta(days=14))) is None

    def test_learns_the_time_from_the_platforms_signature_only(
        self, gate: Gate, issuer: Issuer, clock: FloorManualClock
    ) -> None:
        assert reason(gate, issuer.phone(issued=NOW).text(NOW + timedelta(days=5))) is None
        assert clock.floor == NOW
        assert reason(gate, issuer.phone(issued=NOW - timedelta(days=1)).text(NOW - 91 * S)) is RefusalReason.EXPIRED

    def test_takes_no_picture_twice_however_long_it_sleeps(
        self, gate: Gate, issuer: Issuer, clock: FloorManualClock
    ) -> None:
        text = issuer.phone().text(NOW)
        assert reason(gate, text) is None
        clock.advance(2 * 86_400_000)
        assert reason(gate, text) is RefusalReason.REPLAYED


def test_a_refused_code_teaches_no_time(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    before = clock.floor
    gate.judge(issuer.phone(issued=NOW + timedelta(days=300)).text(NOW))
    gate.judge(Issuer().code("GSP1:"))
    assert clock.floor == before


# --- once ---


def test_a_scanner_that_reads_twice_is_not_heard_twice(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    gate.adopt(issuer.directory(2, staff=[OPERATOR]))
    badge = issuer.code("GSB1:", code_id=bytes.fromhex(BADGE))
    for text in (issuer.phone().text(), issuer.code("GSP1:"), issuer.code("GSC1:"), badge):
        assert isinstance(gate.judge(text), ResidentSeen | BadgeSeen)
        clock.advance(400)
        assert gate.judge(text) is None
        clock.advance(400)
        assert gate.judge(f"{text}\r") is None


def test_the_echo_ends_three_seconds_after_the_acceptance(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    phone, card = issuer.phone(), issuer.code("GSC1:")
    text = phone.text()
    gate.judge(text)
    gate.judge(card)
    clock.advance(ECHO_MS - 1)
    assert gate.judge(text) is None
    clock.advance(1)
    assert gate.judge(text) == PassRefused(RefusalReason.REPLAYED, phone.pass_id)
    assert isinstance(gate.judge(card), ResidentSeen)


def test_a_refused_code_has_no_echo(gate: Gate) -> None:
    assert gate.judge("WIFI:S:home;;") == gate.judge("WIFI:S:home;;") == PassRefused(RefusalReason.NOT_A_PASS)


def test_a_picture_works_once_and_the_next_one_works_again(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    phone, online = issuer.phone(), issuer.code("GSP1:")
    assert reason(gate, phone.text()) is reason(gate, online) is None
    clock.advance(60_000)
    assert reason(gate, phone.text()) is reason(gate, online) is RefusalReason.REPLAYED
    assert reason(gate, phone.text(clock.wall)) is None


def test_a_picture_is_remembered_across_restarts(issuer: Issuer, clock: FloorManualClock) -> None:
    disk: dict[str, int] = {}
    text = issuer.phone().text()
    gate_for(issuer, clock, SeenPasses(clock, (), disk.__setitem__)).judge(text)
    assert list(disk.values()) == [int((NOW + timedelta(days=14) + 90 * S).timestamp())]
    clock.elapsed_ms = 0
    restarted = gate_for(issuer, clock, SeenPasses(clock, disk.items(), disk.__setitem__))
    assert reason(restarted, text) is RefusalReason.REPLAYED
    assert len(disk) == 1


def test_another_kiosk_cannot_know(issuer: Issuer, clock: FloorManualClock) -> None:
    """The remaining risk: the platform finds the same digest in two journals."""
    text = issuer.phone().text()
    here, there = gate_for(issuer, clock).judge(text), gate_for(issuer, clock).judge(text)
    assert isinstance(here, ResidentSeen)
    assert here == there


def test_a_refused_picture_is_not_remembered(issuer: Issuer, clock: FloorManualClock) -> None:
    seen = SeenPasses(clock)
    gate = gate_for(issuer, clock, seen)
    phone = issuer.phone()
    gate.judge(phone.text(NOW - 91 * S))
    gate.judge(phone.text(NOW, b"00004711"))
    gate.judge(Issuer().phone().text())
    gate.adopt(issuer.directory(2, revoked=[RESIDENT]))
    gate.judge(phone.text())
    assert seen.count == 0


@pytest.mark.expects_log("kiosk.scan.seen")
def test_when_no_more_can_be_remembered_no_more_is_accepted(issuer: Issuer, clock: FloorManualClock) -> None:
    gate = gate_for(issuer, clock, SeenPasses(clock, capacity=2))
    phone = issuer.phone()
    assert [reason(gate, phone.text(NOW + n * S)) for n in range(3)] == [None, None, RefusalReason.REPLAYED]
    assert reason(gate, issuer.code("GSC1:")) is None


# --- challenge ---


def test_a_challenge_is_answered_by_the_right_number_only(gate: Gate, issuer: Issuer) -> None:
    phone = issuer.phone()
    gate.expect_challenge(b"00004711")
    for refused in (phone.text(), phone.text(NOW, b"00004712"), issuer.code("GSP1:"), issuer.code("GSC1:")):
        assert reason(gate, refused) is RefusalReason.REPLAYED
    assert isinstance(gate.judge(phone.text(NOW, b"00004711")), ResidentSeen)


def test_a_challenge_is_answered_once(gate: Gate, issuer: Issuer) -> None:
    phone = issuer.phone()
    gate.expect_challenge(b"00004711")
    assert reason(gate, phone.text(NOW, b"00004711")) is None
    assert reason(gate, phone.text(NOW + S, b"00004711")) is RefusalReason.REPLAYED
    assert reason(gate, phone.text(NOW + S)) is None


def test_an_answer_that_nobody_asked_for_is_a_replay(gate: Gate, issuer: Issuer) -> None:
    phone = issuer.phone()
    assert gate.judge(phone.text(NOW, b"00004711")) == PassRefused(RefusalReason.REPLAYED, phone.pass_id)
    gate.expect_challenge(b"00004711")
    gate.expect_challenge(None)
    assert reason(gate, phone.text(NOW, b"00004711")) is RefusalReason.REPLAYED


def test_a_badge_needs_no_challenge(gate: Gate, issuer: Issuer) -> None:
    gate.adopt(issuer.directory(2, staff=[OPERATOR]))
    gate.expect_challenge(b"00004711")
    assert gate.judge(issuer.code("GSB1:", code_id=bytes.fromhex(BADGE))) == BadgeSeen(BADGE, StaffRole.OPERATOR)
    assert reason(gate, issuer.phone().text(NOW, b"00004711")) is None


def test_a_challenge_has_eight_bytes(gate: Gate) -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        gate.expect_challenge(b"4711")


# --- what the directory says ---


def test_nobody_is_known_before_the_first_directory(issuer: Issuer, clock: FloorManualClock) -> None:
    gate = Gate(clock, SeenPasses(clock), lambda _resident: True)
    for text in (issuer.phone().text(), issuer.code("GSP1:"), issuer.code("GSC1:"), issuer.code("GSB1:")):
        assert gate.judge(text) == PassRefused(RefusalReason.NO_KEYS)


def test_the_gate_believes_only_the_newest_directory(gate: Gate, issuer: Issuer) -> None:
    other = Issuer()
    gate.adopt(other.directory(2))
    assert gate.judge(issuer.phone().text()) == PassRefused(RefusalReason.FOREIGN)
    assert isinstance(gate.judge(other.phone().text()), ResidentSeen)


def test_several_keys_are_believed_while_they_rotate(gate: Gate, issuer: Issuer) -> None:
    new = Issuer()
    gate.adopt(DirectoryAdopted(2, issuer.platform, ((issuer.kid, issuer.public), (new.kid, new.public)), ""))
    assert isinstance(gate.judge(issuer.phone().text()), ResidentSeen)
    assert isinstance(gate.judge(new.phone().text()), ResidentSeen)


def test_every_kind_can_be_revoked_by_its_id(gate: Gate, issuer: Issuer) -> None:
    lost, kept = issuer.phone(), issuer.phone()
    codes = {prefix: issuer.code(prefix, code_id=prefix.encode() + bytes(11)) for prefix in ("GSP1:", "GSC1:", "GSB1:")}
    ids = {prefix: (prefix.encode() + bytes(11)).hex() for prefix in codes}
    staff = [StaffMember(ids["GSB1:"], StaffRole.OPERATOR, "")]
    gate.adopt(issuer.directory(2, revoked=[lost.pass_id, *ids.values()], staff=staff))
    assert gate.judge(lost.text()) == PassRefused(RefusalReason.REVOKED, lost.pass_id)
    for prefix, text in codes.items():
        assert gate.judge(text) == PassRefused(RefusalReason.REVOKED, ids[prefix])
    assert isinstance(gate.judge(kept.text()), ResidentSeen)


def test_a_revoked_resident_is_refused_with_everything(gate: Gate, issuer: Issuer) -> None:
    gate.adopt(issuer.directory(2, revoked=[RESIDENT]))
    for text in (issuer.phone().text(), issuer.code("GSP1:"), issuer.code("GSC1:")):
        assert reason(gate, text) is RefusalReason.REVOKED
    assert isinstance(gate.judge(issuer.phone("r-ffffffffffffffffffff").text()), ResidentSeen)


def test_an_older_directory_does_not_bring_the_revoked_back(gate: Gate, issuer: Issuer) -> None:
    phone = issuer.phone()
    gate.adopt(issuer.directory(3, revoked=[phone.pass_id]))
    gate.adopt(issuer.directory(2))
    assert reason(gate, phone.text()) is RefusalReason.REVOKED
    gate.adopt(issuer.directory(4))
    assert reason(gate, phone.text()) is None


def test_another_platform_begins_its_own_versions(gate: Gate, issuer: Issuer) -> None:
    gate.adopt(issuer.directory(7))
    moved = Issuer(platform="p-chengdu")
    gate.adopt(moved.directory(1))
    assert isinstance(gate.judge(moved.code("GSP1:")), ResidentSeen)


def test_a_badge_has_the_role_of_the_roster(gate: Gate, issuer: Issuer, clock: FloorManualClock) -> None:
    text = issuer.code("GSB1:", code_id=bytes.fromhex(BADGE))
    assert gate.judge(text) == PassRefused(RefusalReason.REVOKED, BADGE)  # not on the roster
    gate.adopt(issuer.directory(2, staff=[OPERATOR]))
    assert gate.judge(text) == BadgeSeen(BADGE, StaffRole.OPERATOR)
    gate.adopt(issuer.directory(3))
    clock.advance(ECHO_MS)
    assert gate.judge(text) == PassRefused(RefusalReason.REVOKED, BADGE)
