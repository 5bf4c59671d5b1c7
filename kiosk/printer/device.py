"""One printer that speaks ESC/POS, through python-escpos: how it is, and a picture onto its paper."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from escpos import exceptions
from escpos.constants import RT_STATUS_PAPER
from escpos.escpos import Escpos
from escpos.printer import Dummy, File, Network, Serial
from PIL import Image

from kiosk.core.errors import WorldFault
from kiosk.printer.settings import PrinterSettings
from kiosk.serialport import PORT_ERRORS, read_available

TIMEOUT_S = 3.0
ANSWER_S = 1.0
"""So long a printer on a serial port may think about how it is."""
_NO_PAPER = 0x60
"""Both bits of the paper-end sensor in the answer to DLE EOT 4."""


class PrinterGone(WorldFault):
    """Nothing answers where the printer should be."""


class PaperOut(WorldFault):
    """It answers, and has no paper."""


class Device:
    """Opens the printer for each job and closes it afterwards, so that a cable may come and go between them."""

    def __init__(self, settings: PrinterSettings) -> None:
        self._settings = settings
        self._answers = False  # it has told its state once; from then on silence means that it is gone
        self._count = 0

    def look(self) -> None:
        """Raises ``PrinterGone`` or ``PaperOut`` when nothing can be printed. A device that tells no state is well."""
        if self._settings.connection == "file":
            self._folder()
            return
        with self._opened() as printer:
            self._judge(printer)

    def print(self, picture: Image.Image) -> None:
        """Put ``picture`` on paper and cut it. Raises ``PrinterGone`` or ``PaperOut``; then nothing or a part of it
        was printed, and the whole should be printed again.
        """
        if self._settings.connection == "file":
            self._keep(picture)
            return
        with self._opened() as printer:
            self._judge(printer)
            try:
                _put(printer, picture)
            except _FAULTS as error:
                raise PrinterGone(f"the printer stopped in the middle of a job ({error})") from error
            self._judge(printer)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Escpos]:
        printer = self._printer()
        try:
            printer.open()
        except _FAULTS as error:
            raise PrinterGone(
                f"the printer at {self._settings.target} cannot be reached: switch it on, plug its cable in ({error})"
            ) from error
        try:
            yield printer
        finally:
            with contextlib.suppress(*_FAULTS):
                printer.close()

    def _printer(self) -> Escpos:
        settings = self._settings
        match settings.connection:
            case "serial":
                return _SerialLine(settings.target, baudrate=settings.baud, timeout=ANSWER_S, dsrdtr=False)
            case "network":
                host, port = settings.address
                return _Socket(host, port, timeout=TIMEOUT_S)
            case _:  # the kernel's own driver for printers on USB is a file
                return _DeviceFile(settings.target)

    def _judge(self, printer: Escpos) -> None:
        if self._settings.connection == "usb":
            return  # a file cannot be asked
        try:
            paper = printer.query_status(RT_STATUS_PAPER)
        except TimeoutError:
            paper = b""
        except _FAULTS as error:
            raise PrinterGone(f"the printer at {self._settings.target} does not answer ({error})") from error
        if not paper:
            if self._answers:
                raise PrinterGone(f"the printer at {self._settings.target} does not answer: switch it on")
            return
        self._answers = True
        if paper[-1] & _NO_PAPER == _NO_PAPER:
            raise PaperOut("the printer has no paper: put a new roll in")

    def _folder(self) -> Path:
        folder = Path(self._settings.target)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PrinterGone(f"folder {folder} cannot be written ({error.strerror})") from error
        return folder

    def _keep(self, picture: Image.Image) -> None:
        spool = Dummy()
        _put(spool, picture)
        folder = self._folder()
        while (path := folder / f"print-{self._count:04}.escpos").exists():
            self._count += 1
        try:
            path.write_bytes(spool.output)
        except OSError as error:
            raise PrinterGone(f"{path} cannot be written ({error.strerror})") from error


class _Socket(Network):  # type: ignore[misc]  # python-escpos has no types
    """Leaves no socket behind where nobody answers."""

    def open(self, raise_not_found: bool = True) -> None:  # noqa: ARG002 - the library's signature
        self.device = socket.create_connection((self.host, self.port), self.timeout)


class _SerialLine(Serial):  # type: ignore[misc]  # python-escpos has no types
    """Waits for the answer and not for more, and may be pulled at any moment."""

    _device: Any

    def _read(self) -> bytes:
        self.device.flush()  # the question stands behind the whole picture, which may still be on its way
        return read_available(self.device)

    def close(self) -> None:
        if self._device:
            with contextlib.closing(self._device) as device:
                self._device = False  # whatever comes of it, it is not closed a second time
                device.flush()


class _DeviceFile(File):  # type: ignore[misc]  # python-escpos has no types
    """Makes no file where the device is missing."""

    def open(self, raise_not_found: bool = True) -> None:  # noqa: ARG002 - the library's signature
        self.device = os.fdopen(os.open(self.devfile, os.O_WRONLY), "wb")


_FAULTS = (*PORT_ERRORS, exceptions.Error, AssertionError)
"""What python-escpos and the ports below it raise when the device misbehaves; it asserts that it is open."""


def _put(printer: Escpos, picture: Image.Image) -> None:
    printer.image(picture)
    printer.cut()
