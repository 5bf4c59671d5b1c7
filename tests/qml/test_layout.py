"""A walk through every sample, language, layout and type size: no text leaves its box or the window."""

import itertools

import pytest

from kiosk.ui.samples import CONTAINER_PLATE, PLATE, RESIDENT_PAGE, container_samples, samples

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext

pytestmark = pytest.mark.long

SAMPLES = samples()
WAYS = {"platform": (PLATE, SAMPLES), "container": (CONTAINER_PLATE, container_samples())}
SIZES = {"portrait": (540, 960), "landscape": (960, 540)}
SLACK = 2.0
HAIR = 0.1  # of a pixel: neighbours touch, and a scale that is no whole number rounds
LINE_AIR = 0.15  # of the type size: empty above and below the glyphs of a line
MIN_TOUCH = 120
LEAST_FIT = {False: 1.0, True: 0.8}  # large type is never smaller than plain type, and plain type never shrinks
ALIGN_RIGHT, ALIGN_CENTER = 2, 4


def walk(item):
    """The item and everything below it that can be seen, in order."""
    left = [item]
    while left:
        item = left.pop()
        if item.isVisible():
            yield item
            left.extend(reversed(item.childItems()))


def is_text(item):
    return item.inherits("QQuickText") and item.property("text")


def is_button(item):
    return item.metaObject().indexOfSignal("clicked()") >= 0


class Seen:
    """What a window shows. Asking Qt is what takes long, with hundreds of items on hundreds of screens: done once."""

    def __init__(self, view):
        self.window = QRectF(0, 0, view.width(), view.height())
        self.items = list(walk(view.rootObject()))
        self.texts = [(item, item.property("text"), painted(item)) for item in self.items if is_text(item)]
        self.buttons = [(item, item.objectName(), whole(item)) for item in self.items if is_button(item)]

    def least_fit(self):
        (switch,) = (item for item in self.items if item.objectName() == "sizeSwitch")
        return LEAST_FIT[bool(switch.property("on"))]


def seen_in(shown):
    """Every check below takes a window, or what was seen in one."""
    return shown if isinstance(shown, Seen) else Seen(shown)


def buttons_of(view):
    return [item for item in walk(view.rootObject()) if is_button(item)]


def whole(item):
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def painted(item):
    """Where the glyphs of a text are, in window pixels."""
    width, content = item.width(), item.property("contentWidth")
    free = width - content
    alignment, _ = QQmlExpression(qmlContext(item), item, "Number(effectiveHorizontalAlignment)").evaluate()
    x = {ALIGN_CENTER: free / 2, ALIGN_RIGHT: free}.get(int(alignment), 0.0)
    air = LINE_AIR * item.property("font").pixelSize()
    return item.mapRectToScene(QRectF(x, air, content, item.property("contentHeight") - 2 * air))


def complaints(shown):
    seen = seen_in(shown)
    for item, text, box in seen.texts:
        if item.property("truncated"):
            yield f"{text!r} is cut off"
        if item.property("contentWidth") > item.width() + SLACK:
            yield f"{text!r} is wider than its box"
        if item.property("contentHeight") > item.height() + SLACK:
            yield f"{text!r} is higher than its box"
        if not seen.window.contains(box):
            yield f"{text!r} leaves the window: {box}"
    for (_, one, a), (_, other, b) in itertools.combinations(seen.texts, 2):
        common = a.intersected(b)
        if common.width() > SLACK and common.height() > SLACK:
            yield f"{one!r} and {other!r} overlap by {common.width():.0f} x {common.height():.0f}"


def small_targets(shown):
    seen = seen_in(shown)
    for item, name, _ in seen.buttons:
        if min(item.width(), item.height()) < MIN_TOUCH:
            yield f"{name} is only {item.width():.0f} x {item.height():.0f}"


def words_under_buttons(shown):
    seen = seen_in(shown)
    captions = {below for item, _, _ in seen.buttons for below in walk(item)}
    for item, text, box in seen.texts:
        if item in captions:
            continue
        for _, name, target in seen.buttons:
            common = box.intersected(target)
            if common.width() > SLACK and common.height() > SLACK:
                yield f"{text!r} lies under {name}"


def shrunk_words(shown):
    seen = seen_in(shown)
    words = [item for item in seen.items if item.metaObject().indexOfProperty("wordsSpacing") >= 0]
    for item in words:
        if item.property("fit") < seen.least_fit():
            yield f"the words shrink to {item.property('fit'):.2f}"


def buttons_apart(shown):
    seen = seen_in(shown)
    for (_, one, a), (_, other, b) in itertools.combinations(seen.buttons, 2):
        if a.adjusted(HAIR, HAIR, -HAIR, -HAIR).intersects(b):
            yield f"{one} and {other} overlap"
    for _, name, box in seen.buttons:
        if not seen.window.contains(box):
            yield f"{name} leaves the window"


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
@pytest.mark.parametrize("layout", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("way", WAYS)
def test_every_text_has_room(open_kiosk, qtbot, way, language, layout, large):
    width, height = SIZES[layout]
    plate, shown = WAYS[way]
    kiosk = open_kiosk(language=language, width=width, height=height, plate=plate)
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    found = []
    for name, state in shown.items():
        kiosk.window.show_state(state)
        kiosk.window.prefer(language, large=large)
        qtbot.waitUntil(lambda: not kiosk.window.claim_pending)
        kiosk.view.grabWindow()
        checks = (complaints, small_targets, buttons_apart, words_under_buttons, shrunk_words)
        seen = Seen(kiosk.view)
        found.extend(f"{name}: {complaint}" for check in checks for complaint in check(seen))
    assert not found, "\n".join(found)


def test_the_walk_sees_the_words(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["confirm"])
    kiosk.view.grabWindow()
    shown = [text.replace("\u00a0", " ") for _, text, _ in Seen(kiosk.view).texts]
    for words in ("3.25", "4160", "97", "3.25 kg × 1280 = 4160 g", "3.25 kg × 30 = 97.5 → 97 points", "Record it"):
        assert words in shown


@pytest.mark.parametrize("way", WAYS)
def test_the_words_follow_the_language_on_every_screen(open_kiosk, way):
    plate, shown = WAYS[way]
    kiosk = open_kiosk(language="zh", plate=plate)
    for state in shown.values():
        kiosk.window.show_state(state)
        kiosk.window.prefer("zh", large=False)
        zh = words(kiosk)
        kiosk.window.prefer("en", large=False)
        en = words(kiosk)
        assert has_hanzi(zh)
        assert not has_hanzi([text for text in en if text != "中文" and text not in written_by_residents(state)]), en


def written_by_residents(state):
    orders = state.orders.orders if state.orders else ()
    return {text for order in orders for text in (order.building, order.address, order.note)}


def words(kiosk):
    kiosk.view.grabWindow()
    return [item.property("text") for item in walk(kiosk.view.rootObject()) if is_text(item)]


def has_hanzi(shown):
    return any("\u4e00" <= char <= "\u9fff" for text in shown for char in text)
