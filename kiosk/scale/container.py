"""The container stands on the scale: a drop-off is the settled difference between before and after.

There is no zero to return to. The reading before is the *reference*; whoever begins gets a fresh one, so that what fell
in earlier belongs to nobody. What was credited must stay: the highest total that a credit was based on is remembered,
and a drop-off into a container that is lighter than that says by how much (``taken_out_g``). Such a one is looked at by
people before it counts, so the same bag pulled out and dropped again, or a container that was lifted while the
reference was taken, earns nothing: what is credited without review can never add up to more than what lay inside.
"""

from collections import deque
from collections.abc import Callable

from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight
from kiosk.core.ids import new_id
from kiosk.scale.frames import Frame
from kiosk.scale.hold import GAP_MS
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.weigher import BOUNCE_MS, Weigher
from kiosk.scale.zero import ZeroTracker

FORGIVEN_MS = 360_000
"""One e in six minutes may vanish unsuspected: textiles dry, and nobody gets rich on ten intervals an hour."""

LIGHTER_SHARE = 2.0
"""A lighter reference is believed after twice the usual hold: whoever took something out may be putting it back."""

EMPTIED_SHARE = 4
"""Only a container that held a quarter of what it can hold is believed to have been emptied when its empty weight is
back: for a bag or two, pulling them out again would look the same."""


class ContainerSettler(Weigher):
    """See ``Weigher``. ``ScaleView.weight_g`` is what has been added since the reference, EMPTY means ready.

    A settled weight's gross is the reading after, its tare the reading before, its net the drop-off.
    ``credited_total_g`` is the highest total of earlier credits, None when there are none: the first reference then.
    """

    def __init__(
        self, settings: ScaleSettings, credited_total_g: int | None = None, make_id: Callable[[], str] = new_id
    ) -> None:
        super().__init__(settings, make_id)
        assert settings.container_tare_g is not None, "the settings have seen to it"
        self._empty_g = settings.container_tare_g
        self._reference = ZeroTracker(settings.interval_g, settings.max_g)
        self._credited_total_g = credited_total_g
        self._offered: deque[SettledWeight] = deque(maxlen=4)
        self._at_rest_ms = 0
        self._rested_ms: int | None = None
        self._forget()

    def _forget(self) -> None:
        self._known = False
        self._left_ms: int | None = None
        self._below_since_ms: int | None = None
        self._settled: SettledWeight | None = None
        self._settled_value_g = 0

    def require_zero(self) -> None:
        """What is in there now becomes the reference as soon as it is at rest."""
        self._forget()
        self._hold.clear()

    def credited(self, weighing: str) -> None:
        """The total of this weighing has been paid for: it must stay in the container."""
        for offered in self._offered:
            if offered.weighing == weighing:
                self._credited_total_g = max(self._credited_total_g or 0, offered.gross_g)

    def _overloaded(self, shown_g: int | None) -> ScaleView:
        self._settled = None
        return self._view(ScaleStatus.TOO_HEAVY, shown_g)

    def _underloaded(self) -> ScaleView:
        self._forget()
        return ScaleView(ScaleStatus.BELOW_ZERO, None)

    def _weigh(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if value_g < self._empty_g - self._settings.minimum_g:
            self._forget()  # lighter than the container itself: it is gone, lifted, or the indicator was tared
            return ScaleView(ScaleStatus.BELOW_ZERO if self._held(frame) else self._not_at_rest(), None)
        if not self._known:
            return self._look_for_reference(value_g, frame)
        added_g = value_g - self._reference.zero_g
        if added_g < -self._near_zero_g:
            return self._lighter(value_g, added_g, frame, now_ms)
        self._below_since_ms = None
        if added_g <= self._near_zero_g:
            return self._nothing_added(value_g, added_g, frame, now_ms)
        return self._added(value_g, added_g, frame, now_ms)

    def _look_for_reference(self, value_g: int, frame: Frame) -> ScaleView:
        if not self._held(frame):
            return ScaleView(self._not_at_rest(), None)
        self._forget()
        self._reference.adopt(value_g, origin_g=value_g)
        self._known = self._had_reference = True
        self._restless_since_ms = None
        if self._credited_total_g is None or self._was_emptied(value_g, self._credited_total_g):
            self._credited_total_g = value_g
        return self._view(ScaleStatus.EMPTY, 0)

    def _was_emptied(self, value_g: int, credited_total_g: int) -> bool:
        least_g = self._empty_g + (self._settings.max_g - self._empty_g) // EMPTIED_SHARE
        return credited_total_g >= least_g and value_g <= self._empty_g + self._settings.minimum_g

    def _lighter(self, value_g: int, added_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._settled = self._left_ms = None
        if self._held(frame, LIGHTER_SHARE):
            return self._look_for_reference(value_g, frame)
        if self._below_since_ms is None:
            self._below_since_ms = now_ms
        lasts = now_ms - self._below_since_ms >= BOUNCE_MS
        return self._view(ScaleStatus.TAKEN_OUT if lasts else ScaleStatus.MOVING, added_g)

    def _nothing_added(self, value_g: int, added_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._restless_since_ms = None
        if self._held(frame, share=0.5):
            self._settled = self._left_ms = None
            self._reference.follow(value_g, now_ms)
            self._forgive(value_g, now_ms)
        if self._left_ms is None:
            return self._view(ScaleStatus.EMPTY, added_g)
        return self._view(ScaleStatus.MOVING, added_g)

    def _forgive(self, value_g: int, now_ms: int) -> None:
        before_ms, self._rested_ms = self._rested_ms, now_ms
        if before_ms is not None and now_ms - before_ms <= GAP_MS:
            self._at_rest_ms += now_ms - before_ms
        if self._at_rest_ms >= FORGIVEN_MS:
            self._at_rest_ms -= FORGIVEN_MS
            least_g = min(value_g, self._credited_total_g or 0)
            self._credited_total_g = max(least_g, (self._credited_total_g or 0) - self._settings.interval_g)

    def _added(self, value_g: int, added_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if self._left_ms is None:
            self._left_ms = now_ms
        if self._settled is not None and abs(value_g - self._settled_value_g) <= self._kept_g:
            self._restless_since_ms = None
            return self._view(ScaleStatus.SETTLED, added_g, self._settled)
        if not self._held(frame):
            return self._view(self._restless(now_ms), added_g)
        self._restless_since_ms = None
        if added_g < self._settings.minimum_g:
            self._settled = None
            return self._view(ScaleStatus.TOO_LIGHT, added_g)
        self._settled_value_g = self._hold.value_g()
        self._settled = self._settle(
            net_g=self._settled_value_g - self._reference.zero_g,
            tare_g=max(0, self._reference.zero_g),  # an empty weight of 0 may show a little less
            zero_g=self._reference.zero_g,
            left_zero_ms=self._left_ms,
            now_ms=now_ms,
            frame=frame,
            taken_out_g=self._taken_out_g(),
        )
        self._offered.append(self._settled)
        return self._view(ScaleStatus.SETTLED, added_g, self._settled)

    def _taken_out_g(self) -> int:
        missing_g = (self._credited_total_g or 0) - self._reference.zero_g
        return missing_g if missing_g > self._kept_g else 0

    def _view(self, status: ScaleStatus, weight_g: int | None, settled: SettledWeight | None = None) -> ScaleView:
        fill_g = max(0, self._reference.zero_g - self._empty_g) if self._known else None
        return ScaleView(status, weight_g, settled, fill_g=fill_g)
