"""Codes from a serial scanner's bytes: one line is one code. Bounded, whatever arrives."""

from dataclasses import dataclass, field

MAX_BYTES = 1024
EMPTY_READS = 20
"""A port is read with a wait of 50 ms, so this is a second of silence: longer than any scanner pauses within a code."""


@dataclass
class LineAssembler:
    """Feed it chunks of bytes as they come; it answers with the lines that are complete."""

    _buffer: bytearray = field(default_factory=bytearray)
    _empty_reads: int = 0

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that ``chunk`` completes. Bytes that are not ASCII become U+FFFD, empty lines vanish.

        A line longer than ``MAX_BYTES`` is cut just above that length: long enough to be refused as oversize. Half a
        line (noise on the cable) is forgotten after ``EMPTY_READS`` empty chunks, or it would spoil the next code.
        """
        self._empty_reads = 0 if chunk else self._empty_reads + 1
        if self._empty_reads >= EMPTY_READS:
            self._buffer.clear()
        codes = []
        for byte in chunk:
            if byte in b"\r\n":
                if self._buffer:
                    codes.append(self._buffer.decode("ascii", errors="replace"))
                self._buffer.clear()
            elif len(self._buffer) <= MAX_BYTES:
                self._buffer.append(byte)
        return codes
