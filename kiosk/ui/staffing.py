"""What the screens of the staff show: a pure function of the session's state, like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.condition.findings import link_word
from kiosk.core.events import LinkStatus
from kiosk.session import states as at
from kiosk.ui.numbers import whole_text


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
    containers: bool = False  # there is something to empty
    platform: str = ""  # how it is reached: a ``link_word``
    uploaded_text: str = ""  # while a backlog drains: so many entries …
    upload_total_text: str = ""  # … of so many


def staff_view(state: at.SessionState, now_ms: int) -> StaffView:
    """The PIN or the menu as it stands at ``now_ms`` (monotonic); the resting view on every other screen."""
    match state.phase:
        case at.EnterPin() as phase:
            return _pin(phase, now_ms)
        case at.StaffMenu(badge=badge, role=role):
            done, total = uploaded(state.link)
            return StaffView(
                badge=badge,
                role=role.value,
                platform=link_word(state.link),
                uploaded_text=done,
                upload_total_text=total,
                containers=bool(state.containers.fills),
            )
        case _:
            return StaffView()


def uploaded(link: LinkStatus) -> tuple[str, str]:
    """How much of a backlog is up, and how much it is in all; both empty while none drains."""
    if link.progress is None:
        return "", ""
    return whole_text(link.progress.done), whole_text(link.progress.total)


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
