"""The claim QR: what is drawn is what was meant, read back by a real decoder."""

import re

import zxingcpp
from PIL import Image, ImageDraw

from kiosk.ui.claim import EncodeTask, claim_url, encode
from kiosk.ui.inbox import Inbox

from PySide6.QtCore import QThread, QThreadPool

URL = "https://lvya.example.org/me#claim=7GKQ2MXYBR4TNW8D"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1\.04h-\d+z")


def draw(qr, module=6):
    """The path as a picture, with its quiet zone."""
    side = (qr.modules + 8) * module
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, length in ((int(part) for part in run) for run in RUN.findall(qr.path)):
        left, top = (x + 4) * module, (y + 4) * module
        pen.rectangle((left, top, left + length * module - 1, top + module - 1), fill=0)
    return picture


def test_the_code_of_a_claim_stands_behind_the_hash():
    assert claim_url("https://lvya.example.org/me", "7GKQ2MXYBR4TNW8D") == URL


def test_the_path_reads_as_the_claim():
    qr = encode(URL)
    assert RUN.sub("", qr.path) == ""
    assert [found.text for found in zxingcpp.read_barcodes(draw(qr))] == [URL]


def test_the_qr_is_made_off_the_gui_thread_and_arrives_on_it(qtbot):
    arrived, pool = [], QThreadPool()
    gui = QThread.currentThread()
    inbox = Inbox(lambda qr: arrived.append((qr, QThread.currentThread() == gui)))
    pool.start(EncodeTask(URL, inbox.post))
    qtbot.waitUntil(lambda: bool(arrived), timeout=10_000)
    pool.waitForDone()
    assert arrived == [(encode(URL), True)]
