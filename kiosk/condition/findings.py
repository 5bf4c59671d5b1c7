"""What is well and what is not: facts in, findings out. The doctor prints them, the staff's screen draws them."""

from collections.abc import Collection

from kiosk.condition.machine import Battery, Stick
from kiosk.core.clock import Clock, ClockTrust
from kiosk.core.clockwords import clock_words
from kiosk.core.condition import Finding, RecordsSeen, ServiceSeen
from kiosk.core.containers import LEVELS, ContainerFill, ContainersSeen
from kiosk.core.errors import DeviceFault
from kiosk.core.events import LinkStatus, Upkeep
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.core.sounds import SoundStatus, SoundView
from kiosk.core.units import kilograms_text

LEAST_FREE_BYTES = 200 * 1024 * 1024
LEAST_CHARGE = 20
"""Per cent. Below that a machine on its battery ends soon."""
_MEGABYTE = 1024 * 1024

_PRINTER = {
    PrinterStatus.NONE: "none configured",
    PrinterStatus.READY: "ready",
    PrinterStatus.PRINTING: "printing",
    PrinterStatus.PAPER_OUT: "out of paper: put a new roll in",
    PrinterStatus.GONE: "does not answer: is it switched on, and its cable in?",
}

_SOUND = {
    SoundStatus.UNKNOWN: "not looked at yet",
    SoundStatus.READY: "ready",
    SoundStatus.OFF: "switched off in the configuration",
    SoundStatus.NONE: "no loudspeaker on this machine: nothing is heard, everything is on the screen",
    SoundStatus.GONE: "the loudspeaker is gone: is it plugged in and switched on?",
    SoundStatus.NO_FILE: "recordings are missing: put the folder assets/sounds back",
}


def disk_finding(free_bytes: int | None, folder: str) -> Finding:
    """The disk of ``folder``."""
    if free_bytes is None:
        return Finding("disk", well=False, said=f"the disk of {folder} does not answer: replace it", word="unknown")
    megabytes = free_bytes // _MEGABYTE
    said = f"{megabytes} MB free for {folder}"
    if free_bytes < LEAST_FREE_BYTES:
        said += ": delete what is not needed there; without space nothing can be credited"
        return Finding("disk", well=False, said=said, word="low", figure=str(megabytes))
    return Finding("disk", well=True, said=said, word="free", figure=str(megabytes))


def network_finding(way_out: bool | None) -> Finding:
    """This machine's own network, however the platform is."""
    if way_out is None:
        return Finding("network", well=True, said="this machine does not tell", word="unknown")
    if way_out:
        return Finding("network", well=True, said="connected", word="up")
    said = "no way out: is the network cable in, the Wi-Fi set up, the SIM card paid for? The kiosk goes on without it"
    return Finding("network", well=False, said=said, word="down")


def clock_finding(clock: Clock) -> Finding:
    """How far the clock is trusted, and how many seconds it is from the platform's signed time."""
    trust, signed = clock.trust(), clock.signed_now()
    figure = "" if signed is None else str(abs(round((clock.now() - signed).total_seconds())))
    word = "wrong" if trust is ClockTrust.HOLDOVER and signed is not None else trust.value
    well = word in {ClockTrust.TRUSTED, ClockTrust.HOLDOVER}
    return Finding("clock", well=well, said=clock_words(clock), word=word, figure=figure)


def battery_finding(battery: Battery | None) -> Finding | None:
    """None where there is no battery: that is how most kiosks are."""
    if battery is None:
        return None
    said, figure = f"{battery.percent} % charged", str(battery.percent)
    if not battery.discharging:
        return Finding("battery", well=True, said=f"{said}, on mains power", word="mains", figure=figure)
    if battery.percent >= LEAST_CHARGE:
        return Finding("battery", well=True, said=f"{said}, on battery", word="discharging", figure=figure)
    return Finding("battery", well=False, said=f"{said}: plug the mains in now", word="low", figure=figure)


def stick_finding(sticks: Collection[Stick]) -> Finding:
    """Whether an export has somewhere to go."""
    stick = next(iter(sticks), None)
    if stick is None:
        return Finding("stick", well=True, said="none plugged in", word="none")
    figure = str(stick.free_bytes // _MEGABYTE)
    if not stick.writable:
        said = f"{stick.folder} is write-protected: nothing can be exported to it"
        return Finding("stick", well=False, said=said, word="read_only", figure=figure)
    return Finding("stick", well=True, said=f"{stick.folder}, {figure} MB free", word="ready", figure=figure)


def software_finding(running: str, installed: str | None) -> Finding:
    """Whether what runs is what is installed."""
    if installed is None or installed == running:
        return Finding("software", well=True, said=running, word="current", figure=running)
    said = f"{running} runs, {installed} is installed: restart the kiosk to use it"
    return Finding("software", well=False, said=said, word="restart", figure=installed)


def device_finding(what: str, fault: DeviceFault | None, said: str, word: str = "ready") -> Finding:
    """A scale or a scanner: ``said`` and ``word`` while it has no fault."""
    if fault is None:
        return Finding(what, well=True, said=said, word=word)
    return Finding(what, well=False, said=str(fault), word=fault.kind.value)


def camera_finding(word: str, said: str = "") -> Finding:
    """``word`` of a ``CameraView``; empty: there is no camera. Too dark or too far is the picture's trouble."""
    shown = {"": "no camera configured", "missing": "not found: is its cable in?"}
    return Finding("camera", well=word != "missing", said=said or shown.get(word, word), word=word or "none")


def printer_finding(printer: PrinterView) -> Finding:
    """The printer. Nothing that counts waits for it."""
    well = printer.status not in {PrinterStatus.PAPER_OUT, PrinterStatus.GONE}
    waiting = str(printer.waiting) if printer.waiting else ""
    said = _PRINTER[printer.status] + (f"; {waiting} to print" if waiting else "")
    return Finding("printer", well=well, said=said, word=printer.status.value, figure=waiting)


def sound_finding(sound: SoundView) -> Finding:
    """The loudspeaker. Nothing that counts is said by sound alone."""
    well = sound.status not in {SoundStatus.GONE, SoundStatus.NO_FILE}
    said = _SOUND[sound.status] + (f" ({sound.figure})" if sound.figure else "")
    return Finding("sound", well=well, said=said, word=sound.status.value, figure=sound.figure)


def containers_finding(seen: ContainersSeen) -> Finding:
    """How full the containers are; the fullest decides."""
    said = ", ".join(_fill(fill) for fill in seen.fills) or "none configured"
    level = max((fill.level for fill in seen.fills), default=0)
    if level == LEVELS[-1]:
        return Finding("containers", well=False, said=f"{said}: empty what is full", word="full", figure=str(level))
    return Finding("containers", well=True, said=said, word="room" if seen.fills else "none", figure=str(level))


def _fill(fill: ContainerFill) -> str:
    share = "" if fill.percent is None else f" ({fill.percent} %)"
    return f"{fill.container.id} {kilograms_text(fill.fill_g)} kg{share}"


def platform_finding(link: LinkStatus, said: str = "") -> Finding:
    """The way to the platform, as exactly as it is known. ``said``: what the terminal is told; else the word."""
    word = link_word(link)
    waiting = f"; {link.pending} entries wait" if link.pending else ""
    told = said or word.replace("_", " ") + waiting
    return Finding("platform", well=link.online, said=told, word=word, figure=str(link.pending) if link.pending else "")


def link_word(link: LinkStatus) -> str:
    """``online``, ``offline`` (nothing is known of why), ``not_enrolled``, or a ``LinkFaultKind``."""
    if not link.enrolled:
        return "not_enrolled"
    if link.fault is not None:
        return link.fault.value
    return "online" if link.online else "offline"


def ledger_finding(upkeep: Upkeep) -> Finding:
    """How the journal on this machine is looked after, the thing to see to first."""
    if upkeep.backup_failed:
        return Finding("records", well=False, said="the backup failed: is the stick in?", word="backup_failed")
    if upkeep.checked < upkeep.entries or upkeep.entries == 0:
        percent = str(100 * upkeep.checked // max(1, upkeep.entries))
        return Finding("records", well=True, said=f"being checked, {percent} %", word="checking", figure=percent)
    if not upkeep.backup_wanted:
        return Finding("records", well=True, said="checked", word="checked")
    if upkeep.backup is None:
        return Finding("records", well=False, said="checked, no backup yet", word="no_backup")
    day = upkeep.backup.isoformat()
    return Finding("records", well=True, said=f"checked, backup of {day}", word="backed_up", figure=day)


def verdicts_finding(records: RecordsSeen) -> Finding:
    """What the platform does not take as it is. People at the platform see to it; here nothing can be done."""
    waiting = records.held + records.refused
    if waiting == 0:
        return Finding("verdicts", well=True, said="the platform holds and refuses nothing", word="none")
    newest = ", ".join(f"entry {v.seq} {v.verdict} ({v.reason or 'no reason given'})" for v in records.newest)
    said = f"{records.held} held for review, {records.refused} refused; newest: {newest}"
    return Finding("verdicts", well=True, said=said, word="some", figure=str(waiting))


def today_finding(records: RecordsSeen) -> Finding:
    """What today has brought."""
    drop_offs = sum(each.drop_offs for each in records.materials)
    named = "; ".join(
        f"{each.material} {each.drop_offs} drop-offs, {kilograms_text(each.weight_g)} kg, {each.reduction_g} g,"
        f" {each.points} points"
        for each in records.materials
    )
    return Finding("today", well=True, said=named or "no drop-off yet", word="some", figure=str(drop_offs))


def service_finding(service: ServiceSeen, *, failing: bool = False) -> Finding:
    """Whether residents are served."""
    if failing:
        said = "it has crashed several times in a row: look into crashes/, then put it back at the screen"
        return Finding("service", well=False, said=said, word="failing")
    if service.out:
        said = "staff have taken it out of service: put it back at the screen, with badge and PIN"
        return Finding("service", well=False, said=said, word="out")
    return Finding("service", well=True, said="in service", word="in")


def report_text(findings: Collection[Finding]) -> str:
    """A line each, for a terminal or a file."""
    return "".join(f"{'ok   ' if each.well else 'LOOK '} {each.what:14} {each.said}\n" for each in findings)
