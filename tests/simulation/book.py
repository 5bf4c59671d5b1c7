"""What the town knows by itself about one kiosk, and what must agree with it after every step."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kiosk.core.events import Receipt
from kiosk.core.journal import StoredEntry, Totals
from kiosk.core.plate import ScaleMode
from kiosk.ledger.entry import GENESIS, entry_hash
from kiosk.ledger.verify import check_end, verify
from kiosk.session.context import Context
from kiosk.session.inputs import Tick
from kiosk.session.machine import next_deadline_ms, step
from kiosk.session.states import Attract, Credited, Finished, OutOfService, Recovered, Saving, SessionState
from tests.simulation.box import Box
from tests.simulation.scale import CREEP_SHARE

_MOST_TICKS = 40
_CLOCKS_AGREE = timedelta(days=2)
Key = tuple[str, int]


@dataclass
class Book:
    """``history`` is every entry that was ever durable, by epoch; ``entries`` are those that lie on the disk now.

    ``told``: what a screen has said is credited. ``restored`` says that a backup was put back once.
    """

    box: Box
    told: dict[Key, Receipt] = field(default_factory=dict)
    entries: list[StoredEntry] = field(default_factory=list)
    history: dict[str, list[StoredEntry]] = field(default_factory=dict)
    drop_offs: dict[Key, dict[str, Any]] = field(default_factory=dict)
    consents: set[str] = field(default_factory=set)
    weighings: set[str] = field(default_factory=set)
    sessions_by_digest: dict[str, str] = field(default_factory=dict)
    wrong_pins: dict[str, int] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)
    _saving_g: int = 0
    _emptied: int = 0
    _accepted: dict[str, tuple[int, int]] = field(default_factory=dict)
    lost: set[Key] = field(default_factory=set)
    restored: int = 0
    unheld_g: int = 0
    readings: int = 0
    checked: int = 0
    sums: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    _seen: tuple[object, ...] = ()

    # --- while it happens ---

    def see(self, state: SessionState) -> None:
        """A new screen. What it says about credits must be durable at this very moment."""
        match state.phase:
            case Saving(weight=weight):
                self._saving_g = weight.net_g
                return
            case Credited(visit=visit) if visit.receipts[-1].net_g != self._saving_g:
                raise AssertionError(f"{self._saving_g} g confirmed, {visit.receipts[-1].net_g} g shown as credited")
            case Credited(visit=visit) | Finished(visit=visit):
                shown = visit.receipts
            case Recovered(receipts=receipts):
                shown = receipts
            case _:
                return
        fresh = [receipt for receipt in shown if (receipt.session, receipt.line) not in self.told]
        if not fresh:
            return
        parts = self.box.parts
        assert parts is not None
        with self.box.disk.calm():
            durable = parts.ledger.receipts(fresh[0].session)
        for receipt in fresh:
            assert receipt in durable, f"shown and not durable: line {receipt.line}, {receipt.net_g} g"
            self.told[receipt.session, receipt.line] = receipt

    def see_pass(self, digest: str) -> None:
        """A showing was accepted. Once it is written down, it must never be accepted again."""
        assert digest not in self.noted, "the same picture of a pass was accepted again"
        self._accepted[digest] = self._run

    @property
    def _run(self) -> tuple[int, int]:
        """Which start this is, and how often the disk has failed: what was asked for in one run has been done in it."""
        return self.box.boots, sum(self.box.disk.struck.values())

    def hear_pin(self, badge: str, *, right: bool) -> None:
        """The screen has judged a PIN."""
        self.wrong_pins[badge] = 0 if right else self.wrong_pins.get(badge, 0) + 1

    # --- after every step ---

    def check(self, *, thoroughly: bool) -> None:
        """Everything that can be seen from outside."""
        parts = self.box.parts
        if parts is None:
            return
        with self.box.disk.calm():
            totals = parts.ledger.totals()
            seen = (totals, self.box.boots, len(self.told), self.box.idle, dict(self.wrong_pins), len(self._accepted))
            if seen == self._seen and not thoroughly:
                return
            self._seen = seen
            self._read(totals.entries)
            problems = check_end(parts.ledger)
            assert not problems, f"the newest entries: {problems[:3]}"
            self._check_sums(totals)
            if thoroughly:
                self._check_everything(signatures=False)
            self._check_told()
            self._check_pins()
        if not parts.broken and not parts.worker.waiting:
            self.noted.update(digest for digest, run in self._accepted.items() if run == self._run)
            self._accepted.clear()
        self._check_clock()
        self._check_way_out(parts.controller.state)
        self.checked += 1

    def check_whole(self) -> None:
        """Once more, with every signature."""
        with self.box.disk.calm():
            self._check_everything(signatures=True)

    def _read(self, count: int) -> None:
        parts = self.box.parts
        assert parts is not None
        assert count >= len(self.entries), f"the journal has {count} entries and had {len(self.entries)}"
        while len(self.entries) < count:
            for stored in parts.ledger.page(len(self.entries), count).entries:
                self._take(stored)

    def _take(self, stored: StoredEntry) -> None:
        table = json.loads(stored.entry)
        assert entry_hash(stored.entry) == stored.hash, f"entry {stored.seq}: hash"
        own = self.history.setdefault(table["epoch"], [])
        assert stored.seq == len(own) + 1, f"entry {stored.seq} after {len(own)} of its epoch"
        assert table["prev_hash"] == (own[-1].hash.hex() if own else GENESIS), f"entry {stored.seq}: chain"
        own.append(stored)
        self.entries.append(stored)
        match table["kind"]:
            case "drop_off":
                self._take_drop_off(table["body"])
            case "consent":
                self.consents.add(table["body"]["resident"])

    def _take_drop_off(self, body: dict[str, Any]) -> None:
        key, weighing = (body["session"], body["line"]), body["weighing"]["id"]
        assert key not in self.drop_offs, "one line of a session twice"
        assert weighing not in self.weighings, "one weighing twice"
        assert body["resident"] is None or body["resident"] in self.consents, "a resident without consent"
        assert (body["resident"] is None) != (body["claim"] is None), "nobody, or two people"
        digest = body["pass_digest"]
        if digest is not None:
            known = self.sessions_by_digest.setdefault(digest, body["session"])
            assert known == body["session"], "one picture of a pass in two visits"
        self.weighings.add(weighing)
        self._count(key, body)
        self._check_weight(body)

    def _count(self, key: Key, body: dict[str, Any]) -> None:
        self.drop_offs[key] = body
        for index, value in enumerate((1, body["net_g"], body["reduction_g"], body["points"])):
            self.sums[index] += value

    def _check_weight(self, body: dict[str, Any]) -> None:
        scale = self.box.scale
        truth = scale.truths[body["weighing"]["id"]]
        interval_g = scale.plate.interval_g
        if scale.heap.mode is ScaleMode.PLATFORM:
            excess_g, allowed_g = body["net_g"] - truth.lay_g, interval_g + CREEP_SHARE * body["net_g"]
            assert excess_g <= allowed_g, f"{body['net_g']} g credited, {truth.lay_g:.0f} g lay there"
            if truth.honest:
                assert -excess_g <= allowed_g, f"{body['net_g']} g credited, {truth.lay_g:.0f} g lay there"
        elif body["hold"] is None:
            if truth.emptied != self._emptied:
                self._emptied, self.unheld_g, self.readings = truth.emptied, 0, 0
            self.unheld_g += body["net_g"]
            self.readings += 1
            allowed_g = interval_g * (self.readings + 26) + CREEP_SHARE * (self.unheld_g + 100_000)
            assert self.unheld_g - truth.lay_g <= allowed_g, (
                f"{self.unheld_g} g credited since it was emptied, {truth.lay_g:.0f} g put in"
            )

    def _check_sums(self, totals: Totals) -> None:
        expected = (len(self.entries), *self.sums, self.entries[-1].hash.hex())
        stored = (
            *(totals.entries, totals.drop_offs, totals.weight_g, totals.reduction_g, totals.points),
            totals.head,
        )
        assert stored == expected, f"the sums are {stored}, the entries come to {expected}"

    def _check_everything(self, *, signatures: bool) -> None:
        parts = self.box.parts
        assert parts is not None
        report = verify(parts.ledger, signatures=signatures)
        assert report.sound, f"the ledger: {report.problems[:3]}"
        for mine, stored in zip(self.entries, parts.ledger.all_entries(), strict=True):
            assert (mine.seq, mine.hash, mine.signature) == (stored.seq, stored.hash, stored.signature)
            assert stored.entry in {mine.entry, b""}, f"the bytes of entry {mine.seq} have changed"

    def _check_told(self) -> None:
        missing = [key for key in self.told if key not in self.drop_offs and key not in self.lost]
        assert not missing, f"{len(missing)} shown as credited and not in the journal"
        parts = self.box.parts
        assert parts is not None
        if self.box.idle and parts.ledger.interrupted_visit() is None:
            silent = [line for session, line in self.drop_offs if (session, line) not in self.told]
            assert not silent, f"{len(silent)} in the journal and never told to anybody"

    def _check_pins(self) -> None:
        parts = self.box.parts
        assert parts is not None
        for badge, wrong in self.wrong_pins.items():
            counted = parts.ledger.pin_failures(badge)
            assert counted >= wrong, f"{wrong} wrong PINs were judged, {counted} are counted"

    def _check_clock(self) -> None:
        parts = self.box.parts
        assert parts is not None
        ahead = parts.clock.floor - self.box.world.now()
        assert ahead <= _CLOCKS_AGREE, f"the clock's floor is {ahead.days} days in the future"

    def _check_way_out(self, state: SessionState) -> None:
        """Idle time alone leads to the first screen. Pure: nothing of it happens."""
        parts = self.box.parts
        assert parts is not None
        if isinstance(state.phase, OutOfService | Saving):
            return  # they wait for the store, and the town heals it
        now_ms = parts.clock.monotonic_ms()
        for _ in range(_MOST_TICKS):
            if isinstance(state.phase, Attract):
                return
            deadline_ms = next_deadline_ms(state)
            assert deadline_ms is not None, f"{state.screen} has no way out"
            now_ms = max(now_ms, deadline_ms)
            today = self.box.world.now().date()
            context = Context(
                now_ms=now_ms,
                today=today,
                rules=self.box.rules,
                plate=self.box.scale.plate.plate,
                new_session="0" * 32,
                new_claim="2" * 16,
                staff_known=True,
            )
            state, _effects = step(state, Tick(), context)
        raise AssertionError(f"{state.screen} does not come to an end")

    @property
    def present(self) -> Counter[str]:
        """How many entries of each epoch lie on the disk."""
        return Counter(json.loads(stored.entry)["epoch"] for stored in self.entries)

    # --- backups ---

    def put_back(self, count: int) -> None:
        """The disk holds only the first ``count`` entries again, and a new epoch begins."""
        kept = self.entries[:count]
        before = set(self.drop_offs)
        self.entries, self.drop_offs, self.consents = kept, {}, set()
        self.weighings, self.noted, self.sessions_by_digest, self.wrong_pins = set(), set(), {}, {}
        self.sums = [0, 0, 0, 0]
        for stored in kept:
            table = json.loads(stored.entry)
            if table["kind"] == "drop_off":
                self._count((table["body"]["session"], table["body"]["line"]), table["body"])
                self.weighings.add(table["body"]["weighing"]["id"])
            if table["kind"] == "consent":
                self.consents.add(table["body"]["resident"])
        self.lost |= before - set(self.drop_offs)
        self.restored += 1
