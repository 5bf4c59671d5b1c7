"""How a serial line is set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Baud, 7 or 8 data bits, parity N, E or O, 1 or 2 stop bits."""

    baud: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: int = 1
