"""The running kiosk and its staff's console: real ledger, real threads, real files, real restarts."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.condition import Machine
from kiosk.condition.exporting import JOURNAL_NAME, REPORT_NAME
from kiosk.config import Config, ScreenConfig, SoundConfig
from kiosk.core.condition import ExportStep
from kiosk.core.events import Scanned
from kiosk.core.sounds import Volume
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.console_states import Console, ConsolePage
from kiosk.sync import load_directory, load_enrolment
from tests.e2e.test_who_is_here import BADGE, LI, PATIENCE_MS, PIN, Town, now
from tests.unit.condition.conftest import Lab

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


class Running:
    """A running kiosk on a machine made of files, and the staff before it."""

    def __init__(self, town: Town, lab: Lab, qtbot, parts: ExitStack) -> None:
        from kiosk.app import Kiosk  # noqa: PLC0415 - after the platform of Qt is chosen

        self._town = town
        self._qtbot = qtbot
        config = Config(
            screen=ScreenConfig(full_screen=False, width=540, height=960, motion=False),
            sound=SoundConfig(volume=Volume.OFF),
        )
        self.kiosk = parts.enter_context(Kiosk(town.data, config, Machine(town.data, lab.package, lab.root)))

    @property
    def state(self) -> at.SessionState:
        return self.kiosk.controller.state

    def show(self, code: str) -> None:
        self.post(Scanned(code, "test"))

    def post(self, event: object) -> None:
        self.kiosk._inbox.post(event)

    def touch(self, *touches: on.Input) -> None:
        for touch in touches:
            self.kiosk.controller.dispatch(touch)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def open_console(self) -> None:
        """Badge, PIN, and the button of the menu."""
        self.show(self._town.issuer.code("GSB1:", code_id=BADGE, issued=now()))
        self.wait(lambda: self.state.screen == "enter_pin")
        self.touch(on.PinEntered(PIN))
        self.wait(lambda: self.state.screen == "staff_menu")
        self.touch(on.OpenConsole())
        assert self.state.screen == "console"


@pytest.fixture
def town(data: Path, qapp) -> Town:
    town = Town(data)
    town.publish(staffed=True)
    return town


@pytest.fixture
def lab(tmp_path: Path, data: Path) -> Lab:
    lab = Lab(tmp_path / "root", data)
    lab.plug(tmp_path / "stick")
    return lab


@pytest.fixture
def run(town: Town, lab: Lab, qtbot) -> Iterator[Callable[[], Running]]:
    """Start the kiosk; starting it again ends the one before."""
    parts = ExitStack()

    def start() -> Running:
        parts.close()
        return Running(town, lab, qtbot, parts)

    start.stop = parts.close  # type: ignore[attr-defined]
    yield start
    parts.close()


def test_out_of_service_until_somebody_puts_it_back(town: Town, run) -> None:
    kiosk = run()
    kiosk.open_console()
    kiosk.touch(on.TurnTo(ConsolePage.SERVICE), on.SetService(out=True))
    kiosk.wait(lambda: kiosk.state.service.out)
    kiosk.touch(on.Lock())
    kiosk = run()
    assert kiosk.state.phase == at.OutOfService(None)
    kiosk.show(town.issuer.phone(LI, issued=now()).text(now()))
    kiosk.open_console()
    kiosk.touch(on.SetService(out=False))
    kiosk.wait(lambda: not kiosk.state.service.out)
    kiosk.touch(on.Lock())
    assert kiosk.state.screen == "attract"
    run.stop()
    assert [body["action"] for body in town.journal("staff_action")] == [
        "unlocked",
        "out_of_service",
        "unlocked",
        "in_service",
    ]
    assert {body["badge"] for body in town.journal("staff_action")} == {BADGE.hex()}


def test_a_badge_that_leaves_the_roster_while_the_console_is_open_is_locked_out(town: Town, run) -> None:
    kiosk = run()
    kiosk.open_console()
    town.publish(staffed=False)
    enrolment = load_enrolment(kiosk.kiosk.ledger)
    assert enrolment is not None
    kiosk.post(load_directory(kiosk.kiosk.ledger, enrolment))
    kiosk.wait(lambda: kiosk.state.screen == "attract")


def test_a_badge_that_is_revoked_while_the_console_is_open_is_locked_out(town: Town, run) -> None:
    kiosk = run()
    kiosk.open_console()
    town.publish(staffed=True, revoked=(BADGE.hex(),))
    enrolment = load_enrolment(kiosk.kiosk.ledger)
    assert enrolment is not None
    kiosk.post(load_directory(kiosk.kiosk.ledger, enrolment))
    kiosk.wait(lambda: kiosk.state.screen == "attract")


def test_what_is_seen_and_exported_holds_no_secret(town: Town, run, lab: Lab, tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG, "kiosk")
    kiosk = run()
    kiosk.open_console()
    kiosk.wait(lambda: kiosk.state.machine is not None and kiosk.state.records is not None)
    kiosk.touch(on.TurnTo(ConsolePage.EXPORT), on.ExportTouched())
    kiosk.wait(lambda: kiosk.state.export is not None and kiosk.state.export.step is ExportStep.DONE)
    assert isinstance(kiosk.state.phase, Console)
    device = kiosk.kiosk.ledger.device
    run.stop()
    folder = tmp_path / "stick" / kiosk.state.export.folder
    kinds = [json.loads(line)["kind"] for line in (folder / JOURNAL_NAME).read_bytes().splitlines()]
    assert {"boot", "rules_adopted", "staff_action"} <= set(kinds)
    report = (folder / REPORT_NAME).read_text("utf-8")
    assert "LOOK  scale" in report
    assert "ok    service        in service" in report
    exported = b"".join(path.read_bytes() for path in folder.iterdir())
    logged = "\n".join(record.getMessage() for record in caplog.records)
    badge_code = town.issuer.code("GSB1:", code_id=BADGE, issued=now())[:40]
    for secret in (PIN, badge_code, device.seed.hex(), device.store_key.hex(), "argon2"):
        assert secret not in logged
        assert secret.encode() not in exported
    assert device.seed not in exported
    assert device.store_key not in exported


def test_the_resting_language_survives_a_restart(run) -> None:
    kiosk = run()
    kiosk.open_console()
    kiosk.touch(on.PreferLanguage("en"))
    kiosk.wait(lambda: kiosk.state.preferences.language == "en")
    assert run().state.preferences.language == "en"
