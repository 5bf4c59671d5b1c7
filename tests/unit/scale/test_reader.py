"""The reader thread on real pseudo-terminals: it weighs, says what is wrong, and heals by itself."""

import os
import pwd
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import serial

from kiosk.core.clock import Clock, ManualClock, SystemClock
from kiosk.core.errors import DeviceFaultKind, UsageFault
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.core.line import LineSettings
from kiosk.scale import reader as module
from kiosk.scale.reader import ScaleReader
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.simulator import ScaleSimulator
from kiosk.serialport import PortInfo, open_port

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Cable, Feeder, Inbox

ZERO = b"ST,GS,+  0.000kg\r\n"
BAG = b"ST,GS,+  3.250kg\r\n"
OTHER = b"ST,GS,+  1.500kg\r\n"

Starter = Callable[..., ScaleReader]


@pytest.fixture
def start(settings: ScaleSettings, inbox: "Inbox") -> Iterator[Starter]:
    readers: list[ScaleReader] = []

    def start(clock: Clock | None = None, settings: ScaleSettings = settings) -> ScaleReader:
        reader = ScaleReader(settings, clock or SystemClock(), inbox.post)
        readers.append(reader)
        reader.start()
        return reader

    yield start
    for reader in readers:
        reader.stop()
    assert "scale-reader" not in {thread.name for thread in threading.enumerate()}


def is_status(status: ScaleStatus) -> Callable[[ScaleView], bool]:
    return lambda view: view.status is status


def is_fault(kind: DeviceFaultKind) -> Callable[[ScaleView], bool]:
    return lambda view: view.fault is not None and view.fault.kind is kind


def shows(grams: int) -> Callable[[ScaleView], bool]:
    return lambda view: view.weight_g == grams


def weigh(feeder: "Feeder", inbox: "Inbox", tick: Callable[[], object] | None = None) -> str:
    """Zero, then a bag until it settles; ``tick`` moves a manual clock meanwhile."""
    feeder.data = ZERO
    inbox.until(is_status(ScaleStatus.EMPTY), tick)
    feeder.data = BAG
    settled = inbox.until(is_status(ScaleStatus.SETTLED), tick).settled
    assert settled is not None
    assert settled.net_g == 3250
    return settled.weighing


def test_a_bag_is_weighed_once(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    reader = start()
    first = weigh(feeder, inbox)
    reader.require_zero()
    inbox.until(is_status(ScaleStatus.CLEAR_FIRST))
    assert weigh(feeder, inbox) != first


def test_stopping_frees_the_port_and_ends_the_posting(
    start: Starter, feeder: "Feeder", inbox: "Inbox", settings: ScaleSettings
) -> None:
    reader = start()
    weigh(feeder, inbox)
    reader.stop()
    posted = list(inbox.drain())
    feeder.data = OTHER
    others: queue.SimpleQueue[object] = queue.SimpleQueue()
    other = ScaleReader(settings, SystemClock(), others.put)
    other.start()
    assert others.get(timeout=8) == ScaleView(ScaleStatus.CLEAR_FIRST, 1500)  # the port was free
    other.stop()
    assert inbox.drain() == posted


def test_an_unknown_protocol_is_refused_at_once(settings: ScaleSettings, inbox: "Inbox") -> None:
    with pytest.raises(UsageFault, match="nonsense"):
        ScaleReader(replace(settings, protocol="nonsense"), SystemClock(), inbox.post)


def test_a_reader_that_never_started_can_be_stopped(settings: ScaleSettings, inbox: "Inbox") -> None:
    ScaleReader(settings, SystemClock(), inbox.post).stop()


def test_a_port_that_appears_later_is_found(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    feeder.unplug()
    start()
    inbox.until(is_fault(DeviceFaultKind.MISSING))
    feeder.plug()
    weigh(feeder, inbox)


def test_unplugged_while_idle_and_plugged_in_under_another_name(
    start: Starter, feeder: "Feeder", inbox: "Inbox"
) -> None:
    start()
    feeder.data = ZERO
    inbox.until(is_status(ScaleStatus.EMPTY))
    feeder.unplug()
    inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    feeder.plug()
    weigh(feeder, inbox)


def test_unplugged_while_weighing_voids_the_zero(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    start()
    feeder.data = ZERO
    inbox.until(is_status(ScaleStatus.EMPTY))
    feeder.data = BAG.replace(b"ST", b"US")
    inbox.until(is_status(ScaleStatus.MOVING))
    feeder.unplug()
    fault = inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    assert fault.weight_g is None
    feeder.plug()
    feeder.data = BAG
    inbox.until(is_status(ScaleStatus.CLEAR_FIRST))
    weigh(feeder, inbox)


def test_unplugged_with_a_settled_weight_takes_it_out_of_the_view(
    start: Starter, feeder: "Feeder", inbox: "Inbox"
) -> None:
    start()
    first = weigh(feeder, inbox)
    feeder.unplug()
    assert inbox.until(is_fault(DeviceFaultKind.UNPLUGGED)).settled is None
    feeder.plug()
    feeder.data = BAG
    inbox.until(is_status(ScaleStatus.CLEAR_FIRST))
    assert weigh(feeder, inbox) != first


def test_half_a_frame_at_the_unplugging_is_never_read(start: Starter, cable: "Cable", inbox: "Inbox") -> None:
    start()
    inbox.until(shows(1500), lambda: cable.send(OTHER))
    cable.send(b"ST,GS,+  0.500kg\r\nST,GS,+  1.2")
    inbox.until(shows(500))
    cable.unplug()
    inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    cable.plug()
    inbox.drain()
    inbox.until(shows(3250), lambda: cable.send(b"50kg\r\n" + BAG))
    assert {view.weight_g for view in inbox.views} == {1500, 500, None, 3250}


def test_silence_is_a_fault_and_heals(start: Starter, cable: "Cable", inbox: "Inbox") -> None:
    clock = ManualClock()
    start(clock)
    inbox.until(is_status(ScaleStatus.STARTING), lambda: cable.send(ZERO))
    clock.advance(1999)
    inbox.until(is_status(ScaleStatus.CLEAR_FIRST), lambda: cable.send(BAG))
    # Bytes that were on their way are heard a little later, so the time goes on.
    fault = inbox.until(is_fault(DeviceFaultKind.SILENT), lambda: clock.advance(200)).fault
    assert fault is not None
    assert "continuous" in fault.advice
    inbox.until(shows(1500), lambda: cable.send(OTHER))


def test_silence_from_the_start_is_a_fault_and_heals(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    clock = ManualClock()
    start(clock)
    inbox.until(is_fault(DeviceFaultKind.SILENT), lambda: clock.advance(200))
    weigh(feeder, inbox, lambda: clock.advance(20))


def test_bytes_that_are_no_reading_are_a_fault_and_heal(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    clock = ManualClock()
    start(clock)
    feeder.data = bytes(byte | 0x80 for byte in BAG)  # seven bits with parity, read as eight without
    view = inbox.until(is_fault(DeviceFaultKind.GARBLED), lambda: clock.advance(100))
    assert view.fault is not None
    assert "parity" in view.fault.advice
    weigh(feeder, inbox, lambda: clock.advance(20))


def test_noise_between_good_frames_is_no_fault(start: Starter, feeder: "Feeder", inbox: "Inbox") -> None:
    start()
    feeder.data = b"\x00\x00\x7f\x7f\r\n" + ZERO
    inbox.until(is_status(ScaleStatus.EMPTY))
    feeder.data = b"ST,GS,+  9.9\r\n" + BAG
    settled = inbox.until(is_status(ScaleStatus.SETTLED)).settled
    assert settled is not None
    assert settled.net_g == 3250
    assert not any(view.fault for view in inbox.views)


def test_a_polled_indicator_is_asked_one_question_at_a_time(
    start: Starter, cable: "Cable", inbox: "Inbox", settings: ScaleSettings
) -> None:
    clock = ManualClock()
    start(clock, replace(settings, protocol="mt-sics"))
    asked = cable.received()
    for grams in range(1, 6):
        assert asked == b"SI\r\n"
        cable.send(b"S S %10.3f kg\r\n" % (grams / 1000))
        inbox.until(shows(grams))
        clock.advance(120)
        asked = cable.received()


def test_a_scale_behind_a_network_adapter_that_drops_the_connection(
    start: Starter, inbox: "Inbox", settings: ScaleSettings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        start(settings=replace(settings, port=f"socket://127.0.0.1:{server.getsockname()[1]}"))
        for line, grams in ((BAG, 3250), (OTHER, 1500)):
            connection, _ = server.accept()
            with connection:
                inbox.until(shows(grams), partial(connection.sendall, line))
            inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))


# Healing: whatever happened to the port, a weight settles again without a restart, and soon.

MOVING = BAG.replace(b"ST", b"US")
HEAVY = b"ST,GS,+ 45.000kg\r\n"
HEALED_WITHIN_S = 5.0


def heals(feeder: "Feeder", inbox: "Inbox") -> None:
    """From now on the indicator sends its zero: a good view within five seconds, and then a weight."""
    inbox.drain()
    feeder.data = ZERO
    began = time.monotonic()
    inbox.until(lambda view: view.fault is None and view.weight_g == 0, seconds=HEALED_WITHIN_S)
    print(f"healed after {time.monotonic() - began:.2f} s")
    weigh(feeder, inbox)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([ZERO], ScaleStatus.EMPTY),
        ([ZERO, MOVING], ScaleStatus.MOVING),
        ([ZERO, BAG], ScaleStatus.SETTLED),
        ([BAG], ScaleStatus.CLEAR_FIRST),
        ([ZERO, HEAVY], ScaleStatus.TOO_HEAVY),
        ([ZERO, b"ST,GS,-  1.000kg\r\n"], ScaleStatus.BELOW_ZERO),
    ],
    ids=lambda value: value.value if isinstance(value, ScaleStatus) else "",
)
def test_unplugging_in_any_state_heals(
    start: Starter, feeder: "Feeder", inbox: "Inbox", sent: list[bytes], status: ScaleStatus
) -> None:
    start()
    for data in sent:
        feeder.data = data
        inbox.until(is_status(ScaleStatus.EMPTY if data == ZERO else status))
    feeder.unplug()
    inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    feeder.plug()
    heals(feeder, inbox)


def test_unplugging_before_anything_was_heard_heals(
    start: Starter, feeder: "Feeder", inbox: "Inbox", monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open = threading.Event()

    def opening(*arguments: Any) -> serial.Serial:
        port = open_port(*arguments)
        is_open.set()
        return port

    monkeypatch.setattr(module, "open_port", opening)
    start()
    assert is_open.wait(8)  # a port that goes away while it is being opened is a missing one
    feeder.unplug()
    inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    feeder.plug()
    heals(feeder, inbox)


def test_unplugging_in_mid_frame_heals(start: Starter, cable: "Cable", feeder: "Feeder", inbox: "Inbox") -> None:
    start()
    inbox.until(shows(3250), lambda: cable.send(BAG))
    cable.send(BAG[:9])
    feeder.unplug()
    inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
    feeder.plug()
    heals(feeder, inbox)


def test_a_port_that_never_existed_is_taken_up_when_the_retries_are_slowest(
    feeder: "Feeder", inbox: "Inbox", settings: ScaleSettings
) -> None:
    looks: queue.SimpleQueue[float] = queue.SimpleQueue()
    plugged: list[PortInfo] = []

    def listing() -> list[PortInfo]:
        looks.put(time.monotonic())
        return list(plugged)

    reader = ScaleReader(replace(settings, port="usb:0403:6001"), SystemClock(), inbox.post, listing=listing)
    reader.start()
    try:
        looked = [looks.get(timeout=8) for _ in range(5)]
        assert looked[-1] - looked[-2] >= 1.9, "it has slowed down to one look in two seconds"
        plugged.append(PortInfo(os.path.realpath(settings.port), 0x0403, 0x6001))
        heals(feeder, inbox)
    finally:
        reader.stop()


def test_an_adapter_that_comes_back_under_another_name_is_found_by_its_usb_id(
    inbox: "Inbox", settings: ScaleSettings
) -> None:
    listed: list[PortInfo] = []
    holders: list[int] = []
    by_usb = replace(settings, port="usb:0403:6001:A1B2C3")
    reader = ScaleReader(by_usb, SystemClock(), inbox.post, listing=lambda: list(listed))
    reader.start()
    try:
        inbox.until(is_fault(DeviceFaultKind.MISSING))
        paths: list[str] = []
        for _ in range(2):
            with ScaleSimulator("st-us", frame_ms=20) as simulator:
                paths.append(simulator.port)
                holders.append(os.open(simulator.port, os.O_RDWR | os.O_NOCTTY))  # the next one gets another name
                listed[:] = [PortInfo(simulator.port, 0x0403, 0x6001, "A1B2C3")]
                inbox.until(lambda view: view.fault is None, seconds=HEALED_WITHIN_S)
                inbox.until(is_status(ScaleStatus.EMPTY))
                simulator.put(3250)
                inbox.until(is_status(ScaleStatus.SETTLED))
                listed.clear()
            inbox.until(is_fault(DeviceFaultKind.UNPLUGGED))
            inbox.until(is_fault(DeviceFaultKind.MISSING))
        assert paths[0] != paths[1]
    finally:
        reader.stop()
        for holder in holders:
            os.close(holder)


@pytest.mark.parametrize("protocol", ["st-us", "mt-sics", "cas-enq"])
def test_an_adapter_that_answers_nothing_is_silent_and_heals(
    start: Starter, inbox: "Inbox", settings: ScaleSettings, protocol: str
) -> None:
    link = Path(settings.port)
    with ScaleSimulator(protocol, frame_ms=20, link=link) as simulator:
        simulator.unplug()
        mute, port = os.openpty()
        link.symlink_to(os.ttyname(port))
        start(settings=replace(settings, protocol=protocol))
        inbox.until(is_fault(DeviceFaultKind.SILENT))
        simulator.replug()
        inbox.until(lambda view: view.fault is None, seconds=HEALED_WITHIN_S)
        inbox.until(is_status(ScaleStatus.EMPTY))
        simulator.put(3250)
        inbox.until(is_status(ScaleStatus.SETTLED))
        for descriptor in (mute, port):
            os.close(descriptor)


def test_a_busy_port_heals(start: Starter, feeder: "Feeder", inbox: "Inbox", settings: ScaleSettings) -> None:
    with open_port("test", settings.port, LineSettings()):
        start()
        inbox.until(is_fault(DeviceFaultKind.BUSY))
    heals(feeder, inbox)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take its own right to a port away and give it back")
def test_a_denied_port_heals(start: Starter, feeder: "Feeder", inbox: "Inbox", settings: ScaleSettings) -> None:
    path = Path(settings.port).readlink()
    path.chmod(0o600)
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        start(settings=replace(settings, port=str(path)))
        inbox.until(is_fault(DeviceFaultKind.DENIED))
    finally:
        os.seteuid(0)
    heals(feeder, inbox)
