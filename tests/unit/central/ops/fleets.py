"""Points, ready made."""

from central.ops.fleet import Bin, Point


def point(kiosk: str, position: tuple[int, int] | None, percent: int | None, day_g: int = 0) -> Point:
    """A point with one container of 10 kg that is full to ``percent``, None: nobody knows."""
    full_g = 0 if percent is None else 10_000
    held = Bin("clothing-1", "clothing", 100 * (percent or 0), full_g, day_g, None)
    return Point(kiosk, (kiosk, kiosk), position, (held,), (), None, "2026-11-01T00:00:00.000Z", 0)
