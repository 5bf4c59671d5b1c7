"""Phones' certificates, cards, badges and revocations."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1.1"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "badges",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("pin", sa.String(length=128), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_badges"),
    )
    op.create_table(
        "card_days",
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("resident", "day", name="pk_card_days"),
    )
    op.create_table(
        "revocations",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=False),
        sa.Column("until", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("subject", name="pk_revocations"),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.Column("replaced_by", sa.String(length=32), nullable=True),
        sa.Column("linked_to", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["linked_to"], ["residents.id"], name="fk_cards_linked_to_residents"),
        sa.ForeignKeyConstraint(["resident"], ["residents.id"], name="fk_cards_resident_residents"),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("code_hash", name="uq_cards_code_hash"),
        sa.UniqueConstraint("number", name="uq_cards_number"),
    )
    op.create_index("ix_cards_linked_to", "cards", ["linked_to"])
    op.create_index("ix_cards_resident", "cards", ["resident"])
    op.create_table(
        "certificates",
        sa.Column("pass_id", sa.String(length=32), nullable=False),
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["resident"], ["residents.id"], name="fk_certificates_resident_residents"),
        sa.PrimaryKeyConstraint("pass_id", name="pk_certificates"),
    )
    op.create_index("ix_certificates_resident", "certificates", ["resident"])
    op.create_table(
        "pass_showings",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_pass_showings_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("digest", name="pk_pass_showings"),
    )
