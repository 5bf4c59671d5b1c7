"""The simulated scale behaves like one: it moves, rests, overloads, answers, and can be unplugged."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import serial

from kiosk.core.clock import SystemClock
from kiosk.core.errors import DeviceFaultKind, UsageFault
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.physics import Indicator
from kiosk.scale.reader import ScaleReader
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.simulator import ScaleSimulator
from tests.fakes.serial_line import KeepingPort

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Inbox

FRAME_MS = 80


@pytest.fixture
def indicator() -> Indicator:
    return Indicator(10, 60_000, "kg", 1, FRAME_MS)


def displayed(indicator: Indicator, seconds: float) -> list[Frame]:
    return [indicator.advance() for _ in range(int(seconds * 1000 / FRAME_MS))]


def grams(frame: Frame) -> int:
    assert frame.value is not None
    return int(frame.value * 1000)


@pytest.mark.parametrize("load_g", [300, 3250, 12_340, 45_000])
def test_a_bag_overshoots_then_rests_within_one_interval(indicator: Indicator, load_g: int) -> None:
    displayed(indicator, 2)
    indicator.platform.put(load_g)
    course = displayed(indicator, 5)
    assert max(map(grams, course)) > load_g
    first_stable = next(index for index, frame in enumerate(course) if frame.stable and abs(grams(frame) - load_g) < 50)
    assert first_stable * FRAME_MS < 2500
    assert not any(frame.stable for frame in course[2:6]), "moving"
    assert all(abs(grams(frame) - load_g) <= 20 for frame in course[-25:])
    assert sum(bool(frame.stable) for frame in course[-25:]) >= 20
    indicator.platform.put(0)
    assert all(abs(grams(frame)) <= 20 for frame in displayed(indicator, 5)[-12:])


def test_the_same_seed_is_the_same_course() -> None:
    courses = []
    for seed in (1, 1, 2):
        indicator = Indicator(10, 60_000, "kg", seed, FRAME_MS)
        indicator.platform.put(45_000)
        courses.append(displayed(indicator, 3))
    assert courses[0] == courses[1] != courses[2]


def test_range_and_zero_key(indicator: Indicator) -> None:
    indicator.platform.put(61_000)
    assert displayed(indicator, 4)[-1].kind is FrameKind.OVERLOAD
    indicator.platform.put(-500)
    assert displayed(indicator, 4)[-1].kind is FrameKind.UNDERLOAD
    indicator.platform.put(1000)
    displayed(indicator, 4)
    indicator.zero()
    assert abs(grams(displayed(indicator, 4)[-1])) <= 10
    indicator.platform.put(30_000)
    displayed(indicator, 4)
    indicator.zero()  # too much to be zero
    assert grams(displayed(indicator, 4)[-1]) > 28_000


def test_dust_is_tracked_away_as_zero(indicator: Indicator) -> None:
    indicator.platform.put(4)
    displayed(indicator, 10)
    indicator.platform.put(4 + 3252)
    assert {grams(frame) for frame in displayed(indicator, 5)[-10:]} == {3250}


@pytest.mark.parametrize(
    ("interval_g", "unit", "shown"),
    [
        (1, "kg", "0.000"),
        (5, "kg", "0.000"),
        (10, "kg", "0.00"),
        (50, "kg", "0.00"),
        (200, "kg", "0.0"),
        (10, "g", "0"),
    ],
)
def test_as_many_decimals_as_the_interval_needs(interval_g: int, unit: str, shown: str) -> None:
    assert str(Indicator(interval_g, 60_000, unit, 1, FRAME_MS).advance().value) == shown


def test_a_unit_that_is_not_simulated() -> None:
    with pytest.raises(UsageFault, match="lb"):
        ScaleSimulator(unit="lb")


def is_status(status: ScaleStatus) -> Callable[[ScaleView], bool]:
    return lambda view: view.status is status


@pytest.mark.parametrize("protocol", protocols.names())
def test_a_reader_weighs_a_bag_across_an_unplugging(
    protocol: str, tmp_path: Path, inbox: "Inbox", settings: ScaleSettings
) -> None:
    """The whole way in every protocol: physics, encoder, terminal, reader, settling. Five times as fast as life."""
    with ScaleSimulator(protocol, link=tmp_path / "scale", speed=5) as simulator:
        assert simulator.port == settings.port
        reader = ScaleReader(replace(settings, protocol=protocol, settle_ms=300), SystemClock(), inbox.post)
        reader.start()
        try:
            inbox.until(is_status(ScaleStatus.EMPTY))
            simulator.put(3250)
            settled = inbox.until(is_status(ScaleStatus.SETTLED)).settled
            assert settled is not None
            assert abs(settled.net_g - 3250) <= 20
            simulator.unplug()
            fault = inbox.until(is_status(ScaleStatus.FAULT)).fault
            assert fault is not None
            assert fault.kind is DeviceFaultKind.UNPLUGGED
            simulator.replug()
            inbox.until(is_status(ScaleStatus.CLEAR_FIRST))
            simulator.take_off()
            inbox.until(is_status(ScaleStatus.EMPTY))
        finally:
            reader.stop()
    assert not Path(settings.port).is_symlink()


def test_it_answers_only_when_asked_and_obeys_the_zero_key() -> None:
    with ScaleSimulator("mt-sics", speed=20) as simulator, serial.Serial(simulator.port, timeout=0.2) as port:
        assert port.read(1) == b""
        simulator.put(1000)
        while b"1.00 kg" not in _asked(port):
            pass
        port.write(b"Z\r\n")
        while b"0.00 kg" not in _asked(port):
            pass


def _asked(port: serial.Serial) -> bytes:
    port.timeout = 5
    port.write(b"SI\r\n")
    return bytes(port.read_until(b"\r\n"))


def test_it_is_plugged_in_amid_a_frame() -> None:
    with ScaleSimulator("st-us", speed=20) as simulator, KeepingPort(simulator.port, timeout=5) as port:
        first, second = port.read_until(b"\r\n"), port.read_until(b"\r\n")
        assert not first.startswith((b"ST", b"US"))
        assert second.startswith((b"ST", b"US"))
        assert second.endswith(first)


def test_a_grossly_overloaded_digi_is_silent() -> None:
    with ScaleSimulator("digi-ds781", speed=20) as simulator, serial.Serial(simulator.port, timeout=5) as port:
        port.write(b"\x05")
        assert len(port.read(37)) == 37
        simulator.put(90_000)
        deadline = time.monotonic() + 10
        port.timeout = 0.2
        port.write(b"\x05")
        while port.read(37):
            assert time.monotonic() < deadline
            port.write(b"\x05")
        simulator.take_off()
        while not port.read(37):
            assert time.monotonic() < deadline
            port.write(b"\x05")


def test_it_plays_a_profile() -> None:
    clone = ScaleSimulator("toledo-continuous", profile="liden", speed=20)
    with clone, serial.Serial(clone.port, timeout=5) as port:
        stream = port.read(170)
    assert protocols.load("toledo-continuous").decoder().feed(stream) == []
    frames = protocols.load("toledo-continuous", "liden").decoder().feed(stream)
    assert {frame.unit for frame in frames} == {"kg"}
    with pytest.raises(UsageFault, match="liden"):
        ScaleSimulator("toledo-continuous", profile="nonsense")


def test_nobody_reading_does_not_stop_it() -> None:
    with ScaleSimulator("st-us", speed=1000) as simulator:
        simulator.put(3250)
        port = serial.Serial(simulator.port, timeout=5)  # opened late, when the line is full of old frames
        try:
            while b"3.25kg" not in port.read_until(b"\r\n"):
                pass
        finally:
            port.close()


def test_closing_twice_and_unplugging_twice_are_harmless(tmp_path: Path) -> None:
    simulator = ScaleSimulator(link=tmp_path / "scale")
    simulator.close()
    with simulator:
        pass
    simulator.unplug()
    simulator.close()
    assert not (tmp_path / "scale").exists()
