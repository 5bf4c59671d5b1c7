"""One file for each version of the tables; the newest is ``central.schema.SCHEMA_VERSION``."""
