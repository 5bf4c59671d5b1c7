"""The reader thread on real pseudo-terminals: it weighs, says what is wrong, and heals by itself."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kiosk.core.clock import Clock, ManualClock, SystemClock
from kiosk.core.errors import DeviceFaultKind, UsageFault
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.scale.reader import ScaleReader
from kiosk.scale.settings import ScaleSettings

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
    clock.advance(2000)
    fault = inbox.until(is_fault(DeviceFaultKind.SILENT)).fault
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
