"""``kiosk doctor`` and the staff's console: one kiosk, one judgement."""

import json
import socket
from pathlib import Path

import pytest

from kiosk.cli import doctor, main
from kiosk.cli.doctor import Finding, examine
from kiosk.core.clock import SystemClock
from kiosk.core.events import StaffRole
from kiosk.core.journal import Verdict
from kiosk.ledger import open_ledger
from kiosk.ledger.service import record_service
from kiosk.sound.loudspeaker import Device, MiniaudioDevice, NoLoudspeaker
from kiosk.sync.enrolment import DOCUMENT
from kiosk.ui.console import findings_of
from kiosk.ui.samples import samples


@pytest.fixture
def looked(data: Path) -> dict[str, Finding]:
    """A kiosk that staff have taken out of service, and of which the platform holds an entry."""
    ledger = open_ledger(data, SystemClock(), create=True)
    ledger.append_boot("1.0")
    record_service(ledger, "0a" * 16, StaffRole.OPERATOR, out=True)
    backlog = ledger.backlog()
    head = ledger.hash_at(backlog.epoch, backlog.head_seq)
    ledger.acknowledge(backlog.epoch, backlog.head_seq, str(head), [Verdict(2, "held", "unknown_staff")])
    ledger.close()
    return {each.what: each for each in examine(data)}


def test_the_terminal_says_what_the_console_shows(looked: dict[str, Finding]) -> None:
    on_the_console = {each.what for each in findings_of(samples()["console"])}
    only_there = {"printer", "software", "records"}  # a doctor prints nothing, is what is installed, and reads it all
    assert on_the_console - only_there <= looked.keys()


def test_what_staff_have_set_and_what_the_platform_holds_is_said(looked: dict[str, Finding]) -> None:
    assert (looked["service"].well, looked["service"].word) == (False, "out")
    assert "entry 2 held (unknown_staff)" in looked["verdicts"].said
    assert looked["today"].said == "no drop-off yet"
    assert (looked["platform"].well, looked["platform"].word) == (False, "not_enrolled")


def test_a_platform_that_does_not_answer_is_named_as_on_the_screen(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    ledger = open_ledger(data, SystemClock(), create=True)
    ledger.write_document(DOCUMENT, json.dumps({"central": address, "platform": "p", "directory_keys": []}).encode())
    ledger.close()
    found = {each.what: each for each in examine(data)}["platform"]
    assert (found.well, found.word) == (False, "unreachable")
    assert address in found.said


def test_authorities_that_cannot_be_used_are_the_platforms_finding_and_no_other(data: Path) -> None:
    ledger = open_ledger(data, SystemClock(), create=True)
    enrolment = {"central": "https://127.0.0.1:9", "platform": "p", "directory_keys": []}
    ledger.write_document(DOCUMENT, json.dumps(enrolment).encode())
    ledger.close()
    (data / "kiosk.toml").write_text('[sync]\nca_file = "nowhere.pem"\n', "utf-8")
    found = {each.what: each for each in examine(data)}
    assert not found["platform"].well
    assert "nowhere.pem" in found["platform"].said
    assert found["ledger"].well


def test_a_scale_that_is_not_there_has_the_word_of_its_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.mkdir()
    (data / "kiosk.toml").write_text('[scale]\nport = "/dev/ttyNOWHERE"\n', "utf-8")
    assert main(["doctor", "--data", str(data), "--json"]) == 1
    found = {each["what"]: each for each in json.loads(capsys.readouterr().out)}
    assert (found["scale"]["well"], found["scale"]["word"]) == (False, "missing")
    assert main(["doctor", "--data", str(data)]) == 1
    assert "LOOK  scale" in capsys.readouterr().out


def test_the_loudspeaker_is_looked_at_unless_no_sound_is_wanted(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def word() -> str:
        return next(each.word for each in examine(data) if each.what == "sound")

    def unplugged() -> Device:
        raise NoLoudspeaker("gone")

    data.mkdir()
    monkeypatch.setattr(doctor, "sound_servers", list)
    assert word() == "none"
    monkeypatch.setattr(doctor, "sound_servers", lambda: ["ALSA"])
    monkeypatch.setattr(doctor, "open_loudspeaker", unplugged)
    assert word() == "gone"
    monkeypatch.setattr(doctor, "open_loudspeaker", lambda: MiniaudioDevice(["NULL"]))
    assert word() == "ready"
    monkeypatch.setattr(doctor, "SOUNDS", data)
    assert word() == "no_file"
    (data / "kiosk.toml").write_text('[sound]\nvolume = "off"\n', "utf-8")
    assert word() == "off"
