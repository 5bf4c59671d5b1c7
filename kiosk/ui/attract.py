"""What the attract screen tells, one thing after the other, while nobody is there."""

from kiosk.session.states import Attract, SessionState

PANELS = ("sprout", "accepted", "steps")
PANEL_MS = 12_000


def panel(state: SessionState, rested_ms: int, *, motion: bool) -> str:
    """Which of ``PANELS`` stands, ``rested_ms`` after attract was entered. Where nothing shall move, or the scale is
    not ready, the first one stays.
    """
    if not motion or not isinstance(state.phase, Attract) or state.scale.fault is not None:
        return PANELS[0]
    return PANELS[rested_ms // PANEL_MS % len(PANELS)]
