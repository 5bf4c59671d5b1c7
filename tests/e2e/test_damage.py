"""A ledger that was tampered with takes the kiosk out of service, on the screen; commands say what is wrong."""

from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.ledger import open_ledger
from kiosk.ledger.engine import make_engine
from tests.e2e.tour import Tour, kiosk

pytestmark = pytest.mark.process


def test_a_changed_entry_is_found_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "d"
    assert kiosk("ledger", "fill", "--count", "5", data=data).returncode == 0
    ledger = open_ledger(data, ManualClock(), create=False)
    engine = make_engine(data / "ledger.db", ledger.device.store_key, writer=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_update")
        connection.exec_driver_sql("UPDATE journal SET entry = x'7b7d' WHERE seq = 3")
    engine.dispose()
    ledger.close()

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
    verified = kiosk("ledger", "verify", data=data)
    assert verified.returncode == 1
    assert "NOT sound" in verified.stdout


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
