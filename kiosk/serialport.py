"""Opening a serial port, and turning what the operating system says about it into faults with advice.

Used by the scale and by the scanner alike.
"""

import errno
import re

import serial

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.line import LineSettings

try:
    import termios

    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, termios.error)
    """Everything a port can raise when its device misbehaves. pyserial lets termios errors through."""
except ImportError:  # Windows
    PORT_ERRORS = (OSError,)

READ_TIMEOUT_S = 0.05
WRITE_TIMEOUT_S = 1.0
READ_AT_MOST = 4096

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


def open_port(device: str, port: str, line: LineSettings) -> serial.Serial:
    """Open a device path or an URL (``socket://``, ``rfc2217://``) for this program alone.

    ``device`` is what the fault calls it: ``scale`` or ``scanner``. Reads return after at most 50 ms. Raises
    ``DeviceFault``: missing, denied or busy.
    """
    try:
        return serial.serial_for_url(
            port,
            baudrate=line.baud,
            bytesize=line.bytesize,
            parity=line.parity,
            stopbits=line.stopbits,
            timeout=READ_TIMEOUT_S,
            write_timeout=WRITE_TIMEOUT_S,
            exclusive=True,
        )
    except PORT_ERRORS as error:
        kind = _KINDS.get(getattr(error, "errno", None) or 0, DeviceFaultKind.MISSING)
        raise _fault(device, kind, port) from error
    except (ValueError, re.error) as error:  # an URL or a line setting that pyserial does not know
        advice = f"{port} cannot be opened as configured ({error}): correct the port or its line settings"
        raise DeviceFault(device, DeviceFaultKind.MISSING, advice) from error


def unplugged(device: str, port: str) -> DeviceFault:
    """The fault for a port that failed while it was in use."""
    return _fault(device, DeviceFaultKind.UNPLUGGED, port)


def read_available(port: serial.Serial) -> bytes:
    """What has arrived, at most 4096 bytes; waits for the first byte at most 50 ms. Raises ``PORT_ERRORS``."""
    first = port.read(1)
    waiting = min(port.in_waiting, READ_AT_MOST - 1) if first else 0
    return first + port.read(waiting) if waiting else first


def _fault(device: str, kind: DeviceFaultKind, port: str) -> DeviceFault:
    named = port or f"the {device}'s port (none is configured)"
    return DeviceFault(device, kind, _ADVICE[kind].format(port=named, device=device))
