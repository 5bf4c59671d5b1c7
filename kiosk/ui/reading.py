"""What a resident reads while the visit waits. Like ``kiosk.ui.views``."""

from dataclasses import dataclass

from kiosk.session import states as at


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Which page stands open, a ``ReadingPage``, or empty."""

    page: str = ""


def reading_view(state: at.SessionState) -> ReadingView:
    """The page that is read."""
    return ReadingView(page=state.phase.page.value if isinstance(state.phase, at.Reading) else "")
