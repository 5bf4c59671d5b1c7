"""Real kernel, real file system, real process: the power is cut, the disk is full, the disk refuses writes."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.counting import Depth
from tests.crash.ext4 import Disk
from tests.crash.findings import kept, recorded
from tests.crash.witness import ReceiptLine, Tellers, Witness

pytestmark = [pytest.mark.process, pytest.mark.timeout(1800), pytest.mark.usefixtures("needs_mounts")]

PACE_MS = 4
"""Between two credits: without a pause a lucky checkpoint hides what a cut would lose."""
Count = Callable[[str, int], None]


@pytest.fixture
def disk(needs_mounts: None, tmp_path: Path) -> Iterator[Disk]:
    """Mounted, and unmounted in any case."""
    with Disk(tmp_path) as mounted:
        yield mounted


def credits_before(teller: Witness, moment_ns: int) -> list[ReceiptLine]:
    """The receipts whose "credited" had been printed before ``moment_ns``."""
    lines = [e["told"][-1] for e in teller.heard if e.get("screen") == "credited" and e["at_ns"] < moment_ns]
    return [(session, line, seq, net_g) for session, line, seq, net_g in lines]


def attempts(teller: Witness) -> list[tuple[str, int]]:
    """Session and line of every drop-off that was confirmed, in order."""
    confirmed = [event for event in teller.heard if event.get("screen") == "saving"]
    return [(event["session"], len(event["told"]) + 1) for event in confirmed]


def cut_while_crediting(disk: Disk, tellers: Tellers, credits_wanted: int) -> tuple[int, int]:
    """Let a teller credit, cut the power, look. Returns how many were acknowledged before the cut and during it.

    Raises ``AssertionError`` when an acknowledged drop-off is lost, or what is there is no beginning of what was done.
    """
    known = recorded(disk.data) if disk.data.exists() else []
    with tellers.open(disk.data) as teller:
        teller.ask(f"serve {PACE_MS}")
        heard = 0
        for _ in range(credits_wanted):
            heard = teller.wait_for("credited", after=heard)
        begun_ns, ended_ns = disk.cut()
        teller.pull_the_plug()
    acknowledged, with_ambiguous = credits_before(teller, begun_ns), credits_before(teller, ended_ns)
    disk.restore_power()
    found = kept(disk.data, [*known, *acknowledged])
    new = found[len(known) :]
    assert found[: len(known)] == known
    assert [line[:2] for line in new] == attempts(teller)[: len(new)], "what is there is a beginning of what was done"
    return len(acknowledged), len(with_ambiguous) - len(acknowledged)


def test_a_cut_loses_nothing_acknowledged(tellers: Tellers, tmp_path: Path, depth: Depth, count_cases: Count) -> None:
    chance = random.Random(5)
    cuts = 24 if depth is Depth.NIGHTLY else 2
    for number in range(cuts):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Disk(folder) as disk:
            acknowledged, ambiguous = cut_while_crediting(disk, tellers, chance.randint(10, 120))
        (folder / "disk.img").unlink()
        count_cases("ext4 cuts: acknowledged", acknowledged)
        count_cases("ext4 cuts: acknowledged during the cut", ambiguous)
    count_cases("ext4 cuts", cuts)
    count_cases("ext4 cuts: lost", 0)


def test_power_that_flaps(disk: Disk, tellers: Tellers, depth: Depth, count_cases: Count) -> None:
    """One disk, cut again and again, every fifth time before the kiosk is ready: it starts each time."""
    chance = random.Random(17)
    cuts = 50 if depth is Depth.NIGHTLY else 3
    for number in range(cuts):
        if number % 5 == 4:
            cut_while_starting(disk, tellers, chance.uniform(0, 0.1))
        else:
            acknowledged, _ = cut_while_crediting(disk, tellers, chance.randint(1, 6))
            count_cases("ext4 boot loop: acknowledged", acknowledged)
    count_cases("ext4 boot loop", cuts)
    assert recorded(disk.data)


def cut_while_starting(disk: Disk, tellers: Tellers, delay_s: float) -> None:
    """Cut the power somewhere in the start."""
    known = recorded(disk.data)
    with tellers.open(disk.data) as teller:
        time.sleep(delay_s)  # the place of the cut, not a wait for anything
        disk.cut()
        teller.pull_the_plug()
    disk.restore_power()
    assert recorded(disk.data) == known


def test_a_cut_while_the_store_is_made(tellers: Tellers, tmp_path: Path, depth: Depth, count_cases: Count) -> None:
    """Afterwards the store is there, or is made; it never needs a person, because nothing was credited yet."""
    cuts = 24 if depth is Depth.NIGHTLY else 1
    for number in range(cuts):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Disk(folder) as disk:
            with tellers.open(disk.data) as teller:
                time.sleep(0.003 * (number + 1))  # the place of the cut, not a wait for anything
                disk.cut()
                teller.pull_the_plug()
            disk.restore_power()
            with tellers.open(disk.data) as again:
                again.wait_for("confirm")
                again.finish()
            recorded(disk.data)
        (folder / "disk.img").unlink()
    count_cases("ext4 cuts while the store is made", cuts)


def test_a_full_disk_heals_when_there_is_room(disk: Disk, tellers: Tellers, count_cases: Count) -> None:
    with tellers.open(disk.data) as teller:
        teller.wait_for("ready")
        ballast = disk.fill()
        teller.ask("serve 0")
        broken = teller.wait_for("out_of_service")
        assert teller.heard[broken - 1]["fault"] == "full"
        attempted = attempts(teller)[-1]
        ballast.unlink()
        healed = teller.wait_for("choose_material", "finished", "attract", after=broken)
        teller.wait_for("credited", after=healed)
        teller.finish()
    found = kept(disk.data, teller.told("credited", "finished"))
    assert [line[:2] for line in found].count(attempted) == 1, "weighed again, and credited once"
    count_cases("ext4 full disk", 1)


def test_a_disk_that_turns_read_only(disk: Disk, tellers: Tellers, count_cases: Count) -> None:
    """The kiosk stays out of service and alive. It goes on where it is started on a disk that takes writes again."""
    with tellers.open(disk.data) as teller:
        teller.ask(f"serve {PACE_MS}")
        teller.wait_for("finished", after=teller.wait_for("credited"))
        disk.turn_read_only()
        broken = teller.wait_for("out_of_service")
        assert teller.heard[broken - 1]["fault"] in {"io", "read_only"}
        told = teller.told("credited")
        teller.pull_the_plug()
    assert "ended" not in teller.words()
    disk.restore_power()
    found = kept(disk.data, told)
    with tellers.open(disk.data) as again:
        again.ask("serve 0")
        again.wait_for("credited")
        again.finish()
    assert recorded(disk.data)[: len(found)] == found
    count_cases("ext4 read-only", 1)
