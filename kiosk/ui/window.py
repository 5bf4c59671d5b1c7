"""The kiosk's window: shows session states, sends touches out, and says when a screen has really been drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.core.clock import LOCAL_TIME, Clock, ClockTrust, local_day
from kiosk.core.events import Scanned
from kiosk.core.guide import Guide
from kiosk.core.hours import Hours
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.core.sounds import Volume
from kiosk.session.inputs import Input, StillHere
from kiosk.session.states import Identify, Reading, SessionState
from kiosk.sound import Silence, Sound
from kiosk.ui import views
from kiosk.ui.accounts import account_view
from kiosk.ui.attract import panel
from kiosk.ui.camera import PROVIDER, CameraPicture
from kiosk.ui.checking import check_view
from kiosk.ui.claim import ClaimQr, EncodeTask, claim_url
from kiosk.ui.collecting import collect_code, collect_places, collect_view
from kiosk.ui.console import console_view
from kiosk.ui.correcting import correct_view
from kiosk.ui.ease import Ease, is_resting, look_view, may_sleep, stirs
from kiosk.ui.filling import containers_view
from kiosk.ui.inbox import Inbox
from kiosk.ui.keyfocus import KeyFocus
from kiosk.ui.models import (
    AccountModel,
    CheckModel,
    CollectModel,
    ConsoleModel,
    ContainersModel,
    CorrectModel,
    CreditModel,
    LookModel,
    ReadingModel,
    RoundModel,
    SessionModel,
    SoundModel,
    StaffModel,
    StatusModel,
    VisitModel,
    WeighModel,
)
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.qtspeech import Speech
from kiosk.ui.reading import reading_view
from kiosk.ui.resources import MAIN_QML, QML, TRANSLATIONS
from kiosk.ui.rest import ALONE_MS, MINUTE_MS, Rest, rest_of
from kiosk.ui.rounds import round_view
from kiosk.ui.speaking import Speaking
from kiosk.ui.staffing import staff_view
from kiosk.ui.wedge import Assembler, WedgeFilter

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThreadPool, QTimer, QTranslator, QUrl, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickView

NATIVE_SIZE = (1080, 1920)
ATTRACT_RESET_MS = ALONE_MS
"""A language chosen on the attract screen by somebody who then left is forgotten after this long."""

USUAL_PLATE = ScalePlate(interval_g=10, max_g=30_000, min_g=200)
"""A platform scale of 30 kg, where nobody says what stands there."""

USUAL_GUIDE = Guide()
"""What may go in where nobody says anything else; there is nobody to call."""

_CATALOGUES = {"zh": "kiosk_zh_CN.qm"}  # English is the source language and needs none
_FRAMES_TO_BE_SURE = 2  # the first frame to arrive may have been under way before the change

OnVisible = Callable[[str, SessionState], None]


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How the window looks at start. ``width`` and ``height`` in pixels, 0 for 1080 and 1920 (or the whole screen).

    ``motion=False`` shows every animation in its final position: for pictures and for people whom movement disturbs.
    ``plate`` is what the screen says of the scale's limits, and whether bags go onto the scale or into the bin on it.
    ``position``: where the screen stands, latitude and longitude in millionths of a degree.
    ``night``: when its colours are those of the night; None: never. ``saver_minutes``: after so long without anybody it
    sleeps; 0: never. ``guide``: what the place tells whoever asks. ``volume`` and ``voice``: how loud it is until
    somebody chooses otherwise, and whether it speaks.
    """

    language: str = "zh"
    place_zh: str = ""
    place_en: str = ""
    full_screen: bool = True
    width: int = 0
    height: int = 0
    motion: bool = True
    plate: ScalePlate = USUAL_PLATE
    position: tuple[int, int] | None = None
    night: Hours | None = None
    saver_minutes: int = 0
    guide: Guide = USUAL_GUIDE
    volume: Volume = Volume.LOUD
    voice: bool = True


class KioskWindow(QObject):
    """One window, one screen at a time. Lives on the GUI thread; a ``QGuiApplication`` must exist.

    ``on_visible(screen, state)`` is called once for each screen change, after a frame with the new screen has been
    rendered; a screen that was replaced before any frame showed it is not reported. It runs while Qt draws: take notes
    in it, and never grab or end anything from it. Without frames (a hidden or minimised window) it is not called. It
    works with the offscreen platform and the software renderer.

    ``sound`` is heard with what is shown; left out, nothing is.

    ``camera`` takes the pictures of a camera for the preview; see there which of its methods belong to which thread.
    """

    def __init__(
        self,
        settings: ScreenSettings,
        dispatch: Callable[[Input], None],
        *,
        clock: Clock,
        sound: Sound | None = None,
    ) -> None:
        super().__init__()
        self.on_visible: OnVisible | None = None
        self._settings = settings
        self._dispatch = dispatch
        self._clock = clock
        self._state = SessionState()
        self._ease = Ease(settings.language)
        self._rest = Rest()
        self._stirred_ms = clock.monotonic_ms()
        self._entered_ms = clock.monotonic_ms()
        self._switched, self._switched_ms = "", 0
        self._resident_page: str | None = None
        self._wanted_qr: str | None = None
        self._wanted_code: str | None = None
        self._frames_due = _FRAMES_TO_BE_SURE
        self._closing = False
        self._inbox = Inbox(self._on_qr)
        self._pool = QThreadPool()
        self._status = StatusModel()
        self._look = LookModel()
        self._session = SessionModel(dispatch, clock)
        self._weigh = WeighModel()
        self._collect = CollectModel(dispatch, clock)
        self._containers = ContainersModel()
        self._credit = CreditModel()
        self._visit = VisitModel()
        self._check = CheckModel()
        self._staff = StaffModel(dispatch, clock)
        self._correct = CorrectModel(dispatch, clock)
        self._round = RoundModel(self._session.touch, clock)
        self._reading = ReadingModel(self._session.touch)
        self._account = AccountModel(self._session.touch)
        self._desk = ConsoleModel(dispatch, clock)
        self._sound = SoundModel()
        self._speaking = Speaking(
            sound or Silence(),
            clock,
            volume=settings.volume,
            voice=settings.voice,
            container=settings.plate.mode is ScaleMode.CONTAINER,
        )
        self.camera = CameraPicture()
        self._connect_bar()
        self._translator = QTranslator()
        self._load_language()
        self._apply()
        self._view = self._make_view()
        self.keys = KeyFocus(self._view)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._apply_time)
        self._second.start()
        self._show()

    def _connect_bar(self) -> None:
        self._status.languageSwitched.connect(self._switch_language)
        self._status.sizeSwitched.connect(self._switch_size)
        self._look.lowerSwitched.connect(self._switch_lowered)
        self._look.contrastSwitched.connect(self._switch_contrast)
        self._look.moreSwitched.connect(self._switch_more)
        self._look.woken.connect(self._wake)
        self._sound.stepped.connect(self._step_volume)
        self._sound.askedAgain.connect(self._say_again)
        self._sound.tried.connect(self._try_sound)

    # --- what the outside calls ---

    def show_state(self, state: SessionState) -> None:
        """Draw ``state``. Cheap when little changed; only differing properties reach the screen."""
        changed = state.screen != self._state.screen
        preferred = state.preferences != self._state.preferences
        read = changed and isinstance(self._state.phase, Reading)  # who has read something is still here
        if stirs(self._state, state):
            self._stirred_ms = self._clock.monotonic_ms()
        before, self._state = self._state, state
        if changed:
            self._entered_ms = self._clock.monotonic_ms()
            self._ease = replace(self._ease, more=False)
            self._hold_touches()
            self._frames_due = _FRAMES_TO_BE_SURE
        if (changed or preferred) and is_resting(state) and not read:
            self._reset_ease()
        if changed and is_resting(state) and not read:
            self.keys.hide()
        self._apply()
        self._speaking.follow(before, state, self._ease.language)
        if changed:
            self._view.update()

    def _hold_touches(self) -> None:
        self._session.hold_touches()
        self._staff.hold_touches()
        self._collect.hold_touches()
        self._desk.hold_touches()

    def set_resident_page(self, url: str | None) -> None:
        """The address of the resident page, for a guest's claim; None shows the claim code without a QR."""
        self._resident_page = url
        self._apply_claim()

    def attach_wedge(self, assembler: Assembler, post: Callable[[Scanned], None]) -> None:
        """Read a keyboard-type scanner: its keys go to ``assembler``, its codes to ``post``. A person's keys move the
        ring and press what it stands on.
        """

        def on_person() -> None:
            self._wake()
            self._dispatch(StillHere())

        locked = self._settings.full_screen
        wedge = WedgeFilter(assembler, post, self._clock, self.keys, on_person, locked=locked)
        wedge.setParent(self._view)
        self._view.installEventFilter(wedge)
        self._view.contentItem().installEventFilter(wedge)  # input methods speak to it, past the window

    def attach_speech(self, speech: Speech) -> None:
        """Let ``speech`` say the name of each control that the ring comes to."""
        self.keys.on_focus = lambda name: speech.say(name, self._ease.language)

    def prefer(
        self, language: str, large: bool, *, lowered: bool = False, contrast: bool = False, more: bool = False
    ) -> None:
        """Speak ``language`` ("zh" or "en"), in large type or not, brought down or not, in high contrast or not, with
        the bar's drawer open or not, until somebody switches or attract resets it.
        """
        self._choose(Ease(language, large, lowered, contrast, more))

    @property
    def claim_pending(self) -> bool:
        """True while the QR of the claim, or of a collection, on the screen is still being made."""
        claim = self._wanted_qr is not None and self._visit.qr_text != self._wanted_qr
        return claim or (self._wanted_code is not None and self._collect.qr_text != self._wanted_code)

    @property
    def root(self) -> QQuickItem:
        """What the window shows, for those who look at it item by item."""
        return self._view.rootObject()

    def picture(self) -> QImage:
        """What is visible now. Before the first frame (see ``on_visible``) there is nothing to see."""
        return self._view.grabWindow()

    def grab(self, path: Path) -> None:
        """Write ``picture`` as a PNG. ``OSError`` when it cannot be written."""
        if not self.picture().save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
            raise OSError(f"picture {path} cannot be written: does the folder exist, and is there space?")

    def close(self) -> None:
        """Take the window down: workers first, then the QML engine, and the models after it."""
        if self._closing:
            return
        self._closing = True
        self._second.stop()
        self._inbox.close()
        self._pool.waitForDone()
        QCoreApplication.removeTranslator(self._translator)
        shiboken6.delete(self._view)  # and the QML engine, its child

    # --- the view ---

    def _make_view(self) -> QQuickView:
        view = QQuickView()
        view.engine().addImportPath(str(QML))
        view.engine().addImageProvider(PROVIDER, self.camera.provider())
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setInitialProperties(
            {
                "status": self._status,
                "look": self._look,
                "session": self._session,
                "weigh": self._weigh,
                "collect": self._collect,
                "containers": self._containers,
                "credit": self._credit,
                "visit": self._visit,
                "check": self._check,
                "staff": self._staff,
                "correct": self._correct,
                "round": self._round,
                "reading": self._reading,
                "account": self._account,
                "desk": self._desk,
                "camera": self.camera.model,
                "sound": self._sound,
                "motion": self._settings.motion,
            }
        )
        view.setSource(QUrl.fromLocalFile(str(MAIN_QML)))
        if view.status() is not QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in view.errors()))
        view.installEventFilter(self)
        view.frameSwapped.connect(self._on_frame)
        return view

    def _show(self) -> None:
        width, height = self._settings.width or NATIVE_SIZE[0], self._settings.height or NATIVE_SIZE[1]
        self._view.resize(width, height)
        if self._settings.full_screen:
            self._view.setCursor(Qt.CursorShape.BlankCursor)
            self._view.showFullScreen()
        else:
            self._view.show()

    @Slot()
    def _on_frame(self) -> None:
        self.keys.follow()
        if self._frames_due == 0:
            return
        self._frames_due -= 1
        if self._frames_due:
            self._view.update()
        elif self.on_visible is not None:
            self.on_visible(self._state.screen, self._state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """In full screen nothing closes the window but ``close``; in a development window Escape does too."""
        locked = self._settings.full_screen
        if event.type() is QEvent.Type.Close and locked and not self._closing:
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if not locked:
                self._view.close()
            return True
        return False

    # --- state to models ---

    def _apply(self) -> None:
        state = self._state
        self._weigh.apply(views.weigh_view(state, self._settings.plate))
        language = self._ease.language
        self._collect.apply(collect_view(state, language), collect_places(state))
        self._containers.apply(containers_view(state, self._settings.position, language))
        self._credit.apply(views.credit_view(state, self._settings.plate, language))
        self._visit.apply(views.visit_view(state, self._settings.plate))
        self._check.apply(check_view(state))
        self._correct.apply(correct_view(state))
        self._round.apply(round_view(state, local_day(self._clock.latest_known())))
        self._account.apply(account_view(state))
        self._reading.apply(reading_view(state, self._settings.guide, self._ease.language))
        self._desk.apply(console_view(state, self._settings.language))
        self._apply_sound()
        self.camera.want(_sees_preview(state))
        self._apply_claim()
        self._apply_code()
        self._apply_time()
        session = views.session_view(state, self._settings.plate)
        self._session.apply(session)  # last: a new screen finds its facts in place

    @Slot()
    def _apply_time(self) -> None:
        now_ms = self._clock.monotonic_ms()
        if is_resting(self._state) and now_ms - self._stirred_ms >= ATTRACT_RESET_MS:
            self._reset_ease()
        self._session.set_seconds_left(views.seconds_left(self._state, now_ms))
        self._apply_look(now_ms)
        if not self._rest.asleep:
            rested_ms = now_ms - self._entered_ms
            self._reading.show_panel(panel(self._state, rested_ms, motion=self._settings.motion))
        self._staff.apply(staff_view(self._state, now_ms))
        self._apply_status()

    def _apply_look(self, now_ms: int) -> None:
        settings = self._settings
        night = self._is_night()
        sleeps = settings.saver_minutes > 0 and may_sleep(self._state)
        self._rest = rest_of(
            self._rest,
            still_ms=now_ms - self._stirred_ms if is_resting(self._state) else None,
            now_ms=now_ms,
            night=night,
            saver_ms=settings.saver_minutes * MINUTE_MS if sleeps else None,
            motion=settings.motion,
        )
        self._look.apply(look_view(self._state, self._ease, self._rest, night=night))

    def _is_night(self) -> bool:
        """By a clock that can be trusted; without one it is day."""
        night, known = self._settings.night, self._clock.trust() is not ClockTrust.UNKNOWN
        return night is not None and known and night.hold(self._clock.now())

    def _apply_status(self) -> None:
        language, large = self._ease.language, self._ease.large
        place = self._settings.place_zh if language == "zh" else self._settings.place_en
        self._status.apply(
            views.status_view(self._state, place=place, clock_text=self._clock_text(), language=language, large=large)
        )

    def _clock_text(self) -> str:
        if self._clock.trust() is ClockTrust.UNKNOWN:
            return "--:--"
        return self._clock.now().astimezone(LOCAL_TIME).strftime("%H:%M")

    # --- the claim ---

    def _apply_claim(self) -> None:
        code = views.claim_of(self._state)
        wanted = claim_url(self._resident_page, code) if code and self._resident_page else None
        if wanted == self._wanted_qr:
            return
        self._wanted_qr = wanted
        self._visit.show_qr(None)
        if wanted:
            self._pool.start(EncodeTask(wanted, self._inbox.post))

    def _apply_code(self) -> None:
        wanted = collect_code(self._state)
        if wanted == self._wanted_code:
            return
        self._wanted_code = wanted
        self._collect.show_qr(None)
        if wanted:
            self._pool.start(EncodeTask(wanted, self._inbox.post))

    def _on_qr(self, event: object) -> None:
        if isinstance(event, ClaimQr) and event.text == self._wanted_code:
            self._collect.show_qr(event)
        if isinstance(event, ClaimQr) and event.text == self._wanted_qr:
            self._visit.show_qr(event)

    # --- what makes it easier ---

    @Slot()
    def _switch_language(self) -> None:
        if self._is_another("language"):
            self._choose(replace(self._ease, language="en" if self._ease.language == "zh" else "zh"))
            self._speaking.repeat(self._state, self._ease.language)

    @Slot()
    def _switch_size(self) -> None:
        if self._is_another("size"):
            self._choose(replace(self._ease, large=not self._ease.large))

    @Slot()
    def _switch_more(self) -> None:
        if self._is_another("more"):
            self._choose(replace(self._ease, more=not self._ease.more))

    @Slot()
    def _switch_lowered(self) -> None:
        self._choose(replace(self._ease, lowered=not self._ease.lowered, more=False))

    @Slot()
    def _switch_contrast(self) -> None:
        self._choose(replace(self._ease, contrast=not self._ease.contrast, more=False))

    def _is_another(self, switch: str) -> bool:
        """A trembling hand touches twice; that is one touch."""
        now_ms = self._clock.monotonic_ms()
        twice = switch == self._switched and now_ms < self._switched_ms + GUARD_MS
        self._switched, self._switched_ms = switch, now_ms
        return not twice

    @Slot()
    def _wake(self) -> None:
        self._stirred_ms = self._clock.monotonic_ms()
        self._apply_time()

    def _reset_ease(self) -> None:
        self.keys.hide()
        self._speaking.rest(night=self._is_night())
        self._apply_sound()
        resting = Ease(self._state.preferences.language or self._settings.language)
        if self._ease != resting:
            self._set_ease(resting)

    def _choose(self, ease: Ease) -> None:
        """Somebody is there, and wants it like this. What lies under the finger now was not meant."""
        self._stirred_ms = self._clock.monotonic_ms()
        if ease.more != self._ease.more:
            self._hold_touches()
        self._set_ease(ease)

    def _set_ease(self, ease: Ease) -> None:
        before, self._ease = self._ease, ease
        if ease.language != before.language:
            self._load_language()
            self._view.engine().retranslate()
        self._apply()

    def _load_language(self) -> None:
        QCoreApplication.removeTranslator(self._translator)
        catalogue = _CATALOGUES.get(self._ease.language)
        if catalogue is None:
            return
        if not self._translator.load(str(TRANSLATIONS / catalogue)):
            raise RuntimeError(f"translation {catalogue} is missing from {TRANSLATIONS}")
        QCoreApplication.installTranslator(self._translator)

    # --- sound ---

    @Slot()
    def _step_volume(self) -> None:
        self._stirred_ms = self._clock.monotonic_ms()
        self._speaking.step(self._state, self._ease.language)
        self._apply_sound()

    @Slot()
    def _say_again(self) -> None:
        self._speaking.again(self._state, self._ease.language)

    @Slot()
    def _try_sound(self) -> None:
        self._speaking.try_out(self._ease.language)
        self._apply_sound()

    def _apply_sound(self) -> None:
        self._sound.apply(self._speaking.controls(self._state))


def _sees_preview(state: SessionState) -> bool:
    return isinstance(state.phase, Identify) and state.camera is not None and state.camera.word != "missing"
