"""What the screens of the staff show: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.session import states as at


@dataclass(frozen=True, slots=True)
class StaffView:
    """The PIN that is asked for, or the menu behind it. Words are keys; what does not apply is empty."""

    badge: str = ""  # whose PIN it is: another badge begins with no digit
    role: str = ""  # a StaffRole
    asking: bool = False  # digits are taken
    judging: bool = False
    wrong: bool = False
    tries_left: int = 0
    wait_text: str = ""  # minutes and seconds until the next try
    scanner: str = ""  # a DeviceFaultKind of the scanner; empty: none is known


def staff_view(state: at.SessionState, now_ms: int) -> StaffView:
    """The PIN or the menu as it stands at ``now_ms`` (monotonic); the resting view on every other screen."""
    match state.phase:
        case at.EnterPin() as phase:
            return _pin(phase, now_ms)
        case at.StaffMenu(badge=badge, role=role):
            scanner = state.scanner_fault.kind.value if state.scanner_fault else ""
            return StaffView(badge=badge, role=role.value, scanner=scanner)
        case _:
            return StaffView()


def _pin(phase: at.EnterPin, now_ms: int) -> StaffView:
    wait_ms = max(0, (phase.locked_until_ms or 0) - now_ms)
    return StaffView(
        badge=phase.badge,
        role=phase.role.value,
        asking=not phase.judging and wait_ms == 0,
        judging=phase.judging,
        wrong=phase.wrong,
        tries_left=phase.tries_left,
        wait_text=wait_text(wait_ms) if wait_ms else "",
    )


def wait_text(wait_ms: int) -> str:
    """Minutes and seconds, a started second counted whole: ``0:27``, ``60:00``."""
    minutes, seconds = divmod(-(-wait_ms // 1000), 60)
    return f"{minutes}:{seconds:02d}"
