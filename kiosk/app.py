"""The composition root: builds every part of the kiosk, joins them, and stops them in reverse order.

    scale-reader ─┐                          ┌─▶ PinGuard ─▶┐
    scan-reader ──┤                          ├─▶ Recorder ─▶ ledger thread ─▶ journal on disk
    sync ─────────┼─▶ Inbox ─▶ Controller ───┼─▶ ScaleReader.require_zero
    ledger ───────┘   (GUI)    (pure machine)└─▶ SyncWorker.nudge ─▶ platform
                                   │
                                   └─▶ KioskWindow.show_state

Nobody imports this module but ``kiosk/process.py``, the demonstration and the benchmarks.
"""

import logging
import random
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from kiosk import __version__
from kiosk.assets import METHODOLOGY, SOUNDS
from kiosk.condition import Attendant, Machine
from kiosk.condition.exporting import ExportSource
from kiosk.config import CameraConfig, Config
from kiosk.core.clock import SystemClock, local_day
from kiosk.core.collection import SealSeen, seal_of
from kiosk.core.condition import CrashedAgain
from kiosk.core.containers import Site, round_containers
from kiosk.core.events import (
    BadgeSeen,
    DirectoryAdopted,
    Interrupted,
    LinkStatus,
    PassRefused,
    ResidentSeen,
    Scanned,
    StaffChanged,
)
from kiosk.core.sounds import SoundStatus, SoundView, Volume
from kiosk.ledger import (
    Ballast,
    Housekeeper,
    Ledger,
    LedgerWorker,
    Recorder,
    UpkeepPlan,
    adopt_site,
    check_end,
    condemn,
    condemned,
    export_lines,
    forget_unfinished,
    open_ledger,
    preferences_seen,
    service_seen,
    sole_writer,
)
from kiosk.methodology import load_rulebook
from kiosk.printer import NoPrinter, PrinterWorker
from kiosk.scale.reader import ScaleReader
from kiosk.scan.camera import CameraReader
from kiosk.scan.frames import FolderSource, Frame, FrameSource
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses
from kiosk.scan.serial_scanner import SerialScanner
from kiosk.scan.wedge import WedgeAssembler
from kiosk.session.collecting import wants_seal
from kiosk.session.controller import Controller
from kiosk.session.inputs import Input, Tick
from kiosk.session.rounds import reads_text
from kiosk.session.states import SessionState
from kiosk.sound import SoundWorker
from kiosk.staff.guard import PinGuard
from kiosk.sync import (
    Client,
    Enrolment,
    Exchange,
    MetricsFile,
    Pace,
    SyncWorker,
    load_directory,
    load_enrolment,
    verifying_context,
)
from kiosk.ui.claim import claim_url
from kiosk.ui.console import findings_of
from kiosk.ui.inbox import Inbox
from kiosk.ui.qtcamera import QtCamera, to_image
from kiosk.ui.qtspeech import QtSpeech
from kiosk.ui.window import KioskWindow, ScreenSettings

from PySide6.QtCore import Qt, QTimer

DAY_CHECK_MS = 60_000
_RFC2217_THREADS = "pySerial RFC 2217"  # what pyserial calls its own threads
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Bug:
    error: BaseException


class _Part(Protocol):
    """What runs beside the screen."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Kiosk:
    """A running kiosk. Make it on the GUI thread, inside ``with``; leaving the block stops everything.

    ``on_state`` and ``window.on_visible`` may be set by whoever wants to watch: every new state, and every screen that
    has been drawn. ``machine``: what the staff's console looks at; left out, the one that this runs on. ``safe``: it
    kept crashing, so it shows that, lets staff in, and leaves out every part that neither needs. Raises ``StoreFault``
    when the data folder cannot be used, ``UsageFault`` for a wrong configuration.
    """

    def __init__(self, data: Path, config: Config, machine: Machine | None = None, *, safe: bool = False) -> None:
        self._safe = safe
        self.on_state: Callable[[SessionState], None] = lambda _state: None
        self._machine = machine or Machine(data, Path(__file__).parent)
        self._parts = ExitStack()
        try:
            self._build(data, config)
        except BaseException:
            self._parts.close()
            raise

    def __enter__(self) -> "Kiosk":
        return self

    def __exit__(self, *_error: object) -> None:
        self._parts.close()

    def _build(self, data: Path, config: Config) -> None:
        self.clock = SystemClock()
        rules = load_rulebook(METHODOLOGY)
        self._parts.enter_context(sole_writer(data))
        self.ledger = _open_sound(data, self.clock)
        self._parts.callback(self.ledger.close)
        _raise_floor(self.clock, self.ledger)
        self.ledger.append_boot(__version__)
        self.ledger.adopt_rules(rules)
        here = _site(config, rules.materials(local_day(self.clock.latest_known())))
        adopt_site(self.ledger, here)

        # The window first and the workers last, so that stopping goes: workers, ledger, window.
        self._data = data
        self._on_rounds = config.pickup.enabled
        self._sounds = config.sound.volume is not Volume.OFF
        self._inbox = Inbox(self._on_event)
        self._parts.callback(self._inbox.close)
        sound = self._make_sound()
        self.window = self._make_window(config, sound)

        worker = LedgerWorker(self._on_bug)
        self._recorder = Recorder(self.ledger, worker, self._inbox.post, here.containers)
        seen = SeenPasses(self.clock, self.ledger.seen_passes(), self._recorder.note_pass)
        self._gate = Gate(self.clock, seen, self._recorder.has_agreed)
        self._guard = PinGuard(self.ledger, self._recorder.submit, self.clock, self._inbox.post)
        scale_settings = config.scale.settings()
        scale = ScaleReader(scale_settings, self.clock, self._inbox.post, self.ledger.container_total_g())
        self._sync = self._make_sync(config)
        self._resident_page: str | None = None
        printer = self._make_printer(config)
        attendant = self._make_attendant()
        self.controller = Controller(
            rules,
            self.clock,
            self._recorder,
            scale,
            self._sync,
            self._guard,
            printer or NoPrinter(),
            self._on_change,
            scale_settings.plate,
            attendant,
        )
        self._deadline = QTimer(singleShot=True)
        self._deadline.timeout.connect(self._tick)
        self._day_check = QTimer(interval=DAY_CHECK_MS)
        self._day_check.timeout.connect(self._count_day)

        housekeeper = Housekeeper(
            self.ledger,
            self.clock,
            _upkeep(config, data),
            self._inbox.post,
            on_damage=self._on_damage,
            on_bug=self._on_bug,
        )
        self._watch_threads()
        self._run(worker)
        self._run(attendant)
        self._begin()
        self._start_scanner(config)
        if not self._safe:
            self._run(housekeeper)
            self._run(self._sync)
            self._start_camera(config)
            for part in (printer, sound, scale):
                if part is not None:
                    self._run(part)
        self._run(self._day_check)
        self._parts.callback(self._deadline.stop)

    def _make_window(self, config: Config, sound: SoundWorker | None) -> KioskWindow:
        window = KioskWindow(screen_settings(config), self._on_touch, clock=self.clock, sound=sound)
        self._parts.callback(window.close)
        window.attach_wedge(WedgeAssembler(), self._inbox.post)
        if config.access.speak_focus:
            window.attach_speech(QtSpeech())
        return window

    def _run(self, part: _Part) -> None:
        """Start it, and stop it before everything that was started before it."""
        part.start()
        self._parts.callback(part.stop)

    def _watch_threads(self) -> None:
        """Whatever escapes any thread is a bug of ours and ends the process like one on the GUI thread."""
        before, threading.excepthook = threading.excepthook, self._on_thread_bug
        self._parts.callback(setattr, threading, "excepthook", before)

    def _make_printer(self, config: Config) -> PrinterWorker | None:
        settings = config.printer.settings(self._data)
        if settings.connection == "none":
            return None
        return PrinterWorker(
            settings,
            self.clock,
            self._inbox.post,
            place=config.site.name_zh,
            claim_url=lambda code: self._resident_page and claim_url(self._resident_page, code),
            on_bug=self._on_bug,
        )

    def _make_sound(self) -> SoundWorker | None:
        if not self._sounds:
            return None
        return SoundWorker(SOUNDS, self._inbox.post, on_bug=self._on_bug)

    def _make_attendant(self) -> Attendant:
        source = ExportSource(
            self.ledger.device.kiosk,
            self._data,
            entries=lambda: self.ledger.totals().entries,
            lines=lambda: export_lines(self.ledger),
        )
        return Attendant(
            self._machine,
            self.clock,
            __version__,
            source,
            lambda: findings_of(self.controller.state),
            self._inbox.post,
            on_bug=self._on_bug,
        )

    def _start_scanner(self, config: Config) -> None:
        if config.scanner.port:
            self._run(SerialScanner(config.scanner.port, config.scanner.baud, self._inbox.post))

    def _start_camera(self, config: Config) -> None:
        if config.camera.enabled:
            pictures = _pictures(config.camera, self._data)
            camera = CameraReader(pictures, self._inbox.post, self.clock, self._offer(mirrored=config.camera.mirror))
            self._run(camera)

    def _begin(self) -> None:
        """What was true before the first screen: keys held, what staff have set, a visit that was interrupted, the last
        scale check.
        """
        enrolment = load_enrolment(self.ledger)
        directory = load_directory(self.ledger, enrolment) if enrolment else None
        if directory is not None:
            self._adopt(directory)
        self._count_day()
        if self._on_rounds:
            self._recorder.tell_orders()
        if self._safe or not self._sounds:
            self.controller.dispatch(SoundView(SoundStatus.OFF))
        if self._safe:
            self.controller.dispatch(CrashedAgain())
        waiting = self.ledger.totals().pending
        self.controller.dispatch(LinkStatus(online=False, enrolled=enrolment is not None, pending=waiting))
        self.controller.dispatch(service_seen(self.ledger))
        self.controller.dispatch(preferences_seen(self.ledger))
        self.controller.dispatch(self.ledger.last_scale_check())
        visit = self.ledger.interrupted_visit()
        if visit is not None:
            receipts = self.ledger.receipts(visit.session)
            self.controller.dispatch(Interrupted(receipts, visit.claim_code if receipts else None))
        self.window.show_state(self.controller.state)

    def _make_sync(self, config: Config) -> SyncWorker:
        pace = Pace(config.sync.batch, random.SystemRandom())

        present: dict[Enrolment, Exchange] = {}
        authorities = config.sync.authorities(self._data)
        if authorities is not None:
            verifying_context(authorities)  # what cannot be used is said now, not by the sync thread

        def make_exchange() -> Exchange | None:
            enrolment = load_enrolment(self.ledger)
            if enrolment is None:
                return None
            if enrolment not in present:
                present.clear()
                present[enrolment] = Exchange(
                    self.ledger,
                    self.ledger.device,
                    Client(enrolment.central, clock=self.clock, ca_file=authorities),
                    enrolment,
                    pace,
                    on_directory=self._inbox.post,
                    on_time=self._on_platform_time,
                    on_orders=self._recorder.keep_orders if self._on_rounds else None,
                )
            return present[enrolment]

        return SyncWorker(
            make_exchange,
            self.ledger,
            pace,
            self._inbox.post,
            idle_s=config.sync.idle_s,
            on_bug=self._on_bug,
            clock=self.clock,
            metrics=MetricsFile(self._data, self.clock),
        )

    # --- GUI thread ---

    def _on_touch(self, touch: Input) -> None:
        self.controller.dispatch(touch)

    def _on_event(self, event: object) -> None:
        match event:
            case _Bug(error=error):
                raise error
            case Scanned(text=text) if reads_text(self.controller.state, text):
                self.controller.dispatch(event)
            case Scanned(text=text):
                self._on_code(text)
            case DirectoryAdopted():
                self._adopt(event)
            case _:
                self.controller.dispatch(event)  # type: ignore[arg-type]  # the inbox carries nothing else

    def _on_code(self, text: str) -> None:
        judged: ResidentSeen | BadgeSeen | PassRefused | SealSeen | None = self._gate.judge(text)
        if isinstance(judged, PassRefused) and wants_seal(self.controller.state):
            seal = seal_of(text)
            judged = judged if seal is None else SealSeen(seal)
        if judged is not None:
            self.controller.dispatch(judged)

    def _adopt(self, directory: DirectoryAdopted) -> None:
        self._gate.adopt(directory)
        self._guard.adopt(directory.staff)
        self._resident_page = directory.resident_page
        good = (member for member in directory.staff if member.badge not in directory.revoked)
        self.controller.dispatch(StaffChanged(frozenset((member.badge, member.role) for member in good)))
        self.window.set_resident_page(directory.resident_page)
        others = tuple(point for point in directory.points if point.kiosk != self.ledger.device.kiosk)
        self.controller.dispatch(replace(directory, points=others))

    def _on_change(self, state: SessionState) -> None:
        self.window.show_state(state)
        self.on_state(state)
        deadline_ms = self.controller.next_deadline_ms()
        if deadline_ms is None:
            self._deadline.stop()
        else:
            self._deadline.start(max(0, deadline_ms - self.clock.monotonic_ms()))

    def _tick(self) -> None:
        self.controller.dispatch(Tick())

    def _count_day(self) -> None:
        self._recorder.count_day(local_day(self.clock.now()))
        self._recorder.forget_orders(self.clock.certain())

    # --- any thread ---

    def _offer(self, *, mirrored: bool) -> Callable[[Frame], None]:
        """How the camera's pictures, which come as in a mirror, reach the screen."""
        screen = self.window.camera
        if mirrored:
            return screen.offer_frame
        return lambda frame: screen.offer(to_image(frame).flipped(Qt.Orientation.Horizontal))

    def _on_platform_time(self, moment: datetime) -> None:
        self.clock.confirm(moment)
        self._recorder.forget_passes(moment)

    def _on_damage(self, problems: list[str]) -> None:
        self._recorder.condemn(condemn(self._data, problems, self.clock.now()))

    def _on_bug(self, error: BaseException) -> None:
        self._inbox.post(_Bug(error))

    def _on_thread_bug(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.thread is not None and arguments.thread.name.startswith(_RFC2217_THREADS):
            # A serial server that speaks bad telnet ends it; whoever reads that port sees it fail and opens it anew.
            _log.info("the serial server's answer could not be read: %s", arguments.exc_type.__name__)
            return
        self._on_bug(arguments.exc_value or RuntimeError(f"{arguments.exc_type} in a thread"))


def _site(config: Config, materials: tuple[str, ...]) -> Site:
    """Where this kiosk stands and what it fills; on rounds, what is carried along too."""
    here = config.here()
    if not config.pickup.enabled:
        return here
    return replace(here, containers=(*here.containers, *round_containers(materials)))


def _open_sound(data: Path, clock: SystemClock) -> Ledger:
    """The ledger, if nothing speaks against it. The whole of it is read while the kiosk serves."""
    fault = condemned(data)
    if fault is not None:
        raise fault
    forget_unfinished(data)
    Ballast(data).release_if_full()
    ledger = open_ledger(data, clock, create=True)
    try:
        problems = check_end(ledger)
        if problems:
            _log.critical("the ledger is damaged: %s", "; ".join(problems[:3]))
            raise condemn(data, problems, clock.now())
    except BaseException:
        ledger.close()
        raise
    return ledger


def _upkeep(config: Config, data: Path) -> UpkeepPlan:
    backup = config.backup
    return UpkeepPlan(
        keep=timedelta(days=config.ledger.keep_days),
        backup=data / backup.folder if backup.folder else None,
        backup_every=timedelta(hours=backup.every_hours),
        backups=backup.keep,
    )


def _raise_floor(clock: SystemClock, ledger: Ledger) -> None:
    newest = ledger.newest_moment()
    if newest is not None:
        clock.raise_floor(newest)
        ledger.keep_moment(newest)  # the entries of a boot with a wrong clock must not hide it


def _pictures(settings: CameraConfig, data: Path) -> FrameSource:
    folder = settings.folder(data)
    return QtCamera(settings.device) if folder is None else FolderSource(folder)


def screen_settings(config: Config) -> ScreenSettings:
    """What the window takes of ``config``."""
    return ScreenSettings(
        language=config.screen.language,
        place_zh=config.site.name_zh,
        place_en=config.site.name_en,
        full_screen=config.screen.full_screen,
        width=config.screen.width,
        height=config.screen.height,
        motion=config.screen.motion,
        plate=config.scale.settings().plate,
        position=config.here().position,
        night=config.screen.night_hours(),
        saver_minutes=config.screen.saver_minutes,
        guide=config.guide(),
        volume=config.sound.volume,
        voice=config.sound.voice,
    )
