"""``central balance``, ``central manifests`` and what ``central review`` says of a collection, as operators meet it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from central.cli import main
from tests.fakes.central_server import running_central
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body, shown_by
from tests.fakes.virtual_staff import collection_body

BIN = "clothing-1"


@dataclass
class Desk:
    """The command line upon a database with a robbed period, one that is well, and one that is open."""

    data: list[str]
    kiosk: VirtualKiosk
    resident: str
    capsys: pytest.CaptureFixture[str]

    def say(self, *arguments: str) -> tuple[int, str, str]:
        words = 1 if arguments[0] == "balance" else 2
        code = main([*arguments[:words], *self.data, *arguments[words:]])
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err

    def hash(self, seq: int) -> str:
        return self.kiosk.entries[seq - 1].hash


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    with running_central(tmp_path) as central:
        badge, phone, kiosk = new_member(central.store).badge, VirtualPhone.register(central.url), central.kiosk()
        for number in range(2):
            who = shown_by("online", phone.resident, f"{number:032x}")
            kiosk.append("drop_off", drop_off_body(3000, container=BIN, **who))
        kiosk.append("collection", collection_body(badge, BIN, 6000, [3000], drop_offs=2))
        kiosk.append("drop_off", drop_off_body(21_000, container=BIN))
        kiosk.append("collection", collection_body(badge, BIN, 21_000, period=2))
        kiosk.append("drop_off", drop_off_body(700, container=BIN))
        assert kiosk.send().status_code == 200
    return Desk(["--data", str(tmp_path)], kiosk, phone.resident, capsys)


def test_the_balance_in_lines_and_in_json(desk: Desk) -> None:
    code, told, _ = desk.say("balance")
    start = f"{desk.kiosk.id} {BIN}"
    assert code == 0
    assert told.splitlines() == [
        f"{start} 3  in 700 g (credited 700)",
        f"{start} 2  in 21000 g (credited 0, held 21000)  collected 21000 g (+0)",
        f"{start} 1  in 6000 g (credited 6000)  collected 3000 g (-3000)  UNEXPLAINED -3000 g",
    ]
    found = json.loads(desk.say("balance", "--json", "--limit", "1", "--container", BIN)[1])
    assert [(one["period"], one["put_in_g"], one["difference_g"]) for one in found] == [(3, 700, None), (2, 21_000, 0)]
    assert desk.say("balance", "--kiosk", "k-" + "0" * 20) == (0, "", "")
    assert desk.say("balance", "--container", "books-1") == (0, "", "")


def test_a_load_is_listed_received_and_shown(desk: Desk) -> None:
    second = desk.hash(5)
    assert second in desk.say("manifests", "list", "--on-the-way")[1]
    code, told, _ = desk.say(
        "manifests", "receive", second[:10], "--grams", "20500", "--by", "分拣一组", "--note", "dry"
    )
    assert (code, told.strip().endswith("collected 21000 g (+0)  received 20500 g (-500)")) == (0, True)
    assert second not in desk.say("manifests", "list", "--on-the-way")[1]
    assert second in desk.say("manifests", "list")[1]
    shown = desk.say("manifests", "show", second)[1]
    for words in (f"GSM1:{desk.kiosk.id}:", "accepted", "1 bag;", "old seal none: first", "20500 g  分拣一组  dry"):
        assert words in shown
    found = json.loads(desk.say("manifests", "show", second, "--json")[1])
    assert (found["balance"]["on_the_way_g"], found["received"][0]["by"]) == (-500, "分拣一组")


def test_what_no_kiosk_has_told_of_is_kept(desk: Desk) -> None:
    code, told, _ = desk.say("manifests", "receive", "0" * 64, "--grams", "1", "--by", "a")
    assert (code, told.strip()) == (0, "kept; no kiosk has told of this manifest yet")
    assert f"{'0' * 64}  " in desk.say("manifests", "list")[1]
    assert json.loads(desk.say("manifests", "list", "--json")[1])["unmatched"][0]["received_g"] == 1
    code, _, told = desk.say("manifests", "show", "0" * 64)
    assert (code, "no kiosk has told" in told) == (1, True)


@pytest.mark.parametrize("grams", ["-1", "1.5", "ten", "99999999999"])
def test_a_weight_that_is_none(desk: Desk, grams: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        desk.say("manifests", "receive", "0" * 64, "--grams", grams, "--by", "a")
    assert stopped.value.code == 2


def test_the_reviewer_sees_what_is_missing_and_whom_to_look_at(desk: Desk) -> None:
    listed = desk.say("review", "list")[1].splitlines()
    (line,) = [each for each in listed if "unexplained_difference" in each]
    assert f"3000 g collected, manifest {desk.hash(3)[:16]}" in line
    shown = desk.say("review", "show", desk.kiosk.id, desk.kiosk.epoch, "3")[1]
    assert "put in 6000 g, collected 3000 g, difference -3000 g" in shown
    suspects = [each for each in shown.splitlines() if each.startswith("suspect")]
    assert len(suspects) == 2
    assert all(f"{desk.resident}  and 1 more of the same weight" in each for each in suspects)
    found = json.loads(desk.say("review", "show", desk.kiosk.id, desk.kiosk.epoch, "3", "--json")[1])
    assert (found["balance"]["unexplained_g"], len(found["suspects"])) == (-3000, 2)
    assert "balance" not in json.loads(desk.say("review", "show", desk.kiosk.id, desk.kiosk.epoch, "4", "--json")[1])
