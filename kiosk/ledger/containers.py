"""The containers in the ledger: what this kiosk has, how full each is, and the collections that empty them."""

import json
import logging

import msgspec
import sqlalchemy as sa

from kiosk.core.collection import Abandoned, Collection, CollectionsSeen, Draft, Manifest
from kiosk.core.containers import Container, ContainerFill, ContainersSeen, Site
from kiosk.ledger.entry import entry_hash
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.staff_bodies import (
    collection_abandoned_body,
    collection_body,
    collection_of,
    site_adopted_body,
)
from kiosk.ledger.store import driver_of

DRAFT = "collection_draft"
"""The document that remembers a collection under way. It goes in the transaction that ends the collection."""
_SITE = "site"

_LAST_COLLECTION = (
    "SELECT position, period, seal, day FROM collection WHERE container = ? ORDER BY position DESC LIMIT 1"
)
_SINCE = (
    "SELECT COALESCE(SUM(drop_offs), 0), COALESCE(SUM(net_g), 0) FROM container_act"
    " WHERE container = ? AND position > ?"
)
_COLLECTION_AT = (
    "SELECT e.id, j.seq, j.entry FROM collection c JOIN journal j ON j.position = c.position"
    " JOIN epoch e ON e.no = j.epoch_no WHERE c.container = ? AND c.period = ?"
)
_NEWEST = (
    "SELECT e.id, j.seq, j.entry FROM collection c JOIN journal j ON j.position = c.position"
    " JOIN epoch e ON e.no = j.epoch_no ORDER BY c.position DESC LIMIT 1"
)
_SEAL_KNOWN = "SELECT 1 FROM collection WHERE seal = ?"


_log = logging.getLogger(__name__)


class StalePeriod(ValueError):
    """The collection was reckoned for another period, or for other drop-offs, than the journal has."""


class UsedSeal(ValueError):
    """The new seal was put on a container of this kiosk before."""


def adopt_site(ledger: Ledger, site: Site) -> int | None:
    """Record what this kiosk is and has, unless the last such entry says the same, or there is nothing to tell: no
    container, no position, and never was. Returns the ``seq`` or None.
    """
    body = site_adopted_body(site)
    said = repr(body).encode("utf-8")
    before = ledger.read_document(_SITE)
    if before == said or (before is None and not site.containers and site.position is None):
        return None
    with ledger.appending() as connection:
        seq = ledger.append(connection, "site_adopted", body).seq
        ledger.keep_document(connection, _SITE, said)
    return seq


def containers_seen(ledger: Ledger, containers: tuple[Container, ...]) -> ContainersSeen:
    """How each of ``containers`` stands."""
    with ledger.store.reading() as connection:
        return ContainersSeen(tuple(_fill(connection, container) for container in containers))


def _fill(connection: sa.Connection, container: Container) -> ContainerFill:
    driver = driver_of(connection)
    last = driver.execute(_LAST_COLLECTION, (container.id,)).fetchone()
    position, period, seal, day = last or (0, 0, None, None)
    drop_offs, fill_g = driver.execute(_SINCE, (container.id, position)).fetchone()
    return ContainerFill(container, period + 1, drop_offs, fill_g, seal, day)


def is_seal_known(ledger: Ledger, seal: str) -> bool:
    """Whether this seal was put on a container of this kiosk before. Every seal is used once."""
    with ledger.store.reading() as connection:
        return driver_of(connection).execute(_SEAL_KNOWN, (seal,)).fetchone() is not None


def append_collection(ledger: Ledger, collection: Collection) -> Manifest:
    """Close a period. The same collection again returns the first manifest and adds nothing.

    Raises ``StalePeriod`` when the journal has other drop-offs in the period than ``collection`` says, or the period is
    closed by another collection; ``UsedSeal`` when its new seal is no new one.
    """
    known = manifest_of(ledger, collection)
    if known is not None:
        return known
    with ledger.appending() as connection:
        fill = _fill(connection, Container(collection.container, collection.material))
        if (fill.period, fill.drop_offs, fill.fill_g) != (
            collection.period,
            collection.drop_offs,
            collection.expected_g,
        ):
            raise StalePeriod(f"container {collection.container}: period {collection.period} is not as it was")
        if driver_of(connection).execute(_SEAL_KNOWN, (collection.new_seal,)).fetchone() is not None:
            raise UsedSeal(f"container {collection.container}: the new seal was used before")
        entry = ledger.append(connection, "collection", collection_body(collection))
        ledger.forget_document(connection, DRAFT)
    return Manifest(ledger.device.kiosk, entry.epoch, entry.seq, entry.hash, entry.occurred_at, collection)


def manifest_of(ledger: Ledger, collection: Collection) -> Manifest | None:
    """The manifest of ``collection``, if it is durable. None: its period is open.

    Raises ``StalePeriod`` when another collection has closed the period.
    """
    with ledger.store.reading() as connection:
        driver = driver_of(connection)
        row = driver.execute(_COLLECTION_AT, (collection.container, collection.period)).fetchone()
    if row is None:
        return None
    epoch, seq, entry = row
    table = json.loads(entry) if entry else {"body": {}}
    if table["body"].get("collection") != collection.collection:
        raise StalePeriod(f"container {collection.container}: period {collection.period} is closed")
    return Manifest(ledger.device.kiosk, epoch, seq, entry_hash(entry).hex(), table["occurred_at"], collection)


def abandon_collection(ledger: Ledger, abandoned: Abandoned) -> int | None:
    """Record that the collection under way was given up, and forget what was kept of it. Returns the ``seq``.

    None: it is not under way any more. It was ended before, also by this call if its answer was lost.
    """
    draft = _draft(ledger)
    if draft is None or draft.collection != abandoned.collection:
        return None
    with ledger.appending() as connection:
        seq = ledger.append(connection, "collection_abandoned", collection_abandoned_body(abandoned)).seq
        ledger.forget_document(connection, DRAFT)
    return seq


def keep_draft(ledger: Ledger, draft: Draft) -> None:
    """Remember a collection under way, until it is appended or abandoned."""
    ledger.write_document(DRAFT, msgspec.json.encode(draft))


def forget_draft(ledger: Ledger) -> None:
    """No collection is under way."""
    with ledger.store.writing() as connection:
        ledger.forget_document(connection, DRAFT)


def collections_seen(ledger: Ledger) -> CollectionsSeen:
    """The collection under way, and the manifest of the newest one while its entry is whole."""
    with ledger.store.reading() as connection:
        newest = driver_of(connection).execute(_NEWEST).fetchone()
    return CollectionsSeen(ledger.device.kiosk, _draft(ledger), _manifest(ledger, *newest) if newest else None)


def _draft(ledger: Ledger) -> Draft | None:
    kept = ledger.read_document(DRAFT)
    if kept is None:
        return None
    try:
        return msgspec.json.decode(kept, type=Draft)
    except msgspec.DecodeError as error:  # of another version of the software
        _log.warning("the collection under way cannot be read: %s", error)
        return None


def _manifest(ledger: Ledger, epoch: str, seq: int, entry: bytes) -> Manifest | None:
    if not entry:
        return None
    table = json.loads(entry)
    collection = collection_of(table["body"])
    return Manifest(ledger.device.kiosk, epoch, seq, entry_hash(entry).hex(), table["occurred_at"], collection)
