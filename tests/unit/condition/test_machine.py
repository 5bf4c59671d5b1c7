"""What the machine says of itself, read from files like Linux's own; and what it does not say."""

from pathlib import Path

import pytest

from kiosk.condition.machine import LEAST_BRIGHT, Battery, Machine
from tests.unit.condition.conftest import DEFAULT, LOCAL, ROUTE, Lab


def test_a_machine_that_says_nothing_is_no_fault(lab: Lab) -> None:
    machine = lab.machine
    assert machine.has_way_out() is None
    assert (machine.battery(), machine.brightness(), machine.installed(), machine.sticks()) == (None, None, None, [])
    machine.set_brightness(50)


def test_this_very_machine_answers(data: Path) -> None:
    machine = Machine(data, Path(__file__).parents[3] / "kiosk")
    assert (machine.free_bytes() or 0) > 0
    assert machine.installed()
    machine.has_way_out(), machine.battery(), machine.brightness(), machine.sticks()  # whatever they are


def test_there_is_a_way_out_where_a_default_route_is_up(lab: Lab) -> None:
    lab.write("proc/net/route", ROUTE + LOCAL)
    assert lab.machine.has_way_out() is False
    lab.write("proc/net/route", ROUTE + LOCAL + DEFAULT)
    assert lab.machine.has_way_out() is True
    lab.write("proc/net/route", ROUTE + DEFAULT.replace("\t0003\t", "\t0002\t"))
    assert lab.machine.has_way_out() is False


def test_a_way_out_by_the_newer_protocol_counts_and_the_loop_does_not(lab: Lab) -> None:
    zero = "0" * 32
    lab.write("proc/net/ipv6_route", f"{zero} 00 {zero} 00 {zero} ffffffff 00000001 00000000 00200200 lo\n")
    assert lab.machine.has_way_out() is False
    lab.write("proc/net/ipv6_route", f"{zero} 00 {zero} 00 {zero} 00000400 00000001 00000000 00450003 eth0\n")
    assert lab.machine.has_way_out() is True


def battery(lab: Lab, name: str, **facts: str) -> None:
    for fact, value in facts.items():
        lab.write(f"sys/class/power_supply/{name}/{fact}", f"{value}\n")


def test_the_battery_of_a_mouse_is_not_the_machines(lab: Lab) -> None:
    battery(lab, "AC", type="Mains", online="1")
    battery(lab, "hidpp_battery_0", type="Battery", scope="Device", capacity="3", status="Discharging")
    assert lab.machine.battery() is None
    battery(lab, "BAT0", type="Battery", capacity="87", status="Charging")
    assert lab.machine.battery() == Battery(87, discharging=False)
    battery(lab, "BAT0", status="Discharging")
    assert lab.machine.battery() == Battery(87, discharging=True)
    battery(lab, "BAT0", capacity="nonsense")
    assert lab.machine.battery() is None


def test_the_light_is_set_in_per_cent_and_never_to_darkness(lab: Lab) -> None:
    light = "sys/class/backlight/intel_backlight"
    lab.write(f"{light}/max_brightness", "937\n")
    now = lab.write(f"{light}/brightness", "937\n")
    assert lab.machine.brightness() == 100
    for asked, said in ((60, 60), (0, LEAST_BRIGHT), (-40, LEAST_BRIGHT), (500, 100)):
        lab.machine.set_brightness(asked)
        assert lab.machine.brightness() == said
    now.write_text("nonsense", "ascii")
    assert lab.machine.brightness() is None


def test_what_is_installed_is_read_from_the_disk(lab: Lab) -> None:
    lab.write("software/__init__.py", '"""A kiosk."""\n\n__version__ = "2.5.1"\n')
    assert lab.machine.installed() == "2.5.1"
    lab.write("software/__init__.py", '"""Half an update."""\n')
    assert lab.machine.installed() is None


def test_a_stick_is_what_can_be_plugged_in(lab: Lab, tmp_path: Path) -> None:
    lab.plug(tmp_path / "fixed", 1, removable="0", bus="pci0000:00")
    assert lab.machine.sticks() == []
    lab.plug(tmp_path / "my stick", 2)
    lab.plug(tmp_path / "usb disk", 3, removable="0", bus="pci0000:00/usb1/1-2")
    lab.plug(tmp_path / "a locked one", 4, options="ro,nosuid")
    found = [(stick.folder.name, stick.writable) for stick in lab.machine.sticks()]
    assert found == [("my stick", True), ("usb disk", True), ("a locked one", False)]


def test_what_the_kiosk_itself_lives_on_is_no_stick(lab: Lab, data: Path) -> None:
    lab.plug(data.parent)
    assert lab.machine.sticks() == []


@pytest.mark.parametrize("line", ["", "36 25\n", "36 25 0:40 / /proc rw - proc proc rw\n", "x y z a b c\n"])
def test_mounts_that_are_no_disk_are_passed_over(lab: Lab, line: str) -> None:
    lab.write("proc/self/mountinfo", line)
    assert lab.machine.sticks() == []
