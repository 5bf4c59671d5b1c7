"""Realistic session states, one per picture worth looking at: for the gallery and for the tests of the screens."""

from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.core.acts import Guest, HoldReason, Resident, ScaleCheck, Who
from kiosk.core.errors import DeviceFault, DeviceFaultKind, LinkFaultKind, RefusalReason, StoreFault, StoreFaultKind
from kiosk.core.events import (
    CameraView,
    LinkStatus,
    Receipt,
    ScaleStatus,
    ScaleView,
    SettledWeight,
    StaffRole,
    Upkeep,
    WeighingEvidence,
)
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.methodology import Quote, Rule, quote
from kiosk.session import states as at

RESIDENT_PAGE = "https://lvya.example.org/me"
"""Stands in for the address of the resident page."""

PLATE = ScalePlate(interval_g=10, max_g=60_000, min_g=200)
CONTAINER_PLATE = ScalePlate(interval_g=50, max_g=150_000, min_g=1000, mode=ScaleMode.CONTAINER)
"""A scale with a bin on it; Min and the permitted errors are larger there."""

_CLOTHING = Rule(
    id="luya-clothing",
    version=1,
    material="clothing",
    status="published",
    g_per_kg=1280,
    points_per_kg=30,
    valid_from=date(2024, 11, 30),
    min_g=200,
    max_g=20_000,
    source_zh="绿芽积分公布值：旧衣 1 公斤减排 1280 克，30 积分",
    source_en="Published by the Green Sprout Points scheme: 1 kg of used clothing is 1280 g and 30 points",
    digest="0" * 64,
)
_BOOKS = Rule(
    id="luya-books",
    version=1,
    material="books",
    status="provisional",
    g_per_kg=250,
    points_per_kg=8,
    valid_from=date(2024, 11, 30),
    min_g=200,
    max_g=20_000,
    source_zh="项目暂定值，非主管部门公布",
    source_en="Provisional project value, not published by the authority",
    digest="1" * 64,
)
_RULES = {"clothing": _CLOTHING, "books": _BOOKS}
_ONLINE = LinkStatus(online=True, enrolled=True, pending=0)
_OFFLINE = LinkStatus(online=False, enrolled=True, pending=12, fault=LinkFaultKind.UNREACHABLE)
_UNENROLLED = LinkStatus(online=False, enrolled=False, pending=3)
_PAUSED = LinkStatus(online=False, enrolled=True, pending=1240, fault=LinkFaultKind.FORK)
_EMPTY = ScaleView(ScaleStatus.EMPTY, 0)
_TOLD = DeviceFaultKind.SILENT
_UNPLUGGED = DeviceFault("scale", DeviceFaultKind.UNPLUGGED, "check the cable")
_SILENT = DeviceFault("scale", DeviceFaultKind.SILENT, "is the indicator switched on?")
_NO_SCANNER = DeviceFault("scanner", DeviceFaultKind.UNPLUGGED, "check the cable")
_BADGE = "0f" * 16
_RESIDENT = Resident("r-51c0a97e", "p-0001")
_GUEST = Guest("7GKQ2MXYBR4TNW8D")
_LATER = 60_000
_SESSION = "session-sample"


def _receipt(line: int, material: str, net_g: int, *, held: bool = False) -> Receipt:
    earned = quote(_RULES[material], net_g)
    return Receipt(_SESSION, line, 100 + line, material, net_g, earned.reduction_g, earned.points, held)


def _visit(*bags: tuple[str, int], who: Who = _RESIDENT, held: int = 0) -> at.Visit:
    """The first ``held`` bags wait for a review."""
    receipts = (_receipt(line, *bag, held=line <= held) for line, bag in enumerate(bags, 1))
    return at.Visit(_SESSION, who, tuple(receipts))


def _settled(net_g: int) -> SettledWeight:
    evidence = WeighingEvidence("yaohua-a9", "scale-1", (), 0, 1500, 0, stable_flag=False)
    return SettledWeight("weighing-sample", net_g, 0, evidence)


def _state(phase: at.Phase, scale: ScaleView = _EMPTY, link: LinkStatus = _ONLINE) -> at.SessionState:
    return at.SessionState(phase=phase, scale=scale, link=link, today_g=38_400)


def _weigh(
    hint: at.WeighHint, status: ScaleStatus, weight_g: int | None, material: str = "clothing"
) -> at.SessionState:
    phase = at.Weigh(_visit(), material, 200, 20_000, hint, _LATER)
    return _state(phase, ScaleView(status, weight_g))


def _earned(material: str, net_g: int) -> tuple[SettledWeight, Quote]:
    return _settled(net_g), quote(_RULES[material], net_g)


def _confirm(material: str, net_g: int, link: LinkStatus = _ONLINE, hold: HoldReason | None = None) -> at.SessionState:
    weight, earned = _earned(material, net_g)
    phase = at.Confirm(_visit(), material, weight, earned, _LATER, hold)
    return _state(phase, ScaleView(ScaleStatus.SETTLED, net_g), link)


def _saving(material: str, net_g: int) -> at.SessionState:
    weight, earned = _earned(material, net_g)
    return _state(at.Saving(_visit(), material, weight, earned), ScaleView(ScaleStatus.SETTLED, net_g))


def _credited(material: str, net_g: int, link: LinkStatus = _ONLINE) -> at.SessionState:
    phase = at.Credited(_visit((material, net_g)), quote(_RULES[material], net_g), _LATER)
    return _state(phase, ScaleView(ScaleStatus.SETTLED, net_g), link)


def _credited_held(material: str, net_g: int, hold: HoldReason, link: LinkStatus = _ONLINE) -> at.SessionState:
    visit = _visit((material, net_g), held=1)
    phase = at.Credited(visit, quote(_RULES[material], net_g), _LATER, hold)
    return _state(phase, ScaleView(ScaleStatus.SETTLED, net_g), link)


def _finished(
    *bags: tuple[str, int], who: Who = _RESIDENT, link: LinkStatus = _ONLINE, held: int = 0
) -> at.SessionState:
    return _state(at.Finished(_visit(*bags, who=who, held=held), _LATER), link=link)


def _noticed(state: at.SessionState, kind: at.NoticeKind, reason: RefusalReason | None = None) -> at.SessionState:
    return replace(state, notice=at.Notice(kind, _LATER, reason))


def _trouble(fault: DeviceFault, *bags: tuple[str, int]) -> at.SessionState:
    return _state(
        at.ScaleTrouble(_visit(*bags), "clothing", fault, _LATER), ScaleView(ScaleStatus.FAULT, None, fault=fault)
    )


def _cared(state: at.SessionState, *care: at.CareWarning) -> at.SessionState:
    return replace(state, care=care)


def _check(step: at.CheckStep, status: ScaleStatus, weight_g: int | None) -> at.SessionState:
    phase = at.CheckScale(step, 10_000, 20, _LATER, _settled(10_010) if step is at.CheckStep.REMOVE else None)
    return _state(phase, ScaleView(status, weight_g))


def _checked(step: at.CheckStep, measured_g: int, return_g: int) -> at.SessionState:
    settled = _settled(measured_g)
    check = ScaleCheck(10_000, 20, measured_g, return_g, 10, settled.evidence)
    return _state(at.CheckScale(step, 10_000, 20, _LATER, settled, check), ScaleView(ScaleStatus.EMPTY, return_g))


def _checks() -> dict[str, at.SessionState]:
    step = at.CheckStep
    return {
        "check_scale": _check(step.EMPTY, ScaleStatus.EMPTY, 0),
        "check_scale-place": _check(step.PLACE, ScaleStatus.MOVING, 6_430),
        "check_scale-not-the-weight": _check(step.NOT_THE_WEIGHT, ScaleStatus.SETTLED, 5_010),
        "check_scale-remove": _check(step.REMOVE, ScaleStatus.SETTLED, 10_010),
        "check_scale-saving": _checked(step.SAVING, 10_010, 0),
        "check_scale-passed": _checked(step.PASSED, 10_010, 0),
        "check_scale-failed": _checked(step.FAILED, 9_940, 0),
        "check_scale-failed-return": _checked(step.FAILED, 10_030, 20),
    }


def _check_faults() -> dict[str, at.SessionState]:
    start = _check(at.CheckStep.PLACE, ScaleStatus.FAULT, None)
    return {"check_scale-fault": replace(start, scale=ScaleView(ScaleStatus.FAULT, None, fault=_SILENT))}


def _seen(word: str) -> at.SessionState:
    return replace(_state(at.Identify(_LATER)), camera=CameraView(word))


def _identified_by() -> dict[str, at.SessionState]:
    words = ("ready", "brighter", "darker", "closer", "missing")
    return {f"identify-camera-{word}": _seen(word) for word in words} | {
        "identify-nothing-reads": replace(_seen("missing"), scanner_fault=_NO_SCANNER),
        "identify-camera-alone": replace(_seen("ready"), scanner_fault=_NO_SCANNER),
        "identify-camera-replayed": _noticed(_seen("ready"), at.NoticeKind.REFUSED, RefusalReason.REPLAYED),
    }


def _pin(*, role: StaffRole = StaffRole.OPERATOR, **facts: Any) -> at.SessionState:
    return _state(at.EnterPin(_BADGE, role, _LATER, **facts))


_WELL_KEPT = Upkeep(1200, 1200, backup_wanted=True, backup=date(2026, 11, 21))


def _staff() -> dict[str, at.SessionState]:
    menu = replace(_state(at.StaffMenu(_BADGE, StaffRole.OPERATOR, _LATER)), upkeep=_WELL_KEPT)
    silent = ScaleView(ScaleStatus.FAULT, None, fault=_SILENT)
    supervisor = at.StaffMenu(_BADGE, StaffRole.SUPERVISOR, _LATER)
    return {
        "attract-badge": _noticed(_state(at.Attract()), at.NoticeKind.BADGE),
        "enter_pin": _pin(),
        "enter_pin-wrong": _pin(tries_left=3, wrong=True),
        "enter_pin-wrong-again": _pin(tries_left=0, wrong=True),
        "enter_pin-judging": _pin(role=StaffRole.SUPERVISOR, judging=True),
        "enter_pin-wait": _pin(tries_left=0, wrong=True, locked_until_ms=27_000),
        "enter_pin-wait-long": _pin(tries_left=0, wrong=True, locked_until_ms=3_600_000),
        "staff_menu": replace(menu, camera=CameraView("ready")),
        "staff_menu-troubles": replace(
            _state(supervisor, silent, _OFFLINE),
            scanner_fault=_NO_SCANNER,
            camera=CameraView("missing"),
            upkeep=replace(_WELL_KEPT, backup_failed=True),
        ),
        "staff_menu-check-due": _cared(replace(menu, link=_PAUSED), at.CareWarning.CHECK_DUE),
    }


def container_samples() -> dict[str, at.SessionState]:
    """What looks different where the bin stands on the scale (``CONTAINER_PLATE``). Name → state, as in ``samples``."""
    hint = at.WeighHint
    return {
        "weigh-container": _weigh(hint.PLACE, ScaleStatus.EMPTY, 0),
        "weigh-container-moving": _weigh(hint.MOVING, ScaleStatus.MOVING, 3_150),
        "weigh-container-step-back": _weigh(hint.STEP_BACK, ScaleStatus.UNSTEADY, 6_150),
        "weigh-container-clear-first": _weigh(hint.CLEAR_FIRST, ScaleStatus.SETTLED, 3_250),
        "weigh-container-too-light": _weigh(hint.TOO_LIGHT, ScaleStatus.TOO_LIGHT, 150),
        "weigh-container-too-heavy": _weigh(hint.TOO_HEAVY, ScaleStatus.TOO_HEAVY, 12_400),
        "weigh-container-over-cap": _weigh(hint.OVER_DROP_CAP, ScaleStatus.SETTLED, 23_450),
        "weigh-container-below-zero": _weigh(hint.BELOW_ZERO, ScaleStatus.BELOW_ZERO, None),
        "weigh-container-taken-out": _weigh(hint.TAKEN_OUT, ScaleStatus.TAKEN_OUT, -1_350),
        "confirm-container": _confirm("clothing", 3_250),
        "confirm-container-taken-out": _confirm("books", 2_350, hold=HoldReason.TAKEN_OUT),
        "credited-container-taken-out": _credited_held("books", 2_350, HoldReason.TAKEN_OUT),
        **{name.replace("check_scale", "check_scale-container", 1): state for name, state in _checks().items()},
    }


def samples() -> dict[str, at.SessionState]:
    """Name → state. A name starts with the screen's name in every case. Deadlines fit a clock that stands at 0 ms."""
    hint = at.WeighHint
    identify = _state(at.Identify(_LATER))
    choose = _state(at.ChooseMaterial(_visit(), _LATER))
    store = StoreFault(StoreFaultKind.FULL, "free some space")
    two = (("clothing", 3_250), ("books", 1_200))
    return {
        "attract": _state(at.Attract()),
        "attract-offline": _state(at.Attract(), link=_OFFLINE),
        "attract-not-enrolled": replace(_state(at.Attract(), link=_UNENROLLED), today_g=0),
        "attract-scale-fault": _state(at.Attract(), ScaleView(ScaleStatus.FAULT, None, fault=_SILENT), _PAUSED),
        "attract-scale-fault-told": replace(
            _state(at.Attract(), ScaleView(ScaleStatus.FAULT, None, fault=_SILENT)), reported=_TOLD
        ),
        **{f"attract-{care.value}": _cared(_state(at.Attract()), care) for care in at.CareWarning},
        "identify": identify,
        "identify-scanner-fault": replace(identify, scanner_fault=_NO_SCANNER),
        **{f"identify-{reason.value}": _noticed(identify, at.NoticeKind.REFUSED, reason) for reason in RefusalReason},
        **_identified_by(),
        "privacy_notice": _state(at.PrivacyNotice(_RESIDENT, _LATER)),
        **_staff(),
        "choose_material": choose,
        "choose_material-second": _state(at.ChooseMaterial(_visit(("clothing", 3_250)), _LATER), link=_OFFLINE),
        "choose_material-save-failed": _noticed(choose, at.NoticeKind.SAVE_FAILED),
        "weigh": _weigh(hint.PLACE, ScaleStatus.EMPTY, 0),
        "weigh-moving": _weigh(hint.MOVING, ScaleStatus.MOVING, 3_180),
        "weigh-books": _weigh(hint.MOVING, ScaleStatus.MOVING, 5_640, "books"),
        "weigh-clear-first": _weigh(hint.CLEAR_FIRST, ScaleStatus.CLEAR_FIRST, 3_250),
        "weigh-step-back": _weigh(hint.STEP_BACK, ScaleStatus.UNSTEADY, 8_370),
        "weigh-too-light": _weigh(hint.TOO_LIGHT, ScaleStatus.TOO_LIGHT, 120),
        "weigh-too-heavy": _weigh(hint.TOO_HEAVY, ScaleStatus.TOO_HEAVY, 61_880),
        "weigh-over-cap": _weigh(hint.OVER_DROP_CAP, ScaleStatus.SETTLED, 23_460),
        "weigh-below-zero": _weigh(hint.BELOW_ZERO, ScaleStatus.BELOW_ZERO, -350),
        "weigh-no-reading": _weigh(hint.MOVING, ScaleStatus.STARTING, None),
        "weigh-busy": _noticed(_weigh(hint.MOVING, ScaleStatus.MOVING, 860), at.NoticeKind.BUSY),
        "confirm": _confirm("clothing", 3_250),
        "confirm-books": _confirm("books", 2_345),
        "confirm-certificate-expired": _cared(
            _confirm("clothing", 3_250, hold=HoldReason.CERTIFICATE_EXPIRED), at.CareWarning.CERTIFICATE_EXPIRED
        ),
        "confirm-books-check-failed": _cared(
            _confirm("books", 2_345, hold=HoldReason.SCALE_CHECK_FAILED), at.CareWarning.CHECK_FAILED
        ),
        "confirm-heavy": _confirm("clothing", 19_985, _OFFLINE),
        "saving": _saving("clothing", 3_250),
        "saving-books": _saving("books", 2_345),
        "credited": _credited("clothing", 3_250),
        "credited-offline": _credited("clothing", 3_250, _OFFLINE),
        "credited-books": _credited("books", 2_345),
        "credited-books-offline": _credited("books", 8_900, _UNENROLLED),
        "credited-books-held-offline": _credited_held("books", 8_900, HoldReason.SCALE_CHECK_FAILED, _OFFLINE),
        "credited-held": _credited_held("clothing", 3_250, HoldReason.CERTIFICATE_EXPIRED),
        "choose_material-held": _state(at.ChooseMaterial(_visit(two[0], held=1), _LATER)),
        "finished-held": _finished(two[0], held=1),
        "finished-held-one-of-two": _finished(*two, held=1),
        "finished-held-guest": _finished(two[0], who=_GUEST, link=_OFFLINE, held=1),
        "finished": _finished(*two),
        "finished-offline": _finished(("clothing", 3_250), link=_OFFLINE),
        "finished-guest": _finished(*two, who=_GUEST),
        "finished-guest-offline": _finished(("clothing", 3_250), who=_GUEST, link=_OFFLINE),
        "finished-printer": replace(_finished(*two), printer=PrinterView(PrinterStatus.READY)),
        "finished-guest-printing": replace(_finished(*two, who=_GUEST), printer=PrinterView(PrinterStatus.PRINTING, 1)),
        "finished-nothing": _finished(),
        "still_there": _state(at.StillThere(at.ChooseMaterial(_visit(), 0), 18_000)),
        "still_there-second": _state(at.StillThere(at.ChooseMaterial(_visit(*two), 0), 7_000)),
        "scale_trouble": _trouble(_UNPLUGGED),
        "scale_trouble-second": replace(_trouble(_SILENT, ("clothing", 3_250)), reported=_TOLD),
        **{f"scale_trouble-{kind.value}": _trouble(DeviceFault("scale", kind, "")) for kind in DeviceFaultKind},
        "out_of_service": _state(at.OutOfService(store)),
        "out_of_service-visit": _state(at.OutOfService(store, _visit(("clothing", 1_200)))),
        "recovered": _state(at.Recovered((_receipt(1, "clothing", 1_200),), _LATER)),
        "recovered-two": _state(at.Recovered(_visit(*two).receipts, _LATER), link=_OFFLINE),
        "recovered-nothing": _state(at.Recovered((), _LATER)),
        **_checks(),
        **_check_faults(),
    }
