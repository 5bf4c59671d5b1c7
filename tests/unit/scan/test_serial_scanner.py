"""A serial scanner on a real pseudo-terminal."""

import queue
from pathlib import Path

from kiosk.core.errors import DeviceFaultKind
from kiosk.core.events import Scanned, ScannerFault
from kiosk.scan.serial_scanner import SerialScanner
from kiosk.scan.simulator import ScannerSimulator


def test_it_reads_codes_and_survives_being_unplugged(tmp_path: Path) -> None:
    link = tmp_path / "scanner"
    events: queue.Queue[object] = queue.Queue()
    scanner = SerialScanner(str(link), 9600, events.put)
    scanner.start()
    try:
        missing = events.get(timeout=10)
        assert isinstance(missing, ScannerFault)
        assert missing.fault is not None
        assert missing.fault.kind is DeviceFaultKind.MISSING
        with ScannerSimulator(link) as simulator:
            assert events.get(timeout=10) == ScannerFault(None)
            simulator.show("GSP1:ABC")
            assert events.get(timeout=10) == Scanned("GSP1:ABC", "serial")
        gone = events.get(timeout=10)
        assert isinstance(gone, ScannerFault)
        assert gone.fault is not None
        with ScannerSimulator(link) as simulator:
            event = events.get(timeout=10)
            while event != ScannerFault(None):
                event = events.get(timeout=10)
            simulator.show("GSP1:DEF")
            assert events.get(timeout=10) == Scanned("GSP1:DEF", "serial")
    finally:
        scanner.stop()
