"""The colour roles: text can be read on what it stands on, in every scheme."""

import json

import pytest

from kiosk.ui.resources import QML

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

SCHEMES = ("light", "night", "contrast")
TEXT = 4.5
ON_PAPER = ("ink", "inkSoft", "leaf", "attention", "clay", "sky")
PAIRS = [
    *((role, ground) for role in ON_PAPER for ground in ("paper", "card")),
    ("leaf", "tint"),
    ("ink", "tint"),
    ("onLeaf", "leaf"),
    ("onSun", "sun"),
    ("onSprout", "sprout"),
    ("onClay", "clay"),
]
SHAPE = 3.0  # what has to be seen, and is no text
SHAPES = [("leafBright", "paper"), ("soil", "tint"), ("soil", "paper"), ("sky", "paper"), ("clay", "tint")]
OUTLINES = [("line", "paper"), ("sprout", "tint"), ("sprout", "paper")]  # in high contrast edges and progress count


SOURCE = """
import QtQuick
import Kiosk.theme

QtObject {
    property string colors: JSON.stringify(SCHEMES.map(s => ROLES.map(r => String(Theme[s][r]))))
    property string lights: JSON.stringify([Theme.dimming, Theme.asleep])
    property list<int> sizes: [Theme.bodySize, Theme.smallSize, Theme.touch, Theme.actHeight]
}
"""
ROLES = sorted({role for pair in (*PAIRS, *SHAPES, *OUTLINES) for role in pair})


@pytest.fixture(scope="module")
def theme(qapp):
    """The theme as QML sees it: colours by scheme and role, and some sizes."""
    engine = QQmlEngine()
    engine.addImportPath(str(QML))
    component = QQmlComponent(engine)
    source = SOURCE.replace("SCHEMES", json.dumps(SCHEMES)).replace("ROLES", json.dumps(ROLES))
    component.setData(source.encode(), QUrl())
    holder = component.create()
    assert holder is not None, component.errorString()
    rows = json.loads(holder.property("colors"))
    table = {scheme: dict(zip(ROLES, map(QColor, row), strict=True)) for scheme, row in zip(SCHEMES, rows, strict=True)}
    sizes, lights = holder.property("sizes"), json.loads(holder.property("lights"))
    del holder
    del component  # before its engine
    return table, sizes, lights


def luminance(color):
    def linear(channel):
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_contrast(theme, scheme, text, ground):
    roles = theme[0][scheme]
    assert contrast(roles[text], roles[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_are_seen_on_their_ground(theme, scheme, shape, ground):
    roles = theme[0][scheme]
    assert contrast(roles[shape], roles[ground]) >= SHAPE


@pytest.mark.parametrize(("shape", "ground"), OUTLINES)
def test_high_contrast_has_edges(theme, shape, ground):
    roles = theme[0]["contrast"]
    assert contrast(roles[shape], roles[ground]) >= SHAPE


@pytest.mark.parametrize("text", ON_PAPER)
def test_what_is_dim_or_asleep_can_still_be_read(theme, text):
    roles, (dimming, asleep) = theme[0]["night"], theme[2]
    for light in (1 - dimming, asleep):
        assert contrast(mixed(roles[text], roles["paper"], light), roles["paper"]) >= SHAPE


def mixed(front, back, share):
    pairs = zip(front.getRgbF()[:3], back.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(share * a + (1 - share) * b for a, b in pairs))


def test_type_and_targets_are_large_enough(theme):
    body, small, touch, act = theme[1]
    assert body >= 44
    assert small >= 36
    assert touch >= 120
    assert act >= 160
