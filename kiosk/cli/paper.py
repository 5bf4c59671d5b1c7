"""``kiosk paper``: a trial page, or the manifest of a collection again, onto paper or into a PDF."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kiosk import config
from kiosk.cli.options import Subparsers, add_command, add_data
from kiosk.core.clock import LOCAL_TIME, SystemClock
from kiosk.core.collection import Manifest
from kiosk.core.errors import UsageFault
from kiosk.core.printing import ManifestJob, PrintJob, SampleJob
from kiosk.ledger import open_ledger
from kiosk.ledger.manifests import manifests
from kiosk.printer.device import Device
from kiosk.printer.pdf import page
from kiosk.printer.raster import picture
from kiosk.printer.sheet import lines_of

_TIME = "%Y-%m-%d %H:%M"


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "paper", summary)
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")

    trial = add_command(actions, "trial", "print a page that shows whether the printer works")
    add_data(trial)
    trial.set_defaults(handler=_trial)

    listing = add_command(actions, "manifests", "list the collections that the ledger still holds whole")
    add_data(listing)
    listing.set_defaults(handler=_list)

    manifest = add_command(actions, "manifest", "print the manifest of a collection again")
    add_data(manifest)
    manifest.add_argument("seal", help="the seal that was put on then")
    manifest.add_argument("--pdf", type=Path, metavar="FILE", help="write a PDF instead")
    manifest.set_defaults(handler=_manifest)


def _trial(arguments: argparse.Namespace) -> int:
    _put(arguments.data, SampleJob(), SystemClock().now())
    return 0


def _list(arguments: argparse.Namespace) -> int:
    for manifest in _manifests(arguments.data):
        collection = manifest.collection
        when = datetime.fromisoformat(manifest.occurred_at).astimezone(LOCAL_TIME).strftime(_TIME)
        print(f"{when}  {collection.new_seal:12}  {collection.container:12}  {collection.weighed_g} g")
    return 0


def _manifest(arguments: argparse.Namespace) -> int:
    wanted = arguments.seal.upper()
    found = [each for each in _manifests(arguments.data) if each.collection.new_seal == wanted]
    if not found:
        raise UsageFault(f"no collection with seal {wanted} is held whole here (kiosk paper manifests lists them)")
    job, when = ManifestJob(found[0]), datetime.fromisoformat(found[0].occurred_at)
    if arguments.pdf is None:
        _put(arguments.data, job, when)
        return 0
    place = config.load(arguments.data).site.name_zh
    text = when.astimezone(LOCAL_TIME).strftime(_TIME)
    try:
        arguments.pdf.write_bytes(page(lines_of(job, place, text), f"交接单 {wanted}"))
    except OSError as error:
        raise UsageFault(f"{arguments.pdf} cannot be written: {error.strerror}") from error
    return 0


def _put(data: Path, job: PrintJob, when: datetime) -> None:
    settings = config.load(data)
    printer = settings.printer.settings(data)
    if printer.connection == "none":
        raise UsageFault("no printer is configured: set printer.connection and printer.target in kiosk.toml")
    lines = lines_of(job, settings.site.name_zh, when.astimezone(LOCAL_TIME).strftime(_TIME))
    Device(printer).print(picture(lines, printer.width_px))


def _manifests(data: Path) -> Iterator[Manifest]:
    ledger = open_ledger(data, SystemClock(), create=False)
    try:
        yield from manifests(ledger)
    finally:
        ledger.close()
