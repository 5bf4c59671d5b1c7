"""A walk through every sample, language, layout and type size: no text leaves its box or the window."""

import itertools

import pytest

from kiosk.ui.samples import CONTAINER_PLATE, PLATE, RESIDENT_PAGE, container_samples, samples

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext

SAMPLES = samples()
WAYS = {"platform": (PLATE, SAMPLES), "container": (CONTAINER_PLATE, container_samples())}
SIZES = {"portrait": (540, 960), "landscape": (960, 540)}
SLACK = 2.0
LINE_AIR = 0.15  # of the type size: empty above and below the glyphs of a line
MIN_TOUCH = 120
LEAST_FIT = {False: 1.0, True: 0.8}  # large type is never smaller than plain type, and plain type never shrinks
ALIGN_RIGHT, ALIGN_CENTER = 2, 4


def walk(item):
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from walk(child)


def texts(view):
    return [i for i in walk(view.rootObject()) if i.inherits("QQuickText") and i.property("text")]


def painted(item):
    """Where the glyphs of a text are, in window pixels."""
    width, content = item.width(), item.property("contentWidth")
    free = width - content
    alignment, _ = QQmlExpression(qmlContext(item), item, "Number(effectiveHorizontalAlignment)").evaluate()
    x = {ALIGN_CENTER: free / 2, ALIGN_RIGHT: free}.get(int(alignment), 0.0)
    air = LINE_AIR * item.property("font").pixelSize()
    return item.mapRectToScene(QRectF(x, air, content, item.property("contentHeight") - 2 * air))


def complaints(view):
    window = QRectF(0, 0, view.width(), view.height())
    boxes = []
    for item in texts(view):
        text = item.property("text")
        if item.property("truncated"):
            yield f"{text!r} is cut off"
        if item.property("contentWidth") > item.width() + SLACK:
            yield f"{text!r} is wider than its box"
        if item.property("contentHeight") > item.height() + SLACK:
            yield f"{text!r} is higher than its box"
        box = painted(item)
        if not window.contains(box):
            yield f"{text!r} leaves the window: {box}"
        boxes.append((text, box))
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        common = a.intersected(b)
        if common.width() > SLACK and common.height() > SLACK:
            yield f"{one!r} and {other!r} overlap by {common.width():.0f} x {common.height():.0f}"


def small_targets(view):
    for item in walk(view.rootObject()):
        if item.metaObject().indexOfSignal("clicked()") >= 0 and min(item.width(), item.height()) < MIN_TOUCH:
            yield f"{item.objectName()} is only {item.width():.0f} x {item.height():.0f}"


def buttons_of(view):
    return [i for i in walk(view.rootObject()) if i.metaObject().indexOfSignal("clicked()") >= 0]


def words_under_buttons(view):
    buttons = buttons_of(view)
    captions = [text for button in buttons for text in walk(button)]
    for item in texts(view):
        if item in captions:
            continue
        for button in buttons:
            common = painted(item).intersected(button.mapRectToScene(QRectF(0, 0, button.width(), button.height())))
            if common.width() > SLACK and common.height() > SLACK:
                yield f"{item.property('text')!r} lies under {button.objectName()}"


def shrunk_words(view):
    for item in walk(view.rootObject()):
        if (
            item.metaObject().indexOfProperty("wordsSpacing") >= 0
            and item.property("fit") < LEAST_FIT[large_type(view)]
        ):
            yield f"the words shrink to {item.property('fit'):.2f}"


def large_type(view):
    (switch,) = (i for i in walk(view.rootObject()) if i.objectName() == "sizeSwitch")
    return bool(switch.property("on"))


def buttons_apart(view):
    buttons = buttons_of(view)
    boxes = [(i.objectName(), i.mapRectToScene(QRectF(0, 0, i.width(), i.height()))) for i in buttons]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        if a.intersects(b):
            yield f"{one} and {other} overlap"
    for name, box in boxes:
        if not QRectF(0, 0, view.width(), view.height()).contains(box):
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
        found.extend(f"{name}: {complaint}" for check in checks for complaint in check(kiosk.view))
    assert not found, "\n".join(found)


def test_the_walk_sees_the_words(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["confirm"])
    kiosk.view.grabWindow()
    shown = [item.property("text").replace("\u00a0", " ") for item in texts(kiosk.view)]
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
    return [item.property("text") for item in texts(kiosk.view)]


def has_hanzi(shown):
    return any("\u4e00" <= char <= "\u9fff" for text in shown for char in text)
