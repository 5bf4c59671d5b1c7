"""The main job, with real processes from end to end: what a stranger sees after typing one command."""

import json
import socket
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.e2e.tour import Tour, exported, kiosk, kiosk_json

pytestmark = pytest.mark.process


def test_three_bags_become_grams_and_points_on_both_sides(tmp_path: Path) -> None:
    data = tmp_path / "d"
    code, events, result, errors = Tour(data, "--drop-offs", "3", pictured=True).finish()
    assert code == 0, errors
    assert (result["drop_offs"], result["weight_g"]) == (3, 3250 + 1840 + 5120)
    assert (result["reduction_g"], result["points"]) == (4160 + 460 + 6553, 97 + 14 + 153)
    assert (result["central_reduction_g"], result["central_points"]) == (result["reduction_g"], result["points"])
    assert result["acked_seq"] == kiosk_json("ledger", "stats", data=data)["entries"]

    credited = [e for e in events if e["screen"] == "credited"]
    assert [(e["weight_g"], e["reduction_g"], e["points"]) for e in credited] == [
        (3250, 4160, 97),
        (1840, 460, 14),
        (5120, 6553, 153),
    ]
    assert len({e["session"] for e in credited}) == 2
    screens = {e["screen"] for e in events}
    assert screens >= {
        "attract",
        "privacy_notice",
        "identify",
        "choose_material",
        "weigh",
        "confirm",
        "credited",
        "finished",
    }
    assert len(result["screenshots"]) >= 8
    for path in result["screenshots"]:
        with Image.open(path) as picture:
            assert picture.size == (1080, 1920)
            assert len(picture.convert("L").resize((54, 96)).getcolors() or []) > 5

    bodies = [e["body"] for e in exported(data) if e["kind"] == "drop_off"]
    assert (bodies[0]["resident"] is not None, bodies[0]["pass_kind"]) == (True, "phone")
    assert (bodies[2]["claim"] is not None, bodies[2]["pass_kind"]) == (True, None)
    assert all(body["weighing"]["frames"] for body in bodies)
    assert kiosk("ledger", "verify", data=data).returncode == 0


def test_an_outage_costs_nothing(tmp_path: Path) -> None:
    """Enrolled and online, then where every call hangs, then offline, then online again: both sums equal."""
    data = tmp_path / "d"
    assert Tour(data, "--drop-offs", "1").finish()[0] == 0
    platform = urlsplit(kiosk_json("sync", "status", data=data)["central"])
    with socket.create_server((platform.hostname, platform.port)) as mute:  # takes connections and says nothing
        code, _, offline, errors = Tour(data, "--drop-offs", "2", "--offline").finish()
        mute.settimeout(0)
        with closing(mute.accept()[0]) as call:
            assert b" /v1/" in call.recv(65536), "the kiosk had called, and served people meanwhile"
    assert code == 0, errors
    assert (offline["drop_offs"], offline["central_points"]) == (3, None)
    assert offline["acked_seq"] < kiosk_json("ledger", "stats", data=data)["entries"]
    once = kiosk("sync", "once", "--json", data=data)
    assert (once.returncode, json.loads(once.stdout)["outcome"]) == (1, "unreachable")
    code, _, online, errors = Tour(data, "--drop-offs", "0").finish()
    assert code == 0, errors
    assert (online["drop_offs"], online["central_points"]) == (3, online["points"])
    assert online["central_reduction_g"] == online["reduction_g"]


def test_a_kiosk_that_never_met_a_platform_credits_and_ships_later(tmp_path: Path) -> None:
    data = tmp_path / "d"
    code, _, alone, errors = Tour(data, "--drop-offs", "1", "--offline").finish()
    assert code == 0, errors
    code, _, met, errors = Tour(data, "--drop-offs", "0").finish()
    assert code == 0, errors
    assert (met["drop_offs"], met["central_points"]) == (1, alone["points"])


def test_two_kiosks_cannot_share_a_folder(tmp_path: Path) -> None:
    data = tmp_path / "d"
    first = Tour(data, "--drop-offs", "9", "--offline")  # it must not be done before the other one has been refused
    for event in first.events():
        if event["screen"] == "attract":
            break
    refused = kiosk("ledger", "fill", "--count", "1", data=data)
    assert refused.returncode == 1
    assert "another kiosk is running" in refused.stderr
    code, _, _, errors = Tour(data, "--drop-offs", "1").finish()
    assert code == 1
    assert "is running" in errors
    assert (data / "devices" / "scale").exists()  # the first one's devices were not touched
    assert not (data / "central").exists()
    stats = kiosk_json("ledger", "stats", data=data)  # looking is allowed
    assert stats["entries"] >= 2
    first.pull_the_plug()
    assert kiosk("ledger", "fill", "--count", "1", data=data).returncode == 0
