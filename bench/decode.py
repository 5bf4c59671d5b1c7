"""Scale bytes to frames, against cutting the same bytes at their line ends and looking at nothing."""

import random
from decimal import Decimal
from pathlib import Path

from bench.result import Result, rate
from bench.rounds import cpu_seconds, interleaved
from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import ScaleProtocol

FRAMES = 20_000
READ_BYTES = 4096  # what one read of a busy port or of a file brings at most
SPLITS = 30  # the peer is so quick that a single pass could not be timed well
ROUNDS = 5


def measure(_scratch: Path) -> list[Result]:
    """Every protocol of the product, in MB/s and in frames/s."""
    return [result for name in protocols.names() for result in _protocol(protocols.load(name))]


def _protocol(protocol: ScaleProtocol) -> list[Result]:
    stream, end = _stream(protocol)
    reads = [stream[start : start + READ_BYTES] for start in range(0, len(stream), READ_BYTES)]

    def decode() -> None:
        decoder = protocol.decoder()
        frames = sum(len(decoder.feed(read)) for read in reads) + len(decoder.finish())
        if (frames, decoder.noise) != (FRAMES, 0):
            raise RuntimeError(f"{protocol.name}: {frames} frames and {decoder.noise} bytes of noise")

    def split() -> None:
        for _ in range(SPLITS):
            rest = b""
            for read in reads:
                *_lines, rest = (rest + read).split(end)

    found = interleaved(ROUNDS, {"ours": lambda: cpu_seconds(decode), "peer": lambda: cpu_seconds(split)})
    megabytes = len(stream) / 1e6
    ours, peer = found["ours"], found["peer"] / SPLITS
    what = f"{protocol.name} decoded, against bytes.split of the same reads"
    name = f"decode.{protocol.name}"
    return [
        rate(name, what, megabytes / ours, megabytes / peer, "MB/s"),
        rate(f"{name}.frames", what, FRAMES / ours, FRAMES / peer, "frames/s"),
    ]


def _stream(protocol: ScaleProtocol) -> tuple[bytes, bytes]:
    """``FRAMES`` weights as the indicator writes them, and the bytes that end each of them."""
    source = random.Random(protocol.name)
    frames = [
        protocol.encode(
            Frame(FrameKind.WEIGHT, Decimal(source.randrange(3000)).scaleb(-2), "kg", source.random() < 0.5, net=False)
        )
        for _ in range(FRAMES)
    ]
    return b"".join(frames), _end_of(frames)


def _end_of(frames: list[bytes]) -> bytes:
    """What all frames end with; where a check value comes last, the byte they begin with cuts them as well."""
    end = frames[0]
    for frame in frames:
        while not frame.endswith(end):
            end = end[1:]
    return end or frames[0][:1]
