"""Which protocol is it: scoring, the known weight, and the talk with real pseudo-terminals."""

import os
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import serial
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock, SystemClock
from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.line import LineSettings
from kiosk.scale import probe, protocols
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.probe import DIRECTIONS, Candidate, Format, WeightTrial
from kiosk.scale.prober import OpenLine, PortProber, Probed
from kiosk.scale.simulator import ScaleSimulator
from kiosk.serialport import open_port
from tests.depth import examples

if TYPE_CHECKING:
    from tests.unit.scale.conftest import Cable, Feeder

FORMATS = probe.formats(protocols.names())
USUAL = LineSettings()
FORWARD, REVERSED = Format("yaohua-forward"), Format("yaohua-reversed")

weights = st.builds(
    lambda number, decimals, stable, net: Frame(FrameKind.WEIGHT, Decimal(number).scaleb(-decimals), "kg", stable, net),
    st.integers(0, 9999),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)


def encoded(tried: Format, frames: list[Frame]) -> list[bytes]:
    return [raw for raw in map(tried.load().encode, frames) if raw]


def load(tried: Format, value: str) -> bytes:
    return tried.load().encode(Frame(FrameKind.WEIGHT, Decimal(value), "kg", stable=True, net=False))


def scored(heard: bytes) -> list[Candidate]:
    return probe.score(heard, USUAL, FORMATS)


# Scoring


@pytest.mark.parametrize("tried", FORMATS, ids=str)
@settings(max_examples=examples(12))
@given(frames=st.lists(weights, min_size=4, max_size=10), data=st.data())
def test_every_formats_own_stream_is_among_the_best(tried: Format, frames: list[Frame], data: st.DataObject) -> None:
    raw = encoded(tried, frames)
    assume(len(raw) >= 4)
    begin = data.draw(st.integers(0, len(raw[0]) - 1))
    end = data.draw(st.integers(0, len(raw[-1]) - 1))
    heard = raw[0][begin:] + b"".join(raw) + raw[-1][: len(raw[-1]) - end]
    candidates = scored(heard)
    own = next(each for each in candidates if each.format == tried)
    assert own.unread == 0
    assert own.frames >= len(raw) - 1  # a cut frame may spoil its neighbour
    assume(own.weights)  # some formats show no load while it moves
    assert own in probe.best(candidates)


@given(st.binary(max_size=400))
def test_any_bytes_are_scored(heard: bytes) -> None:
    for each in scored(heard):
        assert each.frames >= 1
        assert 0 <= each.weights <= each.frames
        assert 0 <= each.unread <= len(heard)
        assert each.merit <= 2 * len(heard)


def test_a_score_counts_frames_and_unread_bytes_and_shows_the_load() -> None:
    frame = load(Format("yaohua-a9"), "3.250")
    (first, *_) = scored(frame[5:] + frame * 3 + b"noise" + frame * 2 + frame[:4])
    assert (first.format, first.frames, first.weights, first.unread) == (Format("yaohua-a9"), 5, 5, 5)
    assert first.shown == "3.250"
    assert not first.is_clean
    assert scored(frame * 3)[0].is_clean
    assert not scored(frame * 2)[0].is_clean


def test_answers_without_a_weight_count_less_than_weights() -> None:
    errors, one_load = b"ES\r\n" * 20, load(Format("st-us"), "1.00")
    candidates = scored(errors + one_load)
    assert [str(each.format) for each in candidates] == ["st-us", "mt-sics"]
    assert probe.best(scored(errors)) == []


def test_a_few_frames_in_much_noise_are_no_finding() -> None:
    assert probe.best(scored(b"\xff" * 100 + load(Format("yaohua-a9"), "1.00") * 3 + b"\xff" * 100)) == []


def test_what_reads_equally_well_is_a_tie() -> None:
    lines = load(Format("kern-18"), "12.50") * 5
    assert {str(each.format) for each in probe.best(scored(lines))} == {"adam", "kern-18", "ohaus"}
    cut = probe.best(scored(lines[4:]))
    assert {str(each.format) for each in cut} == {"adam", "kern-18", "ohaus"}, "a cut line is no advantage"


def test_the_one_that_explains_all_bytes_is_preferred() -> None:
    moving = Format("kern-18").load().encode(Frame(FrameKind.WEIGHT, Decimal("12.50"), "kg", stable=False))
    lines = load(Format("kern-18"), "12.50") * 5 + moving * 3 + load(Format("kern-18"), "12.50")
    assert [str(each.format) for each in probe.best(scored(lines))] == ["kern-18"]


@given(st.integers(0, 9999))
def test_both_directions_stay_in_question(number: int) -> None:
    heard = load(FORWARD, f"{number / 100:.2f}") * 5
    best = {each.format for each in probe.best(scored(heard))}
    assert FORWARD in best
    assert best <= {FORWARD, REVERSED}
    if number % 10 == 0:
        assert best == {FORWARD, REVERSED}


def test_the_direction_that_reads_less_is_still_in_question() -> None:
    candidates = scored(load(FORWARD, "5.00") * 4 + load(FORWARD, "5.01") + load(FORWARD, "5.00") * 4)
    assert [each.format for each in candidates[:2]] == [FORWARD, REVERSED]
    assert candidates[1].unread == 9
    assert {each.format for each in probe.best(candidates)} == {FORWARD, REVERSED}


def test_the_lines_are_tried_in_a_sensible_order() -> None:
    hear, ask = probe.lines_to_hear(FORMATS), probe.lines_to_ask(FORMATS)
    assert hear[0] == ask[0] == LineSettings(9600, 8, "N", 1)
    assert len(set(hear)) == len(hear)
    assert set(ask) <= set(hear)
    assert {each.load().line for each in FORMATS} <= set(ask)
    for baud in (600, 1200, 2400, 4800, 9600, 19200, 38400):
        for framing in ((8, "N"), (7, "E"), (7, "O"), (8, "E")):
            assert LineSettings(baud, *framing) in hear


def test_only_readings_are_asked_for() -> None:
    questions = probe.questions(FORMATS)
    asked = [question.poll.command for question in questions]
    known = [protocols.load(name) for name in protocols.names()]
    assert set(asked) == {protocol.poll.command for protocol in known if protocol.poll}
    assert len(set(asked)) == len(asked)
    assert not set(asked) & {command for protocol in known for command in (protocol.zero, protocol.tare)}
    ends = [command.endswith((b"\r", b"\n")) for command in asked]
    assert ends == sorted(ends, reverse=True), "what waits for its end spoils what comes behind it"
    (enq,) = [question for question in questions if question.poll.command == b"\x05"]
    assert {each.protocol for each in enq.formats} == {"cas-enq", "digi-ds781"}
    assert (enq.poll.ready, enq.poll.request) == (b"\x06", b"\x11")


# The known weight


def tried_with(stream: bytes, weight_g: int, *, frames_ms: int = 100, times: int = 20) -> WeightTrial:
    trial = WeightTrial([FORWARD, REVERSED], weight_g, 10, "kg")
    for index in range(times):
        trial.feed(stream, index * frames_ms)
    return trial


@pytest.mark.parametrize("right", [FORWARD, REVERSED])
@given(number=st.integers(20, 9999))
def test_a_known_weight_tells_the_direction_or_nothing(right: Format, number: int) -> None:
    value = f"{number / 100:.2f}"
    fitting = tried_with(load(right, value), number * 10).fitting
    (other,) = {FORWARD, REVERSED} - {right}
    backwards = [each for each in probe.score(load(right, value) * 2, USUAL, [other]) if each.newest]
    reads_alike = any(
        each.newest and each.newest.value is not None and abs(each.newest.value - Decimal(value)) <= Decimal("0.01")
        for each in backwards
    )
    assert fitting == ({FORWARD, REVERSED} if reads_alike else {right})


def test_a_palindrome_reads_the_same_both_ways() -> None:
    assert tried_with(b"=001.1000", 1100).fitting == tried_with(b"=0001.100", 1100).fitting == {FORWARD, REVERSED}


@pytest.mark.parametrize(("frames_ms", "times", "held"), [(100, 12, True), (100, 10, False), (400, 5, False)])
def test_the_weight_must_be_held(frames_ms: int, times: int, held: bool) -> None:
    assert bool(tried_with(load(FORWARD, "5.00"), 5000, frames_ms=frames_ms, times=times).fitting) is held


def test_a_load_that_passes_by_the_weight_does_not_fit() -> None:
    trial = tried_with(load(FORWARD, "5.00"), 5000)
    trial.feed(load(FORWARD, "5.20") * 2, 2100)
    assert trial.fitting == frozenset()
    assert trial.shown[FORWARD] == 5200


def test_another_weight_fits_neither() -> None:
    trial = tried_with(load(REVERSED, "5.00"), 7000)
    assert trial.fitting == frozenset()
    assert trial.shown == {FORWARD: 500, REVERSED: 5000}


def test_a_unit_that_cannot_be_weighed_in_never_fits() -> None:
    trial = WeightTrial([Format("st-us")], 5000, 10, "kg")
    for index in range(20):
        trial.feed(b"ST,GS,+   5.00lb\r\n", index * 100)
    assert trial.fitting == frozenset()
    assert trial.shown == {Format("st-us"): None}


# The talk


def prober(port: str, *, listen_ms: int = 600, asks: bool = True) -> PortProber:
    return PortProber(port, SystemClock(), listen_ms, FORMATS, asks=asks)


@contextmanager
def simulated(protocol: str, load_g: int = 5000) -> Iterator[ScaleSimulator]:
    with ScaleSimulator(protocol, frame_ms=20) as simulator:
        simulator.stand(load_g)
        yield simulator


@pytest.mark.parametrize(
    ("protocol", "asked"),
    [("st-us", b""), ("yaohua-a9", b""), ("toledo-continuous", b""), ("keli", b"A"), ("cas-enq", b"\x05")],
)
def test_a_simulated_indicator_is_found(protocol: str, asked: bytes) -> None:
    with simulated(protocol) as simulator:
        # Who waits for an answer here has but a part of a busy machine, and the simulator the rest.
        probed = prober(simulator.port, listen_ms=2000 if asked else 600).run()
    (only,) = probe.best(probed.candidates)
    assert (only.format, only.command, only.line) == (Format(protocol), asked, USUAL)
    assert only.is_clean
    assert probed.bytes_heard > 0


class HastyClock(ManualClock):
    """A second passes at every look: nobody waits for answers that do not come."""

    def monotonic_ms(self) -> int:
        self.advance(1000)
        return self.elapsed_ms


ASKED = [Format("mt-sics"), Format("keli")]


def asked_quickly(open_line: OpenLine) -> PortProber:
    return PortProber("/dev/pts", HastyClock(), 2000, FORMATS[:1] + ASKED, open_line=open_line)


def test_listening_only_never_sends_a_byte() -> None:
    indicator, port = os.openpty()
    tty.setraw(port)
    os.set_blocking(indicator, False)
    try:
        assert prober(os.ttyname(port), listen_ms=100, asks=False).run() == Probed((), 0)
        with pytest.raises(BlockingIOError):
            os.read(indicator, 1)
        asked_quickly(lambda line: open_port("scale", os.ttyname(port), line)).run()
        assert os.read(indicator, 3) == b"G\r\n"
    finally:
        os.close(indicator)
        os.close(port)


class LineDevice:
    """An indicator that makes sense on one line setting only; on every other the line garbles what it sends."""

    def __init__(self, cable: "Cable", line: LineSettings) -> None:
        self.opened: list[LineSettings] = []
        self._cable, self._line = cable, line

    def open(self, line: LineSettings) -> serial.Serial:
        port = open_port("scale", str(self._cable.link), line)
        assert port.baudrate == line.baud
        self.opened.append(line)
        clear = load(Format("st-us"), "3.25") * 5
        self._cable.send(clear if line == self._line else bytes(byte | 0x80 for byte in clear))
        return port

    def heard(self, open_line: OpenLine) -> Probed:
        """What three looks on each line bring: all of it is there at once, however busy the machine is."""
        return PortProber(str(self._cable.link), HastyClock(), 4000, FORMATS, open_line=open_line).run()


def test_every_line_setting_is_listened_to_until_one_reads_clean(cable: "Cable") -> None:
    device = LineDevice(cable, LineSettings(2400, 7, "E", 1))
    found = device.heard(device.open)
    (only,) = probe.best(found.candidates)
    assert (str(only.format), only.line) == ("st-us", LineSettings(2400, 7, "E", 1))
    lines = probe.lines_to_hear(FORMATS)
    assert device.opened == lines[: lines.index(only.line) + 1]


def test_a_silent_port_is_listened_to_once_and_asked_on_each_likely_line(cable: "Cable") -> None:
    opened: list[LineSettings] = []

    def open_line(line: LineSettings) -> serial.Serial:
        opened.append(line)
        return open_port("scale", str(cable.link), line)

    assert asked_quickly(open_line).run().candidates == ()
    assert opened == [USUAL, *probe.lines_to_ask(FORMATS[:1] + ASKED)]


def test_an_adapter_need_not_know_every_line_setting(cable: "Cable") -> None:
    device = LineDevice(cable, LineSettings(4800))
    unknown = LineSettings(9600, 7, "E")

    def open_line(line: LineSettings) -> serial.Serial:
        return open_port("scale", "nonsense://", line) if line == unknown else device.open(line)

    found = device.heard(open_line)
    assert probe.best(found.candidates)[0].line == LineSettings(4800)
    assert unknown not in device.opened


def test_a_port_that_goes_away_while_it_is_tried_is_a_fault(cable: "Cable", feeder: "Feeder") -> None:
    def open_line(line: LineSettings) -> serial.Serial:
        port = open_port("scale", str(cable.link), line)
        feeder.unplug()
        return port

    with pytest.raises(DeviceFault) as caught:
        PortProber(str(cable.link), SystemClock(), 300, FORMATS, open_line=open_line).run()
    assert caught.value.kind is DeviceFaultKind.UNPLUGGED


@pytest.mark.parametrize("protocol", sorted(DIRECTIONS))
def test_a_weight_on_the_scale_tells_the_direction(protocol: str) -> None:
    with simulated(protocol) as simulator:
        asking = prober(simulator.port)
        finalists = probe.best(asking.run().candidates)
        assert {each.format.protocol for each in finalists} == DIRECTIONS
        trial = WeightTrial([each.format for each in finalists], 5000, 10, "kg")
        assert asking.try_weight(finalists, trial, 20_000) == {Format(protocol)}
        wrong = WeightTrial([each.format for each in finalists], 9000, 10, "kg")
        assert asking.try_weight(finalists, wrong, 300) == frozenset()


def test_a_weight_on_a_scale_that_is_asked_is_read(cable: "Cable") -> None:
    with simulated("mt-sics") as simulator:
        asking = prober(simulator.port)
        finalists = probe.best(asking.run().candidates)
        trial = WeightTrial([each.format for each in finalists], 5000, 10, "kg")
        assert asking.try_weight(finalists, trial, 20_000) == {Format("mt-sics")}
