"""One exchange with the platform: ship everything that waits, then look at what comes down."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import DirectoryAdopted
from kiosk.core.journal import Backlog, StoredEntry, Verdict
from kiosk.sync.answers import PlatformProblem
from kiosk.sync.briefing import refresh_briefing
from kiosk.sync.client import Client
from kiosk.sync.directory import load_directory, platform_time, refresh_directory
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.pace import Pace
from kiosk.sync.ports import Journal, Signer
from kiosk.sync.wire import JournalAnswer, journal_body

MAX_BODY_BYTES = 4 * 1024 * 1024
"""Stored bytes in one request; a slow link should lose little when it breaks."""
_log = logging.getLogger(__name__)
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


class Exchange:
    """Ships ranges in order. Holds no state that matters: what is acknowledged stands in the ledger."""

    def __init__(
        self,
        journal: Journal,
        signer: Signer,
        client: Client,
        enrolment: Enrolment,
        pace: Pace,
        *,
        on_directory: Callable[[DirectoryAdopted], None],
        on_time: Callable[[datetime], None],
    ) -> None:
        self._journal = journal
        self._signer = signer
        self._client = client
        self._enrolment = enrolment
        self._pace = pace
        self._on_directory = on_directory
        self._on_time = on_time
        self._held_version = 0
        self._announced_version = 0
        self._time_confirmed = False

    def run(self, keep_going: Callable[[], bool] = lambda: True) -> Outcome:
        """Ship until nothing waits, a call fails, or ``keep_going`` says stop. Uploading never waits for downloads."""
        sent = 0
        try:
            if self._client.needs_time:
                self._confirm_time()
            while keep_going():
                backlog = self._journal.backlog()
                if backlog.acked_seq >= backlog.head_seq:
                    break
                sent += self._ship(backlog)
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

    def _ship(self, backlog: Backlog) -> int:
        entries = self._next_range(backlog)
        first, last = entries[0].seq, entries[-1].seq
        query = {
            "kiosk": self._signer.kiosk,
            "epoch": backlog.epoch,
            "first": str(first),
            "last": str(last),
        }
        try:
            answer = self._client.post_journal(journal_body(entries), query, self._signer)
        except PlatformProblem as problem:
            if problem.name != "gap":
                raise
            self._resume_from(backlog, problem)
            return 0
        self._check_echo(answer, backlog.epoch, first, last)
        self._announced_version = answer.directory_version
        verdicts = [Verdict(v.seq, v.verdict, v.reason) for v in answer.verdicts]
        self._journal.acknowledge(backlog.epoch, answer.acked_seq, answer.head_hash, verdicts)
        return len(entries)

    def _next_range(self, backlog: Backlog) -> list[StoredEntry]:
        entries = self._journal.entries(backlog.epoch, backlog.acked_seq + 1, self._pace.batch)
        size = 0
        for count, stored in enumerate(entries):
            size += len(stored.entry)
            if size > MAX_BODY_BYTES and count:
                return entries[:count]
        return entries

    def _check_echo(self, answer: JournalAnswer, epoch: str, first: int, last: int) -> None:
        echo = (answer.kiosk, answer.epoch, answer.first, answer.last)
        if echo != (self._signer.kiosk, epoch, first, last) or answer.acked_seq < last:
            raise LinkFault(LinkFaultKind.NOT_PLATFORM, f"{self._client.base_url} acknowledged something else")
        if self._journal.hash_at(epoch, answer.acked_seq) != answer.head_hash:
            raise _fork()

    def _resume_from(self, backlog: Backlog, gap: PlatformProblem) -> None:
        """The platform has another idea of where we are: believe it as far as its hash is ours."""
        seq, head_hash = gap.problem.acked_seq, gap.problem.head_hash
        if seq is None or head_hash is None or seq == backlog.acked_seq:
            raise gap
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
        if idle or self._announced_version > self._held_version:
            adopted = refresh_directory(self._client, self._journal, self._enrolment)
            self._held_version = max(self._held_version, self._announced_version)
            if adopted is not None:
                self._on_directory(adopted)
        self._look_at_briefing()

    def _look_at_briefing(self) -> None:
        """What the platform has for this kiosk alone. It may fail by itself: everything else has been done."""
        try:
            changed = refresh_briefing(self._client, self._journal, self._enrolment, self._signer)
        except LinkFault as fault:
            _log.info("sync: briefing: %s", fault)
            return
        adopted = load_directory(self._journal, self._enrolment) if changed else None
        if adopted is not None:
            self._on_directory(adopted)


def _fork() -> LinkFault:
    return LinkFault(
        LinkFaultKind.FORK,
        "the platform holds another history under this kiosk's numbers (a copied key or a restored disk): "
        "crediting goes on, uploading stops until the operator has looked at it",
    )
