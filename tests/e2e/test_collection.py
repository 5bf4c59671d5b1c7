"""A container is emptied at the running kiosk: real scanner and scale lines, real gate, real ledger, a real restart."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import Config, ContainerConfig, ScaleConfig, ScannerConfig, ScreenConfig, SoundConfig
from kiosk.core.clock import SystemClock
from kiosk.core.errors import RefusalReason
from kiosk.core.sounds import Volume
from kiosk.ledger import open_ledger, verify
from kiosk.methodology import Rulebook
from kiosk.scale.simulator import ScaleSimulator
from kiosk.scan.simulator import ScannerSimulator
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.collect_states import Collect, CollectTrouble
from tests.e2e.test_who_is_here import BADGE, PATIENCE_MS, PIN, Town
from tests.fakes.acts import drop_off
from tests.fakes.contract_schemas import assert_follows

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded
os.environ.setdefault("QT_QUICK_BACKEND", "software")

pytestmark = pytest.mark.process  # most of it is waiting for the scale
BAG_G = 4000


class AtWork:
    """A running kiosk with a container, the scanner before it and the scale beside it."""

    def __init__(self, town: Town, qtbot, parts: ExitStack) -> None:
        from kiosk.app import Kiosk  # noqa: PLC0415 - after the platform of Qt is chosen

        self._town, self._qtbot = town, qtbot
        self._scanner = parts.enter_context(ScannerSimulator())
        self.scale = parts.enter_context(ScaleSimulator("yaohua-a9", 10, 30_000))
        config = Config(
            containers=(ContainerConfig("clothing-1", "clothing", 150, 1000),),
            scale=ScaleConfig(port=self.scale.port),
            scanner=ScannerConfig(port=self._scanner.port),
            screen=ScreenConfig(full_screen=False, width=540, height=960, motion=False),
            sound=SoundConfig(volume=Volume.OFF),
        )
        self._kiosk = parts.enter_context(Kiosk(town.data, config))

    @property
    def state(self) -> at.SessionState:
        return self._kiosk.controller.state

    @property
    def step(self) -> str:
        return self.state.phase.step.value if isinstance(self.state.phase, Collect) else self.state.screen

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def touch(self, *touches: on.Input) -> None:
        for touch in touches:
            self._kiosk.controller.dispatch(touch)

    def scan(self, code: str, until: Callable[[], bool]) -> None:
        """What is shown before the port is open is lost: show it until it is seen."""

        def seen() -> bool:
            if until():
                return True
            self._scanner.show(code)
            self._qtbot.wait(50)
            return until()

        self.wait(seen)

    def badge(self) -> str:
        return self._town.issuer.code("GSB1:", code_id=BADGE, issued=datetime.now(UTC))

    def log_in(self) -> None:
        self.wait(lambda: bool(self.state.containers.fills))
        self.scan(self.badge(), lambda: self.state.screen == "enter_pin")
        self.touch(on.PinEntered(PIN))
        self.wait(lambda: self.state.screen == "staff_menu")
        self.touch(on.StartCollection())


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


@pytest.fixture
def town(data: Path, rules: Rulebook) -> Town:
    """A kiosk into whose container two bags have gone."""
    town = Town(data)
    town.publish(staffed=True)
    ledger = open_ledger(data, SystemClock(), create=False)
    for net_g in (3000, 1200):
        ledger.append_drop_off(replace(drop_off(rules, net_g), container="clothing-1"))
    ledger.close()
    return town


@pytest.fixture
def run(town: Town, qtbot, qapp) -> Iterator[Callable[[], AtWork]]:
    """Start the kiosk; starting it again ends the one before."""
    parts = ExitStack()

    def start() -> AtWork:
        parts.close()
        return AtWork(town, qtbot, parts)

    start.stop = parts.close  # type: ignore[attr-defined]
    yield start
    parts.close()


def test_a_container_is_emptied_over_a_restart(town: Town, run) -> None:
    kiosk = run()
    kiosk.log_in()
    kiosk.touch(on.ChooseContainer("clothing-1"))
    kiosk.scan("not a seal", lambda: getattr(kiosk.state.phase, "trouble", None) is CollectTrouble.NO_SEAL)
    kiosk.touch(on.SealMissing())

    kiosk = run()  # the plug was pulled
    kiosk.log_in()
    assert kiosk.step == "resume"
    kiosk.touch(on.GoOn())
    kiosk.wait(lambda: kiosk.state.scale.status.value == "empty")
    kiosk.scale.put(BAG_G)
    kiosk.wait(lambda: bool(kiosk.state.collections.draft and kiosk.state.collections.draft.bags))
    kiosk.scale.take_off()
    kiosk.wait(lambda: kiosk.state.scale.status.value == "empty")
    kiosk.touch(on.AllWeighed(), on.Explain(None), on.SendTo(None))
    assert kiosk.step == "new_seal"
    kiosk.scan("lz-preprinted-7", lambda: kiosk.step == "sign")
    kiosk.scan(kiosk.badge(), lambda: kiosk.step == "manifest")
    code = kiosk.state.collections.last.code
    run.stop()

    (body,) = town.journal("collection")
    assert_follows("collection", body)
    assert (body["container"], body["period"], body["drop_offs"], body["expected_g"]) == ("clothing-1", 1, 2, 4200)
    assert [bag["net_g"] for bag in body["bags"]] == [body["weighed_g"]]
    assert body["weighed_g"] == pytest.approx(BAG_G, abs=20)
    assert (body["old_seal"]["state"], body["new_seal"], body["signed"]) == ("first", "LZ-PREPRINTED-7", "badge")
    assert len(town.journal("site_adopted")) == 1
    ledger = open_ledger(town.data, SystemClock(), create=False)
    assert code == f"GSM1:{ledger.device.kiosk}:{ledger.backlogs()[-1].epoch}:" + code.split(":", 3)[3]
    assert ledger.read_document("collection_draft") is None
    assert verify(ledger).problems == []
    ledger.close()


def test_elsewhere_what_looks_like_a_seal_is_no_pass(run) -> None:
    kiosk = run()
    kiosk.scan("LZ-0001", lambda: kiosk.state.notice is not None)
    assert kiosk.state.notice.reason is RefusalReason.NOT_A_PASS
