"""What kiosks call the places where they stand."""

from collections.abc import Mapping

from sqlalchemy import select

from central.context import Platform
from central.ops.words import Words
from central.schema import Site


def names_of(platform: Platform, words: Words) -> Mapping[str, str]:
    """Kiosk → the name of its place in the language of ``words``, of those that have told of one."""
    with platform.store.reading() as connection:
        rows = connection.execute(select(Site.kiosk, Site.name_zh, Site.name_en)).all()
    return {row.kiosk: words.of((row.name_zh, row.name_en), row.kiosk) for row in rows}
