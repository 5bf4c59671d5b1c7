"""Every screen as a picture: ``python -m kiosk.ui.gallery --out DIR [--only NAME]``.

Draws each sample in both languages, portrait and landscape, and the main screens in large type too; writes an
``index.html`` beside the pictures. Draws offscreen unless the environment names a platform.
"""

import argparse
import html
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.core.clock import LOCAL_TIME, ManualClock
from kiosk.core.errors import UsageFault
from kiosk.core.plate import ScalePlate
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application
from kiosk.ui.pretend import camera_picture
from kiosk.ui.samples import CONTAINER_PLATE, GUIDE, PLATE, POSITION, RESIDENT_PAGE, container_samples, samples
from kiosk.ui.window import KioskWindow, ScreenSettings

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtGui import QGuiApplication

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
LANGUAGES = ("zh", "en")
_WAIT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One window's worth of pictures."""

    language: str
    layout: str
    large: bool

    @property
    def suffix(self) -> str:
        """The end of the pictures' names."""
        return f"{self.language}-{self.layout}" + ("-large" if self.large else "")


MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=LOCAL_TIME)
"""When every picture is taken."""


def sheets() -> Iterator[Sheet]:
    """All combinations of language, layout and type size."""
    for language in LANGUAGES:
        for layout in SIZES:
            for large in (False, True):
                yield Sheet(language, layout, large)


def settings_for(sheet: Sheet, plate: ScalePlate) -> ScreenSettings:
    """A still window of the sheet's size and language, for a scale with this plate."""
    width, height = SIZES[sheet.layout]
    return ScreenSettings(
        language=sheet.language,
        place_zh="绿芽回收亭·忠山社区",
        place_en="Zhongshan Community",
        full_screen=False,
        width=width,
        height=height,
        motion=False,
        plate=plate,
        position=POSITION,
        guide=GUIDE,
    )


def wait_until(condition: Callable[[], bool], application: QGuiApplication) -> None:
    """Run the event loop until ``condition`` holds; ``RuntimeError`` after ten seconds."""
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.elapsed() > _WAIT_MS:
            raise RuntimeError("the window drew nothing for ten seconds")
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def draw(
    sheet: Sheet,
    plate: ScalePlate,
    states: dict[str, SessionState],
    wanted: str,
    folder: Path,
    application: QGuiApplication,
) -> list[Path]:
    """Show all ``states`` in order on one window, and draw those whose name starts with ``wanted``.

    Returns the paths of the pictures.
    """
    window = KioskWindow(settings_for(sheet, plate), lambda _touch: None, clock=ManualClock(MORNING))
    window.set_resident_page(RESIDENT_PAGE)
    paths: list[Path] = []
    seen: list[str] = []
    window.on_visible = lambda screen, _state: seen.append(screen)
    try:
        wait_until(lambda: bool(seen), application)
        for name, state in states.items():
            window.show_state(state)
            if name.startswith(wanted):
                window.camera.set_image(camera_picture(brightness=25 if "brighter" in name else 100))
                window.prefer(sheet.language, large=sheet.large)
                wait_until(lambda: not window.claim_pending, application)
                paths.append(folder / f"{name}-{sheet.suffix}.png")
                window.grab(paths[-1])
    finally:
        window.close()
    return paths


def draw_sheet(sheet: Sheet, wanted: str, folder: Path, application: QGuiApplication) -> list[Path]:
    """Draw both ways of weighing, each on a window of its own."""
    groups = ((PLATE, samples()), (CONTAINER_PLATE, container_samples()))
    return [path for plate, states in groups for path in draw(sheet, plate, states, wanted, folder, application)]


def write_index(folder: Path, paths: list[Path]) -> None:
    """One page with all pictures, small."""
    figures = "\n".join(
        f'<figure><a href="{html.escape(p.name)}"><img src="{html.escape(p.name)}" loading="lazy" alt=""></a>'
        f"<figcaption>{html.escape(p.stem)}</figcaption></figure>"
        for p in paths
    )
    style = "body{font-family:sans-serif;background:#ddd}figure{display:inline-block;margin:8px}img{height:420px}"
    page = f'<!doctype html><meta charset="utf-8"><title>Screens</title><style>{style}</style>\n{figures}\n'
    (folder / "index.html").write_text(page, encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Command line. Exit 0 when all pictures are written."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.gallery", description="Draw every screen as a PNG.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", help="draw only samples whose name starts with this")
    parser.add_argument("--sheet", help="draw only this sheet, e.g. zh-portrait or en-landscape-large")
    arguments = parser.parse_args(argv)
    only = arguments.only or ""
    names = [name for name in (*samples(), *container_samples()) if name.startswith(only)]
    wanted = [sheet for sheet in sheets() if arguments.sheet in (None, sheet.suffix)]
    if not names or not wanted:
        parser.error("nothing to draw under that name")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = make_application([parser.prog])
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        paths = [path for sheet in wanted for path in draw_sheet(sheet, only, arguments.out, application)]
        write_index(arguments.out, paths)
    except (UsageFault, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{len(paths)} pictures in {arguments.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
