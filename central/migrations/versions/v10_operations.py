"""Accounts of the operations pages, their tries and sessions, and the audit of what is done there.

Nothing is filled in: nobody had an account before.
"""

import sqlalchemy as sa
from alembic import op

revision = "10"
down_revision = "9"


def upgrade() -> None:
    """Make the tables."""
    _make_accounts()
    op.create_table(
        "login_tries",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.String(length=24), nullable=True),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_login_tries"),
    )
    op.create_table(
        "web_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("seen_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_web_sessions_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_web_sessions"),
    )
    op.create_index("ix_web_sessions_account", "web_sessions", ["account"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=True),
        sa.Column("badge", sa.String(length=32), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.String(length=600), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("badge", sa.String(length=32), nullable=False),
        sa.Column("password", sa.String(length=128), nullable=True),
        sa.Column("totp", sa.String(length=64), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("setup_hash", sa.String(length=64), nullable=True),
        sa.Column("setup_until", sa.String(length=24), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["badge"], ["badges.id"], name="fk_accounts_badge_badges"),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
        sa.UniqueConstraint("badge", name="uq_accounts_badge"),
        sa.UniqueConstraint("setup_hash", name="uq_accounts_setup_hash"),
    )
