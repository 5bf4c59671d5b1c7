"""When each kiosk was last heard, what is known of its boots, and moments corrected by it.

What was stored before keeps its labels: nothing was told of its boots.
"""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"

_HEX = "'0123456789abcdef'"


def upgrade() -> None:
    """Add the columns and the two tables."""
    op.add_column("kiosks", sa.Column("last_seen", sa.String(length=24), nullable=True))
    _fill_last_seen()
    op.add_column("drop_offs", sa.Column("moment", sa.String(length=24), nullable=True))
    op.add_column("drop_offs", sa.Column("moment_kind", sa.String(length=9), server_default="label", nullable=False))
    op.create_table(
        "boots",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("boot", sa.String(length=64), nullable=False),
        sa.Column("begun_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_boots_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", "boot", name="pk_boots"),
    )
    op.create_table(
        "boot_runs",
        sa.Column("journal", sa.Integer(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("boot", sa.String(length=64), nullable=False),
        sa.Column("first_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.Column("begun_ms", sa.BigInteger(), nullable=False),
        sa.Column("latest_ms", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journals.id"], name="fk_boot_runs_journal_journals"),
        sa.PrimaryKeyConstraint("journal", "first_seq", name="pk_boot_runs"),
    )


def _fill_last_seen() -> None:
    # So that nobody is called silent before their next call. The shard is that of step 3: one row of one partition.
    place = "strpos" if op.get_context().dialect.name == "postgresql" else "instr"
    digits = [f"({place}({_HEX}, substr(j.kiosk, {index}, 1)) - 1)" for index in (3, 4, 5)]
    shard = f"{digits[0]} * 256 + {digits[1]} * 16 + {digits[2]}"
    op.execute(
        "UPDATE kiosks SET last_seen = (SELECT MAX(e.received_at) FROM journals j JOIN entries e "  # noqa: S608 - no input
        f"ON e.shard = {shard} AND e.journal = j.id AND e.seq = j.acked_seq WHERE j.kiosk = kiosks.id)"
    )
