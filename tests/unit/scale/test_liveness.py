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
def test_answers_without_a_reading_are_a_sign_of_life_for_half_a_minute(kind: FrameKind) -> None:
    liveness = Liveness("port", "do this", 0)
    liveness.heard(b"?", [WEIGHT], 500)
    for now_ms in range(1000, 30_500, 500):
        assert not liveness.heard(b"?", [Frame(kind)], now_ms)
        assert fault_of(liveness, now_ms) is None
    fault = fault_of(liveness, 30_500)
    assert fault is not None
    assert fault.kind is DeviceFaultKind.GARBLED
    assert "display" in fault.advice


def test_a_load_that_moves_for_ten_seconds_is_no_fault_where_only_status_tells_it() -> None:
    liveness = Liveness("port", "do this", 0)
    for now_ms in range(0, 120_000, 120):
        moving = now_ms % 20_000 < 10_000
        liveness.heard(b"?", [Frame(FrameKind.STATUS) if moving else WEIGHT], now_ms)
        assert fault_of(liveness, now_ms) is None


def test_garbage_after_answers_is_garbage_after_three_seconds() -> None:
    liveness = Liveness("port", "do this", 0)
    for now_ms in range(0, 10_000, 500):
        liveness.heard(b"?", [Frame(FrameKind.STATUS)], now_ms)
    for now_ms in range(10_000, 12_500, 500):
        liveness.heard(b"?", [], now_ms)
        assert fault_of(liveness, now_ms) is None
    fault = fault_of(liveness, 12_500)
    assert fault is not None
    assert "baud rate" in fault.advice


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
