"""A ledger that was tampered with takes the kiosk out of service, on the screen; commands say what is wrong."""

from pathlib import Path

import pytest

from kiosk.cli.doctor import examine
from kiosk.core.clock import ManualClock
from kiosk.ledger import open_ledger, sole_writer
from kiosk.ledger.damage import condemn, condemned
from kiosk.ledger.engine import make_engine
from tests.e2e.tour import Tour, exported, kiosk

pytestmark = pytest.mark.process


def change_entry(data: Path, seq: int) -> None:
    """As a thief would who has the key."""
    ledger = open_ledger(data, ManualClock(), create=False)
    engine = make_engine(data / "ledger.db", ledger.device.store_key, writer=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_update")
        connection.exec_driver_sql(f"UPDATE journal SET entry = x'7b7d' WHERE seq = {seq}")
    engine.dispose()
    ledger.close()


def test_damage_is_found_said_set_aside_and_repaired(tmp_path: Path) -> None:
    data = tmp_path / "d"
    assert kiosk("ledger", "fill", "--count", "80", data=data).returncode == 0
    change_entry(data, 3)  # too old for the look at the newest entries: found while the kiosk serves

    tour = Tour(data, "--drop-offs", "1", "--offline")
    screens = []
    for event in tour.events():
        screens.append(event.get("screen", "end"))
        if screens[-1] == "out_of_service":
            break
    code, _, _, errors = tour.finish()  # it cannot succeed, so it ends by itself
    assert code == 1
    assert "out_of_service" in errors
    assert screens[-1] == "out_of_service"
    assert "credited" not in screens

    again = Tour(data, "--drop-offs", "1", "--offline")
    code, events, _, errors = again.finish()
    assert (code, events) == (1, []), "no later start serves anybody"
    assert "L04" in errors
    ledger = next(finding for finding in examine(data) if finding.what == "ledger")
    assert "L04" in ledger.said

    verified = kiosk("ledger", "verify", data=data)
    assert verified.returncode == 1
    assert "NOT sound (L04)" in verified.stdout
    asked = kiosk("ledger", "verify", "--repair", data=data)
    assert asked.returncode == 1
    assert "2 of 82 entries are whole" in asked.stdout or "2 of 83 entries are whole" in asked.stdout
    assert "--new-epoch" in asked.stdout
    mended = kiosk("ledger", "verify", "--repair", "--new-epoch", data=data)
    assert mended.returncode == 0, mended.stderr
    assert "quarantine" in mended.stdout
    assert condemned(data) is None


def test_damage_among_the_newest_entries_serves_nobody_at_all(tmp_path: Path) -> None:
    data = tmp_path / "d"
    assert kiosk("ledger", "fill", "--count", "5", data=data).returncode == 0
    change_entry(data, 3)
    code, events, _, errors = Tour(data, "--drop-offs", "1", "--offline").finish()
    assert (code, events) == (1, [])
    assert "L04" in errors
    assert kiosk("ledger", "verify", "--new-epoch", data=data).returncode == 2, "only together with --repair"


def test_a_cleared_ledger_serves_again(tmp_path: Path) -> None:
    """The mark stays until everything was read and is sound."""
    data = tmp_path / "d"
    assert kiosk("ledger", "fill", "--count", "1", data=data).returncode == 0
    condemn(data, ["for the test"], ManualClock().now())
    with sole_writer(data):
        busy = kiosk("ledger", "verify", data=data)
    assert (busy.returncode, "stop the kiosk" in busy.stdout) == (0, True)
    assert condemned(data) is not None
    assert kiosk("ledger", "verify", data=data).returncode == 0
    assert condemned(data) is None


def test_a_new_epoch_needs_something_in_dispute(tmp_path: Path) -> None:
    data = tmp_path / "d"
    assert kiosk("ledger", "fill", "--count", "1", data=data).returncode == 0
    begun = kiosk("ledger", "new-epoch", data=data)
    assert (begun.returncode, "entries 1 to 1" in begun.stdout) == (0, True)
    assert [line["kind"] for line in exported(data)] == ["drop_off", "epoch_opened"]
    ledger = open_ledger(data, ManualClock(), create=False)
    while (backlog := ledger.backlog()).acked_seq < backlog.head_seq:
        head = ledger.hash_at(backlog.epoch, backlog.head_seq)
        assert head is not None
        ledger.acknowledge(backlog.epoch, backlog.head_seq, head, ())
    ledger.close()
    declined = kiosk("ledger", "new-epoch", data=data)
    assert (declined.returncode, "no fork" in declined.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[scale]\nprotcol = 'st-us'\n", "protcol"),
        ("[scale]\nprotocol = 'no-such'\n", "yaohua-a9"),
        ("scale = 5\n", "scale"),
        ("[scale\n", "TOML"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, said: str) -> None:
    data = tmp_path / "d"
    data.mkdir()
    (data / "kiosk.toml").write_text(text)
    done = kiosk("scale", "watch", "--seconds", "1", "--port", "/dev/null", data=data)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = kiosk("ledger", "fill", "--count", "1", data=tmp_path / "file")
    assert done.returncode in {1, 2}
    assert str(tmp_path / "file") in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_names_what_to_do(tmp_path: Path) -> None:
    done = kiosk("doctor", data=tmp_path / "d")
    assert done.returncode == 1
    assert "LOOK" in done.stdout
    assert "scale" in done.stdout


def test_a_production_kiosk_takes_no_demo_data(tmp_path: Path) -> None:
    data = tmp_path / "d"
    data.mkdir()
    (data / "kiosk.toml").write_text("production = true\n")
    done = kiosk("ledger", "fill", "--count", "1", data=data)
    assert done.returncode == 2
    assert "production" in done.stderr
