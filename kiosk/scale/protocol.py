"""What a protocol declares about itself. Each file in ``protocols/`` makes one ``ScaleProtocol``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from kiosk.core.errors import UsageFault
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
class Profile:
    """A variant of a wire format, such as a clone with other status bits: what it decodes and encodes otherwise."""

    decoder: Callable[[], Decoder]
    encode: Callable[[Frame], bytes]


@dataclass(frozen=True, slots=True)
class ScaleProtocol:
    """One wire format. ``name`` is final: configuration, command line, tests and records use it as written.

    ``silence_advice`` names what an installer should look at when nothing readable arrives.
    ``encode`` writes a frame (its ``raw`` is ignored) as the indicator would; empty where the format cannot say it.
    ``profiles`` are the variants by name; their names are as final as the protocol's.
    """

    name: str
    decoder: Callable[[], Decoder]
    encode: Callable[[Frame], bytes]
    silence_advice: str
    line: LineSettings = USUAL_LINE  # the configuration may override it
    poll: Poll | None = None
    zero: bytes | None = None
    tare: bytes | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def with_profile(self, name: str) -> Self:
        """The variant called ``name``; the standard for an empty one. Raises ``UsageFault`` for an unknown name."""
        if not name:
            return self
        if name not in self.profiles:
            known = ", ".join(self.profiles) or "none"
            raise UsageFault(f"unknown profile {name!r} of the scale protocol {self.name}; known: {known}")
        profile = self.profiles[name]
        return replace(self, decoder=profile.decoder, encode=profile.encode)
