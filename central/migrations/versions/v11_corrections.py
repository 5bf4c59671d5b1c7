"""Drop-offs that staff put right.

Nothing is filled in: no kiosk had told of a correction before.
"""

import sqlalchemy as sa
from alembic import op

revision = "11"
down_revision = "10"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("of_journal", sa.Integer(), nullable=False),
        sa.Column("of_seq", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("net_g", "reduction_g", "points", "delta_g", "delta_reduction_g", "delta_points")
        ),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("badge", sa.String(length=32), nullable=False),
        sa.Column("second", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_corrections_journal_journals"),
        sa.ForeignKeyConstraint(["of_journal"], ["journals.id"], name="fk_corrections_of_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "seq", name="pk_corrections"),
    )
    op.create_index("ix_corrections_of_journal_of_seq", "corrections", ["of_journal", "of_seq"])
