"""When a reading may become a record: the pure rule from frames to ``ScaleView`` and ``SettledWeight``.

A weight settles when zero has been seen, the load is within Min…Max, and the value was held within one verification
interval e: for ``settle_ms`` with the scale's own stable flag on throughout, or for half as long again where the
protocol has no flag. Between two settled weights the scale must have stood at zero.
"""

from collections.abc import Callable

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight, WeighingEvidence
from kiosk.core.ids import new_id
from kiosk.core.units import grams
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.hold import Hold
from kiosk.scale.settings import ScaleSettings

NEAR_ZERO_INTERVALS = 2  # dust, a drop of rain, one step of flicker
KEPT_INTERVALS = 5  # a settled load may creep so far and is still the same load
SHOWN_ABOVE_MAX_INTERVALS = 9  # a scale shows nothing above Max + 9 e

FLAGGED_READINGS = 3
UNFLAGGED_READINGS = 6


class Settler:
    """Feed it every frame in order with its time of arrival (milliseconds, monotonic). It never blocks or raises.

    ``make_id`` names each weighing. Not thread-safe.
    """

    def __init__(self, settings: ScaleSettings, make_id: Callable[[], str] = new_id) -> None:
        self._settings = settings
        self._make_id = make_id
        self._near_zero_g = NEAR_ZERO_INTERVALS * settings.interval_g
        self._hold = Hold(settings.interval_g)
        self._forget()
        self._view = ScaleView(ScaleStatus.STARTING, None)

    def _forget(self) -> None:
        self._hold.clear()
        self._zero_g: int | None = None  # None: zero must be seen before anything may settle
        self._left_zero_ms: int | None = None
        self._settled: SettledWeight | None = None
        self._settled_value_g = 0
        self._net: bool | None = None
        self._tare_g = 0
        self._had_zero = False

    def require_zero(self) -> None:
        """From now on nothing settles before zero has been seen again. Call it when a settled weight was used."""
        self._drop_zero()
        self._hold.clear()

    def void(self, fault: DeviceFault) -> ScaleView:
        """The device failed: whatever was known is void, and zero must be seen again."""
        self._forget()
        self._view = ScaleView(ScaleStatus.FAULT, None, fault=fault)
        return self._view

    def feed(self, frame: Frame, now_ms: int) -> ScaleView:
        """Take one frame that arrived at ``now_ms`` and return the picture of the scale after it."""
        match frame.kind:
            case FrameKind.WEIGHT:
                self._view = self._weigh(frame, now_ms)
            case FrameKind.OVERLOAD:
                self._view = self._above_max(None)
            case FrameKind.UNDERLOAD:
                self._hold.clear()
                self._drop_zero()
                self._view = ScaleView(ScaleStatus.BELOW_ZERO, None)
            case FrameKind.TARE:
                if frame.value is not None and self._unit_is_ours(frame):
                    self._tare_g = grams(frame.value, self._settings.unit)
            case FrameKind.ERROR | FrameKind.STATUS:
                self._hold.clear()  # what the load did meanwhile is not known
        return self._view

    def _weigh(self, frame: Frame, now_ms: int) -> ScaleView:
        assert frame.value is not None, "a weight frame carries a value"
        if not self._unit_is_ours(frame):
            return self.void(self._wrong_unit(frame))
        self._follow_mode(frame.net)
        value_g = grams(frame.value, self._settings.unit)
        if frame.stable is False:
            self._hold.clear()
        else:
            self._hold.add(value_g, now_ms, frame.raw)
        if value_g > self._settings.max_g:
            return self._above_max(value_g)
        if value_g < -self._near_zero_g:
            return self._below_zero(value_g, frame)
        if value_g <= self._near_zero_g:
            return self._near_zero(value_g, frame)
        return self._load(value_g, frame, now_ms)

    def _unit_is_ours(self, frame: Frame) -> bool:
        return frame.unit is None or frame.unit == self._settings.unit

    def _wrong_unit(self, frame: Frame) -> DeviceFault:
        advice = (
            f"the indicator shows {frame.unit}, this kiosk is set to {self._settings.unit}: switch the indicator back "
            "with its unit key, or correct the unit in the configuration"
        )
        return DeviceFault("scale", DeviceFaultKind.WRONG_UNIT, advice)

    def _follow_mode(self, net: bool | None) -> None:
        """A zero of the net display says nothing about the gross display: with a load on, the tare key makes one."""
        if net is not None and self._net is not None and net != self._net:
            self.require_zero()
        self._net = self._net if net is None else net

    def _held(self, frame: Frame, share: float = 1.0) -> bool:
        flagged = frame.stable is not None
        needed_ms = self._settings.settle_ms if flagged else self._settings.settle_ms * 3 // 2
        return self._hold.lasted(int(needed_ms * share), FLAGGED_READINGS if flagged else UNFLAGGED_READINGS)

    def _drop_zero(self) -> None:
        self._zero_g = None
        self._left_zero_ms = None
        self._settled = None

    def _above_max(self, value_g: int | None) -> ScaleView:
        self._hold.clear()
        if self._settled is not None:
            self._drop_zero()
        limit_g = self._settings.max_g + SHOWN_ABOVE_MAX_INTERVALS * self._settings.interval_g
        shown_g = value_g if value_g is not None and value_g <= limit_g else None
        return ScaleView(ScaleStatus.TOO_HEAVY, shown_g)

    def _below_zero(self, value_g: int, frame: Frame) -> ScaleView:
        if not self._held(frame):
            return ScaleView(ScaleStatus.MOVING, value_g)  # a platform springs back below zero for a moment
        self._drop_zero()
        return ScaleView(ScaleStatus.BELOW_ZERO, value_g)

    def _near_zero(self, value_g: int, frame: Frame) -> ScaleView:
        if self._held(frame, share=0.5):  # long enough to tell zero from a bag that bounces
            self._drop_zero()
            self._zero_g = value_g
            self._had_zero = True
        if self._zero_g is not None and self._left_zero_ms is None and self._settled is None:
            return ScaleView(ScaleStatus.EMPTY, value_g)
        return ScaleView(ScaleStatus.MOVING if self._had_zero else ScaleStatus.STARTING, value_g)

    def _load(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if self._settled is not None:
            return self._settled_load(value_g, frame, self._settled)
        if self._zero_g is None:
            return ScaleView(ScaleStatus.CLEAR_FIRST, value_g)
        if self._left_zero_ms is None:
            self._left_zero_ms = now_ms
        if not self._held(frame):
            return ScaleView(ScaleStatus.MOVING, value_g)
        if value_g < self._settings.minimum_g:
            return ScaleView(ScaleStatus.TOO_LIGHT, value_g)
        self._settled = self._settle(value_g, frame, self._zero_g, self._left_zero_ms, now_ms)
        self._settled_value_g = value_g
        return ScaleView(ScaleStatus.SETTLED, value_g, self._settled)

    def _settled_load(self, value_g: int, frame: Frame, settled: SettledWeight) -> ScaleView:
        if abs(value_g - self._settled_value_g) <= KEPT_INTERVALS * self._settings.interval_g:
            return ScaleView(ScaleStatus.SETTLED, value_g, settled)
        if not self._held(frame):
            return ScaleView(ScaleStatus.MOVING, value_g)  # touched; the same load may come to rest again
        self._drop_zero()
        return ScaleView(ScaleStatus.CLEAR_FIRST, value_g)

    def _settle(self, value_g: int, frame: Frame, zero_g: int, left_zero_ms: int, now_ms: int) -> SettledWeight:
        tare_g = self._tare_g if self._net else 0
        until = self._settings.certificate_until
        evidence = WeighingEvidence(
            protocol=self._settings.protocol,
            scale_id=self._settings.scale_id,
            frames=self._hold.frames_hex(),
            started_ms=left_zero_ms,
            settled_ms=now_ms,
            zero_g=zero_g,
            stable_flag=frame.stable is not None,
            certificate=self._settings.certificate,
            certificate_until=until.isoformat() if until else "",
        )
        return SettledWeight(self._make_id(), value_g + tare_g, tare_g, evidence)
