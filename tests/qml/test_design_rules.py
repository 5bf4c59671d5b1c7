"""The design system's rules, on every sample as it is really drawn: sizes, contrast, and nothing said by colour alone.

Contrast is that of a text against what it really stands on: all texts are taken out of the picture, and the colours
that are left where each was are looked at.
"""

import re
from datetime import datetime

import pytest
from PIL import Image

from kiosk.core.clock import LOCAL_TIME
from kiosk.core.hours import Hours
from kiosk.ui.resources import FONT_FAMILY
from kiosk.ui.samples import CONTAINER_PLATE, GUIDE, PLATE, RESIDENT_PAGE, container_samples, samples
from tests.qml.test_layout import painted, walk
from tests.qml.test_theme import contrast, mixed

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

WAYS = {"platform": (PLATE, samples()), "container": (CONTAINER_PLATE, container_samples())}
SMALL = (360, 640)
LAYOUTS = {"portrait": SMALL, "landscape": SMALL[::-1]}
DAY, NIGHT = (datetime(2026, 11, 22, hour, tzinfo=LOCAL_TIME) for hour in (9, 22))
SCHEMES = {"light": (DAY, False), "night": (NIGHT, False), "contrast": (DAY, True)}
LEAST_TEXT, LEAST_FIGURE = 36, 72
READABLE = 4.5
SHARE = 0.12  # of the place of a text: a colour that covers less is an edge or a stroke beneath it
OPAQUE = 0.999


def texts(root):
    found = [item for item in walk(root) if item.inherits("QQuickText") and item.property("text").strip()]
    return [item for item in found if opacity(item) > 0]


def kind(item):
    return re.sub(r"_QML(TYPE)?_\d+.*", "", item.metaObject().className())


def opacity(item):
    seen = 1.0
    while item is not None:
        seen *= item.opacity()
        item = item.parentItem()
    return seen


def shown(kiosk, state, language="zh", *, contrast=False):
    kiosk.window.show_state(state)
    kiosk.window.prefer(language, large=False, contrast=contrast)
    return texts(kiosk.view.rootObject())


def open_small(open_kiosk, way, layout="portrait", **changes):
    width, height = LAYOUTS[layout]
    kiosk = open_kiosk(width=width, height=height, plate=WAYS[way][0], guide=GUIDE, **changes)
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    return kiosk


def height_of_type(item, scale):
    """In design pixels, after everything that shrinks it."""
    up = item.mapToScene(QPointF(0, 1)).y() - item.mapToScene(QPointF(0, 0)).y()
    return item.property("font").pixelSize() * up / scale


def too_small(items, scale):
    for item in items:
        least = LEAST_FIGURE if item.objectName() == "figure" else LEAST_TEXT
        size = height_of_type(item, scale)
        if size < least - 0.5:
            yield f"{item.property('text')!r} is {size:.0f} px"


def in_another_type(items):
    for item in items:
        if item.property("font").family() != FONT_FAMILY or item.property("lineHeight") != 1.0:
            yield f"{item.property('text')!r} is not in the house's type, whose line is 1.3"


LATIN = re.compile(r"[A-Za-z]")
WRITTEN_ON_THINGS = re.compile(
    r"^English$"  # what the other language is called in itself
    r"|\b[A-Z]$"  # a key of a pad of letters
    r"|\b(?=[A-Z-]*\d)[A-Z\d]+(-[A-Z\d]+)*\b"  # the number of a seal, a code
    r"|\b[a-z]+-\d+\b"  # the name of a bin
    r"|\bgreensprout-k-[\dA-Za-z-]+"  # the name of a file
)


def in_latin_letters(items):
    for item in items:
        if LATIN.search(WRITTEN_ON_THINGS.sub("", item.property("text"))):
            yield f"{item.property('text')!r} on the Chinese screen"


def not_drawn(things):
    for icon in things:
        if kind(icon) == "Icon" and icon.property("name") not in ("", *icon.property("drawings").toVariant()):
            yield f"no drawing is called {icon.property('name')}"


def by_colour_alone(things, meaning):
    """``meaning`` remembers, over all samples, in what colour something was said."""
    for item in things:
        if kind(item) == "StatusMark":
            said, color = (item.property("icon"), item.property("text")), item.property("color").name()
            if not all(said) or meaning.setdefault((item.objectName(), said), color) != color:
                yield f"{said} of {item.objectName()} is told from another by its colour"
        if kind(item) in {"EaseButton", "ChoiceButton"} and item.property("on") and not marked(item):
            yield f"{item.objectName()} is on by its colour"


def marked(button):
    """A tick, or a line under the word: what is there only when it is on."""
    return any(kind(part) == "Icon" and part.property("name") == "check" for part in walk(button)) or any(
        part.inherits("QQuickRectangle") and 0 < part.height() <= 10 for part in walk(button)
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("way", WAYS)
def test_the_rules_hold_on_every_sample(open_kiosk, way, language, layout):
    kiosk = open_small(open_kiosk, way, layout, language=language)
    scale = min(LAYOUTS[layout]) / 1080
    found, meaning = set(), {}
    for name, state in WAYS[way][1].items():
        items = shown(kiosk, state, language)
        things = list(walk(kiosk.view.rootObject()))
        said = [
            *too_small(items, scale),
            *in_another_type(items),
            *not_drawn(things),
            *by_colour_alone(things, meaning),
        ]
        said += in_latin_letters(items) if language == "zh" else []
        found |= {f"{name}: {complaint}" for complaint in said}
    assert meaning
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("way", WAYS)
def test_every_text_can_be_read_on_what_it_stands_on(open_kiosk, qtbot, clock, way):
    kiosk = open_small(open_kiosk, way, night=Hours(20 * 60, 6 * 60))
    found = set()
    for name, state in WAYS[way][1].items():
        clock.wall = DAY
        items = shown(kiosk, state)
        qtbot.waitUntil(lambda: not kiosk.window.claim_pending)
        kiosk.view.grabWindow()  # the renderer must have seen them before they go
        own, shares = [item.opacity() for item in items], [opacity(item) for item in items]
        for item in items:
            item.setOpacity(0)
        for scheme, (clock.wall, high) in SCHEMES.items():
            kiosk.window.prefer("zh", large=False, contrast=high)
            picture = whole(kiosk.view.grabWindow())
            for item, share in zip(items, shares, strict=True):
                place = painted(item)
                worst = min((readable(item, share, ground) for ground in grounds(picture, place)), default=READABLE)
                if worst < READABLE:
                    found.add(f"{name}, {scheme}: {item.property('text')!r} has {worst:.1f}")
        for item, before in zip(items, own, strict=True):
            item.setOpacity(before)
    assert not found, "\n".join(sorted(found))


def readable(item, share, ground):
    ink = item.property("color")
    return contrast(mixed(ink, ground, share * ink.alphaF()) if share * ink.alphaF() < OPAQUE else ink, ground)


def whole(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)


def grounds(picture, place):
    """The colours that cover much of a place."""
    box = (int(place.left()), int(place.top()), round(place.right()) + 1, round(place.bottom()) + 1)
    part = picture.crop(tuple(max(0, edge) for edge in box))
    area = part.width * part.height
    return [QColor(*rgb) for count, rgb in part.getcolors(area) if count >= SHARE * area]


@pytest.mark.parametrize("text", ["OK", "请扫 QR", "English 中文", "kg", "减排 CO", "Error"])
def test_the_rule_for_latin_letters_finds_them(text):
    assert LATIN.search(WRITTEN_ON_THINGS.sub("", text))
