"""``python -m central`` as an operator and a script meet it: real processes, ports, files and signals."""

import base64
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from central.cli import main
from tests.fakes.virtual_kiosk import VirtualKiosk

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.process


def central(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "central", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A serving process and the address that it announced."""
    command = [sys.executable, "-m", "central", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"central ready at (http://127\.0\.0\.1:\d+)\n", line)
        assert found, line + process.stderr.read()
        yield process, found[1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_an_operator_invites_and_a_kiosk_enrols(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'c.db'}"
    with serving("--database", database) as (process, url):
        invited = central("invite", "--database", database)
        assert (invited.returncode, invited.stderr) == (0, "")
        code = invited.stdout.split()[-1]
        assert re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{8}", code)
        kiosk = VirtualKiosk(url)
        assert kiosk.enrol(code).status_code == 201
        kiosk.append("boot", {})
        assert kiosk.send().json()["acked_seq"] == 1
        kiosk.http.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with serving("--database", database) as (_, url):
        assert requests.get(f"{url}/v1/stats", timeout=20).json()["entries"] == 1


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path)) as (process, url):
        kiosk = VirtualKiosk(url)
        kiosk.enrol(central("invite", "--data", str(tmp_path)).stdout.split()[-1])
        kiosk.drop_off(3250)
        assert kiosk.send().json()["acked_seq"] == 1
        process.kill()
        process.wait()
        kiosk.http.close()
    with serving("--data", str(tmp_path)) as (_, url):
        kiosk.url = url
        assert kiosk.send().json()["acked_seq"] == 1
        kiosk.http.close()
        assert requests.get(f"{url}/v1/stats", timeout=20).json()["weight_g"] == 3250


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path)) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_the_public_address_is_what_kiosks_learn(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path), "--public-url", "https://points.example") as (_, url):
        envelope = requests.get(f"{url}/v1/directory", timeout=20).json()
    payload = base64.urlsafe_b64decode(envelope["payload"] + "==")
    assert json.loads(payload)["resident_page"] == "https://points.example/me"


def test_invite_as_json(tmp_path: Path) -> None:
    result = central("invite", "--data", str(tmp_path / "new"), "--minutes", "5", "--json")
    answer = json.loads(result.stdout)
    assert len(answer["code"]) == 8
    left = datetime.fromisoformat(answer["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=3) < left <= timedelta(minutes=5)


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = central("serve", "--data", str(tmp_path), "--port", str(port))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert f"port {port}" in result.stderr
    assert "--port" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--database", "nonsense"], "unknown database URL"),
        (["--database", "sqlite:////no/such/folder/c.db"], "check that the folder exists"),
        (["--data", "/proc/greensprout"], "choose another --data"),
        (["--host", "no.such.host.invalid"], "check --host"),
    ],
)
def test_faults_are_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    given = arguments if "--host" not in arguments else ["--data", str(tmp_path), *arguments]
    result = central("serve", "--port", "0", *given)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "c.db"
    blocked.mkdir()  # even root cannot open a folder as a file
    result = central("invite", "--database", f"sqlite:///{blocked}")
    assert result.returncode == 1
    assert "cannot use database" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["serve", "--port", "70000"], ["serve", "--port", "x"], ["invite", "--minutes", "0"], ["--speed"]],
)
def test_wrong_use_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_process_ends_so_too() -> None:
    result = central("fly")
    assert (result.returncode, result.stdout) == (2, "")
    assert "usage:" in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["invite", "--help"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    assert "usage: central" in capsys.readouterr().out
