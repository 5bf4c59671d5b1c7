"""What the ledger says of containers: the place, their fill, and what the recorder tells of them."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.core.collection import CollectionsSeen
from kiosk.core.containers import Container, ContainersSeen, Site
from kiosk.core.events import Committed
from kiosk.ledger import Ledger, LedgerWorker, Recorder
from kiosk.ledger.containers import adopt_site, containers_seen
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.fakes.contract_schemas import assert_follows
from tests.unit.ledger.test_recorder import Desk

BIN = Container("clothing-1", "clothing", 150_000, 1000)
SHELF = Container("books-1", "books", 200_000, 240)
SITE = Site("忠山社区回收亭", "Zhongshan Community", 28_871_000, 105_442_000, (BIN, SHELF))


def test_the_place_is_told_once_and_again_when_it_changes(ledger: Ledger) -> None:
    assert adopt_site(ledger, SITE) == 1
    assert adopt_site(ledger, SITE) is None
    assert adopt_site(ledger, replace(SITE, containers=(BIN,))) == 2
    assert adopt_site(ledger, replace(SITE, containers=(), latitude_e6=None)) == 3, "what was told is taken back"
    bodies = [json.loads(stored.entry)["body"] for stored in ledger.all_entries()]
    assert [len(body["containers"]) for body in bodies] == [2, 1, 0]
    for body in bodies:
        assert_follows("site_adopted", body)


def test_a_kiosk_without_containers_and_position_tells_nothing(ledger: Ledger) -> None:
    assert adopt_site(ledger, Site("回收亭", "Kiosk", None, None, ())) is None
    assert ledger.totals().entries == 0


class ContainerDesk(Desk):
    """A recorder at a kiosk with two containers."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self.worker.stop()
        self.worker = LedgerWorker(self.bugs.append)
        self.recorder = Recorder(ledger, self.worker, self.answers.put, (BIN, SHELF))
        self.worker.start()


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[ContainerDesk]:
    at_work = ContainerDesk(ledger)
    yield at_work
    at_work.worker.stop()
    assert at_work.bugs == []


def test_how_they_stand_is_told_at_start_and_after_every_drop_off(desk: ContainerDesk, rules: Rulebook) -> None:
    assert desk.answer() == containers_seen(desk.ledger, (BIN, SHELF))
    assert desk.answer() == CollectionsSeen(desk.ledger.device.kiosk)
    for net_g in (3000, 4000):
        desk.recorder.record(replace(drop_off(rules, net_g), container=BIN.id))
        told = desk.answer()
        assert isinstance(desk.answer(), Committed)
    assert isinstance(told, ContainersSeen)
    assert [(fill.period, fill.drop_offs, fill.fill_g) for fill in told.fills] == [(1, 2, 7000), (1, 0, 0)]
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)
    desk.done()
    assert desk.answers.empty(), "a drop-off into no container changes none"
