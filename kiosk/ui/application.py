"""The Qt application: names, fonts and the message log, set once per process."""

import logging
from collections.abc import Sequence

from kiosk.core.errors import UsageFault
from kiosk.ui.resources import FONT_FAMILY, FONTS, ICON

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("kiosk.ui.qt")


def load_fonts() -> None:
    """Make the shipped fonts known to Qt. ``UsageFault`` when the installation lacks them."""
    for style in ("Regular", "Bold"):
        path = FONTS / f"GreensproutSans-{style}.otf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise UsageFault(f"font {path} cannot be loaded: the folder assets/fonts belongs to the installation")


def make_application(argv: Sequence[str]) -> QGuiApplication:
    """The one ``QGuiApplication`` of the process, with fonts, names and icon. Every Qt message goes to the log."""
    qInstallMessageHandler(_on_message)
    application = QGuiApplication(list(argv))
    application.setApplicationName("greensprout-kiosk")
    application.setApplicationDisplayName("绿芽回收亭")
    load_fonts()
    application.setFont(QFont(FONT_FAMILY))
    application.setWindowIcon(QIcon(str(ICON)))
    return application


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
