"""Silence, garbage and the pace of questions, judged by time alone."""

import pytest

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.liveness import Liveness, Poller
from kiosk.scale.protocol import Poll

WEIGHT = Frame(FrameKind.WEIGHT)


def fault_of(liveness: Liveness, now_ms: int) -> DeviceFault | None:
    try:
        liveness.check(now_ms)
    except DeviceFault as fault:
        return fault
    return None


def test_silence_after_two_seconds() -> None:
    liveness = Liveness("port", "do this", 1000)
    assert fault_of(liveness, 2999) is None
    fault = fault_of(liveness, 3000)
    assert fault is not None
    assert fault.kind is DeviceFaultKind.SILENT
    assert "do this" in fault.advice


def test_garbage_after_three_seconds() -> None:
    liveness = Liveness("port", "do this", 0)
    for now_ms in range(0, 3000, 500):
        assert not liveness.heard(b"?", [], now_ms)
        assert fault_of(liveness, now_ms) is None
    fault = fault_of(liveness, 3000)
    assert fault is not None
    assert fault.kind is DeviceFaultKind.GARBLED
    assert "baud rate" in fault.advice


@pytest.mark.parametrize("kind", [FrameKind.ERROR, FrameKind.STATUS, FrameKind.TARE])
def test_answers_without_a_reading_are_garbage_too(kind: FrameKind) -> None:
    liveness = Liveness("port", "do this", 0)
    for now_ms in range(0, 3001, 500):
        assert not liveness.heard(b"?", [Frame(kind)], now_ms)
    fault = fault_of(liveness, 3000)
    assert fault is not None
    assert fault.kind is DeviceFaultKind.GARBLED
    assert "display" in fault.advice


@pytest.mark.parametrize("kind", [FrameKind.WEIGHT, FrameKind.OVERLOAD, FrameKind.UNDERLOAD])
def test_any_reading_is_a_sign_of_life(kind: FrameKind) -> None:
    liveness = Liveness("port", "do this", 0)
    for now_ms in range(0, 60_000, 1999):
        assert liveness.heard(b"?", [Frame(kind)], now_ms)
        assert fault_of(liveness, now_ms) is None


def test_one_question_at_a_time_at_the_indicators_pace() -> None:
    poller = Poller(Poll(b"SI\r\n", 120))
    assert poller.due(0)
    assert not poller.due(500)  # no answer yet
    assert poller.due(1000)  # it will not come
    poller.answered()
    assert not poller.due(1119)
    assert poller.due(1120)
