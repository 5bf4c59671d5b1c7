"""The platform: the bag lies on the scale. The pure rule from frames to ``ScaleView`` and ``SettledWeight``.

A weight settles when zero has been seen, the load is within Min…Max, and the value was held within one verification
interval e: for ``settle_ms`` with the scale's own stable flag on throughout, or for half as long again where the
protocol has no flag. Between two settled weights the scale must have stood at zero.
"""

from collections.abc import Callable

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight
from kiosk.core.ids import new_id
from kiosk.scale.frames import Frame
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.weigher import Weigher
from kiosk.scale.zero import ZeroTracker

LIGHTER_ZERO_SHARE = 3.0
"""What had been part of zero, such as dust, is gone: a lighter zero is believed after three times the usual hold."""

FROZEN_MS = 600_000

_FROZEN = DeviceFault(
    "scale",
    DeviceFaultKind.FROZEN,
    "the same load to the last digit for ten minutes: take off what lies there; if the platform is empty, the "
    "indicator hangs or is in its hold mode: switch it off and on",
)
_ZERO_LOST = DeviceFault(
    "scale",
    DeviceFaultKind.ZERO_LOST,
    "zero has wandered further than may be followed: clean the platform and look for what touches it, then press the "
    "indicator's zero key",
)


class Settler(Weigher):
    """See ``Weigher``. ``ScaleView.weight_g`` is the reading above the zero reference."""

    def __init__(self, settings: ScaleSettings, make_id: Callable[[], str] = new_id) -> None:
        super().__init__(settings, make_id)
        self._zero = ZeroTracker(settings.interval_g, settings.minimum_g, settings.max_g)
        self._same_raw = b""
        self._same_since_ms = 0
        self._forget()

    def _forget(self) -> None:
        self._zero.adopt(0)
        self._zero_known = False  # it has never been seen: what is held near it may become it
        self._zero_lost = False
        self._drop_zero()

    def _drop_zero(self) -> None:
        self._zero_seen = False  # zero must be seen before anything may settle
        self._left_zero_ms: int | None = None
        self._settled: SettledWeight | None = None
        self._settled_value_g = 0

    def require_zero(self) -> None:
        """From now on nothing settles before zero has been seen again. Call it when a settled weight was used."""
        self._drop_zero()
        self._hold.clear()

    def credited(self, weighing: str) -> None:
        """Nothing to note: the next weighing needs a return to zero whatever became of this one."""

    def pop_emptied(self) -> None:
        """There is no container on a platform."""

    def _overloaded(self, shown_g: int | None) -> ScaleView:
        if self._settled is not None:
            self._drop_zero()
        return ScaleView(ScaleStatus.TOO_HEAVY, shown_g)

    def _underloaded(self) -> ScaleView:
        self._drop_zero()
        return ScaleView(ScaleStatus.BELOW_ZERO, None)

    def _weigh(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._look_for_zero(value_g, frame)
        load_g = value_g - self._zero.zero_g
        if load_g > self._settings.max_g:  # the indicator has not said so, because its zero has sunk
            return self._above_max(load_g)
        if load_g <= self._near_zero_g:
            self._same_raw = b""
            return self._at_or_below_zero(value_g, load_g, frame, now_ms)
        if self._frozen(frame.raw, now_ms):
            return self.void(_FROZEN)
        return self._load(load_g, frame, now_ms)

    def _look_for_zero(self, value_g: int, frame: Frame) -> None:
        """Take a held reading for zero where following would never lead: the first one, or a lighter one."""
        if not -self._near_zero_g <= value_g <= self._zero.limit_g:
            return
        away_g = value_g - self._zero.zero_g
        heavier = away_g > self._near_zero_g and not self._zero_known and self._held(frame, 0.5)
        lighter = away_g < -self._near_zero_g and self._held(frame, LIGHTER_ZERO_SHARE)
        if heavier or lighter:
            self._zero.adopt(value_g)

    def _at_or_below_zero(self, value_g: int, load_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._restless_since_ms = None
        if load_g < -self._near_zero_g:
            if not self._held(frame):
                return ScaleView(ScaleStatus.MOVING, load_g)  # a platform springs back below zero for a moment
            self._drop_zero()
            return ScaleView(ScaleStatus.BELOW_ZERO, load_g)
        if self._held(frame, share=0.5):  # long enough to tell zero from a bag that bounces
            self._drop_zero()
            self._zero_seen = self._zero_known = self._had_reference = True
            self._zero_lost = False
            self._zero.follow(value_g, now_ms)
        if self._zero_seen and self._left_zero_ms is None and self._settled is None:
            return ScaleView(ScaleStatus.EMPTY, load_g)
        return ScaleView(self._not_at_rest(), load_g)

    def _load(self, load_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if self._settled is not None:
            return self._settled_load(load_g, frame, self._settled, now_ms)
        if self._zero_seen and self._left_zero_ms is None and self._held(frame, share=0.5):
            # It stood at zero and stands still now: no load has come, zero itself has walked away.
            self._drop_zero()
            self._zero_lost = True
        if self._zero_lost and load_g < self._settings.minimum_g:
            return ScaleView(ScaleStatus.FAULT, None, fault=_ZERO_LOST)
        if not self._zero_seen:
            return ScaleView(ScaleStatus.CLEAR_FIRST, load_g)
        if self._left_zero_ms is None:
            self._left_zero_ms = now_ms
        if not self._held(frame):
            return ScaleView(self._restless(now_ms), load_g)
        self._restless_since_ms = None
        self._settled_value_g = self._hold.value_g() - self._zero.zero_g
        if self._settled_value_g < self._settings.minimum_g:
            return ScaleView(ScaleStatus.TOO_LIGHT, load_g)
        self._settled = self._settle(
            net_g=self._settled_value_g,
            tare_g=self._tare_g if self._net else 0,
            zero_g=self._zero.zero_g,
            left_zero_ms=self._left_zero_ms,
            now_ms=now_ms,
            frame=frame,
        )
        return ScaleView(ScaleStatus.SETTLED, load_g, self._settled)

    def _settled_load(self, load_g: int, frame: Frame, settled: SettledWeight, now_ms: int) -> ScaleView:
        if abs(load_g - self._settled_value_g) <= self._kept_g:
            self._restless_since_ms = None
            return ScaleView(ScaleStatus.SETTLED, load_g, settled)
        if not self._held(frame):
            return ScaleView(self._restless(now_ms), load_g)  # touched; the same load may come to rest again
        self._drop_zero()
        return ScaleView(ScaleStatus.CLEAR_FIRST, load_g)

    def _frozen(self, raw: bytes, now_ms: int) -> bool:
        if raw != self._same_raw:
            self._same_raw, self._same_since_ms = raw, now_ms
        return bool(raw) and now_ms - self._same_since_ms >= FROZEN_MS
