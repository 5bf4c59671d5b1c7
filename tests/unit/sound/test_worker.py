"""The thread that plays, on a real audio device of miniaudio's that nobody hears."""

import os
import shutil
import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.assets import SOUNDS
from kiosk.core.sounds import SoundStatus, SoundView, Volume
from kiosk.sound import SoundWorker
from kiosk.sound.loudspeaker import Device, MiniaudioDevice, NoLoudspeaker, sound_servers
from kiosk.sound.shelf import RecordingMissing, read
from kiosk.sound.tape import FULL_GAIN, GAINS, Source
from kiosk.sound.worker import STALLED_S

PATIENCE_S = 20


class Tapped(MiniaudioDevice):
    """A device that notes what it draws. It may be unplugged."""

    def __init__(self) -> None:
        super().__init__(["NULL"])
        self.samples: array[int] = array("h")
        self.changed = threading.Condition()
        self.unplugged = False
        self.stops = 0

    def start(self, source: Source) -> None:
        super().start(self.tap(source))

    def stop(self) -> None:
        super().stop()
        with self.changed:
            self.stops += 1
            self.changed.notify_all()

    def tap(self, source: Source) -> Source:
        next(source)
        wanted = yield b""
        while True:
            drawn = b"" if self.unplugged else source.send(wanted)
            with self.changed:
                self.samples += drawn if isinstance(drawn, array) else array("h", drawn)
                self.changed.notify_all()
            wanted = yield drawn

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE_S)


class Booth:
    """A worker, what it has posted, and its devices: an opening takes the next of ``devices``, None: there is none."""

    def __init__(self, folder: Path, *devices: Tapped | None, stalled_s: float) -> None:
        self.devices = list(devices)
        self.seen: list[object] = []
        self.changed = threading.Condition()
        self.worker = SoundWorker(folder, self.post, on_bug=self.post, open_device=self.open, stalled_s=stalled_s)
        self.worker.start()

    def open(self) -> Device:
        device = self.devices.pop(0) if self.devices else None
        if device is None:
            raise NoLoudspeaker("none here")
        return device

    def post(self, event: object) -> None:
        with self.changed:
            self.seen.append(event)
            self.changed.notify_all()

    def wait_for(self, status: SoundStatus, figure: str = "") -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.seen[-1:] == [SoundView(status, figure)], PATIENCE_S), self.seen


@pytest.fixture
def open_booth() -> Iterator[Callable[..., Booth]]:
    opened: list[Booth] = []

    def open_(folder: Path, *devices: Tapped | None, stalled_s: float = PATIENCE_S) -> Booth:
        opened.append(Booth(folder, *devices, stalled_s=stalled_s))
        return opened[-1]

    yield open_
    for booth in opened:
        booth.worker.stop()


OpenBooth = Callable[..., Booth]


def test_what_is_heard_is_what_the_files_hold(open_booth: OpenBooth) -> None:
    device = Tapped()
    booth = open_booth(SOUNDS, device)
    booth.worker.play("seen", "settled")
    device.wait(lambda: device.stops == 1)
    assert device.samples == read(SOUNDS, "seen") + read(SOUNDS, "settled")
    assert booth.seen == [SoundView(SoundStatus.READY)]


def test_a_new_request_ends_the_one_before(open_booth: OpenBooth) -> None:
    device, long, short = Tapped(), read(SOUNDS, "zh/privacy_notice"), read(SOUNDS, "settled")
    booth = open_booth(SOUNDS, device)
    booth.worker.play("zh/privacy_notice")
    device.wait(lambda: len(device.samples) > 0)
    booth.worker.play("settled")
    device.wait(lambda: device.stops == 1)
    assert device.samples[-len(short) :] == short
    assert len(device.samples) < len(long) // 2


def test_hush_ends_it(open_booth: OpenBooth) -> None:
    device = Tapped()
    booth = open_booth(SOUNDS, device)
    booth.worker.play("zh/privacy_notice")
    device.wait(lambda: len(device.samples) > 0)
    booth.worker.hush()
    device.wait(lambda: device.stops == 1)
    assert len(device.samples) < len(read(SOUNDS, "zh/privacy_notice")) // 2


def test_soft_is_softer_and_off_draws_nothing(open_booth: OpenBooth) -> None:
    device = Tapped()
    booth = open_booth(SOUNDS, device)
    booth.worker.set_volume(Volume.OFF)
    booth.worker.play("credited")
    booth.worker.set_volume(Volume.SOFT)
    booth.worker.play("seen")
    device.wait(lambda: device.stops == 1)
    gain = GAINS[Volume.SOFT]
    assert list(device.samples) == [sample * gain // FULL_GAIN for sample in read(SOUNDS, "seen")]


def test_a_loudspeaker_that_is_unplugged_is_told_once_and_found_again(
    open_booth: OpenBooth, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kiosk.sound")
    first, second = Tapped(), Tapped()
    booth = open_booth(SOUNDS, first, None, second, stalled_s=STALLED_S)
    booth.wait_for(SoundStatus.READY)
    first.unplugged = True
    booth.worker.play("settled")
    booth.wait_for(SoundStatus.GONE)
    booth.worker.play("settled")  # nothing to open: still gone
    while booth.devices[:1] == [None]:
        with booth.changed:
            booth.changed.wait(0.01)
    booth.worker.play("settled")
    booth.wait_for(SoundStatus.READY)
    second.wait(lambda: second.stops == 1)
    assert second.samples[-100:] == read(SOUNDS, "settled")[-100:]
    assert [record.message for record in caplog.records] == [
        "the loudspeaker takes nothing any more: was it unplugged?"
    ]


def test_without_a_loudspeaker_nothing_is_wrong(open_booth: OpenBooth) -> None:
    booth = open_booth(SOUNDS)
    booth.wait_for(SoundStatus.NONE)
    booth.worker.play("settled")
    booth.worker.stop()
    assert booth.seen == [SoundView(SoundStatus.NONE)]


def test_recordings_that_cannot_be_read_are_passed_over_and_told_once(
    open_booth: OpenBooth, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kiosk.sound")
    shutil.copy(SOUNDS / "seen.ogg", tmp_path)
    (tmp_path / "please_look.ogg").write_bytes(b"no sound at all" * 100)
    (tmp_path / "credited.ogg").write_bytes((SOUNDS / "credited.ogg").read_bytes()[:200])
    damaged = ("settled", "please_look", "credited")
    device = Tapped()
    booth = open_booth(tmp_path, device)
    booth.worker.play(*damaged, "seen")
    booth.wait_for(SoundStatus.NO_FILE, "settled")
    booth.worker.play(*damaged, "seen")
    device.wait(lambda: device.stops == 2)
    assert device.samples == read(SOUNDS, "seen") * 2
    assert len(caplog.records) == len(damaged)
    for name in damaged:
        with pytest.raises(RecordingMissing, match=name):
            read(tmp_path, name)


@pytest.mark.expects_log("kiosk.sound.worker")  # a bug is critical
def test_a_bug_of_ours_is_not_swallowed(tmp_path: Path) -> None:
    def broken() -> Device:
        raise ZeroDivisionError

    bugs: list[BaseException] = []
    worker = SoundWorker(tmp_path, lambda _event: None, on_bug=bugs.append, open_device=broken)
    worker.start()
    worker.stop()
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_nothing_is_asked_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    assert sound_servers(tmp_path) == []
    (tmp_path / "dev/snd").mkdir(parents=True)
    (tmp_path / "dev/snd/pcmC0D0c").touch()  # a microphone
    assert sound_servers(tmp_path) == []
    (tmp_path / "dev/snd/pcmC0D0p").touch()
    assert sound_servers(tmp_path) == ["ALSA"]
    (tmp_path / "run/user/7/pulse").mkdir(parents=True)
    (tmp_path / "run/user/7/pulse/native").touch()
    assert sound_servers(tmp_path) == ["PULSEAUDIO", "ALSA"]


def test_an_empty_setting_of_the_machine_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    socket = tmp_path / f"run/user/{os.getuid()}/pulse/native"
    socket.parent.mkdir(parents=True)
    socket.touch()
    assert sound_servers(tmp_path) == ["PULSEAUDIO"]
