"""What a protocol declares about itself. Each file in ``protocols/`` makes one ``ScaleProtocol``."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.core.line import LineSettings
from kiosk.scale.frames import Decoder, Frame

USUAL_LINE = LineSettings()
"""9600 8N1: what most indicators are delivered with."""


@dataclass(frozen=True, slots=True)
class Poll:
    """An indicator that speaks only when asked: what to send, and the least time between two questions.

    Some want to be asked in two steps: they answer ``command`` with the byte ``ready``, and send the weight when they
    then get ``request``. Both are empty for the others.
    """

    command: bytes
    interval_ms: int
    ready: bytes = b""
    request: bytes = b""


@dataclass(frozen=True, slots=True)
class ScaleProtocol:
    """One wire format. ``name`` is final: configuration, command line, tests and records use it as written.

    ``silence_advice`` names what an installer should look at when nothing readable arrives.
    ``encode`` writes a frame (its ``raw`` is ignored) as the indicator would; empty where the format cannot say it.
    """

    name: str
    decoder: Callable[[], Decoder]
    encode: Callable[[Frame], bytes]
    silence_advice: str
    line: LineSettings = USUAL_LINE  # the configuration may override it
    poll: Poll | None = None
    zero: bytes | None = None
    tare: bytes | None = None
