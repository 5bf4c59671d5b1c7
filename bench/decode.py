"""Scale bytes to frames, against cutting the same bytes at their line ends and looking at nothing."""

import random
from decimal import Decimal
from pathlib import Path

from bench.result import Result, rate
from bench.rounds import interleaved, seconds
from kiosk.scale import protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.protocol import ScaleProtocol

FRAMES = 20_000
READ_BYTES = 4096  # what one read of a busy port or of a file brings at most
ROUNDS = 7


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
        rest = b""
        for read in reads:
            *_lines, rest = (rest + read).split(end)

    found = interleaved(ROUNDS, {"ours": lambda: seconds(decode), "peer": lambda: seconds(split)})
    megabytes = len(stream) / 1e6
    ours, peer = found["ours"], found["peer"]
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
    end = b"\r\n" if frames[0].endswith(b"\r\n") else frames[0][-1:]
    return b"".join(frames), end
