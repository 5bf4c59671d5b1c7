"""A real window that stands still for its picture."""

from collections.abc import Callable, Iterator
from functools import cache
from types import TracebackType
from typing import Self

from kiosk.core.clock import ManualClock
from kiosk.core.plate import ScalePlate
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application
from kiosk.ui.ease import is_resting
from kiosk.ui.gallery.sheets import MORNING, Sheet
from kiosk.ui.pretend import camera_picture
from kiosk.ui.samples import CONTAINER_PLATE, PLATE, RESIDENT_PAGE, container_samples, samples
from kiosk.ui.window import KioskWindow

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

_WAIT_MS = 10_000
_BRIGHTNESS = {True: 25, False: 100}  # of what the camera sees


@cache
def _seen(dark: bool) -> QImage:
    return camera_picture(brightness=_BRIGHTNESS[dark])


@cache
def application() -> QCoreApplication:
    """The Qt application of this process, made when it is first needed."""
    return QGuiApplication.instance() or make_application(["gallery"])


def wait_until(condition: Callable[[], bool]) -> None:
    """Run the event loop until ``condition`` holds; ``RuntimeError`` after ten seconds."""
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.elapsed() > _WAIT_MS:
            raise RuntimeError("the window drew nothing for ten seconds")
        application().processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def groups(only: str = "", names: frozenset[str] | None = None) -> list[tuple[ScalePlate, dict[str, SessionState]]]:
    """The samples whose names start with ``only`` and are in ``names`` (None: all), by the scale that they stand on."""
    found = []
    for plate, states in ((PLATE, samples()), (CONTAINER_PLATE, container_samples())):
        wanted = {n: state for n, state in states.items() if n.startswith(only) and (names is None or n in names)}
        if wanted:
            found.append((plate, wanted))
    return found


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and everything drawn below it, as far as it is visible."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from walk(child)


class Studio:
    """A window of one sheet; leave it as a context manager. One at a time: the language is the whole process's."""

    def __init__(self, sheet: Sheet, plate: ScalePlate) -> None:
        application()
        self.sheet = sheet
        self.window = KioskWindow(sheet.settings(plate), lambda _touch: None, clock=ManualClock(MORNING))
        self.window.set_resident_page(RESIDENT_PAGE)
        self._samples = samples()
        self._screen = ""
        self._preferred = False
        seen: list[str] = []
        self.window.on_visible = lambda screen, _state: seen.append(screen)
        wait_until(lambda: bool(seen))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.window.close()

    @property
    def root(self) -> QQuickItem:
        """The window's content."""
        return self.window.root

    def show(self, name: str, state: SessionState) -> None:
        """Show ``state`` on a screen of its own: nothing that an earlier one left behind is in the picture."""
        if state.screen == self._screen:
            self._change(self._samples["attract" if state.screen == "saving" else "saving"])
        self._screen = state.screen
        self._change(state)
        if self.sheet.ease == "more":
            self._prefer()  # another screen has put the drawer away
        if state.camera is not None:
            self.window.camera.set_image(_seen("brighter" in name))
        wait_until(lambda: not self.window.claim_pending)

    def _change(self, state: SessionState) -> None:
        self.window.show_state(state)
        if is_resting(state) or not self._preferred:  # where nobody is, nobody wants anything
            self._prefer()

    def _prefer(self) -> None:
        sheet = self.sheet
        self._preferred = True
        self.window.prefer(
            sheet.language,
            sheet.ease == "large",
            lowered=sheet.ease == "low",
            contrast=sheet.theme == "contrast",
            more=sheet.ease == "more",
        )

    def picture(self) -> QImage:
        """What is shown now."""
        return self.window.picture()

    def words(self) -> list[str]:
        """Every text that is shown now, in the order of drawing; no-break spaces as plain ones."""
        texts = (item.property("text") for item in walk(self.root) if item.inherits("QQuickText"))
        return [text.replace("\u00a0", " ") for text in texts if text]
