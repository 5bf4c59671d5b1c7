"""SIGKILL to the whole kiosk while people use it. What was shown is there afterwards; nothing is there twice."""

from pathlib import Path

import pytest

from tests.crash.counting import Depth
from tests.e2e.tour import Tour, exported, kiosk, kiosk_json

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]

PULL_AT = ("credited", "confirm", "saving", "weigh", "finished", "credited")
"""The screens at which the plug is pulled, one start after the other, in one data folder."""
PULL_AT_WHEN_QUICK = PULL_AT[:4]
"""Around the moment at which a credit becomes durable."""


def test_shown_as_credited_is_durable_and_nothing_doubles(tmp_path: Path, depth: Depth) -> None:
    data = tmp_path / "d"
    shown: list[tuple[str, int, int]] = []
    told: list[str] = []
    for screen in PULL_AT if depth is Depth.NIGHTLY else PULL_AT_WHEN_QUICK:
        tour = Tour(data, "--drop-offs", "2", "--offline")
        for event in tour.events():
            assert "screen" in event, f"the tour ended before {screen} was seen"
            if event["screen"] == "recovered":
                told.append(screen)
            if event["screen"] == "credited":
                shown.append((event["session"], event["seq"], event["weight_g"]))
            # "saving" is often too short to be drawn; the first credit stands in for it then.
            if event["screen"] == screen or (screen == "saving" and event["screen"] == "credited"):
                break
        tour.pull_the_plug()

    entries = exported(data)
    drop_offs = {(e["body"]["session"], e["seq"], e["body"]["net_g"]) for e in entries if e["kind"] == "drop_off"}
    assert set(shown) <= drop_offs
    assert [e["seq"] for e in entries] == list(range(1, len(entries) + 1))
    bodies = [e["body"] for e in entries if e["kind"] == "drop_off"]
    assert len({b["weighing"]["id"] for b in bodies}) == len(bodies)
    assert len({(b["session"], b["line"]) for b in bodies}) == len(bodies)
    assert told, "a visit was interrupted, so a next start must have said what was recorded"
    assert kiosk("ledger", "verify", data=data).returncode == 0

    code, _, result, errors = Tour(data, "--drop-offs", "1").finish()
    assert code == 0, errors
    stats = kiosk_json("ledger", "stats", data=data)
    assert (result["central_points"], result["central_reduction_g"]) == (stats["points"], stats["reduction_g"])
    assert stats["drop_offs"] == len(bodies) + 1
