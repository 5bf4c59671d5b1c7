"""The camera's thread, its pictures fed by hand."""

import queue
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from kiosk.core.clock import ManualClock
from kiosk.core.events import CameraView, Scanned
from kiosk.scan.aim import HOLD_MS
from kiosk.scan.camera import PREVIEW_PX, SILENT_MS, CameraReader, NewestFrame, luminance, preview
from kiosk.scan.frames import Frame, frame_of
from kiosk.scan.showings import AWAY_MS
from tests.fakes.frames import HandFed, code_frame, even_frame

PASS = "GSP2:" + "QED8WEX0ABC" * 26


class Bench:
    """A reader with its source, its clock and all it has told."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.source = HandFed()
        self.events: queue.Queue[object] = queue.Queue()
        self.previews: queue.Queue[Frame] = queue.Queue()
        self.reader = CameraReader(self.source, self.events.put, clock, self.previews.put)
        self.reader.start()

    def show(self, frame: Frame) -> None:
        """Deliver, and wait until it has been taken up; the events follow."""
        self.source.show(frame)
        self.previews.get(timeout=10)

    def told(self) -> list[object]:
        """Everything told, after the reader has looked at its last picture."""
        self.reader.stop()
        return list(self.events.queue)


@pytest.fixture
def bench(clock: ManualClock) -> Iterator[Bench]:
    made = Bench(clock)
    yield made
    if not made.source.stopped:
        made.reader.stop()


def test_a_code_held_up_is_told_once(bench: Bench) -> None:
    for _ in range(5):
        bench.show(code_frame(PASS))
        bench.clock.elapsed_ms += 66
    assert bench.told() == [Scanned(PASS, "camera"), CameraView("ready")]


def test_the_same_code_again_after_it_has_been_away(bench: Bench) -> None:
    bench.show(code_frame(PASS))
    bench.show(even_frame())
    bench.clock.elapsed_ms += AWAY_MS + 1
    bench.show(code_frame(PASS))
    assert bench.told().count(Scanned(PASS, "camera")) == 2


def test_the_preview_comes_before_the_decoding_and_is_a_mirror(bench: Bench) -> None:
    dark_left = Image.new("L", (1280, 720), 200)
    dark_left.paste(20, (0, 0, 640, 720))
    bench.source.show(frame_of(dark_left))
    seen = bench.previews.get(timeout=10).image()
    assert seen.size == (640, 360)
    assert (seen.getpixel((10, 10)), seen.getpixel((630, 10))) == (200, 20)


@pytest.mark.parametrize("size", [(320, 240), (641, 480), (1080, 1920), (3840, 2160)])
def test_previews_fit(size: tuple[int, int]) -> None:
    seen = preview(Image.new("L", size))
    assert max(seen.width, seen.height) <= PREVIEW_PX
    assert len(seen.luminance) == seen.width * seen.height


def test_a_camera_that_goes_is_told_and_comes_back_by_itself(bench: Bench) -> None:
    bench.show(even_frame())
    assert bench.events.get(timeout=10) == CameraView("ready")
    bench.source.show(None)
    assert bench.events.get(timeout=10) == CameraView("missing")
    bench.show(code_frame(PASS))
    assert [bench.events.get(timeout=10) for _ in range(2)] == [Scanned(PASS, "camera"), CameraView("ready")]


def test_a_camera_that_falls_silent_is_missing(bench: Bench) -> None:
    bench.show(even_frame())
    assert bench.events.get(timeout=10) == CameraView("ready")
    bench.clock.elapsed_ms += SILENT_MS
    assert bench.events.get(timeout=10) == CameraView("missing")


def test_a_dark_place_is_told_when_it_lasts(bench: Bench) -> None:
    bench.show(even_frame(8))
    assert bench.events.get(timeout=10) == CameraView("ready")
    bench.clock.elapsed_ms += HOLD_MS
    bench.show(even_frame(8))
    assert bench.events.get(timeout=10) == CameraView("brighter")
    bench.show(even_frame(120))
    bench.show(even_frame(120))  # when this one is taken up, the one before has been judged
    bench.clock.elapsed_ms += HOLD_MS
    bench.show(even_frame(120))
    assert bench.told() == [CameraView("ready")]


def test_luminance_is_that_of_the_middle() -> None:
    spots = Image.new("L", (32, 18), 255)
    spots.paste(40, (8, 4, 24, 14))
    assert luminance(spots) == 40


def test_the_slot_holds_only_the_newest() -> None:
    slot = NewestFrame()
    assert slot.take(0) is None
    for grey in (1, 2, 3):
        slot.put(Frame(1, 1, bytes([grey])))
    assert slot.take(0) == Frame(1, 1, b"\3")
    assert slot.take(0) is None


def test_the_slot_wakes_who_waits() -> None:
    slot, taken = NewestFrame(), queue.SimpleQueue[object]()
    waiting = threading.Thread(target=lambda: taken.put(slot.take(30)))
    waiting.start()
    slot.put(Frame(1, 1, b"\7"))
    assert taken.get(timeout=10) == Frame(1, 1, b"\7")
    waiting.join()


def test_stopping_looks_at_the_last_picture_and_ends_the_thread(clock: ManualClock) -> None:
    source, events, looking, go_on = HandFed(), queue.Queue[object](), threading.Event(), threading.Event()

    def hold(_preview: Frame) -> None:
        looking.set()
        assert go_on.wait(30)

    reader = CameraReader(source, events.put, clock, hold)
    reader.start()
    source.show(even_frame())
    assert looking.wait(30)
    source.show(code_frame(PASS))  # comes while the first one is being looked at
    stopping = threading.Thread(target=reader.stop)
    stopping.start()
    while not source.stopped:
        stopping.join(0.01)
    go_on.set()
    stopping.join(30)
    assert Scanned(PASS, "camera") in events.queue
    assert "camera-reader" not in {thread.name for thread in threading.enumerate()}
