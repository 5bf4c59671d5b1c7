"""The running kiosk and its identities: real scanner port, real gate, real ledger, real restarts."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
import msgspec
import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.config import CameraConfig, Config, ScannerConfig, ScreenConfig, SoundConfig
from kiosk.core.clock import SystemClock
from kiosk.core.errors import RefusalReason
from kiosk.core.events import StaffRole
from kiosk.core.sounds import Volume
from kiosk.ledger import open_ledger
from kiosk.scan.simulator import ScannerSimulator
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.sync.enrolment import DIRECTORY_DOCUMENT, DOCUMENT, Enrolment
from kiosk.sync.wire import KeyRecord, to_base64
from tests.fakes.passes import PLATFORM, Issuer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded
os.environ.setdefault("QT_QUICK_BACKEND", "software")

PATIENCE_MS = 20_000
LI, WANG = "r-" + "ab" * 10, "r-" + "cd" * 10
BADGE, PIN, WRONG = bytes(range(16)), "271828", "314159"
KID = "00" * 8


def now() -> datetime:
    return datetime.now(UTC)


class Town:
    """A platform's keys, and the kiosks' folder that has adopted its directory."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.issuer = Issuer()
        self.key = Ed25519PrivateKey.generate()
        self.version = 0
        self.publish()

    def publish(self, *, revoked: tuple[str, ...] = (), staffed: bool = False) -> None:
        """A newer directory comes down while the kiosk is not running."""
        self.version += 1
        pin = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
        staff = [{"badge": BADGE.hex(), "role": "operator", "pin": pin}] if staffed else []
        payload = msgspec.json.encode(
            {
                "version": self.version,
                "issued_at": "2026-11-22T09:00:00.000Z",
                "platform": PLATFORM,
                "pass_keys": [{"kid": self.issuer.kid.hex(), "public_key": to_base64(self.issuer.public)}],
                "resident_page": "http://127.0.0.1:9/me",
                "revoked": list(revoked),
                "staff": staff,
            }
        )
        signature = self.key.sign(b"greensprout-directory-v1\x00" + payload)
        envelope = {"payload": to_base64(payload), "kid": KID, "signature": to_base64(signature)}
        keys = (KeyRecord(KID, to_base64(self.key.public_key().public_bytes_raw())),)
        ledger = open_ledger(self.data, SystemClock(), create=True)
        ledger.write_document(DOCUMENT, msgspec.json.encode(Enrolment("http://127.0.0.1:9", PLATFORM, keys)))
        ledger.write_document(DIRECTORY_DOCUMENT, msgspec.json.encode(envelope))
        ledger.close()

    def journal(self, kind: str) -> list[dict[str, object]]:
        ledger = open_ledger(self.data, SystemClock(), create=False)
        try:
            entries = [json.loads(stored.entry) for stored in ledger.all_entries()]
        finally:
            ledger.close()
        return [entry["body"] for entry in entries if entry["kind"] == kind]


class Running:
    """A running kiosk and the scanner before it."""

    def __init__(self, town: Town, qtbot, parts: ExitStack, camera: CameraConfig, **changes) -> None:
        from kiosk.app import Kiosk  # noqa: PLC0415 - after the platform of Qt is chosen

        self._qtbot = qtbot
        self._scanner = parts.enter_context(ScannerSimulator())
        config = Config(
            scanner=ScannerConfig(port=self._scanner.port),
            camera=camera,
            screen=ScreenConfig(full_screen=False, width=540, height=960, motion=False),
            sound=SoundConfig(volume=Volume.OFF),
            **changes,
        )
        self._kiosk = parts.enter_context(Kiosk(town.data, config))
        self._wait_for_the_scanner()

    @property
    def state(self) -> at.SessionState:
        return self._kiosk.controller.state

    def show(self, code: str) -> None:
        self._scanner.show(code)

    def _wait_for_the_scanner(self) -> None:
        """What is shown before the port is open is lost; so show rubbish until it is refused."""

        def refused() -> bool:
            self.show("rubbish")
            self._qtbot.wait(50)
            return self.state.notice is not None

        self.wait(refused)

    def touch(self, touch: on.Input) -> None:
        self._kiosk.controller.dispatch(touch)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for(self, screen: str) -> None:
        self.wait(lambda: self.state.screen == screen)

    def wait_for_refusal(self, reason: RefusalReason) -> None:
        self.wait(lambda: self.state.notice is not None and self.state.notice.reason is reason)

    def enter(self, pin: str) -> None:
        """Type a PIN and wait until it is judged."""
        self.touch(on.PinEntered(pin))
        self.wait(lambda: not (isinstance(self.state.phase, at.EnterPin) and self.state.phase.judging))


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


@pytest.fixture(autouse=True)
def _offscreen(qapp) -> None:
    """A kiosk needs an application."""


@pytest.fixture
def town(data: Path) -> Town:
    return Town(data)


@pytest.fixture
def run(town: Town, qtbot) -> Iterator[Callable[..., Running]]:
    """Start the kiosk; starting it again ends the one before."""
    parts = ExitStack()

    def start(camera: CameraConfig | None = None) -> Running:
        parts.close()
        return Running(town, qtbot, parts, camera or CameraConfig())

    start.stop = parts.close  # type: ignore[attr-defined]
    yield start
    parts.close()


def test_a_pass_works_once_also_after_a_restart_and_consent_is_asked_once(town: Town, run) -> None:
    phone = town.issuer.phone(LI, issued=now())
    shown = phone.text(now())
    kiosk = run()
    kiosk.show(shown)
    kiosk.wait_for("privacy_notice")
    kiosk.touch(on.Agree())
    assert kiosk.state.screen == "choose_material"
    kiosk = run()
    kiosk.wait_for("recovered")  # the plug was pulled in the middle of the visit
    kiosk.touch(on.Finish())
    kiosk.show(shown)
    kiosk.wait_for_refusal(RefusalReason.REPLAYED)
    kiosk.show(phone.text(now() + timedelta(seconds=1)))
    kiosk.wait_for("choose_material")
    run.stop()
    assert town.journal("consent") == [{"resident": LI, "notice": 1, "agreed": True}]


def test_who_declines_leaves_no_trace(town: Town, run) -> None:
    kiosk = run()
    kiosk.show(town.issuer.phone(LI, issued=now()).text(now()))
    kiosk.wait_for("privacy_notice")
    kiosk.touch(on.Decline())
    assert kiosk.state.screen == "choose_material"
    run.stop()
    ledger = open_ledger(town.data, SystemClock(), create=False)
    everything = b"".join(stored.entry for stored in ledger.all_entries())
    assert (ledger.agreed(), LI.encode() in everything) == ([], False)
    ledger.close()


def test_revoked_passes_are_refused_and_nobody_else(town: Town, run) -> None:
    lost, own = town.issuer.phone(LI, issued=now()), town.issuer.phone(LI, issued=now())
    town.publish(revoked=(lost.pass_id, WANG))
    kiosk = run()
    kiosk.show(lost.text(now()))
    kiosk.wait_for_refusal(RefusalReason.REVOKED)
    kiosk.show(own.text(now()))
    kiosk.wait_for("privacy_notice")
    kiosk.touch(on.Cancel())
    kiosk.show(town.issuer.phone(WANG, issued=now()).text(now()))
    kiosk.wait_for_refusal(RefusalReason.REVOKED)


def test_badge_and_pin_lead_to_the_menu_and_stand_in_the_journal(town: Town, run) -> None:
    town.publish(staffed=True)
    kiosk = run()
    kiosk.touch(on.StartScaleCheck())
    assert kiosk.state.notice is not None
    assert kiosk.state.notice.kind is at.NoticeKind.BADGE
    kiosk.show(town.issuer.code("GSB1:", code_id=BADGE, issued=now()))
    kiosk.wait_for("enter_pin")
    kiosk.enter(PIN)
    assert kiosk.state.phase == at.StaffMenu(BADGE.hex(), StaffRole.OPERATOR, kiosk.state.phase.deadline_ms)
    kiosk.touch(on.StartScaleCheck())
    assert kiosk.state.screen == "check_scale"
    run.stop()
    assert town.journal("staff_action") == [{"badge": BADGE.hex(), "role": "operator", "action": "unlocked"}]


def test_wrong_pins_lock_the_badge_also_after_a_restart(town: Town, run) -> None:
    town.publish(staffed=True)
    badge = town.issuer.code("GSB1:", code_id=BADGE, issued=now())
    kiosk = run()
    kiosk.show(badge)
    kiosk.wait_for("enter_pin")
    for _ in range(5):
        kiosk.enter(WRONG)
    assert kiosk.state.phase.locked_until_ms is not None
    kiosk = run()
    kiosk.show(badge)
    kiosk.wait(lambda: getattr(kiosk.state.phase, "locked_until_ms", None) is not None)
    kiosk.enter(PIN)
    assert kiosk.state.screen == "enter_pin"
    run.stop()
    assert [body["action"] for body in town.journal("staff_action")] == ["locked_out"]


def test_a_badge_that_left_the_roster_is_refused(town: Town, run) -> None:
    kiosk = run()
    kiosk.show(town.issuer.code("GSB1:", code_id=BADGE, issued=now()))
    kiosk.wait_for_refusal(RefusalReason.REVOKED)


@pytest.mark.parametrize("mirror", [True, False])
def test_a_camera_reads_a_card(town: Town, run, tmp_path: Path, mirror: bool) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    kiosk = run(CameraConfig(enabled=True, device=str(frames), mirror=mirror))
    kiosk.wait(lambda: kiosk.state.camera is not None and kiosk.state.camera.word == "missing")
    kiosk.touch(on.Start())
    picture = qrcode.make(town.issuer.code("GSC1:", issued=now(), changes={2: LI}), box_size=6)
    picture.save(tmp_path / "card.png")
    (tmp_path / "card.png").replace(frames / "card.png")
    kiosk.wait_for("privacy_notice")
    assert kiosk.state.phase.resident.resident == LI
