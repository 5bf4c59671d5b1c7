"""The auditor's script against real exports: sound ones pass, and every kind of tampering is found and named."""

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Ledger, open_ledger
from kiosk.ledger.device import Device
from kiosk.ledger.entry import Header, canonical, entry_hash, signed_message
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.export import export_line, export_lines
from kiosk.ledger.newkey import change_key
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from tests.contract.make_golden import DEVICE, entries
from tests.fakes.acts import drop_off

SCRIPT = Path(__file__).resolve().parents[2] / "contract" / "verify_journal.py"
DAY_MS = 86_400_000


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_journal", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


auditor: Any = load_script()
GOLDEN = [export_line(stored) for stored in entries()]


def audit(lines: list[bytes], key: bytes = DEVICE.public_key, head: str | None = None) -> Any:
    return auditor.check(io.BytesIO(b"".join(lines)), key, head)


def problems(lines: list[bytes], key: bytes = DEVICE.public_key, head: str | None = None) -> str:
    journal = audit(lines, key, head)
    assert bool(journal.problems) == bool(journal.found)
    return "\n".join(journal.problems)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, rules: Rulebook) -> tuple[Device, list[bytes], list[bytes]]:
    """A kiosk's exports before and after retention: two epochs, seven drop-offs, of which five are shrunk."""
    clock = ManualClock()
    ledger = open_ledger(tmp_path_factory.mktemp("audited"), clock, create=True)
    ledger.append_drop_offs([drop_off(rules, 3250) for _ in range(5)])
    open_epoch(ledger, EpochReason.RESTORED)
    clock.advance(31 * DAY_MS)
    ledger.append_drop_offs([drop_off(rules, 1000) for _ in range(2)])
    before = list(export_lines(ledger))
    acknowledge_first_epoch(ledger)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 5
    after = list(export_lines(ledger))
    ledger.close()
    return ledger.device, before, after


def acknowledge_first_epoch(ledger: Ledger) -> None:
    backlog = ledger.backlog()
    head_hash = ledger.hash_at(backlog.epoch, backlog.head_seq)
    assert head_hash is not None
    ledger.acknowledge(backlog.epoch, backlog.head_seq, head_hash, ())


def test_the_golden_journal_is_sound() -> None:
    journal = audit(GOLDEN, head=entries()[-1].hash.hex())
    assert (journal.problems, journal.total.entries, journal.total.drop_offs) == ([], 16, 4)
    assert journal.total.points == 3 * 97 + 67, "of the last one a kilogram was taken back"


def test_epochs_and_retention_are_followed(audited: tuple[Device, list[bytes], list[bytes]]) -> None:
    device, before, after = audited
    for lines in (before, after):
        journal = audit(lines, device.public_key)
        assert (journal.problems, journal.total.drop_offs, journal.total.weight_g) == ([], 7, 18_250)
    assert [sums.drop_offs for sums in audit(before, device.public_key).epochs.values()] == [5, 2]
    assert audit(after, device.public_key).shrunk.weight_g == 16_250


def test_shrinking_leaves_every_other_line_byte_for_byte(audited: tuple[Device, list[bytes], list[bytes]]) -> None:
    _, before, after = audited
    assert after[5:8] == before[5:]
    for was, now in zip(before[:5], after[:5], strict=True):
        assert now[:-177] + b"}" == b'{"seq":%d,"shrunk":true}' % json.loads(was)["seq"]
        assert now[-177:] == was[-177:], "hash and signature stay"


@pytest.fixture(scope="module")
def rotated(tmp_path_factory: pytest.TempPathFactory, rules: Rulebook) -> tuple[Device, list[bytes], list[bytes]]:
    """A kiosk's exports before and after retention: two keys changed among what is shrunk, one behind it."""
    clock = ManualClock()
    ledger = open_ledger(tmp_path_factory.mktemp("rotated"), clock, create=True)
    for count in (2, 1):
        ledger.append_drop_offs([drop_off(rules, 1000) for _ in range(count)])
        change_key(ledger)
    open_epoch(ledger, EpochReason.RESTORED)
    acknowledge_first_epoch(ledger)
    clock.advance(31 * DAY_MS)
    ledger.append_drop_offs([drop_off(rules, 1000)])
    change_key(ledger)
    ledger.append_drop_offs([drop_off(rules, 1000)])
    before = list(export_lines(ledger))
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 4
    after = list(export_lines(ledger))
    ledger.close()
    return ledger.device, before, after


def test_the_first_key_leads_to_the_later_ones(rotated: tuple[Device, list[bytes], list[bytes]]) -> None:
    device, before, after = rotated
    for lines in (before, after):
        journal = audit(lines, device.public_key)
        assert (journal.problems, journal.total.drop_offs, len(journal.changes)) == ([], 5, 3)
        assert f"line 3 (entry 3) changes the key to {device.keys[1].public_key.hex()}" in journal.changes[0]
    assert [b"shrunk" in line[:40] for line in after] == [True, True, False, True, *[False] * 6]
    assert audit(after, device.public_key).total.entries == len(after)
    assert "was not signed by this kiosk" in problems(before, device.keys[1].public_key)


def test_what_a_retired_key_signs_is_found(rotated: tuple[Device, list[bytes], list[bytes]]) -> None:
    device, before, _ = rotated
    lines = [*before]
    lines[3] = resigned(before[3], device)  # the same entry, by the first key
    assert "line 4 (entry 4) was not signed by this kiosk" in problems(lines, device.public_key)
    change = json.loads(before[2])
    unproven = resigned(before[2], device, body={**change["body"], "proof": "A" * 86})
    said = problems([*before[:2], unproven, *before[3:]], device.public_key)
    assert "line 3 (entry 3) changes the key, and the new one does not prove that" in said
    for strange in ({}, {"public_key": "é", "proof": "x"}, {"public_key": 1, "proof": None}):
        assert "does not prove that" in problems(
            [*before[:2], resigned(before[2], device, body=strange)], device.public_key
        )
    gone = before[2]
    assert "was not signed by this kiosk" in problems([*before[:2], *before[3:]], device.public_key)
    assert "line 3 (entry 3) was changed" in problems(
        [*before[:2], edited(gone, b'"v":1', b'"v":2')], device.public_key
    )


def test_a_change_that_was_shrunk_is_found(rotated: tuple[Device, list[bytes], list[bytes]]) -> None:
    device, _, after = rotated
    lines = [*after]
    lines[2] = b'{"seq":3,"shrunk":true}'[:-1] + after[2][-177:]
    assert "was not signed by this kiosk" in problems(lines, device.public_key)


def edited(line: bytes, old: bytes, new: bytes) -> bytes:
    assert line.count(old) >= 1
    return line.replace(old, new, 1)


def resigned(line: bytes, device: Device, **changes: object) -> bytes:
    """The same entry with other contents, signed by somebody's key."""
    table = json.loads(line) | changes
    header = {name: table[name] for name in Header.__slots__}
    entry = canonical(Header(**header), table["kind"], table["body"])
    digest = entry_hash(entry)
    return export_line(StoredEntry(table["seq"], entry, digest, device.sign(signed_message(digest))))


@pytest.mark.parametrize("place", range(10))
def test_an_edited_entry_is_found(place: int) -> None:
    lines = [*GOLDEN]
    lines[place] = edited(lines[place], b'"v":1', b'"v":2')
    assert f"line {place + 1} (entry {place + 1}) was changed" in problems(lines)


def test_what_was_edited_is_not_counted() -> None:
    place = next(i for i, line in enumerate(GOLDEN) if b'"kind":"drop_off"' in line)
    lines = [*GOLDEN]
    lines[place] = edited(lines[place], b'"line":1', b'"line":2')  # its sums still add up
    assert "was changed" in problems(lines)
    assert audit(lines).total.points == 2 * 97 + 67


def test_a_new_hash_for_an_edited_entry_needs_the_key() -> None:
    thief = Device.generate()
    lines = [*GOLDEN]
    lines[4] = resigned(GOLDEN[4], thief, occurred_at="2020-01-01T00:00:00.000Z")
    said = problems(lines)
    assert "line 5 (entry 5) was not signed by this kiosk" in said
    assert "line 6 (entry 6) does not continue the one before it" in said


@pytest.mark.parametrize("place", range(9))
def test_a_deleted_entry_is_found(place: int) -> None:
    said = problems(GOLDEN[:place] + GOLDEN[place + 1 :])
    assert f"entry {place + 1} is missing before line {place + 1} (entry {place + 2})" in said


@pytest.mark.parametrize("place", range(10))
def test_an_entry_that_stands_there_twice_is_found(place: int) -> None:
    assert "stands there again" in problems([*GOLDEN[: place + 1], *GOLDEN[place:]])


@pytest.mark.parametrize("place", range(9))
def test_another_order_is_found(place: int) -> None:
    lines = [*GOLDEN]
    lines[place : place + 2] = reversed(lines[place : place + 2])
    assert "missing before" in problems(lines)


def test_a_tail_that_was_cut_off_is_found_only_by_the_head() -> None:
    head = entries()[-1].hash.hex()
    assert problems(GOLDEN[:7]) == ""
    assert "entries were cut off" in problems(GOLDEN[:7], head=head)
    assert "No file can show" in "".join(auditor.report(audit(GOLDEN[:7]), head_expected=False))


def test_a_line_that_was_cut_off_is_named() -> None:
    assert "line 10 is cut off" in problems([*GOLDEN[:9], GOLDEN[9][:200]])


def test_nothing_at_all_is_not_sound() -> None:
    assert "there are no entries" in problems([])


def test_the_wrong_key_is_said_first() -> None:
    said = problems(GOLDEN, Device.generate().public_key)
    assert said.startswith("nothing in it was signed with this key")
    assert DEVICE.kiosk in said.splitlines()[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "entry 1 is missing"),
        (lambda lines: [*lines[:2], *lines[1:]], "stands there again"),
        (lambda lines: [lines[0], *lines], "are shrunk, but the journal tells of 5"),
        (lambda lines: [*lines[:3], *lines[4:]], "entry 4 is missing"),
        (lambda lines: lines[:-1], "are shrunk, but the journal tells of 0"),
        (lambda lines: [*lines[:6], lines[2], *lines[6:]], "is shrunk, though an older one is not"),
        (lambda lines: lines[:5] + lines[6:], "(entry 2) stands there again or in the wrong place"),
        (lambda lines: [lines[0], edited(lines[1], b'"seq":2', b'"seq":7'), *lines[2:]], "entries 2 to 6 are missing"),
    ],
)
def test_tampering_with_what_was_shrunk_is_found(
    audited: tuple[Device, list[bytes], list[bytes]], change: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    device, _, after = audited
    assert said in problems(change(after), device.public_key)


def test_an_epoch_must_say_where_the_one_before_it_ended(audited: tuple[Device, list[bytes], list[bytes]]) -> None:
    device, before, _ = audited
    assert "does not say where the one before it ended" in problems(before[:4] + before[5:], device.public_key)
    assert "goes back to an epoch that was over" in problems([*before, before[0]], device.public_key)
    opened = next(place for place, line in enumerate(before) if b'"kind":"epoch_opened"' in line)
    assert "continues an epoch that is missing" in problems(before[opened:], device.public_key)


def test_a_signed_lie_about_points_is_found() -> None:
    """Whoever has the device key can sign anything, but not that 97 follows from 98."""
    place = next(i for i, line in enumerate(GOLDEN) if b'"kind":"drop_off"' in line)
    body = json.loads(GOLDEN[place])["body"] | {"points": 98}
    lines = [*GOLDEN]
    lines[place] = resigned(GOLDEN[place], DEVICE, body=body)
    assert "do not follow from its rule" in problems(lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.binary(max_size=300), st.integers(0, 10))
def test_random_bytes_never_end_it_with_a_traceback(noise: bytes, place: int) -> None:
    assert problems([*GOLDEN[:place], noise + b"\n", *GOLDEN[place:]])


@given(st.integers(0, 9), st.data())
def test_no_byte_can_be_changed(place: int, data: st.DataObject) -> None:
    line = bytearray(GOLDEN[place])
    line[data.draw(st.integers(0, len(line) - 2))] = data.draw(st.integers(0, 255))
    lines = [*GOLDEN[:place], bytes(line), *GOLDEN[place + 1 :]]
    assert problems(lines) or lines == GOLDEN


@given(st.permutations(range(10)), st.integers(0, 10))
def test_no_other_order_or_choice_passes(order: list[int], length: int) -> None:
    lines = [GOLDEN[i] for i in order[:length]]
    assert problems(lines) or lines == GOLDEN[: len(lines)]


@given(st.sampled_from(["body", "epoch", "kiosk", "kind", "seq", "prev_hash", "v"]), JSON, st.booleans())
def test_what_is_signed_but_odd_never_ends_it_with_a_traceback(field: str, value: object, first: bool) -> None:
    """A kiosk signs nothing of the kind; the script must say so all the same."""
    place = 0 if first else 5
    table = {name: found for name, found in json.loads(GOLDEN[place]).items() if name not in {"hash", "signature"}}
    entry = json.dumps(table | {field: value}).encode()
    digest = entry_hash(entry)
    odd = export_line(StoredEntry(1, entry, digest, DEVICE.sign(signed_message(digest))))
    journal = audit([*GOLDEN[:place], odd, *GOLDEN[place + 1 :]])
    "\n".join(auditor.report(journal, head_expected=False)).encode("ascii")


@pytest.mark.parametrize(
    "noise",
    [
        b"[" * 500_000,
        b"{}",
        b"",
        b"\xff\xfe",
        b'{"seq":' + b"9" * 4300 + b"}",
        b'{"seq":1e400}',
        b'{"seq":true}',
        b'{"seq":-1}',
    ],
)
def test_what_looks_like_an_entry_and_is_none_is_refused(noise: bytes) -> None:
    tail = GOLDEN[0][-177:]
    for line in (noise + b"\n", noise[:-1] + tail):
        said = problems([GOLDEN[0], line, *GOLDEN[1:]])
        assert said.startswith("line 2 is no entry of an export"), said


def test_lines_without_end_are_refused_before_they_fill_the_memory() -> None:
    assert "longer than any entry" in problems([b"x" * (auditor.LONGEST_LINE + 5)])


@pytest.mark.process
def test_it_stands_alone(tmp_path: Path) -> None:
    """Copied elsewhere, without this product to import, as an auditor would use it."""
    (tmp_path / "verify.py").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "journal.ndjson").write_bytes(b"".join(GOLDEN))

    def run(*arguments: str, given: bytes = b"") -> tuple[int, str]:
        command = [sys.executable, "-I", "verify.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, check=False, timeout=60)
        assert b"Traceback" not in done.stderr
        return done.returncode, (done.stdout + done.stderr).decode()

    key = DEVICE.public_key.hex()
    code, said = run("journal.ndjson", "--key", key, "--expect-head", entries()[-1].hash.hex())
    assert (code, "SOUND, and it ends where it was expected to end" in said) == (0, True)
    assert f"{DEVICE.kiosk}" in said
    assert run("--key", key, given=b"".join(GOLDEN[1:]))[0] == 1
    code, said = run("missing.ndjson", "--key", key)
    assert (code, "No such file or directory" in said) == (1, True)
    assert run("journal.ndjson", "--key", "abc")[0] == 2


def test_the_kiosk_prints_what_the_script_wants(
    ledger: Ledger, rules: Rulebook, data: Path, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    ledger.append_drop_off(drop_off(rules))
    ledger.close()
    assert main(["ledger", "export", "--data", str(data)]) == 0
    (tmp_path / "journal").write_bytes(capsysbinary.readouterr().out)
    assert main(["ledger", "public-key", "--data", str(data)]) == 0
    key = capsysbinary.readouterr().out.decode().strip()
    assert auditor.main([str(tmp_path / "journal"), "--key", key]) == 0
    assert b"1 entries, 1 drop-offs, 3250 g" in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("old", "new"), [(b'"action":"adjust"', b'"action":"void"'), (b'"delta_points":-30', b'"delta_points":"-30"')]
)
def test_a_correction_that_does_not_fit_itself_is_said(old: bytes, new: bytes) -> None:
    place = next(i for i, line in enumerate(GOLDEN) if b'"kind":"correction"' in line)
    lines = [*GOLDEN]
    body = json.loads(edited(GOLDEN[place], old, new))["body"]
    lines[place] = resigned(GOLDEN[place], DEVICE, body=body)
    assert "is a correction whose numbers do not fit each other" in problems(lines)
