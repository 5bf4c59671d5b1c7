"""Home pickups: orders with their sealed contacts, and what was done with each.

Nothing is filled in: nobody could order before.
"""

import sqlalchemy as sa
from alembic import op

revision = "9"
down_revision = "8"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("resident", sa.String(length=22), nullable=False),
        sa.Column("materials", sa.String(length=255), nullable=False),
        sa.Column("window_from", sa.String(length=24), nullable=False),
        sa.Column("window_to", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("kiosk", sa.String(length=22), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.Column("closed_by", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["resident"], ["residents.id"], name="fk_orders_resident_residents"),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosks.id"], name="fk_orders_kiosk_kiosks"),
        sa.ForeignKeyConstraint(["closed_by"], ["kiosks.id"], name="fk_orders_closed_by_kiosks"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("code", name="uq_orders_code"),
    )
    op.create_index("ix_orders_resident", "orders", ["resident"])
    kept = sa.text("contact IS NOT NULL")
    op.create_index("ix_orders_kept", "orders", ["window_to"], postgresql_where=kept, sqlite_where=kept)
    op.create_table(
        "order_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["order"], ["orders.id"], name="fk_order_events_order_orders"),
        sa.PrimaryKeyConstraint("id", name="pk_order_events"),
    )
    op.create_index("ix_order_events_order_kiosk", "order_events", ["order", "kiosk"])
