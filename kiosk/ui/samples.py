"""Realistic session states, one per picture worth looking at: for the gallery and for the tests of the screens."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kiosk.core.acts import Guest, HoldReason, Resident, ScaleCheck, Who
from kiosk.core.collection import (
    Collection,
    CollectionsSeen,
    Draft,
    Manifest,
    OldSeal,
    SealState,
    SignedBy,
)
from kiosk.core.condition import (
    ExportFault,
    ExportSeen,
    ExportStep,
    Finding,
    MachineSeen,
    MaterialDay,
    PreferencesSeen,
    RecordsSeen,
    ServiceSeen,
)
from kiosk.core.containers import Container, ContainerFill, ContainersSeen, Point
from kiosk.core.correction import CorrectionAction, CorrectionReason, Standing
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
    UploadProgress,
    WeighingEvidence,
)
from kiosk.core.guide import Guide
from kiosk.core.journal import Verdict
from kiosk.core.pickup import Gathered, ItemRefusal, Order, OrdersSeen, RefusedItem
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.methodology import Quote, Rule, quote
from kiosk.session import states as at
from kiosk.session.collect_states import Collect, CollectStep, CollectTrouble
from kiosk.session.console_states import Console, ConsolePage
from kiosk.session.correct_states import Correct, CorrectStep
from kiosk.session.reading_states import AccountPart, ReadingPage
from kiosk.session.round_states import Errand, Round, RoundStep
from kiosk.ui.sample_accounts import ACCOUNTS

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
_DRAINING = LinkStatus(online=True, enrolled=True, pending=8_360, progress=UploadProgress(4_120, 12_480, 240, 35))
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


def _reading(page: ReadingPage, resume: at.SessionState) -> at.SessionState:
    assert isinstance(resume.phase, at.Readable)
    return replace(resume, phase=at.Reading(resume.phase, page, _LATER))


def _read() -> dict[str, at.SessionState]:
    page = ReadingPage
    choose = _state(at.ChooseMaterial(_visit(), _LATER))
    return {
        "reading": _reading(page.HELP, _state(at.Attract())),
        "reading-accepted": _reading(page.ACCEPTED, choose),
        "reading-methodology": _reading(page.METHODOLOGY, _confirm("clothing", 3_250)),
        "reading-methodology-books": _reading(page.METHODOLOGY, _credited("books", 2_350)),
        "reading-methodology-heavy": _reading(page.METHODOLOGY, _confirm("clothing", 19_980)),
        "reading-methodology-held": _reading(page.METHODOLOGY, _confirm("books", 2_350, hold=HoldReason.TAKEN_OUT)),
        "reading-privacy": _reading(page.PRIVACY, choose),
        **_accounts(),
    }


def _accounts() -> dict[str, at.SessionState]:
    choose = _state(at.ChooseMaterial(_visit(), _LATER))
    assert isinstance(choose.phase, at.ChooseMaterial)
    return {
        f"reading-account{name}-{part}": replace(
            choose, phase=at.Reading(choose.phase, ReadingPage.ACCOUNT, _LATER, AccountPart(part), account)
        )
        for name, (account, parts) in ACCOUNTS.items()
        for part in parts.split()
    }


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
        "check_scale-failed": _cared(_checked(step.FAILED, 9_940, 0), at.CareWarning.CHECK_FAILED),
        "check_scale-failed-return": _cared(_checked(step.FAILED, 10_030, 20), at.CareWarning.CHECK_FAILED),
    }


def _check_faults() -> dict[str, at.SessionState]:
    start = _check(at.CheckStep.EMPTY, ScaleStatus.FAULT, None)
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
        "attract-ended": _noticed(_state(at.Attract()), at.NoticeKind.ENDED),
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
        "staff_menu-uploading": replace(menu, link=_DRAINING),
        "staff_menu-longest-words": replace(menu, link=replace(_OFFLINE, pending=12_480, fault=LinkFaultKind.SHRUNK)),
        "staff_menu-check-due": _cared(replace(menu, link=_PAUSED), at.CareWarning.CHECK_DUE),
    }


def _correcting() -> dict[str, at.SessionState]:
    bags = (("clothing", 3250, 97), ("books", 12_400, 93), ("clothing", 860, 25), ("clothing", 19_900, 597))
    rows = [
        Standing(
            "e0" * 16,
            40 - n,
            "5e" * 16,
            1,
            "2026-11-21",
            f"{16 - n}:0{n}",
            material,
            "clothing-1",
            net_g,
            net_g,
            0,
            points,
            1280 if material == "clothing" else 457,
            30 if material == "clothing" else 7,
            voided=n == 2,
            corrected=n in {2, 3},
        )
        for n, (material, net_g, points) in enumerate(bags * 2)
    ]
    empty = Correct("ab" * 16, StaffRole.SUPERVISOR, _LATER, standings=tuple(rows))
    chosen = replace(empty, chosen=rows[3])
    weighed = replace(chosen, action=CorrectionAction.ADJUST, net_g=9_900)
    steps = {
        "list": empty,
        "list-empty": replace(empty, standings=()),
        "action": chosen,
        "weight": replace(chosen, action=CorrectionAction.ADJUST),
        "reason": weighed,
        "second": replace(weighed, reason=CorrectionReason.LEANED_ON),
        "check": replace(weighed, reason=CorrectionReason.LEANED_ON, second="cd" * 16),
        "saving": replace(weighed, reason=CorrectionReason.LEANED_ON),
        "done": replace(chosen, action=CorrectionAction.VOID, reason=CorrectionReason.WEIGHED_TWICE),
        "changed": weighed,
    }
    return {
        "correct" if name == "list" else f"correct-{name}": _state(
            replace(phase, step=CorrectStep(name.partition("-")[0]))
        )
        for name, phase in steps.items()
    }


_SEAL = "LZ-3F2A-3-9C41C2"
_BIN = Container("clothing-1", "clothing", 150_000, 1000)
_SHELF = Container("books-1", "books", 200_000, 240)
GUIDE = Guide(phone="0830\u00a0123\u00a04567", hours_zh="每天 8:00 到 18:00", hours_en="every day, 8:00 to 18:00")
"""What the sample place tells."""
POSITION = (28_871_000, 105_442_000)
"""Where the sample kiosk stands."""
_POINTS = (
    Point(
        "k-" + "1" * 20,
        "水井沟社区回收亭",
        "Shuijinggou Community",
        28_876_000,
        105_440_000,
        ("clothing", "books"),
        (("clothing-1", "clothing"),),
    ),
    Point("k-" + "2" * 20, "百子图广场回收亭", "Baizitu Square", 28_895_000, 105_446_000, ("books",)),
)


def _filled(state: at.SessionState, clothing_g: int, books_g: int) -> at.SessionState:
    """The containers at so many grams, and other points around."""
    fills = (
        ContainerFill(_BIN, 4, 41, clothing_g, _SEAL, "2026-11-16"),
        ContainerFill(_SHELF, 1, 12 if books_g else 0, books_g),
    )
    return replace(state, containers=ContainersSeen(fills), points=_POINTS)


def _fills() -> dict[str, at.SessionState]:
    choose = _state(at.ChooseMaterial(_visit(), _LATER))
    both = _filled(choose, 151_000, 201_000)
    return {
        "attract-filling": _filled(_state(at.Attract()), 92_000, 40_000),
        "attract-full": _filled(_state(at.Attract()), 150_500, 170_000),
        "choose_material-clothes-full": _filled(choose, 151_000, 40_000),
        "choose_material-both-full": _noticed(both, at.NoticeKind.FULL),
        "choose_material-full-nowhere-else": replace(both, points=()),
    }


def _order(number: int, building: str, hours: tuple[int, int], **facts: Any) -> Order:
    start, end = (f"2026-11-22T{hour - 8:02d}:00:00.000Z" for hour in hours)
    usual = {
        "id": f"{number:032x}",
        "code": "7GKQ2MXY",
        "resident": _RESIDENT.resident,
        "materials": ("clothing", "books"),
        "window_from": start,
        "window_to": end,
        "building": building,
        "address": "2单元501",
        "phone": "138\u00a00000\u00a00000",
    }
    return Order(**{**usual, **facts})


_ORDERS = OrdersSeen(
    (
        _order(1, "忠山路12号3栋", (9, 12)),
        _order(
            2,
            "忠山路12号3栋",
            (9, 12),
            materials=("clothing",),
            note="门铃坏了，请敲门。两袋，放在门边",
        ),
        _order(3, "忠山路12号5栋", (9, 12), materials=("books",)),
        _order(4, "江阳西路45号", (14, 17)),
        _order(5, "江阳西路47号", (14, 17), materials=("clothing",)),
    ),
    closed=2,
    gathered=(Gathered(f"{3:032x}", 1, 5_640),),
)
_LOAD = ContainersSeen(
    (
        ContainerFill(Container("round-clothing", "clothing"), drop_offs=3, fill_g=12_350),
        ContainerFill(Container("round-books", "books"), drop_offs=1, fill_g=5_640),
    )
)
_LEFT = (RefusedItem("clothing", ItemRefusal.WET), RefusedItem("other", ItemRefusal.NOT_ACCEPTED))


def _round(step: RoundStep, order: int = 2, link: LinkStatus = _OFFLINE, **facts: Any) -> at.SessionState:
    chosen = None if step is RoundStep.LIST else f"{order:032x}"
    phase = Round(step, _BADGE, StaffRole.OPERATOR, _LATER, order=chosen, **facts)
    return replace(_state(phase, link=link), orders=_ORDERS, containers=_LOAD)


def _rounds() -> dict[str, at.SessionState]:
    step = RoundStep
    errand = Errand(f"{2:032x}", _BADGE, StaffRole.OPERATOR)
    weighing = replace(_visit(), errand=errand)
    menu = replace(_state(at.StaffMenu(_BADGE, StaffRole.OPERATOR, _LATER)), upkeep=_WELL_KEPT, orders=_ORDERS)
    return {
        "staff_menu-rounds": replace(menu, camera=CameraView("ready")),
        "round": _round(step.LIST),
        "round-list-second": replace(_round(step.LIST, page=1, link=_ONLINE), orders=replace(_ORDERS, closed=0)),
        "round-list-empty": replace(_round(step.LIST), orders=OrdersSeen(()), containers=ContainersSeen(())),
        "round-list-no-such-order": _noticed(_round(step.LIST), at.NoticeKind.NO_SUCH_ORDER),
        "round-list-order-gone": _noticed(_round(step.LIST), at.NoticeKind.ORDER_GONE),
        "round-list-unfinished": replace(
            _round(step.LIST, page=1),
            orders=replace(_ORDERS, gathered=(*_ORDERS.gathered, Gathered("ab" * 16, 2, 8_150))),
        ),
        "round-door-unfinished": _round(step.DOOR, 3),
        "round-order": _round(step.ORDER, 1),
        "round-order-note": _round(step.ORDER),
        "round-order-begun": _round(step.ORDER, 3),
        "round-identify": _round(step.IDENTIFY),
        "round-identify-other-person": _noticed(_round(step.IDENTIFY), at.NoticeKind.OTHER_PERSON),
        "round-identify-other-order": _noticed(_round(step.IDENTIFY), at.NoticeKind.OTHER_ORDER),
        "choose_material-round": replace(_state(at.ChooseMaterial(weighing, _LATER)), orders=_ORDERS),
        "round-door": _round(step.DOOR, who=_RESIDENT),
        "round-door-taken": _round(step.DOOR, 3, who=_RESIDENT, refused=_LEFT),
        "round-leave-what": _round(step.LEAVE_WHAT, who=_RESIDENT),
        "round-leave-why": _round(step.LEAVE_WHY, who=_RESIDENT, material="clothing"),
        "round-leave-why-books": _round(step.LEAVE_WHY, who=_RESIDENT, material="books"),
        "round-confirm": _round(step.CONFIRM, 3, who=_RESIDENT, refused=_LEFT),
        "round-confirm-many": _round(step.CONFIRM, 3, who=_RESIDENT, refused=_LEFT * 3),
        "round-confirm-nothing": _round(step.CONFIRM, who=_RESIDENT, refused=_LEFT[:1]),
        "round-nobody": _round(step.NOBODY),
        "round-another-day": _round(step.ANOTHER_DAY),
        "round-saving": _round(step.SAVING),
    }


_BEGUN = Draft("c0" * 16, "clothing-1", "clothing", 4)
_SEALED = replace(_BEGUN, old_seal=OldSeal(_SEAL, _SEAL, SealState.INTACT))
_BAGS = tuple(replace(_settled(net_g), weighing=str(net_g)) for net_g in (12_340, 18_900, 21_060, 16_250, 22_900))
_HALF = replace(_SEALED, bags=_BAGS[:3])
_WEIGHED = replace(_SEALED, bags=_BAGS, weighed=True)
_SENT = replace(_WEIGHED, explained_g=92_000, sent=True)
_EMPTY_SHELF = replace(_SEALED, container="books-1", material="books", period=1)
_READY = replace(_SENT, new_seal="LZ-3F2A-4-0B77D1")
_DONE = Collection(
    collection=_READY.collection,
    container=_READY.container,
    material=_READY.material,
    period=4,
    drop_offs=41,
    expected_g=92_000,
    bags=_BAGS,
    vehicle_g=None,
    vehicle_reason=None,
    reason=None,
    old_seal=OldSeal(_SEAL, _SEAL, SealState.INTACT),
    new_seal="LZ-3F2A-4-0B77D1",
    into=None,
    badge=_BADGE,
    role=StaffRole.OPERATOR,
    signed=SignedBy.BADGE,
)
_MANIFEST = Manifest("k-" + "3f2a" * 5, "ee" * 16, 812, "9c41" * 16, "2026-11-22T01:00:00.000Z", _DONE)


def _collect(step: CollectStep, draft: Draft | None = None, **facts: Any) -> at.SessionState:
    phase = Collect(step, _BADGE, StaffRole.OPERATOR, _LATER, draft, **facts)
    seen = CollectionsSeen("k-" + "3f2a" * 5, draft, _MANIFEST)
    state = replace(_filled(_state(phase), 92_000, 40_000), collections=seen)
    return replace(state, printer=PrinterView(PrinterStatus.READY))


def _at_scale(status: ScaleStatus, weight_g: int | None, draft: Draft = _HALF, **facts: Any) -> at.SessionState:
    return replace(_collect(CollectStep.WEIGH, draft, **facts), scale=ScaleView(status, weight_g))


def _collections() -> dict[str, at.SessionState]:
    step, trouble = CollectStep, CollectTrouble
    short = replace(_WEIGHED, bags=_BAGS[:4])
    silent = ScaleView(ScaleStatus.FAULT, None, fault=_SILENT)
    first = _collect(step.SEAL, replace(_BEGUN, container="books-1", material="books", period=1))
    return {
        "staff_menu-containers": replace(_collect(step.LIST), phase=at.StaffMenu(_BADGE, StaffRole.OPERATOR, _LATER)),
        "staff_menu-supervisor": replace(_collect(step.LIST), phase=at.StaffMenu(_BADGE, StaffRole.SUPERVISOR, _LATER)),
        "staff_menu-all": replace(
            _collect(step.LIST), phase=at.StaffMenu(_BADGE, StaffRole.SUPERVISOR, _LATER), orders=_ORDERS
        ),
        "collect": _collect(step.LIST),
        "collect-resume": _collect(step.RESUME, _HALF),
        "collect-resume-stale": _collect(step.RESUME, replace(_HALF, period=3), trouble=trouble.STALE),
        "collect-give-up": _collect(step.GIVE_UP, _HALF),
        "collect-seal": _collect(step.SEAL, _BEGUN),
        "collect-seal-first": first,
        "collect-seal-unreadable": _collect(step.SEAL, _BEGUN, trouble=trouble.NO_SEAL),
        "collect-intact": _collect(step.INTACT, _BEGUN, found=_SEAL),
        "collect-intact-other": _collect(step.INTACT, _BEGUN, found="LZ-77-0192"),
        "collect-weigh": _at_scale(ScaleStatus.EMPTY, 0, _SEALED),
        "collect-weigh-moving": _at_scale(ScaleStatus.MOVING, 15_980),
        "collect-weigh-counted": _at_scale(ScaleStatus.CLEAR_FIRST, 21_060),
        "collect-weigh-not-at-rest": _at_scale(ScaleStatus.MOVING, 15_980, trouble=trouble.NOT_AT_REST),
        "collect-weigh-fault": replace(_collect(step.WEIGH, _HALF), scale=silent),
        "collect-vehicle": _collect(step.VEHICLE, _SEALED),
        "collect-vehicle-absurd": _collect(step.VEHICLE, _SEALED, trouble=trouble.ABSURD),
        "collect-vehicle-reason": _collect(step.VEHICLE_REASON, _SEALED, vehicle_g=93_000),
        "collect-compare": _collect(step.COMPARE, _WEIGHED),
        "collect-compare-less": _collect(step.COMPARE, short),
        "collect-compare-more": _collect(step.COMPARE, replace(_WEIGHED, bags=(*_BAGS, _settled(9_870)))),
        "collect-compare-nothing": _collect(
            step.COMPARE, replace(_WEIGHED, container="books-1", material="books", period=1, bags=())
        ),
        "collect-compare-empty": _filled(_collect(step.COMPARE, replace(_EMPTY_SHELF, weighed=True)), 92_000, 0),
        "collect-compare-changed": _collect(step.COMPARE, short, trouble=trouble.CHANGED),
        "collect-compare-came": _collect(step.COMPARE, replace(short, weighed_at_g=short.weighed_g)),
        "collect-destination": _collect(step.DESTINATION, replace(_WEIGHED, explained_g=92_000)),
        "collect-new-seal": _collect(step.NEW_SEAL, _SENT),
        "collect-new-seal-used": _collect(step.NEW_SEAL, _SENT, trouble=trouble.SEAL_USED),
        "collect-sign": _collect(step.SIGN, _READY),
        "collect-saving": _collect(step.SAVING, _READY),
        "collect-manifest": _collect(step.MANIFEST, manifest=_MANIFEST),
    }


def _on_the_machine(*findings: Finding, brightness: int | None = None) -> MachineSeen:
    usual = {
        "network": Finding("network", well=True, said="", word="up"),
        "disk": Finding("disk", well=True, said="", word="free", figure="43702"),
        "clock": Finding("clock", well=True, said="", word="trusted", figure="0"),
        "stick": Finding("stick", well=True, said="", word="none"),
        "software": Finding("software", well=True, said="", word="current", figure="1.4.0"),
    }
    return MachineSeen(tuple((usual | {each.what: each for each in findings}).values()), brightness)


_DAY = RecordsSeen(
    day=date(2026, 11, 22),
    materials=(MaterialDay("books", 5, 17_500, 4_373, 137), MaterialDay("clothing", 15, 51_730, 66_209, 1_546)),
    held=2,
    refused=1,
    newest=(
        Verdict(1240, "held", "over_day_cap"),
        Verdict(1198, "refused", "arithmetic"),
        Verdict(1103, "held", "unexplained_difference"),
    ),
)
_WELL = _on_the_machine()
_TROUBLED = _on_the_machine(
    Finding("network", well=False, said="", word="down"),
    Finding("disk", well=False, said="", word="low", figure="120"),
    Finding("clock", well=False, said="", word="wrong", figure="86400"),
    Finding("battery", well=False, said="", word="low", figure="12"),
    Finding("stick", well=False, said="", word="read_only", figure="0"),
    Finding("software", well=False, said="", word="restart", figure="1.5.0"),
    brightness=60,
)
_STICK = _on_the_machine(Finding("stick", well=True, said="", word="ready", figure="14900"), brightness=80)


def _console(page: ConsolePage, machine: MachineSeen | None = _WELL, **facts: Any) -> at.SessionState:
    phase = Console(_BADGE, StaffRole.SUPERVISOR, page, _LATER, _LATER)
    state = replace(_state(phase), upkeep=_WELL_KEPT, camera=CameraView("ready"), machine=machine, records=_DAY)
    return replace(state, **facts)


def _consoles() -> dict[str, at.SessionState]:
    page, step = ConsolePage, ExportStep
    silent = ScaleView(ScaleStatus.FAULT, None, fault=_SILENT)
    nothing = replace(_DAY, materials=(), held=0, refused=0, newest=())
    return {
        "console": _console(page.DEVICES),
        "console-not-yet": _console(page.DEVICES, None, records=None),
        "console-troubles": _console(
            page.DEVICES,
            _TROUBLED,
            scale=silent,
            scanner_fault=_NO_SCANNER,
            camera=CameraView("missing"),
            printer=PrinterView(PrinterStatus.PAPER_OUT, 2),
            link=replace(_OFFLINE, pending=12_480, fault=LinkFaultKind.PORTAL),
            upkeep=replace(_WELL_KEPT, backup_failed=True),
        ),
        "console-below-zero": _console(page.DEVICES, scale=ScaleView(ScaleStatus.BELOW_ZERO, -350)),
        "console-sync": _console(
            page.SYNC, link=replace(_ONLINE, last_success=datetime(2026, 11, 22, 1, 0, tzinfo=UTC))
        ),
        "console-sync-uploading": _console(page.SYNC, link=_DRAINING),
        "console-sync-portal": _console(page.SYNC, link=replace(_OFFLINE, fault=LinkFaultKind.PORTAL)),
        "console-sync-untrusted": _console(page.SYNC, link=replace(_OFFLINE, fault=LinkFaultKind.UNTRUSTED)),
        "console-today": _console(page.TODAY),
        "console-today-bins": _filled(_console(page.TODAY), 151_000, 40_000),
        "console-today-nothing": _console(page.TODAY, records=nothing),
        "console-screen": _console(page.SCREEN),
        "console-screen-brightness": _console(page.SCREEN, _STICK, preferences=PreferencesSeen("en")),
        "console-export": _console(page.EXPORT),
        "console-export-ready": _console(page.EXPORT, _STICK),
        "console-export-writing": _console(page.EXPORT, _STICK, export=ExportSeen(step.WRITING, 4_000, 12_480)),
        "console-export-done": _console(
            page.EXPORT,
            _STICK,
            export=ExportSeen(step.DONE, 12_480, 12_480, "greensprout-k-56475aa75463474c0285-20261122T010000Z"),
        ),
        "console-export-failed": _console(page.EXPORT, export=ExportSeen(step.FAILED, fault=ExportFault.NO_STICK)),
        "console-service": _console(page.SERVICE),
        "console-service-out": _console(page.SERVICE, _TROUBLED, service=ServiceSeen(out=True)),
        "console-service-failing": _console(page.SERVICE, failing=True),
    }


def container_samples() -> dict[str, at.SessionState]:
    """What looks different where the bin stands on the scale (``CONTAINER_PLATE``). Name → state, as in ``samples``."""
    hint = at.WeighHint
    return {
        "reading-container": _reading(ReadingPage.HELP, _state(at.Attract())),
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
        "collect-container": replace(
            _collect(CollectStep.LIST),
            containers=ContainersSeen((ContainerFill(_BIN, 4, 41, 92_000, _SEAL, "2026-11-16"),)),
            scale=ScaleView(ScaleStatus.EMPTY, 0, fill_g=88_450),
        ),
        "collect-container-weigh": _at_scale(ScaleStatus.EMPTY, 0),
        "collect-container-put-back": _at_scale(ScaleStatus.SETTLED, 3_250, trouble=CollectTrouble.PUT_BACK),
        "collect-container-bin-off": _at_scale(ScaleStatus.BELOW_ZERO, None, trouble=CollectTrouble.BIN_OFF),
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
        **_read(),
        **_staff(),
        **_correcting(),
        **_rounds(),
        **_consoles(),
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
        "weigh-no-reading": _weigh(hint.STARTING, ScaleStatus.STARTING, None),
        "weigh-busy": _noticed(_weigh(hint.MOVING, ScaleStatus.MOVING, 860), at.NoticeKind.BUSY),
        "confirm": _confirm("clothing", 3_250),
        "confirm-books": _confirm("books", 2_350),
        "confirm-certificate-expired": _cared(
            _confirm("clothing", 3_250, hold=HoldReason.CERTIFICATE_EXPIRED), at.CareWarning.CERTIFICATE_EXPIRED
        ),
        "confirm-books-check-failed": _cared(
            _confirm("books", 2_350, hold=HoldReason.SCALE_CHECK_FAILED), at.CareWarning.CHECK_FAILED
        ),
        "confirm-heavy": _confirm("clothing", 19_980, _OFFLINE),
        "saving": _saving("clothing", 3_250),
        "saving-books": _saving("books", 2_350),
        "credited": _credited("clothing", 3_250),
        "credited-offline": _credited("clothing", 3_250, _OFFLINE),
        "credited-books": _credited("books", 2_350),
        "credited-books-offline": _credited("books", 8_900, _UNENROLLED),
        "credited-books-held-offline": _cared(
            _credited_held("books", 8_900, HoldReason.SCALE_CHECK_FAILED, _OFFLINE), at.CareWarning.CHECK_FAILED
        ),
        "credited-held": _cared(
            _credited_held("clothing", 3_250, HoldReason.CERTIFICATE_EXPIRED), at.CareWarning.CERTIFICATE_EXPIRED
        ),
        "choose_material-held": _state(at.ChooseMaterial(_visit(two[0], held=1), _LATER)),
        "finished-held": _finished(two[0], held=1),
        "finished-held-one-of-two": _finished(*two, held=1),
        "finished-held-guest": _finished(two[0], who=_GUEST, link=_OFFLINE, held=1),
        "finished-held-guest-one-of-two": _finished(*two, who=_GUEST, held=1),
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
        "out_of_service-staff": replace(_state(at.OutOfService(None)), service=ServiceSeen(out=True)),
        "out_of_service-failing": replace(_state(at.OutOfService(None), link=_OFFLINE), failing=True),
        "out_of_service-visit": _state(at.OutOfService(store, _visit(("clothing", 1_200)))),
        "recovered": _state(at.Recovered((_receipt(1, "clothing", 1_200),), _LATER)),
        "recovered-two": _state(at.Recovered(_visit(*two).receipts, _LATER), link=_OFFLINE),
        "recovered-nothing": _state(at.Recovered((), _LATER)),
        **_fills(),
        **_collections(),
        **_checks(),
        **_check_faults(),
    }
