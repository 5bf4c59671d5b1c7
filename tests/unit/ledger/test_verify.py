"""Damage is found, whatever was changed. The journal's own triggers are taken away first, as a thief would."""

import base64
import hashlib
import json
from collections.abc import Callable
from contextlib import closing

import pytest
import sqlalchemy as sa

from kiosk.core.errors import KioskError
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Ledger, check_end, verify
from kiosk.ledger.engine import connect, make_engine
from kiosk.ledger.export import export_line
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check, settled_in_container
from tests.fakes.virtual_kiosk import VirtualKiosk, canonical

Damage = Callable[[Callable[[str], object]], object]


@pytest.fixture
def damaged(ledger: Ledger, rules: Rulebook) -> Callable[[Damage], list[str]]:
    """Do some damage to a ledger of eight entries, and tell what ``verify`` says of it."""
    ledger.append_scale_check(scale_check())
    ledger.append_drop_off(drop_off(rules, weight=settled_in_container(40_000, 3250)))
    for _ in range(5):
        ledger.append_drop_off(drop_off(rules))
    ledger.append_consent("r-li")

    def damage(how: Damage) -> list[str]:
        engine = make_engine(ledger.folder / "ledger.db", ledger.device.store_key, writer=True)
        with engine.begin() as connection:
            for trigger in ("journal_is_append_only_update", "journal_is_append_only_delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            how(connection.exec_driver_sql)
        engine.dispose()
        return verify(ledger).problems

    return damage


def test_an_untouched_ledger_is_sound(damaged: Callable[[Damage], list[str]]) -> None:
    assert damaged(lambda _sql: None) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET entry = replace(entry, '3250', '9250') WHERE seq = 3", "hash differs"),
        ("UPDATE journal SET entry = x'7b7d' WHERE seq = 3", "hash differs"),
        ("UPDATE journal SET entry = x'ff' WHERE seq = 3", "hash differs"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3", "hash differs"),
        ("UPDATE journal SET signature = zeroblob(64) WHERE seq = 7", "not signed"),
        ("UPDATE total SET points = points + 1", "total: the sums"),
        ("UPDATE scale_check SET passed = 0", "scale_check: the row of position 1 is missing"),
        ("UPDATE scale_check SET day = '2027-01-01'", "scale_check: the row of position 1 is missing"),
        ("DELETE FROM scale_check", "scale_check: the row of position 1 is missing"),
        ("DELETE FROM consent", "consent: the row of position 8 is missing"),
        ("UPDATE consent SET resident = 'r-wang'", "consent: the row of position 8 does not follow"),
        ("INSERT INTO consent VALUES ('r-wang', 1)", "consent: the row of position 1 does not follow"),
        ("UPDATE container_total SET total_g = total_g - 1", "container_total: the row of position 2 is missing"),
        ("UPDATE drop_off SET net_g = net_g + 1, points = points + 1 WHERE seq = 4", "drop_off: the row of position 4"),
        ("UPDATE drop_off SET resident = 'r-wang' WHERE seq = 4", "drop_off: the row of position 4"),
        ("INSERT INTO shrunk VALUES (1, 1, 1, 1, 1, 1)", "shrunk: the row of position 1 does not follow"),
        ("UPDATE journal SET entry = x'' WHERE seq = 1", "have lost their bytes"),
        ("UPDATE journal SET seq = seq + 10 WHERE seq = 7", "expected number 7"),
    ],
)
def test_every_change_is_found(damaged: Callable[[Damage], list[str]], statement: str, said: str) -> None:
    if "replace(entry" in statement:
        statement = statement.replace(
            "replace(entry, '3250', '9250')", "CAST(replace(CAST(entry AS TEXT), '3250', '9250') AS BLOB)"
        )
    assert any(said in problem for problem in damaged(lambda sql: sql(statement)))


def test_a_removed_entry_is_found(damaged: Callable[[Damage], list[str]]) -> None:
    def remove(sql: Callable[[str], object]) -> None:
        sql("DELETE FROM drop_off WHERE seq = 3")
        sql("DELETE FROM journal WHERE seq = 3")

    problems = damaged(remove)
    assert any("expected number 3" in problem for problem in problems)
    assert any("does not continue" in problem for problem in problems)


def test_a_tail_that_was_cut_off_is_known_by_what_the_platform_has_acknowledged(
    ledger: Ledger, damaged: Callable[[Damage], list[str]]
) -> None:
    """Also where the mark of how far the journal came was taken away with it."""

    def cut_off(sql: Callable[[str], object]) -> None:
        sql("DELETE FROM consent")
        sql("DELETE FROM journal WHERE position = 8")

    epoch, head = ledger.backlog().epoch, ledger.hash_at(ledger.backlog().epoch, 8)
    assert head is not None
    ledger.acknowledge(epoch, 8, head, ())
    (ledger.folder / "ledger.head").unlink()
    said = f"the platform has acknowledged entry 8 of epoch {epoch}, which is not here"
    assert said in damaged(cut_off)
    assert said in check_end(ledger)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "entry 9: not signed by this kiosk"),
        ({"prev_hash": "0" * 64}, "entry 9: does not continue"),
        ({"seq": 8}, "expected number 9, its bytes say 8"),
        ({"kiosk": "k-" + "0" * 20}, "belongs to kiosk"),
    ],
)
def test_an_entry_that_somebody_else_has_added_is_found(
    ledger: Ledger, damaged: Callable[[Damage], list[str]], change: dict[str, object], said: str
) -> None:
    """Rightly chained and hashed, but without the device's key; by the check at the start too."""

    def add(sql: Callable[[str], object]) -> None:
        *_, last = ledger.all_entries()
        table = json.loads(last.entry) | {"seq": 9, "kind": "boot", "prev_hash": last.hash.hex(), "body": {}}
        forged = VirtualKiosk("").append_bytes(canonical(table | change))
        signature = base64.urlsafe_b64decode(forged.signature + "==")
        values = f"x'{forged.content.hex()}', x'{forged.hash}', x'{signature.hex()}'"
        sql(f"INSERT INTO journal SELECT 9, epoch_no, 9, 'boot', {values} FROM journal WHERE position = 8")

    assert any(said in problem for problem in damaged(add))
    assert any(said in problem for problem in check_end(ledger))


def test_a_projection_that_runs_ahead_of_the_journal_is_found(ledger: Ledger, rules: Rulebook) -> None:
    """A disk that lies leaves rows of entries that it has lost; the same drop-off again would be "already credited"."""
    ledger.append_drop_off(drop_off(rules))
    with closing(connect(ledger.folder / "ledger.db", ledger.device.store_key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO drop_off SELECT 2, 2, 's', 1, 'w', NULL, material, day, 0, 0, 0, 0 FROM drop_off"
        )
        connection.execute("UPDATE total SET drop_offs = 1")  # the trigger has counted it
    said = "drop_off: has rows of entries that are not in the journal"
    assert said in check_end(ledger)
    assert said in verify(ledger).problems


def test_an_exported_line_can_be_checked_to_the_byte(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_off(drop_off(rules))
    stored: StoredEntry = next(ledger.all_entries())
    line = export_line(stored)
    canonical = line.rstrip(b"\n")[:-176] + b"}"
    assert canonical == stored.entry
    assert hashlib.sha256(b"greensprout-entry-v1\x00" + canonical).digest() == stored.hash


def test_bit_rot_is_never_served(ledger: Ledger, rules: Rulebook) -> None:
    """Flip one bit in each of 24 places: opening, reading or verifying must say so."""
    for _ in range(40):
        ledger.append_drop_off(drop_off(rules))
    ledger.close()
    path = ledger.folder / "ledger.db"
    sound = path.read_bytes()
    noticed = 0
    for n in range(24):
        rotten = bytearray(sound)
        rotten[(n * 7919 + 31) % len(sound)] ^= 1 << (n % 8)
        path.write_bytes(rotten)
        try:
            noticed += not verify(ledger).sound
        except (KioskError, sa.exc.DatabaseError):
            noticed += 1
        ledger.close()
    path.write_bytes(sound)
    assert verify(ledger).sound
    assert noticed == 24


def test_a_drop_off_made_while_the_ledger_is_read_is_no_damage(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    late = iter([drop_off(rules)])

    def somebody_is_credited(_done: int, _of: int) -> None:
        for act in late:
            ledger.append_drop_off(act)
            ledger.append_drop_off(drop_off(rules, weight=settled_in_container(40_000, 3250)))
            ledger.append_scale_check(scale_check())

    report = verify(ledger, on_progress=somebody_is_credited)
    assert report.problems == []
    assert ledger.totals().drop_offs == 5
