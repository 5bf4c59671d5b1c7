"""Which protocol is this? Bytes in, candidates out; nothing here touches a port.

A candidate's merit is the bytes it explains less the bytes it does not: a weight counts twice as much as an answer
without one. What reads equally well is handed back as a tie and never decided by guess. ``WeightTrial`` decides between
the directions of the ``=`` formats with a known weight.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kiosk.core.line import LineSettings
from kiosk.core.units import grams
from kiosk.scale import protocols
from kiosk.scale.frames import Decoder, Frame, FrameKind
from kiosk.scale.protocol import Poll, ScaleProtocol
from kiosk.scale.wire import digits

BAUDS = (9600, 4800, 2400, 1200, 19200, 38400, 600)
_LIKELY = ((8, "N", 1), (7, "E", 1))
_RARE = ((7, "O", 1), (8, "E", 1), (8, "O", 1), (7, "N", 2))

DIRECTIONS = frozenset({"yaohua-forward", "yaohua-reversed"})
"""The same bytes read in two directions: only a known weight can tell."""

CLEAN_WEIGHTS = 3
HELD_MS = 1000
HELD_READINGS = 5

_READINGS = frozenset({FrameKind.WEIGHT, FrameKind.OVERLOAD, FrameKind.UNDERLOAD})


@dataclass(frozen=True, slots=True, order=True)
class Format:
    """A protocol and, where it has variants, one of its profiles."""

    protocol: str
    profile: str = ""

    def load(self) -> ScaleProtocol:
        """The protocol as this format has it."""
        return _loaded(self)

    def __str__(self) -> str:
        return f"{self.protocol} (profile {self.profile})" if self.profile else self.protocol


@cache
def _loaded(tried: Format) -> ScaleProtocol:
    return protocols.load(tried.protocol, tried.profile)  # which looks into the folder of protocols every time


@dataclass(frozen=True, slots=True)
class Candidate:
    """One format tried on what one line setting brought.

    ``frames`` counts good frames, ``weights`` those with a load, ``unread`` the bytes between them that belong to no
    frame (a cut frame at either end is nobody's fault), ``longest`` the bytes of the longest frame.
    ``command`` is what was asked to get them; empty: nothing. ``newest`` is the last frame with a load.
    """

    format: Format
    line: LineSettings
    frames: int
    weights: int
    unread: int
    merit: int
    longest: int
    command: bytes = b""
    newest: Frame | None = None

    @property
    def is_clean(self) -> bool:
        """Several loads and not one byte that is not understood: no further line need be tried."""
        return self.weights >= CLEAN_WEIGHTS and self.unread == 0

    @property
    def shown(self) -> str:
        """The newest load as the indicator writes it, such as ``3.250 kg``; empty when none was seen."""
        if self.newest is None or self.newest.value is None:
            return ""
        return " ".join(filter(None, (digits(self.newest.value), self.newest.unit)))


@dataclass(frozen=True, slots=True)
class Question:
    """One way to ask for a reading, and the formats of its answers."""

    poll: Poll
    formats: tuple[Format, ...]


def line_name(line: LineSettings) -> str:
    """``9600 8N1``."""
    return f"{line.baud} {line.bytesize}{line.parity}{line.stopbits}"


def formats(names: Iterable[str]) -> list[Format]:
    """The formats of the protocols called ``names``: each as it is, and in every profile it has."""
    return [Format(name, profile) for name in names for profile in ("", *protocols.load(name).profiles)]


def lines_to_hear(formats: Iterable[Format]) -> list[LineSettings]:
    """The line settings worth listening on, most likely first: the protocols' own, then the usual ones."""
    rare = [LineSettings(baud, *framing) for framing in _RARE for baud in BAUDS]
    return list(dict.fromkeys([*lines_to_ask(formats), *rare]))


def lines_to_ask(formats: Iterable[Format]) -> list[LineSettings]:
    """The line settings worth asking on. Fewer, because each costs a wait for every question."""
    own = Counter(each.load().line for each in formats)
    likely = [LineSettings(baud, *framing) for framing in _LIKELY for baud in BAUDS]
    return list(dict.fromkeys([*(line for line, _ in own.most_common()), *likely, LineSettings(9600, 8, "O")]))


def questions(formats: Iterable[Format]) -> list[Question]:
    """Every distinct question for a reading; never a command that zeroes, tares, prints or switches anything.

    Commands that end themselves come first: what an indicator does not understand of the others stays in its buffer
    and would spoil them.
    """
    groups: dict[bytes, list[Format]] = {}
    polls: dict[bytes, Poll] = {}
    for each in formats:
        poll = each.load().poll
        if poll is None:
            continue
        groups.setdefault(poll.command, []).append(each)
        if poll.request or poll.command not in polls:  # an answer in one step comes without the second, too
            polls[poll.command] = poll
    ordered = sorted(groups, key=lambda command: not command.endswith((b"\r", b"\n")))
    return [Question(polls[command], tuple(groups[command])) for command in ordered]


def score(heard: bytes, line: LineSettings, formats: Iterable[Format], command: bytes = b"") -> list[Candidate]:
    """Those of ``formats`` that find a frame in ``heard``, best first."""
    tried = (_try(each, heard, line, command) for each in formats)
    return ranked(candidate for candidate in tried if candidate.frames)


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first: loads before answers without one, then by merit; equals by name."""
    return sorted(candidates, key=lambda each: (not each.weights, -each.merit, each.format))


def best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of ``candidates``, ranked, that read the same bytes as well as the first. Empty when none found a load,
    or the best leaves more unread than it reads.
    """
    first = next(iter(candidates), None)
    if first is None or not first.weights or first.merit <= 0:
        return []
    same = [each for each in candidates if each.weights and (each.line, each.command) == (first.line, first.command)]
    return [each for each in same if _is_as_good(each, first)]


def _is_as_good(each: Candidate, first: Candidate) -> bool:
    if first.format.protocol in DIRECTIONS:  # the other direction is in question however little it read
        return each.format.protocol in DIRECTIONS
    # A cut frame at either end may still be a whole one in another format; that is no advantage.
    return each.unread == first.unread and first.merit - each.merit <= 4 * first.longest


class WeightTrial:
    """Reads one stream in several formats, and tells which of them show a known weight.

    ``tolerance_g`` is how far from ``weight_g`` a reading may lie; ``unit`` is taken where the wire carries none.
    A format fits when it has shown the weight and nothing else for one second and five readings. Times are
    milliseconds of the monotonic clock.
    """

    def __init__(self, formats: Iterable[Format], weight_g: int, tolerance_g: int, unit: str) -> None:
        self._weight_g = weight_g
        self._tolerance_g = tolerance_g
        self._unit = unit
        self._decoders: dict[Format, Decoder] = {each: each.load().decoder() for each in formats}
        self._since_ms: dict[Format, int] = {}
        self._count: Counter[Format] = Counter()
        self._held: set[Format] = set()
        self.shown: dict[Format, int | None] = dict.fromkeys(self._decoders)

    @property
    def fitting(self) -> frozenset[Format]:
        """The formats that show the weight now and have done so long enough."""
        return frozenset(self._held)

    def feed(self, data: bytes, now_ms: int) -> bool:
        """Take what was read; tells whether any format has a frame in it."""
        found = {each: decoder.feed(data) for each, decoder in self._decoders.items()}
        for each, frames in found.items():
            for frame in frames:
                self._take(each, frame, now_ms)
        return any(found.values())

    def _take(self, tried: Format, frame: Frame, now_ms: int) -> None:
        shown_g = self._grams(frame)
        self.shown[tried] = shown_g
        if shown_g is None or abs(shown_g - self._weight_g) > self._tolerance_g:
            self._count[tried] = 0
            self._held.discard(tried)
            return
        if not self._count[tried]:
            self._since_ms[tried] = now_ms
        self._count[tried] += 1
        if self._count[tried] >= HELD_READINGS and now_ms - self._since_ms[tried] >= HELD_MS:
            self._held.add(tried)

    def _grams(self, frame: Frame) -> int | None:
        if frame.kind is not FrameKind.WEIGHT or frame.value is None:
            return None
        try:
            return grams(frame.value, frame.unit or self._unit)
        except ValueError:
            return None  # pounds, pieces: not a reading of this kiosk


def _try(tried: Format, heard: bytes, line: LineSettings, command: bytes) -> Candidate:
    decoder = tried.load().decoder()
    frames, ends = _located(decoder, heard)
    weights = [frame for frame in frames if frame.kind in _READINGS]
    longest = max((len(frame.raw) for frame in frames), default=0)
    unread = decoder.noise - _cut_at_the_ends(len(heard), frames, ends)
    explained = sum(len(frame.raw) for frame in frames) + sum(len(frame.raw) for frame in weights)
    newest = next((frame for frame in reversed(frames) if frame.kind is FrameKind.WEIGHT), None)
    return Candidate(tried, line, len(frames), len(weights), unread, explained - 2 * unread, longest, command, newest)


def _located(decoder: Decoder, heard: bytes) -> tuple[list[Frame], list[int]]:
    """The frames in ``heard``, and where each of them ends."""
    frames: list[Frame] = []
    ends: list[int] = []
    for known in range(1, len(heard) + 2):
        found = decoder.feed(heard[known - 1 : known]) if known <= len(heard) else decoder.finish()
        frames += found
        ends += [heard.rfind(frame.raw, 0, known) + len(frame.raw) for frame in found]
    return frames, ends


def _cut_at_the_ends(length: int, frames: Sequence[Frame], ends: Sequence[int]) -> int:
    """Bytes of a frame that had begun before we listened, and of one that had not ended."""
    if not frames:
        return 0
    before, behind = ends[0] - len(frames[0].raw), length - ends[-1]
    may_be_cut = 2 * max(len(frame.raw) for frame in frames)  # a cut frame may spoil its neighbour
    return sum(cut for cut in (before, behind) if cut < may_be_cut)
