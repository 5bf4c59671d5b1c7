"""A resident's own account is what the journal says, counted by hand; what has lost its bytes leaves sums alone."""

import json
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.account import LAST_ACTS, Account, Act, ActVerdict, Month, last_months
from kiosk.core.acts import HoldReason, Resident
from kiosk.core.clock import LOCAL_TIME, ManualClock, local_day
from kiosk.core.journal import Verdict
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.accounts import OF_RESIDENT, account_seen
from kiosk.ledger.corrections import append_correction, standings
from kiosk.ledger.retention import shrink
from kiosk.ledger.store import driver_of
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.unit.ledger.test_corrections import put_right

DAY_MS = 86_400_000
KEEP = timedelta(days=30)
LI = Resident("r-" + "5" * 20, "6" * 32)
WU = Resident("r-" + "7" * 20, "8" * 32)
PEOPLE = (LI, WU, None)
Entries = dict[int, dict[str, Any]]


def of(ledger: Ledger, clock: ManualClock, who: Resident = LI) -> Account:
    seen = account_seen(ledger, who.resident, local_day(clock.now()))
    assert seen.resident == who.resident
    return seen.account


def acknowledge(ledger: Ledger, *verdicts: Verdict) -> None:
    epoch, seq = ledger.backlog().epoch, ledger.totals().entries
    head_hash = ledger.hash_at(epoch, seq)
    assert head_hash is not None
    ledger.acknowledge(epoch, seq, head_hash, ())
    for verdict in verdicts:
        ledger.acknowledge(epoch, seq, head_hash, [verdict])


def sums(account: Account) -> tuple[int, int, int, int]:
    return account.drop_offs, account.net_g, account.reduction_g, account.points


class ByHand:
    """Everything that was ever in the journal, and which of it has lost its bytes as what."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._entries: Entries = {}
        self._left: list[tuple[str, Act]] = []

    def read(self) -> None:
        """Look at the journal before something may be gone from it."""
        for stored in self._ledger.all_entries():
            if stored.entry:
                self._entries[stored.seq] = json.loads(stored.entry)

    def account(self, resident: str, months: Sequence[str]) -> Account:
        """What the account must say."""
        self.read()
        acts = [self._act(seq) for seq in self._of(resident) if seq not in self._gone()]
        counted = [act for act in acts if act.verdict in ("pending", "accepted")]
        counted += [act for who, act in self._left if who == resident and act.verdict == "accepted"]
        held = [act for act in acts if act.verdict == "held"]
        kinds = sorted({act.material for act in counted})
        return Account(
            drop_offs=len(counted),
            net_g=sum(act.net_g for act in counted),
            reduction_g=sum(act.reduction_g for act in counted),
            points=sum(act.points for act in counted),
            held=len(held),
            held_g=sum(act.net_g for act in held),
            materials=tuple((kind, sum(act.net_g for act in counted if act.material == kind)) for kind in kinds),
            months=tuple(self._month(month, counted) for month in months),
            acts=tuple(reversed(acts[-LAST_ACTS:])),
        )

    def shrink(self, now: datetime) -> None:
        """Let the ledger shrink, and remember what each that goes had come to."""
        self.read()
        before, standing = self._gone(), {seq: self._act(seq) for seq in self._all()}
        shrink(self._ledger, now, KEEP)
        for seq in self._gone() - before:
            if seq in standing:
                self._left.append((self._entries[seq]["body"]["resident"], standing[seq]))

    @staticmethod
    def _month(month: str, acts: Sequence[Act]) -> Month:
        mine = [act for act in acts if act.day.startswith(month)]
        figures = (sum(act.net_g for act in mine), sum(act.reduction_g for act in mine), sum(a.points for a in mine))
        return Month(month, *figures)

    def _gone(self) -> set[int]:
        return {stored.seq for stored in self._ledger.all_entries() if not stored.entry}

    def _all(self) -> list[int]:
        return [seq for seq, entry in self._entries.items() if entry["kind"] == "drop_off"]

    def _of(self, resident: str) -> list[int]:
        return [seq for seq in self._all() if self._entries[seq]["body"]["resident"] == resident]

    def _act(self, seq: int) -> Act:
        body = self._entries[seq]["body"]
        figures = [body["net_g"], body["reduction_g"], body["points"]]
        corrections = [e["body"] for e in self._entries.values() if e["kind"] == "correction"]
        corrections = [each for each in corrections if each["of"]["seq"] == seq]
        for each in corrections:
            figures = [each["net_g"], figures[1] + each["delta_reduction_g"], figures[2] + each["delta_points"]]
        voided = any(each["action"] == "void" for each in corrections)
        day = datetime.fromisoformat(self._entries[seq]["occurred_at"]).astimezone(LOCAL_TIME).date().isoformat()
        verdict = ActVerdict.VOID if voided else self._verdict(seq, held=body["hold"] is not None)
        return Act(day, body["material"], figures[0], figures[1], figures[2], verdict, corrected=bool(corrections))

    def _verdict(self, seq: int, *, held: bool) -> ActVerdict:
        words = {verdict.seq: verdict.verdict for verdict in self._ledger.open_verdicts()}
        if seq in words:
            return ActVerdict(words[seq])
        if seq <= self._ledger.totals().acked_seq:
            return ActVerdict.ACCEPTED
        return ActVerdict.HELD if held else ActVerdict.PENDING


DROPS = st.tuples(
    st.just("drop"),
    st.sampled_from(PEOPLE),
    st.sampled_from(["clothing", "books"]),
    st.integers(20, 1990).map(lambda tens: tens * 10),
    st.booleans(),
)
CORRECTIONS = st.tuples(st.just("correct"), st.integers(0, 9), st.sampled_from([0, 500, 12_340]))
JUDGED = st.tuples(st.just("judge"), st.integers(0, 9), st.sampled_from(["accepted", "held", "refused"]))
DAYS = st.tuples(st.just("days"), st.sampled_from([1, 20, 200]))
OTHERS = st.sampled_from([("acknowledge",), ("shrink",), ("shrink",)])
STORIES = st.lists(st.one_of(DROPS, DROPS, DROPS, CORRECTIONS, JUDGED, DAYS, OTHERS), min_size=10, max_size=30)


def play(story: list[tuple[Any, ...]], ledger: Ledger, clock: ManualClock, rules: Rulebook, by_hand: ByHand) -> None:
    for what, *told in story:
        drops = standings(ledger)
        match what, told:
            case "drop", [who, material, net_g, held]:
                hold = HoldReason.CERTIFICATE_EXPIRED if held else None
                ledger.append_drop_off(drop_off(rules, net_g, material=material, who=who, hold=hold))
            case "correct", [index, net_g] if index < len(drops) and not drops[index].voided:
                append_correction(ledger, put_right(drops[index], net_g))
            case "judge", [index, word] if index < len(drops):
                acknowledge(ledger, Verdict(drops[index].seq, word, None))
            case "acknowledge", _ if ledger.totals().entries:
                acknowledge(ledger)
            case "days", [days]:
                clock.advance(days * DAY_MS)
            case "shrink", _ if ledger.totals().entries:
                acknowledge(ledger)
                clock.advance(31 * DAY_MS)
                by_hand.shrink(clock.now())


@settings(max_examples=15)
@given(STORIES)
def test_it_is_what_the_journal_says(rules: Rulebook, story: list[tuple[Any, ...]]) -> None:
    clock = ManualClock()
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "kiosk", clock, create=True)
        try:
            by_hand = ByHand(ledger)
            play(story, ledger, clock, rules, by_hand)
            months = last_months(local_day(clock.now()))
            for who in (LI, WU):
                assert of(ledger, clock, who) == by_hand.account(who.resident, months)
            assert verify(ledger, signatures=False).problems == []
        finally:
            ledger.close()


def test_a_stranger_has_nothing_and_twelve_months_of_it(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    ledger.append_drop_off(drop_off(rules, who=WU))
    ledger.append_drop_off(drop_off(rules))
    account = of(ledger, clock)
    assert account == Account(months=tuple(Month(month) for month in last_months(local_day(clock.now()))))
    assert (account.months[0].month, account.months[-1].month) == ("2025-12", "2026-11")


def test_a_month_begins_at_midnight_here(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    clock.wall = datetime(2026, 10, 31, 23, 59, tzinfo=LOCAL_TIME)
    ledger.append_drop_off(drop_off(rules, 1000, who=LI))
    clock.advance(60_000)
    ledger.append_drop_off(drop_off(rules, 2000, who=LI))
    assert [month.net_g for month in of(ledger, clock).months[-2:]] == [1000, 2000]


def test_what_waits_for_people_and_what_was_refused_is_not_in_the_sums(
    ledger: Ledger, clock: ManualClock, rules: Rulebook
) -> None:
    for _ in range(3):
        ledger.append_drop_off(drop_off(rules, 1000, who=LI))
    acknowledge(ledger, Verdict(1, "held", "over_drop_cap"), Verdict(2, "refused", "arithmetic"))
    account = of(ledger, clock)
    assert sums(account) == (1, 1000, 1280, 30)
    assert (account.held, account.held_g) == (1, 1000)
    assert [act.verdict for act in account.acts] == ["accepted", "refused", "held"]


def test_months_outlive_the_bytes_and_days_do_not(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    for net_g in (1000, 2000):
        ledger.append_drop_off(drop_off(rules, net_g, who=LI))
    acknowledge(ledger)
    before = of(ledger, clock)
    clock.advance(31 * DAY_MS)
    assert shrink(ledger, clock.now(), KEEP) == 2
    after = of(ledger, clock)
    assert (sums(after), after.materials, after.months[:-1]) == (sums(before), before.materials, before.months[1:])
    assert after.acts == ()
    for days, oldest in ((312, 3000), (1, 0)):  # the last day of the twelfth month, and the day after
        ledger.append_drop_off(drop_off(rules, 500))
        acknowledge(ledger)
        clock.advance(days * DAY_MS)
        assert shrink(ledger, clock.now(), timedelta()) > 0
        assert of(ledger, clock).months[0].net_g == oldest
    old = of(ledger, clock)
    assert (sums(old), old.materials) == (sums(before), before.materials)
    assert all(month.net_g == 0 for month in old.months)
    with ledger.store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT DISTINCT month FROM account_month").scalars().all()
    assert kept == [""], "nobody can tell any more in which month it was"


def test_only_the_rows_of_that_resident_are_read(ledger: Ledger) -> None:
    with ledger.store.reading() as connection:
        plan = [row[3] for row in driver_of(connection).execute(f"EXPLAIN QUERY PLAN {OF_RESIDENT}", (LI.resident,))]
    assert plan[0] == "SEARCH d USING INDEX drop_off_by_resident (resident=?)"
    assert not [step for step in plan if "SCAN" in step or "TEMP B-TREE" in step]
