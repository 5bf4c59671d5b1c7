"""What goes out of the ledger and comes back: ``kiosk ledger backup``, ``restore``, ``export`` and ``public-key``."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock, rfc3339
from kiosk.ledger import Ledger, open_ledger
from kiosk.ledger.backup import back_up
from kiosk.ledger.export import export_lines
from kiosk.ledger.restore import Restored, restore

KEEP = 7


def add_backup(actions: Subparsers) -> None:
    """Add the actions to ``kiosk ledger``."""
    backup = add_command(
        actions, "backup", "copy the ledger to another disk, also while the kiosk runs, and read it back"
    )
    backup.add_argument("target", type=Path, metavar="DIR", help="a folder on a stick or another disk; it must exist")
    backup.add_argument("--with-key", action="store_true", help="put device.key beside it (see docs/going-live.md)")
    backup.add_argument(
        "--keep", type=_positive, default=KEEP, metavar="N", help="keep the newest N (default %(default)s)"
    )
    add_data(backup)
    add_json(backup)
    backup.set_defaults(handler=_backup)

    back = add_command(actions, "restore", "make a backup the ledger again; the present one is set aside")
    back.add_argument("source", type=Path, metavar="FILE", help="a backup: DIR/k-…/ledger-….db")
    add_data(back)
    add_json(back)
    back.set_defaults(handler=_restore)

    export = add_command(actions, "export", "print every entry as one JSON object a line")
    add_data(export)
    export.set_defaults(handler=_export)

    key = add_command(actions, "public-key", "print the key that checks this kiosk's entries; it is no secret")
    add_data(key)
    add_json(key)
    key.set_defaults(handler=_public_key)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


@contextmanager
def _opened(folder: Path) -> Iterator[Ledger]:
    ledger = open_ledger(folder, SystemClock(), create=False)
    try:
        yield ledger
    finally:
        ledger.close()


def _backup(arguments: argparse.Namespace) -> int:
    with _opened(arguments.data) as ledger:
        done = back_up(ledger, arguments.target, SystemClock(), arguments.keep, with_key=arguments.with_key)
    assert done is not None, "nobody stops it"
    if arguments.json:
        _print_json(
            path=str(done.path),
            kiosk=done.kiosk,
            taken_at=rfc3339(done.taken_at),
            entries=done.entries,
            head=done.head,
            bytes=done.size_bytes,
            own_disk=done.own_disk,
        )
        return 0
    print(f"{done.entries} entries in {done.path}, read back and sound")
    if done.own_disk:
        print("this is the disk that the kiosk works on: when it dies, the backup dies with it")
    if arguments.with_key:
        print("device.key lies beside it: whoever finds both can read the ledger and speak as this kiosk; lock it away")
    elif not (done.path.parent / "device.key").exists():
        print(f"it opens only with {arguments.data / 'device.key'}, which is not in it: keep a copy of that elsewhere")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    done = restore(arguments.data, arguments.source, SystemClock())
    if arguments.json:
        aside = done.aside
        _print_json(
            kiosk=done.kiosk,
            epoch=done.epoch,
            entries=done.entries,
            drop_offs=done.drop_offs,
            weight_g=done.weight_g,
            points=done.points,
            key_restored=done.key_restored,
            aside=str(aside.folder) if aside else None,
            later=aside.later if aside else None,
            only_here=aside.only_here if aside else None,
        )
        return 0
    print(f"kiosk {done.kiosk}: {done.entries} entries, {done.drop_offs} drop-offs, {done.weight_g} g restored")
    print(f"a new epoch begins: {done.epoch}")
    for sentence in _what_is_missing(done):
        print(sentence)
    return 0


def _what_is_missing(done: Restored) -> Iterator[str]:
    if done.key_restored:
        yield "device.key was taken from beside the backup"
    if done.aside is None:
        yield "what was recorded after the backup: the platform has what was uploaded; the rest is lost"
        return
    yield f"the ledger that was here is set aside in {done.aside.folder}"
    if done.aside.later is None or done.aside.only_here is None:
        yield "it cannot be compared with the backup: what was uploaded the platform has, the rest is only there"
    elif done.aside.later == 0:
        yield "it held nothing that the backup does not hold"
    else:
        uploaded = done.aside.later - done.aside.only_here
        yield (
            f"it held {done.aside.later} later entries: {uploaded} of them the platform has, "
            f"{done.aside.only_here} are only in what was set aside: keep it"
        )


def _export(arguments: argparse.Namespace) -> int:
    with _opened(arguments.data) as ledger:
        for line in export_lines(ledger):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return 0


def _public_key(arguments: argparse.Namespace) -> int:
    with _opened(arguments.data) as ledger:
        kiosk, key = ledger.device.kiosk, ledger.device.public_key.hex()
    if arguments.json:
        _print_json(kiosk=kiosk, public_key=key)
    else:
        print(key)
    return 0


def _print_json(**table: Any) -> None:
    print(json.dumps(table, ensure_ascii=False))
