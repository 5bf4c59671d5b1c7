"""Finding and opening a serial port, and turning what the operating system says about it into faults with advice.

Used by the scale and by the scanner alike.
"""

import errno
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import serial
from serial.tools import list_ports

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.line import LineSettings

try:
    from termios import error as _LineError  # noqa: N812 - it is a class

    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, _LineError)
    """Everything a port can raise when its device misbehaves. pyserial lets termios errors through."""
except ImportError:  # Windows
    _LineError = ValueError  # type: ignore[misc, assignment]
    PORT_ERRORS = (OSError,)

READ_TIMEOUT_S = 0.05
WRITE_TIMEOUT_S = 1.0
READ_AT_MOST = 4096

_BY_ID = Path("/dev/serial/by-id")
_BY_PATH = Path("/dev/serial/by-path")
_USB_ID = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)

_KINDS = {
    errno.EACCES: DeviceFaultKind.DENIED,
    errno.EPERM: DeviceFaultKind.DENIED,
    errno.EBUSY: DeviceFaultKind.BUSY,
    errno.EWOULDBLOCK: DeviceFaultKind.BUSY,  # another program holds the exclusive lock
    errno.EAGAIN: DeviceFaultKind.BUSY,
}

_ADVICE = {
    DeviceFaultKind.MISSING: "{port} is not there or is not a serial port: plug the {device}'s cable in, or correct "
    "the port in the configuration (`ls /dev/serial/by-id` lists what is plugged in)",
    DeviceFaultKind.DENIED: "this account may not open {port}: add it to the group dialout "
    "(`sudo usermod -aG dialout NAME`) and log in again",
    DeviceFaultKind.BUSY: "another program holds {port}: close it (`fuser -v {port}` names it)",
    DeviceFaultKind.UNPLUGGED: "{port} went away: plug the {device}'s cable back in",
}


class NotAsConfigured(DeviceFault):
    """The port may be there, but pyserial or the adapter refuses this URL or these line settings."""

    def __init__(self, device: str, port: str, error: Exception) -> None:
        advice = f"{port} cannot be opened as configured ({error}): correct the port or its line settings"
        super().__init__(device, DeviceFaultKind.MISSING, advice)


@dataclass(frozen=True, slots=True)
class PortInfo:
    """A serial port of this machine. ``vid`` and ``pid`` are None unless it is on USB; texts are empty when unknown.

    ``by_id`` and ``by_path`` are the links in ``/dev/serial`` that lead to it.
    """

    device: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str = ""
    description: str = ""
    by_id: str = ""
    by_path: str = ""

    @property
    def usb(self) -> str:
        """``usb:0403:6001:A1B2C3``, without the last part where the adapter has no serial number; empty if not USB."""
        if self.vid is None or self.pid is None:
            return ""
        return f"usb:{self.vid:04x}:{self.pid:04x}" + (f":{self.serial_number}" if self.serial_number else "")

    def is_meant_by(self, usb: str) -> bool:
        """Whether ``usb``, with or without a serial number, is the name of this port."""
        own, asked = self.usb.casefold(), usb.casefold()
        return own == asked or own.startswith(asked + ":")


Listing = Callable[[], Sequence[PortInfo]]
"""How to learn which serial ports there are now."""


def system_ports() -> list[PortInfo]:
    """The serial ports of this machine, sorted. Empty while the system's list is changing under the reader."""
    try:
        found = sorted(list_ports.comports())
    except (OSError, TypeError, ValueError):  # pyserial stumbles over an adapter that goes away while it looks
        return []
    return [
        PortInfo(
            port.device,
            port.vid,
            port.pid,
            port.serial_number or "",
            port.description if port.description not in {None, "n/a"} else "",
            _link_to(port.device, _BY_ID),
            _link_to(port.device, _BY_PATH),
        )
        for port in found
    ]


def stable_name(info: PortInfo, ports: Sequence[PortInfo]) -> str:
    """The name by which ``info``, one of ``ports``, will be found again after it was unplugged."""
    is_only_one = sum(port.is_meant_by(info.usb) for port in ports) == 1 if info.usb else False
    if is_only_one and info.serial_number:
        return info.usb
    if info.by_id and info.serial_number:
        return info.by_id
    if is_only_one:
        return info.usb
    # Alike adapters without numbers fight for one link in by-id; the socket tells them apart.
    return info.by_path or info.device


def resolve(device: str, port: str, listing: Listing = system_ports) -> str:
    """The path or URL behind ``port``, which may be ``usb:VENDOR:PRODUCT`` or ``usb:VENDOR:PRODUCT:SERIAL``.

    Looked up afresh at every call, because an adapter may come back under another name. Raises ``DeviceFault``
    MISSING when no port fits or more than one does.
    """
    if not port.casefold().startswith("usb:"):
        return port
    if _USB_ID.fullmatch(port) is None:
        advice = f"{port} is not a USB id: write it as usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL (usb:0403:6001)"
        raise DeviceFault(device, DeviceFaultKind.MISSING, advice)
    fitting = [info for info in listing() if info.is_meant_by(port)]
    if len(fitting) == 1:
        return fitting[0].device
    if not fitting:
        advice = (
            f"no adapter {port} is plugged in: plug the {device}'s cable in, or correct the port in the "
            "configuration (`kiosk scale probe` lists what is plugged in)"
        )
    else:
        listed = ", ".join(f"{info.device} = {info.by_id or info.by_path or info.usb}" for info in fitting)
        advice = f"{len(fitting)} adapters fit {port} ({listed}): add the serial number, or give one of these paths"
    raise DeviceFault(device, DeviceFaultKind.MISSING, advice)


def open_port(device: str, port: str, line: LineSettings, listing: Listing = system_ports) -> serial.Serial:
    """Open a device path, a USB id (see ``resolve``) or an URL (``socket://``, ``rfc2217://``) for this program alone.

    ``device`` is what the fault calls it: ``scale`` or ``scanner``. Reads return after at most 50 ms. Raises
    ``DeviceFault``: missing, denied or busy; ``NotAsConfigured``, which is one, for a wrong URL or line setting.
    """
    path = resolve(device, port, listing)
    try:
        return _opened(path, line)
    except (_LineError, ValueError, re.error) as error:
        if _is_pseudo_terminal(path):  # it has no line, and refuses to be set to seven bits
            return _opened(path, LineSettings(line.baud))
        raise NotAsConfigured(device, path, error) from error
    except OSError as error:
        if "://" in path:
            raise _unreachable(device, path, error) from error
        kind = _KINDS.get(error.errno or 0, DeviceFaultKind.MISSING)
        raise _fault(device, kind, path) from error


def unplugged(device: str, port: str) -> DeviceFault:
    """The fault for a port that failed while it was in use."""
    return _fault(device, DeviceFaultKind.UNPLUGGED, port)


def read_available(port: serial.Serial) -> bytes:
    """What has arrived, at most 4096 bytes; waits for a byte until the port's timeout. Raises ``PORT_ERRORS``."""
    first = port.read(1)
    waiting = min(port.in_waiting, READ_AT_MOST - 1) if first else 0
    return first + port.read(waiting) if waiting else first


def _opened(path: str, line: LineSettings) -> serial.Serial:
    return serial.serial_for_url(
        path,
        baudrate=line.baud,
        bytesize=line.bytesize,
        parity=line.parity,
        stopbits=line.stopbits,
        timeout=READ_TIMEOUT_S,
        write_timeout=None if path.startswith("rfc2217:") else WRITE_TIMEOUT_S,  # pyserial has none for it
        exclusive=True,
    )


def _is_pseudo_terminal(path: str) -> bool:
    return os.path.realpath(path).startswith("/dev/pts/")


def _link_to(device: str, folder: Path) -> str:
    try:
        links = sorted(folder.iterdir())
    except OSError:
        return ""  # no such folder: nothing on USB, or not Linux
    target = os.path.realpath(device)
    return next((str(link) for link in links if os.path.realpath(link) == target), "")


def _fault(device: str, kind: DeviceFaultKind, port: str) -> DeviceFault:
    named = port or f"the {device}'s port (none is configured)"
    return DeviceFault(device, kind, _ADVICE[kind].format(port=named, device=device))


def _unreachable(device: str, url: str, error: Exception) -> DeviceFault:
    advice = f"{url} does not answer ({error}): switch the device server on, check its address, port and network cable"
    return DeviceFault(device, DeviceFaultKind.MISSING, advice)
