"""Copies put back, on either side: nothing is sent twice under one number, nothing is hidden, and staff are told."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.errors import LinkFaultKind
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Ledger, open_ledger
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.repair import Outcome, repair
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, enrol, left_epochs
from kiosk.sync.exchange import Outcome as Exchanged
from kiosk.sync.wire import journal_body
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.unit.sync.conftest import Line

DAY_MS = 86_400_000
HOME = "https://platform.example"
"""Of a platform that is started again and again: by chance it would have a port, and so a directory, from before."""


@pytest.fixture
def fill(rules: Rulebook) -> Callable[[Ledger, int], None]:
    def append(ledger: Ledger, count: int) -> None:
        ledger.append_drop_offs([drop_off(rules) for _ in range(count)])

    return append


def sent(line: Line) -> Exchanged:
    """One exchange as after a restart."""
    return line.exchange().run()


def kind_of(done: Exchanged) -> LinkFaultKind | None:
    return done.fault.kind if done.fault else None


@pytest.fixture
def old_image(
    line: Line, fill: Callable[[Ledger, int], None], data: Path, tmp_path: Path
) -> Iterator[Callable[[], Ledger]]:
    """Five entries reach the platform after an image of the disk was made. Call it to put that image back."""
    fill(line.ledger, 6)
    assert kind_of(sent(line)) is None
    line.ledger.close()
    image = shutil.copytree(data, tmp_path / "image")
    fill(line.ledger, 5)
    assert kind_of(sent(line)) is None
    opened: list[Ledger] = []

    def put_back() -> Ledger:
        line.ledger.close()
        shutil.rmtree(data)
        shutil.copytree(image, data)
        opened.append(open_ledger(data, ManualClock(), create=False))
        line.ledger = opened[-1]
        return line.ledger

    yield put_back
    for ledger in opened:
        ledger.close()


@pytest.mark.expects_log("central.ingest")  # the platform notes the fork, as it should
def test_an_old_image_of_the_disk_is_told_by_the_platform(
    line: Line, old_image: Callable[[], Ledger], fill: Callable[[Ledger, int], None]
) -> None:
    ledger = old_image()
    assert kind_of(sent(line)) is None, "nothing to send, nothing to contradict"
    fill(ledger, 1)
    done = sent(line)
    assert kind_of(done) is LinkFaultKind.FORK
    assert done.fault is not None
    assert "new-epoch" in done.fault.advice
    fill(ledger, 1)
    assert (kind_of(sent(line)), ledger.totals().pending) == (LinkFaultKind.FORK, 2), "crediting goes on"


@pytest.mark.expects_log("central.ingest")
def test_after_a_fork_a_new_epoch_ships_and_the_rest_is_counted_apart(
    line: Line,
    old_image: Callable[[], Ledger],
    fill: Callable[[Ledger, int], None],
    central: RunningCentral,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ledger = old_image()
    fill(ledger, 3)
    assert kind_of(sent(line)) is LinkFaultKind.FORK
    disputed = ledger.backlog().epoch
    open_epoch(ledger, EpochReason.FORKED)
    fill(ledger, 2)
    before = central.stats()["entries"]
    exchange = line.exchange()
    assert exchange.run().fault is None
    assert central.stats()["entries"] == before + 3
    assert left_epochs(ledger) == {disputed: "fork"}
    assert ledger.totals().pending == 3, "the rest stays in the count"
    assert main(["sync", "status", "--data", str(ledger.folder)]) == 0
    assert (
        f"3 of them stay here: the platform does not take the rest of epoch {disputed} (fork)"
        in capsys.readouterr().out
    )
    fill(ledger, 1)
    assert (exchange.run().sent, exchange.run().sent) == (1, 0)
    assert kind_of(sent(line)) is None, "also after a restart"
    assert [(v.seq, v.reason) for v in ledger.open_verdicts()] == [(1, "epoch_unexplained")]


def test_a_restored_kiosk_and_the_platform_agree_on_the_old_epoch(
    line: Line, old_image: Callable[[], Ledger], fill: Callable[[Ledger, int], None]
) -> None:
    """The platform remembers more of the closed epoch than the backup: that is no fork, whatever the backup knew."""
    ledger = old_image()
    epoch = ledger.backlog().epoch
    first = ledger.hash_at(epoch, 2)
    assert first is not None
    ledger.acknowledge(epoch, 2, first, ())  # an even older word of the platform
    open_epoch(ledger, EpochReason.RESTORED)
    fill(ledger, 2)
    assert kind_of(sent(line)) is None
    assert (ledger.totals().pending, left_epochs(ledger)) == (0, {})
    assert ledger.acknowledged()[0][1] == 6
    assert ledger.open_verdicts() == []


def test_a_repaired_kiosk_goes_on(
    line: Line, fill: Callable[[Ledger, int], None], data: Path, clock: ManualClock
) -> None:
    fill(line.ledger, 12)
    assert kind_of(sent(line)) is None
    with line.ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_update")
        connection.exec_driver_sql("UPDATE journal SET hash = zeroblob(32) WHERE seq = 9")
    line.ledger.close()
    done = repair(data, clock, new_epoch=True)
    assert (done.outcome, done.saved, done.held_there, done.gone) == (Outcome.NEW_EPOCH, 8, 4, 0)
    line.ledger = open_ledger(data, clock, create=False)
    fill(line.ledger, 1)
    assert kind_of(sent(line)) is None
    assert (line.ledger.totals().pending, line.ledger.open_verdicts()) == (0, [])
    line.ledger.close()


def test_bytes_that_are_gone_are_never_sent() -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        journal_body([StoredEntry(1, b"", b"h" * 32, b"s" * 64)])


@pytest.fixture
def shrunk(ledger: Ledger, clock: ManualClock, fill: Callable[[Ledger, int], None], tmp_path: Path) -> None:
    """A kiosk that has shrunk ten entries; the platform in ``tmp_path / "old"`` holds five of them, ``"new"`` all."""
    with running_central(made(tmp_path / "platform"), public_url=HOME) as central:
        client = Client(central.url)
        enrol(ledger, ledger.device, client, central.invite())
        line = Line(ledger, client, Pace(4, random.Random(1)))
        fill(ledger, 5)
        assert kind_of(sent(line)) is None
        client.close()
    shutil.copytree(tmp_path / "platform", tmp_path / "old")
    with running_central(tmp_path / "platform", public_url=HOME) as central:
        client = Client(central.url)
        line = Line(ledger, client, Pace(4, random.Random(1)))
        fill(ledger, 5)
        assert kind_of(sent(line)) is None
        client.close()
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 10
    fill(ledger, 2)


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("shrunk")
def test_a_platform_that_asks_for_what_was_shrunk_is_told_so(
    ledger: Ledger, fill: Callable[[Ledger, int], None], tmp_path: Path
) -> None:
    with running_central(tmp_path / "old", public_url=HOME) as central:
        client = Client(central.url)
        line = Line(ledger, client, Pace(4, random.Random(1)))
        for _ in range(2):
            done = sent(line)
            assert (kind_of(done), done.sent) == (LinkFaultKind.SHRUNK, 0)
            assert done.fault is not None
            assert "after 5" in done.fault.advice
            assert central.stats()["entries"] == 5
        assert ledger.totals().pending == 8
        open_epoch(ledger, EpochReason.FORKED)  # the operator has no newer backup
        fill(ledger, 1)
        assert kind_of(sent(line)) is None
        assert list(left_epochs(ledger).values()) == ["shrunk"]
        assert central.stats()["entries"] == 7
        client.close()


@pytest.mark.usefixtures("shrunk")
def test_a_platform_that_has_found_them_again_goes_on(ledger: Ledger, tmp_path: Path) -> None:
    with running_central(tmp_path / "old", public_url=HOME) as central:
        client = Client(central.url)
        assert kind_of(sent(Line(ledger, client, Pace(4, random.Random(1))))) is LinkFaultKind.SHRUNK
        client.close()
    with running_central(tmp_path / "platform", public_url=HOME) as central:
        client = Client(central.url)
        assert kind_of(sent(Line(ledger, client, Pace(4, random.Random(1))))) is None
        client.close()
        assert ledger.totals().pending == 0
        assert central.stats()["entries"] == 13
