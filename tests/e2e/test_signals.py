"""Told to stop, the kiosk stops: soon, quietly, at any moment, and with everything in order."""

import signal
from pathlib import Path

import pytest

from tests.e2e.tour import Tour, kiosk

pytestmark = pytest.mark.process


@pytest.mark.parametrize(("number", "screen"), [(signal.SIGTERM, "attract"), (signal.SIGINT, "weigh")])
def test_a_signal_ends_it_in_good_order(tmp_path: Path, number: signal.Signals, screen: str) -> None:
    data = tmp_path / "d"
    tour = Tour(data, "--drop-offs", "5", "--offline")
    for event in tour.events():
        if event["screen"] == screen:
            break
    tour.signal(number)
    code, _, _, errors = tour.finish()
    assert code == 0
    assert "Traceback" not in errors
    assert kiosk("ledger", "verify", data=data).returncode == 0
