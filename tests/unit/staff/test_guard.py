"""PINs judged by real argon2id on a real ledger thread: five tries, then longer and longer waits."""

import json
import logging
import queue
from collections.abc import Callable, Iterator
from datetime import timedelta

import argon2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock
from kiosk.core.events import PinJudged, StaffMember, StaffRole
from kiosk.ledger import Ledger, LedgerWorker, Recorder
from kiosk.staff.guard import FIRST_WAIT_MS, LONGEST_WAIT_MS, TRIES, PinGuard, wait_after_ms

PATIENCE_S = 20.0
BADGE, OTHER, UNKNOWN = "ab" * 16, "cd" * 16, "ef" * 16
PIN, OTHER_PIN, WRONG = "271828", "314159", "161803"
_quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ROSTER = (
    StaffMember(BADGE, StaffRole.OPERATOR, _quick.hash(PIN)),
    StaffMember(OTHER, StaffRole.SUPERVISOR, _quick.hash(OTHER_PIN)),
)


class Post:
    """A guard at work; ``restart`` begins anew on the same ledger."""

    def __init__(self, ledger: Ledger, clock: ManualClock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.bugs: list[BaseException] = []
        self.begin()

    def begin(self) -> None:
        self.worker = LedgerWorker(self.bugs.append)
        recorder = Recorder(self.ledger, self.worker, self.answers.put)
        self.guard = PinGuard(self.ledger, recorder.submit, self.clock, self.answers.put)
        self.guard.adopt(ROSTER)
        self.worker.start()

    def restart(self) -> None:
        self.worker.stop()
        self.clock.elapsed_ms, self.clock.boot = 0, "another-boot"
        self.begin()

    def check(self, pin: str, badge: str = BADGE) -> PinJudged:
        self.guard.check(badge, pin)
        return self._answer()

    def look_up(self, badge: str = BADGE) -> PinJudged:
        self.guard.look_up(badge)
        return self._answer()

    def lock(self) -> PinJudged:
        return [self.check(WRONG) for _ in range(TRIES)][-1]

    def actions(self) -> list[tuple[str, str, str]]:
        entries = [json.loads(stored.entry) for stored in self.ledger.all_entries()]
        bodies = [entry["body"] for entry in entries if entry["kind"] == "staff_action"]
        return [(body["badge"], body["role"], body["action"]) for body in bodies]

    def _answer(self) -> PinJudged:
        answer = self.answers.get(timeout=PATIENCE_S)
        assert isinstance(answer, PinJudged)
        return answer


@pytest.fixture
def post(ledger: Ledger, clock: ManualClock) -> Iterator[Post]:
    post = Post(ledger, clock)
    yield post
    post.worker.stop()
    assert post.bugs == []


def wrong(tries_left: int, wait_ms: int = 0, badge: str = BADGE) -> PinJudged:
    return PinJudged(badge, right=False, tries_left=tries_left, wait_ms=wait_ms)


def right(badge: str = BADGE) -> PinJudged:
    return PinJudged(badge, right=True, tries_left=TRIES, wait_ms=0)


def test_the_right_pin_is_right_and_stands_in_the_journal(post: Post) -> None:
    assert post.look_up() == wrong(TRIES)
    assert post.check(PIN) == right()
    assert post.actions() == [(BADGE, "operator", "unlocked")]


def test_each_badge_has_its_own_pin(post: Post) -> None:
    assert post.check(OTHER_PIN) == wrong(4)
    assert post.check(OTHER_PIN, OTHER) == right(OTHER)


def test_five_wrong_ones_and_a_wait_that_doubles(post: Post) -> None:
    assert [post.check(WRONG) for _ in range(TRIES)] == [
        *(wrong(left) for left in (4, 3, 2, 1)),
        wrong(0, FIRST_WAIT_MS),
    ]
    assert post.check(PIN) == wrong(0, FIRST_WAIT_MS)  # not even the right one
    post.clock.advance(FIRST_WAIT_MS)
    assert post.look_up() == wrong(1)
    assert post.check(WRONG) == wrong(0, 2 * FIRST_WAIT_MS)
    post.clock.advance(2 * FIRST_WAIT_MS)
    assert post.check(PIN) == right()
    assert [action for *_, action in post.actions()] == ["locked_out", "locked_out", "unlocked"]


def test_a_try_during_the_wait_costs_nothing_and_is_not_told_twice(post: Post) -> None:
    post.lock()
    for _ in range(3):
        post.check(WRONG)
    post.clock.advance(FIRST_WAIT_MS)
    assert post.check(WRONG) == wrong(0, 2 * FIRST_WAIT_MS)
    assert [action for *_, action in post.actions()] == ["locked_out", "locked_out"]


def test_the_right_pin_forgives_the_wrong_ones(post: Post) -> None:
    assert [post.check(WRONG).tries_left for _ in range(4)] == [4, 3, 2, 1]
    assert post.check(PIN) == right()
    assert post.check(WRONG) == wrong(4)


def test_one_badge_locked_locks_no_other(post: Post) -> None:
    post.lock()
    assert post.check(OTHER_PIN, OTHER) == right(OTHER)


def test_failures_survive_a_restart(post: Post) -> None:
    for _ in range(3):
        post.check(WRONG)
    post.restart()
    assert post.look_up() == wrong(2)


def test_a_wait_begins_anew_at_a_restart_and_is_not_journaled_again(post: Post) -> None:
    post.lock()
    post.clock.advance(FIRST_WAIT_MS - 1)
    post.restart()
    assert post.check(PIN) == wrong(0, FIRST_WAIT_MS)
    post.clock.advance(FIRST_WAIT_MS - 1)
    assert post.check(PIN) == wrong(0, 1)
    post.clock.advance(1)
    assert post.check(PIN) == right()
    assert [action for *_, action in post.actions()] == ["locked_out", "unlocked"]


@pytest.mark.parametrize("days", [-4000, 4000])
def test_setting_the_clock_shortens_no_wait(post: Post, days: int) -> None:
    post.lock()
    post.clock.wall += timedelta(days=days)
    assert post.check(PIN) == wrong(0, FIRST_WAIT_MS)


def test_a_try_is_counted_before_it_is_judged(ledger: Ledger, clock: ManualClock) -> None:
    """Whoever pulls the plug at the first sign of a wrong PIN has spent the try all the same."""
    seen: list[int] = []

    class Watching:
        """The roster, read while a PIN is being judged."""

        def get(self, badge: str) -> StaffMember:
            seen.append(ledger.pin_failures(badge))
            return ROSTER[0]

        def values(self) -> tuple[StaffMember, ...]:
            return ROSTER

    guard = PinGuard(ledger, lambda job: job(), clock, lambda _answer: None)
    guard._roster = Watching()  # type: ignore[assignment]
    guard.check(BADGE, WRONG)
    assert seen == [1]


def test_a_badge_that_is_on_no_roster_is_judged_like_any_other(post: Post) -> None:
    for pin in (PIN, OTHER_PIN):  # also by the PINs of others
        assert post.check(pin, UNKNOWN).right is False
    assert [post.check(PIN, UNKNOWN).wait_ms for _ in range(3)] == [0, 0, FIRST_WAIT_MS]
    assert post.actions() == []


def test_a_roster_is_replaced_whole(post: Post) -> None:
    assert post.guard.staff_known
    post.guard.adopt(ROSTER[1:])
    assert post.check(PIN) == wrong(4)
    post.guard.adopt(())
    assert not post.guard.staff_known
    assert post.check(PIN) == wrong(3)  # and nobody can be unlocked any more


@pytest.mark.expects_log("kiosk.staff.guard")
@pytest.mark.parametrize(
    "broken",
    ["$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$!$!", ROSTER[0].pin_hash[:-4]],
    ids=["no parameters", "no salt", "cut off"],
)
def test_a_hash_that_cannot_be_used_unlocks_nothing(post: Post, broken: str) -> None:
    post.guard.adopt((StaffMember(BADGE, StaffRole.OPERATOR, broken),))
    assert post.check(PIN) == wrong(4)


def test_no_pin_is_logged_or_kept(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    post.lock()
    post.check(PIN, OTHER)
    assert not {WRONG, PIN} & set(caplog.text.split())
    assert WRONG not in caplog.text
    assert BADGE in caplog.text
    assert all(WRONG.encode() not in stored.entry for stored in post.ledger.all_entries())


@given(st.integers(0, 10_000))
def test_waits_only_grow_and_end(failures: int) -> None:
    assert wait_after_ms(failures) <= wait_after_ms(failures + 1) <= LONGEST_WAIT_MS
    assert (wait_after_ms(failures) == 0) == (failures < TRIES)


def test_waits_are_those_that_are_promised() -> None:
    assert [wait_after_ms(n) // 1000 for n in range(4, 14)] == [0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_nothing_is_judged_on_the_asking_thread(ledger: Ledger, clock: ManualClock) -> None:
    jobs: list[Callable[[], None]] = []
    answers: list[object] = []
    guard = PinGuard(ledger, jobs.append, clock, answers.append)
    guard.adopt(ROSTER)
    guard.check(BADGE, PIN)
    assert (len(jobs), answers, ledger.pin_failures(BADGE)) == (1, [], 0)
    jobs[0]()
    assert answers == [right()]
