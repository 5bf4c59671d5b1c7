"""The application as the kiosk starts it: fonts, names, and not one Qt warning."""

import subprocess
import sys

PROGRAM = """
import logging, sys
logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
from PySide6.QtCore import qWarning
from PySide6.QtGui import QFontInfo, QFont
from kiosk.ui.application import make_application
application = make_application(["kiosk"])
assert QFontInfo(application.font()).family() == "Greensprout Sans", QFontInfo(application.font()).family()
bold = QFont(application.font())
bold.setBold(True)
assert QFontInfo(bold).exactMatch()
assert not application.windowIcon().isNull()
assert application.applicationName() == "greensprout-kiosk"
if "warn" in sys.argv:
    qWarning("a warning for the log")
"""


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_starts_without_a_word():
    result = run()
    assert (result.returncode, result.stderr) == (0, "")


def test_a_qt_warning_reaches_the_log():
    result = run("warn")
    assert result.returncode == 0
    assert "WARNING:kiosk.ui.qt:default: a warning for the log" in result.stderr
