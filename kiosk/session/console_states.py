"""Where the staff's console can stand."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.events import StaffRole


class ConsolePage(StrEnum):
    """The pages of the console, in the order of their tabs."""

    DEVICES = "devices"
    SYNC = "sync"
    TODAY = "today"
    SCREEN = "screen"
    EXPORT = "export"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Console:
    """Staff look at the machine. At ``look_ms`` everything is looked at again."""

    badge: str
    role: StaffRole
    page: ConsolePage
    deadline_ms: int
    look_ms: int
