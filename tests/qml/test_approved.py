"""Every screen looks and reads as it did when somebody last looked and found it good: ``./dev screens --approve``.

Words are compared letter by letter, pictures by the mean difference of their blocks. What the pictures alone notice was
measured over all samples, in Chinese portrait and English landscape; see ``TOLERANCE``.
"""

import pytest

from kiosk.ui.gallery.approved import (
    FOLDER,
    SHRINK,
    TOLERANCE,
    approve,
    approved_sheets,
    difference,
    kept,
    read_picture,
    read_words,
    shots,
    spread,
    unlike,
)
from kiosk.ui.gallery.sheets import Sheet
from kiosk.ui.gallery.studio import Studio, groups, walk

SHEETS = list(approved_sheets())
HOW = "look at it (./dev screens), and where it is meant: ./dev screens --approve"
SMALL = Sheet("zh", "portrait", shrink=SHRINK)


@pytest.fixture(autouse=True)
def _fonts(fonts):
    """The house's type, also where no window was made before."""


@pytest.mark.parametrize(("sheet", "names"), SHEETS, ids=[sheet.suffix for sheet, _ in SHEETS])
def test_every_screen_is_as_it_was_approved(sheet, names, tmp_path):
    folder = FOLDER / sheet.suffix
    words = read_words(folder)
    found, seen = [], set()
    for shot in shots(sheet, names):
        seen.add(shot.name)
        if shot.name not in words:
            found.append(f"{shot.name} was never approved")
            continue
        found += [f"{shot.name}: says {new!r}" for new in shot.words if new not in words[shot.name]]
        found += [f"{shot.name}: says no more {old!r}" for old in words[shot.name] if old not in shot.words]
        found += compared(shot, folder, tmp_path)
    found += [f"{name} is approved, and there is no such sample" for name in words.keys() - seen]
    assert not found, "\n".join([*found, HOW])


def compared(shot, folder, tmp_path):
    approved = read_picture(folder / f"{shot.name}.webp")
    far = difference(shot.picture, approved)
    if far > TOLERANCE:
        shown = tmp_path / f"{shot.name}.png"
        shot.picture.save(shown)
        approved.save(shown.with_suffix(".approved.png"))
        if shot.picture.size == approved.size:
            unlike(shot.picture, approved).point(lambda value: min(255, 4 * value)).save(shown.with_suffix(".diff.png"))
        yield f"{shot.name}: looks different by {far}: {shown} (and .approved.png, .diff.png)"


def taken(sheet, name, change=None):
    """The picture of a sample, as it is or with something about it changed."""
    ((plate, states),) = groups("", frozenset({name}))
    with Studio(sheet, plate) as studio:
        studio.show(name, states[name])
        if change:
            change(studio)
        from kiosk.ui.gallery.approved import small
        return small(studio.picture())
