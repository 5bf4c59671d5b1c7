"""The settling rule against any course of events: an independent look back over the history finds no false weighing."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.settle import Settler
from tests.depth import examples

E, MIN, MAX = 10, 200, 30_000
SETTLE_MS = 1000
NEAR_ZERO = 2 * E
ZERO_LIMIT = 10 * E
SETTINGS = ScaleSettings("port", "st-us", E, MAX, settle_ms=SETTLE_MS)

LEVELS = [0, E, -E, 3 * E, -5 * E, MIN - E, MIN, MIN + E, 3250, 3260, 3310, 7480, MAX, MAX + E, MAX + 200 * E]


@dataclass(frozen=True)
class Moment:
    """One thing that happened, and the picture after it. ``frame`` None: a fault or a demand for zero."""

    at_ms: int
    frame: Frame | None
    view: ScaleView


def frame_of(value_g: int, stable: bool | None, unit: str = "kg", net: bool | None = False) -> Frame:
    return Frame(FrameKind.WEIGHT, Decimal(value_g).scaleb(-3), unit, stable, net, b"%d" % value_g)


runs = st.tuples(
    st.sampled_from(LEVELS),
    st.integers(1, 25),  # readings
    st.sampled_from([40, 80, 110, 300, 1200]),  # milliseconds between them
    st.sampled_from([True, True, True, False]),
    st.sampled_from([0, 0, E, 3 * E]),  # flicker
)
events = st.one_of(
    runs,
    runs,
    runs,
    st.sampled_from([FrameKind.OVERLOAD, FrameKind.UNDERLOAD, FrameKind.ERROR, FrameKind.STATUS]),
    st.sampled_from(["require_zero", "fault", "pounds", "net"]),
)


def play(course: list[object], flagged: bool) -> list[Moment]:
    settler = Settler(SETTINGS, make_id=map(str, count()).__next__)
    now_ms = 5
    history: list[Moment] = []

    def happen(frame: Frame) -> None:
        history.append(Moment(now_ms, frame, settler.feed(frame, now_ms)))

    for event in course:
        now_ms += 60
        match event:
            case (int(level), int(readings), int(period_ms), bool(stable), int(flicker)):
                for index in range(readings):
                    now_ms += period_ms
                    happen(frame_of(level + (index % 2) * flicker, stable if flagged else None))
            case FrameKind():
                happen(Frame(event))
            case "pounds":
                happen(frame_of(3250, True, unit="lb"))
            case "net":
                happen(frame_of(0, True, net=True))
            case "require_zero":
                settler.require_zero()
                history.append(Moment(now_ms, None, ScaleView(ScaleStatus.STARTING, None)))
            case "fault":
                fault = DeviceFault("scale", DeviceFaultKind.SILENT, "look")
                history.append(Moment(now_ms, None, settler.void(fault)))
    return history


def grams(moment: Moment) -> int:
    assert moment.frame is not None
    assert moment.frame.value is not None
    return int(moment.frame.value * 1000)


def is_reading(moment: Moment) -> bool:
    return moment.frame is not None and moment.frame.kind is FrameKind.WEIGHT and moment.frame.unit == "kg"


def held_for_ms(history: list[Moment], end: int) -> int:
    """How long the value at ``end`` had been held: stable readings within one e, no gap above a second."""
    values: list[int] = []
    start = end
    for index in range(end, -1, -1):
        moment = history[index]
        if not is_reading(moment) or moment.frame is None or moment.frame.stable is False:
            break
        if history[start].at_ms - moment.at_ms > 1000:
            break
        values.append(grams(moment))
        if max(values) - min(values) > E:
            break
        start = index
    return history[end].at_ms - history[start].at_ms


def zero_since_reset(history: list[Moment], end: int, zero_g: int) -> bool:
    """Whether zero was held after whatever last made it unknown: a weighing, a fault, an underload, a demand."""
    for index in range(end, -1, -1):
        moment = history[index]
        near = is_reading(moment) and abs(grams(moment) - zero_g) <= NEAR_ZERO
        if near and held_for_ms(history, index) >= SETTLE_MS // 2:
            return True
        if moment.frame is None or moment.frame.unit == "lb":
            return False
        if moment.frame.kind is FrameKind.UNDERLOAD and moment.view.status is ScaleStatus.BELOW_ZERO:
            return False  # lasting, not a bounce
        if moment.view.settled is not None:
            return False
    return False


@settings(max_examples=examples(80))
@given(st.lists(events, min_size=1, max_size=30), st.booleans())
@example([(0, 3, 40, True, 0), (-E, 7, 300, True, 0), (MAX, 6, 300, True, 0)], False)  # Max shown, and zero has sunk
def test_a_weighing_is_true(course: list[object], flagged: bool) -> None:
    history = play(course, flagged)
    seen: set[str] = set()
    for index, moment in enumerate(history):
        settled = moment.view.settled
        if settled is None:
            continue
        assert moment.view.status is ScaleStatus.SETTLED
        assert is_reading(moment)
        loaded_g = grams(moment) - settled.evidence.zero_g
        assert abs(loaded_g - settled.net_g) <= 5 * E, "the load is another one by now"
        if settled.weighing in seen:
            continue
        seen.add(settled.weighing)
        zero_g = settled.evidence.zero_g
        assert abs(settled.net_g - (grams(moment) - zero_g)) <= E, "it may flicker by one step"
        assert settled.net_g + zero_g in [grams(m) for m in history[: index + 1] if is_reading(m)], "the scale said it"
        assert MIN <= settled.net_g <= MAX
        assert held_for_ms(history, index) >= (SETTLE_MS if flagged else SETTLE_MS * 3 // 2)
        assert zero_since_reset(history, index - 1, zero_g)
        assert -NEAR_ZERO <= zero_g <= ZERO_LIMIT
        assert settled.evidence.started_ms < settled.evidence.settled_ms == moment.at_ms
        assert 1 <= len(settled.evidence.frames) <= 24
        assert settled.evidence.stable_flag is flagged


@settings(max_examples=examples(80))
@given(st.lists(events, min_size=1, max_size=30), st.booleans())
def test_a_weighing_never_comes_back_after_another_or_a_reset(course: list[object], flagged: bool) -> None:
    open_weighing: str | None = None
    closed: set[str] = set()
    for moment in play(course, flagged):
        if moment.frame is None and open_weighing:
            closed.add(open_weighing)
        if moment.view.settled is None:
            continue
        if open_weighing and moment.view.settled.weighing != open_weighing:
            closed.add(open_weighing)
        open_weighing = moment.view.settled.weighing
        assert open_weighing not in closed


@given(st.sampled_from([MIN, 3250, 3260, 7480, MAX]), st.booleans(), st.lists(events, max_size=20))
def test_zero_then_a_quiet_load_always_settles(load_g: int, flagged: bool, before: list[object]) -> None:
    """Whatever happened before, the scale never locks up."""
    course = [*before, (0, 80, 80, True, 0), (load_g, 30, 80, True, 0)]
    last = play(course, flagged)[-1].view
    assert last.status is ScaleStatus.SETTLED
    assert last.settled is not None
    assert last.settled.net_g == load_g
