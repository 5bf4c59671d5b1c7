"""Scenarios and recordings on a real pseudo-terminal, by the class and from the command line."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import serial

from kiosk.core.clock import SystemClock
from kiosk.core.errors import DeviceFaultKind
from kiosk.core.events import ScaleStatus
from kiosk.scale.physics import SCENARIOS
from kiosk.scale.reader import ScaleReader
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.simulator import ScaleSimulator

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Inbox

ROOT = Path(__file__).parents[3]


def simulate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", "scale", "simulate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


@pytest.mark.parametrize("protocol", ["st-us", "yaohua-a9", "cas-enq"])
def test_a_cable_pulled_in_mid_frame_and_plugged_in_again(
    protocol: str, tmp_path: Path, inbox: "Inbox", settings: ScaleSettings
) -> None:
    with ScaleSimulator(protocol, link=tmp_path / "scale", speed=5) as simulator:
        reader = ScaleReader(replace(settings, protocol=protocol), SystemClock(), inbox.post)
        reader.start()
        try:
            simulator.play(SCENARIOS["unplug-in-mid-frame"])
            inbox.until(lambda view: view.fault is not None and view.fault.kind is DeviceFaultKind.UNPLUGGED)
            inbox.until(lambda view: view.status is ScaleStatus.CLEAR_FIRST)
            inbox.until(lambda view: view.status is ScaleStatus.EMPTY)
            assert simulator.wait_played(10)
        finally:
            reader.stop()


def test_a_recording_is_sent_byte_for_byte() -> None:
    record = b"".join(b"ST,GS,+%7.3fkg\r\n" % (index / 100) for index in range(60))
    with ScaleSimulator("st-us", speed=20) as simulator, serial.Serial(simulator.port, timeout=5) as port:
        port.reset_input_buffer()
        simulator.replay(record)
        sent = port.read_until(record[-18:], size=100_000)
        assert sent.endswith(record)
        assert simulator.wait_played(10)


def test_scenarios_are_listed() -> None:
    lines = simulate("--list").stdout.splitlines()
    assert "cas-enq" in lines
    assert {line.split()[0] for line in lines if line} >= set(SCENARIOS)
    kinds = json.loads(simulate("--list", "--json").stdout)
    assert (kinds["digi-ds781"], kinds["foot"]) == ("protocol", "scenario")


def test_a_scenario_and_a_recording_end_by_themselves(tmp_path: Path) -> None:
    assert simulate("--scenario", "bag-dropped", "--speed", "50").returncode == 0
    record = tmp_path / "capture.bin"
    record.write_bytes(b"=06.52000" * 100)
    assert simulate("--protocol", "yaohua-reversed", "--replay", str(record), "--speed", "20").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--scenario", "earthquake"), "bag-dropped"),
        (("--replay", "/no/such/capture.bin"), "/no/such/capture.bin"),
        (("--speed", "0"), "--speed"),
    ],
)
def test_what_cannot_be_played_is_refused(arguments: tuple[str, ...], named: str) -> None:
    done = simulate(*arguments)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr
