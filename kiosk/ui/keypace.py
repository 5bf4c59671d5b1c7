"""Tells the keys of a person from those of a scanner that types, by their pace alone.

A scanner's code comes at once: its keys are down for a few milliseconds and follow each other closely, and whatever key
ends, begins or stands in it is part of it. A person's key comes alone and stays down for a while. So a key may move the
ring when nothing was typed just before; it presses something only when it was held as a finger holds it, long after the
last character, and nothing follows it.
"""

from enum import StrEnum

from kiosk.scan.wedge import GAP_MS

FINGER_MS = 40
"""No finger lets a key go sooner; a scanner holds its keys for 1 to 10 ms."""
STUCK_MS = 3_000
"""What is down for longer is stuck, or something lies on it."""
TYPED_MS = 1_000
"""Within this after any other key nothing is pressed: a slow scanner ends its code with such a key, too."""


class KeyAct(StrEnum):
    """What a key means for whoever goes by keys."""

    NEXT = "next"
    PREVIOUS = "previous"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    PRESS = "press"


class KeyPace:
    """Feed it every key that goes down or up, with its time; never the repetition of one that is held."""

    def __init__(self) -> None:
        self._last_ms: int | None = None
        self._typed_ms: int | None = None
        self._held: tuple[int, int] | None = None
        self._let_go = False

    def down(self, key: int, act: KeyAct | None, now_ms: int) -> KeyAct | None:
        """A key goes down. Returns where it moves the ring, if it does, or PRESS: it may become a press."""
        alone = _longer_ago(self._last_ms, GAP_MS, now_ms)
        unread = _longer_ago(self._typed_ms, TYPED_MS, now_ms)
        self._last_ms = now_ms
        self._typed_ms = now_ms if act is None else self._typed_ms
        self._held, self._let_go = None, False
        if act is None or not alone:
            return None
        if act is not KeyAct.PRESS:
            return act
        if not unread:
            return None
        self._held = key, now_ms
        return act

    def up(self, key: int, now_ms: int) -> bool:
        """A key goes up. True: it was held as a finger holds it, and ``GAP_MS`` of silence make it a press."""
        held, self._held = self._held, None
        self._let_go = held is not None and held[0] == key and FINGER_MS <= now_ms - held[1] <= STUCK_MS
        return self._let_go

    def silence(self) -> bool:
        """``GAP_MS`` have passed since the last key went up. True: somebody has pressed."""
        pressed, self._let_go = self._let_go, False
        return pressed


def _longer_ago(then_ms: int | None, span_ms: int, now_ms: int) -> bool:
    return then_ms is None or now_ms - then_ms > span_ms
