"""Revoking a kiosk from an entry on: what it had said up to there stands, what says its key beyond waits for people.

Whoever took a kiosk's key can write a journal that goes on from the true one. The operator who knows the last true
entry names it; the rest is neither lost nor believed.
"""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, select

from central import accounts, containers, corrected, corrections, pickups, revocation
from central.accounts import Balance
from central.clock import rfc3339
from central.context import Platform
from central.problems import CentralError, Problem
from central.revisions import Place, revise
from central.schema import Checkpoint, Correction, DropOff, Journal, Kiosk, Verdict
from central.store import insert_unless_known
from central.verdict import Judgement

BEYOND = Judgement("held", "revoked_kiosk")


@dataclass(frozen=True, slots=True)
class Stands:
    """Which entries of one kiosk may be believed: all of them, without a checkpoint."""

    journal: int | None = None
    seq: int = 0

    @classmethod
    def load(cls, connection: Connection, kiosk: str) -> Self:
        """What is known of ``kiosk``."""
        row = connection.execute(select(Checkpoint.journal, Checkpoint.seq).where(Checkpoint.kiosk == kiosk)).first()
        return cls() if row is None else cls(row.journal, row.seq)

    def includes(self, journal: int, seq: int) -> bool:
        """Whether the entry stands. A later epoch has a higher ``journal``."""
        return self.journal is None or (journal, seq) <= (self.journal, self.seq)


def require_trust(connection: Connection, kiosk: str) -> None:
    """Raises ``Problem`` ``revoked`` for a kiosk that is revoked as a whole: nothing that it sends is taken."""
    if revocation.revoked_among(connection, [kiosk]) and Stands.load(connection, kiosk).journal is None:
        raise Problem("revoked")


def revoke_after(platform: Platform, kiosk: str, epoch: str, seq: int) -> int:
    """Revoke ``kiosk`` and hold everything of it behind entry ``seq`` of ``epoch``; how many entries that are so far.

    Raises ``CentralError`` for an entry that the platform does not hold, and for a kiosk that was revoked already.
    """
    with platform.store.writing() as connection:
        # Its ranges wait: none may be judged by what was known before.
        connection.execute(select(Kiosk.id).where(Kiosk.id == kiosk).with_for_update(key_share=True))
        query = select(Journal.id, Journal.acked_seq).where(Journal.kiosk == kiosk, Journal.epoch == epoch)
        journal = connection.execute(query).one_or_none()
        if journal is None or not 0 <= seq <= journal.acked_seq:
            raise CentralError(f"kiosk {kiosk} has sent no entry {seq} of epoch {epoch}; see central kiosks list")
        if revocation.revoked_among(connection, [kiosk]):
            raise CentralError(f"kiosk {kiosk} is revoked already")
        insert_unless_known(connection, Checkpoint, {"kiosk": kiosk, "journal": journal.id, "seq": seq})
        count = _hold_behind(connection, platform, kiosk, Stands(journal.id, seq))
        revocation.revoke(connection, platform, "kiosk", [kiosk])
        return count


def _hold_behind(connection: Connection, platform: Platform, kiosk: str, stands: Stands) -> int:
    # Drop-offs are locked before verdicts, as whoever claims or reviews them does.
    mine = select(Journal.id).where(Journal.kiosk == kiosk, Journal.id >= stands.journal)
    connection.execute(select(DropOff.seq).where(DropOff.journal.in_(mine)).with_for_update())
    behind = (Verdict.journal > stands.journal) | (Verdict.seq > stands.seq)
    changes: dict[str, Balance] = {}
    counted = select(Verdict.journal, Verdict.seq).where(
        Verdict.journal.in_(mine), behind, Verdict.verdict == "accepted"
    )
    _undo(connection, platform, kiosk, [(row.journal, row.seq) for row in connection.execute(counted)], changes)
    rows = connection.execute(
        select(Verdict.journal, Verdict.seq, DropOff.verdict, DropOff.credited_to, DropOff.reduction_g, DropOff.points)
        .outerjoin(DropOff, (DropOff.journal == Verdict.journal) & (DropOff.seq == Verdict.seq))
        .where(Verdict.journal.in_(mine), behind, Verdict.verdict != "refused")
        .order_by(Verdict.journal, Verdict.seq)
    ).all()
    for row in rows:
        if row.credited_to is not None:
            change = changes.setdefault(row.credited_to, Balance())
            change.take_back(row.verdict, row.reduction_g, row.points)
            change.add(BEYOND.verdict, row.reduction_g, row.points)
    revise(connection, rfc3339(platform.now()), [Place(kiosk, row.journal, row.seq) for row in rows], BEYOND)
    accounts.apply_changes(connection, changes)
    return len(rows)


def _undo(
    connection: Connection, platform: Platform, kiosk: str, accepted: list[corrected.Place], changes: dict[str, Balance]
) -> None:
    """What the entries at ``accepted`` have done elsewhere: to drop-offs, containers and orders. Before their verdicts
    and the balances of drop-offs behind are revised.
    """
    behind = set(accepted)
    told = connection.execute(
        select(Correction.journal, Correction.seq)
        .join(Journal, Journal.id == Correction.journal)
        .where(Journal.kiosk == kiosk, Correction.counts)
    )
    doubted = {(row.journal, row.seq): False for row in told if (row.journal, row.seq) in behind}
    # Containers, orders and then the directory, as whoever takes a range in locks them.
    containers.lock(connection, accepted)
    pickups.doubt_closed(connection, kiosk, accepted, rfc3339(platform.now()))
    corrections.recount(connection, platform, doubted, changes)
    containers.count_loads(connection, platform, accepted, counts=False)
