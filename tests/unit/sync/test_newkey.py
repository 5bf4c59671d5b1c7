"""The kiosk goes over to another key in any weather: the platform follows, and an old key is told apart."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central import kiosks
from kiosk.core.clock import ManualClock
from kiosk.core.errors import LinkFaultKind
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.backup import back_up
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.newkey import change_key
from kiosk.ledger.restore import restore
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, enrol
from kiosk.sync.exchange import Outcome
from tests.depth import examples
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

pytestmark = pytest.mark.long

Fill = Callable[[Ledger, int], None]
Stored = Callable[[Ledger], list[tuple[int, bytes]]]


@pytest.fixture
def fill(rules: Rulebook) -> Fill:
    def append(ledger: Ledger, count: int) -> None:
        ledger.append_drop_offs([drop_off(rules) for _ in range(count)])

    return append


def sent(line: Line) -> Outcome:
    """One exchange as after a restart."""
    return line.exchange().run()


def kind_of(done: Outcome) -> LinkFaultKind | None:
    return done.fault.kind if done.fault else None


def ours(ledger: Ledger) -> list[tuple[int, bytes]]:
    return [(stored.seq, stored.entry) for stored in ledger.all_entries()]


def key_no(central: RunningCentral, ledger: Ledger) -> int:
    return next(each.key_no for each in kiosks.everything(central.platform) if each.id == ledger.device.kiosk)


def journal_calls(proxy: Proxy) -> list[str]:
    """``first-last`` of each range that was sent."""
    asked = [head.split(" ")[1] for head in proxy.asked if head.startswith("POST /v1/journal")]
    return [
        "-".join(part.partition("=")[2] for part in path.split("&") if part[:4] in {"firs", "last"}) for path in asked
    ]


def test_a_range_ends_where_the_key_changes(
    line: Line, fill: Fill, stored: Stored, central: RunningCentral, proxy: Proxy
) -> None:
    fill(line.ledger, 2)
    change_key(line.ledger)
    fill(line.ledger, 5)
    change_key(line.ledger)
    change_key(line.ledger)
    fill(line.ledger, 1)
    assert kind_of(sent(line)) is None
    assert journal_calls(proxy) == ["1-3", "4-7", "8-9", "10-10", "11-11"]
    assert stored(line.ledger) == ours(line.ledger)
    assert (key_no(central, line.ledger), line.ledger.open_verdicts()) == (4, [])
    assert line.adopted, "the directory and the briefing come too"


LOST = [Weather.DROP_RESPONSE, Weather.CUT_RESPONSE, Weather.DUPLICATE, Weather.RESET_RESPONSE, Weather.DROP_REQUEST]


@pytest.mark.parametrize("weather", LOST)
@pytest.mark.parametrize("nth", [0, 1, 2])
def test_an_answer_that_is_lost_around_the_change_heals(
    line: Line, fill: Fill, stored: Stored, central: RunningCentral, proxy: Proxy, weather: Weather, nth: int
) -> None:
    """Of the range before the change, of the one that carries it, and of the one behind it."""
    fill(line.ledger, 6)
    change_key(line.ledger)
    fill(line.ledger, 2)
    proxy.plan = [Weather.FAIR] * nth + [weather]
    sent(line)
    assert kind_of(sent(line)) is None
    assert stored(line.ledger) == ours(line.ledger)
    assert (line.ledger.totals().pending, key_no(central, line.ledger)) == (0, 2)


def test_the_briefing_is_asked_for_before_the_platform_knows_the_key(line: Line, fill: Fill, proxy: Proxy) -> None:
    """What the platform declines does not keep the kiosk from hearing it."""
    fill(line.ledger, 1)
    change_key(line.ledger)
    before = len(proxy.asked)
    assert line.exchange().run(lambda: False).fault is None
    asked = [head.split("?")[0] for head in proxy.asked[before:]]
    assert asked.count("GET /v1/briefing") == 3, "with the new key, with the old one, and that at the platform's time"


@pytest.fixture
def image(line: Line, fill: Fill, data: Path, tmp_path: Path) -> Path:
    """The disk of a kiosk before it went over to another key, of which the platform knows."""
    fill(line.ledger, 3)
    assert kind_of(sent(line)) is None
    line.ledger.close()
    image = shutil.copytree(data, tmp_path / "image")
    change_key(line.ledger)
    fill(line.ledger, 1)
    assert kind_of(sent(line)) is None
    return image


@pytest.mark.expects_log("central.ingest")  # what it has credited contradicts what the platform holds
def test_an_old_image_with_the_old_key_is_refused_in_words_of_its_own(
    line: Line, image: Path, fill: Fill, stored: Stored, rules: Rulebook
) -> None:
    held = stored(line.ledger)
    ledger = open_ledger(image, ManualClock(), create=False)
    line.ledger = ledger
    fill(ledger, 2)
    for _ in range(2):
        done = sent(line)
        assert (kind_of(done), done.sent) == (LinkFaultKind.KEY_RETIRED, 0)
        assert done.fault is not None
        assert "newest copy of device.key" in done.fault.advice
    open_epoch(ledger, EpochReason.FORKED)  # numbering anew does not help it
    fill(ledger, 1)
    assert kind_of(sent(line)) is LinkFaultKind.KEY_RETIRED
    assert (stored(ledger), ledger.totals().pending) == (held, 4), "crediting goes on"
    ledger.close()


@pytest.mark.expects_log("central.ingest")
def test_the_newest_copy_of_the_key_heals_an_old_image(
    line: Line, image: Path, data: Path, fill: Fill, central: RunningCentral
) -> None:
    line.ledger.close()
    shutil.copy(data / "device.key", image / "device.key")
    ledger = open_ledger(image, ManualClock(), create=False)
    line.ledger = ledger
    fill(ledger, 1)
    assert kind_of(sent(line)) is LinkFaultKind.FORK, "what it has credited with the old key is in dispute"
    open_epoch(ledger, EpochReason.FORKED)
    fill(ledger, 1)
    before = central.stats()["entries"]
    assert kind_of(sent(line)) is None
    assert central.stats()["entries"] == before + 3
    assert (key_no(central, ledger), verify(ledger).problems) == (2, [])
    ledger.close()


@pytest.mark.parametrize("known", [True, False])
def test_a_backup_from_before_the_change_goes_on_with_the_new_key(
    line: Line, fill: Fill, data: Path, tmp_path: Path, clock: ManualClock, central: RunningCentral, known: bool
) -> None:
    """Whether the platform has heard of the change or not."""
    fill(line.ledger, 3)
    (tmp_path / "stick").mkdir()
    backup = back_up(line.ledger, tmp_path / "stick", clock, 1)
    assert backup is not None
    assert kind_of(sent(line)) is None
    change_key(line.ledger)
    fill(line.ledger, 1)
    if known:
        assert kind_of(sent(line)) is None
    line.ledger.close()
    restore(data, backup.path, clock)
    line.ledger = open_ledger(data, clock, create=False)
    fill(line.ledger, 2)
    line.pace = Pace(1, random.Random(1))  # the beginning of the epoch comes alone, signed with a retired key
    assert kind_of(sent(line)) is None
    assert (line.ledger.open_verdicts(), line.ledger.totals().pending) == ([], 0)
    assert key_no(central, line.ledger) == 2
    line.ledger.close()


def test_a_platform_that_was_put_back_from_before_the_change_is_told_again(
    ledger: Ledger, fill: Fill, tmp_path: Path
) -> None:
    (tmp_path / "platform").mkdir()

    def exchange() -> None:
        with running_central(tmp_path / "platform", public_url="https://platform.example") as central:
            client = Client(central.url)
            if ledger.read_document("enrolment") is None:
                enrol(ledger, ledger.device, client, central.invite())
            assert kind_of(sent(Line(ledger, client, Pace(4, random.Random(1))))) is None
            client.close()
            assert central.stats()["entries"] == ledger.totals().entries
            assert key_no(central, ledger) == len(ledger.device.keys)

    fill(ledger, 3)
    exchange()
    shutil.copytree(tmp_path / "platform", tmp_path / "old")
    for _ in range(2):
        change_key(ledger)
        fill(ledger, 2)
    exchange()
    shutil.rmtree(tmp_path / "platform")
    shutil.copytree(tmp_path / "old", tmp_path / "platform")
    fill(ledger, 1)
    exchange()
    assert ledger.totals().pending == 0


def test_another_platform_hears_of_every_key(line: Line, fill: Fill, tmp_path: Path) -> None:
    fill(line.ledger, 1)
    change_key(line.ledger)
    fill(line.ledger, 1)
    assert kind_of(sent(line)) is None
    with running_central(tmp_path) as other:
        client = Client(other.url)
        enrol(line.ledger, line.ledger.device, client, other.invite())
        assert kind_of(sent(Line(line.ledger, client, Pace(4, random.Random(1))))) is None
        client.close()
        assert (other.stats()["entries"], key_no(other, line.ledger)) == (3, 2)


def test_a_program_that_was_started_before_the_change_stops_sending(
    line: Line, fill: Fill, data: Path, clock: ManualClock
) -> None:
    other = open_ledger(data, clock, create=False)
    change_key(other)
    fill(other, 1)
    assert kind_of(sent(line)) is LinkFaultKind.KEY_RETIRED, "of the entries of the new key"
    line.ledger = other
    assert kind_of(sent(line)) is None
    other.close()


STEPS = st.one_of(
    st.sampled_from(["append", "change", "epoch"]),
    st.sampled_from([Weather.FAIR, *LOST, Weather.REFUSE, Weather.BUSY]),
)


@settings(max_examples=examples(6))
@given(steps=st.lists(STEPS, max_size=12), batch=st.integers(1, 4))
def test_whatever_happens_the_platform_holds_the_same_bytes(
    central: RunningCentral, tmp_path_factory: pytest.TempPathFactory, rules: Rulebook, steps: list[str], batch: int
) -> None:
    """Appends, changes of the key, new epochs, and exchanges whose first or second answer is lost, in any order."""
    with Proxy(central.url) as proxy:
        ledger = open_ledger(tmp_path_factory.mktemp("any") / "kiosk", ManualClock(), create=True)
        client = Client(proxy.url)
        enrol(ledger, ledger.device, client, central.invite())
        line = Line(ledger, client, Pace(batch, random.Random(1)))
        before = central.stats()["entries"]
        for step in steps:
            match step:
                case "append":
                    ledger.append_drop_off(drop_off(rules))
                case "change":
                    change_key(ledger)
                case "epoch":
                    open_epoch(ledger, EpochReason.RESTORED)
                case _:
                    proxy.plan = [Weather.FAIR] * (len(proxy.asked) % 2) + [Weather(step)]
                    sent(line)
        proxy.plan = []
        assert kind_of(sent(line)) is None
        assert central.stats()["entries"] - before == ledger.totals().entries
        assert (ledger.totals().pending, key_no(central, ledger)) == (0, len(ledger.device.keys))
        assert verify(ledger).problems == []
        client.close()
        ledger.close()
