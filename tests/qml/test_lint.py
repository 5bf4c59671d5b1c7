"""qmllint knows the view models' types: clean as it is, and a slip of the pen is found."""

from kiosk.ui.lint import lint, qml_files
from kiosk.ui.resources import QML


def test_every_qml_file_is_clean():
    result = lint(qml_files())
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_mistyped_property_is_found(tmp_path):
    screen = (QML / "Kiosk" / "screens" / "WeighScreen.qml").read_text(encoding="utf-8")
    broken = tmp_path / "WeighScreen.qml"
    broken.write_text(screen.replace("screen.weigh.growth", "screen.weigh.grwoth", 1), encoding="utf-8")
    result = lint([broken])
    assert result.returncode != 0
    assert "grwoth" in result.stdout + result.stderr
