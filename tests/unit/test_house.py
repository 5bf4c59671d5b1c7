"""The house rules that a machine can check."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


@pytest.mark.process
def test_packages_import_each_other_only_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_names_a_package_registry() -> None:
    named = ("py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org")
    hosts = re.compile("|".join(map(re.escape, named)))
    binary = {".png", ".webp", ".otf", ".qm", ".ogg"}
    guilty = [p for p in tracked() if p.suffix not in binary and hosts.search(p.read_text("utf-8"))]
    assert guilty == []
    assert not (ROOT / "uv.lock").exists()


def test_every_locked_package_has_hashes() -> None:
    for lock in tracked("requirements*.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8"))
        assert all("--hash=sha256:" in block for block in blocks if "==" in block), lock.name


def test_the_lock_is_that_of_the_project_file() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {f"-{group}": needed for group, needed in table["dependency-groups"].items()}
    for suffix, needed in {"": table["project"]["dependencies"], **groups}.items():
        locked = (ROOT / f"requirements{suffix}.lock").read_text("utf-8").lower()
        for requirement in needed:
            name = re.split(r"[<>=~! ]", requirement)[0].lower()
            assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), f"{name} is not locked: run ./dev lock"


def test_dev_explains_itself_and_refuses_what_it_does_not_know() -> None:
    shown = subprocess.run([sys.executable, ROOT / "dev", "--help"], capture_output=True, text=True, check=True)
    assert all(word in shown.stdout for word in ("run", "test", "lint", "bench", "screens"))
    refused = subprocess.run([sys.executable, ROOT / "dev", "dance"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2


def test_links_between_documents_lead_somewhere() -> None:
    for page in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


@pytest.mark.parametrize("page", ["INVARIANTS.md", "docs/reliability.md"])
def test_tests_named_in_a_promise_exist(page: str) -> None:
    said = (ROOT / page).read_text("utf-8")
    for name in re.findall(r"`((?:unit|property|crash|contract|e2e|qml)/[\w/.]*)(?:::(\w+))?`", said):
        path = ROOT / "tests" / name[0]
        assert path.exists(), name
        if name[1]:
            assert f"def {name[1]}(" in path.read_text("utf-8"), name
