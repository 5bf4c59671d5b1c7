"""``central orders`` as operators meet it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from central.cli import main
from tests.fakes.central_server import running_central
from tests.fakes.virtual_kiosk import ORDER, VirtualPhone


@dataclass
class Desk:
    """The command line upon a database with two orders of one building, and a device."""

    folder: Path
    kiosk: str
    orders: list[str]
    code: str
    capsys: pytest.CaptureFixture[str]

    def say(self, action: str, *arguments: str) -> tuple[int, str, str]:
        code = main(["orders", action, "--data", str(self.folder), *arguments])
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    with running_central(tmp_path) as central:
        phone = VirtualPhone.register(central.url)
        made = [phone.order().json() for _ in range(2)]
        return Desk(tmp_path, central.kiosk().id, [one["order"] for one in made], made[0]["code"], capsys)


def test_a_building_is_given_to_a_device_and_taken_away_again(desk: Desk) -> None:
    code, told, _ = desk.say("list")
    assert code == 0
    assert told.count(ORDER["building"]) == 2
    assert "  open  " in told
    assert not any(str(ORDER[name]) in told for name in ("address", "phone", "note"))
    building = str(ORDER["building"])
    code, told, _ = desk.say("assign", "--building", building, "--kiosk", desk.kiosk)
    assert (code, told.count(f"assigned  {desk.kiosk}")) == (0, 2)
    assert desk.say("unassign", desk.code.lower())[0] == 0
    found = json.loads(desk.say("list", "--state", "assigned", "--kiosk", desk.kiosk, "--json")[1])
    assert [one["id"] for one in found] == [desk.orders[1]]
    assert desk.say("assign", "--order", desk.orders[0][:8], "--kiosk", desk.kiosk)[0] == 0
    code, told, _ = desk.say("show", desk.orders[0])
    assert [line.split("  ")[1] for line in told.splitlines()[1:]] == ["created", "assigned", "unassigned", "assigned"]
    assert json.loads(desk.say("show", desk.orders[0], "--json")[1])["events"][1]["by"] == "central"


def test_a_cancelled_order_is_over(desk: Desk) -> None:
    code, told, _ = desk.say("cancel", desk.code)
    assert (code, "cancelled" in told, str(ORDER["building"]) in told) == (0, True, False)
    code, _, error = desk.say("assign", "--order", desk.orders[0], "--kiosk", desk.kiosk)
    assert code == 1
    assert "is over (cancelled)" in error
    assert desk.say("list", "--state", "closed")[1].startswith(desk.orders[0])


def test_a_lost_key_is_said_and_given_up(desk: Desk) -> None:
    (desk.folder / "contacts.key").unlink()
    code, _, error = desk.say("list")
    assert code == 1
    assert "central orders give-up-contacts" in error
    assert desk.say("give-up-contacts")[1].startswith("2 orders are cancelled")
    assert desk.say("list") == (0, "", "")


def test_the_key_lies_beside_the_database_or_where_it_is_named(desk: Desk) -> None:
    database = f"sqlite:///{desk.folder / 'central.db'}"
    moved = (desk.folder / "contacts.key").rename(desk.folder / "other.key")
    assert desk.say("list", "--database", database)[0] == 1
    assert desk.say("list", "--database", database, "--contacts-key", str(moved))[0] == 0
    moved.rename(desk.folder / "contacts.key")
    assert main(["orders", "list", "--database", database]) == 0


def test_used_wrongly(desk: Desk) -> None:
    for words in (["assign", "--kiosk", desk.kiosk], ["list", "--state", "lost"], ["show"]):
        with pytest.raises(SystemExit) as ended:
            desk.say(words[0], *words[1:])
        assert ended.value.code == 2
