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

from kiosk.core.acts import DropOff, Resident, ScaleCheck
from kiosk.core.clock import Clock, local_day, rfc3339
from kiosk.core.events import ContainerEmptied, Receipt, ScaleChecked, SettledWeight, StaffRole
from kiosk.core.journal import Backlog, OpenVisit, StoredEntry, Totals, Verdict
from kiosk.core.plate import ScaleMode
from kiosk.ledger import schema
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
from kiosk.ledger.entry import GENESIS, Header, canonical, entry_hash, signed_message
from kiosk.ledger.faults import store_faults
from kiosk.methodology import Rulebook


class Ledger:
    """One kiosk's ledger. Made by ``open_ledger``; close it when done."""

    def __init__(self, folder: Path, device: Device, clock: Clock, writer: sa.Engine, reader: sa.Engine) -> None:
        self.folder = folder
        self.device = device
        self._clock = clock
        self._writer = writer
        self._reader = reader

    def close(self) -> None:
        """Give back every connection; the last one folds the WAL into the file."""
        self._reader.dispose()
        self._writer.dispose()

    def reopen(self) -> None:
        """Drop every connection; the next call opens new ones. After an I/O error nothing cached may be believed."""
        self.close()

    # --- appending ---------------------------------------------------------------------------------------------------

    def append_boot(self, software: str) -> int:
        """Record that the kiosk has started. Returns the ``seq``."""
        with self._write() as connection:
            return self._append(connection, "boot", boot_body(software)).seq

    def adopt_rules(self, rules: Rulebook) -> int | None:
        """Record the rule versions in use, unless the last such entry says the same. Returns the ``seq`` or None."""
        body = rules_adopted_body(rules)
        digest = ",".join(rule["digest"] for rule in body["rules"]).encode("ascii")
        with self._write() as connection:
            if _read_document(connection, "rules") == digest:
                return None
            stored = self._append(connection, "rules_adopted", body)
            _write_document(connection, "rules", digest)
            return stored.seq

    def append_drop_off(self, act: DropOff) -> Receipt:
        """Make one drop-off durable. The same ``(session, line)`` again returns the first receipt and adds nothing.

        Raises ``ValueError`` when the weighing has already become another drop-off: that is a bug of the caller.
        """
        return self.append_drop_offs([act])[0]

    def append_drop_offs(self, acts: Sequence[DropOff]) -> list[Receipt]:
        """Several drop-offs in one transaction, all or none; otherwise as ``append_drop_off``."""
        with self._write() as connection:
            return [self._append_drop_off(connection, act) for act in acts]

    def _append_drop_off(self, connection: sa.Connection, act: DropOff) -> Receipt:
        known = _driver(connection).execute(_ALREADY, (act.session, act.line, act.weight.weighing)).fetchone()
        if known is not None:
            receipt = _receipt(known)
            if (receipt.session, receipt.line) != (act.session, act.line):
                raise ValueError(f"weighing {act.weight.weighing} is already credited")
            return receipt
        stored = self._append(connection, "drop_off", drop_off_body(act))
        who = act.who.resident if isinstance(act.who, Resident) else None
        receipt = Receipt(
            act.session,
            act.line,
            stored.seq,
            act.material,
            act.weight.net_g,
            act.reduction_g,
            act.points,
            held=act.hold is not None,
        )
        _driver(connection).execute(
            _INSERT_DROP_OFF,
            (
                stored.position,
                receipt.seq,
                receipt.session,
                receipt.line,
                act.weight.weighing,
                who,
                receipt.material,
                stored.day,
                receipt.net_g,
                receipt.reduction_g,
                receipt.points,
                int(receipt.held),
            ),
        )
        total_g = _container_total_g(act.weight)
        if total_g is not None:
            _driver(connection).execute(_INSERT_CONTAINER_TOTAL, (stored.position, total_g))
        return receipt

    def append_scale_check(self, check: ScaleCheck) -> int:
        """Record that staff have checked the scale. Returns the ``seq``."""
        with self._write() as connection:
            stored = self._append(connection, "scale_check", scale_check_body(check))
            row = {"position": stored.position, "day": stored.day, "passed": int(check.passed)}
            connection.execute(schema.scale_check.insert().values(row))
            return stored.seq

    def append_container_emptied(self, emptied: ContainerEmptied) -> int:
        """Record that the container has been emptied. Returns the ``seq``."""
        with self._write() as connection:
            stored = self._append(connection, "container_emptied", container_emptied_body(emptied))
            _driver(connection).execute(_INSERT_CONTAINER_TOTAL, (stored.position, emptied.after_g))
            return stored.seq

    def append_device_state(self, device: str, state: str) -> int:
        """Record what a device has come to: a fault's word, or ``well``. Returns the ``seq``."""
        with self._write() as connection:
            return self._append(connection, "device_state", device_state_body(device, state)).seq

    def append_consent(self, resident: str) -> int | None:
        """Record that a person has agreed to the privacy notice. Returns the ``seq``, None when they had before."""
        with self._write() as connection:
            if connection.execute(_HAS_AGREED, {"resident": resident}).one_or_none() is not None:
                return None
            stored = self._append(connection, "consent", consent_body(resident))
            connection.execute(schema.consent.insert().values(resident=resident, position=stored.position))
            return stored.seq

    def append_staff_action(self, badge: str, role: StaffRole, action: str) -> int:
        """Record what somebody of the staff did: ``unlocked`` or ``locked_out``. Returns the ``seq``."""
        with self._write() as connection:
            return self._append(connection, "staff_action", staff_action_body(badge, role, action)).seq

    def _append(self, connection: sa.Connection, kind: str, body: dict[str, Any]) -> "_Position":
        driver = _driver(connection)
        epoch_no, epoch, last_seq, last_hash, last_position = driver.execute(_HEAD).fetchone()
        seq = (last_seq or 0) + 1
        now = self._clock.now()
        header = Header(
            kiosk=self.device.kiosk,
            epoch=epoch,
            seq=seq,
            prev_hash=last_hash.hex() if last_hash else GENESIS,
            occurred_at=rfc3339(now),
            clock=self._clock.trust().value,
            boot=self._clock.boot,
            monotonic_ms=self._clock.monotonic_ms(),
        )
        entry = canonical(header, kind, body)
        digest = entry_hash(entry)
        position = (last_position or 0) + 1
        signature = self.device.sign(signed_message(digest))
        driver.execute(_INSERT_ENTRY, (position, epoch_no, seq, kind, entry, digest, signature))
        return _Position(position, seq, local_day(now).isoformat())

    # --- the visit that is open --------------------------------------------------------------------------------------

    def open_visit(self, visit: OpenVisit) -> None:
        """Remember that a person is here, so that an interruption can be explained to them."""
        values = {"id": 1, "session": visit.session, "claim_code": visit.claim_code}
        with self._write() as connection:
            connection.execute(schema.open_visit.delete())
            connection.execute(schema.open_visit.insert().values(values))

    def close_visit(self) -> None:
        """The visit ended in the ordinary way."""
        with self._write() as connection:
            connection.execute(schema.open_visit.delete())

    def interrupted_visit(self) -> OpenVisit | None:
        """The visit that was open when the kiosk stopped, or None."""
        with self._read() as connection:
            row = connection.execute(sa.select(schema.open_visit)).one_or_none()
            return None if row is None else OpenVisit(row.session, row.claim_code)

    # --- passes and PINs ---------------------------------------------------------------------------------------------

    def note_pass(self, digest: str, until: int) -> None:
        """Remember a pass that was accepted, until (Unix seconds) nobody would accept it again anyway."""
        with self._write() as connection:
            connection.execute(_NOTE_PASS, {"digest": digest, "until": until})

    def seen_passes(self) -> list[tuple[str, int]]:
        """The passes that were accepted: (digest, until)."""
        with self._read() as connection:
            rows = connection.execute(sa.select(schema.seen_pass.c.digest, schema.seen_pass.c.until))
            return [(row.digest, row.until) for row in rows]

    def forget_passes(self, before: datetime) -> None:
        """Forget passes whose time was over at ``before``, a moment that must certainly have passed."""
        with self._write() as connection:
            connection.execute(schema.seen_pass.delete().where(schema.seen_pass.c.until < before.timestamp()))

    def pin_failures(self, badge: str) -> int:
        """Wrong PINs for ``badge`` since the last right one."""
        with self._read() as connection:
            return int(connection.execute(_PIN_FAILURES, {"badge": badge}).scalar_one_or_none() or 0)

    def count_pin_failure(self, badge: str) -> int:
        """One more wrong PIN for ``badge``. Returns how many there are now."""
        with self._write() as connection:
            return int(connection.execute(_COUNT_PIN_FAILURE, {"badge": badge}).scalar_one())

    def forget_pin_failures(self, badge: str) -> None:
        """The PIN was right."""
        with self._write() as connection:
            connection.execute(schema.pin_failure.delete().where(schema.pin_failure.c.badge == badge))

    # --- reading -----------------------------------------------------------------------------------------------------

    def receipts(self, session: str) -> tuple[Receipt, ...]:
        """What is durable of a session, in the order of its lines."""
        with self._read() as connection:
            return tuple(_receipt(row) for row in connection.execute(_RECEIPTS, {"session": session}))

    def totals(self) -> Totals:
        """Sums over everything in the ledger, from the projections: cost does not grow with the journal."""
        with self._read() as connection:
            sums = connection.execute(_SUMS).one()
            head = connection.exec_driver_sql(_HEAD).one()
            acked = sum(row.acked_seq for row in connection.execute(_BACKLOGS))
            entries = head.position or 0
            return Totals(
                entries=entries,
                drop_offs=sums.drop_offs,
                weight_g=sums.weight_g,
                reduction_g=sums.reduction_g,
                points=sums.points,
                head=head.hash.hex() if head.hash else GENESIS,
                acked_seq=connection.execute(_ACKED_NOW).scalar() or 0,
                pending=entries - acked,
            )

    def day_weight_g(self, day: date) -> int:
        """Net grams dropped off on a local day."""
        with self._read() as connection:
            return int(connection.execute(_DAY_WEIGHT, {"day": day.isoformat()}).scalar_one())

    def last_scale_check(self, count: int | None = None) -> ScaleChecked:
        """The newest scale check among the first ``count`` entries (all when None)."""
        with self._read() as connection:
            row = connection.execute(_LAST_CHECK, _among(count)).one_or_none()
        return ScaleChecked(None) if row is None else ScaleChecked(date.fromisoformat(row.day), bool(row.passed))

    def agreed(self, count: int | None = None) -> list[str]:
        """The residents who have agreed to the privacy notice among the first ``count`` entries (all when None), in the
        order in which they did.
        """
        with self._read() as connection:
            return list(connection.execute(_AGREED, _among(count)).scalars())

    def container_total_g(self, count: int | None = None) -> int | None:
        """What the container must weigh after the newest drop-off that was weighed with it, grams: the gross weight, or
        more where something credited was missing; or what it weighed when it had been emptied since. Among the first
        ``count`` entries; None: there is no such entry.
        """
        with self._read() as connection:
            found = connection.execute(_CONTAINER_TOTAL, _among(count)).scalar_one_or_none()
            return None if found is None else int(found)

    def entries(self, epoch: str, first: int, limit: int) -> list[StoredEntry]:
        """Up to ``limit`` entries of ``epoch`` from ``first`` on, as stored."""
        with self._read() as connection:
            rows = connection.execute(_RANGE, {"epoch": epoch, "first": first, "limit": limit})
            return [StoredEntry(row.seq, row.entry, row.hash, row.signature) for row in rows]

    def all_entries(self, count: int | None = None) -> Iterator[StoredEntry]:
        """The first ``count`` entries (all when None) in the order they were appended, without holding a read open
        between pages.
        """
        position = 0
        while count is None or position < count:
            limit = _PAGE_ENTRIES if count is None else min(_PAGE_ENTRIES, count - position)
            with self._read() as connection:
                rows = connection.execute(_PAGE, {"position": position, "limit": limit}).all()
            if not rows:
                return
            for row in rows:
                yield StoredEntry(row.seq, row.entry, row.hash, row.signature)
            position = rows[-1].position

    def damaged_pages(self) -> list[str]:
        """What SQLCipher says about pages whose checksum does not fit: bit rot anywhere in the file, also where no
        query happens to look.
        """
        with self._read() as connection:
            return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]

    # --- the platform's side -----------------------------------------------------------------------------------------

    def backlog(self) -> Backlog:
        """The oldest epoch with something to ship, or the present one."""
        with self._read() as connection:
            rows = connection.execute(_BACKLOGS).all()
        waiting = [row for row in rows if row.head_seq > row.acked_seq]
        row = waiting[0] if waiting else rows[-1]
        return Backlog(row.epoch, row.acked_seq, row.head_seq)

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
        with self._write() as connection:
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

    def newest_moment(self) -> datetime | None:
        """The newest moment known to have passed: that of the newest entry, if its clock was trusted, or what
        ``keep_moment`` was told. None: there is neither.
        """
        with self._read() as connection:
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
        with self._read() as connection:
            rows = connection.execute(sa.select(schema.verdict).order_by("epoch_no", "seq"))
            return [Verdict(row.seq, row.verdict, row.reason) for row in rows]

    def read_document(self, name: str) -> bytes | None:
        """A small document kept beside the journal (enrolment, directory)."""
        with self._read() as connection:
            return _read_document(connection, name)

    def change_platform(self, name: str, body: bytes, forget: str) -> None:
        """Belong to another platform: keep its document ``name``, forget the one named ``forget`` and everything that
        the last platform acknowledged or judged.
        """
        with self._write() as connection:
            connection.execute(schema.document.delete().where(schema.document.c.name == forget))
            for table in (schema.acknowledged, schema.verdict):
                connection.execute(table.delete())
            _write_document(connection, name, body)

    def write_document(self, name: str, body: bytes) -> None:
        """Keep or replace a small document."""
        with self._write() as connection:
            _write_document(connection, name, body)

    # --- transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with store_faults(self.folder), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        with store_faults(self.folder), self._reader.begin() as connection:
            yield connection


@dataclass(frozen=True, slots=True)
class _Position:
    position: int
    seq: int
    day: str  # the local day of the entry's own time, so that a projection says the same


def _driver(connection: sa.Connection) -> Any:
    """The SQLite connection itself, inside the same transaction: an append is four statements that never change, and
    SQLAlchemy's share of each would cost more than the commit.
    """
    return connection.connection.driver_connection


def _receipt(row: Any) -> Receipt:
    session, line, seq, material, net_g, reduction_g, points, held = row
    return Receipt(session, line, seq, material, net_g, reduction_g, points, held=bool(held))


def _container_total_g(weight: SettledWeight) -> int | None:
    if weight.evidence.mode is not ScaleMode.CONTAINER:
        return None
    # What was missing is missing still: a restart must not forgive it.
    return max(weight.gross_g, weight.tare_g + weight.evidence.taken_out_g)


def _among(count: int | None) -> dict[str, int]:
    return {"last": _NO_LIMIT if count is None else count}


def _read_document(connection: sa.Connection, name: str) -> bytes | None:
    query = sa.select(schema.document.c.body).where(schema.document.c.name == name)
    return connection.execute(query).scalar_one_or_none()


def _write_document(connection: sa.Connection, name: str, body: bytes) -> None:
    connection.execute(_SET_DOCUMENT, {"name": name, "body": body})


_HEAD = (
    "SELECT e.no AS epoch_no, e.id AS epoch, j.seq, j.hash, (SELECT MAX(position) FROM journal) AS position"
    " FROM epoch e LEFT JOIN journal j ON j.epoch_no = e.no"
    " AND j.seq = (SELECT MAX(seq) FROM journal WHERE epoch_no = e.no)"
    " ORDER BY e.no DESC LIMIT 1"
)
_ALREADY = (
    "SELECT session, line, seq, material, net_g, reduction_g, points, held FROM drop_off"
    " WHERE session = ?1 AND line = ?2 OR weighing = ?3 ORDER BY session = ?1 AND line = ?2 DESC LIMIT 1"
)
_INSERT_ENTRY = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_DROP_OFF = "INSERT INTO drop_off VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_CONTAINER_TOTAL = "INSERT INTO container_total VALUES (?, ?)"
_RECEIPTS = (
    sa.select(
        *(schema.drop_off.c[name] for name in ("session", "line", "seq", "material")),
        *(schema.drop_off.c[name] for name in ("net_g", "reduction_g", "points", "held")),
    )
    .where(schema.drop_off.c.session == sa.bindparam("session"))
    .order_by(schema.drop_off.c.line)
)
_SUMS = sa.select(
    *(
        sa.func.coalesce(sa.func.sum(schema.total.c[name]), 0).label(name)
        for name in ("drop_offs", "weight_g", "reduction_g", "points")
    )
)
_DAY_WEIGHT = sa.select(sa.func.coalesce(sa.func.sum(schema.total.c.weight_g), 0)).where(
    schema.total.c.day == sa.bindparam("day")
)
_NO_LIMIT = 2**63 - 1
_LAST_CHECK = sa.text("SELECT day, passed FROM scale_check WHERE position <= :last ORDER BY position DESC LIMIT 1")
_HAS_AGREED = sa.text("SELECT 1 FROM consent WHERE resident = :resident")
_AGREED = sa.text("SELECT resident FROM consent WHERE position <= :last ORDER BY position")
_NOTE_PASS = sa.text(
    "INSERT INTO seen_pass VALUES (:digest, :until)"
    " ON CONFLICT (digest) DO UPDATE SET until = max(until, excluded.until)"
)
_PIN_FAILURES = sa.text("SELECT failures FROM pin_failure WHERE badge = :badge")
_COUNT_PIN_FAILURE = sa.text(
    "INSERT INTO pin_failure VALUES (:badge, 1)"
    " ON CONFLICT (badge) DO UPDATE SET failures = failures + 1 RETURNING failures"
)
_CONTAINER_TOTAL = sa.text("SELECT total_g FROM container_total WHERE position <= :last ORDER BY position DESC LIMIT 1")
_RANGE = sa.text(
    "SELECT j.seq, j.entry, j.hash, j.signature FROM journal j JOIN epoch e ON e.no = j.epoch_no"
    " WHERE e.id = :epoch AND j.seq >= :first ORDER BY j.seq LIMIT :limit"
)
_PAGE_ENTRIES = 1000
_PAGE = sa.text(
    "SELECT position, seq, entry, hash, signature FROM journal"
    " WHERE position > :position ORDER BY position LIMIT :limit"
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
_SET_VERDICT = sa.text(
    "INSERT INTO verdict VALUES (:epoch_no, :seq, :verdict, :reason)"
    " ON CONFLICT (epoch_no, seq) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason"
)
_SET_DOCUMENT = sa.text(
    "INSERT INTO document VALUES (:name, :body) ON CONFLICT (name) DO UPDATE SET body = excluded.body"
)
