"""What the attract screen tells: one thing after the other, slowly, and the first alone where nothing shall change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.session import states as at
from kiosk.ui.attract import PANEL_MS, PANELS, panel

RESTED = st.integers(0, 10**9)
ATTRACT = at.SessionState()
BROKEN = ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", DeviceFaultKind.SILENT, "look at the cable"))


def test_each_has_its_eight_seconds_and_then_it_begins_anew():
    assert PANEL_MS >= 8000
    shown = [panel(ATTRACT, second * 1000, motion=True) for second in range(2 * len(PANELS) * PANEL_MS // 1000)]
    assert shown == [each for each in PANELS for _ in range(PANEL_MS // 1000)] * 2


@given(RESTED, st.integers(0, PANEL_MS))
def test_within_eight_seconds_it_changes_once_at_most(rested_ms, later_ms):
    between = {panel(ATTRACT, rested_ms + part * later_ms // 8, motion=True) for part in range(9)}
    assert len(between) <= 2


@pytest.mark.parametrize(
    ("state", "motion"),
    [
        (ATTRACT, False),
        (replace(ATTRACT, scale=BROKEN), True),
        (replace(ATTRACT, phase=at.Identify(0)), True),
    ],
    ids=["no motion", "the scale is not ready", "somebody is here"],
)
def test_it_stands_at_the_first(state, motion):
    assert {panel(state, second * 1000, motion=motion) for second in range(60)} == {PANELS[0]}
