"""One exchange with the platform: ship everything that waits, then look at what comes down."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import DirectoryAdopted
from kiosk.core.journal import Backlog, StoredEntry, Verdict
from kiosk.core.pickup import Order
from kiosk.sync.answers import PlatformProblem
from kiosk.sync.briefing import may_have_changed, refresh_briefing
from kiosk.sync.client import Client
from kiosk.sync.directory import load_directory, platform_time, refresh_directory
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.keyring import ask_with, index_of
from kiosk.sync.orders import OrderFeed
from kiosk.sync.pace import Pace
from kiosk.sync.ports import Identity, Journal
from kiosk.sync.wire import JournalAnswer, journal_body

MAX_BODY_BYTES = 4 * 1024 * 1024
"""Stored bytes in one request; a slow link should lose little when it breaks."""
_log = logging.getLogger(__name__)
LEFT_DOCUMENT = "left_epochs"
_LEAVES_AN_EPOCH = {LinkFaultKind.FORK, LinkFaultKind.SHRUNK}
_NOBODY_THERE = {
    LinkFaultKind.UNREACHABLE,
    LinkFaultKind.TIMED_OUT,
    LinkFaultKind.PORTAL,
    LinkFaultKind.BROKEN,
    LinkFaultKind.BUSY,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an exchange ended. ``fault`` None: everything that waited is acknowledged."""

    sent: int
    fault: LinkFault | None = None


def left_epochs(journal: Journal) -> Mapping[str, str]:
    """Closed epochs whose rest the platform does not take, with the word of the fault: people must agree on them."""
    raw = journal.read_document(LEFT_DOCUMENT)
    left: dict[str, str] = json.loads(raw) if raw else {}
    return left


class Exchange:
    """Ships ranges in order. Holds no state that matters: what is acknowledged stands in the ledger.

    What the platform does not take of an epoch that is closed stays here and is tried again after the next start; it
    does not hold up the epochs after it.
    """

    def __init__(
        self,
        journal: Journal,
        identity: Identity,
        client: Client,
        enrolment: Enrolment,
        pace: Pace,
        *,
        on_directory: Callable[[DirectoryAdopted], None],
        on_time: Callable[[datetime], None],
        on_orders: Callable[[tuple[Order, ...]], None] | None = None,
    ) -> None:
        """``on_orders`` takes the open home pickups; None: this kiosk does not go on rounds, and asks for none."""
        self._journal = journal
        self._identity = identity
        self._client = client
        self._enrolment = enrolment
        self._pace = pace
        self._on_directory = on_directory
        self._on_time = on_time
        self._on_orders = on_orders
        self._orders = OrderFeed(client, enrolment, identity)
        self._held_version = 0
        self._announced: JournalAnswer | None = None
        self._time_confirmed = False
        self._left: set[str] = set()

    def run(self, keep_going: Callable[[], bool] = lambda: True) -> Outcome:
        """Ship until nothing waits, a call fails, or ``keep_going`` says stop. Uploading never waits for downloads."""
        sent = 0
        try:
            if self._client.needs_time:
                self._confirm_time()
            while keep_going():
                backlog = self._next_backlog()
                if backlog is None:
                    break
                sent += self._ship_or_leave(backlog)
                self._pace.succeeded()
            self._look_down(idle=sent == 0)
        except LinkFault as fault:
            self._pace.failed()
            _log.info("sync: %s", fault)
            if fault.kind not in _NOBODY_THERE:
                self._look_down_anyway()
            return Outcome(sent, fault)
        return Outcome(sent)

    def stop(self) -> None:
        """End the call under way at once. From any thread; nothing can be sent after it."""
        self._client.stop()

    def _look_down_anyway(self) -> None:
        """A platform that declines our entries may still have something to say, such as who is revoked."""
        try:
            self._look_down(idle=True)
        except LinkFault as fault:
            _log.info("sync: %s", fault)

    def _next_backlog(self) -> Backlog | None:
        waiting = (each for each in self._journal.backlogs() if each.head_seq > each.acked_seq)
        return next((each for each in waiting if each.epoch not in self._left), None)

    def _ship_or_leave(self, backlog: Backlog) -> int:
        try:
            return self._ship(backlog)
        except LinkFault as fault:
            if not backlog.closed or fault.kind not in _LEAVES_AN_EPOCH:
                raise
            _log.info("sync: what is left of epoch %s stays here: %s", backlog.epoch, fault.kind.value)
            self._left.add(backlog.epoch)
            left = {**left_epochs(self._journal), backlog.epoch: fault.kind.value}
            self._journal.write_document(LEFT_DOCUMENT, json.dumps(left).encode("ascii"))
            return 0

    def _ship(self, backlog: Backlog) -> int:
        entries, signed_by = self._next_range(backlog)
        first, last = entries[0].seq, entries[-1].seq
        body, keys = journal_body(entries), self._identity.keys
        query = {
            "kiosk": self._identity.kiosk,
            "epoch": backlog.epoch,
            "first": str(first),
            "last": str(last),
        }
        try:
            start = index_of(keys, signed_by)
            answer = ask_with(keys, start, lambda key: self._client.post_journal(body, query, key))
        except PlatformProblem as problem:
            if problem.kind is LinkFaultKind.FORK:
                raise _fork() from problem
            if problem.name != "gap":
                raise
            self._resume_from(backlog, first, problem)
            return 0
        acked_seq, head_hash = self._settled(answer, backlog, first, last)
        self._announced = answer
        verdicts = [Verdict(v.seq, v.verdict, v.reason) for v in answer.verdicts]
        self._journal.acknowledge(backlog.epoch, acked_seq, head_hash, verdicts)
        return len(entries)

    def _next_range(self, backlog: Backlog) -> tuple[list[StoredEntry], bytes]:
        """What to send next, and the public key that has signed it. A range ends where the key changes."""
        entries = self._journal.entries(backlog.epoch, backlog.acked_seq + 1, self._pace.batch)
        if not entries[0].entry:
            # What is asked for has lost its bytes. The newest entry asks whether the platform has come by it again.
            entries = self._journal.entries(backlog.epoch, backlog.head_seq, 1)
            if not entries[0].entry:
                raise _shrunk(backlog)
        span = self._journal.key_span(backlog.epoch, entries[0].seq)
        size = 0
        for count, stored in enumerate(entries):
            size += len(stored.entry)
            behind = span.last is not None and stored.seq > span.last
            if behind or (size > MAX_BODY_BYTES and count):
                return entries[:count], span.public_key
        return entries, span.public_key

    def _settled(self, answer: JournalAnswer, backlog: Backlog, first: int, last: int) -> tuple[int, str]:
        """The number and the hash up to which the platform and we agree."""
        epoch = backlog.epoch
        echo = (answer.kiosk, answer.epoch, answer.first, answer.last)
        if echo != (self._identity.kiosk, epoch, first, last) or answer.acked_seq < last:
            raise LinkFault(LinkFaultKind.NOT_PLATFORM, f"{self._client.base_url} acknowledged something else")
        if backlog.closed and answer.acked_seq > backlog.head_seq:
            # A backup was put back, or a ledger repaired: the platform remembers more than we. It took our range, so
            # what it holds is built on it.
            own = self._journal.hash_at(epoch, last)
            assert own is not None, "it was sent a moment ago"
            return last, own
        if self._journal.hash_at(epoch, answer.acked_seq) != answer.head_hash:
            raise _fork()
        return answer.acked_seq, answer.head_hash

    def _resume_from(self, backlog: Backlog, first: int, gap: PlatformProblem) -> None:
        """The platform has another idea of where we are: believe it as far as its hash is ours."""
        seq, head_hash = gap.problem.acked_seq, gap.problem.head_hash
        if seq is None or head_hash is None:
            raise gap
        if seq == backlog.acked_seq:  # we had sent only the newest entry, because what it asks for is not here
            raise _shrunk(backlog) if first > seq + 1 else gap
        if self._journal.hash_at(backlog.epoch, seq) != head_hash:
            raise _fork()
        _log.info("sync: the platform continues after entry %d", seq)
        self._journal.acknowledge(backlog.epoch, seq, head_hash, ())

    def _confirm_time(self) -> None:
        if not self._time_confirmed:
            self._on_time(platform_time(self._client, self._enrolment))
            self._time_confirmed = True

    def _look_down(self, *, idle: bool) -> None:
        self._confirm_time()
        announced = self._announced
        version = announced.directory_version if announced else 0
        if idle or version > self._held_version:
            adopted = refresh_directory(self._client, self._journal, self._enrolment)
            self._held_version = max(self._held_version, version)
            if adopted is not None:
                self._on_directory(adopted)
        if idle or announced is None or may_have_changed(announced, self._journal, self._enrolment):
            self._look_at_briefing()
        if self._on_orders is not None:
            self._look_at_orders(self._on_orders)

    def _look_at_briefing(self) -> None:
        """What the platform has for this kiosk alone. It may fail by itself: everything else has been done."""
        try:
            changed = refresh_briefing(self._client, self._journal, self._enrolment, self._identity)
        except LinkFault as fault:
            _log.info("sync: briefing: %s", fault)
            return
        adopted = load_directory(self._journal, self._enrolment) if changed else None
        if adopted is not None:
            self._on_directory(adopted)

    def _look_at_orders(self, on_orders: Callable[[tuple[Order, ...]], None]) -> None:
        """The open home pickups. They may fail by themselves, and those that are held stay."""
        try:
            orders = self._orders.fetch()
        except LinkFault as fault:
            _log.info("sync: orders: %s", fault)
            return
        if orders is not None:
            on_orders(orders)


def _fork() -> LinkFault:
    return LinkFault(
        LinkFaultKind.FORK,
        "the platform holds another history under this kiosk's numbers (a copied key or a restored disk): "
        "crediting goes on, uploading stops until the operator has looked at it; then `kiosk ledger new-epoch`",
    )


def _shrunk(backlog: Backlog) -> LinkFault:
    return LinkFault(
        LinkFaultKind.SHRUNK,
        f"the platform asks again for entries after {backlog.acked_seq}, which this kiosk keeps only as hashes (an old "
        "backup of the platform was put back): crediting goes on, uploading stops until the operator has put back a "
        "newer one; if there is none, `kiosk ledger new-epoch`",
    )
