"""Run by Alembic, on the connection and in the transaction of whoever called it (``central.migrations.upgrade``)."""

import re

from alembic import context
from sqlalchemy.sql.schema import SchemaItem

from central.schema import Base

_PARTITION = re.compile(r"entries_p\d+\Z")


def is_ours(_item: SchemaItem, name: str | None, kind: str, reflected: bool, _counterpart: SchemaItem | None) -> bool:
    """Whether the comparison of models and database looks at this: the partitions of a table are not tables of ours."""
    return not (kind == "table" and reflected and _PARTITION.match(name or ""))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
