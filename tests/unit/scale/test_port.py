"""Opening ports: every way it can go wrong says what to do."""

import os
import pwd
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import serial

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.scale import protocols
from kiosk.scale.settings import ScaleSettings
from kiosk.serialport import open_port, read_available

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Cable

PROTOCOL = protocols.load("st-us")


def opened(settings: ScaleSettings) -> serial.Serial:
    return open_port("scale", settings.port, settings.line(PROTOCOL.line))


def fault_of(settings: ScaleSettings) -> DeviceFault:
    with pytest.raises(DeviceFault) as caught:
        opened(settings).close()
    assert caught.value.device == "scale"
    return caught.value


def test_a_cable_is_read_as_it_comes(settings: ScaleSettings, cable: "Cable") -> None:
    port = opened(settings)
    cable.send(b"ST,GS,+  1.234kg\r\n")
    arrived = b""
    while len(arrived) < 18:
        arrived += read_available(port)
    assert arrived == b"ST,GS,+  1.234kg\r\n"
    assert read_available(port) == b""
    port.close()


def test_line_settings_are_the_protocols_unless_overridden(settings: ScaleSettings, cable: "Cable") -> None:
    with opened(settings) as port:
        assert (port.baudrate, port.bytesize, port.parity, port.stopbits) == (9600, 8, "N", 1)
    other = replace(settings, baud=2400, bytesize=7, parity="E", stopbits=2)
    with opened(other) as port:
        assert (port.baudrate, port.bytesize, port.parity, port.stopbits) == (2400, 7, "E", 2)


def test_a_missing_port(settings: ScaleSettings) -> None:
    fault = fault_of(replace(settings, port="/dev/no-such-port"))
    assert fault.kind is DeviceFaultKind.MISSING
    assert "/dev/no-such-port" in fault.advice
    assert "/dev/serial/by-id" in fault.advice


def test_no_port_configured(settings: ScaleSettings) -> None:
    fault = fault_of(replace(settings, port=""))
    assert fault.kind is DeviceFaultKind.MISSING
    assert "none is configured" in fault.advice


def test_a_file_is_not_a_port(settings: ScaleSettings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert fault_of(replace(settings, port=str(tmp_path / "file"))).kind is DeviceFaultKind.MISSING


@pytest.mark.parametrize("port", ["nonsense://x", "socket://127.0.0.1"])
def test_a_wrong_url_is_named(settings: ScaleSettings, port: str) -> None:
    fault = fault_of(replace(settings, port=port))
    assert fault.kind is DeviceFaultKind.MISSING
    assert port in fault.advice


def test_a_port_held_by_another_program(settings: ScaleSettings, cable: "Cable") -> None:
    with opened(settings):
        fault = fault_of(settings)
    assert fault.kind is DeviceFaultKind.BUSY
    assert "another program" in fault.advice
    opened(settings).close()


def test_a_forbidden_port(settings: ScaleSettings, cable: "Cable") -> None:
    """As an account without rights: when the tests run as root, in a child process that gives root up."""
    Path(settings.port).chmod(0)
    if os.geteuid() != 0:
        fault = fault_of(settings)
        assert (fault.kind, "group dialout" in fault.advice) == (DeviceFaultKind.DENIED, True)
        return
    Path(settings.port).parent.chmod(0o755)
    target = str(Path(settings.port).readlink())
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        fault = fault_of(replace(settings, port=target))
    finally:
        os.seteuid(0)
    assert (fault.kind, "group dialout" in fault.advice) == (DeviceFaultKind.DENIED, True)


def test_a_scale_behind_a_network_adapter(settings: ScaleSettings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = opened(replace(settings, port=f"socket://127.0.0.1:{server.getsockname()[1]}"))
        connection, _ = server.accept()
        with connection:
            arrived = b""
            while len(arrived) < 18:
                connection.sendall(b"ST,GS,+  1.234kg\r\n")
                arrived += read_available(port)
        assert b"ST,GS,+  1.234kg\r\n".startswith(arrived[:18])
        port.close()


def test_nobody_answers_at_the_network_address(settings: ScaleSettings) -> None:
    with socket.socket() as held:  # it is nobody else's, and nobody listens
        held.bind(("127.0.0.1", 0))
        fault = fault_of(replace(settings, port=f"socket://127.0.0.1:{held.getsockname()[1]}"))
    assert fault.kind is DeviceFaultKind.MISSING
