"""Each upload tells the platform what the kiosk's monotonic clock reads, and entries are corrected by it (row 43)."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from central.schema import Boot
from kiosk.core.clock import ClockTrust, ManualClock
from kiosk.ledger import Ledger
from kiosk.sync import Client, Exchange, Pace, enrol, load_enrolment
from tests.fakes.central_server import RunningCentral


def test_the_platform_learns_when_a_boot_began_though_its_clock_says_1970(
    central: RunningCentral, make_ledger: Callable[[], Ledger], clock: ManualClock
) -> None:
    clock.wall, clock.elapsed_ms, clock.trusted = datetime(1970, 1, 3, tzinfo=UTC), 5_000_000, ClockTrust.UNKNOWN
    ledger = make_ledger()
    ledger.append_boot("1.0")
    client = Client(central.url, clock=clock)
    enrol(ledger, ledger.device, client, central.invite())
    enrolment = load_enrolment(ledger)
    assert enrolment is not None
    clock.advance(1_000_000)
    pace = Pace(4, random.Random(1))
    none: Callable[[object], None] = lambda _: None  # noqa: E731
    outcome = Exchange(ledger, ledger.device, client, enrolment, pace, on_directory=none, on_time=none).run()
    client.close()
    assert outcome.fault is None
    query = select(Boot.boot, Boot.begun_ms).where(Boot.kiosk == ledger.device.kiosk)
    with central.store.reading() as connection:
        (told,) = connection.execute(query).all()
    began = central.clock() - timedelta(seconds=6_000)
    assert tuple(told) == (clock.boot, began.timestamp() * 1000)
