"""``central cards | staff | residents | kiosks`` as an operator meets them: real files, and a service beside them."""

import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from central.cli import main
from tests.fakes.published import briefed, published
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone
from tests.unit.central.test_cli import central, serving


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_cards_are_printed_listed_replaced_and_revoked(
    tmp_path: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    code, out, _ = said(capsys, "cards", "print", *data, "--count", "3", "--place", " 忠山  社区 ", "--out", str(first))
    assert (code, out) == (0, f"card 0001 to 0003 written to {first}; print at actual size\n")
    assert first.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert said(capsys, "cards", "replace", *data, "2", "--out", str(second), "--language", "en")[0] == 0
    assert second.exists()
    assert said(capsys, "cards", "revoke", *data, "0003")[1].startswith("card 0003 is revoked")
    lines = said(capsys, "cards", "list", *data)[1].splitlines()
    found = [
        re.fullmatch(r"(\d{4})  [0-9a-f]{32}  (r-[0-9a-f]{20})  \d{4}-\d\d-\d\d  忠山 社区  (\w+)", x) for x in lines
    ]
    states = [(match[1], match[3]) for match in found if match]
    assert states == [("0001", "good"), ("0002", "revoked"), ("0003", "revoked"), ("0004", "good")]
    assert found[1] is not None
    assert found[3] is not None
    assert found[1][2] == found[3][2], "the new card is the same resident's"


def test_a_sheet_is_never_written_over(tmp_path: Path, data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "cards.pdf"
    out.write_bytes(b"the sheet of last week")
    code, _, error = said(capsys, "cards", "print", *data, "--count", "1", "--place", "山", "--out", str(out))
    assert code == 1
    assert "exists" in error
    assert out.read_bytes() == b"the sheet of last week"
    assert said(capsys, "cards", "list", *data)[1] == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cards", "print", "--count", "1", "--place", "𠀀", "--out", "OUT"], "the fonts have no 𠀀"),
        (["cards", "print", "--count", "1", "--place", "山", "--out", "OUT/in/none.pdf"], "cannot write"),
        (["cards", "replace", "7", "--out", "OUT"], "no card 7"),
        (["cards", "revoke", "f" * 32], "no card f"),
        (["staff", "remove", "0123abcd"], "0 badges"),
        (["residents", "revoke", "r-" + "0" * 20], "no resident"),
        (["kiosks", "revoke", "k-" + "0" * 20], "no kiosk"),
    ],
)
def test_faults_are_one_line_and_leave_nothing_behind(
    tmp_path: Path, data: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    given = [argument.replace("OUT", str(tmp_path / "out.pdf")) for argument in arguments]
    code, out, error = said(capsys, *given[:2], *data, *given[2:])
    assert (code, out) == (1, "")
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["cards"],
        ["cards", "print", "--count", "0", "--place", "山", "--out", "x"],
        ["cards", "print", "--count", "1001", "--place", "山", "--out", "x"],
        ["cards", "print", "--count", "1", "--place", "  ", "--out", "x"],
        ["cards", "print", "--count", "1", "--place", "山" * 33, "--out", "x"],
        ["cards", "print", "--count", "1", "--place", "山"],
        ["staff", "add", "--role", "king", "--out", "x"],
        ["residents", "revoke"],
    ],
)
def test_wrong_use_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_a_badge_comes_with_a_pin(tmp_path: Path, data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "badge.pdf"
    _, said_so, _ = said(capsys, "staff", "add", *data, "--role", "operator", "--out", str(out))
    found = re.fullmatch(
        r"badge ([0-9a-f]{32}) \(operator\) written to .*\nits PIN, shown this once: (\d{6})\n", said_so
    )
    assert found
    assert said(capsys, "staff", "list", *data)[1].startswith(f"{found[1]}  operator    2")
    assert said(capsys, "staff", "remove", *data, found[1][:8])[0] == 0
    assert "operator" not in said(capsys, "staff", "list", *data)[1]


@pytest.mark.process
def test_a_running_service_publishes_what_the_command_line_changes(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    with serving(*data) as (_, url):
        before = published(url)
        phone, kiosk = VirtualPhone.register(url), VirtualKiosk(url)
        kiosk.enrol(central("invite", *data).stdout.split()[-1])
        assert central("residents", "revoke", *data, phone.resident).returncode == 0
        assert central("kiosks", "revoke", *data, kiosk.id).returncode == 0
        made = central("staff", "add", *data, "--role", "operator", "--out", str(tmp_path / "badge.pdf"))
        assert (made.returncode, made.stderr) == (0, "")
        after = published(url)
        assert after["version"] == before["version"] + 2
        assert after["revoked"] == sorted([phone.resident, kiosk.id])
        other = VirtualKiosk(url)
        other.enrol(central("invite", *data).stdout.split()[-1])
        assert [member["role"] for member in briefed(other, now=datetime.now(UTC))["staff"]] == ["operator"]
        other.http.close()
        kiosk.append("boot", {})
        answer = kiosk.send()
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:greensprout:problem:revoked")
        assert answer.json()["title"] == "The platform has revoked this"
        kiosk.http.close()
