"""The ledger: appends to the journal, reads of its projections, and what the platform has acknowledged.

Every method is one transaction and may be called from any thread; writers queue. When a method that appends returns,
the entry is durable (WAL, synchronous=FULL). Failures of the world raise ``StoreFault`` and leave nothing behind.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.core.acts import DropOff, ScaleCheck
from kiosk.core.clock import Clock, rfc3339
from kiosk.core.errors import StoreFaultKind
from kiosk.core.events import ContainerEmptied, Receipt, ScaleChecked, StaffRole
from kiosk.core.journal import Backlog, KeySpan, OpenVisit, PastDropOff, Revision, StoredEntry, Totals, Verdict
from kiosk.ledger import schema
from kiosk.ledger.append import HEAD, MARK, Appended, Appender, key_in_force
from kiosk.ledger.bodies import (
    boot_body,
    consent_body,
    container_emptied_body,
    device_state_body,
    drop_off_body,
    rules_adopted_body,
    scale_check_body,
    staff_action_body,
)
from kiosk.ledger.device import Device
from kiosk.ledger.entry import GENESIS
from kiosk.ledger.faults import store_fault
from kiosk.ledger.highwater import write_mark
from kiosk.ledger.keychange import KEY_BEHIND, new_key_of
from kiosk.ledger.projections import INSERTS, Row
from kiosk.ledger.store import Store, driver_of
from kiosk.methodology import Rulebook


@dataclass(frozen=True, slots=True)
class Page:
    """Entries that follow each other, and by table the rows of projections that belong to their positions."""

    entries: list[StoredEntry]
    rows: dict[str, set[Row]]


@dataclass(frozen=True, slots=True)
class Sums:
    """How many entries there are, the hex hash of the newest, and the sums of the projections.

    ``shrunk``: entries that have lost their bytes, and drop-offs, grams, reduction grams and points in them. ``days``:
    the rows of ``total``.
    """

    entries: int
    head: str
    shrunk: tuple[int, int, int, int, int]
    days: list[Row]


class Ledger:
    """One kiosk's ledger. Made by ``open_ledger``; close it when done."""

    def __init__(self, device: Device, clock: Clock, store: Store) -> None:
        self.device = device
        self.clock = clock
        self.store = store
        self._appender = Appender(device, clock)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.store.path.parent

    def close(self) -> None:
        """Give back every connection; the last one folds the WAL into the file."""
        self.store.close()

    def adopt(self, device: Device) -> None:
        """``device`` is this kiosk with one more key, which the journal may go over to."""
        self.device = device
        self._appender.adopt(device)

    def require_key(self) -> None:
        """Raises ``StoreFault`` when ``device.key`` does not hold the key that the next entry must be signed with."""
        with self.store.reading() as connection:
            key_in_force(driver_of(connection), self.device)

    def reopen(self) -> None:
        """Drop every connection; the next call opens new ones. After an I/O error nothing cached is believed."""
        self.store.reopen()

    # --- appending ---------------------------------------------------------------------------------------------------

    @contextmanager
    def appending(self) -> Iterator[sa.Connection]:
        """One transaction in which entries are appended; afterwards the mark tells how far the journal has come."""
        with self.store.writing() as connection:
            connection.info.pop(MARK, None)  # of a transaction that was undone
            yield connection
            mark = connection.info.pop(MARK, None)
        if mark is not None:
            write_mark(self.folder, mark)

    def append_boot(self, software: str) -> int:
        """Record that the kiosk has started. Returns the ``seq``."""
        with self.appending() as connection:
            return self._appender.append(connection, "boot", boot_body(software)).seq

    def adopt_rules(self, rules: Rulebook) -> int | None:
        """Record the rule versions in use, unless the last such entry says the same. Returns the ``seq`` or None."""
        body = rules_adopted_body(rules)
        digest = ",".join(rule["digest"] for rule in body["rules"]).encode("ascii")
        with self.appending() as connection:
            if _read_document(connection, "rules") == digest:
                return None
            stored = self._appender.append(connection, "rules_adopted", body)
            _write_document(connection, "rules", digest)
            return stored.seq

    def append_drop_off(self, act: DropOff) -> Receipt:
        """Make one drop-off durable. The same ``(session, line)`` again returns the first receipt and adds nothing.

        Raises ``ValueError`` when the weighing has already become another drop-off: that is a bug of the caller.
        """
        return self.append_drop_offs([act])[0]

    def append_drop_offs(self, acts: Sequence[DropOff]) -> list[Receipt]:
        """Several drop-offs in one transaction, all or none; otherwise as ``append_drop_off``."""
        with self.appending() as connection:
            return [self._append_drop_off(connection, act) for act in acts]

    def _append_drop_off(self, connection: sa.Connection, act: DropOff) -> Receipt:
        known = driver_of(connection).execute(_ALREADY, (act.session, act.line, act.weight.weighing)).fetchone()
        if known is not None:
            receipt = _receipt(known)
            if (receipt.session, receipt.line) != (act.session, act.line):
                raise ValueError(f"weighing {act.weight.weighing} is already credited")
            return receipt
        seq = self._appender.append(connection, "drop_off", drop_off_body(act)).seq
        return Receipt(
            act.session,
            act.line,
            seq,
            act.material,
            act.weight.net_g,
            act.reduction_g,
            act.points,
            held=act.hold is not None,
        )

    def append_scale_check(self, check: ScaleCheck) -> int:
        """Record that staff have checked the scale. Returns the ``seq``."""
        with self.appending() as connection:
            return self._appender.append(connection, "scale_check", scale_check_body(check)).seq

    def append_container_emptied(self, emptied: ContainerEmptied) -> int:
        """Record that the container has been emptied. Returns the ``seq``."""
        with self.appending() as connection:
            return self._appender.append(connection, "container_emptied", container_emptied_body(emptied)).seq

    def append_device_state(self, device: str, state: str) -> int:
        """Record what a device has come to: a fault's word, or ``well``. Returns the ``seq``."""
        with self.appending() as connection:
            return self._appender.append(connection, "device_state", device_state_body(device, state)).seq

    def append_consent(self, resident: str) -> int | None:
        """Record that a person has agreed to the privacy notice. Returns the ``seq``, None when they had before."""
        with self.appending() as connection:
            if connection.execute(_HAS_AGREED, {"resident": resident}).one_or_none() is not None:
                return None
            return self._appender.append(connection, "consent", consent_body(resident)).seq

    def append_staff_action(self, badge: str, role: StaffRole, action: str) -> int:
        """Record what somebody of the staff did, in one word. Returns the ``seq``."""
        with self.appending() as connection:
            return self._appender.append(connection, "staff_action", staff_action_body(badge, role, action)).seq

    def append(self, connection: sa.Connection, kind: str, body: dict[str, Any]) -> Appended:
        """Append an entry in an ``appending`` of the caller, for the rooms next door."""
        return self._appender.append(connection, kind, body)

    # --- the visit that is open --------------------------------------------------------------------------------------

    def open_visit(self, visit: OpenVisit) -> None:
        """Remember that a person is here, so that an interruption can be explained to them."""
        values = {"id": 1, "session": visit.session, "claim_code": visit.claim_code}
        with self.store.writing() as connection:
            connection.execute(schema.open_visit.delete())
            connection.execute(schema.open_visit.insert().values(values))

    def close_visit(self) -> None:
        """The visit ended in the ordinary way."""
        with self.store.writing() as connection:
            connection.execute(schema.open_visit.delete())

    def interrupted_visit(self) -> OpenVisit | None:
        """The visit that was open when the kiosk stopped, or None."""
        with self.store.reading() as connection:
            row = connection.execute(sa.select(schema.open_visit)).one_or_none()
            return None if row is None else OpenVisit(row.session, row.claim_code)

    # --- passes and PINs ---------------------------------------------------------------------------------------------

    def note_pass(self, digest: str, until: int) -> None:
        """Remember a pass that was accepted, until (Unix seconds) nobody would accept it again anyway."""
        with self.store.writing() as connection:
            connection.execute(_NOTE_PASS, {"digest": digest, "until": until})

    def seen_passes(self) -> list[tuple[str, int]]:
        """The passes that were accepted: (digest, until)."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(schema.seen_pass.c.digest, schema.seen_pass.c.until))
            return [(row.digest, row.until) for row in rows]

    def forget_passes(self, before: datetime) -> None:
        """Forget passes whose time was over at ``before``, a moment that must certainly have passed."""
        with self.store.writing() as connection:
            connection.execute(schema.seen_pass.delete().where(schema.seen_pass.c.until < before.timestamp()))

    def pin_failures(self, badge: str) -> int:
        """Wrong PINs for ``badge`` since the last right one."""
        with self.store.reading() as connection:
            return int(connection.execute(_PIN_FAILURES, {"badge": badge}).scalar_one_or_none() or 0)

    def count_pin_failure(self, badge: str) -> int:
        """One more wrong PIN for ``badge``. Returns how many there are now."""
        with self.store.writing() as connection:
            return int(connection.execute(_COUNT_PIN_FAILURE, {"badge": badge}).scalar_one())

    def forget_pin_failures(self, badge: str) -> None:
        """The PIN was right."""
        with self.store.writing() as connection:
            connection.execute(schema.pin_failure.delete().where(schema.pin_failure.c.badge == badge))

    # --- reading -----------------------------------------------------------------------------------------------------

    def receipts(self, session: str) -> tuple[Receipt, ...]:
        """What is durable of a session, in the order of its lines."""
        with self.store.reading() as connection:
            return tuple(_receipt(row) for row in connection.execute(_RECEIPTS, {"session": session}))

    def history(self, resident: str, limit: int) -> list[PastDropOff]:
        """The newest ``limit`` drop-offs of a resident here, newest first. What has been shrunk is not among them."""
        with self.store.reading() as connection:
            rows = connection.execute(_HISTORY, {"resident": resident, "limit": limit})
            return [
                PastDropOff(row.seq, row.day, row.material, row.net_g, row.reduction_g, row.points, bool(row.held))
                for row in rows
            ]

    def oldest_day(self) -> date | None:
        """The local day of the oldest drop-off that is still whole here; None: there is none."""
        with self.store.reading() as connection:
            found = connection.execute(_OLDEST_DAY).scalar_one_or_none()
            return None if found is None else date.fromisoformat(found)

    def totals(self) -> Totals:
        """Sums over everything in the ledger with all corrections, from the projections: the cost grows with the
        corrections, which are few, and not with the journal.
        """
        with self.store.reading() as connection:
            sums = connection.execute(_SUMS).one()
            corrected = connection.execute(_CORRECTED).one()
            head = connection.exec_driver_sql(HEAD).one()
            acked = sum(row.acked_seq for row in connection.execute(_BACKLOGS))
            entries = head.position or 0
            return Totals(
                entries=entries,
                drop_offs=sums.drop_offs - corrected.voided,
                weight_g=sums.weight_g + corrected.weight_g,
                reduction_g=sums.reduction_g + corrected.reduction_g,
                points=sums.points + corrected.points,
                head=head.hash.hex() if head.hash else GENESIS,
                acked_seq=connection.execute(_ACKED_NOW).scalar() or 0,
                pending=entries - acked,
            )

    def day_weight_g(self, day: date) -> int:
        """Net grams dropped off on a local day."""
        with self.store.reading() as connection:
            return int(connection.execute(_DAY_WEIGHT, {"day": day.isoformat()}).scalar_one())

    def last_scale_check(self) -> ScaleChecked:
        """The newest scale check."""
        with self.store.reading() as connection:
            row = connection.execute(_LAST_CHECK).one_or_none()
        return ScaleChecked(None) if row is None else ScaleChecked(date.fromisoformat(row.day), bool(row.passed))

    def agreed(self) -> list[str]:
        """The residents who have agreed to the privacy notice, in the order in which they did."""
        with self.store.reading() as connection:
            return list(connection.execute(_AGREED).scalars())

    def container_total_g(self) -> int | None:
        """What the container must weigh after the newest drop-off that was weighed with it, grams: the gross weight, or
        more where something credited was missing; or what it weighed when it had been emptied since. None: there is no
        such entry.
        """
        with self.store.reading() as connection:
            found = connection.execute(_CONTAINER_TOTAL).scalar_one_or_none()
            return None if found is None else int(found)

    def entries(self, epoch: str, first: int, limit: int) -> list[StoredEntry]:
        """Up to ``limit`` entries of ``epoch`` from ``first`` on, as stored."""
        with self.store.reading() as connection:
            rows = connection.execute(_RANGE, {"epoch": epoch, "first": first, "limit": limit})
            return [self._stored(tuple(row)) for row in rows]

    def all_entries(self) -> Iterator[StoredEntry]:
        """Every entry in the order they were appended, without holding a read open between pages."""
        position, count = 0, self.totals().entries
        while position < count and (entries := self.page(position, count).entries):
            yield from entries
            position += len(entries)

    def page(self, after: int, last: int) -> Page:
        """Some entries behind position ``after``, up to ``last``, with the rows that are kept for them."""
        with self.store.reading() as connection:
            driver = driver_of(connection)
            found = driver.execute(_PAGE, (after, last, _PAGE_ENTRIES)).fetchall()
            end = after + len(found)
            rows = {
                table: set(driver.execute(f"SELECT * FROM {table} WHERE position > ? AND position <= ?", (after, end)))  # noqa: S608 - names of ours
                for table in INSERTS
            }
            return Page([self._stored(row) for row in found], rows)

    def tables_behind_the_end(self) -> list[str]:
        """The projections that have rows of entries that the journal does not have."""
        with self.store.reading() as connection:
            driver = driver_of(connection)
            return [table for table in INSERTS if driver.execute(_BEHIND.format(table=table)).fetchone() == (1,)]

    def _stored(self, row: Row) -> StoredEntry:
        # STRICT and NOT NULL hold for what is written; a disk that mixes pages of two moments knows neither.
        if [type(value) for value in row] != _STORED_TYPES:
            raise store_fault(StoreFaultKind.CORRUPT, self.folder)
        return StoredEntry(*row)

    def sums(self) -> Sums:
        """What the projections say in all, at one moment."""
        with self.store.reading() as connection:
            driver = driver_of(connection)
            *_, digest, position = driver.execute(HEAD).fetchone()
            shrunk = driver.execute(_SHRUNK).fetchone()
            return Sums(
                entries=position or 0,
                head=digest.hex() if digest else GENESIS,
                shrunk=shrunk or (0, 0, 0, 0, 0),
                days=driver.execute("SELECT * FROM total").fetchall(),
            )

    def acknowledged(self) -> list[tuple[str, int, str]]:
        """Epoch, sequence number and hex hash of what the platform has acknowledged last in each epoch."""
        with self.store.reading() as connection:
            return [(row.id, row.seq, bytes(row.head_hash or b"").hex()) for row in connection.execute(_ACKNOWLEDGED)]

    def damaged_pages(self) -> list[str]:
        """What SQLCipher says about pages whose checksum does not fit, and SQLite about trees, indexes and columns:
        bit rot anywhere in the file, and pages of different moments, also where no query happens to look.
        """
        with self.store.reading() as connection:
            driver = driver_of(connection)
            rotten = driver.execute("PRAGMA cipher_integrity_check").fetchall()
            said = rotten or driver.execute("PRAGMA integrity_check").fetchall()
            return [str(line) for (line,) in said if line != "ok"]

    # --- the platform's side -----------------------------------------------------------------------------------------

    def backlog(self) -> Backlog:
        """The oldest epoch with something to ship, or the present one."""
        backlogs = self.backlogs()
        return next((each for each in backlogs if each.head_seq > each.acked_seq), backlogs[-1])

    def backlogs(self) -> list[Backlog]:
        """Where shipping stands in every epoch, oldest first."""
        with self.store.reading() as connection:
            rows = connection.execute(_BACKLOGS).all()
        return [Backlog(row.epoch, row.acked_seq, row.head_seq, closed=row is not rows[-1]) for row in rows]

    def key_behind(self, position: int) -> bytes:
        """The public key that signs the entry behind ``position``."""
        with self.store.reading() as connection:
            return self._new_key(driver_of(connection).execute(KEY_BEHIND, (position,)).fetchone())

    def key_span(self, epoch: str, seq: int) -> KeySpan:
        """Which key signs entry ``seq`` of ``epoch``, and how far that key signs."""
        with self.store.reading() as connection:
            driver = driver_of(connection)
            (position,) = driver.execute(_POSITION, (epoch, seq)).fetchone()
            key = self._new_key(driver.execute(KEY_BEHIND, (position - 1,)).fetchone())
            change = driver.execute(_NEXT_CHANGE, (epoch, seq)).fetchone()
            return KeySpan(key, change[0] if change else None)

    def _new_key(self, change: Row | None) -> bytes:
        try:
            return self.device.public_key if change is None else new_key_of(change[0])
        except ValueError as error:
            raise store_fault(StoreFaultKind.CORRUPT, self.folder) from error

    def hash_at(self, epoch: str, seq: int) -> str | None:
        """The hex hash of an entry; ``GENESIS`` for seq 0; None when this kiosk has no such entry."""
        if seq == 0:
            return GENESIS
        found = self.entries(epoch, seq, 1)
        return found[0].hash.hex() if found and found[0].seq == seq else None

    def acknowledge(self, epoch: str, seq: int, head_hash: str, verdicts: Sequence[Verdict]) -> None:
        """Record the platform's answer: everything up to ``seq`` is durable there, and what it thinks of it.

        A lower ``seq`` than before is taken too: a platform restored from a backup asks for older entries again.
        """
        with self.store.writing() as connection:
            epoch_no = connection.execute(sa.select(schema.epoch.c.no).where(schema.epoch.c.id == epoch)).scalar_one()
            connection.execute(_ACKNOWLEDGE, {"epoch_no": epoch_no, "seq": seq, "head_hash": bytes.fromhex(head_hash)})
            if verdicts:
                spoken_of = {"epoch_no": epoch_no, "low": verdicts[0].seq, "high": verdicts[-1].seq}
                connection.execute(_FORGET_VERDICTS, spoken_of)  # a later word replaces an earlier one
            looked_at = [v for v in verdicts if v.verdict != "accepted"]
            if looked_at:
                connection.execute(
                    _SET_VERDICT,
                    [{"epoch_no": epoch_no, "seq": v.seq, "verdict": v.verdict, "reason": v.reason} for v in looked_at],
                )

    def apply_revisions(self, revisions: Sequence[Revision], name: str, body: bytes) -> None:
        """Take over what the platform has come to think of entries since, in order, and keep document ``name``, which
        says how far that has come: both or neither. An entry that this kiosk does not have is passed over.
        """
        with self.store.writing() as connection:
            for revision in revisions:
                verdict = revision.verdict
                known = connection.execute(_EPOCH_OF, {"epoch": revision.epoch, "seq": verdict.seq}).scalar()
                if known is not None:
                    place = {"epoch_no": known, "low": verdict.seq, "high": verdict.seq}
                    connection.execute(_FORGET_VERDICTS, place)
                    if verdict.verdict != "accepted":
                        word = {"epoch_no": known, "verdict": verdict.verdict, "reason": verdict.reason}
                        connection.execute(_SET_VERDICT, {**word, "seq": verdict.seq})
            _write_document(connection, name, body)

    def newest_moment(self) -> datetime | None:
        """The newest moment known to have passed: that of the newest entry, if its clock was trusted, or what
        ``keep_moment`` was told. None: there is neither.
        """
        with self.store.reading() as connection:
            entry = connection.execute(_NEWEST).scalar_one_or_none()
            kept = _read_document(connection, "moment")
        table = json.loads(entry) if entry else {}
        moments = [kept.decode("ascii")] if kept else []
        if table.get("clock") == "trusted":
            moments.append(table["occurred_at"])
        return max(map(datetime.fromisoformat, moments), default=None)

    def keep_moment(self, moment: datetime) -> None:
        """``moment`` has certainly passed: it is known after the next start too, whatever the clock says then."""
        self.write_document("moment", rfc3339(moment).encode("ascii"))

    def open_verdicts(self) -> list[Verdict]:
        """Entries the platform holds or has refused, oldest first."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(schema.verdict).order_by("epoch_no", "seq"))
            return [Verdict(row.seq, row.verdict, row.reason) for row in rows]

    def read_document(self, name: str) -> bytes | None:
        """A small document kept beside the journal (enrolment, directory)."""
        with self.store.reading() as connection:
            return _read_document(connection, name)

    def change_platform(self, name: str, body: bytes, forget: str) -> None:
        """Belong to another platform: keep its document ``name``, forget the one named ``forget`` and everything that
        the last platform acknowledged or judged.
        """
        with self.store.writing() as connection:
            connection.execute(schema.document.delete().where(schema.document.c.name == forget))
            for table in (schema.acknowledged, schema.verdict):
                connection.execute(table.delete())
            _write_document(connection, name, body)

    def keep_document(self, connection: sa.Connection, name: str, body: bytes) -> None:
        """Keep or replace a small document in the caller's transaction."""
        _write_document(connection, name, body)

    def forget_document(self, connection: sa.Connection, name: str) -> None:
        """Forget a small document in the caller's transaction."""
        connection.execute(schema.document.delete().where(schema.document.c.name == name))

    def write_document(self, name: str, body: bytes) -> None:
        """Keep or replace a small document."""
        with self.store.writing() as connection:
            _write_document(connection, name, body)


def _receipt(row: Any) -> Receipt:
    session, line, seq, material, net_g, reduction_g, points, held = row
    return Receipt(session, line, seq, material, net_g, reduction_g, points, held=bool(held))


def _read_document(connection: sa.Connection, name: str) -> bytes | None:
    query = sa.select(schema.document.c.body).where(schema.document.c.name == name)
    return connection.execute(query).scalar_one_or_none()


def _write_document(connection: sa.Connection, name: str, body: bytes) -> None:
    connection.execute(_SET_DOCUMENT, {"name": name, "body": body})


_ALREADY = (
    "SELECT session, line, seq, material, net_g, reduction_g, points, held FROM drop_off"
    " WHERE session = ?1 AND line = ?2 OR weighing = ?3 ORDER BY session = ?1 AND line = ?2 DESC LIMIT 1"
)
_RECEIPTS = (
    sa.select(
        *(schema.drop_off.c[name] for name in ("session", "line", "seq", "material")),
        *(schema.drop_off.c[name] for name in ("net_g", "reduction_g", "points", "held")),
    )
    .where(schema.drop_off.c.session == sa.bindparam("session"))
    .order_by(schema.drop_off.c.line)
)
_OLDEST_DAY = sa.text("SELECT day FROM drop_off ORDER BY position LIMIT 1")
_HISTORY = sa.text(
    "SELECT seq, day, material, net_g, reduction_g, points, held FROM drop_off"
    " WHERE resident = :resident ORDER BY position DESC LIMIT :limit"
)
_SUMS = sa.select(
    *(
        sa.func.coalesce(sa.func.sum(schema.total.c[name]), 0).label(name)
        for name in ("drop_offs", "weight_g", "reduction_g", "points")
    )
)
_CORRECTED = sa.text(
    "SELECT COALESCE(SUM(voided), 0) AS voided, COALESCE(SUM(delta_g), 0) AS weight_g,"
    " COALESCE(SUM(delta_reduction_g), 0) AS reduction_g, COALESCE(SUM(delta_points), 0) AS points FROM correction"
)
_DAY_WEIGHT = sa.text(
    "SELECT (SELECT COALESCE(SUM(weight_g), 0) FROM total WHERE day = :day)"
    " + (SELECT COALESCE(SUM(delta_g), 0) FROM correction WHERE day = :day)"
)
_LAST_CHECK = sa.text("SELECT day, passed FROM scale_check ORDER BY position DESC LIMIT 1")
_HAS_AGREED = sa.text("SELECT 1 FROM consent WHERE resident = :resident")
_AGREED = sa.text("SELECT resident FROM consent ORDER BY position")
_NOTE_PASS = sa.text(
    "INSERT INTO seen_pass VALUES (:digest, :until)"
    " ON CONFLICT (digest) DO UPDATE SET until = max(until, excluded.until)"
)
_PIN_FAILURES = sa.text("SELECT failures FROM pin_failure WHERE badge = :badge")
_COUNT_PIN_FAILURE = sa.text(
    "INSERT INTO pin_failure VALUES (:badge, 1)"
    " ON CONFLICT (badge) DO UPDATE SET failures = failures + 1 RETURNING failures"
)
_CONTAINER_TOTAL = sa.text("SELECT total_g FROM container_total ORDER BY position DESC LIMIT 1")
_RANGE = sa.text(
    "SELECT j.seq, j.entry, j.hash, j.signature FROM journal j JOIN epoch e ON e.no = j.epoch_no"
    " WHERE e.id = :epoch AND j.seq >= :first ORDER BY j.seq LIMIT :limit"
)
_POSITION = "SELECT j.position FROM journal j JOIN epoch e ON e.no = j.epoch_no WHERE e.id = ? AND j.seq = ?"
_NEXT_CHANGE = (
    # Without the hint every entry that waits would be looked at.
    "SELECT j.seq FROM journal j INDEXED BY journal_key JOIN epoch e ON e.no = j.epoch_no"
    " WHERE j.kind = 'key_changed' AND e.id = ? AND j.seq >= ? ORDER BY j.position LIMIT 1"
)
_PAGE_ENTRIES = 1000
_PAGE = "SELECT seq, entry, hash, signature FROM journal WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"
_STORED_TYPES = [int, bytes, bytes, bytes]
_BEHIND = "SELECT EXISTS (SELECT 1 FROM {table} WHERE position > (SELECT COALESCE(MAX(position), 0) FROM journal))"
_SHRUNK = "SELECT entries, drop_offs, weight_g, reduction_g, points FROM shrunk ORDER BY position DESC LIMIT 1"
_ACKNOWLEDGED = sa.text(
    "SELECT e.id, a.seq, a.head_hash FROM acknowledged a JOIN epoch e ON e.no = a.epoch_no ORDER BY e.no"
)
_NEWEST = sa.text("SELECT entry FROM journal ORDER BY position DESC LIMIT 1")
_BACKLOGS = sa.text(
    "SELECT e.id AS epoch, COALESCE(a.seq, 0) AS acked_seq,"
    " COALESCE((SELECT MAX(seq) FROM journal WHERE epoch_no = e.no), 0) AS head_seq"
    " FROM epoch e LEFT JOIN acknowledged a ON a.epoch_no = e.no ORDER BY e.no"
)
_ACKED_NOW = sa.text("SELECT seq FROM acknowledged WHERE epoch_no = (SELECT MAX(no) FROM epoch)")
_ACKNOWLEDGE = sa.text(
    "INSERT INTO acknowledged VALUES (:epoch_no, :seq, :head_hash)"
    " ON CONFLICT (epoch_no) DO UPDATE SET seq = excluded.seq, head_hash = excluded.head_hash"
)
_FORGET_VERDICTS = sa.text("DELETE FROM verdict WHERE epoch_no = :epoch_no AND seq BETWEEN :low AND :high")
_EPOCH_OF = sa.text(
    "SELECT epoch.no FROM epoch JOIN journal ON journal.epoch_no = epoch.no AND journal.seq = :seq"
    " WHERE epoch.id = :epoch"
)
_SET_VERDICT = sa.text(
    "INSERT INTO verdict VALUES (:epoch_no, :seq, :verdict, :reason)"
    " ON CONFLICT (epoch_no, seq) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason"
)
_SET_DOCUMENT = sa.text(
    "INSERT INTO document VALUES (:name, :body) ON CONFLICT (name) DO UPDATE SET body = excluded.body"
)
