"""Many pictures at once: sheets and boards drawn in processes of their own."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from kiosk.ui.gallery.approved import approve, approved_sheets
from kiosk.ui.gallery.design import SAMPLE, draw_design
from kiosk.ui.gallery.page import Picture, write_page
from kiosk.ui.gallery.sheets import THEMES, Sheet
from kiosk.ui.gallery.studio import Studio, groups

_T = TypeVar("_T")
_R = TypeVar("_R")


def draw(wanted: Sequence[Sheet], only: str, folder: Path, jobs: int) -> int:
    """Draw all sheets and, where it is wanted, the design system; how many pictures those are."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = _in_processes(partial(draw_sheet, only=only, folder=folder), wanted, jobs)
    pictures = [picture for part in drawn for picture in part]
    if SAMPLE.startswith(only):
        themes = THEMES if only else dict.fromkeys(sheet.theme for sheet in wanted)
        pictures += _in_processes(partial(draw_design, folder=folder), themes, jobs)
    write_page(folder, pictures)
    return len(pictures)


def draw_sheet(sheet: Sheet, only: str, folder: Path) -> list[Picture]:
    """Draw the samples whose names start with ``only``, each way of weighing on a window of its own."""
    pictures: list[Picture] = []
    for plate, states in groups(only):
        with Studio(sheet, plate) as studio:
            for name, state in states.items():
                studio.show(name, state)
                pictures.append(Picture.of(sheet, name, state.screen))
                studio.window.grab(folder / pictures[-1].file)
    return pictures


def renew(only: str, root: Path, jobs: int) -> int:
    """Approve how everything looks now; how many pictures those are."""
    return sum(_in_processes(partial(_approve, only=only, root=root), approved_sheets(), jobs))


def _approve(piece: tuple[Sheet, frozenset[str] | None], only: str, root: Path) -> int:
    return approve(*piece, only, root)


def _in_processes(work: Callable[[_T], _R], pieces: Iterable[_T], jobs: int) -> list[_R]:
    """``work`` on every piece, in order. Each process has a Qt of its own."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, pieces))
