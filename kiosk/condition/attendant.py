"""The thread that looks at the machine and does what staff ask of it, so that no screen waits for a disk or a stick."""

import logging
import queue
import threading
from collections.abc import Callable, Collection

from kiosk.condition.exporting import ExportSource, Stopped, export
from kiosk.condition.findings import (
    battery_finding,
    clock_finding,
    disk_finding,
    network_finding,
    software_finding,
    stick_finding,
)
from kiosk.condition.machine import Machine
from kiosk.core.clock import Clock
from kiosk.core.condition import Finding, MachineSeen
from kiosk.core.events import Post

_log = logging.getLogger(__name__)


class Attendant:
    """Answers ``look`` and ``set_brightness`` with ``MachineSeen`` and ``export`` with ``ExportSeen``. Every call
    returns at once. ``report`` is asked on the caller's thread for what goes into the export's report.
    """

    def __init__(
        self,
        machine: Machine,
        clock: Clock,
        version: str,
        source: ExportSource,
        report: Callable[[], Collection[Finding]],
        post: Post,
        *,
        on_bug: Callable[[BaseException], None],
    ) -> None:
        self._machine = machine
        self._clock = clock
        self._version = version
        self._source = source
        self._report = report
        self._post = post
        self._on_bug = on_bug
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._looking = threading.Event()  # a look is waiting, and one more would say the same
        self._thread = threading.Thread(target=self._run, name="attendant")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; an export under way is broken off, and taken away from the stick."""
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join()

    def look(self) -> None:
        """Look at the machine."""
        if not self._looking.is_set():
            self._looking.set()
            self._jobs.put(self._look)

    def set_brightness(self, percent: int) -> None:
        """Let the screen shine with ``percent`` of its light."""
        self._jobs.put(lambda: self._set_brightness(percent))

    def export(self) -> None:
        """Write journal, logs and findings onto a stick."""
        findings = tuple(self._report())
        self._jobs.put(lambda: self._export(findings))

    # --- the thread ---

    def _run(self) -> None:
        try:
            while (job := self._jobs.get()) is not None and not self._stopping.is_set():
                job()
        except Stopped:
            return
        except Exception as bug:  # noqa: BLE001 - the boundary of the thread
            _log.critical("the attendant failed", exc_info=bug)
            self._on_bug(bug)

    def _look(self) -> None:
        self._looking.clear()
        self._post(MachineSeen(machine_findings(self._machine, self._clock, self._version), self._machine.brightness()))

    def _set_brightness(self, percent: int) -> None:
        self._machine.set_brightness(percent)
        self._look()

    def _export(self, findings: tuple[Finding, ...]) -> None:
        ended = export(
            self._source,
            self._machine.sticks(),
            findings,
            self._clock.now(),
            self._post,
            self._stopping.is_set,
        )
        _log.info("export: %s", ended.fault.value if ended.fault else f"{ended.total} entries")
        self._post(ended)


def machine_findings(machine: Machine, clock: Clock, version: str) -> tuple[Finding, ...]:
    """What the machine itself says, in the order in which it is shown."""
    battery = battery_finding(machine.battery())
    return (
        network_finding(machine.has_way_out()),
        disk_finding(machine.free_bytes(), str(machine.data)),
        clock_finding(clock),
        *([battery] if battery else []),
        stick_finding(machine.sticks()),
        software_finding(version, machine.installed()),
    )
