"""How the screen takes care of itself while nobody is there: it shifts a little, dims at night, and sleeps.

A picture that stands for weeks burns in. So the whole of it wanders a few pixels, at most one a minute in each
direction, and only while it rests; after a longer while it sleeps, with little light that changes its place.
"""

from dataclasses import dataclass

MINUTE_MS = 60_000
ALONE_MS = MINUTE_MS
"""After so long without a sign of anybody, nobody is taken to be there."""

SHIFT = 6
"""Design pixels from the middle, in each direction."""

_SHIFT_CYCLES = (4 * SHIFT, 4 * SHIFT + 4)  # minutes; of unlike length, so that their pairs cover the square
_PLACES = 7  # across and down, per thousand of the room: far enough apart to rest each one


@dataclass(frozen=True, slots=True)
class Rest:
    """How the resting screen is. ``shift``: the picture's, in design pixels. ``place``: where the sleeping screen
    shows its light, in thousandths of the room.
    """

    dimmed: bool = False
    asleep: bool = False
    shift: tuple[int, int] = (0, 0)
    place: tuple[int, int] = (500, 500)


def rest_of(
    before: Rest, *, still_ms: int | None, now_ms: int, night: bool, saver_ms: int | None, motion: bool = True
) -> Rest:
    """The screen at ``now_ms``. ``still_ms``: for how long nobody has stirred at a screen that waits for somebody; None
    while somebody is served, for whom nothing shifts. ``saver_ms`` None: it never sleeps.
    """
    if still_ms is None or still_ms < ALONE_MS:
        return Rest(shift=before.shift, place=before.place)
    minute = now_ms // MINUTE_MS
    return Rest(
        dimmed=night,
        asleep=saver_ms is not None and still_ms >= saver_ms,
        shift=shift_at(minute) if motion else (0, 0),
        place=place_at(minute) if motion else (500, 500),
    )


def shift_at(minute: int) -> tuple[int, int]:
    """Where the picture is in that minute; a step of one pixel from the minute before."""
    across, down = _SHIFT_CYCLES
    return _swing(minute, across), max(-SHIFT, min(SHIFT, _swing(minute, down)))


def place_at(minute: int) -> tuple[int, int]:
    """Where the light is in that minute; never twice running at one place, and all over the room in time."""
    across, down = minute % _PLACES, (3 * minute + minute // _PLACES) % _PLACES
    return 1000 * across // (_PLACES - 1), 1000 * down // (_PLACES - 1)


def _swing(minute: int, cycle: int) -> int:
    """To and fro once a cycle, one step a minute, around nought."""
    quarter = cycle // 4
    return abs((minute + quarter) % cycle - 2 * quarter) - quarter
