"""The keys that each kiosk has had, and which of them signs what comes next in each epoch.

Until now every kiosk had one.
"""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """Add the table, with the key that each kiosk was enrolled with, and the column."""
    op.add_column("journals", sa.Column("key_no", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "kiosk_keys",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.String(length=24), nullable=False),
        sa.Column("journal", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_kiosk_keys_kiosk_kiosks"),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_kiosk_keys_journal_journals"),
        sa.PrimaryKeyConstraint("kiosk", "no", name="pk_kiosk_keys"),
    )
    op.execute(
        "INSERT INTO kiosk_keys (kiosk, no, public_key, since) SELECT id, 1, public_key, enrolled_at FROM kiosks"
    )
