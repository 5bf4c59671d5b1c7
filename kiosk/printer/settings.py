"""Which printer stands at this kiosk."""

from dataclasses import dataclass

from kiosk.core.errors import UsageFault

DOTS_PER_MM = 8
"""203 dpi, what receipt printers have."""
PRINTED_MM = {58: 48, 80: 72}
"""How much of a paper's width is printed on."""
NETWORK_PORT = 9100
CONNECTIONS = ("none", "usb", "serial", "network", "file")


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """``connection``: ``none``, ``usb``, ``serial``, ``network`` or ``file``. ``target``: the device (``/dev/usb/lp0``,
    ``/dev/ttyUSB1``), ``HOST`` or ``HOST:PORT``, or the folder into which each job is written as a file of its own.

    ``paper_mm`` is the paper's width, 58 or 80. Raises ``UsageFault`` when that cannot be.
    """

    connection: str = "none"
    target: str = ""
    paper_mm: int = 58
    baud: int = 9600

    def __post_init__(self) -> None:
        if self.connection not in CONNECTIONS:
            raise UsageFault(f"printer connection {self.connection!r} is not known; use {', '.join(CONNECTIONS)}")
        if self.connection != "none" and not self.target:
            raise UsageFault("printer target is missing: the device, HOST:PORT, or a folder")
        if self.paper_mm not in PRINTED_MM:
            raise UsageFault(f"printer paper_mm must be 58 or 80, not {self.paper_mm}")
        if self.connection == "network":
            _ = self.address

    @property
    def width_px(self) -> int:
        """How many dots a line has."""
        return PRINTED_MM[self.paper_mm] * DOTS_PER_MM

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of a network printer. Raises ``UsageFault``."""
        host, colon, port = self.target.rpartition(":")
        if not colon:
            return self.target, NETWORK_PORT
        if not port.isdigit() or not 0 < int(port) < 65_536:
            raise UsageFault(f"printer target {self.target!r}: write HOST or HOST:PORT")
        return host, int(port)
