"""Listening and asking at one port, line setting by line setting, until a protocol reads clean."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import serial

from kiosk.core.clock import Clock
from kiosk.core.line import LineSettings
from kiosk.scale import probe
from kiosk.scale.liveness import Poller
from kiosk.scale.probe import Candidate, Format, Question, WeightTrial
from kiosk.serialport import PORT_ERRORS, NotAsConfigured, open_port, read_available, unplugged

FEWEST_BYTES = 8
"""Fewer are the noise of plugging in, not an indicator that sends by itself."""

OpenLine = Callable[[LineSettings], serial.Serial]
Attempt = Callable[[serial.Serial, LineSettings], list[Candidate]]


@dataclass(frozen=True, slots=True)
class Probed:
    """What came of one port: the candidates, best first, and how many bytes arrived at all."""

    candidates: tuple[Candidate, ...]
    bytes_heard: int


class PortProber:
    """Tries one port. ``tell`` gets a word on what is being tried; ``open_line`` opens the port with a line setting.

    ``listen_ms`` is how long each line setting is listened to. ``asks`` False: not one byte is ever sent.
    """

    def __init__(
        self,
        port: str,
        clock: Clock,
        listen_ms: int,
        formats: Sequence[Format],
        *,
        asks: bool = True,
        tell: Callable[[str], None] = lambda _: None,
        open_line: OpenLine | None = None,
    ) -> None:
        self._port = port
        self._clock = clock
        self._listen_ms = listen_ms
        self._formats = formats
        self._asks = asks
        self._tell = tell
        self._open_line = open_line or (lambda line: open_port("scale", port, line))
        self._bytes_heard = 0

    def run(self) -> Probed:
        """Listen, and when nothing sends by itself ask. Raises ``DeviceFault`` when the port cannot be used."""
        first, *others = self._lines(probe.lines_to_hear(self._formats))
        with self._opened(first) as port:
            candidates = self._hear(port, first)
        if self._bytes_heard >= FEWEST_BYTES:  # a wrong line setting garbles what is sent, but does not hide it
            if not _is_found(candidates):
                candidates += self._on_each(others, self._hear)
        elif self._asks:
            candidates += self._on_each(self._lines(probe.lines_to_ask(self._formats)), self._ask_everything)
        return Probed(tuple(probe.ranked(candidates)), self._bytes_heard)

    def try_weight(self, finalists: Sequence[Candidate], trial: WeightTrial, wait_ms: int) -> frozenset[Format]:
        """Read with the finalists, which share one line and one question, until one of them shows the known weight.

        Returns those that do; empty after ``wait_ms``. Raises ``DeviceFault`` when the port cannot be used.
        """
        polls = [question.poll for question in self._questions() if question.poll.command == finalists[0].command]
        with self._opened(finalists[0].line) as port:
            poller = Poller(polls[0]) if polls else None
            until = self._clock.monotonic_ms() + wait_ms
            while not trial.fitting and self._clock.monotonic_ms() < until:
                self._exchange(port, poller, lambda data: trial.feed(data, self._clock.monotonic_ms()))
            return trial.fitting

    def _on_each(self, lines: Sequence[LineSettings], attempt: Attempt) -> list[Candidate]:
        """What the attempts on ``lines`` find, one after the other until one reads clean."""
        candidates: list[Candidate] = []
        for line in lines:
            try:
                with self._opened(line) as port:
                    candidates += attempt(port, line)
            except NotAsConfigured as fault:  # not every adapter knows every setting
                self._tell(fault.advice)
            if _is_found(candidates):
                break
        return candidates

    def _hear(self, port: serial.Serial, line: LineSettings) -> list[Candidate]:
        self._tell(f"listening at {probe.line_name(line)}")
        return probe.score(self._listen(port), line, self._formats)

    def _ask_everything(self, port: serial.Serial, line: LineSettings) -> list[Candidate]:
        self._tell(f"asking at {probe.line_name(line)}")
        candidates: list[Candidate] = []
        for question in self._questions():
            candidates += probe.score(self._ask(port, question), line, question.formats, question.poll.command)
            if _is_found(candidates):
                break
        return candidates

    def _listen(self, port: serial.Serial) -> bytes:
        heard = bytearray()
        until = self._clock.monotonic_ms() + self._listen_ms
        while self._clock.monotonic_ms() < until:
            heard += read_available(port)
        self._bytes_heard += len(heard)
        return bytes(heard)

    def _ask(self, port: serial.Serial, question: Question) -> bytes:
        """What came back; asked again and again for the listening time, but only once where nothing answers."""
        decoders = [each.load().decoder() for each in question.formats]
        poller = Poller(question.poll)
        heard = bytearray()
        answered = False
        until = self._clock.monotonic_ms() + self._patience_ms(port.baudrate)

        def take(data: bytes) -> bool:
            heard.extend(data)
            found = [decoder.feed(data) for decoder in decoders]
            return any(found)

        while self._clock.monotonic_ms() < until:
            if self._exchange(port, poller, take) and not answered:
                answered = True
                until = self._clock.monotonic_ms() + self._listen_ms
        self._bytes_heard += len(heard)
        return bytes(heard)

    def _exchange(self, port: serial.Serial, poller: Poller | None, take: Callable[[bytes], bool]) -> bool:
        """Ask if it is time to, read, and hand what came to ``take``, which tells whether a frame was in it."""
        if poller and poller.due(self._clock.monotonic_ms()):
            port.write(poller.command)
        data = read_available(port)
        found = take(data)
        if poller and found:
            poller.answered()
        elif poller and (request := poller.second_step(data)):
            port.write(request)
        return found

    def _patience_ms(self, baud: int) -> int:
        """How long an answer may take to begin and to end: a quarter of the listening time, and forty bytes."""
        return self._listen_ms // 4 + 400_000 // baud

    def _questions(self) -> list[Question]:
        return probe.questions(self._formats)

    def _lines(self, lines: list[LineSettings]) -> list[LineSettings]:
        """A plain network socket has no line settings: its device server keeps them."""
        return [LineSettings()] if self._port.startswith("socket:") else lines

    @contextmanager
    def _opened(self, line: LineSettings) -> Iterator[serial.Serial]:
        port = self._open_line(line)
        try:
            yield port
        except PORT_ERRORS as error:
            raise unplugged("scale", self._port) from error
        finally:
            with contextlib.suppress(*PORT_ERRORS):  # the device may be gone, and the handle with it
                port.close()


def _is_found(candidates: Sequence[Candidate]) -> bool:
    return any(each.is_clean for each in candidates)
