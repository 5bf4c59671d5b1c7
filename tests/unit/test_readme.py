"""What the documents show works as shown."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kiosk.config import Config, parse
from tests.e2e.tour import ROOT, environment

pytestmark = pytest.mark.process


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_terminal_examples_of_the_readme(tmp_path: Path) -> None:
    lines = [line[2:] for block in blocks("README.md", "console") for line in block.splitlines() if line[:2] == "$ "]
    assert len(lines) >= 5
    for line in lines:
        words = shlex.split(line)
        assert words[:3] == ["python", "-m", "kiosk"]
        data = [] if "scan" in words else ["--data", str(tmp_path / "kiosk")]
        done = subprocess.run(
            [sys.executable, *words[1:], *data],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert done.stdout


@pytest.mark.parametrize("page", ["README.md", "docs/configuration.md"])
def test_the_configurations_shown_are_valid(page: str) -> None:
    shown = blocks(page, "toml")
    assert shown
    for block in shown:
        parse(block.encode("utf-8"), page)


def test_every_configuration_key_is_explained() -> None:

    page = (ROOT / "docs/configuration.md").read_text("utf-8")
    for section in msgspec.structs.fields(Config):
        if not hasattr(section.type, "__struct_fields__"):
            assert f"`{section.name}`" in page
            continue
        for name in section.type.__struct_fields__:
            assert re.search(rf"`(?:{section.name}\.)?{name}`", page), f"{section.name}.{name}"
