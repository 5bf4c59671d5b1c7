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
from kiosk.core.plate import ScaleMode
from kiosk.scale import protocols
from kiosk.scale.reader import ScaleReader
from kiosk.scale.scenarios import SCENARIOS
from kiosk.scale.scene import Moment, Scenario, Trouble
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.simulator import ScaleSimulator
from tests.fakes.serial_line import KeepingPort

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
            inbox.until(lambda view: view.weight_g is not None)  # or it could miss that the cable is pulled
            simulator.play(SCENARIOS["unplug-in-mid-frame"])
            inbox.until(lambda view: view.fault is not None and view.fault.kind is DeviceFaultKind.UNPLUGGED)
            inbox.until(lambda view: view.status is ScaleStatus.CLEAR_FIRST)
            inbox.until(lambda view: view.status is ScaleStatus.EMPTY)
            assert simulator.wait_played(10)
        finally:
            reader.stop()


def test_a_power_cycle_sends_garbage_and_then_a_load_that_has_become_zero(
    tmp_path: Path, inbox: "Inbox", settings: ScaleSettings
) -> None:
    moments = [Moment(0), Moment(2000, 3000), Moment(5000, 3000, trouble=Trouble.OFF), Moment(5500, 3000)]
    moments += [Moment(9000), Moment(12_000)]
    with ScaleSimulator(link=tmp_path / "scale", speed=5) as simulator:
        reader = ScaleReader(settings, SystemClock(), inbox.post)
        reader.start()
        try:
            inbox.until(lambda view: view.status is ScaleStatus.EMPTY)
            simulator.play(Scenario("trial", "", lambda _chance: moments))
            inbox.until(lambda view: view.weight_g is not None and abs(view.weight_g - 3000) <= 20)
            inbox.until(lambda view: view.weight_g is not None and abs(view.weight_g) <= 20)
            assert inbox.until(lambda view: view.status is ScaleStatus.BELOW_ZERO).settled is None
        finally:
            reader.stop()


def test_garbage_comes_before_the_first_frame_after_a_power_cycle() -> None:
    moments = [Moment(0), Moment(1000, trouble=Trouble.OFF), Moment(2000), Moment(4000)]
    with ScaleSimulator("yaohua-a9", speed=20) as simulator, KeepingPort(simulator.port, timeout=0.3) as port:
        simulator.play(Scenario("trial", "", lambda _chance: moments))
        assert simulator.wait_played(10)
        stream = port.read(4000)
    decoder = protocols.load("yaohua-a9").decoder()
    frames = decoder.feed(stream) + decoder.finish()
    assert len(frames) > 40
    assert 6 + 7 <= decoder.noise <= 6 + 8, "the half frame of the plugging in, and seven or eight bytes of garbage"


def test_a_stale_burst_comes_in_one_piece() -> None:
    moments = [Moment(0), Moment(1000, trouble=Trouble.STALLED), Moment(3000), Moment(4000)]
    with ScaleSimulator("st-us", speed=20) as simulator, serial.Serial(simulator.port, timeout=0.3) as port:
        simulator.play(Scenario("trial", "", lambda _chance: moments))
        assert simulator.wait_played(10)
        assert port.read(4000).count(b"kg\r\n") >= 4000 // 80, "late, but nothing is lost"


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
    assert "toledo-continuous liden" in lines
    platform, container = (
        next(i for i, line in enumerate(lines) if word in line) for word in ("platform", "container on")
    )
    listed = {line.split()[0]: at for at, line in enumerate(lines) if line}
    for name, scenario in SCENARIOS.items():
        assert (platform < listed[name] < container) == (scenario.mode is ScaleMode.PLATFORM)
    kinds = json.loads(simulate("--list", "--json").stdout)
    assert (kinds["digi-ds781"], kinds["foot"]) == ("protocol", "scenario")
    assert kinds["container-lift"] == "container_scenario"


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
        (("--repeats", "0"), "--repeats"),
        (("--profile", "liden"), "known: none"),
        (("--protocol", "toledo-continuous", "--profile", "x"), "known: liden"),
    ],
)
def test_what_cannot_be_played_is_refused(arguments: tuple[str, ...], named: str) -> None:
    done = simulate(*arguments)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr
