"""What a serial port hears of bytes that were sent with other line settings: the bits, sampled at another rate."""

import serial


class KeepingPort(serial.Serial):
    """Keeps what came before it was opened, which others throw away: a simulator may have begun to send."""

    def _reset_input_buffer(self) -> None:
        """See above."""


def received(sent: bytes, sender_baud: int, receiver_baud: int, gap_bits: int = 0) -> bytes:
    """What a port at ``receiver_baud`` 8N1 reads of ``sent`` at ``sender_baud`` 8N1, ``gap_bits`` idle between bytes.

    A byte whose stop bit is missing is delivered all the same, as most drivers do.
    """
    levels = _levels(sent, gap_bits)
    share = sender_baud / receiver_baud
    heard = bytearray()
    at = 0.0  # in bits of the sender
    while (start := _falling_edge(levels, at)) is not None:
        bits = [_level(levels, start + (index + 1.5) * share) for index in range(8)]
        heard.append(sum(bit << index for index, bit in enumerate(bits)))
        at = start + 9.5 * share
    return bytes(heard)


def with_even_parity(sent: bytes) -> bytes:
    """What a port at 8N1 reads of 7E1: the parity as the eighth bit."""
    return bytes(byte & 0x7F | (0x80 if (byte & 0x7F).bit_count() % 2 else 0) for byte in sent)


def _levels(sent: bytes, gap_bits: int) -> list[int]:
    levels: list[int] = []
    for byte in sent:
        levels += [0, *(byte >> index & 1 for index in range(8)), 1, *[1] * gap_bits]
    return levels


def _level(levels: list[int], at: float) -> int:
    return levels[int(at)] if at < len(levels) else 1


def _falling_edge(levels: list[int], at: float) -> float | None:
    """Where the next start bit begins."""
    first = int(at)
    for index in range(first, len(levels)):
        if levels[index] == 0 and (index == first or levels[index - 1] == 1):
            return max(float(index), at)
    return None
