"""The staff's console: what it asks for, what it sets, and that it is locked to everybody else."""

from datetime import date

import pytest

from kiosk.core.condition import (
    CrashedAgain,
    ExportFault,
    ExportSeen,
    ExportStep,
    MachineSeen,
    PreferencesSeen,
    RecordsSeen,
    ServiceSeen,
)
from kiosk.core.events import (
    BadgeSeen,
    Interrupted,
    PinJudged,
    Receipt,
    StaffChanged,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.check import STEP_MS
from kiosk.session.console import CONSOLE_MS, LOOK_MS
from kiosk.session.console_states import Console, ConsolePage
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import Effect, KeepLanguage, LookAround, RecordService, RequireZero, Shine, StartExport
from kiosk.session.machine import STILL_THERE_MS, next_deadline_ms
from tests.fakes.acts import settled
from tests.unit.session.conversation import DISK_FULL, EMPTY, LI, TODAY, Conversation

BADGE = "ab" * 16
SHOWN = BadgeSeen(BADGE, StaffRole.OPERATOR)
FRESH = PinJudged(BADGE, right=False, tries_left=5, wait_ms=0)
RIGHT = PinJudged(BADGE, right=True, tries_left=5, wait_ms=0)
LOOK = LookAround(TODAY)
NOBODY = StaffChanged(frozenset())
STILL_GOOD = StaffChanged(frozenset({(BADGE, StaffRole.OPERATOR), ("cd" * 16, StaffRole.SUPERVISOR)}))


@pytest.fixture
def desk(talk: Conversation) -> Conversation:
    """The console is open."""
    talk.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.OpenConsole())
    assert talk.screen == "console"
    return talk


def console(talk: Conversation) -> Console:
    assert isinstance(talk.phase, Console)
    return talk.phase


def effects_of(talk: Conversation, *events: on.Input) -> list[Effect]:
    count = len(talk.effects)
    return talk.take(*events).effects[count:]


def test_it_opens_from_the_menu_alone_and_looks_at_once(talk: Conversation) -> None:
    assert talk.take(on.OpenConsole(), on.Start(), on.OpenConsole()).screen == "identify"
    talk.take(SHOWN, FRESH, on.OpenConsole())
    assert talk.screen == "enter_pin"
    talk.take(on.PinEntered("271828"), RIGHT)
    assert effects_of(talk, on.OpenConsole()) == [LOOK]
    assert console(talk).page is ConsolePage.DEVICES
    assert (console(talk).badge, console(talk).role) == (BADGE, StaffRole.OPERATOR)


@pytest.mark.parametrize("page", ConsolePage)
def test_a_page_that_is_turned_to_shows_what_is_true_now(desk: Conversation, page: ConsolePage) -> None:
    assert effects_of(desk, on.TurnTo(page)) == [LOOK]
    assert console(desk).page is page


def test_while_it_stands_open_it_looks_again_and_again(desk: Conversation) -> None:
    for _ in range(3):
        assert next_deadline_ms(desk.state) == desk.now_ms + LOOK_MS
        count = len(desk.effects)
        desk.wait(LOOK_MS)
        assert desk.effects[count:] == [LOOK]


def test_it_locks_itself(desk: Conversation) -> None:
    desk.wait(CONSOLE_MS - 1).take(on.StillHere())
    assert desk.wait(CONSOLE_MS - 1).screen == "console"
    assert desk.wait(1).screen == "attract"
    assert desk.take(on.OpenConsole(), on.SetService(out=True)).screen == "attract"
    assert not [effect for effect in desk.effects if isinstance(effect, RecordService)]


@pytest.mark.parametrize("touch", [on.Back(), on.Cancel(), on.Finish()])
def test_it_leads_back_to_the_menu(desk: Conversation, touch: on.Touch) -> None:
    assert desk.take(touch).phase == at.StaffMenu(BADGE, StaffRole.OPERATOR, desk.now_ms + IDLE_MS)


def test_it_is_locked_by_hand(desk: Conversation) -> None:
    assert desk.take(on.Lock()).screen == "attract"


def test_what_is_seen_is_kept_for_the_screen(desk: Conversation) -> None:
    machine, records = MachineSeen((), 80), RecordsSeen(date(2026, 11, 22), (), 1, 0, ())
    desk.take(machine, records, PreferencesSeen("en"))
    assert (desk.state.machine, desk.state.records, desk.state.preferences.language) == (machine, records, "en")


def test_light_and_language_are_set(desk: Conversation) -> None:
    assert effects_of(desk, on.SetBrightness(60), on.PreferLanguage("en")) == [Shine(60), KeepLanguage("en")]
    desk.take(PreferencesSeen("en"))
    assert effects_of(desk, on.PreferLanguage("en")) == []


# --- the export ---


def test_one_export_is_made_at_a_time_and_goes_on_alone(desk: Conversation) -> None:
    assert effects_of(desk, on.ExportTouched(), on.ExportTouched()) == [StartExport()]
    assert desk.state.export == ExportSeen(ExportStep.WRITING)
    desk.wait(CONSOLE_MS)
    done = ExportSeen(ExportStep.DONE, 9, 9, "greensprout")
    assert desk.take(done).screen == "attract"
    assert desk.state.export == done


def test_after_a_failed_one_another_may_be_made(desk: Conversation) -> None:
    desk.take(on.ExportTouched(), ExportSeen(ExportStep.FAILED, fault=ExportFault.NO_STICK))
    assert effects_of(desk, on.ExportTouched()) == [StartExport()]


# --- out of service ---


def closed(talk: Conversation) -> Conversation:
    talk.take(on.SetService(out=True), ServiceSeen(out=True), on.Lock())
    assert talk.phase == at.OutOfService(None)
    return talk


def test_it_is_out_of_service_when_that_is_durable(desk: Conversation) -> None:
    assert effects_of(desk, on.SetService(out=True)) == [RecordService(BADGE, StaffRole.OPERATOR, out=True)]
    assert desk.take(on.Lock()).screen == "attract"
    assert desk.take(ServiceSeen(out=True)).phase == at.OutOfService(None)


def test_what_it_is_already_is_not_recorded_again(desk: Conversation) -> None:
    assert effects_of(desk, on.SetService(out=False)) == []
    desk.take(ServiceSeen(out=True))
    assert effects_of(desk, on.SetService(out=True)) == []


@pytest.mark.parametrize("event", [LI, on.Start(), on.GoAsGuest(), on.StartScaleCheck(), on.Choose("clothing")])
def test_out_of_service_nobody_is_served(desk: Conversation, event: on.Input) -> None:
    assert closed(desk).take(event).phase == at.OutOfService(None)


def test_out_of_service_the_badge_still_works_and_puts_it_back(desk: Conversation) -> None:
    closed(desk).take(SHOWN)
    assert desk.screen == "enter_pin"
    assert desk.take(on.Back()).screen == "out_of_service"
    desk.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT).wait(IDLE_MS)
    assert desk.screen == "out_of_service"
    desk.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.OpenConsole())
    assert effects_of(desk, on.SetService(out=False)) == [RecordService(BADGE, StaffRole.OPERATOR, out=False)]
    assert desk.take(ServiceSeen(out=False), on.Lock()).screen == "attract"
    assert desk.take(LI).screen == "choose_material"


def test_after_a_restart_it_is_still_out_of_service(talk: Conversation) -> None:
    assert talk.take(ServiceSeen(out=True)).phase == at.OutOfService(None)


def test_an_answer_that_comes_after_the_lock_opens_it_all_the_same(desk: Conversation) -> None:
    closed(desk).take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.OpenConsole(), on.SetService(out=False))
    assert desk.take(on.Lock()).screen == "out_of_service"
    assert desk.take(ServiceSeen(out=False)).screen == "attract"


@pytest.mark.parametrize("event", [LI, on.Start(), on.Finish()])
def test_what_a_power_cut_interrupted_is_told_and_then_it_is_closed(talk: Conversation, event: on.Input) -> None:
    receipt = Receipt("s", 1, 7, "clothing", 3250, 4160, 97)
    talk.take(ServiceSeen(out=True), Interrupted((receipt,)))
    assert talk.screen == "recovered"
    talk.take(event)
    if event is LI:
        assert talk.screen == "recovered"
    talk.wait(IDLE_MS).wait(STILL_THERE_MS)
    assert talk.screen == "out_of_service"


def test_a_guest_still_gets_their_code(talk: Conversation) -> None:
    receipt = Receipt("s", 1, 7, "clothing", 3250, 4160, 97)
    talk.take(ServiceSeen(out=True), Interrupted((receipt,), "2345678923456789"), on.Start())
    assert talk.screen == "finished"
    assert talk.take(on.Finish()).screen == "out_of_service"


def test_a_broken_store_is_told_before_that_staff_are_at_work(desk: Conversation) -> None:
    closed(desk).take(StoreBroken(DISK_FULL), SHOWN)
    assert desk.phase == at.OutOfService(DISK_FULL)
    assert desk.take(StoreHealed()).phase == at.OutOfService(None)


def test_a_broken_store_locks_the_console(desk: Conversation) -> None:
    assert desk.take(StoreBroken(DISK_FULL)).screen == "out_of_service"
    assert desk.take(StoreHealed(), on.SetService(out=True)).screen == "attract"


# --- who is not of the staff any more ---


@pytest.mark.parametrize(
    "changed",
    [
        NOBODY,
        StaffChanged(frozenset({(BADGE, StaffRole.SUPERVISOR)})),
        StaffChanged(frozenset({("cd" * 16, StaffRole.OPERATOR)})),
    ],
    ids=["nobody is left", "another role", "another badge"],
)
def test_a_badge_that_is_not_good_any_more_is_locked_out_at_once(desk: Conversation, changed: StaffChanged) -> None:
    assert desk.take(STILL_GOOD).screen == "console"
    assert desk.take(changed).screen == "attract"


def test_at_whatever_they_are(talk: Conversation) -> None:
    for events, kept in (((SHOWN, FRESH), "enter_pin"), ((on.PinEntered("271828"), RIGHT), "staff_menu")):
        assert talk.take(*events).screen == kept
        assert talk.take(STILL_GOOD).screen == kept
    assert talk.take(NOBODY).screen == "attract"
    assert talk.take(SHOWN, FRESH, NOBODY).screen == "attract"


def test_a_check_that_is_broken_off_like_this_leaves_no_load_to_credit(talk: Conversation) -> None:
    weight = settled(10_000)
    talk.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.StartScaleCheck(), EMPTY).weigh(weight)
    assert effects_of(talk, NOBODY) == [RequireZero()]
    assert talk.screen == "attract"
    assert talk.state.spent_weighing == weight.weighing
    assert talk.wait(STEP_MS).screen == "attract"


@pytest.mark.parametrize("events", [(), (LI,), (on.Start(),)])
def test_a_new_roster_disturbs_no_resident(talk: Conversation, events: tuple[on.Input, ...]) -> None:
    before = talk.take(*events).state
    assert talk.take(NOBODY, STILL_GOOD).state == before


def test_nothing_of_the_pin_or_its_badge_is_asked_of_anybody_but_the_ledger(desk: Conversation) -> None:
    desk.take(on.SetService(out=True), on.ExportTouched(), on.SetBrightness(60), on.PreferLanguage("en"))
    told = [effect for effect in desk.effects if isinstance(effect, StartExport | Shine | KeepLanguage | LookAround)]
    assert len(told) == 4
    assert not [effect for effect in told if BADGE in repr(effect) or "271828" in repr(effect)]


@pytest.fixture
def failing(talk: Conversation) -> Conversation:
    """It has crashed again and again, and was started with the safe screen."""
    return talk.take(CrashedAgain())


def test_a_kiosk_that_keeps_crashing_serves_nobody_and_says_so(failing: Conversation) -> None:
    assert failing.screen == "out_of_service"
    for touch in (on.Start(), LI, on.GoAsGuest(), on.Back(), on.StartScaleCheck()):
        assert failing.take(touch).screen == "out_of_service"


def test_it_still_tells_what_was_recorded_before(failing: Conversation) -> None:
    receipt = Receipt("00" * 16, 1, 7, "clothing", 1200, 1536, 36)
    failing.take(Interrupted((receipt,), None))
    assert failing.screen == "recovered"
    assert failing.take(on.Finish()).screen == "out_of_service"


def test_staff_come_in_all_the_same_and_have_it_tried_again(failing: Conversation) -> None:
    failing.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT)
    assert failing.screen == "staff_menu"
    assert failing.take(on.Lock()).screen == "out_of_service"
    failing.take(SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.OpenConsole())
    assert effects_of(failing, on.SetService(out=False)) == [], "nobody had taken it out: there is nothing to record"
    assert not failing.state.failing
    assert failing.take(on.Lock()).screen == "attract"


def test_what_staff_had_taken_out_stays_out_until_it_is_put_back(failing: Conversation) -> None:
    failing.take(ServiceSeen(out=True), SHOWN, FRESH, on.PinEntered("271828"), RIGHT, on.OpenConsole())
    assert effects_of(failing, on.SetService(out=False)) == [RecordService(BADGE, StaffRole.OPERATOR, out=False)]
    assert failing.take(on.Lock()).screen == "out_of_service"
    assert failing.take(ServiceSeen(out=False)).screen == "attract"
