"""Codes from a serial scanner's bytes: one line is one code. Bounded, whatever arrives."""

from dataclasses import dataclass, field

MAX_BYTES = 1024


@dataclass
class LineAssembler:
    """Feed it chunks of bytes as they come; it answers with the lines that are complete."""

    _buffer: bytearray = field(default_factory=bytearray)

    def feed(self, chunk: bytes) -> list[str]:
        """The lines that ``chunk`` completes. Bytes that are not ASCII become U+FFFD, empty lines vanish.

        A line longer than ``MAX_BYTES`` is cut just above that length: long enough to be refused as oversize.
        """
        codes = []
        for byte in chunk:
            if byte in b"\r\n":
                if self._buffer:
                    codes.append(self._buffer.decode("ascii", errors="replace"))
                self._buffer.clear()
            elif len(self._buffer) <= MAX_BYTES:
                self._buffer.append(byte)
        return codes
