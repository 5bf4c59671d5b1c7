"""``kiosk scan``: codes from pictures, one by one or as a camera sees them."""

import argparse
import json
import sys
from pathlib import Path

from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UsageFault
from kiosk.core.events import CameraView, Scanned
from kiosk.scan.camera import CameraReader
from kiosk.scan.decode import decode_file
from kiosk.scan.frames import DEFAULT_FPS, FolderSource

MAX_FPS = 1000


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "scan", summary)
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")
    decode = add_command(actions, "decode", "print the text of the QR code in each picture, one JSON object a picture")
    decode.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    add_data(decode)  # pictures need no data folder; every command takes the option all the same
    decode.set_defaults(handler=_decode)
    watch = add_command(actions, "watch", "show a folder of pictures to the camera's decoder and print what it tells")
    watch.add_argument(
        "--frames", type=Path, required=True, metavar="FOLDER", help="pictures, in the order of their names"
    )
    watch.add_argument("--fps", type=_fps, default=DEFAULT_FPS, help=f"pictures a second (default {DEFAULT_FPS:g})")
    watch.add_argument("--loop", action="store_true", help="begin again after the last picture, until interrupted")
    add_json(watch)
    add_data(watch)
    watch.set_defaults(handler=_watch)


def _decode(arguments: argparse.Namespace) -> int:
    unreadable = 0
    for path in arguments.images:
        try:
            text = decode_file(path)
        except UsageFault as fault:
            print(f"kiosk: {fault}", file=sys.stderr)
            text, unreadable = None, unreadable + 1
        print(json.dumps({"file": str(path), "text": text}, ensure_ascii=False))
    return 1 if unreadable else 0


def _watch(arguments: argparse.Namespace) -> int:
    if not arguments.frames.is_dir() and not arguments.loop:
        raise UsageFault(f"{arguments.frames} is not a folder: give one that holds pictures")
    read = 0

    def tell(event: object) -> None:
        nonlocal read
        read += isinstance(event, Scanned)
        print(_json_line(event) if arguments.json else _sentence(event), flush=True)

    source = FolderSource(arguments.frames, arguments.fps, once=not arguments.loop)
    reader = CameraReader(source, tell, SystemClock())
    reader.start()
    try:
        source.wait_shown()
    except KeyboardInterrupt:
        pass  # the ordinary way to end a loop
    finally:
        reader.stop()
    return 0 if read else 1


def _sentence(event: object) -> str:
    match event:
        case Scanned(text=text):
            return f"code   {text!r}"
        case CameraView(word=word):
            return f"camera {word}"
        case _:
            raise TypeError(f"a camera does not tell {event!r}")


def _json_line(event: object) -> str:
    match event:
        case Scanned(text=text):
            return json.dumps({"text": text}, ensure_ascii=False)
        case CameraView(word=word):
            return json.dumps({"camera": word})
        case _:
            raise TypeError(f"a camera does not tell {event!r}")


def _fps(text: str) -> float:
    fps = float(text)
    if not 0 < fps <= MAX_FPS:
        raise argparse.ArgumentTypeError(f"pictures a second lie above 0 and are at most {MAX_FPS}")
    return fps
