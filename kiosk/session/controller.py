"""Runs the machine: holds the state, gives each input its context, carries out the effects. GUI thread only."""

from collections.abc import Callable

from kiosk.core.clock import Clock, local_day
from kiosk.core.ids import new_claim_code, new_id
from kiosk.core.plate import ScalePlate
from kiosk.methodology import Rulebook
from kiosk.session.context import Context
from kiosk.session.effects import (
    AbandonCollection,
    Append,
    AppendCheck,
    AppendCollection,
    AppendCorrection,
    AppendEmptied,
    CheckPin,
    ClosePickup,
    CloseVisit,
    Effect,
    JudgeSeal,
    KeepCredited,
    KeepDraft,
    KeepLanguage,
    ListDropOffs,
    LookAround,
    LookAtAccount,
    LookUpBadge,
    NudgeSync,
    OpenVisit,
    Print,
    RecordConsent,
    RecordService,
    ReportDevice,
    RequireZero,
    Shine,
    StartExport,
)
from kiosk.session.inputs import Input
from kiosk.session.machine import next_deadline_ms, step
from kiosk.session.ports import Attendant, Courier, Guard, NoAttendant, Printer, Recorder, Scale
from kiosk.session.states import SessionState


class Controller:
    """``dispatch`` every input; ``on_change`` hears every new state, after its effects were handed out."""

    def __init__(
        self,
        rules: Rulebook,
        clock: Clock,
        recorder: Recorder,
        scale: Scale,
        courier: Courier,
        guard: Guard,
        printer: Printer,
        on_change: Callable[[SessionState], None],
        plate: ScalePlate,
        attendant: Attendant | None = None,
    ) -> None:
        self._rules = rules
        self._plate = plate
        self._clock = clock
        self._recorder = recorder
        self._scale = scale
        self._courier = courier
        self._guard = guard
        self._printer = printer
        self._attendant: Attendant = attendant or NoAttendant()
        self._on_change = on_change
        self.state = SessionState()

    def dispatch(self, event: Input) -> None:
        """Take one input."""
        context = Context(
            now_ms=self._clock.monotonic_ms(),
            today=local_day(self._clock.latest_known()),
            rules=self._rules,
            plate=self._plate,
            new_session=new_id(),
            new_claim=new_claim_code(),
            staff_known=self._guard.staff_known,
        )
        before = self.state
        self.state, effects = step(before, event, context)
        for effect in effects:
            self._carry_out(effect)
        if self.state != before:
            self._on_change(self.state)

    def next_deadline_ms(self) -> int | None:
        """When time alone changes something (monotonic milliseconds), or None."""
        return next_deadline_ms(self.state)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Append(drop_off=act):
                self._recorder.record(act)
            case OpenVisit(session=session, claim_code=claim_code):
                self._recorder.open_visit(session, claim_code)
            case CloseVisit():
                self._recorder.close_visit()
            case AppendCheck(check=check):
                self._recorder.record_check(check)
            case RecordConsent(resident=resident):
                self._recorder.record_consent(resident)
            case LookUpBadge(badge=badge):
                self._guard.look_up(badge)
            case CheckPin(badge=badge, pin=pin):
                self._guard.check(badge, pin)
            case ReportDevice(device=device, fault=fault):
                self._recorder.report_device(device, fault)
            case RequireZero():
                self._scale.require_zero()
            case AppendEmptied(emptied=emptied):
                self._recorder.record_emptied(emptied)
            case KeepCredited(weighing=weighing):
                self._scale.credited(weighing)
            case Print(job=job):
                self._printer.print(job)
            case NudgeSync():
                self._courier.nudge()
            case LookAtAccount(resident=resident, day=day):
                self._recorder.look_at_account(resident, day)
            case _:
                self._work_for_staff(effect)

    def _work_for_staff(self, effect: Effect) -> None:
        match effect:
            case ListDropOffs():
                self._recorder.list_drop_offs()
            case AppendCorrection(correction=correction):
                self._recorder.record_correction(correction)
            case ClosePickup(closed=closed):
                self._recorder.close_pickup(closed)
            case KeepDraft(draft=draft):
                self._recorder.keep_draft(draft)
            case JudgeSeal(seal=seal):
                self._recorder.judge_seal(seal)
            case AppendCollection(collection=collection):
                self._recorder.record_collection(collection)
            case AbandonCollection(abandoned=abandoned):
                self._recorder.abandon_collection(abandoned)
            case LookAround(day=day):
                self._attendant.look()
                self._recorder.look_at_records(day)
            case RecordService(badge=badge, role=role, out=out):
                self._recorder.record_service(badge, role, out=out)
            case KeepLanguage(language=language):
                self._recorder.keep_language(language)
            case Shine(percent=percent):
                self._attendant.set_brightness(percent)
            case StartExport():
                self._attendant.export()
