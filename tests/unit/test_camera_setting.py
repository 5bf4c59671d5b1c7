"""What an installer says about a camera, and what ``kiosk doctor`` says to that."""

from pathlib import Path

import pytest

from kiosk.cli.doctor import Finding, examine
from kiosk.config import CameraConfig, parse
from kiosk.core.errors import UsageFault


def camera_finding(data: Path, settings: str) -> Finding:
    data.mkdir()
    (data / "kiosk.toml").write_text(f"[camera]\n{settings}\n", "utf-8")
    return next(finding for finding in examine(data) if finding.what == "camera")


def test_no_camera_is_the_rule(data: Path) -> None:
    assert parse(b"", "kiosk.toml").camera == CameraConfig(enabled=False, device="", mirror=True)
    found = camera_finding(data, "")
    assert (found.well, found.said) == (True, "no camera configured")


@pytest.mark.parametrize(("device", "folder"), [("", None), ("HD Webcam", None), ("./f", "f"), ("/srv/f", "/srv/f")])
def test_a_path_means_a_folder_of_pictures(tmp_path: Path, device: str, folder: str | None) -> None:
    assert CameraConfig(device=device).folder(tmp_path) == (None if folder is None else tmp_path / folder)


def test_a_folder_that_is_missing_is_told(data: Path) -> None:
    found = camera_finding(data, 'enabled = true\ndevice = "./frames"')
    assert not found.well
    assert str(data / "frames") in found.said


def test_a_folder_that_is_there_is_well(data: Path, tmp_path: Path) -> None:
    found = camera_finding(data, f'enabled = true\ndevice = "{tmp_path}"')
    assert (found.well, str(tmp_path) in found.said) == (True, True)


def test_a_misspelt_setting_is_an_error() -> None:
    with pytest.raises(UsageFault, match="mirrored"):
        parse(b"[camera]\nmirrored = true", "kiosk.toml")
