"""Where the things that the screen ships with are."""

from pathlib import Path

from kiosk.assets import ASSETS

FONTS = ASSETS / "fonts"
ICON = ASSETS / "icons" / "greensprout.svg"
TRANSLATIONS = ASSETS / "translations"
QML = Path(__file__).resolve().parent / "qml"
MAIN_QML = QML / "Kiosk" / "Main.qml"
FONT_FAMILY = "Greensprout Sans"
