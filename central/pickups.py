"""Home pickups as the journals of devices tell of them: what became of an order, and who may collect for it.

Kept in the transaction that stores the entries. A drop-off for an order stands by itself; the order is over when its
device says so (``pickup_closed``).
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Connection, select, tuple_, update

from central import orders
from central.bodies import DropOffBody, PickupClosedBody, read_entry
from central.containers import Told
from central.orders import ASSIGNED, CLOSED, OPEN
from central.revisions import Place
from central.schema import Entry, Order, OrderEvent, shard_of
from central.store import where_in
from central.verdict import Judgement

COLLECTED = "collected"
NOT_OVER = frozenset({"rescheduled", "no_show"})
"""Outcomes after which somebody must go there again."""

LATEST = timedelta(days=60)
"""Nobody may be promised at the door to come again later than that: until then the contact is kept."""

_CHUNK = 400  # orders in one query


@dataclass(slots=True)
class _Order:
    """A row of ``orders``, but for what is known of a person."""

    id: str
    resident: str
    window_from: str
    window_to: str
    state: str
    outcome: str | None
    kiosk: str | None
    closed_at: str | None
    closed_by: str | None


@dataclass
class Pickups:
    """Load it for a range, ask it about each entry, let it hear each judgement in order, save it."""

    connection: Connection
    kiosk: str
    known: dict[str, _Order] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    """Orders that were ever assigned to this kiosk."""
    _events: list[tuple[str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._saved = {name: astuple(order) for name, order in self.known.items()}

    @classmethod
    def load(cls, connection: Connection, kiosk: str, told: Iterable[Told]) -> Self:
        """The orders that ``told`` names, locked until the transaction ends."""
        named = sorted({body.order for each in told if (body := _body(each)) is not None and body.order is not None})
        if not named:
            return cls(connection, kiosk)
        found: dict[str, _Order] = {}
        for start in range(0, len(named), _CHUNK):
            columns = (getattr(Order, name) for name in _Order.__dataclass_fields__)
            query = select(*columns).where(Order.id.in_(named[start : start + _CHUNK]))
            # Sorted, so that two writers on a row-locking database take the rows in the same order.
            rows = connection.execute(query.order_by(Order.id).with_for_update())
            found |= {row.id: _Order(*row) for row in rows}
        events = where_in(connection, [OrderEvent.order, OrderEvent.kiosk, OrderEvent.what], OrderEvent.order, named)
        ours = frozenset(row.order for row in events if (row.kiosk, row.what) == (kiosk, ASSIGNED))
        return cls(connection, kiosk, found, ours)

    def doubt(self, told: Told) -> str | None:
        """Why people must look at it; None for everything that has to do with no order."""
        body = _body(told)
        if body is None or body.order is None:
            return None
        order = self.known.get(body.order)
        if order is None or order.id not in self.ours:
            return "order_unknown"
        if isinstance(body, DropOffBody):
            if self._was_over(order, told.at):
                return "order_closed"
            return None if body.resident == order.resident else "order_resident"
        if order.state == CLOSED and order.closed_by not in {None, self.kiosk}:
            return "order_closed"
        # Whoever stood at the door did not know that it was cancelled: only what was taken away is doubtful.
        return "order_closed" if body.outcome == COLLECTED and self._was_over(order, told.at) else None

    def hear(self, told: Told, judgement: Judgement) -> None:
        """Take in the next entry: what is held closes nothing."""
        body = _body(told)
        if isinstance(body, PickupClosedBody) and judgement.verdict == "accepted":
            self._close(self.known[body.order], body, told.at)

    def save(self) -> None:
        """Write what has changed."""
        for name, order in self.known.items():
            if astuple(order) == self._saved[name]:
                continue
            values = {column: getattr(order, column) for column in _Order.__dataclass_fields__}
            if order.state == CLOSED:
                values |= {"contact": None, "code": None}
            self.connection.execute(update(Order).where(Order.id == name).values(values))
        for order_id, at, what, by in self._events:
            orders.note(self.connection, order_id, at, what, by, self.kiosk)

    def _was_over(self, order: _Order, at: str) -> bool:
        """Whether somebody else had ended it before ``at``."""
        return order.closed_at is not None and order.closed_by != self.kiosk and order.closed_at < at

    def _close(self, order: _Order, body: PickupClosedBody, at: str) -> None:
        self._events.append((order.id, at, body.outcome, body.badge))
        if order.state == CLOSED:
            if order.closed_by is None and body.outcome == COLLECTED:  # it was cancelled after that
                order.outcome, order.closed_at, order.closed_by = COLLECTED, at, self.kiosk
            return
        if order.kiosk != self.kiosk and (
            body.outcome in NOT_OVER or not (order.kiosk is None or body.outcome == COLLECTED)
        ):
            return  # it has been taken from this device since
        order.outcome = body.outcome
        match body:
            case PickupClosedBody(outcome="rescheduled", window_from=str(begins), window_to=str(ends)) if _is_window(
                begins, ends, at
            ):
                order.window_from, order.window_to = begins, ends
                order.state, order.kiosk = ASSIGNED, self.kiosk
            case PickupClosedBody(outcome="rescheduled" | "no_show"):
                order.state, order.kiosk = OPEN, None  # somebody must say who goes there next
            case _:
                order.state, order.closed_at, order.closed_by = CLOSED, at, self.kiosk


def close_released(connection: Connection, place: Place) -> None:
    """A close counts now that had not: its order is over, if it is not already. Nothing for any other entry.

    Before verdicts are revised: whoever takes a range in locks in this order too.
    """
    where = (Entry.shard == shard_of(place.kiosk), Entry.journal == place.journal, Entry.seq == place.seq)
    row = connection.execute(select(Entry.canonical, Entry.hash).where(*where)).one()
    entry = read_entry(row.canonical)
    if entry is None or not isinstance(entry.body, PickupClosedBody):
        return
    told = Told(place.seq, row.hash, entry, entry.occurred_at)
    pickups = Pickups.load(connection, place.kiosk, [told])
    if entry.body.order in pickups.known:
        pickups.hear(told, Judgement("accepted"))
        pickups.save()


def doubt_closed(connection: Connection, kiosk: str, places: Iterable[tuple[int, int]], at: str) -> None:
    """Nobody believes any more what the entries of ``kiosk`` at ``places`` have told of orders: people must ask.

    An order that they have closed stays closed, because its contact was wiped then and cannot come back.
    """
    wanted, shard = sorted(places), shard_of(kiosk)
    named: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        some = tuple_(Entry.journal, Entry.seq).in_(wanted[start : start + _CHUNK])
        for canonical in connection.scalars(select(Entry.canonical).where(Entry.shard == shard, some)):
            entry = read_entry(canonical)
            if entry is not None and isinstance(entry.body, PickupClosedBody):
                named.add(entry.body.order)
    known = where_in(connection, [Order.id], Order.id, sorted(named))
    for order in sorted(row.id for row in known):
        orders.note(connection, order, at, orders.DOUBTED, orders.CENTRAL, kiosk)


def _body(told: Told) -> DropOffBody | PickupClosedBody | None:
    body = None if told.entry is None else told.entry.body
    return body if isinstance(body, DropOffBody | PickupClosedBody) else None


def _is_window(begins: str, ends: str, at: str) -> bool:
    """Whether somebody may be promised at ``at`` to come then."""
    try:
        start, end, now = (datetime.fromisoformat(moment) for moment in (begins, ends, at))
        return start < end and now < end <= now + LATEST
    except (ValueError, OverflowError):
        return False
