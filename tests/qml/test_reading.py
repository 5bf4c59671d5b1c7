"""Something to read: the ways to it and back, what stands on the pages, and the attract screen that tells by itself."""

from dataclasses import replace

import pytest

from kiosk.core.guide import Goods, Guide
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.session import inputs as on
from kiosk.session.reading_states import AccountPart, ReadingPage
from kiosk.ui.attract import PANEL_MS, PANELS
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import GUIDE, samples

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest

SAMPLES = samples()
LAYOUTS = {"portrait": (540, 960), "landscape": (960, 540)}
HELP, ACCEPTED, SUM, PRIVACY, ACCOUNT = (on.Read(page) for page in ReadingPage)
WAYS = [
    ("attract", "read-accepted", ACCEPTED),
    ("choose_material", "read-accepted", ACCEPTED),
    ("choose_material", "read-account", ACCOUNT),
    ("choose_material-second", "read-account", ACCOUNT),
    ("confirm", "read-methodology", SUM),
    ("confirm-books", "read-methodology", SUM),
    ("credited", "read-methodology", SUM),
    ("credited-books-held-offline", "read-methodology", SUM),
    ("credited", "read-account", ACCOUNT),
    ("finished", "read-account", ACCOUNT),
    ("finished-printer", "read-account", ACCOUNT),
    ("finished-printer", "print", on.PrintReceipt()),
    ("finished-nothing", "read-account", ACCOUNT),
    ("reading", "read-accepted", ACCEPTED),
    ("reading", "read-privacy", PRIVACY),
    ("reading-accepted", "back", on.Back()),
    ("reading-methodology", "back", on.Back()),
    ("reading-privacy", "back", on.Back()),
    ("reading-account-waiting-sum", "back", on.Back()),
    *(("reading-account-sum", f"part-{part}", on.ShowPart(part)) for part in AccountPart),
    *((f"reading-account-{part}", "part-sum", on.ShowPart(AccountPart.SUM)) for part in AccountPart),
    *(
        (name, "help", HELP)
        for name in ("attract", "identify", "privacy_notice", "choose_material", "weigh", "confirm")
    ),
    *((name, "help", HELP) for name in ("confirm", "credited", "finished", "scale_trouble", "reading-account-sum")),
    ("reading", "help", on.Back()),
]


@pytest.fixture(params=LAYOUTS)
def kiosk(request, open_kiosk):
    width, height = LAYOUTS[request.param]
    return open_kiosk(width=width, height=height, guide=GUIDE)


def show(kiosk, name):
    kiosk.window.show_state(SAMPLES[name])
    kiosk.clock.advance(GUARD_MS)


def names(item):
    if item.isVisible():
        yield item.objectName()
        for child in item.childItems():
            yield from names(child)


def visible(kiosk):
    kiosk.view.grabWindow()
    return set(names(kiosk.view.rootObject()))


def test_every_way_to_a_page_and_back_is_one_touch(kiosk):
    for name, button, touch in WAYS:
        kiosk.touches.clear()
        show(kiosk, name)
        kiosk.click(button)
        assert kiosk.touches == [touch], f"{name}: {button}"


def test_who_has_no_account_is_offered_none(kiosk):
    for name in ("attract", "identify", "finished-guest", "choose_material-round", "reading"):
        show(kiosk, name)
        assert "read-account" not in visible(kiosk), name


def test_the_sum_stands_there_as_it_was_done(kiosk):
    show(kiosk, "reading-methodology-books")
    texts = kiosk.texts()
    for said in ("2.35", "× 250", "587", "× 8", "18", "算得 587.5，零头不计", "项目暂定值，非主管部门公布"):
        assert said in texts, said
    assert "旧书规则第 1 版，2024年11月30日起用" in texts
    show(kiosk, "reading-methodology")
    assert "正好，没有零头" in kiosk.texts()


def test_the_place_says_what_goes_in_and_whom_to_call(open_kiosk):
    few = Guide(clothing=Goods(("shoes", "toys"), ("rags",)), books=Goods(("notebook",), ()), phone="0830 765 4321")
    kiosk = open_kiosk(guide=few)
    show(kiosk, "reading-accepted")
    shown = visible(kiosk)
    assert {"shoes", "toys", "rags", "notebook"} <= shown
    assert not {"coat", "book", "wet"} & shown
    assert kiosk.texts().count("这些请不要放") == 1, "no heading over nothing"
    show(kiosk, "reading")
    assert "0830 765 4321" in kiosk.texts()


def test_where_nobody_can_be_called_no_number_is_made_up(open_kiosk):
    kiosk = open_kiosk(guide=Guide())
    show(kiosk, "reading")
    assert "phone" not in visible(kiosk)
    assert any("工作人员" in text for text in kiosk.texts())


def test_the_account_says_what_it_is_and_what_it_is_not(kiosk):
    show(kiosk, "reading-account-rich-sum")
    texts = kiosk.texts()
    for said in (
        "593,074",
        "14,037",
        "515.00",
        "≈ 594",
        "待核对，还没有计入：19.98 公斤",
        "这台机器上的记录。全部请看手机页面",
    ):
        assert said in texts, said
    assert any("新闻里常用" in text and "0.997" in text for text in texts), "no kilowatt hour without its source"
    show(kiosk, "reading-account-awry-sum")
    assert not {"kwh", "kwhSource", "net"} & visible(kiosk)
    show(kiosk, "reading-account-waiting-sum")
    assert "请稍等" in kiosk.texts()


@pytest.mark.parametrize("part", ["months", "acts"])
def test_nothing_of_the_account_is_left_out_or_said_twice(kiosk, part):
    show(kiosk, f"reading-account-rich-{part}")
    shown = [name for name in names(kiosk.view.rootObject()) if name.startswith(("month-", "act"))]
    rows = [name for name in shown if name.startswith("month-") or name[3:].isdigit()]
    assert len(rows) == len(set(rows)) == {"months": 12, "acts": 8}[part]


# --- the attract screen ----------------------------------------------------------------------------------------------


def told(kiosk):
    return {"sprout", "accepted", "steps", "scaleTrouble"} & visible(kiosk)


def tick(kiosk, qtbot, times):
    """The window looks at the clock so many times."""
    timer = kiosk.window.findChild(QTimer)
    timer.setInterval(20)
    for _ in range(times):
        with qtbot.waitSignal(timer.timeout):
            pass


def test_it_tells_one_thing_after_the_other_and_stands_still_in_between(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True, guide=GUIDE)
    show(kiosk, "attract")
    kiosk.clock.advance(PANEL_MS - GUARD_MS - 1)
    for index, panel in enumerate((*PANELS, PANELS[0])):
        qtbot.waitUntil(lambda panel=panel: told(kiosk) == {panel})
        if index:
            kiosk.clock.advance(PANEL_MS - 1)
        tick(kiosk, qtbot, 1)
        kiosk.view.grabWindow()
        frames = []
        kiosk.view.frameSwapped.connect(lambda frames=frames: frames.append(1))
        tick(kiosk, qtbot, 5)
        assert frames == [], "something moves though nobody is there"
        assert told(kiosk) == {panel}, "too early"
        kiosk.clock.advance(1)


def test_one_thing_alone_changes_and_nothing_that_is_touched(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True, guide=GUIDE)
    show(kiosk, "attract")
    places = set()
    for panel in PANELS:
        qtbot.waitUntil(lambda panel=panel: told(kiosk) == {panel})
        middles = [kiosk.item(name).mapToScene(QPointF(0, 0)).toTuple() for name in ("start", "read-accepted", "help")]
        places.add(tuple(middles))
        kiosk.clock.advance(PANEL_MS)
        tick(kiosk, qtbot, 1)
    assert len(places) == 1


@pytest.mark.parametrize(
    ("motion", "name", "picture"), [(False, "attract", "sprout"), (True, "attract-scale-fault", "scaleTrouble")]
)
def test_without_motion_and_where_the_scale_is_not_ready_one_picture_stands(open_kiosk, qtbot, motion, name, picture):
    kiosk = open_kiosk(motion=motion, guide=GUIDE)
    show(kiosk, name)
    for _ in PANELS:
        kiosk.clock.advance(PANEL_MS)
        tick(kiosk, qtbot, 1)
        assert told(kiosk) == {picture}


def test_nobody_is_invited_to_weigh_while_the_scale_is_not_ready(open_kiosk):
    kiosk = open_kiosk(language="en", guide=GUIDE)
    show(kiosk, "attract-scale-fault")
    texts = kiosk.texts()
    assert "The scale is not answering" in texts
    assert "Bring clothes and books. We weigh, you earn." not in texts
    assert kiosk.item("start").property("primary") is False
    assert kiosk.item("start").property("text") == "Look at my ledger"
    kiosk.clock.advance(GUARD_MS)
    kiosk.click("start")
    assert kiosk.touches == [on.Start()]


@pytest.mark.parametrize("panel", PANELS)
def test_a_touch_on_whatever_it_tells_starts(open_kiosk, qtbot, panel):
    kiosk = open_kiosk(motion=True, guide=GUIDE)
    show(kiosk, "attract")
    kiosk.clock.advance(PANELS.index(panel) * PANEL_MS)
    tick(kiosk, qtbot, 1)
    assert told(kiosk) == {panel}
    middle = kiosk.item(panel).mapToScene(QPointF(kiosk.item(panel).width() / 2, 80)).toPoint()
    QTest.mouseClick(kiosk.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert kiosk.touches == [on.Start()]


def test_who_comes_back_to_it_is_told_from_the_beginning(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True, guide=GUIDE)
    show(kiosk, "attract")
    kiosk.clock.advance(PANEL_MS)
    tick(kiosk, qtbot, 1)
    assert told(kiosk) == {PANELS[1]}
    show(kiosk, "identify")
    kiosk.clock.advance(PANEL_MS)
    show(kiosk, "attract")
    assert told(kiosk) == {PANELS[0]}


def test_where_its_words_would_be_small_it_lists_nothing(open_kiosk, qtbot):
    kiosk = open_kiosk(motion=True, guide=GUIDE)
    show(kiosk, "attract")
    kiosk.clock.advance(PANEL_MS)
    tick(kiosk, qtbot, 1)
    assert told(kiosk) == {"accepted"}
    kiosk.window.prefer("zh", large=False, lowered=True)
    assert told(kiosk) == {"sprout"}


def test_what_prints_already_is_no_button(open_kiosk):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES["finished-printer"])
    assert "Printing" not in kiosk.texts()
    place = kiosk.item("print").mapToScene(QPointF(0, 0))
    kiosk.window.show_state(replace(SAMPLES["finished-printer"], printer=PrinterView(PrinterStatus.PRINTING, 1)))
    assert "Print a receipt" not in kiosk.texts()
    assert kiosk.item("printing").mapToScene(QPointF(0, 0)) == place
