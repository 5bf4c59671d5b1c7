"""``central review`` and what stands beside it, as an operator meets them; PINs come from a pipe or unseen keys."""

import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from central.cli import main
from tests.fakes.central_server import running_central
from tests.fakes.virtual_kiosk import VirtualKiosk

BOSS, HELPER = "482913", "731905"


@dataclass
class Desk:
    """The command line upon a database with one held drop-off; what it says is read back."""

    data: list[str]
    kiosk: VirtualKiosk
    capsys: pytest.CaptureFixture[str]
    type_in: Callable[[str], None]

    def say(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        self.type_in(typed)
        code = main([*arguments[:2], *self.data, *arguments[2:]])
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err

    def badge(self, role: str, pin: str, out: Path) -> str:
        _, said, _ = self.say("staff", "add", "--role", role, "--pin-stdin", "--out", str(out), typed=f"{pin}\n")
        found = re.match(r"badge ([0-9a-f]{32}) ", said)
        assert found
        assert pin not in said
        return found[1]

    def word(self, word: str, badge: str, pin: str, *more: str) -> tuple[int, str, str]:
        place = (self.kiosk.id, self.kiosk.epoch, "2")
        return self.say("review", word, *place, "--badge", badge, "--pin-stdin", *more, typed=f"{pin}\n")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    with running_central(tmp_path) as central:
        kiosk = central.kiosk()
        kiosk.append("boot", {})
        kiosk.drop_off(21_000)
        assert kiosk.send().status_code == 200
    return Desk(
        ["--data", str(tmp_path)], kiosk, capsys, lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    )


def test_two_people_release_what_is_held(desk: Desk, tmp_path: Path) -> None:
    boss = desk.badge("supervisor", BOSS, tmp_path / "boss.pdf")
    helper = desk.badge("operator", HELPER, tmp_path / "helper.pdf")
    place = f"{desk.kiosk.id} {desk.kiosk.epoch} 2  over_drop_cap"
    assert desk.say("review", "list") == (0, f"{place}  2026-11-22T09:02:00.000Z  21000 g clothing\n", "")
    assert desk.word("release", helper, HELPER, "--note", "seen it") == (
        0,
        "open: another person must say the same\n",
        "",
    )
    (item,) = json.loads(desk.say("review", "list", "--kiosk", desk.kiosk.id, "--json")[1])
    assert item["words"] == {helper: "release"}
    _, shown, _ = desk.say("review", "show", desk.kiosk.id, desk.kiosk.epoch[:8], "2")
    for words in ("heavier than one drop-off may be", "seen it", "frame  022b303033323530  '\\x02+003250'"):
        assert words in shown
    assert json.loads(desk.say("review", "show", desk.kiosk.id, desk.kiosk.epoch, "2", "--json")[1])["seq"] == 2
    assert desk.word("release", boss[:8], BOSS) == (0, "released\n", "")
    assert desk.say("review", "list") == (0, "", "")
    assert desk.word("decline", boss, BOSS)[0] == 1


def test_a_wrong_pin_says_nothing_for_anybody(desk: Desk, tmp_path: Path) -> None:
    boss = desk.badge("supervisor", BOSS, tmp_path / "boss.pdf")
    for pin in (HELPER, ""):
        code, out, error = desk.word("release", boss, pin)
        assert (code, out) == (1, "")
        assert "not the PIN" in error
    assert "[" not in desk.say("review", "list")[1]
    assert "0 badges" in desk.word("release", "f" * 32, BOSS)[2]
    desk.say("staff", "remove", boss)
    assert "not on the roster" in desk.word("release", boss, BOSS)[2]


def test_a_bad_pin_makes_no_badge(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "badge.pdf"
    for pin, words in (("123456", "guessed at once"), ("12345", "6 digits"), ("", "6 digits")):
        code, _, error = desk.say(
            "staff", "add", "--role", "operator", "--pin-stdin", "--out", str(out), typed=f"{pin}\n"
        )
        assert code == 1
        assert words in error
        assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["review"],
        ["review", "release", "k", "e", "1", "--badge", "b"],
        ["review", "release", "k", "f", "-1", "--badge", "b"],
        ["review", "release", "k", "f", "1"],
        ["review", "list", "--limit", "0"],
        ["staff", "add", "--role", "operator", "--pin", "482913", "--out", "x"],
        ["kiosks", "revoke", "k", "--after", "1"],
    ],
)
def test_wrong_use_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["x" if part == "e" else part for part in arguments])
    assert caught.value.code == 2


def test_kiosks_are_listed_with_what_contradicts_them(desk: Desk) -> None:
    kiosk, epoch = desk.kiosk.id, desk.kiosk.epoch
    assert desk.say("kiosks", "list")[1] == f"{kiosk}  2026-11-22  good\n  {epoch}  2 entries\n"
    code, said, _ = desk.say("kiosks", "revoke", kiosk, "--after", f"{epoch}:1")
    assert (code, said) == (
        0,
        f"kiosk {kiosk} is revoked; 1 entries are held behind that one, and all that it sends\n",
    )
    assert f"revoked behind entry 1 of {epoch}" in desk.say("kiosks", "list")[1]
    assert "revoked_kiosk" in desk.say("review", "list")[1]
    assert desk.say("kiosks", "revoke", kiosk, "--after", f"{epoch}:1")[0] == 1
