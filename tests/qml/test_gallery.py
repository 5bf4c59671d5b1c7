"""The gallery draws what it is asked for, and says when it cannot."""

import subprocess
import sys

import pytest
from PIL import Image


def gallery(*arguments):
    command = [sys.executable, "-m", "kiosk.ui.gallery", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


def test_it_draws_a_sheet_and_an_index(tmp_path):
    result = gallery("--out", tmp_path / "out", "--only", "saving", "--sheet", "zh-landscape")
    assert (result.returncode, result.stderr) == (0, "")
    names = ["saving-books-zh-landscape.png", "saving-zh-landscape.png"]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.png")) == names
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for name in names:
        assert f'src="{name}"' in index
        with Image.open(tmp_path / "out" / name) as picture:
            assert picture.size == (1920, 1080)


@pytest.mark.parametrize("arguments", [("--only", "nonsense"), ("--sheet", "nonsense")])
def test_a_name_that_is_not_there_is_used_wrongly(tmp_path, arguments):
    assert gallery("--out", tmp_path, *arguments).returncode == 2


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = gallery("--out", tmp_path / "file" / "out", "--only", "saving", "--sheet", "zh-portrait")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
