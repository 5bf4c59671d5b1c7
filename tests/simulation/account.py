"""What the platform holds, against what the kiosks' journals say."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from central.schema import DropOff, Entry, Journal, Resident, Verdict
from central.stats import stats
from kiosk.core.journal import StoredEntry
from tests.simulation.book import Book
from tests.simulation.central_side import CentralSide

_ABOUT_THE_SCALE = {"certificate_expired", "scale_check_failed", "taken_out"}
_ABOUT_PEOPLE = {"revoked", "over_card_cap", "unknown_resident", "pass_used_elsewhere"}
"""What a kiosk without a network cannot know."""


@dataclass
class Account:
    """Reads every stored entry once (again after the platform was set back)."""

    central: CentralSide
    verdicts: Counter[str] = field(default_factory=Counter)
    _read_up_to: dict[tuple[str, str], int] = field(default_factory=dict)
    _restored: int = 0

    def check(self, books: Iterable[Book]) -> None:
        """After every step."""
        if self.central.restored != self._restored:
            self._restored = self.central.restored
            self._read_up_to.clear()
        with self.central.platform.store.reading() as connection:
            for book in books:
                if book.box.parts is not None or book.entries:
                    self._check_kiosk(connection, book)
            self._check_balances(connection)

    def _check_kiosk(self, connection: Connection, book: Book) -> None:
        parts = book.box.parts
        if parts is None:
            return
        kiosk = parts.ledger.device.kiosk
        heads = {
            row.epoch: row
            for row in connection.execute(
                select(Journal.id, Journal.epoch, Journal.acked_seq, Journal.head_hash).where(Journal.kiosk == kiosk)
            )
        }
        for epoch, row in heads.items():
            self._compare(connection, book, epoch, row.id)
        with book.box.disk.calm():
            acknowledged = parts.ledger.acknowledged()
        for epoch, seq, _hash in acknowledged:
            if not self.central.restored and seq:
                held = heads[epoch].acked_seq if epoch in heads else 0
                assert seq <= held, f"the kiosk believes {seq} entries acknowledged, the platform holds {held}"

    def _compare(self, connection: Connection, book: Book, epoch: str, journal: int) -> None:
        start = self._read_up_to.get((book.box.name, epoch), 0)
        rows = connection.execute(
            select(Entry.seq, Entry.canonical, Verdict.verdict, Verdict.reason)
            .join(Verdict, (Verdict.journal == Entry.journal) & (Verdict.seq == Entry.seq))
            .where(Entry.journal == journal, Entry.seq > start)
            .order_by(Entry.seq)
        ).all()
        own = book.history.get(epoch, [])
        for row in rows:
            assert row.seq <= len(own), f"the platform holds entry {row.seq}, the kiosk never had it"
            assert row.canonical == own[row.seq - 1].entry, f"entry {row.seq} differs at the platform"
            self.verdicts[f"{row.verdict} {row.reason}"] += 1
            self._check_verdict(book, row.canonical, row.verdict, row.reason)
        self._read_up_to[book.box.name, epoch] = start + len(rows)

    @staticmethod
    def _check_verdict(book: Book, canonical: bytes, verdict: str, reason: str | None) -> None:
        assert verdict != "refused", f"refused: {reason}"
        hold = json.loads(canonical)["body"].get("hold")
        if reason in _ABOUT_THE_SCALE:
            assert hold == reason or book.restored, f"held for {reason}, which the kiosk knew and did not say"
        elif verdict == "held":
            assert reason in _ABOUT_PEOPLE, f"held: {reason}"
        else:
            assert hold is None, f"the kiosk asked for a review ({hold}) and got none"

    @staticmethod
    def _check_balances(connection: Connection) -> None:
        sums = {
            row.credited_to: (int(row.grams), int(row.points))
            for row in connection.execute(
                select(
                    DropOff.credited_to,
                    func.sum(DropOff.reduction_g).label("grams"),
                    func.sum(DropOff.points).label("points"),
                )
                .where(DropOff.verdict == "accepted", DropOff.credited_to.is_not(None))
                .group_by(DropOff.credited_to)
            )
        }
        for row in connection.execute(select(Resident.id, Resident.reduction_g, Resident.points)):
            assert (row.reduction_g, row.points) == sums.get(row.id, (0, 0)), "a balance is not the sum of its credits"

    def check_drained(self, books: Iterable[Book]) -> None:
        """Everything has been shipped: the sums agree to the gram. What a backup did not hold may be here, too."""
        held: list[StoredEntry] = []
        with self.central.platform.store.reading() as connection:
            for book in books:
                parts = book.box.parts
                assert parts is not None
                kiosk = parts.ledger.device.kiosk
                rows = connection.execute(select(Journal.epoch, Journal.acked_seq).where(Journal.kiosk == kiosk))
                acked = {row.epoch: row.acked_seq for row in rows}
                for epoch, own in book.history.items():
                    present = book.present[epoch]
                    assert acked.get(epoch, 0) >= present, (
                        f"{book.box.name} holds {present} entries of an epoch, the platform {acked.get(epoch, 0)}"
                    )
                    held += own[: acked.get(epoch, 0)]
        found = stats(self.central.platform)
        bodies = [table["body"] for one in held if (table := json.loads(one.entry))["kind"] == "drop_off"]
        expected = {
            "entries": len(held),
            "drop_offs": len(bodies),
            **{name: sum(body[key] for body in bodies) for name, key in _SUMMED.items()},
        }
        assert {name: found[name] for name in expected} == expected, f"{found} at the platform, expected {expected}"


_SUMMED = {"weight_g": "net_g", "reduction_g": "reduction_g", "points": "points"}
