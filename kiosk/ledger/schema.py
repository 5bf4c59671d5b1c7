"""The tables, as queries name them. What makes them is ``migrations``."""

import sqlalchemy as sa

metadata = sa.MetaData()

epoch = sa.Table("epoch", metadata, sa.Column("no", sa.Integer, primary_key=True), sa.Column("id", sa.Text))
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("epoch_no", sa.Integer),
    sa.Column("seq", sa.Integer),
    sa.Column("kind", sa.Text),
    sa.Column("entry", sa.LargeBinary),
    sa.Column("hash", sa.LargeBinary),
    sa.Column("signature", sa.LargeBinary),
)
drop_off = sa.Table(
    "drop_off",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer),
    sa.Column("session", sa.Text),
    sa.Column("line", sa.Integer),
    sa.Column("weighing", sa.Text),
    sa.Column("resident", sa.Text),
    sa.Column("material", sa.Text),
    sa.Column("day", sa.Text),
    sa.Column("net_g", sa.Integer),
    sa.Column("reduction_g", sa.Integer),
    sa.Column("points", sa.Integer),
    sa.Column("held", sa.Integer),
)
scale_check = sa.Table(
    "scale_check",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("day", sa.Text),
    sa.Column("passed", sa.Integer),
)
consent = sa.Table(
    "consent",
    metadata,
    sa.Column("resident", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer),
)
seen_pass = sa.Table(
    "seen_pass", metadata, sa.Column("digest", sa.Text, primary_key=True), sa.Column("until", sa.Integer)
)
pin_failure = sa.Table(
    "pin_failure", metadata, sa.Column("badge", sa.Text, primary_key=True), sa.Column("failures", sa.Integer)
)
container_total = sa.Table(
    "container_total",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("total_g", sa.Integer),
)
shrunk = sa.Table(
    "shrunk",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("entries", sa.Integer),
    sa.Column("drop_offs", sa.Integer),
    sa.Column("weight_g", sa.Integer),
    sa.Column("reduction_g", sa.Integer),
    sa.Column("points", sa.Integer),
)
container_act = sa.Table(
    "container_act",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("container", sa.Text),
    sa.Column("drop_offs", sa.Integer),
    sa.Column("net_g", sa.Integer),
)
collection = sa.Table(
    "collection",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("container", sa.Text),
    sa.Column("period", sa.Integer),
    sa.Column("seal", sa.Text),
    sa.Column("day", sa.Text),
)
correction = sa.Table(
    "correction",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("of_epoch", sa.Text),
    sa.Column("of_seq", sa.Integer),
    sa.Column("day", sa.Text),
    sa.Column("material", sa.Text),
    sa.Column("voided", sa.Integer),
    sa.Column("net_g", sa.Integer),
    sa.Column("delta_g", sa.Integer),
    sa.Column("delta_reduction_g", sa.Integer),
    sa.Column("delta_points", sa.Integer),
)
pickup_act = sa.Table(
    "pickup_act",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("order_id", sa.Text),
    sa.Column("drop_offs", sa.Integer),
    sa.Column("net_g", sa.Integer),
    sa.Column("closed", sa.Integer),
)
pickup_order = sa.Table(
    "pickup_order", metadata, sa.Column("id", sa.Text, primary_key=True), sa.Column("body", sa.LargeBinary)
)
account_month = sa.Table(
    "account_month",
    metadata,
    sa.Column("resident", sa.Text, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),
    sa.Column("material", sa.Text, primary_key=True),
    sa.Column("drop_offs", sa.Integer),
    sa.Column("net_g", sa.Integer),
    sa.Column("reduction_g", sa.Integer),
    sa.Column("points", sa.Integer),
)
total = sa.Table(
    "total",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("material", sa.Text, primary_key=True),
    sa.Column("drop_offs", sa.Integer),
    sa.Column("weight_g", sa.Integer),
    sa.Column("reduction_g", sa.Integer),
    sa.Column("points", sa.Integer),
)
acknowledged = sa.Table(
    "acknowledged",
    metadata,
    sa.Column("epoch_no", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer),
    sa.Column("head_hash", sa.LargeBinary),
)
verdict = sa.Table(
    "verdict",
    metadata,
    sa.Column("epoch_no", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("verdict", sa.Text),
    sa.Column("reason", sa.Text),
)
open_visit = sa.Table(
    "open_visit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.Text),
    sa.Column("claim_code", sa.Text),
)
document = sa.Table(
    "document", metadata, sa.Column("name", sa.Text, primary_key=True), sa.Column("body", sa.LargeBinary)
)
