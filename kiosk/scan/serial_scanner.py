"""The thread that owns a serial scanner's port: one line is one code; the port is opened again after every fault."""

import contextlib
import threading

import serial

from kiosk.core.errors import DeviceFault
from kiosk.core.events import Post, Scanned, ScannerFault
from kiosk.core.line import LineSettings
from kiosk.scan.lines import LineAssembler
from kiosk.serialport import PORT_ERRORS, open_port, read_available, unplugged

FIRST_RETRY_S = 0.25
LAST_RETRY_S = 2.0
MAX_CODES_PER_READ = 4
"""A scanner that floods is cut to what a person could show; the screen stays responsive."""


class SerialScanner:
    """Posts ``Scanned`` for each code, ``ScannerFault`` when the port fails and again (None) when it is well."""

    def __init__(self, port: str, baud: int, post: Post) -> None:
        self._port = port
        self._line = LineSettings(baud=baud)
        self._post = post
        self._retry_s = FIRST_RETRY_S
        self._fault: str | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scan-reader")

    def start(self) -> None:
        """Begin reading. A missing port is posted as a fault and tried again."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and join the thread."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except DeviceFault as fault:
                self._tell(fault)
                self._stopping.wait(self._retry_s)
                self._retry_s = min(self._retry_s * 2, LAST_RETRY_S)

    def _tell(self, fault: DeviceFault | None) -> None:
        text = str(fault) if fault else None
        if text != self._fault:
            self._fault = text
            self._post(ScannerFault(fault))

    def _listen(self) -> None:
        port = open_port("scanner", self._port, self._line)
        try:
            self._tell(None)
            self._retry_s = FIRST_RETRY_S
            self._read_until_stopped(port)
        except PORT_ERRORS as error:
            raise unplugged("scanner", self._port) from error
        finally:
            with contextlib.suppress(*PORT_ERRORS):  # the device may be gone, and the handle with it
                port.close()

    def _read_until_stopped(self, port: serial.Serial) -> None:
        lines = LineAssembler()
        while not self._stopping.is_set():
            for code in lines.feed(read_available(port))[:MAX_CODES_PER_READ]:
                self._post(Scanned(code, "serial"))
