"""A folder that stands in for a camera, through to what the kiosk is told."""

import json
import queue
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.core.clock import SystemClock
from kiosk.core.events import CameraView, Scanned
from kiosk.scan.camera import CameraReader
from kiosk.scan.frames import FolderSource, Frame
from tests.fakes.frames import code_frame, even_frame

PASS = "GSP2:" + "QED8WEX0ABC" * 26


def put(folder: Path, name: str, frame: Frame) -> None:
    """As a program that fills the folder should: whole files only."""
    folder.mkdir(exist_ok=True)
    frame.image().save(folder / f"{name}.new", format="PNG")
    (folder / f"{name}.new").rename(folder / f"{name}.png")


def shown(source: FolderSource, count: int) -> list[Frame | None]:
    """The first ``count`` deliveries."""
    delivered: queue.Queue[Frame | None] = queue.Queue()
    source.start(delivered.put)
    try:
        return [delivered.get(timeout=10) for _ in range(count)]
    finally:
        source.stop()


def test_pictures_come_in_the_order_of_their_names_and_again(tmp_path: Path) -> None:
    for grey in (30, 10, 20):
        put(tmp_path, str(grey), Frame(2, 1, bytes([grey, 0])))
    assert [frame and frame.luminance[0] for frame in shown(FolderSource(tmp_path, 500), 5)] == [10, 20, 30, 10, 20]


def test_an_animation_is_shown_picture_by_picture(tmp_path: Path) -> None:
    pages = [Image.new("L", (4, 4), grey) for grey in (11, 22)]
    pages[0].save(tmp_path / "film.tiff", save_all=True, append_images=pages[1:])
    assert [frame and frame.luminance[0] for frame in shown(FolderSource(tmp_path, 500), 3)] == [11, 22, 11]


def test_damaged_pictures_and_other_files_show_nothing(tmp_path: Path) -> None:
    put(tmp_path, "whole", even_frame(40))
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:100])
    (tmp_path / "noise.jpg").write_bytes(b"\xff\xd8\xff" + bytes(range(200)))
    (tmp_path / "notes.txt").write_text("no picture")
    assert shown(FolderSource(tmp_path, 500), 2) == [even_frame(40), even_frame(40)]


def test_once_ends_by_itself(tmp_path: Path) -> None:
    put(tmp_path, "a", even_frame())
    source, delivered = FolderSource(tmp_path, 500, once=True), queue.SimpleQueue[Frame | None]()
    source.start(delivered.put)
    assert source.wait_shown(10)
    source.stop()
    assert delivered.qsize() == 1


def test_no_folder_and_an_empty_one_are_told_every_round(tmp_path: Path) -> None:
    assert shown(FolderSource(tmp_path, 500), 2) == [None, None]
    assert shown(FolderSource(tmp_path / "none", 500), 1) == [None]


def test_a_folder_that_goes_is_an_unplugged_camera(tmp_path: Path) -> None:
    folder, away = tmp_path / "camera", tmp_path / "away"
    events: queue.Queue[object] = queue.Queue()
    reader = CameraReader(FolderSource(folder, 50), events.put, SystemClock())
    reader.start()
    try:
        assert events.get(timeout=10) == CameraView("missing")
        put(away, "a", code_frame(PASS))
        away.rename(folder)
        assert [events.get(timeout=10) for _ in range(2)] == [Scanned(PASS, "camera"), CameraView("ready")]
        folder.rename(away)
        assert events.get(timeout=10) == CameraView("missing")
    finally:
        reader.stop()


@pytest.mark.process
def test_the_command_tells_what_a_camera_would(tmp_path: Path) -> None:
    put(tmp_path, "a", even_frame())
    put(tmp_path, "b", code_frame(PASS))
    put(tmp_path, "c", code_frame(PASS))
    command = [sys.executable, "-m", "kiosk", "scan", "watch", "--frames", str(tmp_path), "--fps", "4", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == 2  # in any order: a picture that nobody has looked at when the next one comes is replaced by it
    assert {"camera": "ready"} in said
    assert {"text": PASS} in said


@pytest.mark.process
def test_the_command_wants_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "scan", "watch", "--frames", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is not a folder" in done.stderr
