"""Collections in the ledger: one entry closes one period, and what was begun is never lost or half done."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.collection import (
    Abandoned,
    AbandonReason,
    Collected,
    CollectionDeclined,
    CollectionsSeen,
    Draft,
    OldSeal,
    SealJudged,
    SealState,
    VehicleReason,
)
from kiosk.core.containers import Container, ContainersSeen
from kiosk.core.errors import StoreFaultKind
from kiosk.core.events import StaffRole, StoreHealed
from kiosk.ledger import Ledger, store_fault, verify
from kiosk.ledger.containers import (
    StalePeriod,
    UsedSeal,
    abandon_collection,
    append_collection,
    collections_seen,
    containers_seen,
    is_seal_known,
    keep_draft,
)
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, settled, settled_in_container
from tests.fakes.contract_schemas import assert_follows
from tests.fakes.staffwork import OPERATOR, collection
from tests.unit.ledger.test_containers import BIN, SHELF, ContainerDesk
from tests.unit.ledger.test_recorder import PATIENCE_S

DRAFT = Draft(
    "c0" * 16,
    BIN.id,
    "clothing",
    1,
    OldSeal(None, None, SealState.FIRST),
    (settled(3000), settled_in_container(40_000, 1500)),
    explained_g=4500,
    into=None,
    sent=True,
    new_seal="LZ-0001",
)
ABANDONED = Abandoned(DRAFT.collection, BIN.id, "weigh", AbandonReason.WEATHER, OPERATOR, StaffRole.OPERATOR)


def drop(ledger: Ledger, rules: Rulebook, *bags_g: int, container: str = BIN.id) -> None:
    for net_g in bags_g:
        ledger.append_drop_off(replace(drop_off(rules, net_g), container=container))


def fill(ledger: Ledger, container: Container = BIN) -> tuple[int, int, int, str | None, str | None]:
    (seen,) = containers_seen(ledger, (container,)).fills
    return seen.period, seen.drop_offs, seen.fill_g, seen.seal, seen.since


def kinds(ledger: Ledger) -> list[str]:
    return [json.loads(stored.entry)["kind"] for stored in ledger.all_entries()]


def test_a_collection_closes_its_period_and_forgets_the_draft(ledger: Ledger, rules: Rulebook) -> None:
    drop(ledger, rules, 3000, 1500)
    drop(ledger, rules, 700, container=SHELF.id)
    keep_draft(ledger, DRAFT)
    assert collections_seen(ledger) == CollectionsSeen(ledger.device.kiosk, DRAFT, None)
    done = collection(BIN.id, 4500, drop_offs=2)
    manifest = append_collection(ledger, done)
    assert (manifest.seq, manifest.collection) == (4, done)
    assert manifest.hash == ledger.hash_at(manifest.epoch, 4)
    assert fill(ledger) == (2, 0, 0, "LZ-0001", "2026-11-22")
    assert fill(ledger, SHELF) == (1, 1, 700, None, None)
    assert collections_seen(ledger) == CollectionsSeen(ledger.device.kiosk, None, manifest)
    assert append_collection(ledger, done) == manifest, "asked for again, it is done once"
    assert kinds(ledger).count("collection") == 1
    assert_follows("collection", json.loads(ledger.entries(manifest.epoch, 4, 1)[0].entry)["body"])


def test_a_vehicles_weight_and_a_broken_seal_are_read_back(ledger: Ledger) -> None:
    done = replace(
        collection(BIN.id, 0, drop_offs=0, old_seal="LZ-0000"),
        bags=(),
        vehicle_g=93_000,
        vehicle_reason=VehicleReason.WHOLE_CONTAINER,
        old_seal=OldSeal("LZ-0000", None, SealState.MISSING),
    )
    append_collection(ledger, done)
    last = collections_seen(ledger).last
    assert last is not None
    assert last.collection == done


@pytest.mark.parametrize(("drop_offs", "expected_g", "period"), [(1, 4500, 1), (2, 4400, 1), (2, 4500, 2)])
def test_figures_that_are_not_the_ledgers_close_nothing(
    ledger: Ledger, rules: Rulebook, drop_offs: int, expected_g: int, period: int
) -> None:
    drop(ledger, rules, 3000, 1500)
    with pytest.raises(StalePeriod):
        append_collection(ledger, collection(BIN.id, expected_g, drop_offs=drop_offs, period=period))
    assert fill(ledger) == (1, 2, 4500, None, None)


def test_a_period_is_closed_once_and_a_seal_is_used_once(ledger: Ledger) -> None:
    append_collection(ledger, collection(BIN.id, 0, drop_offs=0))
    with pytest.raises(StalePeriod):
        append_collection(ledger, collection(BIN.id, 0, drop_offs=0, identity="c1" * 16, new_seal="LZ-0002"))
    with pytest.raises(UsedSeal):
        append_collection(ledger, collection(SHELF.id, 0, drop_offs=0, identity="c2" * 16))
    assert (is_seal_known(ledger, "LZ-0001"), is_seal_known(ledger, "LZ-0002")) == (True, False)
    assert kinds(ledger) == ["collection"]


def test_a_new_epoch_counts_on_and_knows_the_seals(ledger: Ledger, rules: Rulebook) -> None:
    append_collection(ledger, collection(BIN.id, 0, drop_offs=0))
    drop(ledger, rules, 3000)
    open_epoch(ledger, EpochReason.RESTORED)
    drop(ledger, rules, 1000)
    assert fill(ledger) == (2, 2, 4000, "LZ-0001", "2026-11-22")
    second = collection(BIN.id, 4000, drop_offs=2, period=2, identity="c1" * 16)
    with pytest.raises(UsedSeal):
        append_collection(ledger, second)
    assert append_collection(ledger, replace(second, new_seal="LZ-0002")).seq == 3
    assert verify(ledger, signatures=False).problems == []


@pytest.mark.expects_log("kiosk.ledger.containers")
def test_a_draft_of_another_version_is_told_and_not_offered(ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    ledger.write_document("collection_draft", b'{"collection": 7}')
    assert collections_seen(ledger).draft is None
    assert "cannot be read" in caplog.text


def test_what_is_given_up_is_one_entry(ledger: Ledger) -> None:
    keep_draft(ledger, DRAFT)
    assert abandon_collection(ledger, replace(ABANDONED, collection="c9" * 16)) is None
    assert abandon_collection(ledger, ABANDONED) == 1
    assert abandon_collection(ledger, ABANDONED) is None
    assert collections_seen(ledger).draft is None
    (entry,) = ledger.all_entries()
    assert_follows("collection_abandoned", json.loads(entry.entry)["body"])


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[ContainerDesk]:
    at_work = ContainerDesk(ledger)
    at_work.answers_until(CollectionsSeen)
    yield at_work
    at_work.worker.stop()
    assert at_work.bugs == []


def test_the_recorder_answers_every_question(desk: ContainerDesk, rules: Rulebook) -> None:
    desk.recorder.judge_seal("LZ-0001")
    assert desk.answer() == SealJudged("LZ-0001", used=False)
    desk.recorder.record_collection(collection(BIN.id, 0, drop_offs=0))
    done = desk.answer()
    assert isinstance(done, Collected)
    seen = desk.answer()
    assert isinstance(seen, ContainersSeen)
    assert seen.fills[0].seal == "LZ-0001"
    desk.recorder.judge_seal("LZ-0001")
    assert desk.answer() == SealJudged("LZ-0001", used=True)
    desk.recorder.record_collection(collection(BIN.id, 500, period=2, identity="c1" * 16, new_seal="LZ-0002"))
    assert desk.answer() == CollectionDeclined("c1" * 16, seal_used=False)
    assert isinstance(desk.answer(), ContainersSeen)
    desk.recorder.record_collection(collection(BIN.id, 0, period=2, drop_offs=0, identity="c2" * 16))
    assert desk.answer() == CollectionDeclined("c2" * 16, seal_used=True)


@pytest.mark.expects_log("kiosk.ledger.recorder")
@pytest.mark.parametrize("given_up", [False, True])
def test_what_was_answered_while_the_store_was_broken_is_kept(desk: ContainerDesk, given_up: bool) -> None:
    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    held = threading.Event()
    desk.worker.submit(lambda: held.wait(PATIENCE_S))  # type: ignore[arg-type,return-value]
    desk.recorder.submit(fail)
    desk.recorder.keep_draft(replace(DRAFT, bags=()))
    desk.recorder.keep_draft(DRAFT)
    if given_up:
        desk.recorder.abandon_collection(ABANDONED)
    held.set()
    told = [one for one in desk.answers_until(StoreHealed) if isinstance(one, CollectionsSeen)]
    assert told == [CollectionsSeen(desk.ledger.device.kiosk, None if given_up else DRAFT, None)]
    assert kinds(desk.ledger) == ["collection_abandoned"] * given_up


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_collection_whose_answer_was_lost_is_found_on_the_disk(desk: ContainerDesk) -> None:
    desk.recorder.keep_draft(DRAFT)
    desk.done()
    append_collection(desk.ledger, collection(BIN.id, 0, drop_offs=0))  # it came to the disk, and no answer back

    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    desk.recorder.submit(fail)
    (told,) = [one for one in desk.answers_until(StoreHealed) if isinstance(one, CollectionsSeen)]
    assert told.draft is None
    assert told.last is not None
    assert told.last.collection.collection == DRAFT.collection


def test_a_restart_knows_the_draft_and_the_newest_manifest(
    make_ledger: Callable[[], Ledger], clock: ManualClock
) -> None:
    ledger = make_ledger()
    append_collection(ledger, collection(BIN.id, 0, drop_offs=0))
    clock.advance(1000)
    append_collection(ledger, collection(SHELF.id, 0, drop_offs=0, identity="c1" * 16, new_seal="LZ-0002"))
    keep_draft(ledger, DRAFT)
    ledger.reopen()
    seen = collections_seen(ledger)
    assert seen.draft == DRAFT
    assert seen.last is not None
    assert seen.last.collection.container == SHELF.id
