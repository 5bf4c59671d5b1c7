"""The scale's reader on a pseudo-terminal: from the last byte of a frame to the reading on the GUI's side, and its CPU.

The peer is a thread that reads the same line with bare pyserial, cuts it at its line ends and hands each line on.
"""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from queue import SimpleQueue

import serial

from bench.result import Result, cost
from bench.rounds import percentile
from kiosk.core.clock import SystemClock
from kiosk.core.events import ScaleView
from kiosk.scale import protocols
from kiosk.scale.reader import ScaleReader
from kiosk.scale.settings import ScaleSettings

FRAMES_PER_SECOND = 20
LATENCY_FRAMES = 600
PACE_S = 0.06  # a little slower than the display rate, so that no value is skipped
CPU_SECONDS = 15.0
FRAME_MS = 1000 / 60

PROTOCOL = protocols.load("st-us")


def measure(_scratch: Path) -> list[Result]:
    """p50 and p99 of the way through the reader, and the share of one core at 20 frames a second."""
    ours, bare = _latencies(_kiosk_reader), _latencies(_bare_reader)
    ours_cpu, bare_cpu = _cpu(_kiosk_reader), _cpu(_bare_reader)
    against = "against bare pyserial"
    return [
        cost(
            "scale.latency.p50",
            f"last byte in to reading out, {against}",
            percentile(ours, 50),
            percentile(bare, 50),
            "ms",
        ),
        cost(
            "scale.latency.p99",
            f"last byte in to reading out, {against}",
            percentile(ours, 99),
            percentile(bare, 99),
            "ms",
        ),
        cost(
            "scale.latency.frame", "the p99 against one frame of the screen", percentile(ours, 99), FRAME_MS, "ms", 1.0
        ),
        cost("scale.cpu", f"of one core at {FRAMES_PER_SECOND} frames/s, {against}", ours_cpu, bare_cpu, "%"),
    ]


Reader = Callable[[str, SimpleQueue[float]], AbstractContextManager[threading.Thread]]
"""Reads a port in a thread of its own while the block lasts, and puts the moment of every reading into the queue."""


@contextmanager
def _line() -> Iterator[tuple[int, str]]:
    indicator_side, port_side = os.openpty()
    tty.setraw(port_side)
    try:
        yield indicator_side, os.ttyname(port_side)
    finally:
        os.close(indicator_side)
        os.close(port_side)


@contextmanager
def _kiosk_reader(port: str, heard: SimpleQueue[float]) -> Iterator[threading.Thread]:
    def post(event: object) -> None:
        if isinstance(event, ScaleView) and event.weight_g is not None:
            heard.put(time.perf_counter())

    reader = ScaleReader(ScaleSettings(port, PROTOCOL.name, 10, 150_000), SystemClock(), post)
    reader.start()
    try:
        yield next(thread for thread in threading.enumerate() if thread.name == "scale-reader")
    finally:
        reader.stop()


@contextmanager
def _bare_reader(port: str, heard: SimpleQueue[float]) -> Iterator[threading.Thread]:
    stopping = threading.Event()

    def read() -> None:
        with serial.Serial(port, timeout=0.05) as line:
            while not stopping.is_set():
                if line.readline().endswith(b"\n"):
                    heard.put(time.perf_counter())

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield thread
    finally:
        stopping.set()
        thread.join()


def _latencies(reader: Reader) -> list[float]:
    """Milliseconds from the write of a frame's last byte to the reading, one frame at a time."""
    heard: SimpleQueue[float] = SimpleQueue()
    found = []
    with _line() as (indicator, port), reader(port, heard):
        _wake(indicator, heard)
        for number in range(LATENCY_FRAMES):
            sent = time.perf_counter()
            os.write(indicator, _frame(number))
            found.append(1000 * (heard.get(timeout=5) - sent))
            time.sleep(PACE_S)
    return found


def _cpu(reader: Reader) -> float:
    """Per cent of one core that the reading thread takes."""
    heard: SimpleQueue[float] = SimpleQueue()
    with _line() as (indicator, port), reader(port, heard) as thread:
        _wake(indicator, heard)
        assert thread.ident is not None, "it has put a reading"
        clock = time.pthread_getcpuclockid(thread.ident)
        began_cpu, began = time.clock_gettime(clock), time.perf_counter()
        number = 0
        while time.perf_counter() - began < CPU_SECONDS:
            number += 1
            os.write(indicator, _frame(number))
            time.sleep(1 / FRAMES_PER_SECOND)
        return 100 * (time.clock_gettime(clock) - began_cpu) / (time.perf_counter() - began)


def _wake(indicator: int, heard: SimpleQueue[float]) -> None:
    """Send until something is heard: what comes before the port is open is lost. Returns when all is quiet again."""
    for number in range(1, 100):
        os.write(indicator, _frame(number))
        time.sleep(PACE_S)
        if not heard.empty():
            break
    while not heard.empty():
        heard.get()


def _frame(number: int) -> bytes:
    return b"US,GS,+%7.3fkg\r\n" % (number % 100)
