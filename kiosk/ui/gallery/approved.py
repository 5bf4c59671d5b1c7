"""Approved pictures: how every sample looked and what it said when somebody last looked and found it good.

A folder per sheet holds one small picture per sample, and ``words.json`` the words on them. Words are compared exactly;
pictures by what a person would notice: the mean difference within blocks, so that a stroke drawn a little differently
is no difference and a thing that is missing, moved or of another colour is one.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageOps, ImageStat

from kiosk.ui.gallery.sheets import LANGUAGES, Sheet, sheets
from kiosk.ui.gallery.studio import Studio, groups

from PySide6.QtGui import QImage

FOLDER = Path("tests") / "qml" / "approved"
KEY = (
    "attract",
    "choose_material",
    "confirm",
    "console-troubles",
    "credited",
    "enter_pin",
    "finished-guest",
    "identify-replayed",
    "weigh-moving",
    "weigh-step-back",
)
"""What is approved in the other themes, in large type and on the small panel too."""

_WITH_DRAWER = frozenset({"attract", "confirm", "console-troubles"})

SHRINK = 2  # of the window
REDUCE = 4  # of its picture: 135 by 240 in all
LEVELS = 3  # bits a colour: an approved colour stands for all from itself to ``_SPAN`` more
_SPAN = 2 ** (8 - LEVELS) - 1
BLOCK = 8
TOLERANCE = 4
"""Of 255: the mean difference of a block and colour that nobody notices. Measured in ``tests/qml/test_approved.py``."""

Words = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Shot:
    """A sample as it looks and what it says."""

    name: str
    picture: Image.Image
    words: list[str]


def approved_sheets() -> Iterator[tuple[Sheet, frozenset[str] | None]]:
    """The sheets with the samples that are approved on them; None: all."""
    for sheet in sheets(LANGUAGES, eases=("plain",)):
        yield _small(sheet), None
    for themes, eases in ((("night", "contrast"), ("plain",)), (("light",), ("large", "low"))):
        for sheet in sheets(("zh",), themes=themes, eases=eases):
            yield _small(sheet), frozenset(KEY)
    for sheet in sheets(LANGUAGES, sizes=("small",), eases=("plain",)):
        yield _small(sheet), frozenset(KEY)
    for sheet in sheets(LANGUAGES, eases=("more",)):
        yield _small(sheet), _WITH_DRAWER


def _small(sheet: Sheet) -> Sheet:
    return Sheet(sheet.language, sheet.size, sheet.theme, sheet.ease, SHRINK)


def shots(sheet: Sheet, names: frozenset[str] | None, only: str = "") -> Iterator[Shot]:
    """The samples of a sheet as they are now, by name in no order that matters."""
    for plate, states in groups(only, names):
        with Studio(sheet, plate) as studio:
            for name in spread({name: state.screen for name, state in states.items()}):
                studio.show(name, states[name])
                yield Shot(name, small(studio.picture()), studio.words())


def spread(screens: dict[str, str]) -> list[str]:
    """The names in an order in which the same screen seldom comes twice running: a new one is dear."""
    at = {
        name: sum(screens[n] == screen for n in list(screens)[:i]) for i, (name, screen) in enumerate(screens.items())
    }
    many = Counter(screens.values())
    return sorted(screens, key=lambda name: (at[name] + 1) / (many[screens[name]] + 1))


def small(image: QImage) -> Image.Image:
    """``image`` at a quarter of its size."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (image.width(), image.height())
    whole = Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)
    return whole.reduce(REDUCE)


def kept(picture: Image.Image) -> Image.Image:
    """``picture`` in the few colours that approved ones are kept in."""
    return ImageOps.posterize(picture, LEVELS)


def unlike(now: Image.Image, approved: Image.Image) -> Image.Image:
    """How far each colour of ``now`` is from all that the approved one stands for."""
    above = approved.point(lambda value: value + _SPAN)
    return ImageChops.lighter(ImageChops.subtract(approved, now), ImageChops.subtract(now, above))


def difference(now: Image.Image, approved: Image.Image) -> int:
    """The greatest mean difference of a block, 0 to 255. Pictures of two sizes differ altogether."""
    if now.size != approved.size:
        return 255
    blocks = unlike(now, approved).reduce(BLOCK)
    return max(high for _, high in ImageStat.Stat(blocks).extrema)


def read_picture(path: Path) -> Image.Image:
    """An approved picture."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def read_words(folder: Path) -> Words:
    """The approved words of a sheet by the names of its samples; none where nothing was approved yet."""
    path = folder / "words.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def approve(sheet: Sheet, names: frozenset[str] | None, only: str, root: Path) -> int:
    """Write how the samples of ``sheet`` look now, and how many those are. Without ``only``, nothing else stays."""
    folder = root / sheet.suffix
    folder.mkdir(parents=True, exist_ok=True)
    words = read_words(folder) if only else {}
    count = 0
    for shot in shots(sheet, names, only):
        kept(shot.picture).save(folder / f"{shot.name}.webp", lossless=True, quality=75, method=4)
        words[shot.name] = shot.words
        count += 1
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(words[k], ensure_ascii=False)}" for k in sorted(words))
    (folder / "words.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    for path in folder.glob("*.webp"):
        if path.stem not in words:
            path.unlink()
    return count
