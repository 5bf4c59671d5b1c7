"""A printer on a pseudo-terminal, one behind a real socket, and a folder in its place."""

import os
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import serial
from PIL import Image, ImageChops

from kiosk.core.errors import UsageFault
from kiosk.printer import device
from kiosk.printer.device import Device, PaperOut, PrinterGone
from kiosk.printer.settings import PrinterSettings
from kiosk.printer.simulator import ASKS_PAPER, NO_PAPER, PAPER, PrinterSimulator, pictures

PAPER_PICTURE = Image.radial_gradient("L").resize((384, 1100)).convert("1")


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is None


def test_a_picture_arrives_dot_for_dot() -> None:
    with PrinterSimulator() as printer:
        Device(PrinterSettings("serial", printer.port)).print(PAPER_PICTURE)
        (came_out,) = printer.printed
        assert same(came_out, PAPER_PICTURE)


def test_without_paper_it_says_so_and_prints_again_with_a_new_roll() -> None:
    with PrinterSimulator() as printer:
        device = Device(PrinterSettings("serial", printer.port))
        printer.paper = False
        with pytest.raises(PaperOut, match="new roll"):
            device.print(PAPER_PICTURE)
        with pytest.raises(PaperOut):
            device.look()
        printer.paper = True
        device.look()
        device.print(PAPER_PICTURE)
        assert len(printer.printed) == 1


def test_one_that_never_tells_its_state_is_taken_to_be_well() -> None:
    with PrinterSimulator() as printer:
        printer.silent = True
        Device(PrinterSettings("serial", printer.port)).print(PAPER_PICTURE)
        assert len(printer.printed) == 1


def test_one_that_has_told_it_and_falls_silent_is_gone() -> None:
    with PrinterSimulator() as printer:
        device = Device(PrinterSettings("serial", printer.port))
        device.look()
        printer.silent = True
        with pytest.raises(PrinterGone, match="does not answer"):
            device.look()


def test_the_simulator_hears_a_question_in_pieces() -> None:
    with PrinterSimulator() as printer, serial.Serial(printer.port, timeout=10) as port:
        for piece in (ASKS_PAPER[:1], ASKS_PAPER[1:2], ASKS_PAPER[2:]):
            port.write(piece)
            time.sleep(0.05)  # two pieces that come together prove nothing, and are no fault
        assert port.read(1) == PAPER


def test_a_cable_that_is_out_is_gone_and_not_a_bug(tmp_path: Path) -> None:
    with pytest.raises(PrinterGone, match="plug its cable in"):
        Device(PrinterSettings("serial", str(tmp_path / "ttyUSB9"))).print(PAPER_PICTURE)
    with pytest.raises(PrinterGone):
        Device(PrinterSettings("usb", str(tmp_path / "lp0"))).print(PAPER_PICTURE)


@contextmanager
def asked(answer: Callable[[int, int], object]) -> Iterator[Device]:
    """A printer that calls ``answer`` with both ends of its line when it is asked how it is."""
    printer, port = os.openpty()
    tty.setraw(port)

    def serve() -> None:
        os.read(printer, len(ASKS_PAPER))
        answer(printer, port)

    serving = threading.Thread(target=serve)
    serving.start()
    yield Device(PrinterSettings("serial", os.ttyname(port)))
    serving.join()
    for descriptor in (printer, port):
        with suppress(OSError):  # it was pulled
            os.close(descriptor)


def test_a_cable_that_is_pulled_while_the_printer_is_asked_is_gone() -> None:
    def pull(printer: int, port: int) -> None:
        os.close(port)
        os.close(printer)

    with asked(pull) as device, pytest.raises(PrinterGone, match="does not answer"):
        device.look()


def test_a_printer_that_takes_its_time_is_heard() -> None:
    def think(printer: int, _port: int) -> None:
        time.sleep(0.5)
        os.write(printer, NO_PAPER)

    with asked(think) as device, pytest.raises(PaperOut):
        device.look()


@pytest.mark.parametrize(("answer", "fault"), [(PAPER, None), (NO_PAPER, PaperOut)])
def test_a_printer_in_the_network(answer: bytes, fault: type[Exception] | None) -> None:
    heard = bytearray()

    def serve(listening: socket.socket) -> None:
        with listening.accept()[0] as connection:
            while came := connection.recv(65_536):
                heard.extend(came)
                if bytes(heard).endswith(ASKS_PAPER):
                    del heard[-len(ASKS_PAPER) :]
                    connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, args=(listening,))
        server.start()
        settings = PrinterSettings("network", f"127.0.0.1:{listening.getsockname()[1]}")
        if fault is None:
            Device(settings).print(PAPER_PICTURE)
        else:
            with pytest.raises(fault):
                Device(settings).print(PAPER_PICTURE)
        server.join(10)
    assert len(pictures(bytes(heard))) == (fault is None)


def test_nobody_at_the_address_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "TIMEOUT_S", 0.5)
    with socket.socket() as held:  # it is nobody else's, and nobody listens
        held.bind(("127.0.0.1", 0))
        with pytest.raises(PrinterGone, match="switch it on"):
            Device(PrinterSettings("network", f"127.0.0.1:{held.getsockname()[1]}")).look()


def test_into_a_folder_each_job_is_a_file(tmp_path: Path) -> None:
    printer = Device(PrinterSettings("file", str(tmp_path / "papers")))
    printer.print(PAPER_PICTURE)
    printer.print(PAPER_PICTURE)
    files = sorted((tmp_path / "papers").iterdir())
    assert len(files) == 2
    assert same(pictures(files[1].read_bytes())[0], PAPER_PICTURE)


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        (("steam", "x", 58), "connection"),
        (("usb", "", 58), "target"),
        (("serial", "/dev/ttyS0", 57), "paper_mm"),
        (("network", "printer:port", 58), "HOST"),
    ],
)
def test_what_cannot_be_a_printer_is_refused(settings: tuple[str, str, int], word: str) -> None:
    with pytest.raises(UsageFault, match=word):
        PrinterSettings(*settings)
