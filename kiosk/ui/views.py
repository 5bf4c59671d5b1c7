"""What each view model shows, as pure functions of the session's state: frozen values in, frozen text and words out.

Words such as ``"too_light"`` are keys; the sentences for them live in QML, where they are translated.
"""

from dataclasses import dataclass

from kiosk.core.acts import Guest, HoldReason
from kiosk.core.errors import LinkFaultKind
from kiosk.core.events import LinkStatus, ScaleStatus, ScaleView
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.core.printing import PRINTS
from kiosk.core.units import kilograms_text
from kiosk.methodology import Quote
from kiosk.session import states as at
from kiosk.session.visit import waiting
from kiosk.ui.filling import alarm
from kiosk.ui.numbers import (
    claim_groups,
    exact_kilograms_text,
    exact_text,
    growth,
    points_result,
    reduction_result,
    thousandths_text,
    units_joined,
    weight_text,
    whole_text,
)

_PAUSED = {LinkFaultKind.FORBIDDEN, LinkFaultKind.FORK, LinkFaultKind.KEY_RETIRED, LinkFaultKind.SHRUNK}


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status line."""

    place: str = ""
    link: str = "not_enrolled"  # online, offline, paused or not_enrolled
    pending: int = 0
    pending_text: str = "0"
    scale: str = "starting"  # starting, ready, below_zero or fault
    care: str = ""  # the most urgent CareWarning, or empty
    fill: str = ""  # the material of the fullest container that somebody has to be told of, or empty
    fill_percent: str = ""
    fill_full: bool = False
    clock_text: str = ""
    language: str = "zh"
    large: bool = False


@dataclass(frozen=True, slots=True)
class SessionView:
    """Which screen, and the one sentence that may stand over it."""

    screen: str = "attract"
    notice: str = ""  # a NoticeKind, or empty
    reason: str = ""  # a RefusalReason, or empty
    device_fault: str = ""  # a DeviceFaultKind of the scale, or empty
    blind: bool = False  # no code can be read
    today_text: str = ""  # kilograms collected here today, or empty
    online: bool = False
    staff_told: bool = False  # a fault of the scale is in the journal, and the platform can see it
    container: bool = False  # the bin stands on the scale: nothing can be taken off again
    camera: str = ""  # the word of a CameraView, or empty where there is no camera
    failing: bool = False  # it has crashed again and again
    store_code: str = ""  # what staff pass on when the ledger cannot be used, such as L04, or empty


@dataclass(frozen=True, slots=True)
class WeighView:
    """The live weight."""

    material: str = ""
    weight_text: str = ""  # kilograms, or empty without a reading
    hint: str = "place"
    growth: float = 0.0
    moving: bool = False
    min_text: str = ""
    max_text: str = ""
    capacity_text: str = ""


@dataclass(frozen=True, slots=True)
class CreditView:
    """One bag and what it earns: quoted, being saved, or recorded."""

    material: str = ""
    net_text: str = ""
    exact_net_text: str = ""
    reduction_text: str = ""
    points_text: str = ""
    g_per_kg: str = ""
    points_per_kg: str = ""
    reduction_result: str = ""
    points_result: str = ""
    reduction_exact: str = ""  # before the fraction was left out; empty: there was none
    points_exact: str = ""
    provisional: bool = False
    source: str = ""
    rule_version: str = ""
    valid_from: str = ""  # a day
    hold: str = ""  # a HoldReason, or empty
    growth: float = 0.0


@dataclass(frozen=True, slots=True)
class VisitView:
    """What this visit has recorded so far; for a guest also the claim."""

    bags: int = 0
    held_bags: int = 0
    net_text: str = ""  # of all bags
    reduction_text: str = ""  # of the bags that are credited
    points_text: str = ""
    held_reduction_text: str = ""  # of the bags that wait for a check
    held_points_text: str = ""
    materials: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    claim_text: str = ""
    growth: float = 0.0
    printer: str = ""  # ready, printing; empty: nothing can be printed


def link_word(link: LinkStatus) -> str:
    """One word for the state of the link to the platform, as the status line tells it."""
    if not link.enrolled:
        return "not_enrolled"
    if link.fault in _PAUSED:
        return "paused"
    return "online" if link.online else "offline"


def scale_word(scale: ScaleView) -> str:
    """One word for the state of the scale, as the status line tells it."""
    if scale.fault is not None or scale.status is ScaleStatus.FAULT:
        return "fault"
    return scale.status.value if scale.status in {ScaleStatus.STARTING, ScaleStatus.BELOW_ZERO} else "ready"


def status_view(state: at.SessionState, *, place: str, clock_text: str, language: str, large: bool) -> StatusView:
    """The status line for ``state``; what the state does not know comes beside it."""
    pending = state.link.pending
    link, scale = link_word(state.link), scale_word(state.scale)
    care = state.care[0].value if state.care else ""
    fill = alarm(state)
    return StatusView(
        place=place,
        link=link,
        pending=pending,
        pending_text=whole_text(pending),
        scale=scale,
        care=care,
        fill=fill.container.material if fill else "",
        fill_percent=str(fill.percent) if fill else "",
        fill_full=fill is not None and fill.full,
        clock_text=clock_text,
        language=language,
        large=large,
    )


def session_view(state: at.SessionState, plate: ScalePlate) -> SessionView:
    """The screen's name and what stands beside the conversation."""
    phase, notice = state.phase, state.notice
    fault = phase.fault if isinstance(phase, at.ScaleTrouble) else state.scale.fault
    online = link_word(state.link) == "online"
    return SessionView(
        screen=state.screen,
        notice=notice.kind.value if notice else "",
        reason=notice.reason.value if notice and notice.reason else "",
        device_fault=fault.kind.value if fault else "",
        blind=state.blind,
        today_text=kilograms_text(state.today_g) if state.today_g > 0 else "",
        online=online,
        staff_told=online and state.reported is not None and state.link.pending == 0,
        container=plate.mode is ScaleMode.CONTAINER,
        camera=state.camera.word if state.camera else "",
        failing=state.failing,
        store_code=phase.fault.code if isinstance(phase, at.OutOfService) and phase.fault else "",
    )


def weigh_view(state: at.SessionState, plate: ScalePlate) -> WeighView:
    """The live weight on the weighing screen; the resting picture elsewhere."""
    phase, weight_g = state.phase, state.scale.weight_g
    if not isinstance(phase, at.Weigh):
        return WeighView()
    return WeighView(
        material=phase.material,
        weight_text="" if weight_g is None else weight_text(weight_g, plate.interval_g),
        hint=phase.hint.value,
        growth=growth(weight_g),
        moving=state.scale.status is ScaleStatus.MOVING,
        min_text=thousandths_text(max(phase.min_g, plate.min_g)),
        max_text=thousandths_text(phase.max_g),
        capacity_text=thousandths_text(plate.max_g),
    )


def credit_view(state: at.SessionState, plate: ScalePlate, language: str) -> CreditView:
    """The bag in hand. Once it is recorded, the figures are those of the receipt, never of the quote."""
    match waiting(state.phase):
        case at.Confirm(quote=quote, hold=hold) | at.Saving(quote=quote, hold=hold):
            return _credit(quote, plate, language, hold, quote.net_g, quote.reduction_g, quote.points)
        case at.Credited(visit=visit, quote=quote, hold=hold):
            receipt = visit.receipts[-1]
            return _credit(quote, plate, language, hold, receipt.net_g, receipt.reduction_g, receipt.points)
        case _:
            return CreditView()


def _credit(
    quote: Quote,
    plate: ScalePlate,
    language: str,
    hold: HoldReason | None,
    net_g: int,
    reduction_g: int,
    points: int,
) -> CreditView:
    rule = quote.rule
    return CreditView(
        material=rule.material,
        net_text=weight_text(net_g, plate.interval_g),
        exact_net_text=exact_kilograms_text(quote.net_g),
        reduction_text=whole_text(reduction_g),
        points_text=whole_text(points),
        g_per_kg=whole_text(rule.g_per_kg),
        points_per_kg=whole_text(rule.points_per_kg),
        reduction_result=reduction_result(quote),
        points_result=points_result(quote),
        reduction_exact=exact_text(quote.reduction_mg, quote.reduction_g),
        points_exact=exact_text(quote.points_thousandths, quote.points),
        provisional=rule.provisional,
        source=units_joined(rule.source_zh if language == "zh" else rule.source_en),
        rule_version=str(rule.version),
        valid_from=rule.valid_from.isoformat(),
        hold=hold.value if hold else "",
        growth=growth(net_g),
    )


def visit_view(state: at.SessionState, plate: ScalePlate) -> VisitView:
    """What the visit on the screen, or the one that was interrupted, has recorded."""
    visit = visit_of(state.phase)
    waits = waiting(state.phase)
    receipts = waits.receipts if isinstance(waits, at.Recovered) else visit.receipts if visit else ()
    claim = claim_of(state)
    net_g = sum(receipt.net_g for receipt in receipts)
    held = [receipt for receipt in receipts if receipt.held]
    credited = [receipt for receipt in receipts if not receipt.held]
    return VisitView(
        bags=len(receipts),
        held_bags=len(held),
        net_text=weight_text(net_g, plate.interval_g),
        reduction_text=whole_text(sum(receipt.reduction_g for receipt in credited)),
        points_text=whole_text(sum(receipt.points for receipt in credited)),
        held_reduction_text=whole_text(sum(receipt.reduction_g for receipt in held)),
        held_points_text=whole_text(sum(receipt.points for receipt in held)),
        materials=tuple(receipt.material for receipt in receipts),
        weights=tuple(weight_text(receipt.net_g, plate.interval_g) for receipt in receipts),
        claim_text=claim_groups(claim) if claim else "",
        growth=growth(net_g),
        printer=state.printer.status.value if state.printer.status in PRINTS else "",
    )


def visit_of(phase: at.Phase) -> at.Visit | None:
    """The visit that a phase belongs to, if any."""
    return getattr(waiting(phase), "visit", None)


def claim_of(state: at.SessionState) -> str | None:
    """The claim code to show, only where it is shown: at the end of a guest's visit that recorded something."""
    phase = state.phase
    if isinstance(phase, at.Finished) and isinstance(phase.visit.who, Guest) and phase.visit.receipts:
        return phase.visit.who.claim_code
    return None


def seconds_left(state: at.SessionState, now_ms: int) -> int:
    """Whole seconds until the visit is ended, on the screen that asks; 0 elsewhere."""
    if not isinstance(state.phase, at.StillThere):
        return 0
    return max(0, -(-(state.phase.deadline_ms - now_ms) // 1000))
