"""``./dev run``: with a screen, a kiosk to play with; without one, scripted drop-offs through the same code."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str]) -> int:
    """Returns the exit code."""
    arguments = _parser().parse_args(argv)
    headless = arguments.headless or not _has_screen()
    if headless:
        # Before Qt is imported: draw into memory, without a graphics card.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_QUICK_BACKEND"] = "software"
        if not arguments.headless:
            print("no screen here: playing drop-offs offscreen (the same code, drawn into pictures)", file=sys.stderr)
    from demo import tour  # noqa: PLC0415 - imports Qt, which reads the environment set above
    from kiosk.core.errors import KioskError, UsageFault  # noqa: PLC0415 - as above
    from kiosk.core.plate import ScaleMode  # noqa: PLC0415 - as above

    mode = ScaleMode.CONTAINER if arguments.container else ScaleMode.PLATFORM
    try:
        if headless:
            data = arguments.data or Path(tempfile.mkdtemp(prefix="greensprout-"))
            return tour.headless(
                data,
                mode,
                drop_offs=arguments.drop_offs,
                offline=arguments.offline,
                pictured=arguments.pictures,
                events=arguments.events,
                as_json=arguments.json,
            )
        folder = "demo-container" if arguments.container else "demo"
        return tour.windowed(arguments.data or ROOT / "var" / folder, mode, offline=arguments.offline)
    except UsageFault as fault:
        print(f"run: {fault}", file=sys.stderr)
        return 2
    except (KioskError, tour.PlatformError) as error:
        print(f"run: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev run", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="no window: play drop-offs offscreen, save pictures")
    parser.add_argument("--drop-offs", type=_count, default=3, metavar="N", help="how many bags (default: %(default)s)")
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="save no pictures")
    parser.add_argument("--container", action="store_true", help="the container stands on the scale (first run only)")
    parser.add_argument("--offline", action="store_true", help="start no platform")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the files live; the same again goes on there")
    parser.add_argument("--events", action="store_true", help="print a JSON line for each screen as it becomes visible")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    return parser


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # before the kiosk's own handling of it
        sys.exit(130)
