"""The steps that lead from one version of the store to the next.

``MIGRATIONS[n]`` takes a store from version n to n + 1 in one transaction together with its version number. A released
step is never edited: ``tests/unit/ledger/schema`` holds what each of them comes to. ``journal`` refuses UPDATE, DELETE
and gaps by itself; the sums are kept by triggers, so they cannot be forgotten by a writer and always share the entry's
transaction.
"""

import sqlalchemy as sa

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.store import Store

_VERSION_1 = (
    """
    CREATE TABLE epoch (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE journal (
        position INTEGER PRIMARY KEY,
        epoch_no INTEGER NOT NULL REFERENCES epoch (no),
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        entry BLOB NOT NULL,
        hash BLOB NOT NULL,
        signature BLOB NOT NULL,
        UNIQUE (epoch_no, seq)
    ) STRICT
    """,
    """
    CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_has_no_gaps BEFORE INSERT ON journal
    WHEN NEW.seq <> 1 + COALESCE((SELECT MAX(seq) FROM journal WHERE epoch_no = NEW.epoch_no), 0)
    BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END
    """,
    """
    CREATE TABLE drop_off (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        seq INTEGER NOT NULL,
        session TEXT NOT NULL,
        line INTEGER NOT NULL,
        weighing TEXT NOT NULL UNIQUE,
        resident TEXT,
        material TEXT NOT NULL,
        day TEXT NOT NULL,
        net_g INTEGER NOT NULL,
        reduction_g INTEGER NOT NULL,
        points INTEGER NOT NULL,
        UNIQUE (session, line)
    ) STRICT
    """,
    """
    CREATE TABLE total (
        day TEXT NOT NULL,
        material TEXT NOT NULL,
        drop_offs INTEGER NOT NULL,
        weight_g INTEGER NOT NULL,
        reduction_g INTEGER NOT NULL,
        points INTEGER NOT NULL,
        PRIMARY KEY (day, material)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER drop_off_adds_to_total AFTER INSERT ON drop_off
    BEGIN
        INSERT INTO total VALUES (NEW.day, NEW.material, 1, NEW.net_g, NEW.reduction_g, NEW.points)
        ON CONFLICT (day, material) DO UPDATE SET
            drop_offs = drop_offs + 1,
            weight_g = weight_g + excluded.weight_g,
            reduction_g = reduction_g + excluded.reduction_g,
            points = points + excluded.points;
    END
    """,
    """
    CREATE TABLE acknowledged (
        epoch_no INTEGER PRIMARY KEY REFERENCES epoch (no),
        seq INTEGER NOT NULL,
        head_hash BLOB NOT NULL
    ) STRICT
    """,
    # Accepted is the rule and is not stored; this table holds what staff must look at.
    """
    CREATE TABLE verdict (
        epoch_no INTEGER NOT NULL REFERENCES epoch (no),
        seq INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        reason TEXT,
        PRIMARY KEY (epoch_no, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE open_visit (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        session TEXT NOT NULL,
        claim_code TEXT
    ) STRICT
    """,
    """
    CREATE TABLE document (
        name TEXT PRIMARY KEY,
        body BLOB NOT NULL
    ) STRICT
    """,
)

_VERSION_2 = (
    "ALTER TABLE drop_off ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE scale_check (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        day TEXT NOT NULL,
        passed INTEGER NOT NULL
    ) STRICT
    """,
    # What the container must weigh after an entry, grams. Only a container on a scale has such rows.
    """
    CREATE TABLE container_total (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        total_g INTEGER NOT NULL
    ) STRICT
    """,
)

_VERSION_3 = (
    # Who has agreed to the privacy notice, and so is not asked again.
    """
    CREATE TABLE consent (
        resident TEXT PRIMARY KEY,
        position INTEGER NOT NULL REFERENCES journal (position)
    ) STRICT, WITHOUT ROWID
    """,
    # Passes that were accepted, until (Unix seconds) they could not be accepted again anyway.
    """
    CREATE TABLE seen_pass (
        digest TEXT PRIMARY KEY,
        until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Wrong PINs since the last right one.
    """
    CREATE TABLE pin_failure (
        badge TEXT PRIMARY KEY,
        failures INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

_VERSION_4 = (
    # An acknowledged entry may lose its bytes, and nothing else (retention): number, hash and signature stay.
    "DROP TRIGGER journal_is_append_only_update",
    """
    CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
    WHEN NOT (
        NEW.entry = x'' AND NEW.position = OLD.position AND NEW.epoch_no = OLD.epoch_no AND NEW.seq = OLD.seq
        AND NEW.kind = OLD.kind AND NEW.hash = OLD.hash AND NEW.signature = OLD.signature
        AND OLD.seq <= COALESCE((SELECT seq FROM acknowledged WHERE epoch_no = OLD.epoch_no), 0)
    )
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER drop_off_leaves_total AFTER DELETE ON drop_off
    BEGIN
        UPDATE total SET
            drop_offs = drop_offs - 1,
            weight_g = weight_g - OLD.net_g,
            reduction_g = reduction_g - OLD.reduction_g,
            points = points - OLD.points
        WHERE day = OLD.day AND material = OLD.material;
        DELETE FROM total WHERE day = OLD.day AND material = OLD.material AND drop_offs = 0;
    END
    """,
    # What the first ``entries`` entries came to, all epochs together. The newest row counts; position is that of the
    # entry that says the same.
    """
    CREATE TABLE shrunk (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        entries INTEGER NOT NULL,
        drop_offs INTEGER NOT NULL,
        weight_g INTEGER NOT NULL,
        reduction_g INTEGER NOT NULL,
        points INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX drop_off_by_resident ON drop_off (resident, position) WHERE resident IS NOT NULL",
)

_VERSION_5 = (
    # Which key signs what is asked for with every entry. Those that change it are few.
    "CREATE INDEX journal_key ON journal (position) WHERE kind = 'key_changed'",
    # They keep their bytes for ever: without them nobody could check what comes after.
    "DROP TRIGGER journal_is_append_only_update",
    """
    CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
    WHEN NOT (
        NEW.entry = x'' AND NEW.position = OLD.position AND NEW.epoch_no = OLD.epoch_no AND NEW.seq = OLD.seq
        AND NEW.kind = OLD.kind AND NEW.hash = OLD.hash AND NEW.signature = OLD.signature
        AND OLD.kind <> 'key_changed'
        AND OLD.seq <= COALESCE((SELECT seq FROM acknowledged WHERE epoch_no = OLD.epoch_no), 0)
    )
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
)

_VERSION_6 = (
    # What went into a container, and out of it by a correction: how many drop-offs, and grams.
    """
    CREATE TABLE container_act (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        container TEXT NOT NULL,
        drop_offs INTEGER NOT NULL,
        net_g INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX container_act_by_container ON container_act (container, position)",
    # Each closes a period of its container; ``seal`` is what was put on then, on local ``day``.
    """
    CREATE TABLE collection (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        container TEXT NOT NULL,
        period INTEGER NOT NULL,
        seal TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL,
        UNIQUE (container, period)
    ) STRICT
    """,
    # What a drop-off counts for from then on (``net_g``), and by how much that changed the sums of its day.
    """
    CREATE TABLE correction (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        of_epoch TEXT NOT NULL,
        of_seq INTEGER NOT NULL,
        day TEXT NOT NULL,
        material TEXT NOT NULL,
        voided INTEGER NOT NULL,
        net_g INTEGER NOT NULL,
        delta_g INTEGER NOT NULL,
        delta_reduction_g INTEGER NOT NULL,
        delta_points INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX correction_of ON correction (of_epoch, of_seq)",
    "CREATE INDEX correction_by_day ON correction (day)",
    # What was credited for a home pickup, and its end: all that is kept of an order that was closed.
    """
    CREATE TABLE pickup_act (
        position INTEGER PRIMARY KEY REFERENCES journal (position),
        order_id TEXT NOT NULL,
        drop_offs INTEGER NOT NULL,
        net_g INTEGER NOT NULL,
        closed INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX pickup_act_by_order ON pickup_act (order_id, position)",
    # Open home pickups as the platform handed them down; a row goes when its order is closed.
    """
    CREATE TABLE pickup_order (
        id TEXT PRIMARY KEY,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

_VERSION_7 = (
    # What a resident's drop-offs that have lost their bytes had brought, by month (2026-11); the empty month stands for
    # all that are older.
    """
    CREATE TABLE account_month (
        resident TEXT NOT NULL,
        month TEXT NOT NULL,
        material TEXT NOT NULL,
        drop_offs INTEGER NOT NULL,
        net_g INTEGER NOT NULL,
        reduction_g INTEGER NOT NULL,
        points INTEGER NOT NULL,
        PRIMARY KEY (resident, month, material)
    ) STRICT, WITHOUT ROWID
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _VERSION_1,
    _VERSION_2,
    _VERSION_3,
    _VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
)
CURRENT_VERSION = len(MIGRATIONS)


def version_of(connection: sa.Connection) -> int:
    """The store's schema version; 0 for a new file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_newer(found: int, store: Store) -> None:
    """Raise ``StoreFault`` when the store was written by a newer version of the software."""
    if found > CURRENT_VERSION:
        raise StoreFault(
            StoreFaultKind.NEWER,
            f"the ledger in {store.path.parent} was written by a newer version (schema {found}, this one knows "
            f"{CURRENT_VERSION}): install that version again; nothing was changed",
        )


def refuse_empty(store: Store) -> None:
    """Raise ``StoreFault`` for a file without a schema: it was emptied, and a kiosk never starts over by itself."""
    with store.writing() as connection:
        if version_of(connection) == 0:
            raise StoreFault(
                StoreFaultKind.CORRUPT,
                f"the ledger in {store.path.parent} is empty: something has cut it off; put back a backup",
            )


def migrate(store: Store) -> None:
    """Bring the store to ``CURRENT_VERSION``, step by step, each step whole or not at all."""
    while True:
        with store.writing() as connection:
            found = version_of(connection)
            refuse_newer(found, store)
            if found == CURRENT_VERSION:
                return
            for statement in MIGRATIONS[found]:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {found + 1}")
