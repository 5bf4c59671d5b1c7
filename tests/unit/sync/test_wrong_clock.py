"""A kiosk whose clock is wrong signs its requests all the same, and the platform takes them."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.clock import ManualClock
from kiosk.methodology import Rulebook
from kiosk.sync import Client
from tests.fakes.acts import drop_off
from tests.fakes.weather import Proxy
from tests.unit.sync.conftest import Line

TRUE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.mark.expects_log("central.boots")  # that is how the platform says whose clock is wrong
@pytest.mark.parametrize(
    "wall",
    [
        TRUE - timedelta(hours=2),
        TRUE + timedelta(hours=2),
        TRUE - timedelta(days=2),
        TRUE + timedelta(days=2),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
    ],
)
def test_a_request_signed_by_a_wrong_clock_is_taken(line: Line, proxy: Proxy, rules: Rulebook, wall: datetime) -> None:
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(6)])  # two batches, two nonces
    with closing(Client(proxy.url, clock=ManualClock(wall=wall))) as client:
        assert replace(line, client=client).exchange().run().fault is None
    assert line.ledger.totals().pending == 0
    signed = [head for head in proxy.asked if "/v1/journal" in head]
    assert len(signed) == 2
    assert all(f"created={int(wall.timestamp())};" in head for head in signed)  # the label of this kiosk, as it is
