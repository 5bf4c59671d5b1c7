"""A home pickup without a network, on a running kiosk: real ports, real ledger, a restart in the middle, and nothing
left of the address.
"""

import json
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.config import CameraConfig, PickupConfig, ScaleConfig
from kiosk.core.clock import SystemClock
from kiosk.core.events import ScaleStatus
from kiosk.core.pickup import ItemRefusal
from kiosk.ledger import open_ledger
from kiosk.ledger.orders import orders_seen, replace_orders
from kiosk.scale.simulator import ScaleSimulator
from kiosk.session import inputs as on
from kiosk.session.round_states import Round, RoundStep
from tests.e2e.test_who_is_here import BADGE, LI, PIN, WANG, Running, Town, now
from tests.fakes.pickups import ADDRESS, CODE, LI_ORDER, NOTE, PHONE, WANG_ORDER, order, wangs_order

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded
os.environ.setdefault("QT_QUICK_BACKEND", "software")

BAG_G = 3250


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


@pytest.fixture
def town(data: Path, qapp) -> Town:
    """A platform that has handed two orders down and has not been heard of since."""
    town = Town(data)
    town.publish(staffed=True)
    ledger = open_ledger(data, SystemClock(), create=False)
    replace_orders(ledger, [order(resident=LI), wangs_order(resident=WANG)])
    ledger.close()
    return town


def step_of(kiosk: Running) -> RoundStep | None:
    phase = kiosk.state.phase
    return phase.step if isinstance(phase, Round) else None


def unlock(kiosk: Running, town: Town) -> None:
    kiosk.show(town.issuer.code("GSB1:", code_id=BADGE, issued=now()))
    kiosk.wait_for("enter_pin")
    kiosk.enter(PIN)
    kiosk.wait_for("staff_menu")
    kiosk.wait(lambda: kiosk.state.orders is not None)
    kiosk.touch(on.StartRound())


def test_a_pickup_offline_over_a_restart_ends_once_and_is_wiped(town: Town, qtbot, caplog) -> None:
    caplog.set_level("DEBUG")
    with ScaleSimulator("yaohua-a9", 10, 30_000) as scale:
        settings = {"scale": ScaleConfig(port=scale.port), "pickup": PickupConfig(enabled=True)}
        with ExitStack() as parts:
            kiosk = Running(town, qtbot, parts, CameraConfig(), **settings)
            unlock(kiosk, town)
            kiosk.touch(on.ChooseOrder(LI_ORDER))
            kiosk.touch(on.Arrive())
            kiosk.show(town.issuer.phone(WANG, issued=now()).text(now()))
            kiosk.wait(lambda: kiosk.state.notice is not None and kiosk.state.notice.kind == "other_person")
            kiosk.show(town.issuer.phone(LI, issued=now()).text(now()))
            kiosk.wait_for("privacy_notice")
            kiosk.touch(on.Agree())
            kiosk.touch(on.Choose("clothing"))
            kiosk.wait(lambda: kiosk.state.scale.status is ScaleStatus.EMPTY)
            scale.put(BAG_G)
            kiosk.wait_for("confirm")
            kiosk.touch(on.ConfirmTouched())
            kiosk.wait_for("credited")
        scale.take_off()
        with ExitStack() as parts:
            kiosk = Running(town, qtbot, parts, CameraConfig(), **settings)
            kiosk.wait_for("recovered")
            kiosk.touch(on.Finish())
            unlock(kiosk, town)
            gathered = kiosk.state.orders.gathered_for(LI_ORDER)
            assert (gathered.drop_offs, gathered.net_g) == (1, pytest.approx(BAG_G, abs=20))
            kiosk.wait(lambda: any(fill.fill_g for fill in kiosk.state.containers.fills))
            kiosk.show(CODE)
            kiosk.wait_for("choose_material")
            for touch in (on.Back(), on.LeaveItem(), on.Choose("books"), on.ChooseReason(ItemRefusal.WET), on.Finish()):
                kiosk.touch(touch)
            assert step_of(kiosk) is RoundStep.CONFIRM
            kiosk.touch(on.ConfirmTouched())
            kiosk.wait(lambda: step_of(kiosk) is RoundStep.LIST)
            assert [one.id for one in kiosk.state.orders.orders] == [WANG_ORDER]
            assert kiosk.state.orders.closed == 1

    (bag,) = town.journal("drop_off")
    assert (bag["resident"], bag["order"], bag["staff"]) == (LI, LI_ORDER, BADGE.hex())
    assert (bag["pass_kind"], bag["container"]) == ("phone", "round-clothing")
    (end,) = town.journal("pickup_closed")
    assert (end["outcome"], end["drop_offs"], end["net_g"]) == ("collected", 1, bag["net_g"])
    assert (end["refused"], end["confirmed"]) == ([{"material": "books", "reason": "wet"}], True)
    assert json.dumps(town.journal("site_adopted")).count("round-") == 2
    ledger = open_ledger(town.data, SystemClock(), create=False)
    assert [one.id for one in orders_seen(ledger).orders] == [WANG_ORDER]
    ledger.close()
    everything = b"".join(path.read_bytes() for path in town.data.rglob("*") if path.is_file()) + caplog.text.encode()
    assert not [secret for secret in (ADDRESS, PHONE, NOTE, CODE) if secret.encode() in everything]
