"""The ledger as the conversation uses it: asked on the GUI thread, done on the ledger thread, answered by events."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import date, datetime

from kiosk.core.acts import DropOff, ScaleCheck
from kiosk.core.collection import Abandoned, Collected, Collection, CollectionDeclined, Draft, SealJudged
from kiosk.core.condition import PreferencesSeen
from kiosk.core.containers import Container
from kiosk.core.correction import Corrected, Correction, DropOffsSeen
from kiosk.core.errors import DeviceFaultKind, StoreFault, StoreFaultKind
from kiosk.core.events import (
    CommitFailed,
    Committed,
    ContainerEmptied,
    DayTotal,
    Post,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.journal import OpenVisit
from kiosk.core.pickup import Order, PickupClosed, PickupDone
from kiosk.ledger.accounts import account_seen
from kiosk.ledger.ballast import Ballast
from kiosk.ledger.containers import (
    StalePeriod,
    UsedSeal,
    abandon_collection,
    append_collection,
    collections_seen,
    containers_seen,
    is_seal_known,
    keep_draft,
)
from kiosk.ledger.corrections import append_correction, standings
from kiosk.ledger.damage import condemn, condemned
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.orders import close_order, forget_orders, orders_seen, replace_orders
from kiosk.ledger.overview import records_seen
from kiosk.ledger.service import keep_preferences, preferences_seen, record_service, service_seen
from kiosk.ledger.verify import check_end, verify
from kiosk.ledger.worker import LedgerWorker

PROBE_S = 2.0
"""How often a broken store is tried again."""
WELL = "well"
"""The state of a device without a fault."""
_DAMAGE = {StoreFaultKind.CORRUPT, StoreFaultKind.WRONG_KEY}
"""No probe passes over these, and they outlive the process: somebody has to look."""
_log = logging.getLogger(__name__)


class Recorder:
    """Queues work for the ledger thread and posts what became of it.

    After a ``StoreFault`` every further drop-off is declined until a probe has reopened the store, looked at it and
    written to it. A full disk gives the ballast back at once, so that sync goes on, and serves again when the ballast
    fits. After an I/O error the whole ledger is read before anybody is credited.

    How the ``containers`` stand is posted (``ContainersSeen``) at start and after everything that changes it.
    """

    def __init__(
        self, ledger: Ledger, worker: LedgerWorker, post: Post, containers: tuple[Container, ...] = ()
    ) -> None:
        self._ledger = ledger
        self._containers = containers
        self._worker = worker
        self._post = post
        self._ballast = Ballast(ledger.folder)
        self._broken: StoreFault | None = None  # ledger thread only
        self._condemned = False  # ledger thread only
        self._visit: OpenVisit | None = None  # ledger thread only
        self._agreed = set(ledger.agreed())  # grows on the ledger thread, asked on the GUI thread
        self._owed: deque[Callable[[], None]] = deque()  # ledger thread only: what has to come into the journal
        self._rounds = False  # ledger thread only: somebody wants to hear of orders
        self._wiped = False  # ledger thread only: an address may still be readable in the WAL
        self._reports: dict[str, str] = {}  # ledger thread only: device states that are not in the journal yet
        worker.when_idle(PROBE_S, self._probe)
        worker.submit(lambda: self._try(self._ballast.secure))
        worker.submit(lambda: self._try(self._tell_containers))
        worker.submit(lambda: self._try(self._tell_collections))

    def record(self, act: DropOff) -> None:
        """Make ``act`` durable; answered by ``Committed`` or ``CommitFailed``."""
        self._worker.submit(lambda: self._record(act))

    def open_visit(self, session: str, claim_code: str | None) -> None:
        """Remember that somebody is here, and until the visit ends a guest's claim code."""
        self._worker.submit(lambda: self._open_visit(OpenVisit(session, claim_code)))

    def close_visit(self) -> None:
        """The visit ended in the ordinary way."""
        self._worker.submit(self._close_visit)

    def record_check(self, check: ScaleCheck) -> None:
        """Make a scale check durable; answered by ``ScaleChecked``."""
        self._worker.submit(lambda: self._try(lambda: self._record_check(check)))

    def record_consent(self, resident: str) -> None:
        """Remember for good that this person has agreed to the privacy notice. No answer. While the store is broken it
        waits, and no credit comes before it.
        """
        self._worker.submit(lambda: self._owe(lambda: self._record_consent(resident)))

    def has_agreed(self, resident: str) -> bool:
        """It is durable that this person has agreed to the privacy notice."""
        return resident in self._agreed

    def note_pass(self, digest: str, until: int) -> None:
        """Remember an accepted pass, before anything that is asked for after it. No answer."""
        self._worker.submit(lambda: self._try(lambda: self._ledger.note_pass(digest, until)))

    def forget_passes(self, before: datetime) -> None:
        """Forget passes whose time was over at ``before``, a moment that has certainly passed. No answer."""
        self._worker.submit(lambda: self._try(lambda: self._ledger.forget_passes(before)))

    def submit(self, job: Callable[[], None]) -> None:
        """Run ``job``, which reads and writes the ledger, after what was asked for before. Dropped while the store is
        broken; a ``StoreFault`` in it is told like any other.
        """
        self._worker.submit(lambda: self._try(job))

    def record_emptied(self, emptied: ContainerEmptied) -> None:
        """Write down that the container has been emptied. No answer. While the store is broken it waits."""
        self._worker.submit(lambda: self._owe(lambda: self._record_emptied(emptied)))

    def list_drop_offs(self) -> None:
        """Answered by ``DropOffsSeen``."""
        self._worker.submit(lambda: self._try(lambda: self._post(DropOffsSeen(standings(self._ledger)))))

    def record_correction(self, correction: Correction) -> None:
        """Make a correction durable; answered by ``Corrected``."""
        self._worker.submit(lambda: self._try(lambda: self._record_correction(correction)))

    def keep_draft(self, draft: Draft) -> None:
        """Remember a collection under way. No answer. While the store is broken it waits."""
        self._worker.submit(lambda: self._owe(lambda: keep_draft(self._ledger, draft)))

    def judge_seal(self, seal: str) -> None:
        """Was it put on a container here before? Answered by ``SealJudged``."""
        self._worker.submit(lambda: self._try(lambda: self._post(SealJudged(seal, is_seal_known(self._ledger, seal)))))

    def record_collection(self, collection: Collection) -> None:
        """Make a collection durable; answered by ``Collected`` or ``CollectionDeclined``, or by ``StoreBroken``."""
        self._worker.submit(lambda: self._try(lambda: self._record_collection(collection)))

    def abandon_collection(self, abandoned: Abandoned) -> None:
        """Write down that a collection was given up. No answer. While the store is broken it waits."""
        self._worker.submit(lambda: self._owe(lambda: self._abandon_collection(abandoned)))

    def report_device(self, device: str, fault: DeviceFaultKind | None) -> None:
        """Tell the journal, and so the platform, what ``device`` has come to; None: it is well. No answer.

        While the store is broken the newest state of each device waits for it.
        """
        self._worker.submit(lambda: self._report(device, WELL if fault is None else fault.value))

    def tell_orders(self) -> None:
        """Answered by ``OrdersSeen``, now and whenever an order, or what is known of one, has become another."""
        self._worker.submit(self._begin_rounds)

    def keep_orders(self, orders: Sequence[Order]) -> None:
        """The platform's list of open orders, whole, instead of the one before. Answered by ``OrdersSeen``. Dropped
        while the store is broken: the next exchange brings it again.
        """
        self._worker.submit(lambda: self._try(lambda: self._keep_orders(orders)))

    def forget_orders(self, moment: datetime) -> None:
        """Wipe the orders that are long over at ``moment``, which has certainly passed. Answered by ``OrdersSeen``
        where there were any.
        """
        self._worker.submit(lambda: self._try(lambda: self._forget_orders(moment)))

    def close_pickup(self, closed: PickupClosed) -> None:
        """Record the end of an order and wipe it; answered by ``PickupDone``. While the store is broken it waits."""
        self._worker.submit(lambda: self._owe(lambda: self._close_pickup(closed)))

    def count_day(self, day: date) -> None:
        """Answered by ``DayTotal``."""
        self._worker.submit(lambda: self._count_day(day))

    def look_at_account(self, resident: str, day: date) -> None:
        """Answered by ``AccountSeen``."""
        self._worker.submit(lambda: self._try(lambda: self._post(account_seen(self._ledger, resident, day))))

    def look_at_records(self, day: date) -> None:
        """Answered by ``RecordsSeen``."""
        self._worker.submit(lambda: self._try(lambda: self._post(records_seen(self._ledger, day))))

    def record_service(self, badge: str, role: StaffRole, *, out: bool) -> None:
        """Take this kiosk out of service, or put it back; answered by ``ServiceSeen``."""
        self._worker.submit(lambda: self._try(lambda: self._record_service(badge, role, out=out)))

    def keep_language(self, language: str) -> None:
        """The language of a screen that nobody has touched; answered by ``PreferencesSeen``."""
        self._worker.submit(lambda: self._try(lambda: self._keep_language(language)))

    def condemn(self, fault: StoreFault) -> None:
        """The ledger was found damaged: decline everything from now on, until somebody has looked and restarted."""
        self._worker.submit(lambda: self._condemn(fault))

    def _condemn(self, fault: StoreFault) -> None:
        self._break(fault)
        self._condemned = True
        self._post(StoreBroken(fault))

    def _record(self, act: DropOff) -> None:
        if self._broken is not None:
            self._post(CommitFailed(act.session, act.line, self._broken))
            return
        try:
            receipt = self._ledger.append_drop_off(act)
        except StoreFault as fault:
            self._break(fault)
            self._post(CommitFailed(act.session, act.line, fault))
        else:
            # Before the credit itself: whoever goes on from it must find the order and the container as they are now.
            if act.order is not None:
                self._try(self._tell_orders)
            if act.container is not None:
                self._try(self._tell_containers)
            self._post(Committed(receipt))

    def _open_visit(self, visit: OpenVisit) -> None:
        self._visit = visit
        self._try(lambda: self._ledger.open_visit(visit))

    def _close_visit(self) -> None:
        self._visit = None
        self._try(self._ledger.close_visit)

    def _count_day(self, day: date) -> None:
        self._try(lambda: self._post(DayTotal(self._ledger.day_weight_g(day))))

    def _record_check(self, check: ScaleCheck) -> None:
        self._ledger.append_scale_check(check)
        self._tell_last_check()

    def _record_consent(self, resident: str) -> None:
        self._ledger.append_consent(resident)
        self._agreed.add(resident)
        self._tell_orders()

    def _record_emptied(self, emptied: ContainerEmptied) -> None:
        self._ledger.append_container_emptied(emptied)

    def _record_correction(self, correction: Correction) -> None:
        self._post(Corrected(append_correction(self._ledger, correction) is not None))
        self._tell_orders()
        self._tell_containers()

    def _begin_rounds(self) -> None:
        self._rounds = True
        self._try(self._tell_orders)

    def _tell_orders(self) -> None:
        if self._rounds:
            self._post(orders_seen(self._ledger, self._agreed))

    def _keep_orders(self, orders: Sequence[Order]) -> None:
        self._wiped = replace_orders(self._ledger, orders) or self._wiped
        self._tell_orders()
        self._wipe()

    def _forget_orders(self, moment: datetime) -> None:
        if forget_orders(self._ledger, moment):
            self._wiped = True
            self._tell_orders()
            self._wipe()

    def _close_pickup(self, closed: PickupClosed) -> None:
        close_order(self._ledger, closed)
        self._wiped = True
        self._tell_orders()
        self._post(PickupDone(closed.order, closed.outcome))
        self._wipe()

    def _wipe(self) -> None:
        """Somebody who reads at this moment may keep it from being done; it is tried again when nothing happens."""
        if self._wiped and self._ledger.store.fold():
            self._wiped = False

    def _record_collection(self, collection: Collection) -> None:
        try:
            manifest = append_collection(self._ledger, collection)
        except (StalePeriod, UsedSeal) as refusal:
            _log.info("a collection was declined: %s", refusal)
            self._post(CollectionDeclined(collection.collection, isinstance(refusal, UsedSeal)))
        else:
            self._post(Collected(manifest))
        self._tell_containers()

    def _abandon_collection(self, abandoned: Abandoned) -> None:
        abandon_collection(self._ledger, abandoned)

    def _tell_collections(self) -> None:
        if self._containers:
            self._post(collections_seen(self._ledger))

    def _tell_containers(self) -> None:
        if self._containers:
            self._post(containers_seen(self._ledger, self._containers))

    def _record_service(self, badge: str, role: StaffRole, *, out: bool) -> None:
        record_service(self._ledger, badge, role, out=out)
        self._post(service_seen(self._ledger))

    def _keep_language(self, language: str) -> None:
        keep_preferences(self._ledger, PreferencesSeen(language))
        self._post(preferences_seen(self._ledger))

    def _tell_last_check(self) -> None:
        self._post(self._ledger.last_scale_check())

    def _report(self, device: str, state: str) -> None:
        self._reports[device] = state
        self._try(self._write_reports)

    def _write_reports(self) -> None:
        for device, state in list(self._reports.items()):
            self._ledger.append_device_state(device, state)
            del self._reports[device]

    def _owe(self, job: Callable[[], None]) -> None:
        """Like ``_try``, but what cannot be done now is done, in its order, before anybody is credited again."""
        self._owed.append(job)
        self._try(self._pay)

    def _pay(self) -> None:
        while self._owed:
            self._owed[0]()
            self._owed.popleft()

    def _try(self, job: Callable[[], None]) -> None:
        if self._broken is not None:
            return
        try:
            job()
        except StoreFault as fault:
            self._break(fault)
            self._post(StoreBroken(fault))

    def _break(self, fault: StoreFault) -> None:
        _log.error("%s", fault)
        self._broken = fault
        if fault.kind is StoreFaultKind.FULL:
            self._ballast.release()
        elif fault.kind in _DAMAGE:
            self._condemned = True
            if condemned(self._ledger.folder) is None:
                condemn(self._ledger.folder, [str(fault)], self._ledger.clock.now())

    def _probe(self) -> None:
        if self._broken is None:
            self._try(self._wipe)
        if self._broken is None or self._condemned:
            return
        try:
            self._ballast.secure()
            self._ledger.reopen()
            self._check(thoroughly=self._broken.kind is StoreFaultKind.IO)
            self._ledger.open_visit(self._visit) if self._visit else self._ledger.close_visit()
            receipts = self._ledger.receipts(self._visit.session) if self._visit else ()
            self._pay()
            self._write_reports()
            self._tell_last_check()  # one whose answer was lost may be on disk after all
            self._tell_orders()
            self._tell_containers()
            self._tell_collections()
        except StoreFault as fault:
            self._still_broken(fault)
            return
        self._broken = None
        _log.info("the store is well again")
        self._post(StoreHealed(receipts))

    def _still_broken(self, fault: StoreFault) -> None:
        _log.info("still broken: %s", fault)
        if fault.kind is StoreFaultKind.FULL:
            self._ballast.release()
        elif fault.kind in _DAMAGE:
            self._condemn(fault)

    def _check(self, *, thoroughly: bool) -> None:
        """Is what lies there what was written?"""
        problems = verify(self._ledger, signatures=False).problems if thoroughly else check_end(self._ledger)
        if problems:
            _log.critical("the ledger is damaged: %s", "; ".join(problems[:3]))
            raise condemn(self._ledger.folder, problems, self._ledger.clock.now())
