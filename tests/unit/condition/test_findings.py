"""What is well and what is not: each fault has a word of its own, and the terminal is told what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.condition import findings as of
from kiosk.condition.machine import Battery, Stick
from kiosk.core.clock import ClockTrust, ManualClock, SystemClock
from kiosk.core.condition import MaterialDay, RecordsSeen, ServiceSeen
from kiosk.core.containers import Container, ContainerFill, ContainersSeen
from kiosk.core.errors import DeviceFault, DeviceFaultKind, LinkFaultKind
from kiosk.core.events import LinkStatus, Upkeep
from kiosk.core.journal import Verdict
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.core.sounds import SoundStatus, SoundView

MEGABYTE = 1024 * 1024
NOTHING = RecordsSeen(date(2026, 11, 22), (), 0, 0, ())


@pytest.mark.parametrize(
    ("free", "well", "word"),
    [(None, False, "unknown"), (0, False, "low"), (200 * MEGABYTE - 1, False, "low"), (200 * MEGABYTE, True, "free")],
)
def test_a_disk_that_is_nearly_full_is_told_in_time(free: int | None, well: bool, word: str) -> None:
    found = of.disk_finding(free, "/srv/kiosk")
    assert (found.well, found.word) == (well, word)
    assert "/srv/kiosk" in found.said


def test_a_machine_without_a_network_is_not_well_and_one_that_does_not_tell_is() -> None:
    assert [(of.network_finding(way).well, of.network_finding(way).word) for way in (True, False, None)] == [
        (True, "up"),
        (False, "down"),
        (True, "unknown"),
    ]


def test_a_clock_is_judged_by_what_the_platform_said() -> None:
    clock = SystemClock()
    assert of.clock_finding(clock).word == "holdover"
    clock.confirm(clock.now())
    assert (of.clock_finding(clock).word, of.clock_finding(clock).figure) == ("trusted", "0")
    clock = SystemClock()
    clock.confirm(clock.now() - timedelta(hours=1))
    found = of.clock_finding(clock)
    assert (found.well, found.word) == (False, "wrong")
    assert 3598 <= int(found.figure) <= 3602
    unknown = of.clock_finding(ManualClock(datetime(1970, 1, 1, tzinfo=UTC), trusted=ClockTrust.UNKNOWN))
    assert (unknown.well, unknown.word) == (False, "unknown")


@pytest.mark.parametrize(
    ("battery", "well", "word"),
    [
        (Battery(5, discharging=False), True, "mains"),
        (Battery(20, discharging=True), True, "discharging"),
        (Battery(19, discharging=True), False, "low"),
    ],
)
def test_a_battery_that_runs_out_is_told(battery: Battery, well: bool, word: str) -> None:
    found = of.battery_finding(battery)
    assert found is not None
    assert (found.well, found.word, found.figure) == (well, word, str(battery.percent))


def test_most_kiosks_have_no_battery() -> None:
    assert of.battery_finding(None) is None


def test_a_stick_is_nothing_that_must_be_there() -> None:
    assert (of.stick_finding([]).well, of.stick_finding([]).word) == (True, "none")
    stick = Stick(Path("/media/stick"), 8000 * MEGABYTE, writable=True)
    assert (of.stick_finding([stick]).word, of.stick_finding([stick]).figure) == ("ready", "8000")
    assert of.stick_finding([replace(stick, writable=False)]).word == "read_only"


def test_an_update_waits_for_a_restart() -> None:
    assert of.software_finding("1.0", "1.0").word == of.software_finding("1.0", None).word == "current"
    waiting = of.software_finding("1.0", "1.1")
    assert (waiting.well, waiting.word, waiting.figure) == (False, "restart", "1.1")


def test_a_device_says_its_fault_and_what_to_do() -> None:
    for kind in DeviceFaultKind:
        found = of.device_finding("scale", DeviceFault("scale", kind, "plug it in"), "opens")
        assert (found.well, found.word) == (False, kind.value)
        assert "plug it in" in found.said
    assert of.device_finding("scale", None, "opens").said == "opens"


def test_only_a_camera_that_is_not_there_is_a_fault() -> None:
    words = {word: of.camera_finding(word).well for word in ("", "ready", "brighter", "darker", "closer", "missing")}
    assert [word for word, well in words.items() if not well] == ["missing"]
    assert of.camera_finding("").word == "none"


def test_a_printer_without_paper_is_told_and_one_that_prints_is_well() -> None:
    well = {status: of.printer_finding(PrinterView(status)).well for status in PrinterStatus}
    assert {status for status in well if not well[status]} == {PrinterStatus.PAPER_OUT, PrinterStatus.GONE}
    assert of.printer_finding(PrinterView(PrinterStatus.GONE, 3)).figure == "3"


def test_the_way_to_the_platform_is_told_as_exactly_as_it_is_known() -> None:
    link = LinkStatus(online=False, enrolled=True, pending=3)
    assert of.link_word(link) == "offline"
    assert [of.link_word(replace(link, fault=kind)) for kind in LinkFaultKind] == [kind.value for kind in LinkFaultKind]
    assert of.link_word(replace(link, enrolled=False)) == "not_enrolled"
    assert of.link_word(LinkStatus(online=True, enrolled=True, pending=0)) == "online"
    assert of.platform_finding(link).said == "offline; 3 entries wait"
    assert of.platform_finding(link, "it hangs").said == "it hangs"


@pytest.mark.parametrize(
    ("upkeep", "said"),
    [
        (Upkeep(0, 0), ("checking", "0", True)),
        (Upkeep(999, 1000, backup_wanted=True), ("checking", "99", True)),
        (Upkeep(1000, 1000), ("checked", "", True)),
        (Upkeep(1000, 1000, backup_wanted=True), ("no_backup", "", False)),
        (Upkeep(10, 10, backup_wanted=True, backup=date(2026, 11, 21)), ("backed_up", "2026-11-21", True)),
        (Upkeep(0, 1000, backup_wanted=True, backup_failed=True), ("backup_failed", "", False)),
    ],
)
def test_the_records_tell_what_to_see_to_first(upkeep: Upkeep, said: tuple[str, str, bool]) -> None:
    found = of.ledger_finding(upkeep)
    assert (found.word, found.figure, found.well) == said


def test_what_the_platform_does_not_take_is_named_by_number_and_reason() -> None:
    assert of.verdicts_finding(NOTHING).word == "none"
    some = replace(NOTHING, held=2, refused=1, newest=(Verdict(9, "held", "over_day_cap"), Verdict(7, "refused", None)))
    found = of.verdicts_finding(some)
    assert (found.word, found.figure) == ("some", "3")
    assert "entry 9 held (over_day_cap), entry 7 refused (no reason given)" in found.said


def test_today_is_told_by_material() -> None:
    assert of.today_finding(NOTHING).said == "no drop-off yet"
    day = replace(NOTHING, materials=(MaterialDay("books", 2, 3_400, 850, 27),))
    assert of.today_finding(day).said == "books 2 drop-offs, 3.40 kg, 850 g, 27 points"


def test_a_kiosk_out_of_service_is_not_well() -> None:
    assert [of.service_finding(ServiceSeen(out)).well for out in (False, True)] == [True, False]


@pytest.mark.parametrize(
    ("status", "well"),
    [
        (SoundStatus.UNKNOWN, True),
        (SoundStatus.READY, True),
        (SoundStatus.OFF, True),
        (SoundStatus.NONE, True),
        (SoundStatus.GONE, False),
        (SoundStatus.NO_FILE, False),
    ],
)
def test_a_kiosk_without_a_loudspeaker_is_well_and_one_that_has_lost_it_is_not(status: SoundStatus, well: bool) -> None:
    found = of.sound_finding(SoundView(status, "zh/place" if status is SoundStatus.NO_FILE else ""))
    assert (found.what, found.well, found.word) == ("sound", well, status.value)
    assert ("zh/place" in found.said) == (status is SoundStatus.NO_FILE)


def test_a_report_has_a_line_for_everything() -> None:
    findings = [of.network_finding(False), of.service_finding(ServiceSeen(out=False))]
    assert of.report_text(findings).splitlines() == [
        f"LOOK  network        {findings[0].said}",
        "ok    service        in service",
    ]


def test_the_containers_are_well_until_one_is_full() -> None:
    clothes, books = Container("clothing-1", "clothing", 100_000), Container("books-1", "books")
    assert of.containers_finding(ContainersSeen(())).word == "none"
    filling = of.containers_finding(
        ContainersSeen((ContainerFill(clothes, 1, 9, 92_000), ContainerFill(books, 1, 2, 4_000)))
    )
    assert (filling.well, filling.word, filling.figure) == (True, "room", "80")
    assert filling.said == "clothing-1 92.00 kg (92 %), books-1 4.00 kg"
    full = of.containers_finding(ContainersSeen((ContainerFill(clothes, 1, 9, 100_000),)))
    assert (full.well, full.word) == (False, "full")
    assert "empty what is full" in full.said
