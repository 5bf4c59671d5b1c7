"""The tables. Types are portable between SQLite and PostgreSQL; moments are RFC 3339 text, masses integer grams.

``entries`` is append-only evidence: the canonical bytes exactly as received. ``verdicts``, ``drop_offs``, balances,
``kiosk_scales``, ``device_states``, ``pass_showings``, ``resident_days``, ``card_days``, ``boot_runs``, ``sites``,
``containers``, ``container_acts``, ``collections``, ``collections_abandoned`` and ``seals`` are derived from it,
written in the transaction that stores the entries; a review may change verdicts and what follows from them. Of
``orders`` the outcomes come from there too.
Whoever changes a table adds a migration (``central/migrations/versions``).
"""

from sqlalchemy import (
    DDL,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    event,
    func,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = "11"
"""The newest migration."""

ENTRY_PARTITIONS = 16

_MOMENT = String(24)
_HASH = String(64)
_ID = String(32)
_RESIDENT = String(22)
_WORD = String(32)


class Base(DeclarativeBase):
    """Constraint names are fixed, so that a migration can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Setting(Base):
    """Facts about this database: ``schema`` (its version)."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(String(255))


class PlatformKey(Base):
    """An Ed25519 key of the platform. ``purpose``: ``directory`` or ``pass``."""

    __tablename__ = "platform_keys"
    kid: Mapped[str] = mapped_column(String(16), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), unique=True)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[str] = mapped_column(_MOMENT)


class PublishedDirectory(Base):
    """A version of the directory, as signed. The highest version is served."""

    __tablename__ = "directories"
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    kid: Mapped[str] = mapped_column(String(16))
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class Invitation(Base):
    """A one-time enrolment code, kept as its SHA-256. ``kiosk`` is who used it."""

    __tablename__ = "invitations"
    code_hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    expires_at: Mapped[str] = mapped_column(_MOMENT)
    kiosk: Mapped[str | None] = mapped_column(ForeignKey("kiosks.id"))
    used_at: Mapped[str | None] = mapped_column(_MOMENT)


class Kiosk(Base):
    """An enrolled kiosk; its id is derived from its first raw Ed25519 public key (32 bytes), ``public_key``.

    ``last_seen``: when a call that it had signed was last accepted, to a minute; None: never.
    """

    __tablename__ = "kiosks"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    software: Mapped[str] = mapped_column(String(200))
    enrolled_at: Mapped[str] = mapped_column(_MOMENT)
    last_seen: Mapped[str | None] = mapped_column(_MOMENT)


class KioskKey(Base):
    """A key of a kiosk; the one with the highest ``no`` is in force, since ``since``, and all others are retired.

    ``journal`` and ``seq`` are the ``key_changed`` entry that told of it; None: the kiosk was enrolled with it.
    """

    __tablename__ = "kiosk_keys"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[str] = mapped_column(_MOMENT)
    journal: Mapped[int | None] = mapped_column(ForeignKey("journals.id"))
    seq: Mapped[int | None] = mapped_column(BigInteger)


class Journal(Base):
    """The head of one epoch of one kiosk: the last stored sequence number and its hash, and the number of the kiosk's
    key that signs what comes next.
    """

    __tablename__ = "journals"
    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"))
    epoch: Mapped[str] = mapped_column(String(32))
    acked_seq: Mapped[int] = mapped_column(BigInteger)
    head_hash: Mapped[str] = mapped_column(_HASH)
    key_no: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (Index("uq_journals_kiosk_epoch", "kiosk", "epoch", unique=True),)


def shard_of(kiosk: str) -> int:
    """The shard in which all rows of ``kiosk`` lie, 0 to 4095: three hex digits of its id, which is a hash already."""
    return int(kiosk[2:5], 16)


class Entry(Base):
    """One journal entry as received. ``signature`` is evidence, not checked one by one (the chain commits to it).

    A query names the ``shard`` too: it is the first column of the key, and PostgreSQL then opens one partition.
    """

    __tablename__ = "entries"
    shard: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(_HASH)
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[str] = mapped_column(_MOMENT)
    __table_args__ = {"postgresql_partition_by": "HASH (shard)"}  # noqa: RUF012 - the form that SQLAlchemy asks for


for _remainder in range(ENTRY_PARTITIONS):
    event.listen(
        Entry.__table__,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy has not annotated it
            f"CREATE TABLE entries_p{_remainder:02} PARTITION OF entries "
            f"FOR VALUES WITH (MODULUS {ENTRY_PARTITIONS}, REMAINDER {_remainder})"
        ).execute_if(dialect="postgresql"),
    )


class Verdict(Base):
    """What the platform decided about an entry. ``reason`` is a machine word, null when accepted.

    It names its journal and not its entry: PostgreSQL would look each one up, at three times the cost of storing it.
    """

    __tablename__ = "verdicts"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(32))


IS_HELD = Verdict.verdict == literal_column("'held'")
"""What waits for review. Written out, not bound: only so do both databases see that their index of it fits."""

Index("ix_verdicts_held", Verdict.journal, Verdict.seq, postgresql_where=IS_HELD, sqlite_where=IS_HELD)


class DropOff(Base):
    """A well-formed drop-off, whatever its verdict, as it counts after its corrections. ``credited_to``: the resident
    in whose list it stands.

    ``occurred_at`` is the kiosk's label. ``moment`` is what the platform knows better (``central.moments``), None: the
    label stands; ``moment_kind``: ``label``, ``corrected`` or ``bounded``. ``session``, ``line`` and ``weighing`` (its
    id) name the act: an honest kiosk never gives them twice, in whatever epoch.
    """

    __tablename__ = "drop_offs"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    credited_to: Mapped[str | None] = mapped_column(ForeignKey("residents.id"))
    claim: Mapped[str | None] = mapped_column(_HASH, index=True)
    occurred_at: Mapped[str] = mapped_column(_MOMENT)
    material: Mapped[str] = mapped_column(String(32))
    net_g: Mapped[int] = mapped_column(BigInteger)
    reduction_g: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int] = mapped_column(BigInteger)
    rule_id: Mapped[str] = mapped_column(String(64))
    rule_version: Mapped[int] = mapped_column(BigInteger)
    rule_status: Mapped[str] = mapped_column(String(16))
    g_per_kg: Mapped[int] = mapped_column(BigInteger)
    points_per_kg: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(32))
    moment: Mapped[str | None] = mapped_column(_MOMENT)
    moment_kind: Mapped[str] = mapped_column(String(9), server_default="label")
    session: Mapped[str | None] = mapped_column(_ID)
    line: Mapped[int | None]
    weighing: Mapped[str | None] = mapped_column(_ID)
    # The journal first: what a kiosk brings lies together, however many drop-offs there are in all.
    __table_args__ = (
        Index("ix_drop_offs_credited_to_occurred_at", "credited_to", "occurred_at"),
        Index("ix_drop_offs_journal_session_line", "journal", "session", "line"),
        Index("ix_drop_offs_journal_weighing", "journal", "weighing"),
    )


WHEN = func.coalesce(DropOff.moment, DropOff.occurred_at).label("at")
"""When a drop-off happened, as well as the platform knows."""

_IS_MOVED = DropOff.moment.is_not(None)

Index(
    "ix_drop_offs_credited_to_moment",
    DropOff.credited_to,
    DropOff.moment,
    postgresql_where=_IS_MOVED,
    sqlite_where=_IS_MOVED,
)


class KioskScale(Base):
    """What a kiosk's journal last said about its scale: the newest check, and the last day of the certificate that its
    newest weighing names.
    """

    __tablename__ = "kiosk_scales"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    checked_at: Mapped[str | None] = mapped_column(_MOMENT)
    check_passed: Mapped[bool | None]
    certificate_until: Mapped[str | None] = mapped_column(String(10))


class DeviceState(Base):
    """What a kiosk's device has come to since the kiosk's last start, and when it was said first."""

    __tablename__ = "device_states"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    device: Mapped[str] = mapped_column(String(32), primary_key=True)
    state: Mapped[str] = mapped_column(String(32))
    since: Mapped[str] = mapped_column(_MOMENT)


class ForkEvidence(Base):
    """A signed entry whose number was taken by another hash: proof that two histories exist. Nothing is overwritten."""

    __tablename__ = "fork_evidence"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    line: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[str] = mapped_column(_MOMENT)


class Resident(Base):
    """A pseudonym with its balance. The phone's bearer token is kept only as SHA-256."""

    __tablename__ = "residents"
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    token_hash: Mapped[str] = mapped_column(_HASH, unique=True)
    created_at: Mapped[str] = mapped_column(_MOMENT)
    reduction_g: Mapped[int] = mapped_column(BigInteger, default=0)
    points: Mapped[int] = mapped_column(BigInteger, default=0)
    held: Mapped[int] = mapped_column(BigInteger, default=0)


class Claim(Base):
    """A guest's claim, by hash, taken by a resident. It may be taken before its drop-off has arrived."""

    __tablename__ = "claims"
    claim: Mapped[str] = mapped_column(_HASH, primary_key=True)
    resident: Mapped[str] = mapped_column(ForeignKey("residents.id"))
    claimed_at: Mapped[str] = mapped_column(_MOMENT)


class Certificate(Base):
    """A phone's Ed25519 key (raw, 32 bytes), certified for a resident. A renewal is another row with the same key."""

    __tablename__ = "certificates"
    pass_id: Mapped[str] = mapped_column(_ID, primary_key=True)
    resident: Mapped[str] = mapped_column(ForeignKey("residents.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[str] = mapped_column(_MOMENT)
    expires_at: Mapped[str] = mapped_column(_MOMENT)


class Card(Base):
    """A printed card of a resident without a phone. The code on it is kept only as SHA-256.

    ``linked_to``: the resident of a phone that shows this card's account too.
    """

    __tablename__ = "cards"
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    resident: Mapped[str] = mapped_column(ForeignKey("residents.id"), index=True)
    place: Mapped[str] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(_HASH, unique=True)
    created_at: Mapped[str] = mapped_column(_MOMENT)
    expires_at: Mapped[str] = mapped_column(_MOMENT)
    replaced_by: Mapped[str | None] = mapped_column(_ID)
    linked_to: Mapped[str | None] = mapped_column(ForeignKey("residents.id"), index=True)


class Badge(Base):
    """A badge of the staff. ``pin``: argon2id in its encoded form."""

    __tablename__ = "badges"
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    pin: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[str] = mapped_column(_MOMENT)
    expires_at: Mapped[str] = mapped_column(_MOMENT)


class Revocation(Base):
    """What shall not be accepted any more, for ever: ``certificate``, ``card``, ``badge``, ``resident`` or ``kiosk``.

    ``until``: after it the directory need not carry this any more, because nothing would accept the thing itself.
    """

    __tablename__ = "revocations"
    subject: Mapped[str] = mapped_column(_ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    revoked_at: Mapped[str] = mapped_column(_MOMENT)
    until: Mapped[str | None] = mapped_column(_MOMENT)


class PassShowing(Base):
    """Which kiosk was the first to tell of this very picture of a pass."""

    __tablename__ = "pass_showings"
    digest: Mapped[str] = mapped_column(_ID, primary_key=True)
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"))


class CardDay(Base):
    """How many net grams were accepted on a local day for a resident's cards."""

    __tablename__ = "card_days"
    resident: Mapped[str] = mapped_column(_RESIDENT, primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    net_g: Mapped[int] = mapped_column(BigInteger, default=0)


class ResidentDay(Base):
    """How many net grams were accepted unreviewed on a local day for a resident, however they were known."""

    __tablename__ = "resident_days"
    resident: Mapped[str] = mapped_column(_RESIDENT, primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    net_g: Mapped[int] = mapped_column(BigInteger, default=0)


class Review(Base):
    """One word of one person about one held entry: ``release`` or ``decline``. Append-only; a person's newest counts.

    ``reason``: why it was held then. Held again for another one, it is looked at anew.
    """

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    person: Mapped[str] = mapped_column(ForeignKey("badges.id"))
    word: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[str] = mapped_column(_MOMENT)
    note: Mapped[str] = mapped_column(String(500))
    __table_args__ = (Index("ix_reviews_journal_seq", "journal", "seq"),)


class Revision(Base):
    """A verdict that was changed after it had been answered, numbered for its kiosk without gaps from 1."""

    __tablename__ = "revisions"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[str] = mapped_column(_MOMENT)


class RequestNonce(Base):
    """A signed request that was answered already, for as long as its time would let it pass again."""

    __tablename__ = "request_nonces"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[str] = mapped_column(_MOMENT)


class Checkpoint(Base):
    """The last entry of a revoked kiosk that stands: ``seq`` of ``journal`` (0: none of it). Later ones are held."""

    __tablename__ = "checkpoints"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    seq: Mapped[int] = mapped_column(BigInteger)


class Boot(Base):
    """A boot of a kiosk that it has told of in a call; ``begun_ms``: when its monotonic clock read 0, since 1970."""

    __tablename__ = "boots"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    boot: Mapped[str] = mapped_column(String(64), primary_key=True)
    begun_ms: Mapped[int] = mapped_column(BigInteger)


class BootRun(Base):
    """Entries ``first_seq`` to ``last_seq`` of one boot, by its clock from ``first_ms`` to ``last_ms`` (monotonic).

    ``begun_ms``: by what their moments were reckoned; ``heard``: the kiosk has told it. ``latest_ms``: the last moment.
    """

    __tablename__ = "boot_runs"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    first_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    boot: Mapped[str] = mapped_column(String(64))
    first_ms: Mapped[int] = mapped_column(BigInteger)
    last_ms: Mapped[int] = mapped_column(BigInteger)
    begun_ms: Mapped[int] = mapped_column(BigInteger)
    latest_ms: Mapped[int] = mapped_column(BigInteger)
    heard: Mapped[bool]


class Site(Base):
    """Where a kiosk stands, as its newest ``site_adopted`` says: the place's names, millionths of a degree."""

    __tablename__ = "sites"
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(64))
    name_en: Mapped[str] = mapped_column(String(64))
    latitude_e6: Mapped[int | None]
    longitude_e6: Mapped[int | None]
    adopted_at: Mapped[str] = mapped_column(_MOMENT)


class Container(Base):
    """A container of a kiosk, ``name`` in the journal. ``place``: where it stands in the site's list, None: not (any
    more) in it. ``full_g``: at how many grams it is full, 0: nobody knows.

    ``period`` is the platform's own count of its periods, from 1; ``expects`` is the one that the kiosk's next
    collection must name. ``drop_offs`` and ``fill_g`` are those of the present period: what the journal says was
    weighed in, whatever its verdict, and accepted corrections. ``handed_g``: loads of rounds that were handed in.
    ``seal``: the last one that was put on.
    """

    __tablename__ = "containers"
    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk: Mapped[str] = mapped_column(ForeignKey("kiosks.id"))
    name: Mapped[str] = mapped_column(_WORD)
    material: Mapped[str] = mapped_column(_WORD)
    capacity_g: Mapped[int] = mapped_column(BigInteger)
    capacity_l: Mapped[int] = mapped_column(BigInteger)
    full_g: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[int | None]
    period: Mapped[int] = mapped_column(BigInteger)
    expects: Mapped[int] = mapped_column(BigInteger)
    drop_offs: Mapped[int] = mapped_column(BigInteger)
    fill_g: Mapped[int] = mapped_column(BigInteger)
    handed_g: Mapped[int] = mapped_column(BigInteger)
    seal: Mapped[str | None] = mapped_column(_WORD)
    __table_args__ = (Index("uq_containers_kiosk_name", "kiosk", "name", unique=True),)


class Correction(Base):
    """A correction that was not refused, of a drop-off that the platform has. ``counts``: it was accepted or released.

    ``net_g``, ``reduction_g`` and ``points`` are what the drop-off counts for from then on; the deltas are against what
    it had counted for before.
    """

    __tablename__ = "corrections"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    of_journal: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    of_seq: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(8))
    net_g: Mapped[int] = mapped_column(BigInteger)
    reduction_g: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int] = mapped_column(BigInteger)
    delta_g: Mapped[int] = mapped_column(BigInteger)
    delta_reduction_g: Mapped[int] = mapped_column(BigInteger)
    delta_points: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(32))
    badge: Mapped[str] = mapped_column(_ID)
    second: Mapped[str | None] = mapped_column(_ID)
    at: Mapped[str] = mapped_column(_MOMENT)
    counts: Mapped[bool]
    __table_args__ = (Index("ix_corrections_of_journal_of_seq", "of_journal", "of_seq"),)


class ContainerAct(Base):
    """What an entry has changed in a container, and in which of its periods: each act belongs to exactly one.

    ``kind``: ``drop_off``, ``correction`` (``net_g`` and ``drop_offs`` are its differences) or ``load`` (of a round's
    device, from another journal). ``at``: of a load, as well as the platform knows.
    """

    __tablename__ = "container_acts"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    container: Mapped[int] = mapped_column(ForeignKey("containers.id"))
    period: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(10))
    drop_offs: Mapped[int]
    net_g: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[str | None] = mapped_column(_MOMENT)
    __table_args__ = (Index("ix_container_acts_container_period", "container", "period"),)


class Collection(Base):
    """A collection that was not refused; it has closed ``period`` of ``container``. Its verdict stands in ``verdicts``.

    ``own_drop_offs``, ``own_g``, ``handed_g``: what the platform had of the period when it judged. ``period_said``,
    ``drop_offs``, ``expected_g`` and all that follows are the kiosk's words. ``hash``: of the entry, which names the
    manifest. ``at``: as well as the platform knew.
    """

    __tablename__ = "collections"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    container: Mapped[int] = mapped_column(ForeignKey("containers.id"))
    period: Mapped[int] = mapped_column(BigInteger)
    own_drop_offs: Mapped[int] = mapped_column(BigInteger)
    own_g: Mapped[int] = mapped_column(BigInteger)
    handed_g: Mapped[int] = mapped_column(BigInteger)
    collection: Mapped[str] = mapped_column(_ID)
    period_said: Mapped[int] = mapped_column(BigInteger)
    drop_offs: Mapped[int] = mapped_column(BigInteger)
    expected_g: Mapped[int] = mapped_column(BigInteger)
    weighed_g: Mapped[int] = mapped_column(BigInteger)
    bags: Mapped[int]
    vehicle_reason: Mapped[str | None] = mapped_column(_WORD)
    reason: Mapped[str | None] = mapped_column(_WORD)
    old_seal_expected: Mapped[str | None] = mapped_column(_WORD)
    old_seal_found: Mapped[str | None] = mapped_column(_WORD)
    old_seal_state: Mapped[str] = mapped_column(_WORD)
    new_seal: Mapped[str] = mapped_column(_WORD)
    into_kiosk: Mapped[str | None] = mapped_column(String(22))
    into_container: Mapped[str | None] = mapped_column(_WORD)
    badge: Mapped[str] = mapped_column(_ID)
    role: Mapped[str] = mapped_column(_WORD)
    signed: Mapped[str] = mapped_column(_WORD)
    hash: Mapped[str] = mapped_column(_HASH)
    at: Mapped[str] = mapped_column(_MOMENT)
    __table_args__ = (
        Index("uq_collections_container_period", "container", "period", unique=True),
        Index("uq_collections_hash", "hash", unique=True),
        Index("ix_collections_at", "at"),
    )


class CollectionAbandoned(Base):
    """A collection that was begun and given up; nothing follows from it. ``container``: its name in the journal."""

    __tablename__ = "collections_abandoned"
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection: Mapped[str] = mapped_column(_ID)
    container: Mapped[str] = mapped_column(_WORD)
    step: Mapped[str] = mapped_column(_WORD)
    reason: Mapped[str] = mapped_column(_WORD)
    badge: Mapped[str] = mapped_column(_ID)
    role: Mapped[str] = mapped_column(_WORD)
    at: Mapped[str] = mapped_column(_MOMENT)


class Seal(Base):
    """The first collection in the whole fleet that has told of this seal as its new one."""

    __tablename__ = "seals"
    seal: Mapped[str] = mapped_column(_WORD, primary_key=True)
    journal: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    seq: Mapped[int] = mapped_column(BigInteger)


class Intake(Base):
    """What the sorter has weighed of the load of the manifest ``hash``; the load may arrive before its entry does.
    Append-only; the newest of a manifest counts. ``by``: an account or a name that the sorter gives.
    """

    __tablename__ = "intakes"
    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(_HASH, index=True)
    received_g: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[str] = mapped_column(_MOMENT)
    by: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(500))


class Order(Base):
    """A home pickup that a resident has asked for. ``state``: ``open``, ``assigned`` (to ``kiosk``) or ``closed``.

    ``outcome``: what became of it so far, in the words of ``pickup_closed``, or ``cancelled`` or ``expired``.
    ``materials``: joined by commas. ``contact``: building, address, phone and note, sealed (``central.contacts``); it
    and ``code`` are null once the order is closed. ``closed_by``: the device that did it, None: nobody at the door.
    """

    __tablename__ = "orders"
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    resident: Mapped[str] = mapped_column(ForeignKey("residents.id"), index=True)
    materials: Mapped[str] = mapped_column(String(255))
    window_from: Mapped[str] = mapped_column(_MOMENT)
    window_to: Mapped[str] = mapped_column(_MOMENT)
    state: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str | None] = mapped_column(_WORD)
    kiosk: Mapped[str | None] = mapped_column(ForeignKey("kiosks.id"))
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[str] = mapped_column(_MOMENT)
    closed_at: Mapped[str | None] = mapped_column(_MOMENT)
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("kiosks.id"))


Index(
    "ix_orders_kept",
    Order.window_to,
    postgresql_where=Order.contact.is_not(None),
    sqlite_where=Order.contact.is_not(None),
)


class OrderEvent(Base):
    """What was done with an order, append-only: ``what`` is ``created``, ``assigned``, ``unassigned`` or an outcome.

    ``by``: the id of a resident or badge, an account of the operations, or ``central`` for the platform itself and its
    command line. ``kiosk``: the device that it was assigned to, or that has told of it.
    """

    __tablename__ = "order_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    order: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    at: Mapped[str] = mapped_column(_MOMENT)
    what: Mapped[str] = mapped_column(_WORD)
    by: Mapped[str] = mapped_column(String(64))
    kiosk: Mapped[str | None] = mapped_column(String(22))
    __table_args__ = (Index("ix_order_events_order_kiosk", "order", "kiosk"),)


class Account(Base):
    """Who may log in to the operations pages, as the badge that it belongs to: its role is the badge's.

    ``password``: argon2id in its encoded form, None: not set up yet. ``totp``: the shared secret (RFC 6238, Base32);
    ``totp_step``: the last step of time of which a code was taken. ``setup_hash``: SHA-256 of the one-time code.
    """

    __tablename__ = "accounts"
    name: Mapped[str] = mapped_column(_WORD, primary_key=True)
    badge: Mapped[str] = mapped_column(ForeignKey("badges.id"), unique=True)
    password: Mapped[str | None] = mapped_column(String(128))
    totp: Mapped[str] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(BigInteger)
    setup_hash: Mapped[str | None] = mapped_column(_HASH, unique=True)
    setup_until: Mapped[str | None] = mapped_column(_MOMENT)
    created_at: Mapped[str] = mapped_column(_MOMENT)


class LoginTries(Base):
    """Wrong tries to log in under a name, whether there is such an account or not. ``name_hash``: its SHA-256."""

    __tablename__ = "login_tries"
    name_hash: Mapped[str] = mapped_column(_HASH, primary_key=True)
    tries: Mapped[int]
    wait_until: Mapped[str | None] = mapped_column(_MOMENT)
    at: Mapped[str] = mapped_column(_MOMENT)


class WebSession(Base):
    """Somebody who is logged in. ``id``: SHA-256 of what the cookie holds. ``seen_at``: to a minute."""

    __tablename__ = "web_sessions"
    id: Mapped[str] = mapped_column(_HASH, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(_MOMENT)
    seen_at: Mapped[str] = mapped_column(_MOMENT)


class AuditRow(Base):
    """Who did what on the operations pages, written in the transaction that does it. Append-only.

    ``account``: None: the command line of the server. ``subject``: what it was done to; ``detail``: how.
    """

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(_MOMENT)
    account: Mapped[str | None] = mapped_column(_WORD)
    badge: Mapped[str | None] = mapped_column(_ID)
    act: Mapped[str] = mapped_column(_WORD)
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(String(600))
