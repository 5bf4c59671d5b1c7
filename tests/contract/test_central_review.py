"""Two people let through what is held, or turn it down: verdicts, accounts and the kiosk's briefing follow together."""

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text, update

from central import review, revocation, roster
from central.problems import CentralError
from central.review import Outcome, Word
from central.roster import Member
from central.schema import Badge, Container, DropOff, Resident, Review
from tests.depth import examples
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of
from tests.fakes.published import briefed
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, claim_hash, drop_off_body
from tests.fakes.virtual_staff import correction_body

CODE = "23456789ABCDEFGH"
PIN_HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"
HELD_G = 21_000
POINTS, GRAMS = 630, 26_880


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def central(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as running:
        yield running


def member(central: RunningCentral, role: str) -> Member:
    """Somebody new on the roster; what their PIN is matters only to whoever identifies them."""
    badge = secrets.token_hex(16)
    with central.store.writing() as connection:
        row = {"role": role, "pin": PIN_HASH, "created_at": "2026-11-22T10:00:00.000Z"}
        connection.execute(insert(Badge).values(id=badge, expires_at="2027-11-22T10:00:00.000Z", **row))
    return Member(badge, role)


@pytest.fixture
def boss(central: RunningCentral) -> Member:
    return member(central, "supervisor")


@pytest.fixture
def helper(central: RunningCentral) -> Member:
    return member(central, "operator")


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    return central.kiosk()


def hold(kiosk: VirtualKiosk, **who: Any) -> int:
    """The number of a drop-off that is held for its weight."""
    kiosk.drop_off(HELD_G, **who)
    (line,) = body_of(kiosk.send(len(kiosk.entries)), 200, "journal_answer")["verdicts"]
    assert line["verdict"] == "held"
    seq: int = line["seq"]
    return seq


def say(central: RunningCentral, kiosk: VirtualKiosk, seq: int, who: Member, word: Word) -> Outcome:
    return review.speak(central.platform, kiosk.id, kiosk.epoch, seq, who, word)


def now(kiosk: VirtualKiosk, seq: int) -> tuple[str, str | None]:
    (line,) = body_of(kiosk.send(seq, seq), 200, "journal_answer")["verdicts"]
    return line["verdict"], line["reason"]


def sums(phone: VirtualPhone) -> tuple[int, int, int]:
    me = phone.me()
    return me["reduction_g"], me["points"], me["held"]


@pytest.mark.parametrize(
    ("word", "verdict", "after"),
    [("release", ("accepted", "released"), (GRAMS, POINTS, 0)), ("decline", ("refused", "declined"), (0, 0, 0))],
)
def test_two_people_decide_and_everything_follows(
    central: RunningCentral,
    kiosk: VirtualKiosk,
    boss: Member,
    helper: Member,
    word: Word,
    verdict: tuple[str, str],
    after: tuple[int, int, int],
) -> None:
    phone, stats = VirtualPhone.register(central.url), central.stats()
    seq = hold(kiosk, resident=phone.resident)
    assert sums(phone) == (0, 0, 1)
    assert say(central, kiosk, seq, helper, word).state == "open"
    assert (now(kiosk, seq), sums(phone)) == (("held", "over_drop_cap"), (0, 0, 1))
    assert briefed(kiosk)["revisions"] == []
    assert say(central, kiosk, seq, boss, word).state == verdict[1]
    assert (now(kiosk, seq), sums(phone)) == (verdict, after)
    (credit,) = phone.me()["credits"]
    assert (credit["verdict"], credit["reason"]) == verdict
    told = {"revision": 1, "epoch": kiosk.epoch, "seq": seq, "verdict": verdict[0], "reason": verdict[1]}
    assert briefed(kiosk)["revisions"] == [told]
    assert central.stats()["points"] == stats["points"] + POINTS, "what was weighed does not depend on a verdict"
    assert review.queue(central.platform, kiosk.id) == []


def test_the_same_word_again_adds_nothing(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    phone = VirtualPhone.register(central.url)
    seq = hold(kiosk, resident=phone.resident)
    for _ in range(3):
        assert say(central, kiosk, seq, boss, "release").state == "open"
    with central.store.reading() as connection:
        assert connection.scalar(select(func.count()).where(Review.person == boss.badge)) == 1
    for _ in range(2):
        assert say(central, kiosk, seq, helper, "release").state == "released"
    assert sums(phone) == (GRAMS, POINTS, 0)
    assert briefed(kiosk)["revision"] == 1
    with pytest.raises(CentralError, match="accepted"):
        say(central, kiosk, seq, helper, "decline")


def test_two_operators_are_not_enough(central: RunningCentral, kiosk: VirtualKiosk, boss: Member) -> None:
    seq = hold(kiosk)
    say(central, kiosk, seq, member(central, "operator"), "release")
    assert say(central, kiosk, seq, member(central, "operator"), "release") == Outcome(
        "open", "a supervisor must say the same"
    )
    assert say(central, kiosk, seq, boss, "release").state == "released"


def test_a_conflict_stays_open_until_somebody_thinks_again(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    seq = hold(kiosk)
    say(central, kiosk, seq, helper, "release")
    assert "disagree" in say(central, kiosk, seq, boss, "decline").text
    third = member(central, "supervisor")
    assert "disagree" in say(central, kiosk, seq, third, "release").text
    (item,) = review.queue(central.platform, kiosk.id)
    assert item["words"] == {helper.badge: "release", boss.badge: "decline", third.badge: "release"}
    assert say(central, kiosk, seq, boss, "release").state == "released"
    said = review.show(central.platform, kiosk.id, kiosk.epoch[:8], seq)["reviews"]
    assert [one["word"] for one in said] == ["release", "decline", "release", "release"], "nothing is taken away"


def test_who_has_left_the_staff_does_not_count(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    seq = hold(kiosk)
    say(central, kiosk, seq, boss, "release")
    roster.remove(central.platform, boss.badge)
    assert say(central, kiosk, seq, helper, "release").state == "open"
    assert say(central, kiosk, seq, member(central, "supervisor"), "release").state == "released"


def test_an_unknown_resident_who_exists_by_then_is_credited(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    late, never = "r-" + secrets.token_hex(10), "r-" + secrets.token_hex(10)
    numbers = [hold(kiosk, resident=one) for one in (late, never)]
    with central.store.writing() as connection:
        row = {"id": late, "token_hash": secrets.token_hex(32), "created_at": ""}
        connection.execute(insert(Resident).values(**row))
    for who in (boss, helper):
        outcomes = [say(central, kiosk, seq, who, "release") for seq in numbers]
    assert [one.text for one in outcomes] == ["", "credited to nobody: there is no such resident"]
    with central.store.reading() as connection:
        query = select(Resident.reduction_g, Resident.points, Resident.held).where(Resident.id == late)
        assert tuple(connection.execute(query).one()) == (GRAMS, POINTS, 0)


@pytest.mark.parametrize("claimed", ["before", "between", "after"])
def test_a_guest_s_drop_off_is_credited_whenever_it_is_claimed(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member, claimed: str
) -> None:
    phone = VirtualPhone.register(central.url)
    code = "".join(secrets.choice(CODE) for _ in range(16))
    seq = hold(kiosk, claim=claim_hash(code))
    for moment in ("before", "between", "after"):
        if moment == claimed:
            phone.claim(code)
            assert sums(phone) == ((GRAMS, POINTS, 0) if claimed == "after" else (0, 0, 1))
        if moment != "after":
            outcome = say(central, kiosk, seq, boss if moment == "before" else helper, "release")
    assert (outcome.state, outcome.text) == ("released", "")
    assert sums(phone) == (GRAMS, POINTS, 0)


def test_what_is_no_drop_off_is_reviewed_too(
    central: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    kiosk.append("boot", {})
    kiosk.send()
    later = VirtualKiosk(kiosk.url, kiosk.key)
    later.append("boot", {})
    later.send()
    (item,) = review.queue(central.platform, kiosk.id)
    assert (item["epoch"], item["seq"], item["reason"], item["net_g"]) == (later.epoch, 1, "epoch_unexplained", None)
    say(central, later, 1, boss, "release")
    say(central, later, 1, helper, "release")
    assert now(later, 1) == ("accepted", "released")


def test_what_is_not_held_is_nobody_s_to_review(central: RunningCentral, kiosk: VirtualKiosk, boss: Member) -> None:
    kiosk.drop_off(1000)
    kiosk.drop_off(100)
    kiosk.send()
    for seq, words in ((1, "accepted"), (2, "refused"), (3, "no entry 3")):
        with pytest.raises(CentralError, match=words):
            say(central, kiosk, seq, boss, "release")
    for epoch in ("f" * 32, "", "%"):
        with pytest.raises(CentralError, match="not one epoch"):
            review.speak(central.platform, kiosk.id, epoch, 1, boss, "release")
    with pytest.raises(CentralError, match="500 characters"):
        review.speak(central.platform, kiosk.id, kiosk.epoch, 1, boss, "release", "x" * 501)


def test_the_evidence_is_shown(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    seq = hold(kiosk)
    found = review.show(central.platform, kiosk.id, kiosk.epoch, seq)
    assert found["in_words"] == "heavier than one drop-off may be"
    assert found["entry"]["body"]["weighing"]["frames"] == ["022b303033323530"] * 2
    assert found["hash"] == kiosk.entries[seq - 1].hash


def test_the_whole_staff_at_once_decides_once(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    phone = VirtualPhone.register(central.url)
    numbers = [hold(kiosk, resident=phone.resident) for _ in range(3)]
    staff = [member(central, role) for role in ("supervisor", "operator") * 3]
    with ThreadPoolExecutor(6) as pool:
        acts = [pool.submit(say, central, kiosk, seq, who, "release") for who in staff for seq in numbers]
        assert {act.result(30).state for act in acts} == {"open", "released"}
    assert sums(phone) == (3 * GRAMS, 3 * POINTS, 0)
    assert [one["revision"] for one in briefed(kiosk)["revisions"]] == [1, 2, 3]
    later = VirtualKiosk(kiosk.url, kiosk.key)
    later.append("boot", {})
    later.send()
    with ThreadPoolExecutor(6) as pool:
        for act in [pool.submit(say, central, later, 1, who, "release") for who in staff]:
            act.result(30)
    assert briefed(kiosk)["revision"] == 4, "decided once, though it has no drop-off to lock"


@pytest.fixture
def on_postgres(central: RunningCentral) -> RunningCentral:
    """Only a database with several writers has these."""
    with central.store.reading() as connection:
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite has one writer at a time")
    return central


def wait_for_lock(central: RunningCentral) -> None:
    """Return when a session waits for a lock."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + 30
    while True:
        with central.store.reading() as connection:
            if connection.scalar(query):
                return
        assert time.monotonic() < deadline


def test_a_claim_waits_for_the_decision_under_way(on_postgres: RunningCentral, kiosk: VirtualKiosk) -> None:
    central, phone = on_postgres, VirtualPhone.register(on_postgres.url)
    code = "".join(secrets.choice(CODE) for _ in range(16))
    seq = hold(kiosk, claim=claim_hash(code))
    where = (DropOff.claim == claim_hash(code), DropOff.seq == seq)
    with ThreadPoolExecutor(1) as pool:
        with central.store.writing() as connection:
            connection.execute(update(DropOff).where(*where).values(verdict="accepted", reason="released"))
            claimed = pool.submit(phone.claim, code)
            wait_for_lock(central)
        assert claimed.result(30).json()["points"] == POINTS
    assert sums(phone) == (GRAMS, POINTS, 0)


def test_a_decision_that_waits_keeps_no_resident_waiting(
    on_postgres: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    central, phone = on_postgres, VirtualPhone.register(on_postgres.url)
    kiosk.append("drop_off", drop_off_body(9000, container="clothing-1", resident=phone.resident))
    kiosk.append("correction", correction_body(boss.badge, "clothing-1", (kiosk.epoch, 1), 9000, 1000))
    body_of(kiosk.send(), 200, "journal_answer")
    say(central, kiosk, 2, boss, "release")
    with ThreadPoolExecutor(1) as pool:
        with central.store.writing() as connection:
            connection.execute(select(Container.id).where(Container.kiosk == kiosk.id).with_for_update())
            decided = pool.submit(say, central, kiosk, 2, helper, "release")
            wait_for_lock(central)
            theirs = select(Resident.id).where(Resident.id == phone.resident)
            connection.execute(theirs.with_for_update(nowait=True))  # as a range does that holds the container
        assert decided.result(30).state == "released"
    assert sums(phone) == (1280, 30, 0)


def test_a_decision_waits_for_the_claim_under_way(
    on_postgres: RunningCentral, kiosk: VirtualKiosk, boss: Member, helper: Member
) -> None:
    central, phone = on_postgres, VirtualPhone.register(on_postgres.url)
    claim = claim_hash("".join(secrets.choice(CODE) for _ in range(16)))
    seq = hold(kiosk, claim=claim)
    say(central, kiosk, seq, boss, "release")
    with ThreadPoolExecutor(1) as pool:
        with central.store.writing() as connection:
            connection.execute(update(DropOff).where(DropOff.claim == claim).values(credited_to=phone.resident))
            connection.execute(update(Resident).where(Resident.id == phone.resident).values(held=1))
            decided = pool.submit(say, central, kiosk, seq, helper, "release")
            wait_for_lock(central)
        assert decided.result(30).state == "released"
    assert sums(phone) == (GRAMS, POINTS, 0)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["release", "decline"])), max_size=8))
def test_nothing_but_two_with_a_supervisor_decides(central: RunningCentral, words: list[tuple[int, Word]]) -> None:
    phone, kiosk = VirtualPhone.register(central.url), central.kiosk()
    staff = [member(central, role) for role in ("supervisor", "supervisor", "operator", "operator")]
    seq = hold(kiosk, resident=phone.resident)
    newest: dict[int, str] = {}
    decided = ""
    for who, word in words:
        newest[who] = word
        if not decided and len(newest) > 1 and len(set(newest.values())) == 1 and min(newest) < 2:
            decided = word
        if decided and word != decided:
            with pytest.raises(CentralError):
                say(central, kiosk, seq, staff[who], word)
        else:
            state = say(central, kiosk, seq, staff[who], word).state
            assert state == {"": "open", "release": "released", "decline": "declined"}[decided]
    expected = {"": (0, 0, 1), "release": (GRAMS, POINTS, 0), "decline": (0, 0, 0)}[decided]
    assert sums(phone) == expected


def test_a_revoked_badge_is_nobody(central: RunningCentral) -> None:
    badge = roster.add(central.platform, "operator", "482913")
    assert roster.identify(central.platform, badge.id[:8], "482913") == Member(badge.id, "operator")
    with pytest.raises(CentralError, match="not the PIN"):
        roster.identify(central.platform, badge.id, "482914")
    with central.store.writing() as connection:
        revocation.revoke(connection, central.platform, "badge", [badge.id])
    with pytest.raises(CentralError, match="not on the roster"):
        roster.identify(central.platform, badge.id, "482913")
