"""Entries by shard, so that PostgreSQL can keep them in partitions; an index of what waits for review.

Verdicts and drop-offs name their journal instead of their entry: PostgreSQL checked that for every row of a range, at
three times the cost of storing it, and one function writes all three in one transaction.
"""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

_PARTITIONS = 16
_HEX = "'0123456789abcdef'"


def upgrade() -> None:
    """Rebuild ``entries`` with every row it holds; alter ``verdicts`` and ``drop_offs``."""
    _free_the_names()
    _make_entries()
    _fill_entries()
    for table in ("verdicts", "drop_offs"):
        _name_the_journal(table)
    op.drop_table("entries_before")
    held = sa.text("verdict = 'held'")
    op.create_index("ix_drop_offs_held", "drop_offs", ["occurred_at"], postgresql_where=held, sqlite_where=held)


def _free_the_names() -> None:
    op.rename_table("entries", "entries_before")
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE entries_before RENAME CONSTRAINT pk_entries TO pk_entries_before")


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("shard", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_entries_journal_journals"),
        sa.PrimaryKeyConstraint("shard", "journal", "seq", name="pk_entries"),
        postgresql_partition_by="HASH (shard)",
    )
    if op.get_context().dialect.name == "postgresql":
        for remainder in range(_PARTITIONS):
            op.execute(
                f"CREATE TABLE entries_p{remainder:02} PARTITION OF entries "
                f"FOR VALUES WITH (MODULUS {_PARTITIONS}, REMAINDER {remainder})"
            )


def _fill_entries() -> None:
    # The first three hex digits of the kiosk's id, in the only words that both databases have.
    place = "strpos" if op.get_context().dialect.name == "postgresql" else "instr"
    digits = [f"({place}({_HEX}, substr(j.kiosk, {index}, 1)) - 1)" for index in (3, 4, 5)]
    shard = f"{digits[0]} * 256 + {digits[1]} * 16 + {digits[2]}"
    op.execute(
        "INSERT INTO entries (shard, journal, seq, hash, canonical, signature, received_at) "  # noqa: S608 - no input
        f"SELECT {shard}, e.journal, e.seq, e.hash, e.canonical, e.signature, e.received_at "
        "FROM entries_before e JOIN journals j ON j.id = e.journal ORDER BY 1, 2, 3"
    )


def _name_the_journal(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(f"fk_{table}_journal_seq_entries", type_="foreignkey")
        batch.create_foreign_key(f"fk_{table}_journal_journals", "journals", ["journal"], ["id"])
