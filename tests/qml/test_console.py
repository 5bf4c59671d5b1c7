"""The staff's console on the screen: pages that turn, words for every state, and nothing drawn that nobody may see."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kiosk.core.condition import ExportFault, ExportSeen, ExportStep, Finding, MachineSeen
from kiosk.core.errors import DeviceFault, DeviceFaultKind, LinkFaultKind
from kiosk.core.events import CameraView, ScaleStatus, ScaleView
from kiosk.core.journal import Verdict
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.console_states import ConsolePage
from kiosk.ui.console import ConsoleView, console_view, findings_of
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import samples

SAMPLES = samples()
DEVICES = SAMPLES["console"]
TROUBLES = SAMPLES["console-troubles"]


@pytest.fixture(params=[(540, 960), (960, 540)], ids=["portrait", "landscape"])
def kiosk(request, open_kiosk):
    width, height = request.param
    return open_kiosk(language="en", width=width, height=height)


def show(kiosk, state):
    kiosk.window.show_state(SAMPLES[state] if isinstance(state, str) else state)
    kiosk.clock.advance(GUARD_MS)
    kiosk.view.grabWindow()


def text(kiosk, name):
    return kiosk.item(name).property("text").replace("\u00a0", " ")


ACTS = [
    ("console", "page-sync", on.TurnTo(ConsolePage.SYNC)),
    ("console", "page-today", on.TurnTo(ConsolePage.TODAY)),
    ("console", "page-screen", on.TurnTo(ConsolePage.SCREEN)),
    ("console", "page-export", on.TurnTo(ConsolePage.EXPORT)),
    ("console", "page-service", on.TurnTo(ConsolePage.SERVICE)),
    ("console-sync", "page-devices", on.TurnTo(ConsolePage.DEVICES)),
    ("console", "device-scale", on.StillHere()),
    ("console", "back", on.Back()),
    ("console", "lock", on.Lock()),
    ("console-screen", "languageEn", on.PreferLanguage("en")),
    ("console-screen-brightness", "languageZh", on.PreferLanguage("zh")),
    ("console-screen-brightness", "darker", on.SetBrightness(60)),
    ("console-screen-brightness", "brighter", on.SetBrightness(100)),
    ("console-export-ready", "startExport", on.ExportTouched()),
    ("console-service-failing", "exportFirst", on.TurnTo(ConsolePage.EXPORT)),
    ("console-service", "toggleService", on.SetService(out=True)),
    ("console-service-out", "toggleService", on.SetService(out=False)),
    ("staff_menu", "console", on.OpenConsole()),
]


@pytest.mark.parametrize(("sample", "name", "touch"), ACTS)
def test_a_click_is_one_input(kiosk, sample, name, touch):
    kiosk.window.show_state(SAMPLES[sample])
    kiosk.click(name)
    assert kiosk.touches == [], "a finger that was on its way hit what has just appeared"
    kiosk.clock.advance(GUARD_MS)
    kiosk.click(name)
    kiosk.click(name)
    assert kiosk.touches == [touch]


def test_the_first_trouble_is_advised_on_until_another_is_touched(kiosk):
    show(kiosk, TROUBLES)
    assert text(kiosk, "advice") == "Scale: Switch it on, and look at its cable"
    kiosk.click("device-disk")
    assert text(kiosk, "advice") == "Disk: Export what is needed, then let the service make room"
    show(kiosk, DEVICES)
    kiosk.click("device-disk")
    assert text(kiosk, "advice") == "Disk: There is nothing to do"


def test_nothing_is_called_well_before_anything_was_looked_at(kiosk):
    show(kiosk, "console-not-yet")
    assert text(kiosk, "advice") == "Looking. One moment"
    show(kiosk, "console")
    assert text(kiosk, "advice") == "Everything is well"


def test_a_backlog_shows_its_bar_its_rate_and_what_is_left(kiosk):
    show(kiosk, "console-sync-uploading")
    assert kiosk.item("uploadBar").property("share") == pytest.approx(4120 / 12_480)
    assert text(kiosk, "uploaded") == "4120 of 12,480 uploaded"
    assert text(kiosk, "rate") == "240 a second, about 0:35 left"
    show(kiosk, "console-sync")
    assert text(kiosk, "lastSuccess") == "Last uploaded: 22 Nov 09:00"
    assert text(kiosk, "pending") == "Everything is uploaded"


def test_what_the_platform_does_not_take_is_said_with_its_reason(kiosk):
    show(kiosk, "console-sync")
    assert text(kiosk, "verdicts") == "Held for review: 2. Refused: 1"
    assert text(kiosk, "verdict0") == "No. 1240: more than may be credited at once or in a day"
    assert text(kiosk, "verdict1") == "No. 1198: the figures do not add up"


def test_today_is_told_by_material(kiosk):
    show(kiosk, "console-today")
    assert text(kiosk, "dropOffs") == "20"
    assert text(kiosk, "material-books") == "5 times, 17.50 kg, 137 points"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [("1", "1 s off"), ("59", "59 s off"), ("150", "3 min off"), ("7200", "2 h off"), ("86400", "1 d off")],
)
def test_how_far_a_clock_is_off_is_said_in_the_greatest_unit(kiosk, seconds, said):
    clock = Finding("clock", well=False, said="", word="wrong", figure=seconds)
    show(kiosk, replace(DEVICES, machine=MachineSeen((clock,))))
    assert text(kiosk, "device-clock") == said


def test_large_figures_of_the_machine_are_grouped(kiosk):
    show(kiosk, "console")
    assert text(kiosk, "device-disk") == "43,702 MB free"
    show(kiosk, "console-export-ready")
    assert text(kiosk, "stick") == "Stick found, 14,900 MB free"


def test_where_the_light_cannot_be_set_nothing_about_it_is_shown(kiosk):
    show(kiosk, "console-screen")
    assert not [shown for shown in kiosk.texts() if "Brightness" in shown]
    show(kiosk, "console-screen-brightness")
    assert "Brightness: 80%" in kiosk.texts()


def test_while_it_is_written_no_other_export_can_be_begun(kiosk):
    show(kiosk, "console-export-writing")
    assert "Write to the stick" not in kiosk.texts()
    assert kiosk.item("exportBar").property("share") == pytest.approx(4000 / 12_480)


def test_what_is_written_may_be_written_again_but_is_not_asked_for(kiosk):
    show(kiosk, "console-export-ready")
    assert kiosk.item("startExport").property("primary")
    show(kiosk, "console-export-done")
    assert text(kiosk, "exportResult") == "Written. The stick can be taken out"
    assert text(kiosk, "startExport") == "Write again"
    assert not kiosk.item("startExport").property("primary")


def test_after_crashes_the_records_are_to_be_exported_before_it_goes_on(kiosk):
    failing = SAMPLES["console-service-failing"]
    show(kiosk, failing)
    assert not kiosk.item("toggleService").property("primary")
    show(kiosk, replace(failing, export=ExportSeen(ExportStep.DONE)))
    assert "Export the records first" not in kiosk.texts()
    assert kiosk.item("toggleService").property("primary")


def test_out_of_service_residents_read_that_staff_are_at_work(kiosk):
    show(kiosk, "out_of_service-staff")
    assert "Staff are at work on this kiosk. Please come again later" in kiosk.texts()
    assert not [shown for shown in kiosk.texts() if "code" in shown or "L0" in shown]
    show(kiosk, "out_of_service")
    assert not [shown for shown in kiosk.texts() if "at work" in shown]


def test_the_resting_screen_speaks_what_staff_have_chosen(open_kiosk):
    kiosk = open_kiosk(language="zh")
    chosen = SAMPLES["console-screen-brightness"].preferences
    kiosk.window.show_state(at.SessionState(preferences=chosen))  # known before anybody has come, as at the start
    assert "Start" in kiosk.texts()
    kiosk.window.show_state(replace(DEVICES, preferences=chosen))
    kiosk.window.show_state(replace(SAMPLES["attract"], preferences=chosen))
    assert "Start" in kiosk.texts()
    kiosk.window.prefer("zh", large=True)
    kiosk.window.show_state(replace(DEVICES, preferences=chosen))
    assert "Start" not in kiosk.texts()
    kiosk.window.show_state(replace(at.SessionState(at.OutOfService(None)), preferences=chosen))
    assert "Out of service" in kiosk.texts()


# --- words ---


def states_of_devices():
    """Every state of every device, as (what, state of the session)."""
    for kind in DeviceFaultKind:
        yield "scale", replace(DEVICES, scale=ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", kind, "")))
        yield "scanner", replace(DEVICES, scanner_fault=DeviceFault("scanner", kind, ""))
    for status in (ScaleStatus.STARTING, ScaleStatus.EMPTY, ScaleStatus.BELOW_ZERO):
        yield "scale", replace(DEVICES, care=(), scale=ScaleView(status, None))
    for care in at.CareWarning:
        yield "scale", replace(DEVICES, care=(care,))
    for camera in (None, *(CameraView(word) for word in ("ready", "brighter", "darker", "closer", "missing"))):
        yield "camera", replace(DEVICES, camera=camera)
    for status in PrinterStatus:
        yield "printer", replace(DEVICES, printer=PrinterView(status))
    for what, words in MACHINE_WORDS.items():
        for word in words:
            found = Finding(what, well=True, said="", word=word, figure="7")
            yield what, replace(DEVICES, machine=MachineSeen((found,)))


MACHINE_WORDS = {
    "network": ("up", "down", "unknown"),
    "disk": ("free", "low", "unknown"),
    "clock": ("trusted", "holdover", "wrong", "unknown"),
    "battery": ("mains", "discharging"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_of_a_device_has_words_of_its_own_and_advice(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    said = {}
    for what, state in states_of_devices():
        kiosk.window.show_state(SAMPLES["attract"])  # the page begins anew
        show(kiosk, state)
        kiosk.click(f"device-{what}")
        words = text(kiosk, f"device-{what}")
        assert words
        assert words not in said.setdefault(what, set()), f"{what}: {words}"
        said[what].add(words)
        assert len(text(kiosk, "advice")) > 5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_not_to_reach_the_platform_has_words_and_advice(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    base = SAMPLES["console-sync-portal"]
    said = set()
    for kind in LinkFaultKind:
        show(kiosk, replace(base, link=replace(base.link, fault=kind)))
        said.add(kiosk.item("link").property("text"))
        assert text(kiosk, "linkAdvice")
    assert len(said) == len(LinkFaultKind)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_of_an_export_has_words_of_its_own(open_kiosk, language):
    kiosk = open_kiosk(language=language)
    said = set()
    for fault in ExportFault:
        show(kiosk, replace(SAMPLES["console-export"], export=ExportSeen(ExportStep.FAILED, fault=fault)))
        said.add(text(kiosk, "exportResult"))
    assert len(said) == len(ExportFault)
    assert "" not in said


def test_every_reason_of_the_contract_has_words(open_kiosk):
    kiosk = open_kiosk(language="en")
    contract = (Path(__file__).parents[2] / "contract" / "README.md").read_text("utf-8")
    rows = [line.split("|") for line in contract.splitlines() if line.startswith(("| `held` | `", "| `refused` | `"))]
    reasons = {row[2].strip(" `") for row in rows}
    assert {"over_day_cap", "arithmetic", "unknown_rule"} <= reasons
    wordless = []
    for reason in sorted(reasons):
        seen = replace(SAMPLES["console-sync"].records, newest=(Verdict(1, "held", reason),))
        show(kiosk, replace(SAMPLES["console-sync"], records=seen))
        if text(kiosk, "verdict0") == "No. 1: the platform says why":
            wordless.append(reason)
    assert wordless == []


# --- what nobody may see ---


def test_no_badge_and_no_code_is_ever_drawn(open_kiosk):
    kiosk = open_kiosk(language="en")
    for name, state in SAMPLES.items():
        if not name.startswith(("console", "staff_menu")):
            continue
        kiosk.window.show_state(state)
        shown = " ".join(kiosk.texts())
        assert state.phase.badge not in shown
        assert state.phase.badge not in json.dumps([str(each) for each in view_of(state)])


def view_of(state):
    view = console_view(state, "zh")
    return [getattr(view, field.name) for field in fields(view)]


def test_other_screens_show_nothing_of_the_console():
    shown = {state.screen for state in SAMPLES.values() if console_view(state, "zh") != ConsoleView()}
    assert shown == {"console", "staff_menu"}


def test_screen_and_report_say_the_same():
    state = TROUBLES
    view = console_view(state, "zh")
    found = {each.what: each for each in findings_of(state)}
    assert set(view.devices) <= found.keys()
    for what, word in zip(view.devices, view.device_words, strict=True):
        assert found[what].word == word
        assert found[what].well == (what not in view.troubled)
        assert found[what].said or what in {"network", "disk", "clock", "battery"}
