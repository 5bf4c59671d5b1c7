"""QR codes in real pictures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import qrcode
from PIL import Image

from kiosk.core.errors import UsageFault
from kiosk.scan.decode import decode_file

TEXT = "GSP1:" + "QED8WEX0ABC" * 20


def picture(path: Path, text: str = TEXT, *, scale: int = 6) -> Image.Image:
    code = qrcode.QRCode(box_size=scale, border=4)
    code.add_data(text)
    code.make(fit=True)
    image: Image.Image = code.make_image().get_image().convert("RGB")
    image.save(path)
    return image


def test_a_clean_code_is_read(tmp_path: Path) -> None:
    picture(tmp_path / "code.png")
    assert decode_file(tmp_path / "code.png") == TEXT


@pytest.mark.parametrize("angle", [7, 90, 180, 213])
def test_held_at_any_angle(tmp_path: Path, angle: int) -> None:
    image = picture(tmp_path / "code.png")
    image.rotate(angle, expand=True, fillcolor="white").save(tmp_path / "turned.jpg", quality=60)
    assert decode_file(tmp_path / "turned.jpg") == TEXT


def test_dark_mode(tmp_path: Path) -> None:
    image = picture(tmp_path / "code.png")
    image.point(lambda value: 255 - value).save(tmp_path / "dark.png")
    assert decode_file(tmp_path / "dark.png") == TEXT


def test_a_transparent_background_is_paper(tmp_path: Path) -> None:
    image = picture(tmp_path / "code.png").convert("RGBA")
    ink = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ink.paste((0, 0, 0, 255), mask=image.convert("L").point(lambda value: 255 - value))
    ink.save(tmp_path / "clear.png")
    assert decode_file(tmp_path / "clear.png") == TEXT


def test_small_modules_get_a_second_look(tmp_path: Path) -> None:
    image = picture(tmp_path / "code.png", scale=2)
    assert image.width < 160
    assert decode_file(tmp_path / "code.png") == TEXT


def test_chinese_text_comes_out_as_it_went_in(tmp_path: Path) -> None:
    picture(tmp_path / "code.png", "绿芽回收亭 3.25 公斤")
    assert decode_file(tmp_path / "code.png") == "绿芽回收亭 3.25 公斤"


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    Image.new("RGB", (640, 480), "white").save(tmp_path / "blank.png")
    assert decode_file(tmp_path / "blank.png") is None


def test_what_is_not_a_picture_says_so(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(UsageFault, match="not a picture"):
        decode_file(tmp_path / "text.png")
    with pytest.raises(UsageFault, match="no such file"):
        decode_file(tmp_path / "none.png")


@pytest.mark.process
def test_the_command_prints_one_object_a_picture(tmp_path: Path) -> None:
    picture(tmp_path / "code.png")
    Image.new("RGB", (64, 64), "white").save(tmp_path / "blank.png")
    command = [sys.executable, "-m", "kiosk", "scan", "decode", str(tmp_path / "code.png"), str(tmp_path / "blank.png")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"file": str(tmp_path / "code.png"), "text": TEXT},
        {"file": str(tmp_path / "blank.png"), "text": None},
    ]
