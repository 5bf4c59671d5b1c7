"""The platform comes back from a backup that is older than its last acknowledgements: kiosks send again."""

import random
import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from central import roster
from kiosk.core.acts import Resident
from kiosk.core.clock import ManualClock
from kiosk.core.events import PassKind
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, enrol
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.virtual_kiosk import VirtualPhone
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

POINTS = 30
"""Of one drop-off of a kilogram of clothes."""


@dataclass
class Town:
    """A platform whose files can be copied and put back, its kiosk, and one resident."""

    folder: Path
    ledger: Ledger
    rules: Rulebook
    phone: VirtualPhone

    def drop_offs(self, count: int) -> None:
        who = Resident(self.phone.resident, "ab" * 16, PassKind.ONLINE, "cd" * 16)
        self.ledger.append_drop_offs([drop_off(self.rules, 1000, who=who) for _ in range(count)])

    def points(self, url: str) -> int:
        found: int = VirtualPhone(url, self.phone.resident, self.phone.token).me()["points"]
        return found


@pytest.fixture
def town(ledger: Ledger, clock: ManualClock, rules: Rulebook, tmp_path: Path) -> Town:
    """Five entries are in the backup, and four more were acknowledged when the platform's disk died."""
    folder = tmp_path / "platform"
    folder.mkdir()
    with running_central(folder) as central:
        clock.wall = central.clock.moment
        made = Town(folder, ledger, rules, VirtualPhone.register(central.url))
        with closing(Client(central.url, clock=clock)) as client:
            enrol(ledger, ledger.device, client, central.invite())
            made.drop_offs(5)
            upload(ledger, client)
    shutil.copytree(folder, tmp_path / "backup")
    with running_central(folder) as central, closing(Client(central.url, clock=clock)) as client:
        roster.add(central.platform, "supervisor", "482913")
        made.drop_offs(4)
        upload(ledger, client)
        assert made.points(central.url) == 9 * POINTS
    shutil.rmtree(folder)
    shutil.move(tmp_path / "backup", folder)
    return made


def upload(ledger: Ledger, client: Client) -> None:
    assert Line(ledger, client, Pace(4, random.Random(1))).exchange().run().fault is None


def journal_of(central: RunningCentral) -> int:
    return central.stats()["drop_offs"]


@pytest.mark.expects_log("kiosk.sync")  # the directory and the briefing it has put back are older than ours
@pytest.mark.parametrize("weathers", [[], [Weather.FAIR, Weather.DROP_RESPONSE, Weather.DROP_REQUEST]])
def test_what_it_had_acknowledged_and_lost_it_gets_again_and_counts_once(
    town: Town, clock: ManualClock, weathers: list[Weather]
) -> None:
    with ExitStack() as opened:
        central = opened.enter_context(running_central(town.folder))
        proxy = opened.enter_context(Proxy(central.url))
        client = opened.enter_context(closing(Client(proxy.url, clock=clock)))
        line = Line(town.ledger, client, Pace(4, random.Random(1)))
        assert line.exchange().run().fault is None, "nothing is new, so nobody has noticed yet"
        assert (journal_of(central), town.ledger.totals().pending) == (5, 0)
        town.drop_offs(1)
        proxy.plan[:] = weathers
        failed = sum(line.exchange().run().fault is not None for _ in range(4))
        assert failed == len([weather for weather in weathers if weather is not Weather.FAIR])
        assert (journal_of(central), town.ledger.totals().pending) == (10, 0)
        assert town.points(central.url) == 10 * POINTS
        assert town.ledger.open_verdicts() == []
