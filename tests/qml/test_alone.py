"""Every QML file loads by itself: real models, filled from the samples of the screens it is for, and no warning.

Nothing is listed here but what no model gives: new files and screens are covered as soon as they are there.
"""

import re

import pytest

from kiosk.ui.resources import MAIN_QML, QML
from kiosk.ui.samples import RESIDENT_PAGE, samples

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQml import QQmlExpression, qmlContext

MODULES = sorted(path.parent for path in QML.rglob("qmldir"))
REQUIRED = re.compile(r"^    required property (\S+) (\w+)", re.MULTILINE)
IMPORTED = re.compile(r"^import Kiosk\.(\w+)", re.MULTILINE)
GIVEN = {"page": "'privacy'", "color": "'#16241C'", "real": "100"}
"""What a file must be given that is no model, by name or by type. Everything else has a value of its own."""


def screen_files():
    """The file of each screen, by its name in the session."""
    main = MAIN_QML.read_text(encoding="utf-8")
    components = dict(re.findall(r"id: (\w+)\s+(\w+Screen) \{", main))
    rows = re.findall(r'"(\w+)": (\w+)', main)
    return {screen: QML / "Kiosk" / "screens" / f"{components[name]}.qml" for screen, name in rows}


SCREENS = screen_files()
PARTS = {screen: set(IMPORTED.findall(file.read_text(encoding="utf-8"))) for screen, file in SCREENS.items()}


def is_for(path, screen):
    """True where ``screen`` is this file, or is made of the module that the file is in."""
    return path == SCREENS[screen] if path in SCREENS.values() else path.parent.name in PARTS[screen]


def samples_for(path, needs):
    """One sample of each step of the screens it is for; one is enough for what needs no facts, and of each screen for
    what stands on all of them.
    """
    found = {name: state for name, state in reversed(samples().items()) if is_for(path, state.screen)}
    everywhere = len({state.screen for state in found.values()}) == len(SCREENS)
    steps = {(state.screen, None if everywhere else step_of(state)): name for name, state in found.items()}
    names = list(steps.values()) if needs else list(found)[-1:]
    return {name: found[name] for name in names}


def step_of(state):
    return getattr(state.phase, "step", None) or getattr(state.phase, "page", None)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_every_file_loads_by_itself(open_kiosk, qtlog, module):
    kiosk = open_kiosk(width=270, height=480, motion=True)
    kiosk.window.set_resident_page(RESIDENT_PAGE)
    files = [path for path in sorted(module.glob("*.qml")) if path != MAIN_QML]
    assert files
    for path in files:
        source = path.read_text(encoding="utf-8")
        needs = REQUIRED.findall(source)
        shown = samples_for(path, needs)
        assert shown or not needs, f"no screen is made of {path}"
        for name, state in shown.items() or [("attract", samples()["attract"])]:
            kiosk.window.show_state(state)
            load(kiosk, path, needs)
            assert not qtlog.records, f"{path.name} with {name}: {[record.message for record in qtlog.records]}"


LOAD = """
(() => {{
    const component = Qt.createComponent("{url}");
    const made = component.createObject(stage, {{{given}}});
    if (made !== null)
        made.destroy(); // once it has been drawn
    return component.errorString();
}})()
"""


def load(kiosk, path, needs):
    """Make one, on the window's own stage and with its models, and let it be drawn."""
    given = ", ".join(f"{name}: {GIVEN.get(name) or GIVEN.get(kind) or f'root.{name}'}" for kind, name in needs)
    stage = kiosk.item("stage")
    source = LOAD.format(url=path.as_uri(), given=given)
    why, _ = QQmlExpression(qmlContext(stage), stage, source).evaluate()
    assert why == ""
    kiosk.view.grabWindow()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
