"""Journal, logs and findings on a stick: whole or not at all, no key among them, and plain words for every fault."""

import queue
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.condition import Attendant
from kiosk.condition.exporting import JOURNAL_NAME, REPORT_NAME, UNFINISHED, ExportSource, Stopped, export
from kiosk.condition.machine import Stick
from kiosk.core.clock import ManualClock
from kiosk.core.condition import ExportFault, ExportSeen, ExportStep, Finding, MachineSeen
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, export_lines
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.unit.condition.conftest import Lab

ROOT = Path(__file__).parents[3]
PATIENCE_S = 20
FINDINGS = (Finding("disk", well=True, said="plenty"), Finding("scale", well=False, said="scale: silent: look"))
IN_A_NAMESPACE = ["unshare", "--mount", "--user", "--map-root-user"]
ON_A_SMALL_DISK = """
import subprocess, sys
from pathlib import Path
from kiosk.condition.exporting import ExportSource, export
from kiosk.condition.machine import Stick
from kiosk.core.clock import ManualClock

folder, data = map(Path, sys.argv[1:])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], check=True)
source = ExportSource("k-1", data, lambda: 9000, lambda: iter([b"x" * 99] * 9000))
def ended():
    seen = export(source, [Stick(folder, 0, True)], (), ManualClock().now(), lambda _seen: None, lambda: False)
    return seen.fault and seen.fault.value
print(ended(), sorted(path.name for path in folder.iterdir()))
subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
print(ended())
"""


@pytest.fixture
def used(ledger: Ledger, rules: Rulebook, data: Path) -> Ledger:
    """Some records, a log, a crash, and a kiosk's usual files."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(20)])
    (data / "logs").mkdir()
    (data / "logs" / "kiosk.log").write_text("something happened\n", "utf-8")
    (data / "crashes").mkdir()
    (data / "crashes" / "20261122.txt").write_text("a bug\n", "utf-8")
    return ledger


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    """An empty one."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return Stick(folder, 1 << 30, writable=True)


def source_of(ledger: Ledger, data: Path) -> ExportSource:
    return ExportSource(ledger.device.kiosk, data, lambda: ledger.totals().entries, lambda: export_lines(ledger))


def write(source: ExportSource, *sticks: Stick, stopping: Callable[[], bool] = lambda: False) -> list[ExportSeen]:
    """Everything that was told, the end last."""
    told: list[ExportSeen] = []
    ended = export(source, sticks, FINDINGS, ManualClock().now(), told.append, stopping)
    return [*told, ended]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_all_of_it_lies_in_one_folder(used: Ledger, data: Path, stick: Stick) -> None:
    told = write(source_of(used, data), stick)
    entries = used.totals().entries
    name = f"greensprout-{used.device.kiosk}-20261122T090000Z"
    assert told == [
        ExportSeen(ExportStep.WRITING, 0, entries),
        ExportSeen(ExportStep.DONE, entries, entries, name),
    ]
    folder = stick.folder / name
    assert files_in(stick.folder) == sorted([name, JOURNAL_NAME, REPORT_NAME, "kiosk.log", "20261122.txt"])
    assert (folder / JOURNAL_NAME).read_bytes() == b"".join(export_lines(used))
    assert (folder / REPORT_NAME).read_text("utf-8").splitlines()[1] == "LOOK  scale          scale: silent: look"


def test_no_key_of_the_kiosk_leaves_it(used: Ledger, data: Path, stick: Stick) -> None:
    (data / "logs" / "device.key").symlink_to(data / "device.key")
    write(source_of(used, data), stick)
    device = used.device
    secrets = [form for key in (device.seed, device.store_key) for form in (key, key.hex().encode())]
    secrets.append((data / "device.key").read_bytes())
    for path in stick.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [secret for secret in secrets if secret in content], path.name
    assert "device.key" not in files_in(stick.folder)


def test_what_an_earlier_one_left_unfinished_goes(used: Ledger, data: Path, stick: Stick) -> None:
    (stick.folder / UNFINISHED).mkdir()
    (stick.folder / UNFINISHED / "half").write_text("x", "ascii")
    assert write(source_of(used, data), stick)[-1].step is ExportStep.DONE
    assert "half" not in files_in(stick.folder)


def test_a_moment_that_comes_twice_overwrites_nothing(used: Ledger, data: Path, stick: Stick) -> None:
    names = [write(source_of(used, data), stick)[-1].folder for _ in range(3)]
    assert names == [names[0], f"{names[0]}-2", f"{names[0]}-3"]
    assert sorted(path.name for path in stick.folder.iterdir()) == names


def test_without_a_stick_and_with_a_locked_one_it_is_said_at_once(used: Ledger, data: Path, stick: Stick) -> None:
    source = source_of(used, data)
    assert write(source)[-1].fault is ExportFault.NO_STICK
    assert write(source, Stick(stick.folder, 0, writable=False))[-1].fault is ExportFault.READ_ONLY


def test_a_stick_that_goes_away_half_way_is_said(used: Ledger, data: Path, stick: Stick) -> None:
    def lines() -> Iterator[bytes]:
        yield b"{}\n"
        shutil.rmtree(stick.folder)
        yield b"{}\n"

    source = ExportSource("k-1", data, lambda: 2, lines)
    assert write(source, stick)[-1] == ExportSeen(ExportStep.FAILED, fault=ExportFault.GONE)


def test_a_stick_without_room_is_said_and_left_as_it_was(used: Ledger, data: Path, stick: Stick) -> None:
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:  # the system refuses to write any file beyond this
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, unlimited[1]))
        ended = write(source_of(used, data), stick)[-1]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert ended.fault is ExportFault.FULL
    assert files_in(stick.folder) == []


@pytest.mark.process
def test_a_real_disk_that_is_full_or_write_protected_is_said(stick: Stick, data: Path) -> None:
    if subprocess.run([*IN_A_NAMESPACE, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system allows no mounts in a namespace of one's own")
    command = [*IN_A_NAMESPACE, sys.executable, "-c", ON_A_SMALL_DISK, str(stick.folder), str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["full []", "read_only"]


def test_a_ledger_that_cannot_be_read_is_no_fault_of_the_stick(data: Path, stick: Stick) -> None:
    def broken() -> Iterator[bytes]:
        yield b"{}\n"
        raise StoreFault(StoreFaultKind.LOCKED, "wait")

    assert write(ExportSource("k-1", data, lambda: 2, broken), stick)[-1].fault is ExportFault.LEDGER
    assert files_in(stick.folder) == []


def test_a_kiosk_that_stops_takes_the_half_away(used: Ledger, data: Path, stick: Stick) -> None:
    with pytest.raises(Stopped):
        write(source_of(used, data), stick, stopping=lambda: True)
    assert files_in(stick.folder) == []


def is_done(answer: object) -> bool:
    return isinstance(answer, ExportSeen) and answer.step is ExportStep.DONE


class Desk:
    """An attendant at work, and what it has posted."""

    def __init__(self, lab: Lab, source: ExportSource) -> None:
        self.answers: queue.Queue[object] = queue.Queue()
        post = self.answers.put
        self.attendant = Attendant(lab.machine, ManualClock(), "1.0", source, lambda: FINDINGS, post, on_bug=post)
        self.attendant.start()

    def until(self, wanted: Callable[[object], bool]) -> object:
        """The first answer that is wanted."""
        while not wanted(answer := self.answers.get(timeout=PATIENCE_S)):
            pass
        return answer


def test_the_attendant_looks_and_exports(lab: Lab, used: Ledger, data: Path, tmp_path: Path) -> None:
    lab.write("sys/class/backlight/panel/max_brightness", "200")
    lab.write("sys/class/backlight/panel/brightness", "200")
    lab.plug(tmp_path / "stick")
    desk = Desk(lab, source_of(used, data))
    try:
        desk.attendant.look()
        seen = desk.until(lambda answer: isinstance(answer, MachineSeen))
        assert isinstance(seen, MachineSeen)
        assert {each.what: each.word for each in seen.findings} == {
            "network": "unknown",
            "disk": "free",
            "clock": "trusted",
            "stick": "ready",
            "software": "current",
        }
        desk.attendant.set_brightness(50)
        desk.until(lambda answer: isinstance(answer, MachineSeen) and answer.brightness == 50)
        desk.attendant.export()
        desk.until(is_done)
    finally:
        desk.attendant.stop()
    assert REPORT_NAME in files_in(tmp_path / "stick")


def test_many_looks_at_once_are_one(lab: Lab, data: Path) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def lines() -> Iterator[bytes]:
        reached.set()
        go_on.wait(PATIENCE_S)
        yield b"{}\n"

    lab.plug(lab.root / "stick")
    desk = Desk(lab, ExportSource("k-1", data, lambda: 1, lines))
    try:
        desk.attendant.export()
        assert reached.wait(PATIENCE_S)
        for _ in range(10):
            desk.attendant.look()
        desk.attendant.export()
        go_on.set()
        said: list[object] = []
        while len([answer for answer in said if is_done(answer)]) < 2:
            said.append(desk.answers.get(timeout=PATIENCE_S))
    finally:
        desk.attendant.stop()
    assert len([answer for answer in said if isinstance(answer, MachineSeen)]) == 1


@pytest.mark.expects_log("kiosk.condition.attendant")  # the bug is logged before it is handed on
def test_a_bug_is_handed_on(lab: Lab, data: Path) -> None:
    def wrong() -> Iterator[bytes]:
        raise ZeroDivisionError

    lab.plug(lab.root / "stick")
    desk = Desk(lab, ExportSource("k-1", data, lambda: 1, wrong))
    desk.attendant.export()
    desk.until(lambda answer: isinstance(answer, ZeroDivisionError))
    desk.attendant.stop()
