"""Coverage-guided fuzzing of the scale decoders with atheris, which is not among the project's packages.

In a virtual environment of its own, because atheris brings its own libFuzzer::

    python3 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    PYTHONPATH=. /tmp/fuzz/bin/python tests/fuzz/decoders.py cas-enq -max_total_time=60
    PYTHONPATH=. /tmp/fuzz/bin/python tests/fuzz/decoders.py toledo-continuous/liden -max_total_time=60

The first byte of an input tells how the rest is cut into reads. A finding ends the run and leaves ``crash-…`` behind;
what a decoder promises and this program looks at is in ``promises``. The first corpus is what the simulator would send.
"""

import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kiosk.scale"]):
    from kiosk.scale import protocols
    from kiosk.scale.frames import Frame, FrameKind
    from kiosk.scale.protocol import ScaleProtocol

MAX_KEPT = 300
"""More bytes than that are never in doubt; the longest line has 258."""


def decode(protocol: ScaleProtocol, stream: bytes, step: int) -> tuple[list[Frame], int]:
    """All frames and the noise of ``stream``, read in pieces of ``step`` bytes."""
    decoder = protocol.decoder()
    frames: list[Frame] = []
    for start in range(0, len(stream), step):
        frames += decoder.feed(stream[start : start + step])
        known = sum(len(frame.raw) for frame in frames) + decoder.noise
        assert start + step - known <= MAX_KEPT + step, "memory is bounded"
    frames += decoder.finish()
    return frames, decoder.noise


def promises(protocol: ScaleProtocol, data: bytes) -> None:
    """Raise ``AssertionError`` when the decoder breaks one of its promises on ``data``."""
    stream, step = data[1:], 1 + (data[0] if data else 0)
    frames, noise = decode(protocol, stream, max(1, len(stream)))
    assert decode(protocol, stream, step) == (frames, noise), "cutting into reads changes nothing"
    assert sum(len(frame.raw) for frame in frames) + noise == len(stream), "every byte is a frame's or noise"
    position = 0
    for frame in frames:
        position = stream.index(frame.raw, position) + len(frame.raw)
        has_value = frame.kind in {FrameKind.WEIGHT, FrameKind.TARE}
        assert (frame.value is not None) == has_value
        assert has_value or (frame.unit, frame.stable, frame.net) == (None, None, None)
        assert frame.value is None or (frame.value.is_finite() and (frame.value or not frame.value.is_signed()))
        assert decode(protocol, frame.raw, len(frame.raw)) == ([frame], 0), "a frame stands by itself"


def seeds(protocol: ScaleProtocol, folder: Path) -> None:
    """Write the first corpus: what the indicator sends for a few weights and states."""
    values = [Decimal("0.00"), Decimal("12.34"), Decimal("-1.5"), Decimal(450)]
    shown = [
        Frame(FrameKind.WEIGHT, value, "kg", stable, net)
        for value in values
        for stable in (True, False)
        for net in (True, False)
    ]
    shown += [Frame(kind) for kind in (FrameKind.OVERLOAD, FrameKind.UNDERLOAD, FrameKind.ERROR)]
    for index, raw in enumerate(filter(None, map(protocol.encode, shown))):
        (folder / f"seed-{index}").write_bytes(b"\x04" + raw + raw)


def main() -> None:
    """``decoders.py PROTOCOL[/PROFILE] [libFuzzer options]``."""
    with atheris.instrument_imports(include=["kiosk.scale"]):
        protocol = protocols.load(*sys.argv.pop(1).split("/"))
    with tempfile.TemporaryDirectory() as corpus:
        seeds(protocol, Path(corpus))
        atheris.Setup([*sys.argv, corpus], lambda data: promises(protocol, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
