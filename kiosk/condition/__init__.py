"""How a kiosk is, judged in one place for the staff's screen and for the terminal; and what staff do about the machine:
exports onto a stick, the brightness of the screen. Knows no other room; what it needs of them is handed to it.
"""

from kiosk.condition.attendant import Attendant
from kiosk.condition.logfile import kept_log
from kiosk.condition.machine import Machine

__all__ = ["Attendant", "Machine", "kept_log"]
