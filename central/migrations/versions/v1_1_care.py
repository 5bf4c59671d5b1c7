"""What a kiosk's journal says about its scale and devices. The number in ``settings`` stayed 1."""

import sqlalchemy as sa
from alembic import op

revision = "1.1"
down_revision = "1"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "device_states",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("since", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_device_states_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", "device", name="pk_device_states"),
    )
    op.create_table(
        "kiosk_scales",
        sa.Column("kiosk", sa.String(length=22), nullable=False),
        sa.Column("checked_at", sa.String(length=24), nullable=True),
        sa.Column("check_passed", sa.Boolean(), nullable=True),
        sa.Column("certificate_until", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_kiosk_scales_kiosk_kiosks"),
        sa.PrimaryKeyConstraint("kiosk", name="pk_kiosk_scales"),
    )
