"""Finding the port under any name, device servers on the network, and ``kiosk scale probe`` with all it writes."""

import argparse
import json
import os
import socket
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import serial
from serial import rfc2217

from kiosk import config
from kiosk.cli import finding
from kiosk.cli.probe import add_probe
from kiosk.cli.scaleconfig import write_scale
from kiosk.core.errors import DeviceFault, DeviceFaultKind, UsageFault
from kiosk.core.line import LineSettings
from kiosk.scale.probe import Format
from kiosk.scale.simulator import ScaleSimulator
from kiosk.serialport import Listing, PortInfo, open_port, read_available, resolve, stable_name, system_ports

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Cable

ROOT = Path(__file__).parents[3]
USUAL = LineSettings()
FRAME = b"ST,GS,+  1.234kg\r\n"

FTDI = PortInfo("/dev/ttyUSB0", 0x0403, 0x6001, "A1B2C3", "FT232R", "/dev/serial/by-id/ftdi", "/dev/serial/by-path/1")
TWIN = PortInfo("/dev/ttyUSB1", 0x0403, 0x6001, "D4E5F6", "FT232R", "/dev/serial/by-id/twin", "/dev/serial/by-path/2")
PLAIN = PortInfo("/dev/ttyUSB2", 0x1A86, 0x7523, "", "USB Serial", "/dev/serial/by-id/ch340", "/dev/serial/by-path/3")
BUILT_IN = PortInfo("/dev/ttyS0")
ALL = [FTDI, TWIN, PLAIN, BUILT_IN]


def of(*ports: PortInfo) -> Listing:
    return lambda: ports


# The name of a port


def test_a_usb_id_is_the_port_that_has_it_now() -> None:
    assert resolve("scale", "usb:1a86:7523", of(*ALL)) == "/dev/ttyUSB2"
    assert resolve("scale", "usb:0403:6001:A1B2C3", of(*ALL)) == "/dev/ttyUSB0"
    assert resolve("scale", "USB:0403:6001:d4e5f6", of(*ALL)) == "/dev/ttyUSB1"
    assert resolve("scale", "usb:0403:6001", of(FTDI, PLAIN)) == "/dev/ttyUSB0"


@pytest.mark.parametrize("port", ["/dev/ttyS9", "/dev/serial/by-id/x", "socket://h:1", "rfc2217://h:1", ""])
def test_every_other_name_is_taken_as_it_is(port: str) -> None:
    assert resolve("scale", port, of(*ALL)) == port


@pytest.mark.parametrize(
    ("port", "words"),
    [
        ("usb:dead:beef", ["no adapter usb:dead:beef", "scale's cable"]),
        ("usb:0403:6001:A1", ["no adapter usb:0403:6001:A1"]),
        ("usb:0403:6001", ["2 adapters", "serial number", "/dev/ttyUSB0 = /dev/serial/by-id/ftdi", "/dev/ttyUSB1"]),
        ("usb:403:6001", ["not a USB id"]),
        ("usb:", ["not a USB id"]),
    ],
)
def test_a_usb_id_that_is_not_one_port_says_what_to_do(port: str, words: list[str]) -> None:
    with pytest.raises(DeviceFault) as caught:
        open_port("scale", port, USUAL, of(*ALL))
    assert caught.value.kind is DeviceFaultKind.MISSING
    assert all(word in caught.value.advice for word in words), caught.value.advice


def test_the_stable_name_is_one_that_finds_the_port_again() -> None:
    assert stable_name(FTDI, ALL) == "usb:0403:6001:A1B2C3"
    assert stable_name(PLAIN, ALL) == "usb:1a86:7523"
    assert stable_name(BUILT_IN, ALL) == "/dev/ttyS0"
    two_alike = [PLAIN, PortInfo("/dev/ttyUSB3", 0x1A86, 0x7523, "", "", "", "/dev/serial/by-path/4")]
    assert [stable_name(port, two_alike) for port in two_alike] == ["/dev/serial/by-path/3", "/dev/serial/by-path/4"]
    two_ports = [FTDI, PortInfo("/dev/ttyUSB9", 0x0403, 0x6001, "A1B2C3", "", "/dev/serial/by-id/ftdi-if01")]
    assert [stable_name(port, two_ports) for port in two_ports] == [FTDI.by_id, "/dev/serial/by-id/ftdi-if01"]


def test_the_ports_of_this_machine_can_be_listed() -> None:
    for port in system_ports():
        assert port.device
        assert port.usb == "" or resolve("scale", stable_name(port, [port]), of(port)) == port.device


# Device servers on the network


class PtyPort(serial.Serial):
    """A pseudo-terminal has no modem lines to read or set."""

    cts = dsr = ri = cd = property(lambda _: False)
    dtr = rts = property(lambda _: True, lambda *_: None)


class DeviceServer:
    """An RFC 2217 device server, as an installer has one: pyserial's own, over a real pseudo-terminal."""

    def __init__(self, path: str) -> None:
        self._port = PtyPort(path, timeout=0.02)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.05)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"rfc2217://127.0.0.1:{self._server.getsockname()[1]}"

    @property
    def line(self) -> tuple[int, int, str]:
        return self._port.baudrate, self._port.bytesize, self._port.parity

    def close(self) -> None:
        self._closing.set()
        self._thread.join()
        self._server.close()
        self._port.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._connection, _ = self._server.accept()
            except TimeoutError:
                continue
            with self._connection:
                self._connection.settimeout(0.02)
                manager: Any = rfc2217.PortManager  # its type hints ask for more than it needs
                self._serve(manager(self._port, self))

    def write(self, data: bytes) -> None:
        with self._lock:
            self._connection.sendall(data)

    def _serve(self, manager: Any) -> None:
        while not self._closing.is_set():
            if data := self._port.read(self._port.in_waiting or 1):
                self.write(b"".join(manager.escape(data)))
            try:
                received = self._connection.recv(1024)
            except TimeoutError:
                continue
            except OSError:
                return
            if not received:
                return
            self._port.write(b"".join(manager.filter(received)))


# pyserial 3.5 names its reader thread in a way that Python has deprecated.
OLD_PYSERIAL = pytest.mark.filterwarnings("ignore:set(Daemon|Name).. is deprecated:DeprecationWarning")


@pytest.fixture
def server(cable: "Cable") -> Iterator[DeviceServer]:
    server = DeviceServer(str(cable.link))
    yield server
    server.close()


@OLD_PYSERIAL
def test_a_scale_behind_an_rfc2217_server(server: DeviceServer, cable: "Cable") -> None:
    port = open_port("scale", server.url, LineSettings(4800, 8, "N"))
    try:
        assert server.line == (4800, 8, "N"), "the line is set at the far end"
        arrived = b""
        deadline = time.monotonic() + 10
        while arrived.count(b"\r\n") < 2 and time.monotonic() < deadline:
            cable.send(FRAME)
            arrived += read_available(port)
        assert FRAME in arrived
        port.write(b"SI\r\n")
        assert cable.received() == b"SI\r\n"
    finally:
        port.close()


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as held:  # it is nobody else's, and nobody listens
        held.bind(("127.0.0.1", 0))
        for scheme in ("socket", "rfc2217"):
            url = f"{scheme}://127.0.0.1:{held.getsockname()[1]}"
            with pytest.raises(DeviceFault) as caught:
                open_port("scale", url, USUAL)
            assert caught.value.kind is DeviceFaultKind.MISSING
            assert url in caught.value.advice
            assert "device server" in caught.value.advice


# kiosk scale probe


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_probe(parser)
    return parser.parse_args(["--seconds", "0.6", *given])


@contextmanager
def simulated(protocol: str) -> Iterator[ScaleSimulator]:
    with ScaleSimulator(protocol, frame_ms=20) as simulator:
        simulator.stand(5000)
        yield simulator


def listed(port: str, usb_serial: str = "A1B2C3") -> PortInfo:
    return PortInfo(port, 0x0403, 0x6001, usb_serial, "FT232R")


def test_the_scale_is_found_said_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kiosk.toml").write_text("# ours\nproduction = true\n\n[scale]\nbaud = 2400 # old\ninterval_g = 20\n")
    with simulated("yaohua-a9") as simulator:
        code = finding.probe(arguments("--data", str(tmp_path), "--write"), of(listed(simulator.port)))
    shown = capsys.readouterr().out
    assert code == 0
    assert "good frames, 0 unread bytes: yaohua-a9 at 9600 8N1, now " in shown
    text = (tmp_path / "kiosk.toml").read_text()
    assert text.startswith("# ours\nproduction = true\n\n[scale]\n")
    assert "baud" not in text, "it is the protocol's own again"
    scale = config.load(tmp_path).scale
    assert (scale.port, scale.protocol, scale.interval_g) == ("usb:0403:6001:A1B2C3", "yaohua-a9", 20)


def test_the_command_prints_one_object(tmp_path: Path) -> None:
    with simulated("st-us") as simulator:
        command = [sys.executable, "-m", "kiosk", "scale", "probe", "--json", "--seconds", "0.6"]
        command += ["--port", simulator.port, "--port", "/dev/no-such-port", "--data", str(tmp_path), "--write"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    shown = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [port["fault"] for port in shown["ports"]] == [None, "missing"]
    assert shown["chosen"]["protocol"] == "st-us"
    assert shown["chosen"]["unread_bytes"] == 0
    assert shown["chosen"]["shown"].endswith(" kg")
    assert shown["written"] == str(tmp_path / "kiosk.toml")
    assert b"listening at 9600 8N1" in done.stderr


@pytest.mark.parametrize("protocol", ["yaohua-forward", "yaohua-reversed"])
def test_a_direction_is_decided_only_by_a_known_weight(
    protocol: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with simulated(protocol) as simulator:
        given = ["--data", str(tmp_path), "--write", "--port", simulator.port]
        assert finding.probe(arguments(*given)) == 1
        assert "--weight" in capsys.readouterr().err
        assert finding.probe(arguments(*given, "--weight", "7", "--wait", "0.5")) == 1
        assert "neither reads 7.000 kg" in capsys.readouterr().err
        assert not (tmp_path / "kiosk.toml").exists()
        assert finding.probe(arguments(*given, "--weight", "5", "--wait", "20")) == 0
    assert config.load(tmp_path).scale.protocol == protocol


def test_a_person_at_the_terminal_is_asked_for_the_weight(tmp_path: Path) -> None:
    person, terminal = os.openpty()
    with simulated("yaohua-reversed") as simulator:
        command = [sys.executable, "-m", "kiosk", "scale", "probe", "--write", "--seconds", "0.6"]
        command += ["--port", simulator.port, "--data", str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            os.write(person, b"5\n")
            _, said = run.communicate(timeout=60)
    for descriptor in (person, terminal):
        os.close(descriptor)
    assert b"Which known weight" in said
    assert b"Put 5.000 kg on the scale" in said
    assert run.returncode == 0, said
    assert config.load(tmp_path).scale.protocol == "yaohua-reversed"


def test_a_weight_that_reads_the_same_both_ways_decides_nothing(
    cable: "Cable", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()

    def send() -> None:
        while not stop.wait(0.02):
            cable.send(b"=0005.500")

    sender = threading.Thread(target=send)
    sender.start()
    try:
        given = ["--port", str(cable.link), "--data", str(tmp_path), "--weight", "5.5", "--write"]
        assert finding.probe(arguments(*given)) == 1
    finally:
        stop.set()
        sender.join()
    assert "reads the same in both directions" in capsys.readouterr().err
    assert not (tmp_path / "kiosk.toml").exists()


def test_a_tie_is_said_and_a_named_protocol_decides_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ScaleSimulator("kern-18", frame_ms=20) as simulator:
        record = simulator_lines()
        for given, code in ((), 1), (("--protocol", "ohaus"), 0):
            simulator.replay(record)
            asked = arguments("--port", simulator.port, "--data", str(tmp_path), "--quiet-only", *given)
            assert finding.probe(asked) == code
    assert "adam and kern-18 and ohaus read the same bytes" in capsys.readouterr().err


def simulator_lines() -> bytes:
    return b"       5.000 kg \r\n" * 400


def test_two_scales_are_never_chosen_between(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with simulated("st-us") as one, simulated("ohaus") as other:
        ports = of(listed(one.port, "A"), listed(other.port, "B"))
        assert finding.probe(arguments("--data", str(tmp_path), "--write"), ports) == 1
        assert "choose one with --port" in capsys.readouterr().err
        assert finding.probe(arguments("--data", str(tmp_path)), ports) == 0


def test_nothing_found_says_what_to_look_at(cable: "Cable", tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--data", str(tmp_path), "--quiet-only"]
    assert finding.probe(arguments(*given), of()) == 1
    assert "no serial port" in capsys.readouterr().err
    assert finding.probe(arguments(*given, "--port", str(cable.link))) == 1
    assert "tF = 0" in capsys.readouterr().out


def test_a_built_in_port_is_asked_only_when_it_is_named(tmp_path: Path) -> None:
    with ScaleSimulator("keli", frame_ms=20) as simulator:
        given = ["--data", str(tmp_path), "--seconds", "0.2", "--protocol", "keli"]
        assert finding.probe(arguments(*given), of(PortInfo(simulator.port))) == 1
        assert finding.probe(arguments(*given, "--port", simulator.port), of(PortInfo(simulator.port))) == 0


def test_a_port_in_use_and_a_missing_one_are_told_apart(
    cable: "Cable", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--port", str(cable.link), "--port", "usb:dead:beef", "--data", str(tmp_path)]
    with open_port("scale", str(cable.link), USUAL):
        assert finding.probe(arguments(*given)) == 1
    shown = capsys.readouterr().out
    assert "in use by another program" in shown
    assert "not there: no adapter usb:dead:beef" in shown


# Writing the configuration


def test_only_what_differs_from_the_protocol_is_written(tmp_path: Path) -> None:
    write_scale(tmp_path, "usb:0403:6001", Format("toledo-8217"), LineSettings(4800, 7, "E"))
    written = tomllib.loads((tmp_path / "kiosk.toml").read_text())
    assert written == {"scale": {"port": "usb:0403:6001", "protocol": "toledo-8217", "baud": 4800}}
    write_scale(tmp_path, "p", Format("toledo-continuous", "liden"), LineSettings(9600, 7, "E", 2))
    written = tomllib.loads((tmp_path / "kiosk.toml").read_text())["scale"]
    assert written["profile"] == "liden"
    assert (written["bytesize"], written["parity"], written["stopbits"], "baud" in written) == (7, "E", 2, False)


def test_comments_order_and_mode_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        '# top\n[screen]\nlanguage = "en" # English\n\n[scale] # the scale\nmax_g = 60000\n\n[sync]\nbatch = 9\n'
    )
    path.chmod(0o600)
    write_scale(tmp_path, "/dev/x", Format("st-us"), USUAL)
    text = path.read_text()
    for kept in ("# top\n", 'language = "en" # English', "[scale] # the scale\nmax_g = 60000", "[sync]\nbatch = 9"):
        assert kept in text
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"
    assert config.load(tmp_path).scale.port == "/dev/x"


def test_a_file_that_is_broken_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    for broken in ("[scale\n", "[scale]\nmistake = 1\n"):
        path.write_text(broken)
        with pytest.raises(UsageFault, match=r"kiosk\.toml"):
            write_scale(tmp_path, "/dev/x", Format("st-us"), USUAL)
        assert path.read_text() == broken
        assert list(tmp_path.iterdir()) == [path]
