"""Every screen looks and reads as it did when somebody last looked and found it good: ``./dev screens --approve``.

Words are compared letter by letter, pictures by the mean difference of their blocks. How far off, over all samples in
Chinese portrait and English landscape, the pictures alone are (``TOLERANCE`` is 4; median in brackets): edges smoothed
with a blur of 0.6 pixels 1 to 2 (1), another hinting of the glyphs 0; everything moved by a pixel 8 to 26 (14); a text
that is missing 1 to 137 (54), in 99 of 100 more than 5; an icon that is missing 5 to 133 (15); two other letters 2 to
181 (22), in 95 of 100 more than 4, and the words tell all of those.
"""

from itertools import pairwise

import pytest
from PIL import ImageFilter

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
    small,
    spread,
    unlike,
)
from kiosk.ui.gallery.sheets import Sheet
from kiosk.ui.gallery.studio import Studio, groups, walk

SHEETS = list(approved_sheets())
HOW = "look at it (./dev screens); where it is meant: ./dev screens --approve"
SMALL = Sheet("zh", "portrait", shrink=SHRINK)

pytestmark = pytest.mark.usefixtures("fonts")


@pytest.mark.parametrize(("sheet", "names"), SHEETS, ids=[sheet.suffix for sheet, _ in SHEETS])
def test_every_screen_is_as_it_was_approved(sheet, names, tmp_path):
    folder = FOLDER / sheet.suffix
    words = read_words(folder)
    found, seen = [], set()
    for shot in shots(sheet, names):
        seen.add(shot.name)
        if shot.name in words:
            found += said_otherwise(shot, words[shot.name])
            found += looks_otherwise(shot, folder, tmp_path)
        else:
            found.append(f"{shot.name} was never approved")
    found += [f"{name} is approved, and there is no such sample" for name in words.keys() - seen]
    assert not found, "\n".join([*found, HOW])


def said_otherwise(shot, words):
    now = shot.words
    yield from (f"{shot.name}: says {text!r}" for text in now if text not in words)
    yield from (f"{shot.name}: says no more {text!r}" for text in words if text not in now)
    if sorted(now) == sorted(words) and now != words:
        yield f"{shot.name}: says the same in another order"


def looks_otherwise(shot, folder, tmp_path):
    approved = read_picture(folder / f"{shot.name}.webp")
    far = difference(shot.picture, approved)
    if far > TOLERANCE:
        shown = tmp_path / f"{shot.name}.png"
        shot.picture.save(shown)
        approved.save(shown.with_suffix(".approved.png"))
        if shot.picture.size == approved.size:
            unlike(shot.picture, approved).point(lambda value: min(255, 4 * value)).save(shown.with_suffix(".diff.png"))
        yield f"{shot.name}: looks different by {far}: {shown} (beside it .approved.png and .diff.png)"


@pytest.fixture
def studio():
    ((plate, states),) = groups("", frozenset({"credited"}))
    with Studio(SMALL, plate) as opened:
        opened.show("credited", states["credited"])
        yield opened


def text_of(studio, start):
    return next(item for item in walk(studio.root) if str(item.property("text") or "").startswith(start))


CHANGES = [("text", "记坏了！"), ("opacity", 0.0), ("color", "#B23A2E")]


@pytest.mark.parametrize(("name", "value"), CHANGES, ids=[name for name, _ in CHANGES])
def test_a_wrong_word_a_missing_one_and_another_colour_are_seen(studio, name, value):
    before = kept(small(studio.picture()))
    text_of(studio, "记好了").setProperty(name, value)
    assert difference(small(studio.picture()), before) > TOLERANCE


def test_edges_that_are_drawn_a_little_differently_are_not(studio):
    picture = small(studio.picture())
    assert difference(picture, kept(picture)) == 0
    assert difference(picture.filter(ImageFilter.GaussianBlur(0.15)), kept(picture)) <= TOLERANCE


def test_a_picture_of_another_size_is_another_picture(studio):
    picture = small(studio.picture())
    assert difference(picture.crop((0, 0, 100, 100)), kept(picture)) == 255


def test_approving_twice_writes_the_same_bytes_and_leaves_nothing_over(tmp_path):
    names = frozenset({"attract", "confirm", "confirm-books", "credited", "finished-guest"})
    written = []
    for folder in (tmp_path / "once", tmp_path / "twice"):
        assert approve(SMALL, names, "", folder) == len(names)
        written.append({path.name: path.read_bytes() for path in sorted((folder / SMALL.suffix).iterdir())})
    assert written[0] == written[1]
    assert approve(SMALL, names - {"attract"}, "", tmp_path / "once") == len(names) - 1
    assert not (tmp_path / "once" / SMALL.suffix / "attract.webp").exists()
    assert approve(SMALL, names, "confirm", tmp_path / "twice") == 2
    after = {path.name: path.read_bytes() for path in sorted((tmp_path / "twice" / SMALL.suffix).iterdir())}
    assert after == written[0]


def test_the_same_screen_seldom_comes_twice_running():
    screens = dict.fromkeys("abcdef", "one") | dict.fromkeys("ghij", "two") | {"k": "three"}
    order = spread(screens)
    assert sorted(order) == sorted(screens)
    assert sum(screens[one] == screens[other] for one, other in pairwise(order)) <= 3
