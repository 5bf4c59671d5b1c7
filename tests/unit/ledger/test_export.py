"""What leaves the kiosk, on purpose or with a thief: pseudonyms in an export, and noise everywhere else."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.core.acts import Guest, Resident
from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault
from kiosk.core.events import StaffRole
from kiosk.core.ids import claim_hash
from kiosk.core.journal import OpenVisit
from kiosk.ledger import Ledger
from kiosk.ledger.backup import back_up
from kiosk.ledger.export import export_lines
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

KEEP = timedelta(days=30)
DAY_MS = 86_400_000
LI = Resident("r-" + "5" * 20, "6" * 32, digest="7" * 32)
CLAIM = "2345678923456789"
OPEN_CLAIM = "ABCDEFGHJKMNPQRS"
BADGE = "b" * 32
PAGE, RESERVED, SALT = 4096, 80, 16


@pytest.fixture
def busy(ledger: Ledger, rules: Rulebook, clock: ManualClock) -> Ledger:
    """Li's visits of five weeks ago and a guest's, a badge, a visit that is open now; enough to fill many pages."""
    ledger.append_consent(LI.resident)
    ledger.append_drop_offs([drop_off(rules, who=LI) for _ in range(60)])
    ledger.append_drop_off(drop_off(rules, who=Guest(CLAIM)))
    ledger.append_staff_action(BADGE, StaffRole.OPERATOR, "unlocked")
    ledger.note_pass(LI.digest, int(clock.now().timestamp()) + 90)
    ledger.count_pin_failure(BADGE)
    clock.advance(35 * DAY_MS)
    ledger.open_visit(OpenVisit("session-of-a-guest", OPEN_CLAIM))
    return ledger


def secrets_of(ledger: Ledger) -> list[bytes]:
    device = ledger.device
    keys = [form for key in (device.seed, device.store_key) for form in (key, key.hex().encode())]
    words = [LI.resident, LI.resident[2:], LI.pass_id, LI.digest, CLAIM, claim_hash(CLAIM), OPEN_CLAIM, BADGE]
    return keys + [word.encode() for word in words]


def acknowledge_all(ledger: Ledger) -> None:
    head = ledger.backlog()
    head_hash = ledger.hash_at(head.epoch, head.head_seq)
    assert head_hash is not None
    ledger.acknowledge(head.epoch, head.head_seq, head_hash, ())


def in_clear(path: Path, store_key: bytes) -> bytes:
    """Every page of an encrypted file as a thief with the key would see it, the free ones too."""
    content = path.read_bytes()
    return b"".join(_pages_in_clear(content, store_key))


def _pages_in_clear(content: bytes, store_key: bytes) -> Iterator[bytes]:
    assert len(content) % PAGE == 0
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        text = page[SALT if start == 0 else 0 : -RESERVED]
        decryptor = Cipher(algorithms.AES(store_key), modes.CBC(page[-RESERVED : -RESERVED + 16])).decryptor()
        yield decryptor.update(text) + decryptor.finalize()


def test_a_thief_without_the_key_reads_nothing(busy: Ledger, data: Path, clock: ManualClock, tmp_path: Path) -> None:
    """Database, WAL, its index, locks, and a backup with its description; the key's own file is the key."""
    (tmp_path / "stick").mkdir()
    assert back_up(busy, tmp_path / "stick", clock, 1) is not None
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "device.key"]
    assert {"ledger.db", "ledger.db-wal", "ledger.db-shm"} <= {path.name for path in files}
    assert any(path.suffix == ".json" for path in files)
    for path in files:
        content = path.read_bytes()
        assert [secret for secret in secrets_of(busy) if secret in content] == [], path


def test_the_search_would_find_something(busy: Ledger, data: Path, clock: ManualClock) -> None:
    busy.close()
    assert LI.pass_id.encode() in in_clear(data / "ledger.db", busy.device.store_key)


def test_with_the_key_a_thief_reads_days_and_not_years(
    busy: Ledger, data: Path, clock: ManualClock, tmp_path: Path, rules: Rulebook
) -> None:
    """What was shrunk is gone from every page, of the ledger and of its backup. The consent stays on purpose."""
    acknowledge_all(busy)
    assert shrink(busy, clock.now(), KEEP) == 63
    (tmp_path / "stick").mkdir()
    backup = back_up(busy, tmp_path / "stick", clock, 1)
    assert backup is not None
    busy.close()
    for path in (data / "ledger.db", backup.path):
        clear = in_clear(path, busy.device.store_key)
        assert b"entries_shrunk" in clear
        assert LI.pass_id.encode() not in clear
        assert claim_hash(CLAIM).encode() not in clear
        assert b'"kind":"drop_off"' not in clear
        assert CLAIM.encode() not in clear


def test_an_export_holds_pseudonyms_and_hashes_only(busy: Ledger) -> None:
    exported = b"".join(export_lines(busy))
    assert LI.resident.encode() in exported
    assert claim_hash(CLAIM).encode() in exported
    unsaid = [CLAIM.encode(), OPEN_CLAIM.encode(), busy.device.seed, busy.device.seed.hex().encode()]
    unsaid += [busy.device.store_key, busy.device.store_key.hex().encode(), b"argon2"]
    assert [secret for secret in unsaid if secret in exported] == []


def test_a_shrunk_entry_keeps_its_line(busy: Ledger, clock: ManualClock) -> None:
    before = list(export_lines(busy))
    acknowledge_all(busy)
    shrink(busy, clock.now(), KEEP)
    after = [json.loads(line) for line in export_lines(busy)]
    for was, now in zip(map(json.loads, before), after, strict=False):
        assert now == {"seq": was["seq"], "shrunk": True, "hash": was["hash"], "signature": was["signature"]}
    assert after[-1]["kind"] == "entries_shrunk"
    assert len(after) == len(before) + 1


def test_an_export_during_which_entries_shrink_says_so(
    busy: Ledger, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    acknowledge_all(busy)
    lines = export_lines(busy)
    next(lines)
    shrink(make_ledger(), clock.now(), KEEP)
    with pytest.raises(StoreFault, match="export again"):
        list(lines)
