"""A day of staff work, offline, and what the platform makes of it: a home pickup at a door, its load handed into the
bin, a guest's bag, the bin emptied, papers printed; then the network is back, and every gram is where it belongs.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest

from central import balance, dispatch, roster
from central.audit import Actor
from central.ops import accounts
from kiosk.config import (
    Config,
    ContainerConfig,
    PickupConfig,
    PrinterConfig,
    ScaleConfig,
    ScannerConfig,
    ScreenConfig,
    SiteConfig,
    SoundConfig,
    SyncConfig,
)
from kiosk.core.clock import SystemClock
from kiosk.core.collection import DifferenceReason, Into
from kiosk.core.events import ScaleStatus
from kiosk.core.sounds import Volume
from kiosk.ledger import open_ledger, verify
from kiosk.printer.simulator import pictures
from kiosk.scale.simulator import ScaleSimulator
from kiosk.scan.decode import decode_image
from kiosk.scan.simulator import ScannerSimulator
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.sync import Client, enrol
from tests.e2e.phones import NEEDS_BROWSER, browsers
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.operator import PASSWORD
from tests.fakes.virtual_kiosk import VirtualPhone
from tests.fakes.weather import Proxy, Weather

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded
os.environ.setdefault("QT_QUICK_BACKEND", "software")

pytestmark = [pytest.mark.process, *NEEDS_BROWSER]  # most of it is waiting for the scale

PIN = "493817"
PATIENCE_MS = 60_000
BIN, LOAD = "clothing-1", "round-clothing"


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


@pytest.fixture
def central(tmp_path: Path) -> Iterator[RunningCentral]:
    folder = tmp_path / "central"
    folder.mkdir()
    with running_central(folder) as running:
        running.clock.moment = datetime.now(UTC)
        yield running


class Device:
    """A running kiosk that goes along on rounds, with a scale, a scanner and a printer that writes files."""

    def __init__(self, data: Path, qtbot, parts: ExitStack) -> None:
        from kiosk.app import Kiosk  # noqa: PLC0415 - after the platform of Qt is chosen

        self._qtbot = qtbot
        self._scanner = parts.enter_context(ScannerSimulator())
        self._scale = parts.enter_context(ScaleSimulator("yaohua-a9", 10, 30_000))
        config = Config(
            site=SiteConfig("龙马潭社区", "Longmatan", 28.897, 105.438),
            containers=(ContainerConfig(BIN, "clothing", 150, 1000),),
            pickup=PickupConfig(enabled=True),
            printer=PrinterConfig("file", "papers"),
            sync=SyncConfig(idle_s=1),
            scale=ScaleConfig(port=self._scale.port),
            scanner=ScannerConfig(port=self._scanner.port),
            screen=ScreenConfig(full_screen=False, width=540, height=960, motion=False),
            sound=SoundConfig(volume=Volume.OFF),
        )
        self._kiosk = parts.enter_context(Kiosk(data, config))

    @property
    def state(self) -> at.SessionState:
        return self._kiosk.controller.state

    @property
    def step(self) -> str:
        step = getattr(self.state.phase, "step", None)
        return step.value if step is not None else self.state.screen

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for(self, step: str) -> None:
        self.wait(lambda: self.step == step)

    def touch(self, *touches: on.Input) -> None:
        for touch in touches:
            self._kiosk.controller.dispatch(touch)

    def scan(self, code: str, step: str) -> None:
        """What is shown before the port is open is lost: show it until it is seen."""

        def seen() -> bool:
            if self.step != step:
                self._scanner.show(code)
                self._qtbot.wait(50)
            return self.step == step

        self.wait(seen)

    def log_in(self, badge: str) -> None:
        self.scan(badge, "enter_pin")
        self.touch(on.PinEntered(PIN))
        self.wait_for("staff_menu")

    def put(self, weight_g: int) -> None:
        """Onto a scale that is empty."""
        self.wait(lambda: self.state.scale.status is ScaleStatus.EMPTY)
        self._scale.put(weight_g)

    def take_off(self) -> None:
        self._scale.take_off()
        self.wait(lambda: self.state.scale.status is ScaleStatus.EMPTY)

    def drop_off(self, weight_g: int) -> None:
        """One bag of clothes, in the visit that is open."""
        self.touch(on.Choose("clothing"))
        self.put(weight_g)
        self.wait_for("confirm")
        self.touch(on.ConfirmTouched())
        self.wait_for("credited")
        self._scale.take_off()

    def collect(self, badge: str, container: str, weight_g: int, *answers: on.Input) -> str:
        """From the staff's menu to the manifest, whose code is returned."""
        self.touch(on.StartCollection(), on.ChooseContainer(container), on.SealMissing())
        self.put(weight_g)
        self.wait(lambda: bool(self.state.collections.draft and self.state.collections.draft.bags))
        self.take_off()
        self.touch(on.AllWeighed(), *answers)
        self.wait_for("sign")
        self.scan(badge, "manifest")
        assert self.state.collections.last is not None
        code = self.state.collections.last.code
        self.touch(on.PrintIt(), on.Finish())
        self.wait_for("staff_menu")
        return code


def test_a_day_of_staff_work_balances_to_the_gram(
    central: RunningCentral, tmp_path: Path, qtbot, qapp: object, data: Path
) -> None:
    badge = roster.add(central.platform, "supervisor", PIN)
    phone = VirtualPhone.register(central.url)
    order = phone.order(materials=["clothing"]).json()
    with ExitStack() as parts:
        proxy = parts.enter_context(Proxy(central.url))
        ledger = open_ledger(data, SystemClock(), create=True)
        enrol(ledger, ledger.device, Client(proxy.url), central.invite())
        me = ledger.device.kiosk
        ledger.close()
        dispatch.assign(central.platform, order["order"], me)

        kiosk = Device(data, qtbot, parts)
        kiosk.wait(lambda: kiosk.state.orders is not None and len(kiosk.state.orders.orders) == 1)
        proxy.default = Weather.REFUSE  # from here on nobody hears of anything

        kiosk.log_in(badge.code)
        kiosk.touch(on.StartRound(), on.ChooseOrder(order["order"]), on.Arrive(), on.CodeTyped(order["code"]))
        kiosk.wait_for("privacy_notice")
        kiosk.touch(on.Agree())
        kiosk.drop_off(3250)
        kiosk.touch(on.Finish())
        kiosk.wait_for("door")
        kiosk.touch(on.Finish(), on.ConfirmTouched())
        kiosk.wait_for("list")
        assert kiosk.state.orders is not None
        assert kiosk.state.orders.orders == ()
        kiosk.touch(on.Back())
        kiosk.wait_for("staff_menu")
        into_bin = kiosk.collect(badge.code, LOAD, 3250, on.Explain(None), on.SendTo(Into(me, BIN)), on.MakeSeal())
        kiosk.touch(on.Lock(), on.Start(), on.GoAsGuest())
        kiosk.drop_off(2000)
        kiosk.touch(on.Finish(), on.Finish())
        kiosk.wait_for("attract")
        kiosk.log_in(badge.code)
        answers = (on.Explain(DifferenceReason.HANDED_IN), on.SendTo(None), on.SealEntered("LZ-0007"))
        to_sorter = kiosk.collect(badge.code, BIN, 5250, *answers)
        kiosk.touch(on.Lock())
        assert not kiosk.state.link.online
        papers = data / "papers"
        kiosk.wait(lambda: len(list(papers.glob("*"))) >= 3 if papers.exists() else False)

        central.clock.moment = datetime.now(UTC)  # it stood still meanwhile, and the kiosk's did not
        proxy.default = Weather.FAIR
        kiosk.wait(lambda: kiosk.state.link.online and kiosk.state.link.pending == 0)

    codes = {decode_image(pictures(paper.read_bytes())[0].convert("L")) for paper in papers.iterdir()}
    assert {into_bin, to_sorter} <= codes
    ledger = open_ledger(data, SystemClock(), create=False)
    try:
        totals = ledger.totals()
        assert verify(ledger).problems == []
    finally:
        ledger.close()
    stats = central.stats()
    assert (stats["drop_offs"], stats["weight_g"], stats["points"]) == (2, totals.weight_g, totals.points)
    assert phone.me()["points"] == 97
    assert phone.orders()["orders"][0]["outcome"] == "collected"
    load, emptied = sorted(balance.closed(central.platform, me), key=lambda each: each.container, reverse=True)
    assert (load.container, emptied.container) == (LOAD, BIN)
    for each in (load, emptied):
        assert each.emptied is not None
        assert (each.emptied.verdict, each.difference_g, each.unexplained_g) == ("accepted", 0, 0)
    assert (emptied.contents.credited_g, emptied.contents.handed_g) == (2000, 3250)
    on_the_web(central, badge.id)


def on_the_web(central: RunningCentral, badge: str) -> None:
    """The people at the platform see the same."""
    with browsers() as start:
        page: Any = start().new_context(locale="zh-CN").new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{central.url}/ops/setup?code={accounts.add(central.platform, badge, 'boss', Actor()).code}")
        totp = pyotp.TOTP(page.inner_text("#secret"))
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_label("再输一次密码").fill(PASSWORD)
        page.get_by_label("验证器上的六位数字").fill(totp.at(central.clock.moment))
        page.get_by_role("button", name="完成设置").click()
        page.wait_for_url("**/ops/points")
        assert "龙马潭社区" in page.inner_text("main")
        page.get_by_role("link", name="清运", exact=True).click()
        listed = page.inner_text("main")
        assert BIN in listed
        assert "5.25" in listed
        page.get_by_role("link", name="上门取件", exact=True).click()
        page.wait_for_load_state()
        page.context.close()
