"""The slot's guarantee: what matters is always posted, live values are thinned out."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock
from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight, WeighingEvidence
from kiosk.scale.latest import INTERVAL_MS, LatestView

EVIDENCE = WeighingEvidence("st-us", "s1", (), 0, 1, 0, True)
SETTLED = [ScaleView(ScaleStatus.SETTLED, 3250, SettledWeight(name, 3250, 0, EVIDENCE)) for name in "ab"]
FAULTS = [ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", kind, "look")) for kind in DeviceFaultKind]
LIVE = [ScaleView(status, grams) for status in (ScaleStatus.EMPTY, ScaleStatus.MOVING) for grams in range(0, 60, 10)]


def matter(view: ScaleView) -> tuple[object, object, object]:
    return view.status, view.settled, view.fault and view.fault.kind


def changes(views: list[ScaleView]) -> list[tuple[object, object, object]]:
    """What matters, without repetitions."""
    kept: list[tuple[object, object, object]] = []
    for view in views:
        if not kept or kept[-1] != matter(view):
            kept.append(matter(view))
    return kept


@given(st.lists(st.tuples(st.sampled_from([*LIVE, *SETTLED, *FAULTS]), st.sampled_from([0, 1, 10, 60]))))
def test_nothing_that_matters_is_skipped_and_the_newest_value_arrives(course: list[tuple[ScaleView, int]]) -> None:
    clock = ManualClock()
    posted: list[ScaleView] = []
    slot = LatestView(posted.append, clock)  # type: ignore[arg-type]
    for view, pause_ms in course:
        slot.put(view)
        assert changes(posted)[-1] == matter(view), "a change is posted at once"
        clock.advance(pause_ms)
        slot.flush()
    clock.advance(INTERVAL_MS)
    slot.flush()
    offered = [view for view, _ in course]
    assert changes(posted) == changes(offered)
    assert [view.weight_g for view in posted][-1:] == [view.weight_g for view in offered][-1:]


def test_live_values_are_bounded_by_time() -> None:
    clock = ManualClock()
    posted: list[object] = []
    slot = LatestView(posted.append, clock)
    for index in range(1000):
        slot.put(ScaleView(ScaleStatus.MOVING, index))
        clock.advance(1)
        slot.flush()
    assert 1000 // INTERVAL_MS - 1 <= len(posted) <= 1000 // INTERVAL_MS + 2


def test_an_equal_view_is_not_posted_again() -> None:
    posted: list[object] = []
    clock = ManualClock()
    slot = LatestView(posted.append, clock)
    for view in [LIVE[0], SETTLED[0], FAULTS[0]]:
        for _ in range(5):
            slot.put(view)
            clock.advance(100)
            slot.flush()
    assert posted == [LIVE[0], SETTLED[0], FAULTS[0]]


def test_a_value_that_came_back_replaces_the_one_that_waited() -> None:
    clock = ManualClock()
    posted: list[object] = []
    slot = LatestView(posted.append, clock)
    for view in (LIVE[0], LIVE[1], LIVE[0]):
        slot.put(view)
    clock.advance(1000)
    slot.flush()
    assert posted == [LIVE[0]]
