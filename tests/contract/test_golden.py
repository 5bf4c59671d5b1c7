"""Kiosk and central against the same committed bytes: neither may drift, not even together."""

import json
from pathlib import Path

import jsonschema
import zstandard

from central import chain, verdict, wire
from central.encoding import from_base64url
from central.rules import load_rules
from kiosk.ledger.verify import verify_entries
from kiosk.sync.wire import journal_body
from tests.contract.make_golden import DEVICE, EPOCH, FOLDER, entries, golden

CONTRACT = FOLDER.parent
COMMITTED = json.loads((FOLDER / "journal.json").read_text("utf-8"))


def schema(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((CONTRACT / f"{name}.schema.json").read_text("utf-8"))
    return loaded


def test_the_kiosk_makes_exactly_the_committed_bytes() -> None:
    assert golden() == COMMITTED


def test_central_finds_the_same_hashes_and_accepts_the_signature() -> None:
    for example in COMMITTED["entries"]:
        assert chain.entry_hash(example["canonical"].encode("utf-8")) == example["hash"]
    wanted = wire.Range(DEVICE.kiosk, EPOCH, 1, 2)
    lines = wire.parse_lines(zstandard.ZstdDecompressor().decompress(journal_body(entries())), wanted)
    chain.check_links(lines)
    chain.check_signature(lines[-1], from_base64url(COMMITTED["public_key"]))


def test_central_reads_and_accepts_the_drop_off() -> None:
    entry = verdict.read_entry(COMMITTED["entries"][1]["canonical"].encode("utf-8"))
    judged = verdict.judge(entry, load_rules(), frozenset())
    assert (judged.verdict, judged.reason) == ("accepted", None)


def test_the_kiosk_verifies_its_own_export() -> None:
    report = verify_entries(entries(), DEVICE.kiosk, DEVICE.public_key)
    assert report.sound
    assert (report.entries, report.points) == (2, 97)


def test_the_examples_follow_the_schemas() -> None:
    for example in COMMITTED["entries"]:
        jsonschema.validate(json.loads(example["canonical"]), schema("entry"))
    jsonschema.validate(json.loads(COMMITTED["entries"][1]["canonical"])["body"], schema("drop_off"))


def test_every_schema_is_a_schema() -> None:
    files = sorted(Path(CONTRACT).glob("*.schema.json"))
    assert files
    for path in files:
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))
