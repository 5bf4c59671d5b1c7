"""The gallery draws what it is asked for, and says when it cannot."""

import json
import re
import subprocess
import sys

import pytest
from PIL import Image

from kiosk.ui.gallery.page import Picture, write_page
from kiosk.ui.gallery.sheets import EASES, LANGUAGES, SIZES, THEMES, Sheet, sheets


def gallery(*arguments):
    command = [sys.executable, "-m", "kiosk.ui.gallery", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


def test_it_draws_what_is_asked_for_and_a_page_of_it(tmp_path):
    out = tmp_path / "out"
    chosen = ("--language", "zh", "--size", "small", "--theme", "night", "contrast", "--ease", "low")
    result = gallery("--out", out, "--only", "saving", *chosen)
    assert (result.returncode, result.stderr) == (0, "")
    names = {f"saving{kind}-zh-small-low-{theme}.png" for kind in ("", "-books") for theme in ("night", "contrast")}
    assert {path.name for path in out.glob("*.png")} == names
    assert {picture["file"] for picture in on_the_page(out)} == names
    sky = {}
    for name in names:
        with Image.open(out / name) as picture:
            assert picture.size == SIZES["small"]
            sky[name.rpartition("-")[2]] = picture.convert("RGB").getpixel((4, 900))
    assert sky == {"night.png": (0x0F, 0x1A, 0x14), "contrast.png": (0xFF, 0xFF, 0xFF)}


def test_the_design_system_is_one_board_in_each_theme(tmp_path):
    result = gallery("--out", tmp_path, "--only", "design-system")
    assert (result.returncode, result.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == sorted(f"design-system-{t}.png" for t in THEMES)


def on_the_page(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    return json.loads(re.search(r"const pictures = (\[.*\]);", page).group(1))


@pytest.mark.parametrize("arguments", [("--only", "nonsense"), ("--size", "nonsense"), ("--theme", "day")])
def test_a_name_that_is_not_there_is_used_wrongly(tmp_path, arguments):
    assert gallery("--out", tmp_path, *arguments).returncode == 2


def test_a_landscape_screen_brought_down_is_nothing_to_draw(tmp_path):
    assert gallery("--out", tmp_path, "--size", "landscape", "--ease", "low").returncode == 2


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = gallery("--out", tmp_path / "file" / "out", "--only", "saving", "--language", "zh")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_every_sheet_has_a_name_of_its_own():
    everything = list(sheets(LANGUAGES, tuple(SIZES), THEMES, EASES))
    assert len({sheet.suffix for sheet in everything}) == len(everything) == 2 * (3 * 3 * 4 - 3)


def test_no_name_of_a_sample_ends_the_script_of_the_page(tmp_path):
    write_page(tmp_path, [Picture.of(Sheet(), "</script>", "weigh")])
    assert "</script>-" not in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert [picture["sample"] for picture in on_the_page(tmp_path)] == ["</script>"]
