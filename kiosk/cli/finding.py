"""Finding the scale: lists the ports, tries each, says what reads best, and writes the configuration on request."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk import config
from kiosk.cli.choosing import KnownWeight, Undecided, choose
from kiosk.cli.scaleconfig import write_scale
from kiosk.core.clock import SystemClock
from kiosk.core.errors import DeviceFault
from kiosk.scale import probe as probing
from kiosk.scale import protocols
from kiosk.scale.probe import Candidate, line_name
from kiosk.scale.prober import FEWEST_BYTES, PortProber, Probed
from kiosk.scale.settings import ScaleSettings
from kiosk.serialport import Listing, PortInfo, resolve, stable_name, system_ports

SHOWN = 5
"""So many candidates are shown for a port."""


@dataclass(slots=True)
class Report:
    """One port. ``name`` is how it will be found again; ``fault`` says why it could not be tried."""

    given: str
    info: PortInfo
    name: str
    prober: PortProber | None = None
    probed: Probed = field(default_factory=lambda: Probed((), 0))
    fault: DeviceFault | None = None
    finalists: list[Candidate] = field(default_factory=list)


Found = tuple[Report, Candidate]


def probe(args: argparse.Namespace, listing: Listing = system_ports) -> int:
    """Run ``kiosk scale probe``. Exit 0 when a scale was found, 1 when none was or it cannot be told which."""
    settings = config.load(args.data).scale.settings()
    reports = []
    for given in args.port or [info.device for info in listing()]:
        reports.append(_tried(given, listing, args))
        if not args.json:
            print("\n".join(_sentences(reports[-1])), flush=True)
    found: Found | None = None
    written = None
    said = ""
    try:
        found = _choose(reports, settings, args)
        if args.write and found:
            report, candidate = found
            written = write_scale(args.data, report.name, candidate.format, candidate.line)
    except (Undecided, DeviceFault) as error:
        said = str(error)
    if args.json:
        print(json.dumps(_object(reports, found, str(written) if written else None, said), ensure_ascii=False))
    elif written:
        print(f"written to {written}")
    if said and not args.json:
        print(f"kiosk: {said}", file=sys.stderr)
    return 1 if said else 0


def sentence(candidate: Candidate) -> str:
    """``214 good frames, 0 unread bytes: yaohua-a9 at 9600 8N1, now 3.250``."""
    said = (
        f"{candidate.frames} good frames, {candidate.unread} unread bytes: "
        f"{candidate.format} at {line_name(candidate.line)}"
    )
    if not candidate.weights:
        return f"{said}, but no weight among them"
    return f"{said}, now {candidate.shown}" if candidate.shown else f"{said}, out of range"


def _tried(given: str, listing: Listing, args: argparse.Namespace) -> Report:
    report = Report(given, PortInfo(given), given)
    try:
        path = resolve("scale", given, listing)
        ports = listing()
        report.info = next((info for info in ports if _is_same(info.device, path)), PortInfo(path))
        if report.info.device == given:
            report.name = stable_name(report.info, ports)
        # A built-in port may be a console that takes what it hears for commands: it is asked only when it is named.
        asks = not args.quiet_only and (args.port is not None or bool(report.info.usb))
        report.prober = _prober(given, path, args, asks=asks)
        report.probed = report.prober.run()
        report.finalists = probing.best(report.probed.candidates)
    except DeviceFault as fault:
        report.fault = fault
    return report


def _prober(given: str, path: str, args: argparse.Namespace, *, asks: bool) -> PortProber:
    return PortProber(
        path,
        SystemClock(),
        round(args.seconds * 1000),
        probing.formats(args.protocol or protocols.names()),
        asks=asks,
        tell=lambda doing: print(f"{given}: {doing}", file=sys.stderr, flush=True),
    )


def _is_same(device: str, path: str) -> bool:
    return "://" not in path and os.path.realpath(device) == os.path.realpath(path)


def _choose(reports: Sequence[Report], settings: ScaleSettings, args: argparse.Namespace) -> Found | None:
    """The one answer, or None where several ports answer and no choice was asked for."""
    found = [report for report in reports if report.finalists]
    if len(found) > 1:
        if args.write or args.weight:
            raise Undecided(f"{len(found)} ports read as scales: choose one with --port")
        return None
    if not found or found[0].prober is None:
        raise Undecided("no scale was found" + ("" if reports else ": this machine has no serial port, plug one in"))
    may_ask = not args.json and sys.stdin is not None and sys.stdin.isatty()
    known = KnownWeight(args.weight, round(args.wait * 1000), may_ask)
    return found[0], choose(found[0].finalists, found[0].prober, settings, known)


def _sentences(report: Report) -> list[str]:
    named = [report.given, report.info.device, report.info.usb, report.info.by_id, report.info.description]
    lines = ["  ".join(filter(None, dict.fromkeys(named)))]
    if report.fault is not None:
        lines.append(f"    {_STATES.get(report.fault.kind.value, report.fault.kind.value)}: {report.fault.advice}")
    elif report.probed.candidates:
        lines += [f"    {sentence(each)}" for each in report.probed.candidates[:SHOWN]]
    else:
        lines.append(f"    {_nothing(report.probed.bytes_heard)}")
    return lines


_STATES = {"busy": "in use by another program", "denied": "permission denied", "missing": "not there"}


def _nothing(bytes_heard: int) -> str:
    if bytes_heard < FEWEST_BYTES:
        return (
            "silent: switch the indicator on; set its serial output to continuous (on Yaohua menu item tF = 0, on "
            "others 'stream' or 'Cont'); look whether TXD and RXD are the wrong way round"
        )
    return (
        f"{bytes_heard} bytes arrived and no protocol reads them: set the indicator to a format and a baud rate that "
        "the kiosk knows (docs/scales.md), and look at the cable"
    )


def _object(reports: Sequence[Report], found: Found | None, written: str | None, said: str) -> dict[str, object]:
    return {
        "ports": [_port_object(report) for report in reports],
        "chosen": {"port": found[0].name, **_candidate_object(found[1])} if found else None,
        "written": written,
        "said": said,
    }


def _port_object(report: Report) -> dict[str, object]:
    info = report.info
    return {
        "port": report.given,
        "device": info.device,
        "name": report.name,
        "usb": info.usb or None,
        "by_id": info.by_id or None,
        "description": info.description or None,
        "fault": report.fault.kind.value if report.fault else None,
        "advice": report.fault.advice if report.fault else None,
        "bytes_heard": report.probed.bytes_heard,
        "candidates": [_candidate_object(each) for each in report.probed.candidates],
    }


def _candidate_object(candidate: Candidate) -> dict[str, object]:
    line = candidate.line
    return {
        "protocol": candidate.format.protocol,
        "profile": candidate.format.profile,
        "baud": line.baud,
        "bytesize": line.bytesize,
        "parity": line.parity,
        "stopbits": line.stopbits,
        "frames": candidate.frames,
        "weights": candidate.weights,
        "unread_bytes": candidate.unread,
        "shown": candidate.shown or None,
        "asked": candidate.command.hex() or None,
    }
