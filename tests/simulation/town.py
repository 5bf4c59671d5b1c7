"""A town: several kiosks, a platform, people, weather and accidents, all drawn from one seed.

The same seed makes the same course of events, to the last touch. After every step everything that the product promises
is looked at; the first promise that is broken ends the run with the seed, the command that repeats it, and the last
events.
"""

import hashlib
import random
import shutil
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from central import accounts
from central.problems import Problem
from kiosk.assets import METHODOLOGY
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.events import PassRefused, ResidentSeen
from kiosk.core.plate import ScaleMode
from kiosk.ledger.backup import back_up
from kiosk.ledger.restore import restore
from kiosk.ledger.retention import shrink
from kiosk.methodology import load_rulebook
from kiosk.session.states import SessionState
from tests.fakes.passes import Phone
from tests.simulation.account import Account
from tests.simulation.book import Book
from tests.simulation.box import Box
from tests.simulation.central_side import CentralSide
from tests.simulation.clock import MachineClock, World
from tests.simulation.disk import ON_COMMIT, PowerCut, Trouble
from tests.simulation.network import Climate
from tests.simulation.people import GARBAGE, Neighbour, Shift, Visit, draw_plan
from tests.simulation.scale import Heap, VirtualScale, emptied

HOUR_MS = 3_600_000
PIN = "271828"
KEEP = timedelta(days=30)
_LAST_EVENTS = 30
_MOST_NEIGHBOURS = 60
_FULL_CONTAINER_G = 110_000
_NEW_RULE = """id = "luya-clothing"
version = 2
material = "clothing"
status = "published"
g_per_kg = 1310
points_per_kg = 31
valid_from = 2027-03-01
min_g = 200
max_g = 20000
source_zh = "演练用"
source_en = "for this exercise"
"""


SHRUNK_AND_ASKED = "the platform is set back further than entries are kept whole"
SPARED = frozenset({SHRUNK_AND_ASKED})
"""What the town does not do as long as the product is known not to bear it."""


@dataclass(frozen=True)
class Course:
    """How much happens. ``every``: a full verification after so many steps."""

    events: int
    days: int
    every: int = 50
    kiosks: tuple[ScaleMode, ...] = (ScaleMode.PLATFORM, ScaleMode.PLATFORM, ScaleMode.CONTAINER)
    spared: frozenset[str] = SPARED


QUICK = Course(events=80, days=20)
NIGHTLY = Course(events=3000, days=365, every=100)


class TownFault(AssertionError):
    """A promise was broken."""


class Town:
    """Make it and ``run``. ``trace`` is the hash of everything that happened."""

    def __init__(self, seed: int, course: Course, folder: Path) -> None:
        self.seed = seed
        self.course = course
        self.chance = random.Random(seed)
        self.world = World()
        self.counts: Counter[str] = Counter()
        self._log = hashlib.sha256()
        self._last: deque[str] = deque(maxlen=_LAST_EVENTS)
        self._rules = self._make_rules(folder)
        (folder / "central").mkdir()
        self.central = CentralSide(folder / "central", self.world, self._rules)
        self.account = Account(self.central)
        identity = self._bytes(16)
        self.badge, self.badge_id = self.central.add_badge(identity, PIN), identity.hex()
        self.neighbours: list[Neighbour] = []
        self.claims: list[str] = []
        self.boxes: list[Box] = []
        self.books: dict[str, Book] = {}
        self._sticks: dict[str, Path] = {}
        self._backups: dict[str, tuple[Path, int]] = {}
        self._heard: tuple[int, ...] = ()
        for number, mode in enumerate(course.kiosks):
            self._set_up(f"K{number + 1}", mode, folder)

    @property
    def trace(self) -> str:
        """The hash of the course of events so far."""
        return self._log.hexdigest()

    def _make_rules(self, folder: Path) -> Path:
        rules = folder / "methodology"
        shutil.copytree(METHODOLOGY, rules)
        (rules / "luya-clothing-2.toml").write_text(_NEW_RULE, "utf-8")
        return rules

    def _set_up(self, name: str, mode: ScaleMode, folder: Path) -> None:
        shelf = folder / name
        shelf.mkdir()
        self._sticks[name] = shelf / "stick"
        self._sticks[name].mkdir()
        scale = VirtualScale(Heap(mode), self.chance.getrandbits(32))
        source = random.Random(self.chance.getrandbits(32))
        box = Box(name, shelf, self.world, self.central, load_rulebook(METHODOLOGY), scale, source)
        book = Book(box)
        box.on_state = self._seen_by(book)
        box.on_judged = self._judged_by(book)
        box.boot()
        while not box.enrol():
            pass
        box.ship()
        self.boxes.append(box)
        self.books[name] = book

    def _seen_by(self, book: Book) -> Callable[[SessionState], None]:
        screens = deque([""], maxlen=1)

        def see(state: SessionState) -> None:
            notice = state.notice.reason or state.notice.kind if state.notice else ""
            picture = f"    {book.box.name} {state.screen} {state.scale.status} {notice}"
            if picture != screens[0]:
                screens.append(picture)
                self._note(f"{picture} {self.world.ms}")
            book.see(state)

        return see

    def _judged_by(self, book: Book) -> Callable[[str, object], None]:
        def judged(_text: str, verdict: object) -> None:
            if isinstance(verdict, ResidentSeen) and verdict.digest:
                book.see_pass(verdict.digest)
            elif isinstance(verdict, PassRefused):
                self.counts[f"refused: {verdict.reason}"] += 1

        return judged

    def close(self) -> None:
        """Give everything back."""
        for box in self.boxes:
            box.after_cut()
        self.central.close()

    # --- the course of events ---

    def run(self) -> None:
        """Let everything happen. Raises ``TownFault``."""
        step = 0
        try:
            for step in range(1, self.course.events + 1):
                self._step(step)
            step += 1
            self._finish()
        except (Exception, PowerCut) as error:
            raise TownFault(self._report(step, error)) from error

    def _step(self, step: int) -> None:
        box = self.chance.choice(self.boxes)
        name, act = self._draw()
        if name not in _WITHOUT_A_KIOSK and box.parts is None:
            name, act = "boot", lambda _box: None
        self._note(f"{step} {self.world.ms} {box.name} {name}")
        self._guarded(box, lambda: act(box))
        self.counts[name] += 1
        self._go_on()
        self._look(thoroughly=step % self.course.every == 0)

    def _guarded(self, box: Box, act: Callable[[], object]) -> None:
        try:
            act()
        except PowerCut:
            self.counts["power cut in a write"] += 1
            box.after_cut()

    def _go_on(self) -> None:
        """Time passes, what is due happens, what has no power may get some, what can be shipped is shipped."""
        mean_ms = self.course.days * 24 * HOUR_MS / self.course.events
        self._pass_time(int(self.chance.expovariate(1 / mean_ms)))
        for box in self.boxes:
            if box.parts is None and self.chance.random() < 0.8:
                self._boot(box)
            self._guarded(box, box.settle)
            if box.parts is not None and (box.parts.courier.wants or self.chance.random() < 0.3):
                self._guarded(box, box.ship)
            if box.line.late and self.chance.random() < 0.5:
                box.line.deliver_late()
            box.lazy = self.chance.random() < 0.2
            where = box.parts.controller.state.screen if box.parts else "dark"
            self._note(f"  {box.name} {where} {len(self.books[box.name].entries)}")

    def _pass_time(self, ms: int) -> None:
        until = self.world.ms + ms
        while True:
            due = [(moment, box) for box in self.boxes if (moment := box.next_ms()) is not None and moment <= until]
            if not due:
                break
            moment, box = min(due, key=lambda each: (each[0], each[1].name))
            self.world.ms = max(self.world.ms, moment)
            self._guarded(box, box.wake)
        self.world.ms = max(self.world.ms, until)

    def _boot(self, box: Box) -> None:
        if self.chance.random() < 0.1:
            box.hardware.set_to(datetime(1970, 1, 1, tzinfo=UTC))
            self.counts["boot in 1970"] += 1
        try:
            box.boot()
            self.counts["boot"] += 1
        except PowerCut:
            self.counts["power cut at a start"] += 1
            box.after_cut()
        except StoreFault as fault:
            if fault.kind not in _FROM_THE_DISK:
                raise
            self.counts["start declined by the disk"] += 1

    def _look(self, *, thoroughly: bool) -> None:
        for book in self.books.values():
            book.check(thoroughly=thoroughly)
        heard = (sum(box.line.answered for box in self.boxes), self.central.restored, self.counts["claim"])
        if heard != self._heard or thoroughly:
            self._heard = heard
            self.account.check(self.books.values())

    def _finish(self) -> None:
        """Fair weather, whole disks, nobody about: everything must come to rest and agree."""
        for box in self.boxes:
            box.disk.heal()
            box.line.climate = Climate.FAIR
            box.hardware.error = timedelta()
        for _ in range(40):
            self._pass_time(HOUR_MS)
            for box in self.boxes:
                if box.parts is None:
                    box.boot()
                box.settle()
                box.line.deliver_late()
                box.ship()
            if all(self._drained(box) for box in self.boxes):
                break
        self._look(thoroughly=True)
        for box in self.boxes:
            assert box.parts is not None
            assert box.idle, f"{box.name} does not come to rest: {box.parts.controller.state.screen}"
            assert self._drained(box), f"{box.name} cannot ship: {box.parts.courier.faults[-3:]}"
            self.books[box.name].check_whole()
        self.account.check_drained(self.books.values())

    @staticmethod
    def _drained(box: Box) -> bool:
        return box.idle and box.parts is not None and box.parts.ledger.totals().pending == 0

    def _note(self, line: str) -> None:
        self._last.append(line)
        self._log.update(f"{line}\n".encode())

    def _report(self, step: int, error: BaseException) -> str:
        course = self.course
        nothing = "" if course.spared else " --spare-nothing"
        return "\n".join(
            [
                f"{type(error).__name__}: {error}",
                f"seed {self.seed}, step {step}; again with:",
                f"  python -m tests.simulation.play {self.seed} --events {course.events} --days {course.days}{nothing}",
                "the last events:",
                *self._last,
            ]
        )

    # --- what can happen ---

    def _draw(self) -> tuple[str, Callable[[Box], None]]:
        names = list(_LIKELY)
        (name,) = self.chance.choices(names, [_LIKELY[one] for one in names])
        return name, getattr(self, f"_{name}")

    def _visit(self, box: Box) -> None:
        if box.scale.heap.inside_g > _FULL_CONTAINER_G:
            self._empty(box)
        who = self._somebody() if self.chance.random() < 0.7 else None
        plan = draw_plan(self.chance)
        visit = Visit(box, who, plan, self.chance, interloper=self._somebody())
        healthy = box.disk.well and box.idle
        before = box.boots
        visit.run()
        self.claims += visit.claims
        self.counts["bags credited"] += visit.credited
        self._note(f"  credited {visit.credited}")
        if healthy and visit.undisturbed and box.boots == before and visit.offered_honest >= visit.plan.bags:
            self.counts["undisturbed visits"] += 1
            assert visit.credited, "an honest bag at a kiosk that is well was not credited"

    def _somebody(self) -> Neighbour | None:
        if not self.neighbours:
            return None
        one = self.chance.choice(self.neighbours)
        too_old = one.phone is not None and self.world.ms - one.certified_ms > 9 * 24 * HOUR_MS
        if too_old and one.phone is not None and self.chance.random() < 0.9:
            try:
                self.central.certify(one.phone, one.resident)
            except Problem:
                return one
            one.certified_ms = self.world.ms
        return one

    def _newcomer(self, _box: Box) -> None:
        if len(self.neighbours) >= _MOST_NEIGHBOURS:
            self.neighbours.pop(0)
        kind = self.chance.choices(("phone", "card", "online"), (5, 3, 1))[0]
        if kind == "card":
            code, card, resident = self.central.issue_card()
            self.neighbours.append(Neighbour(resident, lambda: code, kind, card=card))
            return
        resident = self.central.register()
        if kind == "online":
            self.neighbours.append(
                Neighbour(resident, lambda: self.central.online_pass(resident, self._bytes(16)), kind)
            )
            return
        phone = Phone(self._bytes(32))
        self.central.certify(phone, resident)
        wrong_s = self.chance.choice((0, 0, 0, 20, -40, 4000))
        self.neighbours.append(
            Neighbour(
                resident,
                lambda: phone.text(self.world.now() + timedelta(seconds=wrong_s)),
                kind,
                phone,
                certified_ms=self.world.ms,
            )
        )

    def _shift(self, box: Box) -> None:
        shift = Shift(box, self.badge, PIN, self.chance, error_g=self.chance.choice((0, 0, 0, 0, 120)))
        try:
            shift.run()
        finally:
            self.counts["PINs judged"] += len(shift.judged)
            for right in shift.judged:
                self.books[box.name].hear_pin(self.badge_id, right=right)

    def _empty(self, box: Box) -> None:
        heap = box.scale.heap
        if heap.mode is not ScaleMode.CONTAINER:
            return
        box.scale.play(emptied(heap), 0)
        for _ in range(250):
            box.frame()
        box.scale.clear()

    def _scan_noise(self, box: Box) -> None:
        box.scan(self.chance.choice(GARBAGE))

    def _replay(self, box: Box) -> None:
        """A picture that this kiosk has accepted is shown once more, perhaps after a restart."""
        phones = [one for one in self.neighbours if one.phone is not None]
        if not phones:
            return
        text = self.chance.choice(phones).code()
        box.scan(text)
        box.drain()
        self.books[box.name].check(thoroughly=False)
        for _ in range(50):
            box.frame()
        if self.chance.random() < 0.5 and box.disk.well:
            box.cut()
            box.boot()
        box.scan(text)

    def _cut(self, box: Box) -> None:
        box.cut()

    def _arm(self, box: Box) -> None:
        """Something will go wrong in one of the next writes, wherever that is."""
        troubles = (*Trouble, Trouble.CUT, Trouble.CUT_AFTER, Trouble.UNHEARD)
        trouble = self.chance.choice(troubles)
        box.disk.arm(trouble, self.chance.randrange(6 if trouble in ON_COMMIT else 25))

    def _break_disk(self, box: Box) -> None:
        box.disk.fail(self.chance.choice((Trouble.FULL, Trouble.IO, Trouble.READ_ONLY)))

    def _heal_disks(self, _box: Box) -> None:
        for box in self.boxes:
            box.disk.heal()

    def _change_weather(self, _box: Box) -> None:
        for box in self.boxes:
            box.line.climate = self.chance.choices(list(Climate), (5, 3, 2))[0]

    def _step_clock(self, box: Box) -> None:
        box.set_clock(
            self.chance.choice(
                (timedelta(days=-1), timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=3), timedelta(0))
            )
        )

    def _leap_ten_years(self, box: Box) -> None:
        box.set_clock(timedelta(days=3652))

    def _set_clocks_right(self, _box: Box) -> None:
        for box in self.boxes:
            box.set_clock(timedelta())

    def _revoke(self, _box: Box) -> None:
        if self.neighbours:
            one = self.chance.choice(self.neighbours)
            if one.card and self.chance.random() < 0.5:
                self.central.revoke_card(one.card)
            else:
                self.central.revoke_resident(one.resident)

    def _claim(self, _box: Box) -> None:
        if self.claims and self.neighbours:
            code, one = self.chance.choice(self.claims), self.chance.choice(self.neighbours)
            try:
                accounts.claim(self.central.platform, one.resident, code)
            except Problem:
                self.counts["claim declined"] += 1

    def _retain(self, box: Box) -> None:
        if box.parts is not None:
            box.parts.recorder.submit(lambda: self._shrink(box))
            box.pump()

    def _shrink(self, box: Box) -> None:
        assert box.parts is not None
        now = box.parts.clock.signed_now()
        if now is not None:
            self.counts["entries shrunk"] += shrink(box.parts.ledger, now, KEEP)

    def _new_rules(self, box: Box) -> None:
        """An update brings a new rule version; it counts from its own day on."""
        box.rules = load_rulebook(self._rules)
        box.cut()

    def _back_up_kiosk(self, box: Box) -> None:
        """A backup onto a stick."""
        parts = box.parts
        assert parts is not None
        box.drain()
        if box.parts is None or parts.broken or not box.disk.well:
            return
        with box.disk.calm():
            backup = back_up(parts.ledger, self._sticks[box.name], parts.clock, keep=3)
        assert backup is not None, "nobody has stopped it"
        self._backups[box.name] = (backup.path, backup.entries)

    def _put_back_kiosk(self, box: Box) -> None:
        """The backup becomes the ledger again: what came after it is lost here."""
        kept = self._backups.get(box.name)
        if kept is None or not box.disk.well:
            return
        box.drain()
        self.books[box.name].check(thoroughly=False)
        path, count = kept
        box.after_cut()
        restore(box.disk.folder, path, MachineClock(box.hardware, f"{box.name}-restore"))
        self.books[box.name].put_back(count)
        self.counts["kiosk set back"] += 1
        box.boot()

    def _restart_platform(self, _box: Box) -> None:
        self.central.restart()

    def _back_up_platform(self, _box: Box) -> None:
        self.central.back_up()

    def _put_back_platform(self, _box: Box) -> None:
        spared = SHRUNK_AND_ASKED in self.course.spared
        oldest_ms = self.world.ms - int(KEEP.total_seconds()) * 1000 if spared else 0
        if self.central.restore(self.chance.randrange(6), oldest_ms):
            self.counts["platform set back"] += 1
            self.neighbours = [one for one in self.neighbours if self.central.knows(one.resident)]

    def _long_silence(self, _box: Box) -> None:
        """A holiday: nobody comes, and nothing is shipped."""
        for box in self.boxes:
            box.line.climate = Climate.OUTAGE
        self._pass_time(self.chance.randrange(1, 21 * 24) * HOUR_MS)

    def _bytes(self, count: int) -> bytes:
        return self.chance.getrandbits(8 * count).to_bytes(count, "big")


_FROM_THE_DISK = {StoreFaultKind.FULL, StoreFaultKind.IO, StoreFaultKind.READ_ONLY, StoreFaultKind.LOCKED}
_WITHOUT_A_KIOSK = {
    *("newcomer", "heal_disks", "change_weather", "set_clocks_right", "revoke", "claim", "restart_platform"),
    *("back_up_platform", "put_back_platform", "long_silence"),
}
_LIKELY = {
    "visit": 60,
    "newcomer": 8,
    "shift": 5,
    "empty": 2,
    "scan_noise": 2,
    "replay": 3,
    "cut": 4,
    "arm": 14,
    "break_disk": 2,
    "heal_disks": 6,
    "change_weather": 5,
    "step_clock": 3,
    "leap_ten_years": 1,
    "set_clocks_right": 4,
    "revoke": 1,
    "claim": 3,
    "retain": 2,
    "new_rules": 1,
    "back_up_kiosk": 1.5,
    "put_back_kiosk": 0.5,
    "restart_platform": 1,
    "back_up_platform": 1,
    "put_back_platform": 0.4,
    "long_silence": 0.5,
}
