"""Sites, containers with their periods, collections, seals, and what the sorter has received.

Nothing is filled in: no kiosk had told of a site or a collection before, and drop-offs named no container.
"""

import sqlalchemy as sa
from alembic import op

revision = "8"
down_revision = "7"


def upgrade() -> None:
    """Make the tables."""
    _make_containers()
    _make_collections()
    op.create_table(
        "seals",
        sa.Column("seal", sa.String(length=32), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_seals_journal_journals"),
        sa.PrimaryKeyConstraint("seal", name="pk_seals"),
    )
    op.create_table(
        "intakes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_g", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intakes"),
    )
    op.create_index("ix_intakes_hash", "intakes", ["hash"])


def _make_containers() -> None:
    op.create_table(
        "sites",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("name_zh", sa.String(length=64), nullable=False),
        sa.Column("name_en", sa.String(length=64), nullable=False),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("adopted_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_sites_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", name="pk_sites"),
    )
    op.create_table(
        "containers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("material", sa.String(length=32), nullable=False),
        sa.Column("capacity_g", sa.BigInteger(), nullable=False),
        sa.Column("capacity_l", sa.BigInteger(), nullable=False),
        sa.Column("full_g", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("expects", sa.BigInteger(), nullable=False),
        sa.Column("drop_offs", sa.BigInteger(), nullable=False),
        sa.Column("fill_g", sa.BigInteger(), nullable=False),
        sa.Column("handed_g", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_containers_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("id", name="pk_containers"),
    )
    op.create_index("uq_containers_kiosk_name", "containers", ["kiosk", "name"], unique=True)
    op.create_table(
        "container_acts",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("container", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("drop_offs", sa.Integer(), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["container"], ["containers.id"], name="fk_container_acts_container_containers"),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_container_acts_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_container_acts"),
    )
    op.create_index("ix_container_acts_container_period", "container_acts", ["container", "period"])


def _make_collections() -> None:
    word = sa.String(length=32)
    op.create_table(
        "collections",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("container", sa.Integer(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("own_drop_offs", sa.BigInteger(), nullable=False),
        sa.Column("own_g", sa.BigInteger(), nullable=False),
        sa.Column("handed_g", sa.BigInteger(), nullable=False),
        sa.Column("collection", word, nullable=False),
        sa.Column("period_said", sa.BigInteger(), nullable=False),
        sa.Column("drop_offs", sa.BigInteger(), nullable=False),
        sa.Column("expected_g", sa.BigInteger(), nullable=False),
        sa.Column("weighed_g", sa.BigInteger(), nullable=False),
        sa.Column("bags", sa.Integer(), nullable=False),
        sa.Column("vehicle_reason", word, nullable=True),
        sa.Column("reason", word, nullable=True),
        sa.Column("old_seal_expected", word, nullable=True),
        sa.Column("old_seal_found", word, nullable=True),
        sa.Column("old_seal_state", word, nullable=False),
        sa.Column("new_seal", word, nullable=False),
        sa.Column("into_kiosk", sa.String(length=22), nullable=True),
        sa.Column("into_container", word, nullable=True),
        sa.Column("badge", word, nullable=False),
        sa.Column("role", word, nullable=False),
        sa.Column("signed", word, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["container"], ["containers.id"], name="fk_collections_container_containers"),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_collections_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_collections"),
    )
    op.create_index("uq_collections_container_period", "collections", ["container", "period"], unique=True)
    op.create_index("uq_collections_hash", "collections", ["hash"], unique=True)
    op.create_index("ix_collections_at", "collections", ["at"])
    op.create_table(
        "collections_abandoned",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("collection", word, nullable=False),
        sa.Column("container", word, nullable=False),
        sa.Column("step", word, nullable=False),
        sa.Column("reason", word, nullable=False),
        sa.Column("badge", word, nullable=False),
        sa.Column("role", word, nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_collections_abandoned_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_collections_abandoned"),
    )
