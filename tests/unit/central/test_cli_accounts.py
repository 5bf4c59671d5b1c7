"""``central accounts``: links for logins, printed once."""

import re
from pathlib import Path

import pytest

from central.cli import main
from central.clock import utc_now
from central.ops import accounts
from central.server import assemble
from central.store import open_store
from tests.fakes.rosters import new_member


class Desk:
    """The command line upon a database that was served at an address of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._data, self._capsys = ["--data", str(folder)], capsys
        self.store = open_store(f"sqlite:///{folder / 'central.db'}")
        self.platform = assemble(self.store, "https://points.example.org", utc_now)

    def say(self, action: str, *arguments: str) -> tuple[int, str, str]:
        code = main(["accounts", action, *self._data, *arguments])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err

    def link_of(self, told: str) -> str:
        found = re.search(r"at https://points\.example\.org/ops/setup\?code=(\S+)\n", told)
        assert found is not None, told
        return found[1]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    made.store.close()  # connections are opened anew when they are needed
    return made


def test_a_login_is_added_listed_reset_and_removed(desk: Desk) -> None:
    member = new_member(desk.store, "supervisor")
    code, told, _ = desk.say("add", member.badge[:8], "--name", "chen")
    first = desk.link_of(told)
    assert code == 0
    assert accounts.setting_up(desk.platform, first) is not None
    assert re.fullmatch(rf"chen +{member.badge}  supervisor  not set up yet\n", desk.say("list")[1])
    second = desk.link_of(desk.say("reset", "chen")[1])
    assert accounts.setting_up(desk.platform, first) is None, "the link of before is good no more"
    assert accounts.setting_up(desk.platform, second) is not None
    assert desk.say("remove", "chen")[0] == 0
    assert desk.say("list") == (0, "", "")


def test_what_cannot_be_is_said_in_a_line(desk: Desk) -> None:
    badge = new_member(desk.store).badge
    for action, *arguments in (
        ("add", "00000000", "--name", "chen"),
        ("add", badge, "--name", "Chen 9"),
        ("reset", "nobody"),
        ("remove", "nobody"),
    ):
        code, told, error = desk.say(action, *arguments)
        assert (code, told, error.count("\n")) == (1, "", 1)
