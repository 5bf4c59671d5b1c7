"""Kiosk and central against the same committed bytes: neither may drift, not even together."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import zstandard

from central import chain, wire
from central.bodies import read_entry
from central.devicekeys import DeviceKeys, changed_to
from central.encoding import from_base64url
from central.rules import load_rules
from central.verdict import Circumstances, judge
from kiosk.ledger import keychange
from kiosk.ledger.chain import ChainCheck
from kiosk.ledger.projections import rows_of_bytes
from kiosk.sync.wire import journal_body
from tests.contract.make_golden import (
    DEVICE,
    EPOCH,
    FOLDER,
    RESIDENT,
    bodies,
    entries,
    golden,
    next_bodies,
    next_entries,
)
from tests.fakes.contract_schemas import assert_follows

CONTRACT = FOLDER.parent
COMMITTED = json.loads((FOLDER / "journal.json").read_text("utf-8"))


def test_the_kiosk_makes_exactly_the_committed_bytes() -> None:
    assert golden() == COMMITTED


def test_central_finds_the_same_hashes_and_accepts_the_signature() -> None:
    for example in COMMITTED["entries"]:
        assert chain.entry_hash(example["canonical"].encode("utf-8")) == example["hash"]
    wanted = wire.Range(DEVICE.kiosk, EPOCH, 1, len(entries()))
    lines = wire.parse_lines(zstandard.ZstdDecompressor().decompress(journal_body(entries())), wanted)
    chain.check_links(lines)
    device = DeviceKeys(DEVICE.kiosk, (from_base64url(COMMITTED["public_key"]),))
    assert device.signer(lines[-1].signature, chain.signed_message(lines[-1])) == 1


@pytest.mark.parametrize(
    ("seq", "expected"),
    [
        (1, ("accepted", None)),
        (2, ("accepted", None)),
        (3, ("accepted", None)),
        (4, ("held", "taken_out")),
        (5, ("accepted", None)),
        (6, ("accepted", None)),
        (7, ("accepted", None)),
        (8, ("accepted", None)),
        (9, ("accepted", None)),
        (11, ("accepted", None)),
        (13, ("accepted", None)),
        (14, ("accepted", None)),
        (15, ("accepted", None)),
        (16, ("accepted", None)),
        (17, ("accepted", None)),
        (18, ("accepted", None)),
        (19, ("accepted", None)),
        (20, ("accepted", None)),
    ],
)
def test_central_reads_and_judges_each(seq: int, expected: tuple[str, str | None]) -> None:
    entry = read_entry(COMMITTED["entries"][seq - 1]["canonical"].encode("utf-8"))
    assert entry is not None
    assert entry.body is not None, "a kind that central does not know"
    judged = judge(entry, load_rules(), Circumstances(residents={RESIDENT}))
    assert (judged.verdict, judged.reason) == expected


def test_the_kiosk_verifies_its_own_export() -> None:
    check = ChainCheck(DEVICE.kiosk, DEVICE.public_key)
    rows = []
    whole = entries()
    shrunk = [replace(stored, entry=b"") for stored in whole[:3]]
    for stored in [*shrunk, *whole[3:], *next_entries()]:
        check.take(stored)
    check.finish()
    assert (check.problems, check.entries, check.shrunk) == ([], 20, 3)
    headless = ChainCheck(DEVICE.kiosk, DEVICE.public_key)
    headless.take(next_entries()[0])
    assert any("does not say where the one before it ended" in problem for problem in headless.problems)
    for position, stored in enumerate(whole, start=1):
        rows += rows_of_bytes(position, stored.entry)
    assert [row[10] for table, row in rows if table == "drop_off"] == [97, 97, 97, 97]
    assert [row[1:] for table, row in rows if table == "scale_check"] == [("2026-11-22", 1)] * 2
    totals = [row[1] for table, row in rows if table == "container_total"]
    assert totals[-1] == 41_500, "it was emptied after the drop-off"
    assert [row[1:] for table, row in rows if table == "container_act"] == [
        ("clothing-1", 1, 3250),
        ("clothing-1", 0, -1000),
    ]
    assert [row[1:] for table, row in rows if table == "pickup_act"] == [("0d" * 16, 1, 3250, 0), ("0d" * 16, 0, 0, 1)]
    assert [row[1:] for table, row in rows if table == "collection"] == [("clothing-1", 1, "LZ-0001", "2026-11-22")]


def test_both_sides_go_over_to_the_same_key() -> None:
    old, new = DEVICE.keys
    entry = COMMITTED["entries"][18]["canonical"].encode("utf-8")
    assert changed_to(entry, old.public_key) == new.public_key
    assert keychange.changed_to(json.loads(entry), old.public_key) == new.public_key
    for wrong in (new.public_key, bytes(32)):
        assert changed_to(entry, wrong) is None
        assert keychange.changed_to(json.loads(entry), wrong) is None
    elsewhere = entry.replace(b'"seq":3', b'"seq":4')
    assert changed_to(elsewhere, old.public_key) is None
    assert keychange.changed_to(json.loads(elsewhere), old.public_key) is None


def test_the_examples_follow_the_schemas() -> None:
    for example in COMMITTED["entries"]:
        entry = json.loads(example["canonical"])
        assert_follows("entry", entry)
        if entry["kind"] != "boot":
            assert_follows(entry["kind"], entry["body"])
    assert {json.loads(example["canonical"])["kind"] for example in COMMITTED["entries"]} == {
        kind for kind, _ in [*bodies(), *next_bodies()]
    }


@pytest.mark.parametrize("newer", ["hold", "mode", "taken_out_g", "pass_kind", "pass_digest", "order", "staff"])
def test_a_drop_off_from_before_a_field_existed_is_still_valid(newer: str) -> None:
    body = json.loads(COMMITTED["entries"][1]["canonical"])["body"]
    (body if newer in body else body["weighing"]).pop(newer)
    assert_follows("drop_off", body)


def test_every_schema_is_a_schema() -> None:
    files = sorted(Path(CONTRACT).glob("*.schema.json"))
    assert files
    for path in files:
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))
