"""Reviews, revisions of verdicts, the day of every resident, nonces of requests, and revocation from an entry on.

What was accepted before counts in its day: a kiosk that comes back after weeks does not open the day anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"

_LOCAL_DAY = {
    "sqlite": "date(occurred_at, '+8 hours')",
    "postgresql": "to_char(CAST(occurred_at AS timestamptz) AT TIME ZONE 'UTC' + interval '8 hours', 'YYYY-MM-DD')",
}


def upgrade() -> None:
    """Make the tables, count the days, and index what is held whatever its kind."""
    _make_days()
    _make_reviews()
    _make_revisions()
    op.create_table(
        "request_nonces",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_request_nonces_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", "nonce", name="pk_request_nonces"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_checkpoints_journal_journals"),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_checkpoints_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", name="pk_checkpoints"),
    )
    op.drop_index("ix_drop_offs_held", "drop_offs")
    held = sa.text("verdict = 'held'")
    op.create_index("ix_verdicts_held", "verdicts", ["journal", "seq"], postgresql_where=held, sqlite_where=held)


def _make_days() -> None:
    op.create_table(
        "resident_days",
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("resident", "day", name="pk_resident_days"),
    )
    day = _LOCAL_DAY[op.get_context().dialect.name]
    op.execute(
        "INSERT INTO resident_days (resident, day, net_g) "  # noqa: S608 - no input
        f"SELECT credited_to, {day}, CAST(SUM(net_g) AS BIGINT) FROM drop_offs "
        f"WHERE credited_to IS NOT NULL AND verdict = 'accepted' GROUP BY credited_to, {day}"
    )


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("word", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_reviews_journal_journals"),
        sa.ForeignKeyConstraint(["person"], ["badges.id"], name="fk_reviews_person_badges"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_journal_seq", "reviews", ["journal", "seq"])


def _make_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_revisions_journal_journals"),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_revisions_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", "revision", name="pk_revisions"),
    )
