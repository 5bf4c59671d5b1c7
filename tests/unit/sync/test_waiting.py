"""What waits keeps waiting, whatever breaks and whatever staff do meanwhile, and staff are told how much it is."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from central import checkpoint, revocation
from kiosk.cli import main
from kiosk.core.acts import Resident
from kiosk.core.clock import ManualClock
from kiosk.core.errors import LinkFaultKind, UsageFault
from kiosk.ledger import Ledger
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.export import export_lines
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from kiosk.sync import Client, enrol, load_enrolment
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

DAY_MS = 86_400_000
Stored = Callable[[Ledger], list[tuple[int, bytes]]]


@pytest.fixture
def full(line: Line, rules: Rulebook) -> Line:
    """Three entries are with the platform, five wait."""
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    assert line.exchange().run().fault is None
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(5)])
    return line


@pytest.fixture
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningCentral, Client]]:
    """Another platform."""
    with running_central(tmp_path_factory.mktemp("second")) as central:
        client = Client(central.url)
        yield central, client
        client.close()


def kept(ledger: Ledger) -> list[bytes]:
    """The bytes of all entries."""
    return [entry.entry for entry in ledger.all_entries()]


def exported(ledger: Ledger) -> list[int]:
    """The numbers of the entries that an export holds whole."""
    lines = [json.loads(line) for line in export_lines(ledger)]
    return [line["seq"] for line in lines if "shrunk" not in line]


def told(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> str:
    """What staff are told."""
    assert main(["sync", "status", "--data", str(ledger.folder)]) == 0
    return capsys.readouterr().out


def test_a_sync_that_breaks_twice_leaves_the_rest_waiting(
    line: Line, proxy: Proxy, rules: Rulebook, stored: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second range arrives and its answer does not; the retry does not even arrive."""
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(10)])
    proxy.plan[:] = [Weather.FAIR, Weather.CUT_RESPONSE]
    outcome = line.exchange().run()
    assert outcome.fault is not None
    assert (outcome.sent, len(stored(line.ledger))) == (4, 8)
    for weather in (Weather.DROP_REQUEST, Weather.RESET_REQUEST):
        assert "6 of 10 entries wait; acknowledged up to 4" in told(line.ledger, capsys)
        proxy.plan[:] = [weather]
        assert line.exchange().run().fault is not None
    assert line.exchange().run().fault is None
    assert "0 of 10 entries wait" in told(line.ledger, capsys)
    assert [content for _, content in stored(line.ledger)] == kept(line.ledger)


def test_enrolling_again_with_the_same_platform_keeps_what_waits(
    full: Line, central: RunningCentral, stored: Stored
) -> None:
    enrol(full.ledger, full.ledger.device, full.client, central.invite())
    assert full.ledger.totals().pending == 5
    assert full.exchange().run().sent == 5
    assert [content for _, content in stored(full.ledger)] == kept(full.ledger)


def test_a_new_epoch_keeps_what_waits(full: Line, stored: Stored) -> None:
    before = kept(full.ledger)
    open_epoch(full.ledger, EpochReason.FORKED)
    assert (full.ledger.totals().pending, kept(full.ledger)[:8]) == (6, before)
    assert full.exchange().run().sent == 6
    assert sorted(content for _, content in stored(full.ledger)) == sorted(kept(full.ledger))


def test_another_platform_is_refused_while_entries_wait_for_this_one(
    full: Line, second: tuple[RunningCentral, Client], capsys: pytest.CaptureFixture[str]
) -> None:
    other, client = second
    enrolled, code = load_enrolment(full.ledger), other.invite()
    with pytest.raises(UsageFault, match="5 entries wait for the platform at"):
        enrol(full.ledger, full.ledger.device, client, code)
    assert main(["enrol", "--central", other.url, "--code", code, "--data", str(full.ledger.folder)]) == 2
    assert "kiosk sync once" in capsys.readouterr().err
    assert load_enrolment(full.ledger) == enrolled
    assert (full.ledger.totals().acked_seq, full.ledger.totals().pending) == (3, 5)
    assert full.exchange().run().fault is None
    assert main(["enrol", "--central", other.url, "--code", code, "--data", str(full.ledger.folder)]) == 0, "same code"


def test_what_is_left_waiting_stays_in_the_export_and_goes_to_the_new_platform(
    full: Line, second: tuple[RunningCentral, Client]
) -> None:
    other, client = second
    command = ["enrol", "--central", other.url, "--code", other.invite(), "--data", str(full.ledger.folder)]
    assert main([*command, "--leave-waiting"]) == 0
    assert exported(full.ledger) == [*range(1, 9)]
    assert full.ledger.totals().pending == 8
    assert Line(full.ledger, client, full.pace).exchange().run().fault is None
    assert (full.ledger.totals().pending, other.stats()["drop_offs"]) == (0, 8)


def test_a_new_platform_starts_behind_what_was_shrunk(
    full: Line, second: tuple[RunningCentral, Client], clock: ManualClock, rules: Rulebook
) -> None:
    """It cannot have the beginning of the epoch, so it takes none of it: staff begin a new one, and nothing is gone."""
    other, client = second
    clock.advance(60 * DAY_MS)
    assert shrink(full.ledger, clock.now(), timedelta(days=30)) == 3
    enrol(full.ledger, full.ledger.device, client, other.invite(), leave_waiting=True)
    moved = Line(full.ledger, client, full.pace)
    fault = moved.exchange().run().fault
    assert fault is not None
    assert fault.kind is LinkFaultKind.SHRUNK
    open_epoch(full.ledger, EpochReason.FORKED)
    full.ledger.append_drop_off(drop_off(rules))
    assert moved.exchange().run().fault is None
    assert other.stats()["drop_offs"] == 1
    assert exported(full.ledger)[:5] == [4, 5, 6, 7, 8]


def test_what_the_platform_does_not_count_yet_is_kept_and_staff_see_why(
    line: Line, rules: Rulebook, stored: Stored, central: RunningCentral, capsys: pytest.CaptureFixture[str]
) -> None:
    before = central.stats()["weight_g"]
    line.ledger.append_drop_off(drop_off(rules, 2500, who=Resident("r-" + "0" * 20, "00" * 16)))
    line.ledger.append_drop_off(drop_off(rules, 1500))
    assert line.exchange().run().fault is None
    assert "entry 1: held (unknown_resident)\n" in told(line.ledger, capsys)
    assert (line.ledger.totals().weight_g, central.stats()["weight_g"] - before) == (4000, 4000), "it was weighed"
    assert [content for _, content in stored(line.ledger)] == kept(line.ledger)


def test_a_kiosk_that_is_revoked_from_an_entry_on_goes_on_sending_and_the_rest_is_held(
    full: Line, central: RunningCentral, stored: Stored
) -> None:
    """Its key is somebody else's since: what stood before that still stands, and nothing of the rest is lost."""
    kiosk, epoch = full.ledger.device.kiosk, full.ledger.backlog().epoch
    assert checkpoint.revoke_after(central.platform, kiosk, epoch, 2) == 1
    assert full.exchange().run().sent == 5
    assert full.ledger.totals().pending == 0
    assert [content for _, content in stored(full.ledger)] == kept(full.ledger)
    held = {verdict.seq: verdict.reason for verdict in full.ledger.open_verdicts()}
    assert held == dict.fromkeys(range(4, 9), "revoked_kiosk"), "of entry 3 only a briefing could tell"


def test_a_kiosk_that_is_revoked_keeps_what_waits_and_goes_on_crediting(
    full: Line, central: RunningCentral, rules: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    revocation.revoke_kiosk(central.platform, full.ledger.device.kiosk)
    for waiting in (5, 6):
        fault = full.exchange().run().fault
        assert fault is not None
        assert (fault.kind, full.ledger.totals().pending) == (LinkFaultKind.FORBIDDEN, waiting)
        full.ledger.append_drop_off(drop_off(rules))
    assert "7 of 10 entries wait; acknowledged up to 3" in told(full.ledger, capsys)
    assert exported(full.ledger) == [*range(1, 11)]
