"""Make the two fonts that the screen ships: Noto Sans SC cut down to what a resident can meet.

Input: Debian's ``fonts-noto-cjk``. Output: ``GreensproutSans-Regular.otf`` and ``-Bold.otf`` beside this file.
The family has a name of its own, so that a Noto that happens to be installed on the machine can never stand in for it.

    python assets/fonts/subset.py [--noto /usr/share/fonts/opentype/noto]
"""

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Greensprout Sans"
FACE = "Noto Sans CJK SC"
SYMBOLS = "→←↑↓×−·–—…“”‘’•≥≤≈✓\u00a0\u2007\u2009\u200b\u2060"
FEATURES = ["kern", "tnum", "locl", "mark", "mkmk", "halt", "palt"]
ASCENT, DESCENT = 1030, 270  # thousandths of an em; a hanzi spans 880 above the baseline to 120 below
SUBFAMILY_NAME_IDS = {2, 17}
FAMILY_NAME_IDS = {1, 16}


def gb2312() -> str:
    """Every character of GB 2312: 6763 hanzi and the symbols of rows 1 to 9."""
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in cells)


def characters() -> set[int]:
    """Code points that stay in the font."""
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
    return latin | {ord(char) for char in gb2312() + SYMBOLS}


def rename(font: TTFont, style: str) -> None:
    """Give the font its own family name; copyright and licence records stay as they are."""
    table = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    values = {3: f"{postscript};subset", 4: f"{FAMILY} {style}", 6: postscript}
    values |= dict.fromkeys(FAMILY_NAME_IDS, FAMILY) | dict.fromkeys(SUBFAMILY_NAME_IDS, style)
    table.names = [record for record in table.names if record.langID == 0x409]
    for record in table.names:
        if record.nameID in values:
            record.string = values[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FullName = values[4]
    cff.topDictIndex[0].FamilyName = FAMILY


def set_line(font: TTFont) -> None:
    """Make a line 1.3 em high with the square of a hanzi in its middle: text sits in the centre of its button."""
    table, os2 = font["hhea"], font["OS/2"]
    table.ascent, table.descent, table.lineGap = ASCENT, -DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, -DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, DESCENT


def make(source: Path, target: Path, style: str) -> None:
    """Write one subset of the Simplified Chinese face in the collection ``source``."""
    faces = TTCollection(source, lazy=True).fonts
    font = next(face for face in faces if face["name"].getDebugName(1) == FACE)
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font, style)
    set_line(font)
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.recalcTimestamp = False
    font.save(target)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the shipped fonts again from Debian's fonts-noto-cjk.")
    parser.add_argument("--noto", type=Path, default=Path("/usr/share/fonts/opentype/noto"))
    folder = parser.parse_args().noto
    for style in ("Regular", "Bold"):
        make(folder / f"NotoSansCJK-{style}.ttc", Path(__file__).with_name(f"GreensproutSans-{style}.otf"), style)


if __name__ == "__main__":
    main()
