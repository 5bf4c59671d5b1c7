"""``kiosk doctor``: look at everything and say what is wrong and what to do. Records nothing."""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from kiosk import config
from kiosk.assets import ASSETS, METHODOLOGY, SOUNDS
from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.condition import Machine
from kiosk.condition.findings import (
    battery_finding,
    camera_finding,
    clock_finding,
    containers_finding,
    device_finding,
    disk_finding,
    network_finding,
    platform_finding,
    printer_finding,
    report_text,
    service_finding,
    sound_finding,
    stick_finding,
    today_finding,
    verdicts_finding,
)
from kiosk.config import Config
from kiosk.core.clock import SystemClock, local_day
from kiosk.core.condition import Finding
from kiosk.core.errors import DeviceFault, KioskError, LinkFault, StoreFaultKind, UsageFault
from kiosk.core.events import LinkStatus
from kiosk.core.line import LineSettings
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.core.sounds import SoundStatus, SoundView, Volume
from kiosk.ledger import Ledger, open_ledger, service_seen, store_fault, verify
from kiosk.ledger.containers import containers_seen
from kiosk.ledger.damage import condemned
from kiosk.ledger.last_backup import last_backup, words
from kiosk.ledger.overview import records_seen
from kiosk.ledger.quarantine import FOLDER_NAME as QUARANTINE
from kiosk.ledger.verify import check_end
from kiosk.methodology import load_rulebook
from kiosk.scale import protocols
from kiosk.serialport import PortInfo, open_port, stable_name, system_ports
from kiosk.session.care import care_of
from kiosk.session.states import CareWarning
from kiosk.sound.loudspeaker import NoLoudspeaker, open_loudspeaker, sound_servers
from kiosk.sound.shelf import first_missing
from kiosk.sync import Client, Enrolment, load_directory, load_enrolment, load_last_fault
from kiosk.sync.directory import platform_time
from kiosk.sync.wire import Envelope

_CARE = {
    CareWarning.CHECK_FAILED: "points wait for review until the scale passes a check: call the service",
    CareWarning.CERTIFICATE_EXPIRED: "points wait for review until the scale is verified and certificate_until renewed",
    CareWarning.CHECK_DUE: "check it with the test weight: show the staff badge at the first screen",
    CareWarning.CERTIFICATE_SOON: "have the scale verified soon",
}
_LATE_DAYS = 7
"""Beyond the days that entries are kept whole: the platform may have been away."""


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "doctor", summary)
    add_data(parser)
    add_json(parser)
    parser.set_defaults(handler=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    findings = examine(arguments.data)
    if arguments.json:
        print(json.dumps([asdict(f) for f in findings], ensure_ascii=False))
    else:
        print(report_text(findings), end="")
    return 0 if all(f.well for f in findings) else 1


def examine(data: Path) -> list[Finding]:
    """Look at configuration, files, machine, ledger, platform, clock, serial ports, scale, scanner, camera, printer and
    sound, in that order. What the staff's console shows too is judged by the same functions
    (``kiosk.condition.findings``).
    """
    findings: list[Finding] = []

    def look(what: str, check: Callable[[], str]) -> None:
        try:
            findings.append(Finding(what, well=True, said=check()))
        except KioskError as error:
            findings.append(Finding(what, well=False, said=str(error)))

    settings = Config()
    try:
        settings = config.load(data)
        findings.append(Finding("configuration", well=True, said=str(data / config.FILE_NAME)))
    except KioskError as error:
        findings.append(Finding("configuration", well=False, said=str(error)))
    look("methodology", _methodology)
    look("fonts", _fonts)
    findings.extend(_machine(data))
    ledger: Ledger | None = None
    clock = SystemClock()
    try:
        ledger = open_ledger(data, clock, create=False)
        findings.append(_ledger(ledger))
        findings.append(_backup(settings, ledger))
        findings.append(_retention(settings, ledger))
        findings.append(_platform(settings, ledger, clock))
        records = records_seen(ledger, local_day(clock.now()))
        findings += [verdicts_finding(records), today_finding(records), service_finding(service_seen(ledger))]
        findings.append(containers_finding(containers_seen(ledger, settings.here().containers)))
        look("directory", lambda: _directory(ledger))
        findings.append(_care(settings, ledger))
    except KioskError as error:
        findings.append(Finding("ledger", well=False, said=str(error)))
    finally:
        if ledger is not None:
            ledger.close()
    findings.append(clock_finding(clock))
    findings.append(Finding("serial ports", well=True, said=_ports(system_ports())))
    findings.append(_device("scale", lambda: _scale(settings)))
    findings.append(_device("scanner", lambda: _scanner(settings)))
    findings.append(_camera(settings, data))
    findings.append(_printer(settings, data))
    findings.append(sound_finding(_sound(settings)))
    return findings


def _printer(settings: Config, data: Path) -> Finding:
    printer = settings.printer.settings(data)
    if printer.connection == "none":
        return printer_finding(PrinterView())
    from kiosk.printer.device import Device, PaperOut, PrinterGone  # noqa: PLC0415 - takes long to import

    try:
        Device(printer).look()
    except PaperOut:
        return printer_finding(PrinterView(PrinterStatus.PAPER_OUT))
    except PrinterGone:
        return printer_finding(PrinterView(PrinterStatus.GONE))
    return printer_finding(PrinterView(PrinterStatus.READY))


def _sound(settings: Config) -> SoundView:
    if settings.sound.volume is Volume.OFF:
        return SoundView(SoundStatus.OFF)
    if not sound_servers():
        return SoundView(SoundStatus.NONE)
    try:
        open_loudspeaker().close()
    except NoLoudspeaker:
        return SoundView(SoundStatus.GONE)
    missing = first_missing(SOUNDS)
    return SoundView(SoundStatus.READY) if missing is None else SoundView(SoundStatus.NO_FILE, missing)


def _care(settings: Config, ledger: Ledger) -> Finding:
    plate, last = settings.scale.settings().plate, ledger.last_scale_check()
    warnings = care_of(plate, last, local_day(SystemClock().latest_known()))
    checked = "never checked" if last.day is None else f"checked on {last.day}, {'passed' if last.passed else 'failed'}"
    until = f"certificate until {plate.certificate_until}" if plate.certificate_until else "no certificate configured"
    words = "".join(f"; {_CARE[warning]}" for warning in warnings)
    return Finding("scale care", well=not warnings, said=f"{checked}; {until}{words}")


def _methodology() -> str:
    rules = load_rulebook(METHODOLOGY)
    today = local_day(SystemClock().now())
    named = [rule for m in rules.materials(today) if (rule := rules.in_force(m, today))]
    return ", ".join(f"{r.material} {r.g_per_kg} g/kg, {r.points_per_kg} points/kg ({r.status})" for r in named)


def _fonts() -> str:
    found = sorted(path.name for path in (ASSETS / "fonts").glob("*.otf"))
    if not found:
        raise UsageFault("assets/fonts is empty: the folder belongs to the installation, put it back")
    return ", ".join(found)


def _machine(data: Path) -> list[Finding]:
    machine = Machine(data, Path(__file__).parents[1])
    battery = battery_finding(machine.battery())
    return [
        disk_finding(machine.free_bytes(), str(data)),
        *([battery] if battery else []),
        network_finding(machine.has_way_out()),
        stick_finding(machine.sticks()),
    ]


def _device(what: str, check: Callable[[], str]) -> Finding:
    try:
        return device_finding(what, None, check())
    except DeviceFault as fault:
        return device_finding(what, fault, "")
    except KioskError as error:
        return Finding(what, well=False, said=str(error))


def _ledger(ledger: Ledger) -> Finding:
    report = verify(ledger, signatures=False)
    problems = list(dict.fromkeys(report.problems + check_end(ledger)))
    said = f"{ledger.device.kiosk}: {report.entries} entries, {report.drop_offs} drop-offs"
    marked = condemned(ledger.folder)
    if problems or marked:
        fault = marked or store_fault(StoreFaultKind.CORRUPT, ledger.folder)
        return Finding("ledger", well=False, said="; ".join([said, *problems[:3], str(fault)]))
    return Finding("ledger", well=True, said=said)


def _backup(settings: Config, ledger: Ledger) -> Finding:
    last = last_backup(ledger)
    said = words(last, ledger.totals().entries)
    if not settings.backup.folder:
        said += "; none are made by themselves: set `backup.folder`"
    return Finding("backup", well=last is not None or not settings.backup.folder, said=said)


def _retention(settings: Config, ledger: Ledger) -> Finding:
    """Old entries shrink in order: one that the platform never acknowledges keeps itself and all behind it whole."""
    oldest, shrunk = ledger.oldest_day(), ledger.sums().shrunk[0]
    aside = ledger.folder / QUARANTINE
    set_aside = sum(path.stat().st_size for path in aside.rglob("*") if path.is_file()) // (1024 * 1024)
    said = f"whole since {oldest}, {shrunk} entries shrunk" if oldest else "no drop-off here is whole"
    if set_aside:
        said += f"; {aside} holds {set_aside} MB of set-aside ledgers: delete them when nobody needs them any more"
    today = local_day(SystemClock().latest_known())
    late = oldest is not None and (today - oldest).days > settings.ledger.keep_days + _LATE_DAYS
    if late:
        said += "; older than they should be: is the kiosk enrolled, and does the platform take everything?"
    return Finding("retention", well=not late, said=said)


def _platform(settings: Config, ledger: Ledger, clock: SystemClock) -> Finding:
    enrolment, pending = load_enrolment(ledger), ledger.totals().pending
    if enrolment is None:
        said = "not enrolled: run `kiosk enrol --central URL --code CODE`"
        return platform_finding(LinkStatus(online=False, enrolled=False, pending=pending), said)
    try:
        said = _ask_platform(settings, ledger, clock, enrolment)
    except LinkFault as fault:
        return platform_finding(LinkStatus(online=False, enrolled=True, pending=pending, fault=fault.kind), str(fault))
    except KioskError as error:  # such as a file of authorities that cannot be used
        return platform_finding(LinkStatus(online=False, enrolled=True, pending=pending), str(error))
    return platform_finding(LinkStatus(online=True, enrolled=True, pending=pending), said)


def _ask_platform(settings: Config, ledger: Ledger, clock: SystemClock, enrolment: Enrolment) -> str:
    client = Client(enrolment.central, clock=clock, ca_file=settings.sync.authorities(ledger.folder))
    try:
        moment = platform_time(client, enrolment)
        clock.confirm(moment)
        client.get("/v1/directory", Envelope)  # the time is let off the certificate's dates, everything else is not
    finally:
        client.close()
    apart = abs((clock.now() - moment).total_seconds())
    said = f"{enrolment.central} answers; clocks differ by {apart:.0f} s; {ledger.totals().pending} entries wait"
    fault = load_last_fault(ledger)
    return said if fault is None else f"{said}; not uploading since {fault.since}: {fault.advice}"


def _directory(ledger: Ledger) -> str:
    enrolment = load_enrolment(ledger)
    directory = load_directory(ledger, enrolment) if enrolment else None
    if directory is None:
        raise KioskError("none yet, so no pass can be accepted: enrol, then run `kiosk sync once`")
    staff = f"{len(directory.staff)} of the staff" if directory.staff else "no staff: anybody may check the scale"
    return f"version {directory.version}; {staff}; {len(directory.revoked)} revoked"


def _scale(settings: Config) -> str:
    scale = settings.scale.settings()
    open_port("scale", scale.port, scale.line(protocols.load(scale.protocol, scale.profile).line)).close()
    ports = system_ports()
    stable = next((stable_name(info, ports) for info in ports if info.device == scale.port), scale.port)
    better = f"; write {stable} instead, which stays when the cable is plugged in again" if stable != scale.port else ""
    return f"{scale.port} opens; see it live with `kiosk scale watch`{better}"


def _ports(ports: Sequence[PortInfo]) -> str:
    named = [
        " ".join(filter(None, dict.fromkeys([info.device, stable_name(info, ports), info.description])))
        for info in ports
    ]
    return "; ".join(named) or "none; a scale at `socket://` or `rfc2217://` needs none"


def _scanner(settings: Config) -> str:
    if not settings.scanner.port:
        return "no serial scanner configured; a keyboard-type scanner needs no setting"
    open_port("scanner", settings.scanner.port, LineSettings(settings.scanner.baud)).close()
    return f"{settings.scanner.port} opens"


def _camera(settings: Config, data: Path) -> Finding:
    if not settings.camera.enabled:
        return camera_finding("")
    try:
        return camera_finding("ready", _find_camera(settings, data))
    except KioskError as error:
        return camera_finding("missing", str(error))


def _find_camera(settings: Config, data: Path) -> str:
    folder = settings.camera.folder(data)
    if folder is not None:
        if not folder.is_dir():
            raise UsageFault(f"{folder} is no folder: correct `camera.device`, or make it and put pictures into it")
        return f"the pictures in {folder} stand in for a camera"
    from kiosk.ui.qtcamera import require_multimedia  # noqa: PLC0415 - nothing else here needs Qt

    require_multimedia()
    return f"{settings.camera.device or 'the first camera'} is looked for while the kiosk runs"
