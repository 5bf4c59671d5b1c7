"""The container stands on the scale: a drop-off is the settled difference between before and after.

There is no zero to return to. The reading before is the *reference*; whoever begins gets a fresh one, so that what fell
in earlier belongs to nobody, and after a credit the reading after is the next reference.

What was credited must stay. The highest total that a credit was based on is remembered, and a drop-off is paid above
that total only; where more is missing than the error of a reading, it says by how much (``taken_out_g``) and people
look at it before it counts. So the same bag pulled out and dropped again, or a container that was lifted while the
reference was taken, earns nothing.
"""

from collections import deque
from collections.abc import Callable

from kiosk.core.errors import DeviceFault
from kiosk.core.events import ContainerEmptied, ScaleStatus, ScaleView, SettledWeight
from kiosk.core.ids import new_id
from kiosk.scale.frames import Frame
from kiosk.scale.hold import GAP_MS
from kiosk.scale.settings import ScaleSettings
from kiosk.scale.weigher import BOUNCE_MS, Weigher
from kiosk.scale.zero import ZeroTracker

MISSING_INTERVALS = 5
"""So much may be missing without a review: it is not paid again either."""

FORGIVEN_MS = 360_000
"""Textiles dry: one e in six minutes is forgiven …"""

MOST_FORGIVEN_INTERVALS = 20
"""… but no more than this between two credits, or while the kiosk was off."""

LIGHTER_SHARE = 2.0
"""A lighter reference is believed after twice the usual hold: whoever took something out may be putting it back."""

KEPT_MS = 60_000
"""After a cable was knocked the reference still holds: the bag that had fallen in is weighed when the scale is back."""


class ContainerSettler(Weigher):
    """See ``Weigher``. ``ScaleView.weight_g`` is what has been added, EMPTY means ready.

    A settled weight's gross is the reading after, its tare the reading before (or the total that has been credited
    already, where a little is missing), its net the drop-off. ``credited_total_g`` is the highest total of earlier
    credits, None when there are none: the first reference then.
    """

    def __init__(
        self, settings: ScaleSettings, credited_total_g: int | None = None, make_id: Callable[[], str] = new_id
    ) -> None:
        super().__init__(settings, make_id)
        assert settings.container_tare_g is not None, "the settings have seen to it"
        self._empty_g = settings.container_tare_g
        self._missing_g = MISSING_INTERVALS * settings.interval_g
        self._reference = ZeroTracker(settings.interval_g, settings.minimum_g, settings.max_g)
        self._credited_total_g = credited_total_g
        self._forgivable_g = MOST_FORGIVEN_INTERVALS * settings.interval_g
        self._was_off = True
        self._taken_off = False
        self._emptied: ContainerEmptied | None = None
        self._kept: tuple[int, int] | None = None
        self._offered: deque[SettledWeight] = deque(maxlen=4)
        self._at_rest_ms = 0
        self._rested_ms: int | None = None
        self._taken: SettledWeight | None = None
        self._forget()

    def _forget(self) -> None:
        self._known = False
        self._nothing_settled()
        self._below_since_ms: int | None = None

    def _nothing_settled(self) -> None:
        self._left_ms: int | None = None
        self._settled: SettledWeight | None = None
        self._settled_value_g = 0

    def void(self, fault: DeviceFault) -> ScaleView:
        """See ``Weigher``. The reference is kept for a moment: nobody can take a bag out and weigh it again."""
        kept = (self._reference.zero_g, self._fed_ms) if self._known else self._kept
        view = super().void(fault)
        self._taken = None
        self._kept = kept
        return view

    def require_zero(self) -> None:
        """What is in there now becomes the reference as soon as it is at rest."""
        self._forget()
        self._kept = None
        self._hold.clear()

    def credited(self, weighing: str) -> None:
        """The total of this weighing has been paid for: it must stay in the container, and is the next reference."""
        for offered in self._offered:
            if offered.weighing == weighing:
                self._credited_total_g = max(self._credited_total_g or 0, offered.gross_g)
                self._forgivable_g = MOST_FORGIVEN_INTERVALS * self._settings.interval_g
                self._refer_to(offered.gross_g)

    def pop_emptied(self) -> ContainerEmptied | None:
        """See ``Weigher``."""
        emptied, self._emptied = self._emptied, None
        return emptied

    def _refer_to(self, total_g: int) -> None:
        self._forget()
        self._kept = None
        self._reference.adopt(total_g, origin_g=total_g)
        self._known = self._had_reference = True
        self._restless_since_ms = None

    def _overloaded(self, shown_g: int | None) -> ScaleView:
        self._settled = None
        return self._view(ScaleStatus.TOO_HEAVY, shown_g)

    def _underloaded(self) -> ScaleView:
        self._forget()
        return ScaleView(ScaleStatus.BELOW_ZERO, None)

    def _weigh(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if value_g < self._empty_g - self._settings.minimum_g:
            return self._without_container(value_g, frame)
        if not self._known:
            return self._look_for_reference(value_g, frame, now_ms)
        added_g = value_g - self._reference.zero_g
        if added_g < -self._near_zero_g:
            return self._lighter(value_g, added_g, frame, now_ms)
        self._below_since_ms = None
        if added_g <= self._near_zero_g:
            return self._nothing_added(value_g, added_g, frame, now_ms)
        return self._added(value_g, frame, now_ms)

    def _without_container(self, value_g: int, frame: Frame) -> ScaleView:
        """Lighter than the container itself: it is gone, or lifted, or the indicator was tared."""
        self._forget()
        if not self._held(frame, LIGHTER_SHARE):
            return ScaleView(self._not_at_rest(), None)
        self._taken_off = abs(value_g) <= self._reference.limit_g
        return ScaleView(ScaleStatus.BELOW_ZERO, None)

    def _look_for_reference(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if not self._held(frame):
            return ScaleView(self._restless(now_ms) if self._had_reference else ScaleStatus.STARTING, None)
        if self._kept is not None and now_ms - self._kept[1] <= KEPT_MS and value_g >= self._kept[0]:
            self._refer_to(self._kept[0])
            return self._weigh(value_g, frame, now_ms)
        before_g = self._reference.zero_g if self._had_reference else None
        self._refer_to(value_g)
        if before_g is not None:
            self._see_taken(before_g, value_g, frame, now_ms)
        self._see_total(value_g)
        return self._view(ScaleStatus.EMPTY, 0)

    def _see_taken(self, before_g: int, value_g: int, frame: Frame, now_ms: int) -> None:
        """The difference of two references in a row is what was taken out between them, at once or bag by bag."""
        net_g = before_g - value_g
        if net_g >= self._settings.minimum_g:
            self._taken = self._settle(
                net_g=net_g, tare_g=value_g, zero_g=before_g, left_zero_ms=now_ms, now_ms=now_ms, frame=frame
            )

    def _see_total(self, value_g: int) -> None:
        """Compare a new reference with what has been credited: has the container been emptied, or was the kiosk off?"""
        credited_g = self._credited_total_g
        if credited_g is None:
            self._credited_total_g = value_g
        elif self._taken_off and value_g <= self._empty_g + self._settings.minimum_g:
            self._credited_total_g = value_g
            self._emptied = ContainerEmptied(credited_g, value_g)
        elif self._was_off and 0 < credited_g - value_g <= self._forgivable_g:
            self._credited_total_g = value_g
        self._was_off = self._taken_off = False

    def _lighter(self, value_g: int, added_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._nothing_settled()
        if self._held(frame, LIGHTER_SHARE):
            self._known = False
            return self._look_for_reference(value_g, frame, now_ms)
        if self._below_since_ms is None:
            self._below_since_ms = now_ms
        lasts = now_ms - self._below_since_ms >= BOUNCE_MS
        return self._view(ScaleStatus.TAKEN_OUT if lasts else ScaleStatus.MOVING, added_g)

    def _nothing_added(self, value_g: int, added_g: int, frame: Frame, now_ms: int) -> ScaleView:
        self._restless_since_ms = None
        if self._held(frame, share=0.5):
            self._nothing_settled()
            self._reference.follow(value_g, now_ms)
            self._forgive(value_g, now_ms)
        return self._view(ScaleStatus.EMPTY if self._left_ms is None else ScaleStatus.MOVING, added_g)

    def _forgive(self, value_g: int, now_ms: int) -> None:
        before_ms, self._rested_ms = self._rested_ms, now_ms
        if before_ms is not None and now_ms - before_ms <= GAP_MS:
            self._at_rest_ms += now_ms - before_ms
        if self._at_rest_ms < FORGIVEN_MS:
            return
        self._at_rest_ms -= FORGIVEN_MS
        credited_g = self._credited_total_g or 0
        forgiven_g = max(0, min(self._settings.interval_g, self._forgivable_g, credited_g - value_g))
        self._credited_total_g = credited_g - forgiven_g
        self._forgivable_g -= forgiven_g

    def _added(self, value_g: int, frame: Frame, now_ms: int) -> ScaleView:
        if self._left_ms is None:
            self._left_ms = now_ms
        taken_out_g, paid_from_g = self._paid_from()
        added_g = max(0, value_g - paid_from_g)
        if self._settled is not None and abs(value_g - self._settled_value_g) <= self._kept_g:
            self._restless_since_ms = None
            return self._view(ScaleStatus.SETTLED, added_g, self._settled)
        if not self._held(frame):
            return self._view(self._restless(now_ms), added_g)
        self._restless_since_ms = None
        self._settled_value_g = self._hold.value_g()
        net_g = self._settled_value_g - paid_from_g
        if net_g < self._settings.minimum_g:
            self._settled = None
            return self._view(ScaleStatus.TOO_LIGHT, added_g)
        self._settled = self._settle(
            net_g=net_g,
            tare_g=paid_from_g,
            zero_g=self._reference.zero_g,
            left_zero_ms=self._left_ms,
            now_ms=now_ms,
            frame=frame,
            taken_out_g=taken_out_g,
        )
        self._offered.append(self._settled)
        return self._view(ScaleStatus.SETTLED, added_g, self._settled)

    def _paid_from(self) -> tuple[int, int]:
        """What is missing and must be looked at, and the total above which this drop-off is paid."""
        reference_g = max(0, self._reference.zero_g)  # an empty weight of 0 may show a little less
        missing_g = (self._credited_total_g or 0) - reference_g
        if missing_g > self._missing_g:
            return missing_g, reference_g
        return 0, reference_g + max(0, missing_g)

    def _view(self, status: ScaleStatus, weight_g: int | None, settled: SettledWeight | None = None) -> ScaleView:
        fill_g = max(0, self._reference.zero_g - self._empty_g) if self._known else None
        return ScaleView(status, weight_g, settled, fill_g=fill_g, taken=self._taken)
