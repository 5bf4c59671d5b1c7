"""The preview's picture: the newest one, from any thread, only while somebody looks, and then forgotten."""

import threading

import pytest

from kiosk.scan.frames import Frame
from kiosk.ui.camera import CameraPicture

from PySide6.QtGui import QColor, QImage


def picture(color="red"):
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def color_of(camera):
    return camera.picture().pixelColor(0, 0).name()


@pytest.fixture
def camera(qapp):
    made = CameraPicture()
    made.want(True)
    return made


def test_each_picture_has_another_name(camera):
    names = []
    camera.model.sourceChanged.connect(lambda: names.append(camera.model.property("source")))
    camera.set_image(picture("red"))
    camera.set_image(picture("red"))
    assert len(set(names)) == 2
    assert all(name.startswith("image://camera/") for name in names)


@pytest.mark.parametrize("nothing", [None, QImage()])
def test_no_picture_is_no_name(camera, nothing):
    camera.set_image(picture())
    camera.set_image(nothing)
    assert camera.model.property("source") == ""
    assert camera.picture().isNull()


def test_pictures_from_another_thread_replace_each_other(camera, qtbot):
    names = []
    camera.model.sourceChanged.connect(lambda: names.append(camera.model.property("source")))

    def stream():
        for color in ("red", "lime", "blue"):
            camera.offer(picture(color))

    worker = threading.Thread(target=stream)
    worker.start()
    worker.join()
    assert names == []  # nothing is shown but on the GUI thread
    qtbot.waitUntil(lambda: bool(names))
    assert color_of(camera) == "#0000ff"
    assert len(names) == 1
    camera.offer(picture("red"))
    qtbot.waitUntil(lambda: len(names) == 2)
    assert color_of(camera) == "#ff0000"


def test_an_offered_picture_is_the_cameras_own_no_longer(camera, qtbot):
    buffer = bytearray(b"\x00\x00\xff\x00" * 48)
    image = QImage(buffer, 8, 6, QImage.Format.Format_RGB32)
    camera.offer(image)
    buffer[:] = b"\x00" * len(buffer)
    qtbot.waitUntil(lambda: camera.model.property("source") != "")
    assert color_of(camera) == "#ff0000"


def test_a_frame_of_the_reader_is_shown_in_grey(camera, qtbot):
    camera.offer_frame(Frame(3, 2, bytes([10, 20, 30, 40, 50, 60])))  # rows of no round length
    qtbot.waitUntil(lambda: camera.model.property("source") != "")
    shown = camera.picture()
    assert [shown.pixelColor(x, y).red() for y in range(2) for x in range(3)] == [10, 20, 30, 40, 50, 60]


def test_nobody_looks_nothing_is_kept(camera, qtbot):
    camera.set_image(picture())
    camera.offer(picture("lime"))
    camera.want(False)
    assert not camera.wanted
    assert camera.model.property("source") == ""
    assert camera.picture().isNull()
    camera.offer(picture("blue"))
    camera.set_image(picture("blue"))
    camera.want(True)
    delivered = []
    camera.model.sourceChanged.connect(lambda: delivered.append(color_of(camera)))
    camera.offer(picture("white"))
    qtbot.waitUntil(lambda: bool(delivered))
    assert delivered == ["#ffffff"]
