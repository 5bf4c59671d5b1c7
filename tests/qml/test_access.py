"""What those hear and feel who cannot see the screen: every control and every fact has a name and a role."""

from kiosk.ui.samples import container_samples, samples

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlExpression, qmlContext

SAMPLES = samples() | container_samples()
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.StaticText,
    QAccessible.Role.Graphic,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.AlertMessage,
}


def heard(interface):
    """Every interface below this one, as a screen reader walks them."""
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield child
            yield from heard(child)


def walk(item):
    """What is drawn, but for the numeral in a medal: its name stands beneath it in words."""
    if item.isVisible() and not item.metaObject().className().startswith("Medal"):
        yield item
        for child in item.childItems():
            yield from walk(child)


def plain(text):
    return " ".join(text.split())


def test_a_screen_reader_finds_a_name_and_a_role_for_everything(open_kiosk):
    kiosk = open_kiosk()
    for name, state in SAMPLES.items():
        kiosk.window.show_state(state)
        kiosk.view.grabWindow()
        root = QAccessible.queryAccessibleInterface(kiosk.view)
        found = [each for each in heard(root) if each.role() in ROLES]
        names = [plain(each.text(QAccessible.Text.Name)) for each in found]
        for each, said in zip(found, names, strict=True):
            if not each.state().invisible:
                shown = each.object().property("text") if each.role() == QAccessible.Role.StaticText else None
                assert said or shown == "", f"{name}: {each.role()} {each.object().objectName()}"
        buttons = [each for each in found if each.role() == QAccessible.Role.Button and not each.state().invisible]
        able = [each for each in buttons if not each.state().disabled]
        assert all(each.state().focusable and each.object().activeFocusOnTab() for each in able), name
        assert all("Press" in each.actionInterface().actionNames() for each in buttons), name


def test_every_fact_on_the_screen_is_in_some_name(open_kiosk):
    kiosk = open_kiosk()
    for name, state in SAMPLES.items():
        kiosk.window.show_state(state)
        kiosk.view.grabWindow()
        root = QAccessible.queryAccessibleInterface(kiosk.view)
        said = " | ".join(plain(each.text(QAccessible.Text.Name)) for each in heard(root))
        for item in walk(kiosk.view.rootObject()):
            if item.inherits("QQuickText") and any(sign.isalnum() for sign in item.property("text") or ""):
                shown, _ = QQmlExpression(qmlContext(item), item, "opacity > 0").evaluate()
                assert not shown or plain(item.property("text")) in said, f"{name}: {item.property('text')}"


def test_without_motion_nothing_moves_on_any_screen(open_kiosk):
    kiosk = open_kiosk(motion=False)
    for name, state in SAMPLES.items():
        kiosk.window.show_state(state)
        kiosk.view.grabWindow()
        animations = [each for each in kiosk.view.findChildren(QObject) if each.inherits("QQuickAbstractAnimation")]
        moving = [each for each in animations if each.property("running") and moves(each)]
        assert moving == [], f"{name}: {moving[0].parent()}"


def moves(animation):
    """A change of place or size that takes time."""
    return (animation.property("duration") or 0) > 0
