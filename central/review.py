"""What is held waits here for two people. When they say the same, the verdict follows and the kiosk is told.

A word is written down and never changed; somebody who thinks again says another word, and the newest counts. Only
people who are on the roster count, two different ones, one of them a supervisor at least; while they disagree, it stays
open.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, update

from central import accounts, balance, containers, corrections, pickups, roster
from central.accounts import Balance
from central.audit import Witness, unwitnessed
from central.bodies import read_entry
from central.clock import rfc3339
from central.context import Platform
from central.problems import CentralError
from central.revisions import Place, revise
from central.roster import Member
from central.schema import IS_HELD, Collection, DropOff, Entry, Journal, Kiosk, Resident, Review, Verdict, shard_of
from central.verdict import Judgement

log = logging.getLogger(__name__)

Word = Literal["release", "decline"]
VERDICTS: Mapping[Word, Judgement] = {
    "release": Judgement("accepted", "released"),
    "decline": Judgement("refused", "declined"),
}
REASONS: Mapping[str, str] = {
    "duplicate_drop_off": "the kiosk had told of this line of this session before, or of this weighing",
    "unknown_rule": "the platform does not know this rule version, or knows it with other factors",
    "over_drop_cap": "heavier than one drop-off may be",
    "certificate_expired": "the verification of the scale had ended on that day",
    "scale_check_failed": "the newest check of the scale before it was not passed",
    "taken_out": "something credited earlier was missing from the container",
    "unknown_hold": "the kiosk asks for a review in a word that this platform does not know",
    "implausible_rate": "more drop-offs within an hour than can be weighed on one scale",
    "unknown_resident": "the resident was not registered when it arrived",
    "unknown_pass": "the platform has issued no such phone certificate or card to this resident",
    "revoked": "the resident, the phone or the card had been revoked when it arrived, or the badge before it was done",
    "pass_used_elsewhere": "another kiosk had told of the same picture of a pass first",
    "two_places": "something of the same resident was accepted at another kiosk within a minute",
    "over_card_cap": "more in one day than cards are good for unreviewed",
    "over_day_cap": "more in one day than a resident is credited for unreviewed",
    "epoch_unexplained": "a new epoch that does not say truly where the one before it ended",
    "not_supervisor": "a correction by somebody who is no supervisor",
    "needs_second": "a correction by more than 5 kg, at once or in all, without a second supervisor",
    "unknown_entry": "a correction of a drop-off that the platform does not have",
    "over_correction": "a correction that reckons from another standing than the journal tells of",
    "revoked_kiosk": "the kiosk is revoked, and this comes after the last entry that stands",
    "unknown_staff": "a badge that the platform has never issued",
    "period_mismatch": "the collection does not name the next period, or expects something else than went in",
    "seal_reused": "the new seal had been put on at another collection before",
    "unknown_container": "the load was put into a container that the platform does not know",
    "order_unknown": "no such order has ever been assigned to this kiosk",
    "order_closed": "the order was over before: cancelled, or closed by another device",
    "order_resident": "collected for an order, but not for the resident whose order it is",
    "unexplained_difference": "more or less was carried away than had been put in, and no reason explains it",
}
"""Every reason to hold, in words."""
_PLACE = (Journal.id, Journal.kiosk, Journal.epoch)
MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of a word. ``state``: ``open``, or the reason of the new verdict; ``text`` says it to a person."""

    state: str
    text: str


def queue(platform: Platform, kiosk: str | None = None, limit: int = 200) -> list[dict[str, Any]]:
    """What is held, the oldest first: where it stands, why, how much, and who has said what.

    A drop-off has a ``material`` and ``net_g``, a collection the hash of its ``manifest`` and ``weighed_g``.
    """
    at = func.coalesce(DropOff.occurred_at, Collection.at).label("occurred_at")
    what = (DropOff.material, DropOff.net_g, Collection.hash.label("manifest"), Collection.weighed_g)
    query = (
        select(*_PLACE, Verdict.seq, Verdict.reason, at, *what)
        .join(Journal, Journal.id == Verdict.journal)
        .outerjoin(DropOff, (DropOff.journal == Verdict.journal) & (DropOff.seq == Verdict.seq))
        .outerjoin(Collection, (Collection.journal == Verdict.journal) & (Collection.seq == Verdict.seq))
        .where(IS_HELD)
        .order_by(at, Verdict.journal, Verdict.seq)
    )
    if kiosk is not None:
        query = query.where(Journal.kiosk == kiosk)
    with platform.store.reading() as connection:
        rows = connection.execute(query.limit(limit)).all()
        return [
            {
                **{name: value for name, value in row._mapping.items() if name != "id"},
                "words": _words(connection, row.id, row.seq, row.reason),
            }
            for row in rows
        ]


def show(platform: Platform, kiosk: str, epoch: str, seq: int) -> dict[str, Any]:
    """Everything that is known of one entry: the entry as it was sent, its verdict, and what was said about it.

    Of a collection also the ``balance`` of its period and, where something is missing, the ``suspects``.
    """
    with platform.store.reading() as connection:
        journal = _journal(connection, kiosk, epoch)
        stands = connection.execute(_verdict(journal.id, seq)).one_or_none()
        if stands is None:
            raise _no_entry(kiosk, epoch, seq)
        where = (Entry.shard == shard_of(kiosk), Entry.journal == journal.id, Entry.seq == seq)
        entry = connection.execute(select(Entry.canonical, Entry.hash, Entry.received_at).where(*where)).one()
        query = select(Review.person, Review.word, Review.reason, Review.at, Review.note)
        said = connection.execute(query.where(Review.journal == journal.id, Review.seq == seq).order_by(Review.id))
        credited = select(DropOff.credited_to).where(DropOff.journal == journal.id, DropOff.seq == seq)
        found = {
            "kiosk": kiosk,
            "epoch": journal.epoch,
            "seq": seq,
            "verdict": stands.verdict,
            "reason": stands.reason,
            "in_words": REASONS.get(stands.reason or ""),
            "received_at": entry.received_at,
            "hash": entry.hash,
            "credited_to": connection.scalar(credited),
            "entry": _readable(entry.canonical),
            "reviews": [dict(row._mapping) for row in said],
        }
    emptied = balance.of_entry(platform, kiosk, journal.epoch, seq)
    if emptied is not None:
        found["balance"] = emptied.table()
        found["suspects"] = [asdict(each) for each in balance.suspects(platform, emptied)]
    return found


def _readable(canonical: bytes) -> Any:
    try:
        return msgspec.json.decode(canonical)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return canonical.decode("utf-8", "backslashreplace")


def speak(
    platform: Platform,
    kiosk: str,
    epoch: str,
    seq: int,
    member: Member,
    word: Word,
    note: str = "",
    witness: Witness = unwitnessed,
) -> Outcome:
    """Write down what ``member`` says about a held entry, and decide when it is decided. Raises ``CentralError``.

    The same word of the same person again adds nothing. ``witness`` writes in the same transaction.
    """
    if len(note) > MAX_NOTE:
        raise CentralError(f"a note has at most {MAX_NOTE} characters")

    def act(connection: Connection) -> Outcome:
        journal = _journal(connection, kiosk, epoch)
        # Its ranges wait, so that nobody takes the same rows in another order.
        connection.execute(select(Kiosk.id).where(Kiosk.id == kiosk).with_for_update(key_share=True))
        # Drop-offs are locked before verdicts, as whoever claims one does.
        drop = connection.execute(_drop_off(journal.id, seq).with_for_update()).one_or_none()
        stands = connection.execute(_verdict(journal.id, seq).with_for_update()).one_or_none()
        if stands is None:
            raise _no_entry(kiosk, epoch, seq)
        if stands.verdict != "held":
            return _decided_before(stands, word)
        words = _words(connection, journal.id, seq, stands.reason)
        if words.get(member.badge) != word:
            said = {"person": member.badge, "word": word, "reason": stands.reason, "note": note}
            row = {"journal": journal.id, "seq": seq, "at": rfc3339(platform.now()), **said}
            connection.execute(insert(Review).values(row))
            words[member.badge] = word
            witness(connection)
        roles = roster.may_act(connection, platform, words)
        missing = _missing({words[person] for person in roles}, roles)
        if missing is not None:
            return Outcome("open", missing)
        judgement = VERDICTS[word]
        place = Place(kiosk, journal.id, seq)
        changes: dict[str, Balance] = {}
        if judgement.verdict == "accepted":
            corrections.recount(connection, platform, {(journal.id, seq): True}, changes)
            containers.count_loads(connection, platform, [(journal.id, seq)], counts=True)
            pickups.close_released(connection, place)
        revise(connection, rfc3339(platform.now()), [place], judgement)
        nobody = drop is not None and not _settle(connection, place, drop, judgement, changes)
        accounts.apply_changes(connection, changes)  # residents last, as everybody locks them
        log.info("%s: kiosk %s epoch %s entry %d", judgement.reason, kiosk, journal.epoch, seq)
        return Outcome(str(judgement.reason), "credited to nobody: there is no such resident" if nobody else "")

    return platform.store.transact(act)


def _missing(words: set[str], roles: Mapping[str, str]) -> str | None:
    """What it still takes, None: it is decided."""
    if len(words) > 1:
        return "people disagree; it stays open until they say the same"
    if len(roles) < 2:
        return "another person must say the same"
    return None if "supervisor" in roles.values() else "a supervisor must say the same"


def _decided_before(stands: Row[str, str | None], word: Word) -> Outcome:
    verdict, reason = stands
    if reason == VERDICTS[word].reason:
        return Outcome(str(reason), "")
    raise CentralError(f"this entry is {verdict}{f' ({reason})' if reason else ''}; only what is held can be reviewed")


def _settle(
    connection: Connection,
    place: Place,
    drop: Row[str | None, int, int],
    judgement: Judgement,
    changes: dict[str, Balance],
) -> bool:
    """Balances follow the verdict, by ``changes``. False when a credit has found nobody."""
    credited_to, reduction_g, points = drop
    change = Balance()
    owner = credited_to
    if owner is not None:
        change.take_back("held", reduction_g, points)
    elif judgement.verdict == "accepted":
        owner, waits = _owner_by_now(connection, place)
        if owner is None:
            return waits  # a guest's claim may still come
        where = (DropOff.journal == place.journal, DropOff.seq == place.seq)
        connection.execute(update(DropOff).where(*where).values(credited_to=owner))
    if owner is not None:
        change.add(judgement.verdict, reduction_g, points)
        changes[owner] = change
    return True


def _owner_by_now(connection: Connection, place: Place) -> tuple[str | None, bool]:
    """Who the entry names, if they are registered by now; and whether it names nobody."""
    where = (Entry.shard == shard_of(place.kiosk), Entry.journal == place.journal, Entry.seq == place.seq)
    entry = read_entry(connection.execute(select(Entry.canonical).where(*where)).scalar_one())
    drop = None if entry is None else entry.drop_off
    named = None if drop is None else drop.resident
    found = connection.scalar(select(Resident.id).where(Resident.id == named)) if named is not None else None
    return found, named is None


def _words(connection: Connection, journal: int, seq: int, reason: str | None) -> dict[str, str]:
    """Each person's newest word about this reason."""
    query = select(Review.person, Review.word).where(
        Review.journal == journal, Review.seq == seq, Review.reason == reason
    )
    return {row.person: row.word for row in connection.execute(query.order_by(Review.id))}


def _journal(connection: Connection, kiosk: str, epoch: str) -> Row[int, str, str]:
    query = select(*_PLACE).where(Journal.kiosk == kiosk, Journal.epoch.startswith(epoch, autoescape=True))
    rows = connection.execute(query.limit(2)).all()
    if len(rows) != 1 or not epoch:
        raise CentralError(f"kiosk {kiosk} has not one epoch that begins with {epoch!r}; see central kiosks list")
    return rows[0]


def _no_entry(kiosk: str, epoch: str, seq: int) -> CentralError:
    return CentralError(f"kiosk {kiosk} has sent no entry {seq} of epoch {epoch}")


def _verdict(journal: int, seq: int) -> Any:
    return select(Verdict.verdict, Verdict.reason).where(Verdict.journal == journal, Verdict.seq == seq)


def _drop_off(journal: int, seq: int) -> Any:
    columns = (DropOff.credited_to, DropOff.reduction_g, DropOff.points)
    return select(*columns).where(DropOff.journal == journal, DropOff.seq == seq)
