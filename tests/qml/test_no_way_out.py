"""Nothing on any screen leads out of it: no file, print or web window, no link, nothing that text can be typed into."""

import re
from pathlib import Path

import pytest

from kiosk.ui.resources import QML
from kiosk.ui.samples import container_samples, samples

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlExpression, qmlContext

UI = Path(QML).parent
ALLOWED = r"^import (QtQuick|QtQuick\.Layouts|QtQuick\.Shapes|QtQml|Kiosk\.\w+)( as \w+)?$"
FORBIDDEN_QML = (
    r"\b(TextInput|TextEdit|TextField|TextArea|SearchField|SpinBox|Menu|MenuBar|Popup|Window|ApplicationWindow)\b\s*\{",
    r"\b(Dialog|FileDialog|FolderDialog|FontDialog|ColorDialog|PrintDialog|WebView|WebEngineView|DropArea)\b\s*\{",
    r"\b(DragHandler|Flickable|ListView|PinchHandler)\b\s*\{",
    r"openUrlExternally|linkActivated|XMLHttpRequest|WebSocket|Qt\.quit|Qt\.exit|Drag\.active|clipboard",
    r"textFormat\s*:\s*Text\.(RichText|StyledText|MarkdownText|AutoText)",
    r"(https?|file)://",
)
FORBIDDEN_PYTHON = (
    r"QDesktopServices|QFileDialog|QPrint|QtWidgets|QtWebEngine|QtWebView|QClipboard|clipboard\(|QDrag\b|QProcess|QMenu\b",
    r"^\s*(import|from) (subprocess|webbrowser|socket|http|urllib|requests)\b",
)
FORBIDDEN_ITEMS = (
    "QQuickTextInput",
    "QQuickTextEdit",
    "QQuickTextField",
    "QQuickTextArea",
    "QQuickFlickable",
    "QQuickWebEngineView",
    "QQuickDropArea",
    "QQuickPopup",
)
TOOLS = ("gallery/", "lint.py")
"""Beside the screen, not on it: they are commands of developers."""
PYTHON = [path for path in sorted(UI.rglob("*.py")) if not path.relative_to(UI).as_posix().startswith(TOOLS)]


@pytest.mark.parametrize("path", sorted(QML.rglob("*.qml")), ids=lambda path: path.stem)
def test_no_source_of_a_screen_names_a_way_out(path):
    text = re.sub(r"//[^\n]*", "", path.read_text("utf-8").replace("://", ":\0"))
    text = text.replace(":\0", "://")
    imports = re.findall(r"^import .*$", text, re.MULTILINE)
    assert [each for each in imports if not re.match(ALLOWED, each)] == []
    for pattern in FORBIDDEN_QML:
        assert not re.search(pattern, text), pattern


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.stem)
def test_no_source_behind_the_screen_opens_anything_else(path):
    text = path.read_text("utf-8")
    for pattern in FORBIDDEN_PYTHON:
        assert not re.search(pattern, text, re.MULTILINE), pattern


def test_no_item_of_any_screen_takes_text_scrolls_away_or_opens_a_window(open_kiosk):
    kiosk = open_kiosk(full_screen=True)
    windows = set(QGuiApplication.allWindows())
    for name, state in (samples() | container_samples()).items():
        kiosk.window.show_state(state)
        pending = [kiosk.view.contentItem()]
        while pending:
            item = pending.pop()
            pending.extend(item.childItems())
            assert not [kind for kind in FORBIDDEN_ITEMS if item.inherits(kind)], f"{name}: {item}"
            if item.inherits("QQuickText"):
                links = "hoveredLink + linkAt(width / 2, height / 2)"
                found, _ = QQmlExpression(qmlContext(item), item, links).evaluate()
                assert found == "", f"{name}: a link"
    assert set(QGuiApplication.allWindows()) == windows
