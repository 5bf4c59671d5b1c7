"""A real ledger, a real platform, and any weather between them."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import select

from central.schema import Entry, Journal
from kiosk.core.events import DirectoryAdopted
from kiosk.core.pickup import Order
from kiosk.ledger import Ledger
from kiosk.sync import Client, Exchange, Pace, enrol, load_enrolment
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.weather import Proxy


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    """A platform, shared by the tests of a module: each test brings its own kiosk."""
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def proxy(central: RunningCentral) -> Iterator[Proxy]:
    """The way to the platform."""
    with Proxy(central.url) as running:
        yield running


@dataclass
class Line:
    """An enrolled kiosk's end of the line."""

    ledger: Ledger
    client: Client
    pace: Pace
    adopted: list[DirectoryAdopted] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    on_time: Callable[[datetime], None] | None = None

    def exchange(self, on_orders: Callable[[tuple[Order, ...]], None] | None = None) -> Exchange:
        """A new exchange, as after a restart."""
        enrolment = load_enrolment(self.ledger)
        assert enrolment is not None
        return Exchange(
            self.ledger,
            self.ledger.device,
            self.client,
            enrolment,
            self.pace,
            on_directory=self.adopted.append,
            on_time=self.on_time or self.times.append,
            on_orders=on_orders,
        )


@pytest.fixture
def line(central: RunningCentral, proxy: Proxy, ledger: Ledger) -> Iterator[Line]:
    """Enrolled through the proxy, batches of at most 4 entries."""
    client = Client(proxy.url)
    enrol(ledger, ledger.device, client, central.invite())
    yield Line(ledger, client, Pace(4, random.Random(1)))
    client.close()


@pytest.fixture
def stored(central: RunningCentral) -> Callable[[Ledger], list[tuple[int, bytes]]]:
    """What the platform holds of a kiosk: (seq, bytes)."""

    def look(ledger: Ledger) -> list[tuple[int, bytes]]:
        query = (
            select(Entry.seq, Entry.canonical)
            .join(Journal, Journal.id == Entry.journal)
            .where(Journal.kiosk == ledger.device.kiosk)
            .order_by(Entry.seq)
        )
        with central.store.reading() as connection:
            return [(row.seq, row.canonical) for row in connection.execute(query)]

    return look
