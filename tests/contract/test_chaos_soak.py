"""A month of credits drains through any weather into a real platform, and both sides hold the same."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from central.schema import Entry, Journal
from kiosk.core.clock import ManualClock
from kiosk.ledger import Ledger, open_ledger
from kiosk.ledger.fill import demo_clock, fill
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Exchange, Pace, enrol, load_enrolment
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.weather import SLOW, Proxy, Weather

pytestmark = pytest.mark.long

DAYS = 30
BATCH = 500
TIMEOUT_S = 0.4
AT_MOST_RUNS = 500


@dataclass
class BusyClock(ManualClock):
    """Runs slower than the demonstration's, which knows only quiet communities."""

    slower: int = 1

    def advance(self, milliseconds: int) -> None:
        """Let a part of ``milliseconds`` pass."""
        super().advance(milliseconds // self.slower)


def busy_clock(count: int) -> BusyClock:
    """A clock under which ``count`` drop-offs take about 30 days and end now."""
    now = datetime.now(UTC)
    span = now - demo_clock(now, count).wall
    slower = max(1, round(span.days / DAYS))
    return BusyClock(wall=now - span / slower, boot="boot-demo", slower=slower)


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return 50_000 if request.config.getoption("--depth", default="quick") == "nightly" else 2_500


@pytest.fixture
def central(tmp_path: Path) -> Iterator[RunningCentral]:
    with running_central(tmp_path) as running:
        yield running


def weathers(source: random.Random, requests_expected: int) -> list[Weather]:
    """Every weather at least once, the slow ones only once, and fair ones between; random in order."""
    quick = [weather for weather in Weather if weather not in SLOW and weather is not Weather.FAIR]
    plan = [*SLOW, *quick, *source.choices(quick, k=requests_expected)]
    plan += [Weather.FAIR] * len(plan)
    source.shuffle(plan)
    return plan


def stored(central: RunningCentral, kiosk: str) -> Iterator[bytes]:
    """What the platform holds of a kiosk, in order."""
    query = select(Entry.canonical).join(Journal, Journal.id == Entry.journal)
    with central.store.reading() as connection:
        yield from connection.scalars(query.where(Journal.kiosk == kiosk).order_by(Entry.seq))


def exchange(ledger: Ledger, client: Client, pace: Pace) -> Exchange:
    """A new one, as after a restart."""
    enrolment = load_enrolment(ledger)
    assert enrolment is not None
    return Exchange(ledger, ledger.device, client, enrolment, pace, on_directory=lambda _: None, on_time=lambda _: None)


@pytest.mark.timeout(900)
def test_a_backlog_of_a_month_drains_through_any_weather(
    central: RunningCentral, tmp_path: Path, rules: Rulebook, count: int
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    source, clock = random.Random(seed), busy_clock(count)
    with (
        closing(open_ledger(tmp_path / "kiosk", clock, create=True)) as ledger,
        Proxy(central.url) as proxy,
        closing(Client(proxy.url, TIMEOUT_S)) as client,
    ):
        fill(ledger, clock, rules, count, seed)
        with closing(Client(proxy.url)) as patient:  # enrolling is done once, and no weather is meant there
            enrol(ledger, ledger.device, patient, central.invite())
        plan = weathers(source, count // BATCH)
        proxy.plan[:] = plan
        pace, kinds = Pace(BATCH, source), Counter[str]()
        for _ in range(AT_MOST_RUNS):
            outcome = exchange(ledger, client, pace).run()
            if outcome.fault is not None:
                kinds[outcome.fault.kind] += 1
                assert pace.wait_s(outcome.fault.retry_after_s) >= 0
                fill(ledger, clock, rules, 1, seed)  # crediting goes on
            elif not proxy.plan:
                break
        else:
            pytest.fail(f"still {ledger.totals().pending} pending after {AT_MOST_RUNS} runs")
        totals = ledger.totals()
        assert totals.pending == 0
        assert len(kinds) >= 4, kinds
        ours = [entry.entry for entry in ledger.all_entries()]
        assert list(stored(central, ledger.device.kiosk)) == ours
    stats = requests.get(f"{central.url}/v1/stats", timeout=30).json()
    names = ("entries", "drop_offs", "weight_g", "reduction_g", "points")
    assert {name: stats[name] for name in names} == {name: getattr(totals, name) for name in names}
