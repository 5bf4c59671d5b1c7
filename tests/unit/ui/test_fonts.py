"""No glyph depends on the machine: everything that can be shown is in the fonts that ship."""

import runpy

import pytest
from fontTools.ttLib import TTFont

from kiosk.ui.resources import ASSETS, FONT_FAMILY, FONTS, QML, TRANSLATIONS

STYLES = ("Regular", "Bold")
LIMIT_BYTES = 3 * 1024 * 1024
DIGITS = "0123456789"


@pytest.fixture(scope="module", params=STYLES)
def font(request):
    with TTFont(FONTS / f"GreensproutSans-{request.param}.otf", lazy=True) as opened:
        yield opened


def shown_characters():
    catalogue = (TRANSLATIONS / "kiosk_zh_CN.ts").read_text(encoding="utf-8")
    rules = [path.read_text(encoding="utf-8") for path in (ASSETS / "methodology").glob("*.toml")]
    qml = [path.read_text(encoding="utf-8") for path in QML.rglob("*.qml")]
    return {char for text in (catalogue, *rules, *qml) for char in text if char.isprintable()}


def test_every_character_that_is_written_anywhere_is_in_the_font(font):
    assert not {char for char in shown_characters() if ord(char) not in font.getBestCmap()}


def test_gb_2312_is_in_the_font(font):
    wanted = runpy.run_path(str(FONTS / "subset.py"))["gb2312"]()
    assert len(wanted) == 7445
    assert not {char for char in wanted if ord(char) not in font.getBestCmap()}


def test_digits_are_tabular(font):
    cmap, widths = font.getBestCmap(), font["hmtx"]
    assert len({widths[cmap[ord(digit)]][0] for digit in DIGITS}) == 1


def test_a_line_is_one_and_three_tenths_of_an_em(font):
    line = font["hhea"]
    assert (line.ascent - line.descent) / font["head"].unitsPerEm == 1.3


def test_the_family_is_our_own_and_the_licence_is_in_it(font):
    assert font["name"].getDebugName(1) == FONT_FAMILY
    assert "SIL Open Font License" in font["name"].getDebugName(13)


@pytest.mark.parametrize("style", STYLES)
def test_a_font_stays_small(style):
    assert (FONTS / f"GreensproutSans-{style}.otf").stat().st_size <= LIMIT_BYTES
