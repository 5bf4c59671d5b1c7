"""A kiosk goes over to another key: the platform follows, and the old key can do nothing any more."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from central import kiosks
from central.cli import main
from central.schema import Entry, ForkEvidence, Journal, KioskKey
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.virtual_kiosk import VirtualKiosk, base64url


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    """A platform, shared by the tests of this module: each brings its own kiosk."""
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def kiosk(central: RunningCentral) -> VirtualKiosk:
    """Two drop-offs are stored."""
    kiosk = central.kiosk()
    kiosk.drop_off(1000)
    kiosk.drop_off(1000)
    accepted(kiosk.send())
    return kiosk


def accepted(answer: requests.Response) -> list[tuple[str, str | None]]:
    body = body_of(answer, 200, "journal_answer")
    return [(line["verdict"], line["reason"]) for line in body["verdicts"]]


def twin(kiosk: VirtualKiosk, key: Ed25519PrivateKey | None = None) -> VirtualKiosk:
    """Somebody who holds everything of ``kiosk`` up to now, with ``key`` (None: the one that it has now)."""
    copy = kiosk.fork(at=len(kiosk.entries) + 1)
    copy.key = key or kiosk.key
    return copy


@pytest.fixture
def changed(kiosk: VirtualKiosk) -> tuple[VirtualKiosk, VirtualKiosk]:
    """The kiosk with its new key, and whoever has stolen the old one."""
    thief = twin(kiosk)
    kiosk.change_key()
    assert accepted(twin(kiosk, thief.key).send(3)) == [("accepted", None)]
    kiosk.drop_off(1000)
    assert accepted(kiosk.send(4)) == [("accepted", None)]
    return kiosk, thief


def count(central: RunningCentral, kiosk: VirtualKiosk, table: type[Entry] | type[ForkEvidence]) -> int:
    query = select(func.count()).select_from(table).join(Journal, Journal.id == table.journal)
    with central.store.reading() as connection:
        return int(connection.scalar(query.where(Journal.kiosk == kiosk.id)) or 0)


def keys(central: RunningCentral, kiosk: VirtualKiosk) -> list[bytes]:
    query = select(KioskKey.public_key).where(KioskKey.kiosk == kiosk.id).order_by(KioskKey.no)
    with central.store.reading() as connection:
        return list(connection.scalars(query))


def test_requests_by_the_old_key_are_refused(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    problem_of(thief.ask_briefing(), 403, "key-retired")
    assert kiosk.ask_briefing().status_code == 200
    problem_of(thief.send(), 403, "key-retired")
    knows_all = twin(kiosk, thief.key)
    knows_all.drop_off(1000)
    problem_of(knows_all.send(5), 403, "key-retired")
    assert count(central, kiosk, Entry) == 4


def test_the_old_key_begins_no_epoch_and_leaves_no_gap(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    elsewhere = VirtualKiosk(thief.url, thief.key, named_by=thief.named_by)
    elsewhere.drop_off(1000)
    problem_of(elsewhere.send(), 403, "key-retired")
    knows_all = twin(kiosk, thief.key)
    knows_all.drop_off(1000)
    knows_all.drop_off(1000)
    assert "acked_seq" not in problem_of(knows_all.send(6), 403, "key-retired"), "it is told nothing"
    assert count(central, kiosk, Entry) == 4


def test_the_old_key_cannot_change_the_key(central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]) -> None:
    kiosk, thief = changed
    before = keys(central, kiosk)
    old, mine = thief.key, Ed25519PrivateKey.generate()
    for start in (twin(kiosk, old), VirtualKiosk(thief.url, old, named_by=thief.named_by)):
        start.change_key(mine)
        at = len(start.entries)
        problem_of(twin(start, old).send(at), 403, "key-retired")
        problem_of(start.send(at), 401, "signature-invalid")
    assert keys(central, kiosk) == before


@pytest.mark.expects_log("central.ingest")  # the fork
def test_what_the_old_key_contradicts_is_kept_as_evidence(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    thief.drop_off(20_000)
    for _ in range(2):
        problem_of(thief.send(3), 403, "key-retired")
    assert count(central, kiosk, ForkEvidence) == 1
    assert [need["need"] for need in central.needs(kiosk.id)] == ["fork", "check_due"]


def test_a_lost_answer_heals_with_the_new_key(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    old = kiosk.key
    kiosk.change_key()
    first = twin(kiosk, old).send(3)
    problem_of(twin(kiosk, old).send(3), 403, "key-retired")
    assert kiosk.send(3).json() == first.json()
    assert kiosk.send(1, 2).status_code == 200
    assert len(keys(central, kiosk)) == 2


def test_a_key_that_nobody_told_of_is_refused(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    stranger = twin(kiosk, Ed25519PrivateKey.generate())
    stranger.drop_off(1000)
    problem_of(stranger.send(3), 401, "signature-invalid")
    problem_of(stranger.ask_briefing(), 401, "signature-invalid")
    in_front = twin(kiosk)
    in_front.change_key()
    problem_of(in_front.send(3), 401, "signature-invalid")
    assert (count(central, kiosk, Entry), len(keys(central, kiosk))) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"proof": "A" * 86}, "key_unproven"),
        ({"public_key": base64url(bytes(32))}, "key_unproven"),
        ({"proof": "A" * 85}, "malformed_body"),
        ({"public_key": None}, "malformed_body"),
    ],
)
def test_a_change_without_proof_changes_nothing(
    central: RunningCentral, kiosk: VirtualKiosk, wrong: dict[str, object], reason: str
) -> None:
    old = kiosk.key
    kiosk.change_key(**wrong)
    kiosk.key = old
    assert accepted(kiosk.send(3)) == [("refused", reason)]
    assert len(keys(central, kiosk)) == 1
    kiosk.drop_off(1000)
    assert accepted(kiosk.send(4)) == [("accepted", None)]


def test_a_proof_for_another_place_proves_nothing(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    """Neither one that was heard elsewhere, nor one over another old key."""
    old, new = kiosk.key, Ed25519PrivateKey.generate()
    earlier = twin(kiosk)
    earlier.entries.pop()
    proof = earlier.change_key(new).content.split(b'"proof":"')[1][:86].decode()
    kiosk.change_key(new, proof=proof)
    assert accepted(twin(kiosk, old).send(3)) == [("refused", "key_unproven")]
    assert len(keys(central, kiosk)) == 1


def test_a_range_ends_where_the_key_changes(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    old = kiosk.key
    kiosk.change_key()
    kiosk.drop_off(1000)
    for sender in (kiosk, twin(kiosk, old)):
        expected = (401, "signature-invalid") if sender is kiosk else (422, "chain-broken")
        problem_of(sender.send(3), *expected)
    assert count(central, kiosk, Entry) == 2


def test_there_is_no_way_back_to_a_retired_key(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    present = kiosk.key
    kiosk.change_key(thief.key)
    problem_of(twin(kiosk, present).send(5), 403, "key-retired")
    assert (count(central, kiosk, Entry), len(keys(central, kiosk))) == (4, 2)


def restored(kiosk: VirtualKiosk, old: Ed25519PrivateKey, seq: int) -> VirtualKiosk:
    """The same kiosk after a backup with ``seq`` entries was put back that knew only ``old``."""
    again = VirtualKiosk(kiosk.url, old, named_by=kiosk.named_by)
    before = {"epoch": kiosk.epoch, "seq": seq, "hash": kiosk.entries[seq - 1].hash}
    again.append("epoch_opened", {"reason": "restored", "before": before})
    return again


def test_a_restored_kiosk_tells_of_its_key_again(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    again = restored(kiosk, thief.key, 2)
    again.change_key(kiosk.key)
    again.drop_off(1000)
    problem_of(twin(again, thief.key).send(1, 2), 403, "key-retired")
    assert accepted(again.send(1, 1)) == [("accepted", None)], "however short a range is"
    assert accepted(again.send(2, 2)) == [("accepted", None)]
    assert accepted(again.send(3, 3)) == [("accepted", None)]
    assert len(keys(central, kiosk)) == 2
    by_old = twin(again, thief.key)
    by_old.drop_off(1000)
    by_new = twin(by_old, kiosk.key)
    problem_of(by_new.send(4), 401, "signature-invalid")  # the epoch has come to the new key


def test_a_restored_kiosk_goes_over_to_a_key_beyond_the_known_ones(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    kiosk, thief = changed
    second = kiosk.key
    again = restored(kiosk, thief.key, 2)
    again.change_key(second)
    again.change_key()
    assert accepted(twin(again, second).send(1, 2)) == [("accepted", None)] * 2
    assert accepted(twin(again, second).send(3, 3)) == [("accepted", None)]
    assert keys(central, kiosk)[2:] == [again.public_key]
    skipping = restored(kiosk, thief.key, 2)
    skipping.change_key()
    problem_of(twin(skipping, again.key).send(1, 2), 403, "key-retired")  # from a retired one none leads to a new one


def test_since_when_the_key_is_in_force_is_listed(
    central: RunningCentral, kiosk: VirtualKiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    def listed() -> str:
        assert main(["kiosks", "list", "--database", f"sqlite:///{central.database}"]) == 0
        return next(line for line in capsys.readouterr().out.splitlines() if line.startswith(kiosk.id))

    assert "key" not in listed()
    old = kiosk.key
    kiosk.change_key()
    accepted(twin(kiosk, old).send(3))
    assert listed().endswith("good  key 2 since 2026-11-22T10:00:00.000Z")
    (found,) = (each for each in kiosks.everything(central.platform) if each.id == kiosk.id)
    assert (found.key_no, found.key_since) == (2, "2026-11-22T10:00:00.000Z")


def test_the_first_key_still_names_the_kiosk(
    central: RunningCentral, changed: tuple[VirtualKiosk, VirtualKiosk]
) -> None:
    """Enrolling once more, as at another address of the same platform, gives the old key nothing back."""
    kiosk, thief = changed
    assert thief.enrol(central.invite()).status_code == 201
    problem_of(thief.send(), 403, "key-retired")
    assert len(keys(central, kiosk)) == 2


@pytest.mark.expects_log("central.ingest")  # the later one contradicts the earlier
def test_of_two_that_come_at_once_with_the_old_key_one_changes_it(central: RunningCentral, kiosk: VirtualKiosk) -> None:
    """The owner and the thief of the key in force both go over to a key of their own."""
    old = kiosk.key
    thief = twin(kiosk)
    thief.change_key()
    kiosk.change_key()
    asking: list[Callable[[], requests.Response]] = [
        lambda: twin(kiosk, old).send(3),
        lambda: twin(thief, old).send(3),
    ]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda ask: ask(), asking))
    assert sorted(answer.status_code for answer in answers) == [200, 403]
    assert len(keys(central, kiosk)) == 2
