"""Whatever is shown to the gate, it answers with a reason or with a person that two signatures stand behind."""

import base45
import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.core.clock import ClockTrust
from kiosk.core.errors import RefusalReason
from kiosk.core.events import PassRefused, ResidentSeen, StaffMember, StaffRole
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses
from tests.fakes.passes import NOW, RESIDENT, FloorManualClock, Issuer, Phone, bytes_of, gate_for, text_of

PREFIXES = ["GSP1:", "GSP2:", "GSC1:", "GSB1:"]
BADGE = b"\xba" * 16
PAST_REASONS = {RefusalReason.REPLAYED, RefusalReason.EXPIRED}


class World:
    """One platform, two phones, and one good code of each kind."""

    def __init__(self) -> None:
        self.issuer = Issuer()
        self.phones = [self.issuer.phone(), self.issuer.phone("r-ffffffffffffffffffff")]
        codes = [self.issuer.code(prefix, code_id=BADGE) for prefix in ("GSP1:", "GSC1:", "GSB1:")]
        self.good = [*codes, self.phones[0].text(), self.phones[0].text(NOW, b"00004711")]

    def gate(self) -> Gate:
        """Fresh, so that nothing is an echo or a replay."""
        gate = gate_for(self.issuer, FloorManualClock(wall=NOW))
        gate.adopt(self.issuer.directory(2, staff=[StaffMember(BADGE.hex(), StaffRole.OPERATOR, "")]))
        return gate


@pytest.fixture(scope="module")
def world() -> World:
    return World()


prefixes = st.sampled_from(PREFIXES)


@given(text=st.text(max_size=700))
def test_no_text_is_a_pass(world: World, text: str) -> None:
    assert isinstance(world.gate().judge(text), PassRefused)


@given(prefix=prefixes, text=st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), max_size=595))
def test_no_alphanumeric_text_is_a_pass(world: World, prefix: str, text: str) -> None:
    assert isinstance(world.gate().judge(prefix + text), PassRefused)


@given(prefix=prefixes, raw=st.binary(max_size=390) | st.binary(min_size=190, max_size=198))
def test_no_bytes_are_a_pass(world: World, prefix: str, raw: bytes) -> None:
    assert isinstance(world.gate().judge(text_of(prefix, raw)), PassRefused)


@given(head=st.integers(0, 3), tail=st.binary(min_size=132, max_size=140))
def test_no_bytes_under_a_known_key_are_a_phone_pass(world: World, head: int, tail: bytes) -> None:
    """The rest random behind a true key id, a true resident, a true certificate."""
    start = world.phones[0].certificate[: (8, 18, 50, 122)[head]]
    raw = (start + tail * 2)[:190]
    assert world.gate().judge(text_of("GSP2:", raw)) == PassRefused(RefusalReason.FORGED)


@given(tag=st.integers(0, 2**64 - 1), inner=st.integers(-(2**64), 2**64 - 1) | st.floats() | st.text() | st.binary())
def test_no_tagged_cbor_is_a_pass(world: World, tag: int, inner: object) -> None:
    raw = cbor2.dumps(cbor2.CBORTag(tag, inner))[:390]
    assert isinstance(world.gate().judge(text_of("GSP1:", raw)), PassRefused)


@given(which=st.integers(0, 4), flips=st.sets(st.integers(0, 200 * 8), min_size=1, max_size=5))
def test_flipped_bits_are_enough(world: World, which: int, flips: set[int]) -> None:
    text = world.good[which]
    raw = bytearray(bytes_of(text))
    for flip in {flip % (len(raw) * 8) for flip in flips}:
        raw[flip // 8] ^= 1 << flip % 8
    assert isinstance(world.gate().judge(text_of(text[:5], bytes(raw))), PassRefused)


@given(which=st.integers(0, 4), cut=st.integers(0, 600), label=prefixes)
def test_a_cut_or_relabelled_code_is_no_pass(world: World, which: int, cut: int, label: str) -> None:
    text = world.good[which]
    assert isinstance(world.gate().judge(text[: cut % len(text)]), PassRefused)
    if label != text[:5]:
        assert isinstance(world.gate().judge(label + text[5:]), PassRefused)


@given(which=st.integers(0, 4), noise=st.binary(min_size=1, max_size=40))
def test_what_is_appended_changes_nothing_or_spoils_the_code(world: World, which: int, noise: bytes) -> None:
    """Trailing bytes may never turn one code into a second one: the same id comes out, or nothing."""
    text = world.good[which]
    judged = world.gate().judge(text_of(text[:5], bytes_of(text) + noise))
    good = world.gate().judge(text)
    assert isinstance(judged, PassRefused) or judged == good


@given(
    cuts=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 4)), min_size=5, max_size=5),
)
def test_spliced_passes_of_two_phones_are_refused(world: World, cuts: list[tuple[int, int]]) -> None:
    """Each field of a pass (certificate body, its signature, time, challenge, signature) from any of ten passes."""
    sources = [[p.text(NOW, b"0000471%d" % n) for n in range(5)] for p in world.phones]
    fields = ((0, 58), (58, 122), (122, 126), (126, 134), (134, 198))
    raw = b"".join(
        bytes_of(sources[phone][text])[start:end] for (phone, text), (start, end) in zip(cuts, fields, strict=True)
    )
    whole = {bytes_of(text) for texts in sources for text in texts}
    judged = world.gate().judge(text_of("GSP2:", raw))
    assert isinstance(judged, PassRefused)
    assert judged.reason is (RefusalReason.REPLAYED if raw in whole else RefusalReason.FORGED)


@given(seed=st.binary(min_size=32, max_size=32))
def test_no_other_platform_is_believed(world: World, seed: bytes) -> None:
    other = Issuer(seed)
    assert world.gate().judge(other.phone().text()) == PassRefused(RefusalReason.FOREIGN)
    claimed = other.certify(Phone(), kid=world.issuer.kid)
    assert world.gate().judge(claimed.text()) == PassRefused(RefusalReason.FORGED)
    for prefix in ("GSP1:", "GSC1:", "GSB1:"):
        assert world.gate().judge(other.code(prefix)) == PassRefused(RefusalReason.FOREIGN)


class OnePictureOnce(RuleBasedStateMachine):
    """Whatever the clocks do, and however often the kiosk restarts, no picture is a resident twice."""

    def __init__(self) -> None:
        super().__init__()
        self.issuer = Issuer()
        self.phone = self.issuer.phone()
        self.clock = FloorManualClock(wall=NOW)
        self.disk: dict[str, int] = {}
        self.pictures: list[str] = []
        self.accepted: list[str] = []
        self.restart()

    @rule()
    def restart(self) -> None:
        self.clock.elapsed_ms = 0
        seen = SeenPasses(self.clock, self.disk.items(), self.disk.__setitem__)
        self.gate = gate_for(self.issuer, self.clock, seen)

    @rule(skew_s=st.integers(-120, 120))
    def photograph(self, skew_s: int) -> None:
        at = max(0, min(self.clock.latest_known().timestamp() + skew_s, 2**32 - 1))
        self.pictures.append(self.phone.text(NOW.fromtimestamp(at, NOW.tzinfo)))

    @rule(which=st.integers(0))
    def show(self, which: int) -> None:
        if self.pictures:
            text = self.pictures[which % len(self.pictures)]
            judged = self.gate.judge(text)
            if isinstance(judged, ResidentSeen):
                assert judged.resident == RESIDENT
                self.accepted.append(text)
            elif isinstance(judged, PassRefused) and text in self.accepted:
                assert judged.reason in PAST_REASONS | {RefusalReason.NOT_YET_VALID}

    @rule(ms=st.integers(0, 200_000))
    def wait(self, ms: int) -> None:
        self.clock.advance(ms)

    @rule(days=st.integers(-4000, 4000))
    def leap(self, days: int) -> None:
        self.clock.wall = NOW.fromtimestamp(max(0, NOW.timestamp() + days * 86_400), NOW.tzinfo)

    @rule(trust=st.sampled_from(ClockTrust))
    def doubt(self, trust: ClockTrust) -> None:
        self.clock.trusted = trust

    @invariant()
    def once(self) -> None:
        assert len(self.accepted) == len(set(self.accepted))
        assert self.clock.floor <= NOW  # nothing but the certificate's own date has moved it


TestOnePictureOnce = OnePictureOnce.TestCase


@given(text=st.text(max_size=50) | st.binary(max_size=300).map(lambda raw: base45.b45encode(raw).decode()))
def test_nothing_refused_is_kept(world: World, text: str) -> None:
    clock = FloorManualClock(wall=NOW)
    seen = SeenPasses(clock)
    gate = gate_for(world.issuer, clock, seen)
    for prefix in ("", *PREFIXES):
        gate.judge(prefix + text)
    assert seen.count == 0
    assert gate._accepted_ms == {}  # the one place where a fingerprint could stay
