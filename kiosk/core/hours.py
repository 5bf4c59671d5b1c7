"""A stretch of every day, such as the night: 21:00-06:00."""

import re
from dataclasses import dataclass
from datetime import datetime

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.errors import UsageFault

_DAY = 24 * 60
_FORM = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hours:
    """From minute ``begin`` after local midnight up to minute ``end``, past midnight where ``end`` is earlier."""

    begin: int
    end: int

    def hold(self, moment: datetime) -> bool:
        """Whether ``moment`` is within."""
        local = moment.astimezone(LOCAL_TIME)
        minute = 60 * local.hour + local.minute
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end


def parse_hours(text: str) -> Hours | None:
    """``21:00-06:00``, or None for an empty text. ``UsageFault`` for anything else, and for a stretch of no length."""
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None:
        raise UsageFault(f"{text!r} is no stretch of a day: write it like 21:00-06:00")
    hour, minute, until_hour, until_minute = map(int, found.groups())
    begin, end = 60 * hour + minute, 60 * until_hour + until_minute
    if minute > 59 or until_minute > 59 or begin >= _DAY or end > _DAY or begin == end:
        raise UsageFault(f"{text!r} is no stretch of a day: hours go from 00:00 to 24:00, and begin is not end")
    return Hours(begin, end)
