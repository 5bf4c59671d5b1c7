"""What the staff's console shows: a pure function of the session's state. The sentences for its words live in QML."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.condition.findings import (
    camera_finding,
    containers_finding,
    device_finding,
    ledger_finding,
    platform_finding,
    printer_finding,
    service_finding,
    sound_finding,
    today_finding,
    verdicts_finding,
)
from kiosk.core.clock import LOCAL_TIME
from kiosk.core.condition import ExportStep, Finding
from kiosk.core.events import LinkStatus, ScaleStatus
from kiosk.core.units import kilograms_text
from kiosk.session import states as at
from kiosk.session.console_states import Console
from kiosk.ui.numbers import whole_text
from kiosk.ui.views import scale_word

_NO_DEVICES = {"stick", "software"}
"""Findings of the machine that have a page of their own."""

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))
"""Seconds of each unit of time, the greatest first."""


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """The page that stands, and what its pages say. Words are keys; lists that belong together have one length."""

    page: str = ""  # a ConsolePage, or empty on every other screen
    devices: tuple[str, ...] = ()  # what was looked at
    device_words: tuple[str, ...] = ()
    device_figures: tuple[str, ...] = ()  # of a wrong clock with the letter of its unit: 5d, 3h, 2m, 40s
    troubled: tuple[str, ...] = ()  # those of ``devices`` that are not well
    link: str = ""  # a ``link_word``
    pending_text: str = ""
    draining: bool = False
    uploaded_share: float = 0.0
    uploaded_text: str = ""
    upload_total_text: str = ""
    rate_text: str = ""  # entries a second, or empty
    left_text: str = ""  # minutes and seconds, or empty
    last_success_text: str = ""  # local time, or empty: not since the start
    held_text: str = ""
    refused_text: str = ""
    verdict_numbers: tuple[str, ...] = ()
    verdict_words: tuple[str, ...] = ()  # held or refused
    verdict_reasons: tuple[str, ...] = ()
    drop_offs_text: str = ""
    weight_text: str = ""
    reduction_text: str = ""
    points_text: str = ""
    materials: tuple[str, ...] = ()
    material_drop_offs: tuple[str, ...] = ()
    material_weights: tuple[str, ...] = ()
    material_points: tuple[str, ...] = ()
    bins: tuple[str, ...] = ()  # ids of the containers
    bin_materials: tuple[str, ...] = ()
    bin_weights: tuple[str, ...] = ()
    bin_percents: tuple[str, ...] = ()  # empty where the capacity is not known
    bins_full: tuple[str, ...] = ()  # those of ``bins`` that take nothing more
    resting_language: str = ""
    brightness: int = -1  # per cent, -1: it cannot be set here
    stick: str = ""  # none, ready, read_only; empty: not looked at yet
    stick_figure: str = ""  # megabytes free
    exporting: str = ""  # an ExportStep, or empty
    export_fault: str = ""  # an ExportFault, or empty
    export_share: float = 0.0
    export_folder: str = ""
    out_of_service: bool = False
    failing: bool = False  # because it kept crashing
    software: str = ""  # current or restart; empty: not looked at yet
    version: str = ""  # what runs, or where a restart is due what is installed


def findings_of(state: at.SessionState) -> tuple[Finding, ...]:
    """Everything that is known of this kiosk now, in the order of the console."""
    return (
        *_device_findings(state),
        *(each for each in _machine(state) if each.what in _NO_DEVICES),
        *((verdicts_finding(state.records), today_finding(state.records)) if state.records else ()),
        containers_finding(state.containers),
        service_finding(state.service, failing=state.failing),
    )


def console_view(state: at.SessionState, language: str) -> ConsoleView:
    """The console, and for the menu what is not well; the resting view on every other screen. ``language``: the
    configured one of the resting screen.
    """
    if not isinstance(state.phase, Console | at.StaffMenu):
        return ConsoleView()
    devices = _device_findings(state)
    machine = {each.what: each for each in _machine(state)}
    progress, export, records = state.link.progress, state.export, state.records
    materials = records.materials if records else ()
    verdicts = records.newest if records else ()
    stick, software = machine.get("stick"), machine.get("software")
    bins = state.containers.fills
    return ConsoleView(
        page=state.phase.page.value if isinstance(state.phase, Console) else "",
        devices=tuple(each.what for each in devices),
        device_words=tuple(each.word for each in devices),
        device_figures=tuple(_figure(each) for each in devices),
        troubled=tuple(each.what for each in devices if not each.well),
        link=platform_finding(state.link).word,
        pending_text=whole_text(state.link.pending),
        draining=progress is not None,
        uploaded_share=_share(progress.done, progress.total) if progress else 0.0,
        uploaded_text=whole_text(progress.done) if progress else "",
        upload_total_text=whole_text(progress.total) if progress else "",
        rate_text=whole_text(progress.per_s) if progress and progress.per_s is not None else "",
        left_text=_minutes(progress.left_s) if progress and progress.left_s is not None else "",
        last_success_text=_moment(state.link),
        held_text=whole_text(records.held) if records else "",
        refused_text=whole_text(records.refused) if records else "",
        verdict_numbers=tuple(whole_text(each.seq) for each in verdicts),
        verdict_words=tuple(each.verdict for each in verdicts),
        verdict_reasons=tuple(each.reason or "" for each in verdicts),
        drop_offs_text=whole_text(sum(each.drop_offs for each in materials)),
        weight_text=kilograms_text(sum(each.weight_g for each in materials)),
        reduction_text=whole_text(sum(each.reduction_g for each in materials)),
        points_text=whole_text(sum(each.points for each in materials)),
        materials=tuple(each.material for each in materials),
        material_drop_offs=tuple(whole_text(each.drop_offs) for each in materials),
        material_weights=tuple(kilograms_text(each.weight_g) for each in materials),
        material_points=tuple(whole_text(each.points) for each in materials),
        bins=tuple(each.container.id for each in bins),
        bin_materials=tuple(each.container.material for each in bins),
        bin_weights=tuple(kilograms_text(each.fill_g) for each in bins),
        bin_percents=tuple("" if each.percent is None else str(each.percent) for each in bins),
        bins_full=tuple(each.container.id for each in bins if each.full),
        resting_language=state.preferences.language or language,
        brightness=-1 if state.machine is None or state.machine.brightness is None else state.machine.brightness,
        stick=stick.word if stick else "",
        stick_figure=_figure(stick) if stick else "",
        exporting=export.step.value if export else "",
        export_fault=export.fault.value if export and export.fault else "",
        export_share=_share(export.done, export.total) if export and export.step is ExportStep.WRITING else 0.0,
        export_folder=export.folder if export else "",
        out_of_service=state.closed,
        failing=state.failing,
        software=software.word if software else "",
        version=software.figure if software else "",
    )


def _machine(state: at.SessionState) -> tuple[Finding, ...]:
    return state.machine.findings if state.machine else ()


def _device_findings(state: at.SessionState) -> tuple[Finding, ...]:
    scanner = device_finding("scanner", state.scanner_fault, "no fault known", "no_fault")
    return (
        _scale(state),
        scanner,
        camera_finding(state.camera.word if state.camera else ""),
        printer_finding(state.printer),
        sound_finding(state.sound),
        *(each for each in _machine(state) if each.what not in _NO_DEVICES),
        platform_finding(state.link),
        ledger_finding(state.upkeep),
    )


def _scale(state: at.SessionState) -> Finding:
    if state.scale.fault is None and state.care:
        word = state.care[0].value
        return Finding("scale", well=False, said=word.replace("_", " "), word=word)
    word = scale_word(state.scale)
    if state.scale.fault is None and state.scale.status is ScaleStatus.BELOW_ZERO:
        return Finding("scale", well=False, said=word.replace("_", " "), word=word)
    return device_finding("scale", state.scale.fault, word, word)


def _figure(finding: Finding) -> str:
    """The finding's figure as it is read at a glance: in the greatest unit of time, thousands grouped."""
    if not finding.figure.isdecimal():
        return finding.figure
    figure = int(finding.figure)
    if finding.what == "clock":
        size, unit = next((each for each in _UNITS if figure >= each[0]), _UNITS[-1])
        return f"{whole_text((figure + size // 2) // size)}{unit}"
    return whole_text(figure)


def _share(done: int, total: int) -> float:
    return min(1.0, done / total) if total else 0.0


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _moment(link: LinkStatus) -> str:
    moment: datetime | None = link.last_success
    return "" if moment is None else moment.astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")
