"""How a database of an older version is brought up. Alembic is loaded only when there is something to do."""
