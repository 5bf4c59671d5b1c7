"""Bringing the tables up, in the caller's transaction: all of it happens or nothing.

``settings.schema`` names the version for every program that ever was, also for those that know nothing of Alembic: an
older program reads it and refuses. Alembic's own table follows it.
"""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, update

from central.problems import CentralError
from central.schema import SCHEMA_VERSION, Base, Setting

log = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent


def bring_up(connection: Connection, found: str | None) -> None:
    """Make the tables of ``SCHEMA_VERSION`` out of those of version ``found``, None: an empty database.

    Raises ``CentralError`` for a version that this program does not know.
    """
    config = configuration(connection)
    if found is None:
        Base.metadata.create_all(connection)
        connection.execute(insert(Setting).values(name="schema", value=SCHEMA_VERSION))
        command.stamp(config, "head")
        return
    if found not in {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}:
        raise CentralError(
            f"the database has schema {found}, this program knows schema {SCHEMA_VERSION}; run the version that made it"
        )
    if not inspect(connection).has_table("alembic_version"):
        command.stamp(config, _step_of(connection, found))
    command.upgrade(config, "head")
    log.info("the database went from schema %s to %s", found, SCHEMA_VERSION)
    connection.execute(update(Setting).where(Setting.name == "schema").values(value=SCHEMA_VERSION))


def configuration(connection: Connection) -> Config:
    """Alembic's settings, for work on ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _step_of(connection: Connection, found: str) -> str:
    """Where a database stands that was made before there were migrations: two sets of tables called themselves 1."""
    if found == "1" and inspect(connection).has_table("kiosk_scales"):
        return "1.1"
    return found
