"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "directories",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_directories"),
    )
    op.create_table(
        "kiosks",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("software", sa.String(length=200), nullable=False),
        sa.Column("enrolled_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kiosks"),
    )
    op.create_table(
        "platform_keys",
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("kid", name="pk_platform_keys"),
        sa.UniqueConstraint("purpose", name="uq_platform_keys_purpose"),
    )
    op.create_table(
        "residents",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("reduction_g", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_residents"),
        sa.UniqueConstraint("token_hash", name="uq_residents_token_hash"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "claims",
        sa.Column("claim", sa.String(length=64), nullable=False),
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("claimed_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["resident"], ["residents.id"], name="fk_claims_resident_residents"),
        sa.PrimaryKeyConstraint("claim", name="pk_claims"),
    )
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.Column("kiosk", sa.String(length=22), nullable=True),
        sa.Column("used_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_invitations_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invitations"),
    )
    op.create_table(
        "journals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("acked_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_journals_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("id", name="pk_journals"),
    )
    op.create_index("uq_journals_kiosk_epoch", "journals", ["kiosk", "epoch"], unique=True)
    op.create_table(
        "entries",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_entries_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_entries"),
    )
    op.create_table(
        "fork_evidence",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_fork_evidence_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", "hash", name="pk_fork_evidence"),
    )
    op.create_table(
        "drop_offs",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("credited_to", sa.String(length=22), nullable=True),
        sa.Column("claim", sa.String(length=64), nullable=True),
        sa.Column("occurred_at", sa.String(length=24), nullable=False),
        sa.Column("material", sa.String(length=32), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.Column("reduction_g", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("rule_id", sa.String(length=64), nullable=False),
        sa.Column("rule_version", sa.BigInteger(), nullable=False),
        sa.Column("rule_status", sa.String(length=16), nullable=False),
        sa.Column("g_per_kg", sa.BigInteger(), nullable=False),
        sa.Column("points_per_kg", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["credited_to"], ["residents.id"], name="fk_drop_offs_credited_to_residents"),
        sa.ForeignKeyConstraint(
            ["journal", "seq"], ["entries.journal", "entries.seq"], name="fk_drop_offs_journal_seq_entries"
        ),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_drop_offs"),
    )
    op.create_index("ix_drop_offs_claim", "drop_offs", ["claim"])
    op.create_index("ix_drop_offs_credited_to_occurred_at", "drop_offs", ["credited_to", "occurred_at"])
    op.create_table(
        "verdicts",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["journal", "seq"], ["entries.journal", "entries.seq"], name="fk_verdicts_journal_seq_entries"
        ),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_verdicts"),
    )
