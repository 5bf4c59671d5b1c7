"""What every way of weighing has in common: from frames to readings that may be believed, and to evidence."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ContainerEmptied, ScaleStatus, ScaleView, SettledWeight, WeighingEvidence
from kiosk.core.ids import new_id
from kiosk.core.units import grams
from kiosk.scale.frames import Frame, FrameKind
from kiosk.scale.hold import GAP_MS, Hold
from kiosk.scale.settings import ScaleSettings

NEAR_ZERO_INTERVALS = 2  # dust, a drop of rain, one step of flicker
KEPT_INTERVALS = 5  # a settled load may creep so far and is still the same load
SHOWN_ABOVE_MAX_INTERVALS = 9  # a scale shows nothing above Max + 9 e
UNSTEADY_MS = 5000
"""A bag comes to rest in two or three seconds; what takes longer is held by somebody, or by the wind."""

BOUNCE_MS = 600
"""A scale that springs back shows less than nothing for a moment; only what lasts longer is true."""

FLAGGED_READINGS = 5  # fewer could all fall on the crest of a sway
UNFLAGGED_READINGS = 6


class Weigher(ABC):
    """Feed it every frame in order with its time of arrival (milliseconds, monotonic). It never blocks or raises.

    ``make_id`` names each weighing. Not thread-safe.
    """

    def __init__(self, settings: ScaleSettings, make_id: Callable[[], str] = new_id) -> None:
        self._settings = settings
        self._make_id = make_id
        self._near_zero_g = NEAR_ZERO_INTERVALS * settings.interval_g
        self._kept_g = KEPT_INTERVALS * settings.interval_g
        self._hold = Hold(settings.interval_g)
        self._net: bool | None = None
        self._tare_g = 0
        self._restless_since_ms: int | None = None
        self._fed_ms = 0
        self._underload_since_ms: int | None = None
        self._last = ScaleView(ScaleStatus.STARTING, None)
        self._had_reference = False

    @abstractmethod
    def require_zero(self) -> None:
        """What lies there now may not become a weighing."""

    @abstractmethod
    def credited(self, weighing: str) -> None:
        """This weighing has become a credit."""

    @abstractmethod
    def pop_emptied(self) -> ContainerEmptied | None:
        """That the container has been emptied, once."""

    @abstractmethod
    def _forget(self) -> None:
        """Whatever was known about the load is void."""

    @abstractmethod
    def _weigh(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        """A reading in the right unit; ``_hold`` already knows it."""

    @abstractmethod
    def _overloaded(self, shown_g: int | None) -> ScaleView:
        """Above Max, or the indicator says so."""

    @abstractmethod
    def _underloaded(self) -> ScaleView:
        """The indicator says, for longer than a bounce, that it is below its range."""

    def void(self, fault: DeviceFault) -> ScaleView:
        """The device failed: whatever was known is void, and a reference must be seen again."""
        self._hold.clear()
        self._net = None
        self._tare_g = 0
        self._restless_since_ms = None
        self._had_reference = False
        self._forget()
        self._last = ScaleView(ScaleStatus.FAULT, None, fault=fault)
        return self._last

    def feed(self, frame: Frame, now_ms: int) -> ScaleView:
        """Take one frame that arrived at ``now_ms`` and return the picture of the scale after it."""
        if now_ms - self._fed_ms > GAP_MS:
            self._restless_since_ms = None
        self._fed_ms = now_ms
        if frame.kind is not FrameKind.UNDERLOAD:
            self._underload_since_ms = None
        match frame.kind:
            case FrameKind.WEIGHT:
                self._last = self._reading(frame, now_ms)
            case FrameKind.OVERLOAD:
                self._hold.clear()
                self._last = self._overloaded(None)
            case FrameKind.UNDERLOAD:
                self._hold.clear()
                self._last = self._underload(now_ms)
            case FrameKind.TARE:
                if frame.value is not None and self._unit_is_ours(frame):
                    self._tare_g = grams(frame.value, self._settings.unit)
            case FrameKind.ERROR | FrameKind.STATUS:
                self._hold.clear()  # what the load did meanwhile is not known, nor what it is now
                self._last = ScaleView(self._not_at_rest(), None)
        return self._last

    def _underload(self, now_ms: int) -> ScaleView:
        if self._underload_since_ms is None:
            self._underload_since_ms = now_ms
        if now_ms - self._underload_since_ms < BOUNCE_MS:
            return ScaleView(self._not_at_rest(), None)
        return self._underloaded()

    def _reading(self, frame: Frame, now_ms: int) -> ScaleView:
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
        return self._weigh(value_g, frame, now_ms)

    def _above_max(self, load_g: int) -> ScaleView:
        self._hold.clear()
        limit_g = self._settings.max_g + SHOWN_ABOVE_MAX_INTERVALS * self._settings.interval_g
        return self._overloaded(load_g if load_g <= limit_g else None)

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

    def _not_at_rest(self) -> ScaleStatus:
        return ScaleStatus.MOVING if self._had_reference else ScaleStatus.STARTING

    def _restless(self, now_ms: int) -> ScaleStatus:
        """A load that is not at rest: MOVING, and UNSTEADY when that goes on for too long."""
        if self._restless_since_ms is None:
            self._restless_since_ms = now_ms
        long = now_ms - self._restless_since_ms >= UNSTEADY_MS
        return ScaleStatus.UNSTEADY if long else ScaleStatus.MOVING

    def _settle(
        self,
        *,
        net_g: int,
        tare_g: int,
        zero_g: int,
        left_zero_ms: int,
        now_ms: int,
        frame: Frame,
        taken_out_g: int = 0,
    ) -> SettledWeight:
        until = self._settings.certificate_until
        evidence = WeighingEvidence(
            protocol=self._settings.wire_format,
            scale_id=self._settings.scale_id,
            frames=self._hold.frames_hex(),
            started_ms=left_zero_ms,
            settled_ms=now_ms,
            zero_g=zero_g,
            stable_flag=frame.stable is not None,
            certificate=self._settings.certificate,
            certificate_until=until.isoformat() if until else "",
            unit=self._settings.unit,
            interval_g=self._settings.interval_g,
            min_g=self._settings.minimum_g,
            max_g=self._settings.max_g,
            mode=self._settings.mode,
            taken_out_g=taken_out_g,
        )
        return SettledWeight(self._make_id(), net_g + tare_g, tare_g, evidence)
