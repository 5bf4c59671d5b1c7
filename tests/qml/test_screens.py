"""Each screen stands alone: with sample data it loads without a Qt warning and draws something."""

from datetime import date

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.guide import Guide
from kiosk.session.states import SCREEN_NAMES
from kiosk.ui import models, views
from kiosk.ui.accounts import account_view
from kiosk.ui.checking import check_view
from kiosk.ui.collecting import collect_view
from kiosk.ui.console import console_view
from kiosk.ui.correcting import correct_view
from kiosk.ui.filling import containers_view
from kiosk.ui.reading import reading_view
from kiosk.ui.resources import QML
from kiosk.ui.rounds import round_view
from kiosk.ui.samples import CONTAINER_PLATE, PLATE, container_samples, samples
from kiosk.ui.staffing import staff_view

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView

SAMPLES = samples()
CONTAINER_SAMPLES = container_samples()
SCREENS = sorted((QML / "Kiosk" / "screens").glob("*.qml"))


def file_of(screen):
    return QML / "Kiosk" / "screens" / (screen.title().replace("_", "") + "Screen.qml")


def all_models(state, clock, plate=PLATE):
    made = {
        "status": models.StatusModel(),
        "session": models.SessionModel(lambda _touch: None, clock),
        "weigh": models.WeighModel(),
        "credit": models.CreditModel(),
        "visit": models.VisitModel(),
        "check": models.CheckModel(),
        "staff": models.StaffModel(lambda _touch: None, clock),
        "camera": models.CameraModel(),
        "sound": models.SoundModel(),
        "collect": models.CollectModel(lambda _touch: None, clock),
        "containers": models.ContainersModel(),
        "desk": models.ConsoleModel(lambda _touch: None, clock),
        "correct": models.CorrectModel(lambda _touch: None, clock),
    }
    made["reading"] = models.ReadingModel(made["session"].touch)
    made["account"] = models.AccountModel(made["session"].touch)
    made["round"] = models.RoundModel(made["session"].touch, clock)
    made["status"].apply(views.status_view(state, place="here", clock_text="09:00", language="en", large=False))
    made["session"].apply(views.session_view(state, plate))
    made["weigh"].apply(views.weigh_view(state, plate))
    made["credit"].apply(views.credit_view(state, plate, "en"))
    made["visit"].apply(views.visit_view(state, plate))
    made["check"].apply(check_view(state))
    made["collect"].apply(collect_view(state, "en"))
    made["containers"].apply(containers_view(state, None, "en"))
    made["staff"].apply(staff_view(state, 0))
    made["round"].apply(round_view(state, date(2026, 11, 22)))
    made["account"].apply(account_view(state))
    made["reading"].apply(reading_view(state, Guide(), "en"))
    made["desk"].apply(console_view(state, "en"))
    made["correct"].apply(correct_view(state))
    return made


def test_every_phase_has_a_screen_and_every_screen_a_phase():
    assert sorted(file_of(name) for name in SCREEN_NAMES.values()) == SCREENS


def test_every_screen_has_a_sample():
    assert {state.screen for state in SAMPLES.values()} == set(SCREEN_NAMES.values())
    assert all(name.startswith(state.screen) for name, state in {**SAMPLES, **CONTAINER_SAMPLES}.items())
    assert not SAMPLES.keys() & CONTAINER_SAMPLES.keys()


ALONE = [(name, SAMPLES[name], PLATE) for name in SCREEN_NAMES.values()]
ALONE += [(screen, CONTAINER_SAMPLES[f"{screen}-container"], CONTAINER_PLATE) for screen in ("weigh", "check_scale")]


@pytest.mark.parametrize(("screen", "state", "plate"), ALONE)
def test_a_screen_loads_alone(fonts, qtbot, screen, state, plate):
    made = all_models(state, ManualClock(), plate)
    source = file_of(screen).read_text(encoding="utf-8")
    view = QQuickView()
    view.engine().addImportPath(str(QML))
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setInitialProperties(
        {name: model for name, model in made.items() if f"required property {type(model).__name__} {name}" in source}
    )
    view.setSource(QUrl.fromLocalFile(str(file_of(screen))))
    assert view.status() is QQuickView.Status.Ready, view.errors()
    view.resize(1080, 1780)
    with qtbot.waitExposed(view):
        view.show()
    picture = view.grabWindow()
    colors = {picture.pixelColor(x, y).rgb() for x in range(0, 1080, 40) for y in range(0, 1780, 20)}
    assert len(colors) > 3
    shiboken6.delete(view)


@pytest.mark.parametrize(
    ("name", "greeting", "instead"),
    [
        ("choose_material", "Hello", ""),
        ("choose_material-clothes-full", "Hello", "There is room at Shuijinggou Community"),
        ("choose_material-full-nowhere-else", "Both bins are full", "Please come again another day"),
    ],
)
def test_a_full_bin_lies_flat_and_says_where_to_go_instead(open_kiosk, name, greeting, instead):
    kiosk = open_kiosk(language="en")
    kiosk.window.show_state(SAMPLES[name])
    assert greeting in kiosk.texts()
    clothing = kiosk.item("clothing")
    assert clothing.property("full") is bool(instead)
    assert clothing.property("instead").replace("\u00a0", " ") == instead
