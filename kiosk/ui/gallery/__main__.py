"""Every screen as a picture: ``python -m kiosk.ui.gallery [--out DIR] [--only NAME]``.

Draws each sample in both languages, portrait and landscape, in plain and large type, and the design system; ``--all``
adds the small panel, the other themes and the page brought down. Writes an ``index.html`` to judge them by.
``--approve`` instead renews the pictures that the tests compare with. Draws offscreen unless the environment names a
platform.
"""

import argparse
import os
import sys
from pathlib import Path

from kiosk.core.errors import UsageFault
from kiosk.ui.gallery.approved import FOLDER
from kiosk.ui.gallery.design import SAMPLE
from kiosk.ui.gallery.drawing import draw, renew
from kiosk.ui.gallery.sheets import EASES, LANGUAGES, SIZES, THEMES, sheets
from kiosk.ui.gallery.studio import groups

_USUAL = {"sizes": ("portrait", "landscape"), "themes": ("light",), "eases": ("plain", "large")}


def arguments_of(argv: list[str] | None) -> argparse.Namespace:
    """What is asked for; ends the program where that is nothing."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.gallery", description="Draw every screen as a PNG.")
    parser.add_argument("--out", type=Path, default=Path("out") / "screens", help="folder for the pictures")
    parser.add_argument("--only", default="", help="draw only samples whose name starts with this")
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--size", nargs="+", choices=SIZES)
    parser.add_argument("--theme", nargs="+", choices=THEMES)
    parser.add_argument(
        "--ease", nargs="+", choices=EASES, help="plain or large type, brought down, or the drawer open"
    )
    parser.add_argument("--all", action="store_true", help="every size, theme and ease that is not chosen")
    parser.add_argument("--approve", nargs="?", type=Path, const=FOLDER, help=f"renew the pictures in {FOLDER} instead")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes draw")
    arguments = parser.parse_args(argv)
    usual = {"sizes": tuple(SIZES), "themes": THEMES, "eases": EASES} if arguments.all else _USUAL
    arguments.sheets = list(
        sheets(
            arguments.language,
            arguments.size or usual["sizes"],
            arguments.theme or usual["themes"],
            arguments.ease or usual["eases"],
        )
    )
    if not arguments.sheets or not (SAMPLE.startswith(arguments.only) or groups(arguments.only)):
        parser.error("nothing to draw under that name")
    return arguments


def main(argv: list[str] | None = None) -> int:
    """Command line. Exit 0 when all pictures are written."""
    arguments = arguments_of(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    try:
        if arguments.approve is not None:
            count, where = renew(arguments.only, arguments.approve, arguments.jobs), arguments.approve
        else:
            count = draw(arguments.sheets, arguments.only, arguments.out, arguments.jobs)
            where = arguments.out / "index.html"
    except (UsageFault, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{count} pictures: {where}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
