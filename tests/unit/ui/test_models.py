"""View models: announce exactly what changed, send each touch once."""

from dataclasses import fields, replace

import pytest

from kiosk.core.clock import ManualClock
from kiosk.session import inputs as on
from kiosk.ui import views
from kiosk.ui.accounts import AccountView
from kiosk.ui.checking import CheckView
from kiosk.ui.claim import encode
from kiosk.ui.collecting import CollectView
from kiosk.ui.filling import ContainersView
from kiosk.ui.models import (
    AccountModel,
    CheckModel,
    CollectModel,
    ContainersModel,
    CreditModel,
    SessionModel,
    StaffModel,
    StatusModel,
    VisitModel,
    WeighModel,
)
from kiosk.ui.models.announce import camel
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.staffing import StaffView

from PySide6.QtCore import QObject


def session_model(touches, clock=None):
    return SessionModel(touches.append, clock or ManualClock())


MODELS = [
    (StatusModel, views.StatusView),
    (WeighModel, views.WeighView),
    (CreditModel, views.CreditView),
    (VisitModel, views.VisitView),
    (CheckModel, CheckView),
    (lambda: CollectModel([].append, ManualClock()), CollectView),
    (ContainersModel, ContainersView),
    (lambda: AccountModel([].append), AccountView),
    (lambda: StaffModel([].append, ManualClock()), StaffView),
    (lambda: session_model([]), views.SessionView),
]
OTHER = {str: "other", int: 7, bool: True, float: 0.5}


def other_value(value):
    if isinstance(value, tuple):
        return ("other",)
    return (not value) if isinstance(value, bool) else OTHER[type(value)]


@pytest.mark.parametrize(("make", "view"), MODELS)
def test_each_field_is_a_property_that_is_announced_only_when_it_changes(qapp, make, view):
    model = make()
    announced = []
    for field in fields(view):
        getattr(model, f"{camel(field.name)}Changed").connect(lambda name=field.name: announced.append(name))
    before = view()
    for field in fields(view):
        value = other_value(getattr(before, field.name))
        after = replace(before, **{field.name: value})
        model.apply(after)
        model.apply(after)
        assert announced == [field.name]
        shown = model.property(camel(field.name))
        assert shown == (list(value) if isinstance(value, tuple) else value)
        model.apply(before)
        announced.clear()


ACTS = {
    "start": on.Start(),
    "goAsGuest": on.GoAsGuest(),
    "confirm": on.ConfirmTouched(),
    "weighAgain": on.WeighAgain(),
    "another": on.Another(),
    "finish": on.Finish(),
    "back": on.Back(),
    "cancel": on.Cancel(),
    "stillHere": on.StillHere(),
    "startScaleCheck": on.StartScaleCheck(),
    "agree": on.Agree(),
    "decline": on.Decline(),
    "lock": on.Lock(),
}


@pytest.mark.parametrize(("slot", "touch"), ACTS.items())
def test_each_slot_is_one_input(qapp, slot, touch):
    touches = []
    getattr(session_model(touches), slot)()
    assert touches == [touch]


def test_choosing_carries_the_material(qapp):
    touches = []
    session_model(touches).choose("books")
    assert touches == [on.Choose("books")]


def test_a_double_tap_is_one_act(qapp):
    touches, clock = [], ManualClock()
    model = session_model(touches, clock)
    model.confirm()
    clock.advance(GUARD_MS - 1)
    model.confirm()
    assert touches == [on.ConfirmTouched()]
    clock.advance(1)
    model.back()
    assert touches == [on.ConfirmTouched(), on.Back()]


def test_a_finger_on_its_way_does_not_hit_the_new_screen(qapp):
    touches, clock = [], ManualClock()
    model = session_model(touches, clock)
    model.hold_touches()
    model.finish()
    assert touches == []


def test_the_qr_is_announced_once(qapp):
    model, announced = VisitModel(), []
    assert isinstance(model, QObject)
    model.qrChanged.connect(lambda: announced.append(1))
    qr = encode("https://lvya.example.org/me#claim=7GKQ2MXYBR4TNW8D")
    model.show_qr(qr)
    model.show_qr(qr)
    assert announced == [1]
    assert model.property("qrModules") == qr.modules > 20
    assert model.property("qrPath") == qr.path
    model.show_qr(None)
    assert model.property("qrModules") == 0
